import socket

from gallery.embedded import EmbeddedError

REQUEST = b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n"


class Probe:
    """Asks a listener for /healthz: the kernel queues the question until somebody answers it."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._connection: socket.socket | None = None
        self._answer = b""

    @property
    def waiting(self) -> tuple[socket.socket, ...]:
        return () if self._connection is None else (self._connection,)

    def ask(self) -> bool:
        """Whether the answer has come and is 200; never waits."""
        if self._connection is None:
            self._connection = self._connect()
        try:
            part = self._connection.recv(4096)
        except BlockingIOError:
            return False
        except OSError:
            part = b""
        self._answer += part
        if part and b"\r\n" not in self._answer:
            return False
        healthy = self._answer.split(b" ")[1:2] == [b"200"]
        self.close()
        return healthy

    def close(self) -> None:
        self._answer = b""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self) -> socket.socket:
        connection = socket.socket(self._listener.family, socket.SOCK_STREAM)
        try:
            connection.connect(_reachable(self._listener))
            connection.sendall(REQUEST)
        except OSError as error:
            connection.close()
            raise EmbeddedError(f"cannot reach the gallery's own port: {error}") from error
        connection.settimeout(0.0)
        return connection


def _reachable(listener: socket.socket) -> tuple[str, int]:
    host, port = listener.getsockname()[:2]
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port  # noqa: S104
