"""What a verdict asks of the office: its questions, and the word it waits for (S10, S17, S19, S21). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rules.model import Flag, Status, Verdict

WORD = ("word", 0)
"""The office's own word on what no page can prove."""
QUESTION_PARTS, WORD_PARTS = "question_parts", "word_parts"
"""Figures of a whole: the part of which each of its questions asks, and the parts that wait for a word; ids, with a bar
between. Only a part can be answered for."""
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


def parts_asked(verdict: Verdict) -> tuple[str, ...]:
    """For each question of a verdict, the obligation (or part of one) that the answer is about."""
    told = str(verdict.figures.get(QUESTION_PARTS) or "")
    return tuple(told.split("|")) if told else (verdict.key.obligation,) * len(verdict.questions)


def parts_waiting(verdict: Verdict) -> tuple[str, ...]:
    """The obligation, or the parts of it, that only the office's word can settle."""
    told = str(verdict.figures.get(WORD_PARTS) or "")
    if told:
        return tuple(told.split("|"))
    return (verdict.key.obligation,) if waits_for_word(verdict) else ()


def asking_figures(parts: Sequence[Verdict]) -> dict[str, str]:
    """What a whole keeps of the questions of its parts."""
    questions = "|".join(name for part in parts for name in parts_asked(part))
    words = "|".join(name for part in parts for name in parts_waiting(part))
    return {name: told for name, told in ((QUESTION_PARTS, questions), (WORD_PARTS, words)) if told}
