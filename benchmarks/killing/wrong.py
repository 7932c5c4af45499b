"""Wrong builds, made by exact replacements in a copy of the tree: the campaign must catch each of them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ROOMS = ("rules", "crawlers", "alerts", "monitor", "config", "benchmarks")


@dataclass(frozen=True, slots=True)
class WrongBuild:
    """``edits``: (text, its replacement) in one file."""

    name: str
    file: str
    edits: tuple[tuple[str, str], ...]


_INTENT = """\
    if not tx.outbox.sending(key, fence):
        return None
"""
_COMMIT = "                if self._more:\n                    leaving = self._claimed(tx, seen)\n"
_LEAVE = """\
            for letter in self._turn(over):
                self._hand(letter)
"""
_TOO_EARLY = """\
                for letter in leaving:
                    self._hand(letter)
                    __import__("time").sleep(0.2)
"""
_TELL = "        figures.storm, figures.notices = tell("

_SENT_ALREADY = '    tx.outbox.sent(key, fence, cycle.now, "")\n'
_TORN = """\
        tx.session.connection.exec_driver_sql("COMMIT")
        tx.session.connection.exec_driver_sql("BEGIN IMMEDIATE")
"""
_HANDING, _SEND = "monitor/pipeline/handing.py", "monitor/pipeline/send.py"
_JUDGE, _ENGINE = "monitor/pipeline/judge.py", "monitor/storage/engine.py"

BUILDS = (
    WrongBuild("claim-first", _HANDING, ((_INTENT, _INTENT + _SENT_ALREADY),)),
    WrongBuild("send-first", _SEND, ((_LEAVE, "            self._turn(over)\n"), (_COMMIT, _COMMIT + _TOO_EARLY))),
    WrongBuild("two-commits", _JUDGE, ((_TELL, _TORN + _TELL),)),
    WrongBuild("deferred-begin", _ENGINE, (('"BEGIN IMMEDIATE" if writing else "BEGIN"', '"BEGIN"'),)),
    WrongBuild("synchronous-normal", _ENGINE, (('"synchronous=FULL"', '"synchronous=NORMAL"'),)),
)


class NoLongerApplies(Exception):
    """The text to be replaced is not there exactly once: the wrong build must be written anew."""


def build(wrong: WrongBuild | None, folder: Path) -> Path:
    """A copy of the tree with the edits (None: as it is); where it stands. Raises NoLongerApplies."""
    for room in _ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    if wrong is None:
        return folder
    target = folder / wrong.file
    content = target.read_text(encoding="utf-8")
    for old, new in wrong.edits:
        if content.count(old) != 1:
            raise NoLongerApplies(f"{wrong.name}: {wrong.file} holds this {content.count(old)} times: {old!r}")
        content = content.replace(old, new)
    target.write_text(content, encoding="utf-8")
    return folder
