"""A name server of a few names, as Docker has one for its containers."""

import socket
import struct
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

_ANSWER = 0x8180
_NO_SUCH_NAME = 0x8183
_A, _IN, _TTL = 1, 1, 1


@contextmanager
def name_server(names: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Knows IPv4 addresses; yields its own, with the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve, args=(listener, names), daemon=True)
        thread.start()
        try:
            yield "{}:{}".format(*listener.getsockname())
        finally:
            # Closing alone would not wake whoever waits for it.
            listener.sendto(b"", listener.getsockname())
            thread.join()


def _serve(listener: socket.socket, names: Mapping[str, Sequence[str]]) -> None:
    while True:
        question, sender = listener.recvfrom(512)
        if not question:
            return
        listener.sendto(_answer(question, names), sender)


def _answer(question: bytes, names: Mapping[str, Sequence[str]]) -> bytes:
    """RFC 1035, 4.1: the question again, and behind it the addresses."""
    end = question.index(b"\0", 12) + 5
    kind = struct.unpack_from("!H", question, end - 4)[0]
    found = names.get(_name(question[12 : end - 5]))
    addresses = found or () if kind == _A else ()
    flags = _NO_SUCH_NAME if found is None else _ANSWER
    header = question[:2] + struct.pack("!HHHHH", flags, 1, len(addresses), 0, 0)
    # 0xC00C points to the name in the question.
    records = [
        struct.pack("!HHHIH", 0xC00C, _A, _IN, _TTL, 4) + socket.inet_aton(address)
        for address in addresses
    ]
    return header + question[12:end] + b"".join(records)


def _name(labels: bytes) -> str:
    parts = []
    while labels:
        parts.append(labels[1 : labels[0] + 1].decode().lower())
        labels = labels[labels[0] + 1 :]
    return ".".join(parts)
