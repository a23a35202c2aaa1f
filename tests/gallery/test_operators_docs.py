"""What operators read is what there is: each setting, each number, each query of the dashboard."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser as promql
import pytest

from gallery.settings import load
from gallery.telemetry.metrics import Metrics

_ROOT = Path(__file__).parents[2]
_TEXT = (_ROOT / "docs" / "operations.md").read_text()
_DASHBOARD = json.loads((_ROOT / "deploy" / "grafana" / "gallery.json").read_text())
_SECRET = "a secret of tests, which is long enough"
_FOLDER = {
    "DATABASE_URL": "postgresql:///gallery",
    "REDIS_URL": "redis://localhost",
    "STORAGE_DIR": "/pictures",
    "SPOOL_DIR": "/spool",
    "JWT_SECRET": _SECRET,
}
_BUCKET = {
    **{name: value for name, value in _FOLDER.items() if name != "STORAGE_DIR"},
    "S3_ENDPOINT": "https://s3.example.org",
    "S3_BUCKET": "pictures",
    "S3_KEY": "key",
    "S3_SECRET": "secret",
}


class Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self, environ: dict[str, str]) -> None:
        super().__init__(environ)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.names.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)


def first_column(heading: str) -> set[str]:
    """The names in the first column of the first table below a heading."""
    section = _TEXT.partition(f"\n{heading}\n")[2].partition("\n#")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    read: set[str] = set()
    for environ in (_FOLDER, _BUCKET):
        asked = Asked(environ)
        load(asked)
        read |= asked.names
    assert first_column("## Settings") == read


def exported() -> dict[str, set[str]]:
    """The names of all samples of our own, and the labels that each may have."""
    collectors = Metrics().registry._collector_to_names
    return {
        name: {*getattr(collector, "_labelnames", ()), *(["le"] if "_bucket" in name else [])}
        for collector, names in collectors.items()
        for name in names
    }


def test_every_number_is_documented_and_every_documented_one_is_exported() -> None:
    names = {
        f"{family.name}_total" if family.type == "counter" else family.name
        for family in Metrics().registry.collect()
        if family.name.startswith("gallery_")
    }
    assert first_column("### Numbers") == names


def expressions(part: Any = _DASHBOARD) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (value for name, value in part.items() if name == "expr")
        yield from (found for value in part.values() for found in expressions(value))
    if isinstance(part, list):
        yield from (found for value in part for found in expressions(value))


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_the_dashboard_asks_for_what_is_exported(expression: str) -> None:
    known = exported()
    parsed = promql.parse(expression.replace("$__rate_interval", "5m").replace("$job", ".*"))
    selectors = list(selected(parsed))
    assert selectors
    grouped = {label for by in re.findall(r"by \((.*?)\)", expression) for label in by.split(", ")}
    for selector in selectors:
        if not selector.name.startswith("process_"):
            labels = {matcher.name for matcher in selector.matchers.matchers}
            assert labels | grouped <= known[selector.name] | {"job"}


def selected(expression: Any) -> Iterator[Any]:
    found: list[Any] = []
    promql.walk(expression, lambda part: found.append(part))
    yield from (part for part in found if isinstance(part, promql.VectorSelector))
