"""What a verdict asks of the office: its questions, and the word it waits for (S10, S17, S19, S21). Pure."""

from __future__ import annotations

from rules.model import Flag, Status, Verdict

WORD = ("word", 0)
"""The office's own word on what no page can prove."""
_WAITS_FOR_WORD = frozenset({"ask_office", "standing_word"})


def asks(verdict: Verdict | None) -> frozenset[tuple[str, int]]:
    """(kind, publication) of everything asked; nothing is asked of what is judged in hindsight (S6)."""
    if verdict is None or Flag.HOI_CUU in verdict.flags:
        return frozenset()
    found = {(one.kind, one.publication) for one in verdict.questions}
    if waits_for_word(verdict):
        found.add(WORD)
    return frozenset(found)


def waits_for_word(verdict: Verdict) -> bool:
    """Whether only the office can say that it was done (S17)."""
    return verdict.status is Status.AWAITING and verdict.reason in _WAITS_FOR_WORD
