"""Tables in which every unit has a column of its own and a mark says its role: ``CT``, ``PH``, ``x``."""

from __future__ import annotations

import re

from monitor.importing.blocks import Row
from monitor.importing.parties import NAMES_UNIT, Party, find_parties
from monitor.importing.plain import flat, mend
from rules.text import clean

_SHORT = re.compile(r"^[A-ZĐ][A-ZĐ&.-]{1,9}$")
_HELPS = re.compile(r"^(?:ph|p|phoi hop|tham gia|tg|o|-)$")
_LEADS = re.compile(r"^(?:ct|c|ch|chu tri|chinh|dau moi|th|thuc hien|x+|v|✓|✔|√|●|■)$")


def unit_columns(heads: tuple[Row, ...], rows: tuple[Row, ...], months: dict[int, str]) -> dict[int, str]:
    """The columns, by place, whose head is the name of a unit and whose cells hold nothing but marks."""
    found = {}
    for i, name in enumerate(heads[-1].cells if heads else ()):
        named = clean(name)
        marks = [flat(row.cells[i]).strip(" .") for row in rows if i < len(row.cells) and row.is_whole]
        marked = [mark for mark in marks if mark]
        is_unit = NAMES_UNIT.match(mend(named).text) or _SHORT.match(named)
        if i not in months and is_unit and marked and all(_LEADS.match(m) or _HELPS.match(m) for m in marked):
            found[i] = named
    return found if len(found) >= 2 else {}


def marked_parties(units: dict[int, str], row: Row) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Those whom the marks of one row make leads, and those whom they make helpers."""
    lead: tuple[Party, ...] = ()
    helpers: tuple[Party, ...] = ()
    for i, name in units.items():
        mark = flat(row.cells[i]).strip(" .") if i < len(row.cells) else ""
        if _LEADS.match(mark):
            lead += find_parties(name)
        elif mark:
            helpers += find_parties(name)
    return lead, helpers
