"""What a time element says: its attribute, made for machines, beside its words, made for readers (S7).

Themes leave a placeholder in the attribute, or mark local time as if it were UTC. What readers see is what a site says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawlers.dates.stated import parse_stated
from crawlers.markup import node_line, says_change
from rules.model import VN, Precision, StatedDate

SOURCE = "time:datetime"
_ZONE = re.compile(r"(?<=\d)\s*(?:Z|[+-]\d\d(?::?\d\d)?)$", re.IGNORECASE)
_MOST = 3


class Said(NamedTuple):
    """``stated``: what an element says; ``doubtful``: it says two days, and neither is sure."""

    stated: StatedDate | None = None
    doubtful: bool = False


def first_said(part: LexborNode, now: datetime, source: str, month_first: bool | None = False) -> Said:
    """What the first time element of a part says that does not stand for a change."""
    for node in part.css("time[datetime]")[:_MOST]:
        said = Said() if says_change(node) else said_by(node, now, source, month_first)
        if said.stated is not None or said.doubtful:
            return said
    return Said()


def said_by(node: LexborNode, now: datetime, source: str, month_first: bool | None = False) -> Said:
    """What a time element says; its words go before an attribute that is of another whole day.

    ``source``: of a date taken from the words. ``month_first``: of the list; None: the order of its numbers cannot be
    told, so its words prove no other day, and agree with the attribute where one of their readings does.
    """
    attribute = node.attributes.get("title" if node.tag == "abbr" else "datetime")
    made = parse_stated(attribute, SOURCE, now)
    if made is None:
        return Said()
    text = node_line(node, 130)
    orders = (False, True) if month_first is None else (month_first,)
    shown = [said for first in orders if (said := _whole_day(text, source, now, first)) is not None]
    if not shown:
        return Said(made)
    if month_first is None:
        return Said(made) if any(_day(one) == _day(made) for one in shown) else Said(doubtful=True)
    return _one_of(made, shown[0], _unshifted(attribute or "", now))


def same_days(parts: Iterable[Said]) -> tuple[StatedDate, ...]:
    """All that is said, nothing where one of them is doubtful."""
    given = tuple(parts)
    return () if any(said.doubtful for said in given) else tuple(said.stated for said in given if said.stated)


def _one_of(made: StatedDate, shown: StatedDate, local: StatedDate | None) -> Said:
    """``local``: the attribute's own clock, were it a Vietnamese one."""
    if _day(shown) == _day(made):
        # The very clock of the attribute, shown to readers, is theirs: where the two differ its zone is the mistake.
        clock = shown.precision is Precision.MINUTE and local is not None and local.at == shown.at
        # What readers are shown bears the attribute out, its zone too: its raw words are theirs.
        return Said(shown if clock and made.at != shown.at else replace(made, raw=shown.raw))
    if _swapped(made) == _day(shown):
        return Said(doubtful=True)  # 2026-04-05 beside 04/05/2026: one of them has month and day in wrong order
    return Said(shown)


def _unshifted(attribute: str, now: datetime) -> StatedDate | None:
    """The attribute read without its zone."""
    bare = _ZONE.sub("", attribute.strip())
    return parse_stated(bare, SOURCE, now) if bare != attribute.strip() else None


def _whole_day(text: str, source: str, now: datetime, month_first: bool) -> StatedDate | None:
    said = parse_stated(text, source, now, month_first=month_first) if text else None
    return said if said is not None and said.precision is not Precision.MONTH else None


def _day(stated: StatedDate) -> date:
    return stated.at.astimezone(VN).date()


def _swapped(stated: StatedDate) -> date | None:
    day = _day(stated)
    return date(day.year, day.day, day.month) if day.day <= 12 else None
