"""What a child process is, knows and holds."""

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from storage import imaging
from storage.imaging import ImagingPool
from tests.storage.tricks import FUNCTIONS, TRICKS, process


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_a_child_knows_no_secret_and_holds_no_connection(
    pool: ImagingPool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JWT_SECRET", "planted")
    inheritable = True
    with (tmp_path / "open").open("wb") as planted:
        os.set_inheritable(planted.fileno(), inheritable)
        pid, session, niceness = await process(pool)
        environment = Path(f"/proc/{pid}/environ").read_bytes()
        names = {each.partition(b"=")[0] for each in environment.split(b"\0") if each}
        assert names == {name.encode() for name in imaging.ENVIRONMENT}
        links = {each.readlink().name for each in Path(f"/proc/{pid}/fd").iterdir()}
    assert "open" not in links
    assert session == pid
    assert niceness == 10


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_an_idle_child_is_small(pool: ImagingPool, picture: Path) -> None:
    await pool.inspect(picture)
    pid, *_ = await process(pool)
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    assert kilobytes < 28 * 1024


def test_the_asking_side_never_imports_the_decoder() -> None:
    code = "import sys, storage.imaging, storage.folder, storage.signing, storage.media\n"
    code += "sys.exit(any(name.split('.')[0] in {'PIL', 'thumbhash'} for name in sys.modules))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=imaging.ROOT)


def test_a_child_without_its_parent_ends() -> None:
    command = [sys.executable, "-m", "storage.imaging_child", "1", str(1024**3)]
    ended = subprocess.run(
        command, check=False, cwd=imaging.ROOT, stdin=subprocess.DEVNULL, capture_output=True
    )
    assert ended.returncode == 1
    assert b"gone" in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG")
def test_a_child_dies_with_its_parent() -> None:
    code = (
        "import asyncio, os, signal\n"
        "from storage.imaging import ImagingPool\n"
        "async def main():\n"
        f"    pool = ImagingPool(workers=1, functions={FUNCTIONS!r})\n"
        f"    pid = eval(await pool.call('{TRICKS}:process'))[0]\n"
        f"    asyncio.ensure_future(pool.call('{TRICKS}:hang'))\n"
        "    print(os.pidfd_open(pid) and pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGSTOP)\n"
        "asyncio.run(main())\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], cwd=imaging.ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    child = os.pidfd_open(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    with os.fdopen(child, "rb") as ended:
        assert select.select([ended], [], [], 10)[0]
