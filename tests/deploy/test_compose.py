"""docker-compose.yml, as far as it can be looked at without Docker."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import yaml

from gallery.settings import load
from jobs.worker import STOP_SECONDS
from tests.deploy.nodes import PROXY, ROOT
from tests.deploy.programs import run

FILE = ROOT / "docker-compose.yml"
SECRETS = {"POSTGRES_PASSWORD", "REDIS_PASSWORD", "JWT_SECRET", "METRICS_TOKEN", "S3_KEY"}
_UNITS = {"s": "seconds", "m": "minutes"}


@dataclass(frozen=True)
class Variable:
    """``${NAME}``, ``${NAME:-given}`` or ``${NAME:?wanted}``."""

    name: str
    default: str
    required: bool


def variables(text: str) -> list[Variable]:
    found = re.finditer(r"(?<!\$)\$\{(\w+)(?::([-?])([^}]*))?\}", text)
    return [
        Variable(match[1], match[3] if match[2] == "-" else "", match[2] == "?") for match in found
    ]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text())["services"]  # type: ignore[no-any-return]


def ours(services: dict[str, Any]) -> dict[str, Any]:
    return {name: service for name, service in services.items() if "build" in service}


def test_it_is_a_compose_file() -> None:
    run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE))


def test_no_secret_has_a_default() -> None:
    used = variables(FILE.read_text())
    secret = [one for one in used if re.search("SECRET|PASSWORD|TOKEN|KEY", one.name)]
    assert {one.name for one in secret} >= SECRETS
    assert {one.default for one in secret} == {""}
    assert {one.name for one in secret if one.required} == SECRETS | {"S3_SECRET"}


def test_the_gallery_starts_with_these_settings(services: dict[str, Any]) -> None:
    given = {"SPOOL_DIR": "/spool"}  # the image's own
    values = {"PUBLIC_URL": "http://localhost:8000", "S3_PUBLIC_ENDPOINT": "http://localhost:8001"}
    for name, value in services["api-1"]["environment"].items():
        asked = re.sub(r"\$\{\w+:-\}", "", value)
        text = re.sub(r"\$\{(\w+)[^}]*\}", lambda found: values.get(found[1], "x" * 32), asked)
        given[name] = text
    settings = load({name: value for name, value in given.items() if value})
    assert settings.s3 is not None
    assert settings.s3.public_endpoint == "http://localhost:8001"
    assert settings.drain < span(services["api-1"]["stop_grace_period"])


def test_what_is_paid_is_waited_for(services: dict[str, Any]) -> None:
    workers = [service for name, service in services.items() if name.startswith("worker")]
    assert len(workers) == 2
    for worker in workers:
        assert span(worker["stop_grace_period"]) > timedelta(seconds=STOP_SECONDS)
        assert "spool:/spool" in worker["volumes"]


def span(text: str) -> timedelta:
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})


def test_containers_of_the_gallery_may_do_nothing_else(services: dict[str, Any]) -> None:
    assert set(ours(services)) == {"api-1", "api-2", "worker-1", "worker-2", "migrate"}
    for service in [*ours(services).values(), services["proxy"]]:
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert {name for name, service in services.items() if "ports" in service} == {"proxy"}


def test_all_is_there_before_anything_serves(services: dict[str, Any]) -> None:
    for name, service in ours(services).items():
        needs = service["depends_on"]
        if name != "migrate":
            assert needs["migrate"]["condition"] == "service_completed_successfully"
            assert needs["bucket"]["condition"] == "service_completed_successfully"
        for other, need in needs.items():
            if need["condition"] == "service_healthy":
                assert services[other]["healthcheck"]["test"]


def test_the_proxy_is_told_all_that_it_asks_for(services: dict[str, Any]) -> None:
    asked = set(re.findall(r'"\$\{?([A-Z0-9_]+)\}?"', PROXY.read_text()))
    assert asked == set(services["proxy"]["environment"])
