"""How a command that works ends when it is told to: what is on its way is seen to its end first (A5)."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Told:
    """Says, when called, whether somebody asked to stop. ``number``: of the signal, None before one came."""

    def __init__(self) -> None:
        self.number: int | None = None

    def __call__(self) -> bool:
        return self.number is not None

    def hear(self, number: int, frame: FrameType | None = None) -> None:
        """The first one is a request; whoever asks a second time is not made to wait."""
        self.number = number
        for each in _SIGNALS:
            signal.signal(each, signal.default_int_handler if each == signal.SIGINT else signal.SIG_DFL)
        click.echo("Đang dừng: chờ thư và trang đang dở xong (nhấn Ctrl-C lần nữa để bỏ ngang)…", err=True)

    @property
    def exit_code(self) -> int:
        """As a shell counts a command that a signal ended; 0 when none came."""
        return 128 + self.number if self.number is not None else 0


@contextmanager
def told_to_stop() -> Iterator[Told]:
    """Hear Ctrl-C and SIGTERM within the block. A letter cut off between its delivery and its commit would be sent
    again."""
    told = Told()
    if threading.current_thread() is not threading.main_thread():  # only there does Python let signals be heard
        yield told
        return
    before = {each: signal.signal(each, told.hear) for each in _SIGNALS}
    try:
        yield told
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
