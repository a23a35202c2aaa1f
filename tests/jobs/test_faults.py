"""FAULT_POINT: where a worker of a crash test is to die."""

import pytest

from jobs.faults import Fault, FaultPoint
from tests.faults.kills import KILLS


def test_a_fault_is_a_point_and_a_number() -> None:
    assert Fault.parse("spooled") == Fault(FaultPoint.SPOOLED, 1)
    assert Fault.parse("published:2") == Fault(FaultPoint.PUBLISHED, 2)


@pytest.mark.parametrize("text", ["nowhere", "", "spooled:", "spooled:0", "spooled:x", ":2"])
def test_what_is_no_fault_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="one of woken, claimed, "):
        Fault.parse(text)


def test_a_worker_is_killed_at_every_point() -> None:
    assert {Fault.parse(plan.fault).point for plan in KILLS if plan.fault} == set(FaultPoint)
