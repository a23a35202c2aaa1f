"""Programs that come with the environment of the tests."""

import subprocess
import sys
from pathlib import Path


def run(name: str, *arguments: str) -> str:
    """What a program prints; that it found nothing to complain of is asserted."""
    program = Path(sys.executable).with_name(name)
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
