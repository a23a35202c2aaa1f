import pytest

from gallery.up import signin


@pytest.mark.parametrize(
    ("variables", "likely"), [({}, False), ({"DISPLAY": ":0"}, True), ({"BROWSER": "w3m"}, True)]
)
def test_a_browser_is_opened_where_somebody_may_see_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], likely: bool
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert signin.has_display() is likely
