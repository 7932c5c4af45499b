"""What a page's own controls say is chosen: years, months, some days, a kind. Pure.

Selects, date fields, years beside one another and headings tell of which part of a section a list is (S12).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import islice

from selectolax.lexbor import LexborNode

from crawlers.identity import canonical_url
from crawlers.markup import Html, ancestors, leads_away, marks, node_line
from crawlers.zones import Zone, Zones

_DAY = re.compile(
    r"(?<![\d/.-])(?:(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>20\d\d)|(?P<Y>20\d\d)-(?P<M>\d\d)-(?P<D>\d\d))(?!\d)"
)
_COUNT = r"(?:\s*\(\d+(?: \w+){0,2}\))?"
_YEAR = re.compile(rf"(?:chọn )?(?:năm(?: học)?|year)?[\s:–-]*(?:(20\d\d)\s*[–/-]\s*)?(20\d\d){_COUNT}", re.IGNORECASE)
_HEADED = re.compile(r"(?:[^\W\d]+,? ){0,5}(?:[–-] )?năm(?: học)?[\s:]+(?:(20\d\d)\s*[–/-]\s*)?(20\d\d)", re.IGNORECASE)
"""Few words before the year: the title of an item says more."""
_NUMBERS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_MONTH = re.compile(
    rf"(?:tháng\s*(?P<m>1[0-2]|0?[1-9]|{'|'.join(reversed(_NUMBERS))})(?:\s*(?:[/.,-]|năm)?\s*(?P<y>20\d\d))?"
    rf"|(?P<M>1[0-2]|0?[1-9])\s*[/.-]\s*(?P<Y>20\d\d)|(?P<Z>20\d\d)-(?P<N>1[0-2]|0[1-9])){_COUNT}",
    re.IGNORECASE,
)
_QUARTER = re.compile(rf"quý\s*(?P<q>IV|I{{1,3}}|[1-4])(?:\s*(?:[/.,-]|năm)?\s*(?P<y>20\d\d))?{_COUNT}", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ALL = re.compile(r"^\W*(?:tất cả|toàn bộ|all|any)\b|^\W*$", re.IGNORECASE)
_NONE = re.compile(r"^\W*(?:chọn|lựa chọn|select|choose)\b|^\s*[-–—.=*<\[(]", re.IGNORECASE)
_NO_FILTER = re.compile(
    r"sort|(?<!b)order|sap-?xep|sắp xếp|thứ tự|\blang|language|ngon-?ngu|ngôn ngữ|limit|per-?page|page-?size|hiển thị"
    r"|liên kết|lien-?ket|weblink",
    re.IGNORECASE,
)
"""Choices of an order, a language, a length of pages or another site."""
_MARKED = ".active, .current, .selected, [aria-current], [aria-selected='true']"
_HEADS = "h1, h2, h3, h4, caption, legend"
_TYPED = ("", "text", "search", "date", "month", "datetime-local")
_MOST_SELECTS = 60
_MOST_CELLS = 60
_MOST_RUNS = 40


class Sign(IntEnum):
    """How surely something is chosen. ``OFFERED``: another choice of the same control, believed when the list shows
    just that; ``LIKELY``: nothing else is marked; ``SURE``: the page marks it so."""

    OFFERED = 0
    LIKELY = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class Span:
    """Days that a choice lets through; ``months``: of any year between its ends, empty for all months."""

    first: date
    last: date
    months: frozenset[int] = frozenset()

    def holds(self, day: date) -> bool:
        """Whether the choice shows what bears this day."""
        return self.first <= day <= self.last and (not self.months or day.month in self.months)

    def covers(self, first: date, last: date) -> bool:
        """Whether nothing between the two days is left out."""
        return not self.months and self.first <= first and self.last >= last


@dataclass(frozen=True, slots=True)
class Choice:
    """``node``: the control; ``span``: None for a choice of a kind. ``year``: whole years only."""

    node: LexborNode
    sign: Sign
    span: Span | None
    year: bool = False


def choices_of(html: Html, names: set[str], zones: Zones) -> Iterator[Choice]:
    """Everything that stands chosen on the page, whether or not it bears on the list. ``names``: of its items."""
    for node in html.tree.css("select")[:_MOST_SELECTS]:
        yield from _of_select(html, node)
    for node in html.tree.css(_MARKED)[:80]:
        text = node_line(node, 40)
        if (span := _spelled(text)) is not None:
            yield Choice(node, Sign.SURE, span, _YEAR.fullmatch(text) is not None)
    yield from _of_runs(html, names)
    yield from _of_fields(html)
    for node in html.tree.css(_HEADS)[:_MOST_CELLS]:
        text = node_line(node, 80)
        found = _YEAR.fullmatch(text) or _HEADED.fullmatch(text)
        if found and zones.of(node) not in (Zone.NAV, Zone.SIDE) and not leads_away(html, node):
            yield Choice(node, Sign.LIKELY, _years(found), True)


# --- selects ---------------------------------------------------------------------------------------------------------


def _of_select(html: Html, node: LexborNode) -> Iterator[Choice]:
    options = node.css("option")[:200]
    texts = [node_line(option, 60) for option in options]
    marked = [n for n, option in enumerate(options) if "selected" in option.attributes]
    if not options or (not marked and _is_open(options[0], texts[0])):
        return
    stands = marked[-1] if marked else 0  # of several a browser shows the last, of none the first
    sign = Sign.SURE if marked else Sign.LIKELY
    text = texts[stands]
    span = _spelled(text) or (_numbered(text) if _counts_months(node, texts) else None)
    if span is not None:
        year = _YEAR.fullmatch(text) is not None
        yield Choice(node, sign, span, year)
        others = (found for found in map(_YEAR.fullmatch, texts) if year and found and found[0] != text)
        yield from (Choice(node, Sign.OFFERED, _years(found), True) for found in others)
    elif marked and _is_kind(html, node, texts, options, stands):
        yield Choice(node, sign, None)


def _is_open(option: LexborNode, text: str) -> bool:
    """Whether an option means that nothing is left out."""
    if _ALL.match(text) or _NONE.match(text):
        return True
    return "value" in option.attributes and (option.attributes["value"] or "").strip() in ("", "0", "-1", "all")


def is_filter(node: LexborNode) -> bool:
    """Whether a select may leave items out: two choices at least, not those of an order, a language, a length."""
    texts = [node_line(option, 40) for option in node.css("option")[:20]]
    said = " ".join((_names(node), node.attributes.get("aria-label") or "", *texts[:1]))
    numbers = sum(text.isdigit() and len(text) < 4 for text in texts)
    return len(texts) > 1 and numbers * 2 < len(texts) and not _NO_FILTER.search(said)


def _is_kind(html: Html, node: LexborNode, texts: Sequence[str], options: Sequence[LexborNode], stands: int) -> bool:
    """Whether one kind of several is chosen, other than what the whole page says it is about."""
    text = texts[stands]
    if _is_open(options[stands], text) or text.isdigit() or _YEAR.fullmatch(text) or not is_filter(node):
        return False
    if not any(_is_open(option, said) for option, said in zip(options, texts, strict=True)):
        return False
    heads = (node_line(head, 200) for head in html.tree.css("h1, h2")[:6])
    return not any(text.casefold() in said.casefold() for said in (html.title, *heads))


def _counts_months(node: LexborNode, texts: Sequence[str]) -> bool:
    numbers = {int(text) for text in texts if text.isdecimal() and len(text) < 3}
    return numbers == set(range(1, 13)) or re.search(r"thang|month", _names(node)) is not None


def _names(node: LexborNode) -> str:
    return f"{marks(node)} {node.attributes.get('name') or ''}".lower()


# --- words -----------------------------------------------------------------------------------------------------------


def _spelled(text: str) -> Span | None:
    """The days meant by the whole of a text: a year, a school year, a month, a quarter, from one day to another."""
    if not any(letter.isdigit() for letter in text) and "tháng" not in text.lower() and "quý" not in text.lower():
        return None
    if found := _YEAR.fullmatch(text):
        return _years(found)
    if found := _MONTH.fullmatch(text):
        return _months(_month(found["m"] or found["M"] or found["N"]), 1, found["y"] or found["Y"] or found["Z"])
    if found := _QUARTER.fullmatch(text):
        quarter = _ROMAN.get(found["q"].lower()) or int(found["q"])
        return _months(quarter * 3 - 2, 3, found["y"])
    days = list(days_in(text))
    return Span(min(days), max(days)) if len(days) == 2 else None


def _years(found: re.Match[str]) -> Span:
    """«2025», «2025-2026» (a school year), «2021-2025»."""
    last = int(found[2])
    first = int(found[1] or last)
    if first + 1 == last:
        return Span(date(first, 7, 1), date(last, 8, 31))
    return Span(date(min(first, last), 1, 1), date(last, 12, 31))


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS.index(text.lower()) + 1


def _months(first: int, count: int, year: str | None) -> Span:
    months = frozenset(range(first, first + count))
    if year is None:
        return Span(date.min, date.max, months)
    after = date(int(year) + (first + count > 12), (first + count - 1) % 12 + 1, 1)
    return Span(date(int(year), first, 1), after - timedelta(days=1))


def _numbered(text: str) -> Span | None:
    return _months(int(text), 1, None) if text.isdecimal() and len(text) < 3 and 1 <= int(text) <= 12 else None


def days_in(text: str) -> Iterator[date]:
    """Days that a text states in figures."""
    for found in _DAY.finditer(text):
        parts = [int(part) for part in (found["y"] or found["Y"], found["m"] or found["M"], found["d"] or found["D"])]
        with suppress(ValueError):
            yield date(*parts)


# --- years beside one another ----------------------------------------------------------------------------------------


def _of_runs(html: Html, names: set[str]) -> Iterator[Choice]:
    """Years in a row, links or buttons: the one without a link, or marked unlike all others, is shown."""
    boxes: dict[int, LexborNode] = {}
    years = (node for node in html.tree.css("a[href], button")[:4_000] if _YEAR.fullmatch(node_line(node, 40)))
    for node in islice(years, 200):
        box, address = _around(node).parent, html.link(node.attributes.get("href"))
        if box is not None and len(boxes) < _MOST_RUNS and not (address and canonical_url(address) in names):
            boxes.setdefault(box.mem_id, box)
    for box in boxes.values():
        cells = list(islice(_cells(box), _MOST_CELLS))
        shown = _shown(cells) if len(cells) > 1 else None
        if shown is not None:
            yield Choice(box, Sign.SURE, _years(shown), True)


def _around(node: LexborNode) -> LexborNode:
    """The outermost element that holds nothing but this one."""
    for _ in range(4):
        above = node.parent
        if above is None or above.tag == "body" or any(_other_than(node, one) for one in islice(above.iter(True), 8)):
            return node
        node = above
    return node


def _other_than(node: LexborNode, one: LexborNode) -> bool:
    return one.mem_id != node.mem_id and (one.is_element_node or bool((one.text_content or "").strip()))


def _cells(box: LexborNode) -> Iterator[tuple[LexborNode, re.Match[str]]]:
    for child in islice(box.iter(True), 400):
        text = node_line(child, 40) if child.is_element_node else (child.text_content or "")[:80]
        if found := _YEAR.fullmatch(text.strip(" \n\t\r\xa0|·•,;/[]")):
            yield child, found


def _shown(cells: Sequence[tuple[LexborNode, re.Match[str]]]) -> re.Match[str] | None:
    bare = [found for cell, found in cells if not _leads(cell)]
    if len(bare) == 1:
        return bare[0]
    looks = [_look(cell) for cell, _ in cells]
    counts = Counter(looks)
    odd = [n for n, look in enumerate(looks) if counts[look] == 1]
    if len(cells) == 2:  # which of two is the marked one: that which bears any mark
        odd = [n for n in odd if any(looks[n][1:])] if len(odd) == 2 else []
    return cells[odd[0]][1] if len(odd) == 1 and len(counts) == 2 else None


def _leads(cell: LexborNode) -> bool:
    """Whether a cell is or holds a link to anywhere."""
    if not cell.is_element_node:
        return False
    links = [cell] if cell.tag == "a" else cell.css("a[href]")[:1]
    return any((link.attributes.get("href") or "#").strip()[:1] not in ("#", "") for link in links)


def _look(cell: LexborNode) -> tuple[str, str, bool]:
    """What tells one cell from others: its tag, classes, stress."""
    if not cell.is_element_node:
        return "", "", False
    parts = [cell, *cell.css("a, span, strong, b, em")[:4]]
    tags = {part.tag for part in parts}
    classes = " ".join(part.attributes.get("class") or "" for part in parts).strip()
    chosen = any("aria-current" in part.attributes or part.attributes.get("aria-selected") == "true" for part in parts)
    return cell.tag or "", classes, bool(tags & {"strong", "b", "em"}) or chosen


# --- fields ----------------------------------------------------------------------------------------------------------


def _of_fields(html: Html) -> Iterator[Choice]:
    """Days in fields of one form: from the earliest to the latest, or with one alone: up to it, or from it on."""
    forms: dict[int, tuple[LexborNode, list[date]]] = {}
    for node in html.tree.css("input[value]")[:300]:
        value = (node.attributes.get("value") or "").strip()[:40]
        if not 6 <= len(value) <= 25 or (node.attributes.get("type") or "").lower() not in _TYPED:
            continue
        if span := _field(value):
            form = next((one for one in ancestors(node) if one.tag == "form"), None)
            _, held = forms.setdefault(form.mem_id if form is not None else 0, (node, []))
            held += [span.first, span.last]
    for node, held in forms.values():
        if len(held) > 2:
            yield Choice(node, Sign.SURE, Span(min(held), max(held)))
        else:
            yield Choice(node, Sign.LIKELY, Span(held[0], date.max))
            yield Choice(node, Sign.LIKELY, Span(date.min, held[-1]))


def _field(value: str) -> Span | None:
    days = list(days_in(value))
    if len(days) == 1:
        return Span(days[0], days[0])
    return _spelled(value) if _MONTH.fullmatch(value) else None


def is_typed(node: LexborNode) -> bool:
    """Whether something may be typed into a field."""
    return (node.attributes.get("type") or "").lower() in _TYPED
