"""`gallery up` whose own commands are stand-ins: up_with_stubs.py JOURNAL DATA_DIR [PORT]."""

import sys
from pathlib import Path

from gallery.up import run
from gallery.up.tree import Commands

journal, data_dir = sys.argv[1], Path(sys.argv[2])
port = int(sys.argv[3]) if len(sys.argv) > 3 else 0


def stub(name: str) -> tuple[str, ...]:
    return (sys.executable, str(Path(__file__).with_name("stub.py")), name, journal)


commands = Commands(stub("api"), stub("worker"), stub("migrate"), stub("sign_in"))
sys.exit(run("127.0.0.1", port, data_dir, no_browser=True, commands=commands))
