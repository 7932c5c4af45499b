"""Addresses of the pages of one list: where it begins, and whether one may be the page after another (S12)."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from crawlers.identity import canonical_url

_PAGE_PARAMETER = re.compile(
    r"(?:limit_?)?start|offset|trang|(?:pages?|paged|p)(?:_?(?:no|num|number|index))?|limit", re.IGNORECASE
)
_PAGE_STEP = re.compile(r"/(?:page|trang|previous)[-/]?\d{1,4}/?(?=\?|\Z)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:.*[_.$-])?(?:trang(?:_?so)?|(?:current_?)?pages?(?:_?(?:no|num|number|index|id))?|paged|pg|cur|p)",
    re.IGNORECASE,
)
"""Parameters that hold the number of a page."""
_COUNTED = re.compile(r"(?:.*[_.$-])?(?:(?:limit_?)?start|offset|from|row|begin|skip)", re.IGNORECASE)
"""Parameters that hold how many items stand before it."""
_TIMES = re.compile(r"(?:nam|year|thang|month|y|m)", re.IGNORECASE)
"""Parameters of an archive: another time, and no further page."""
_TAIL = re.compile(r"(?:[-_/]|\A)(?P<word>pages?|trang|paged|pg|p)?[-_/]?(?P<number>\d{1,4})\Z", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-z])(?P<number>\d{1,3})\Z", re.IGNORECASE)
"""A number right behind a name («cchc2.htm»)."""
_FILE = re.compile(r"(?:/(?:default|index|home))?(?:\.(?:html?|aspx?|php|jsp|do))?/*\Z", re.IGNORECASE)


def list_start(url: str) -> str:
    """The canonical address of a list's first page, told from the address of any of its pages."""
    path, _, query = canonical_url(url).partition("?")
    kept = [pair for pair in query.split("&") if pair and not _PAGE_PARAMETER.fullmatch(pair.partition("=")[0])]
    return (_PAGE_STEP.sub("", path) or path) + (f"?{'&'.join(kept)}" if kept else "")


def may_follow(here: str, there: str, shown: int) -> bool:
    """Whether an address may be the page after another's: of the same list, with no page between them.

    ``shown``: items of the page at hand, 0 where nobody counted them.
    """
    (path, asked), (other, wanted) = _parts(here), _parts(there)
    if not _of_one_list(path, other):
        return False
    changed = {name: value for name, value in wanted.items() if asked.get(name) != value}
    named = [name for name in changed if _NUMBERED.fullmatch(name) or _COUNTED.fullmatch(name)]
    if not named and any(_TIMES.fullmatch(name) for name in changed):
        return False
    steps = [(asked.get(name), changed[name], name) for name in named if changed[name].isdecimal()]
    if not named and path != other:
        own = None if _stem(other) == path else _tail(path)
        found, glued = _TAIL.search(other), _GLUED.search(other)
        steps = [(own, found["number"], found["word"] or "")] if found else []
        steps = [(None, glued["number"], "p")] if glued and _GLUED.sub("", other) == path else steps
    elif not named and len(changed) == 1:
        steps = [(asked.get(name), value, name) for name, value in changed.items() if value.isdecimal()]
    return all(_is_step(before, after, name, shown) for before, after, name in steps if after)


def is_first(url: str) -> bool:
    """Whether an address names no page at all, as that of a list's first one does."""
    path, asked = _parts(url)
    numbered = _tail(path) is not None or _GLUED.search(path) is not None
    return not numbered and not any(any(map(str.isdigit, value)) for value in asked.values())


def number_of(url: str) -> int | None:
    """The number of a page in its address, None where it has none that is surely one."""
    path, asked = _parts(url)
    for name, value in asked.items():
        if _NUMBERED.fullmatch(name) and value.isdecimal() and len(value) < 5:
            return int(value)
    found = re.search(r"/(?:page|trang|previous)[-/]?(\d{1,4})\Z", path, re.IGNORECASE)
    return int(found[1]) if found else None


def _parts(url: str) -> tuple[str, dict[str, str]]:
    """(path without its file name's ending, parameters)."""
    path, _, query = canonical_url(url).partition("?")
    return _FILE.sub("", path), dict(parse_qsl(query, keep_blank_values=True)[:60])


def _of_one_list(path: str, other: str) -> bool:
    if {path, _stem(path), _GLUED.sub("", path)} & {other, _stem(other), _GLUED.sub("", other)}:
        return True
    rest = other.removeprefix(f"{path}/") if other.startswith(f"{path}/") else ""
    return "/" in path and any(map(str.isdigit, rest))


def _stem(path: str) -> str:
    return _TAIL.sub("", path)


def _tail(path: str) -> str | None:
    found = _TAIL.search(path)
    return found["number"] if found else None


def _is_step(before: str | None, after: str, name: str, shown: int) -> bool:
    """By one page, or by about as many items as a page shows."""
    old = int(before) if before and before.isdecimal() and len(before) < 7 else None
    new = int(after[:7])
    page = new <= 2 if old is None else abs(new - old) == 1
    count = not shown or 0 < new - (old or 0) <= shown * 1.5 + 2
    return count if _COUNTED.fullmatch(name) else page or (count and not _NUMBERED.fullmatch(name) and shown > 0)
