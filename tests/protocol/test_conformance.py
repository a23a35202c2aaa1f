"""The protocols, as their reference implementations in JavaScript speak them."""

import asyncio
import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from gallery.settings import Settings
from tests.api.test_docs import fences
from tests.conftest import House, serving

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
_INSTALLED = _HERE / "node_modules"
_OLDEST_NODE = (20, 19)
_PATIENCE = 120.0


def _missing() -> str | None:
    """What this machine lacks for these tests."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return "there is no node with npm"
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    version = tuple(int(part) for part in said.strip().removeprefix("v").split(".")[:2])
    return None if version >= _OLDEST_NODE else f"node {said.strip()} is older than 20.19"


pytestmark = pytest.mark.skipif((lacking := _missing()) is not None, reason=lacking or "")


@pytest.fixture(scope="session")
def installed() -> None:
    """The packages of the lock, installed once for as long as it stays the same."""
    stamp = _INSTALLED / ".stamp"
    with (_HERE / "package-lock.json").open("rb") as lock:
        # Several test processes may want them at once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = lock.read()
        if not stamp.is_file() or stamp.read_bytes() != wanted:
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            subprocess.run(command, cwd=_HERE, check=True)
            stamp.write_bytes(wanted)


async def _run(*command: str, folder: Path = _HERE, **environment: str) -> None:
    """Run a program beside the server of this process, and show what it said where it fails."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={**os.environ, "IMAGE_PROVIDER": "demo", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), _PATIENCE)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, said.decode()


async def _node(script: str, house: House) -> None:
    await _run(
        *("node", "--test", "--test-reporter=spec", "--test-timeout=60000", script),
        GALLERY_ADDRESS=house.address,
        GALLERY_TOKEN=house.token("ann"),
        GALLERY_OLD_TOKEN=house.token("ann", ttl=-60),
        GALLERY_BRIEF_TOKEN=house.token("ann", ttl=4),
    )


async def test_graphql_over_http(installed: None, house: House) -> None:
    await _node("audit.test.js", house)


async def test_graphql_transport_ws(installed: None, house: House) -> None:
    await _node("sockets.test.js", house)


async def test_whoever_says_nothing_is_sent_away(installed: None, settings: Settings) -> None:
    async with serving(settings, init_timeout=0.2) as house:
        await _node("silence.test.js", house)


async def test_graphql_over_server_sent_events(installed: None, house: House) -> None:
    await _node("events.test.js", house)


async def test_the_client_of_the_documentation(
    installed: None, house: House, worker: object
) -> None:
    [client] = fences("js")
    await _run(
        *("node", "--import", "./websocket.js", "--input-type=module", "--eval", client),
        GALLERY_ADDRESS=house.address,
        GALLERY_TOKEN=house.token("ann"),
    )


async def test_the_schema_keeps_the_conventions_of_relay(installed: None) -> None:
    eslint = _INSTALLED / ".bin" / "eslint"
    config = _HERE / "eslint.config.js"
    command = (str(eslint), "--max-warnings=0", "--config", str(config), "schema.graphql")
    await _run(*command, folder=_ROOT)
