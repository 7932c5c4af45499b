"""What is so in the false world, whatever anybody could see of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .cast import APPENDIX, MET, OFFICE_ID, SEATS, Item, Seat
from .world import VN, Article, Site, World

MONTHLY = "IV.1-monthly"
CHARGES = frozenset({"late", "overdue", "missed"})


@dataclass(frozen=True, slots=True)
class TruthRow:
    """The truth about one duty.

    ``unit``: who owes; ``*``: each of the department's rooms that lead the item. ``count``: publications that serve it
    by their stated date, removed ones too: inside the month, or for the appendix not after its window (early ones
    serve). ``expected``: statuses that are right once everything is over (mid-January). ``items``: what was ever posted
    for it; for the appendix late ones too. ``why``: the habit behind it.
    """

    unit: str
    obligation: str
    period: str
    start: datetime
    end: datetime
    count: int
    expected: frozenset[str]
    items: tuple[Article, ...] = ()
    why: str = ""

    def charge_true(self, at: datetime) -> bool:
        """Whether, at that moment, the window is over and nothing that stands there was published in time for it."""
        return at >= self.end and not any(a.stated < self.end and a.appears_at <= at for a in self.items)

    def judge(self, status: str, at: datetime) -> str:
        """``false`` for a charge that is not true at that moment, ``right`` or ``wrong`` otherwise (final statuses)."""
        if status in CHARGES and not self.charge_true(at):
            return "false"
        return "right" if status in self.expected else "wrong"


def month_of(month: int, year: int = 2022) -> tuple[str, datetime, datetime]:
    """Key, first moment and first moment after."""
    start = datetime(year, month, 1, tzinfo=VN)
    following = (start + timedelta(days=32)).replace(day=1)
    return f"{year}-{month:02}", start, following


def truth(world: World) -> list[TruthRow]:
    """Every duty of the monthly rule, then the appendix."""
    rows = [_monthly(world.site(seat.id), seat, month) for seat in SEATS for month in range(2, 13)]
    return rows + [_appendix(world.site(OFFICE_ID), item) for item in APPENDIX]


def _monthly(site: Site, seat: Seat, month: int) -> TruthRow:
    key, start, end = month_of(month)
    slug = site.category("cchc").slug
    inside = tuple(a for a in site.articles if a.category == slug and start <= a.stated < end)
    expected = seat.expected.get(month, MET)
    return TruthRow(seat.id, MONTHLY, key, start, end, len(inside), expected, inside, seat.habit)


def _appendix(site: Site, item: Item) -> TruthRow:
    key, start, end = month_of(item.window)
    items = tuple(a for a in site.articles if item.title and a.title == item.title)
    count = sum(1 for a in items if a.stated < end)
    return TruthRow(item.lead, item.line, key, start, end, count, item.expected, items, item.why)
