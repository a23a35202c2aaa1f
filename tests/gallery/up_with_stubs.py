"""`gallery up` whose own commands are stand-ins: up_with_stubs.py JOURNAL DATA_DIR [PORT]."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gallery.embedded import cluster
from gallery.embedded.process import spawn
from gallery.up import run
from gallery.up.tree import Commands

journal, data_dir = sys.argv[1], Path(sys.argv[2])
port = int(sys.argv[3]) if len(sys.argv) > 3 else 0


def stub(name: str) -> tuple[str, ...]:
    return (sys.executable, str(Path(__file__).with_name("stub.py")), name, journal)


def hang(_argv: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
    return spawn(("sleep", "600"), **options)


if "STUB_INITDB" in os.environ:
    vars(cluster)["spawn"] = hang
commands = Commands(stub("api"), stub("worker"), stub("migrate"), stub("sign_in"))
sys.exit(run("127.0.0.1", port, data_dir, no_browser=True, commands=commands))
