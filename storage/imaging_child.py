"""The process in which pictures are decoded and drawn: no secret, no connection, little memory.

Started by `storage.imaging` as `python -m storage.imaging_child PARENT MEMORY [FUNCTION ...]`. Both
pipes carry frames: two lengths (big-endian, 32 bits), a JSON header, and bytes. It reads requests
from standard input until that ends, and imports as little as it can, since one idles for ever.
"""

import ctypes
import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from storage import decoding
from storage.imaging_errors import PictureError

LENGTHS = struct.Struct(">II")
PR_SET_PDEATHSIG = 1
NICENESS = 10

Reply = tuple[dict[str, object], list[bytes]]


def main(parent: str, memory: str, *functions: str) -> None:
    """Answer requests until standard input ends."""
    _die_with(int(parent))
    _limit(int(memory))
    requests, replies = _pipes()
    # An idle child keeps nothing of the picture before; only the GNU C library has this call.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", lambda _: 0)
    while header := requests.read(LENGTHS.size):
        length, _ = LENGTHS.unpack(header)
        facts, parts = _answer(json.loads(requests.read(length)), functions)
        _write(replies, facts, parts)
        del parts
        trim(0)


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("the parent is gone already")
    os.nice(NICENESS)


def _limit(memory: int) -> None:
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0}
    # macOS has the name of this limit and refuses its use.
    if sys.platform == "linux":
        limits[resource.RLIMIT_AS] = memory
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes to ourselves: a library that prints must not speak in between."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return requests, replies


def _answer(request: dict[str, object], functions: tuple[str, ...]) -> Reply:
    try:
        return _do(str(request["verb"]), request["arguments"], functions)
    except PictureError as error:
        return {"error": type(error).__name__, "message": str(error)}, []
    except MemoryError:
        return {"error": "MemoryError", "message": "out of memory"}, []
    except Exception as error:
        return {"error": "Exception", "message": repr(error)}, []


def _do(verb: str, arguments: object, functions: tuple[str, ...]) -> Reply:
    assert isinstance(arguments, list)
    if verb == "inspect":
        return decoding.inspect(*arguments)
    if verb == "preview":
        return {}, [decoding.preview(*arguments)]
    if verb == "check":
        decoding.check(*arguments)
        return {}, []
    if verb not in functions:
        raise LookupError(f"{verb} is not allowed here")
    return {}, [_function(verb)(*arguments)]


def _function(name: str) -> Callable[..., bytes]:
    module, _, attribute = name.partition(":")
    found: Callable[..., bytes] = getattr(import_module(module), attribute)
    return found


def _write(replies: BinaryIO, facts: dict[str, object], parts: list[bytes]) -> None:
    header = json.dumps({**facts, "parts": [len(part) for part in parts]}).encode()
    replies.write(LENGTHS.pack(len(header), sum(map(len, parts))) + header)
    replies.writelines(parts)
    replies.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
