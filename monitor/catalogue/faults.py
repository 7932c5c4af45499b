"""What is wrong with the files of a workspace: every fault at once, with its place and what would be right (F20)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.text import clean, fold

MOST_PER_FILE = 200
"""A file of nonsense is described by this many faults; the rest is counted, not printed."""
MOST_COMPARED = 3000
"""Among more names than these, comparing takes longer than looking."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to put right. ``line`` counts from 1; 0: the fault is of the whole file."""

    file: str
    line: int
    what: str
    right: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}, {self.right}" if self.right else f"{place}: {self.what}"


class CatalogueFaults(Exception):
    """A bad catalogue (exit 2). ``faults``: all of them, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__(str(self))

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class Wrong(ValueError):
    """A value that will not do: what is wrong with it, what would be right. It knows no line; its caller does."""

    def __init__(self, what: str, right: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.right = right


class Collector:
    """Faults of one file as they are met. ``whole``: its end was reached, so that a name it lacks is not there."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.whole = True
        self.faults: list[Fault] = []
        self._left_out = 0

    def add(self, line: int, what: str, right: str = "") -> None:
        """Note a fault; beyond ``MOST_PER_FILE`` it is only counted."""
        if self.full:
            self._left_out += 1
            return
        self.faults.append(Fault(self.file, line, what, right))

    @property
    def full(self) -> bool:
        """Whether more faults need no wording any more."""
        return len(self.faults) >= MOST_PER_FILE

    def hint(self, word: str, options: Iterable[str]) -> str:
        """What would be right instead of an unknown name; not sought for faults that are only counted."""
        return "" if self.full else did_you_mean(word, list(options))

    def result(self) -> list[Fault]:
        """All faults, and how many more there are."""
        if not self._left_out:
            return self.faults
        more = f"còn {self._left_out} lỗi khác chưa kể"
        return [*self.faults, Fault(self.file, 0, more, "sửa các lỗi dưới đây rồi kiểm tra lại")]

    def check(self) -> None:
        """Raises CatalogueFaults when anything was noted."""
        if self.faults:
            raise CatalogueFaults(self.result())


def shown(value: object) -> str:
    """A value of the user's as a message may show it: one line, no control characters, cut to 60 characters."""
    text = clean(str(value))
    return f"“{text[:59]}…”" if len(text) > 60 else f"“{text}”"


def nearest(word: str, options: Sequence[str]) -> str | None:
    """The option most like the word, upper case and marks aside; None when none is like it."""
    if len(options) > MOST_COMPARED:
        return None
    by_fold = {fold(option): option for option in sorted(options, reverse=True)}
    close = difflib.get_close_matches(fold(word[:80]).strip(), by_fold, 1, 0.6)
    return by_fold[close[0]] if close else None


def did_you_mean(word: str, options: Sequence[str]) -> str:
    """What would be right, in words: the nearest option, else the options there are."""
    # «email» is as much contact_email as head_email: to name one of them would be to choose for the user.
    close = _with_the_word(word, options) or [name for name in [nearest(word, options)] if name]
    if close:
        return f"có phải là {' hay '.join(map(shown, close))}?"
    if not options:
        return ""
    return "dùng một trong: " + ", ".join(options[:20]) + (", …" if len(options) > 20 else "")


def _with_the_word(word: str, options: Sequence[str]) -> list[str]:
    """Up to three options of which the word is one of the parts between hyphens or underscores."""
    part = fold(word[:80]).strip()
    if not part or len(options) > MOST_COMPARED:
        return []
    return [option for option in options if part in re.split("[_-]", fold(option))][:3]
