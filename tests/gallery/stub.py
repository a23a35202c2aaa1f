"""Stands for one of the gallery's commands: keeps a journal, and ends as it is told."""

import os
import signal
import socket
import sys
import threading
from pathlib import Path


def main() -> None:
    name, journal = sys.argv[1], sys.argv[2]
    log(journal, f"{name} started {os.getpid()}")
    if name == "migrate":
        sys.exit(int(os.environ.get("STUB_MIGRATE_CODE", "0")))
    if name == "sign_in":
        log(journal, " ".join(["sign_in", *sys.argv[3:]]))
        return
    asked = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: asked.set())
    if name == "api":
        threading.Thread(target=serve, args=(int(sys.argv[4]),), daemon=True).start()
    if name == "worker":
        log(journal, "worker sees " + " ".join(n for n in SEEN if os.environ.get(n)))
    asked.wait()
    log(journal, f"{name} asked to stop")
    if name == "worker" and "STUB_PAID_CALL" in os.environ:
        threading.Event().wait()
    log(journal, f"{name} stopped")


SEEN = ("DATABASE_URL", "REDIS_URL", "JWT_SECRET", "MEDIA_SECRET", "STORAGE_DIR", "SPOOL_DIR")


def serve(fd: int) -> None:
    listener = socket.socket(fileno=fd)
    while True:
        connection, _ = listener.accept()
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        connection.close()


def log(journal: str, line: str) -> None:
    with Path(journal).open("a") as file:
        file.write(line + "\n")


if __name__ == "__main__":
    main()
