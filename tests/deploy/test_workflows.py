"""What GitHub runs, as far as it can be looked at without GitHub; and what a release says."""

import re

from tests.deploy.nodes import ROOT
from tests.deploy.programs import run

GITHUB = ROOT / ".github"


def test_they_are_workflows() -> None:
    files = map(str, sorted((GITHUB / "workflows").glob("*.yml")))
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files)
    dependabot = str(GITHUB / "dependabot.yml")
    run("check-jsonschema", "--builtin-schema", "vendor.dependabot", dependabot)


def test_they_give_nothing_away() -> None:
    run("zizmor", "--offline", "--no-progress", "--min-severity", "medium", str(GITHUB))


def test_the_changelog_has_something_to_say_of_each_version() -> None:
    sections = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)[1:]
    assert sections
    for section in sections:
        heading, _, text = section.partition("\n")
        assert re.fullmatch(r"Unreleased|\d+\.\d+\.\d+ \(\d{4}-\d{2}-\d{2}\)", heading)
        assert text.strip()
