"""The gallery's address, held by the supervisor: visitors queue while the api restarts."""

import errno
import socket
import time

from gallery.embedded import EmbeddedError

BACKLOG = 512
HIGHEST_PORT = 65535
ANY_HOST = {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1"}  # noqa: S104


def listen(host: str, port: int, patience: float = 0.0) -> socket.socket:
    """Binds at once, or after what a killed predecessor left there has gone."""
    if not 0 <= port <= HIGHEST_PORT:
        raise EmbeddedError(f"there is no port {port}: choose another with --port")
    deadline = time.monotonic() + patience
    while True:
        try:
            return _bind(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                raise EmbeddedError(_reason(host, port, error)) from error
        time.sleep(0.01)


def _bind(host: str, port: int) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    # "localhost" is both; what prints and expects 127.0.0.1 is the older custom.
    family, *_, address = min(found, key=lambda entry: entry[0] != socket.AF_INET)
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # "::" is every address, those of IPv4 too.
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, host != "::")
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _reason(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use: choose another with --port"
    return f"cannot listen on {host} port {port}: {error.strerror}"


def http_address(host: str, listener: socket.socket) -> str:
    """The URL at which this machine reaches the listener."""
    name = ANY_HOST.get(host, host)
    bracketed = f"[{name}]" if ":" in name else name
    return f"http://{bracketed}:{listener.getsockname()[1]}"
