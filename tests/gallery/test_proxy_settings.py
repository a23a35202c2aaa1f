"""What is said of proxies makes sense, or stops the start."""

import pytest

from gallery.settings import SettingsError, load
from tests.gallery.test_image_provider import ENOUGH


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"TRUSTED_PROXIES": "proxy"}, "networks such as 10.0.0.0/8"),
        ({"TRUSTED_PROXIES": "10.0.0.1/8"}, "networks such as 10.0.0.0/8"),
        ({"DRAIN_SECONDS": "-1"}, "seconds from 0 to 600"),
        ({"DRAIN_SECONDS": "soon"}, "a number, not 'soon'"),
    ],
)
def test_what_makes_no_sense_stops_the_start(given: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(ENOUGH | given)


@pytest.mark.parametrize("given", ["*", "10.0.0.0/8, 127.0.0.1", "fd00::/8"])
def test_networks_are_taken_as_they_are(given: str) -> None:
    assert load(ENOUGH | {"TRUSTED_PROXIES": given}).trusted_proxies == given


def test_nobody_else_is_believed_and_nothing_is_waited_for_unless_it_is_said() -> None:
    settings = load(ENOUGH)
    assert settings.trusted_proxies == "127.0.0.1"
    assert not settings.drain
