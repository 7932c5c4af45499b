"""Looks of a clock that was wrong, and that nobody found wrong while they were made (S14). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import accumulate, pairwise

from rules.model import Look, Outcome

AHEAD = timedelta(hours=1)
"""A clock that was ahead by less did no harm that its own passing does not mend."""


def believable(looks: Sequence[Look]) -> tuple[Look, ...]:
    """Without healthy looks that bear a time which looks written after them contradict: once that time has come, they
    would prove what nobody saw (S13). Of two that contradict each other the one that contradicts more is wrong, and
    both where neither does: a clock that was behind for one run takes no proof from all that went before.

    ``looks``: of one place; their numbers tell the order in which they were written.
    """
    if all(earlier.id < later.id and earlier.at <= later.at for earlier, later in pairwise(looks)):
        return tuple(looks)  # nearly always
    sections: dict[str, list[Look]] = {}
    for look in looks:
        if look.outcome is not Outcome.OUR_TROUBLE:
            sections.setdefault(look.section, []).append(look)
    wrong = {number for here in sections.values() for number in _ahead(here)}
    return tuple(look for look in looks if look.id not in wrong) if wrong else tuple(looks)


def _ahead(looks: Sequence[Look]) -> set[int]:
    written = sorted(looks, key=lambda look: look.id)
    times = [look.at for look in written]
    earliest_from_here = [*accumulate(reversed(times), min)][::-1]
    latest_up_to_here = accumulate(times, max)
    first = [look for look, at in zip(written, earliest_from_here, strict=True) if at < look.at - AHEAD]
    then = [look for look, at in zip(written, latest_up_to_here, strict=True) if at > look.at + AHEAD]
    pairs = [(one, other) for one in first for other in then if other.id > one.id and other.at < one.at - AHEAD]
    against = Counter(look.id for pair in pairs for look in pair)
    return {one.id for one, other in pairs if one.healthy and against[one.id] >= against[other.id]}
