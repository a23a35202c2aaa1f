"""A worker is killed at every step of a generation: nothing paid is lost, or paid twice."""

import pytest

from tests.faults.kills import KILLS, Kill, kill
from tests.faults.site import Site


@pytest.mark.parametrize("plan", KILLS, ids=lambda plan: plan.name)
async def test_a_kill_costs_nothing(site: Site, plan: Kill) -> None:
    outcome = await kill(site, plan)
    assert outcome.findings.clean, outcome.findings
    errors = [slot["error"] for slot in outcome.before["slots"] if slot["error"]]
    assert [error["code"] for error in errors] == ["OUTCOME_UNKNOWN"] * plan.unknown
    assert outcome.after["status"] == "SUCCEEDED"
    assert len(outcome.after["images"]) == plan.n
