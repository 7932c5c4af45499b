"""SMTP servers no library would build: silent, dripping, babbling, refusing at the door. Real sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

Script = Callable[[socket.socket, threading.Event], None]


class RawServer:
    """Runs the script for every connection, in a thread of its own, until the block ends."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.host, self.port = "127.0.0.1", self._listener.getsockname()[1]
        self.connections = 0
        self.heard: list[bytes] = []

    def __enter__(self) -> RawServer:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._run, args=(line,), daemon=True).start()

    def _run(self, line: socket.socket) -> None:
        with line:
            try:
                self._script(line, self._over)
            except OSError:
                return


def silent(line: socket.socket, over: threading.Event) -> None:
    """Takes the connection and never says a word (D2)."""
    over.wait(60)


def drip(line: socket.socket, over: threading.Event) -> None:
    """A banner that never ends, one byte at a time: every read is answered in time."""
    while not over.wait(0.05):
        line.sendall(b"2")


def saying(banner: bytes) -> Script:
    """One banner, then the line closes (D3, D16)."""

    def script(line: socket.socket, over: threading.Event) -> None:
        line.sendall(banner)
        over.wait(0.2)

    return script


def dialogue(after_dot: Script, before: dict[bytes, bytes] | None = None) -> Script:
    """A plain server that agrees to everything up to the final dot, then runs ``after_dot``.

    ``before``: other answers to commands, by their first four letters; an empty one hangs up.
    """

    def script(line: socket.socket, over: threading.Event) -> None:
        line.sendall(b"220 mail.so.test ESMTP\r\n")
        reader = line.makefile("rb")
        while command := reader.readline():
            verb = command[:4].upper()
            answer = (before or {}).get(verb, b"354 go on\r\n" if verb == b"DATA" else b"250 OK\r\n")
            if not answer:
                return
            line.sendall(answer)
            if verb == b"DATA" and answer.startswith(b"354"):
                while reader.readline() not in (b".\r\n", b""):
                    pass
                after_dot(line, over)
                return

    return script
