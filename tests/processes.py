"""What tests need around processes of their own: an environment, a port, a sign of life."""

import os
import socket
import urllib.request
from typing import Final

from gallery.embedded.process import fingerprint, wait_until

# Seconds: also for a machine with better things to do, and twice as long as a dead worker's lease
# goes on.
PATIENCE: Final = 60.0


def environment(**more: str) -> dict[str, str]:
    """Nothing of this machine's settings but where programs are found; and ``more``."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, **more}


def free_port(host: str = "127.0.0.1") -> int:
    with socket.create_server((host, 0)) as listener:
        return int(listener.getsockname()[1])


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except OSError:
        return False
    return True


def gone(pid: int) -> bool:
    return wait_until(lambda: fingerprint(pid) is None, PATIENCE)
