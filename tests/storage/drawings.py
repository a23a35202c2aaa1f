"""What the tests have a child process do. Imported there, never in the tests' own process."""

import os
import resource
import signal
import sys


def hang() -> bytes:
    while True:
        signal.pause()


def die() -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def fail() -> bytes:
    raise RuntimeError("no")


def talk(text: str) -> bytes:
    sys.stdout.write("a library that prints\n")
    sys.stdout.flush()
    os.write(1, b"past Python, too")
    return text.encode()


def limits() -> bytes:
    wanted = (resource.RLIMIT_AS, resource.RLIMIT_CORE, resource.RLIMIT_FSIZE)
    return repr([resource.getrlimit(each)[0] for each in wanted]).encode()


def devour() -> bytes:
    return bytes(3 * 1024**3)


def process() -> bytes:
    return repr((os.getpid(), os.getsid(0), os.nice(0))).encode()


def flood() -> bytes:
    return bytes(65 * 1024**2)
