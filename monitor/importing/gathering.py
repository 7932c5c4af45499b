"""Names that the document itself makes plain, gathered before it is read: cells, labels and explained short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.importing.blocks import Table
from monitor.importing.columns import completed, read_head
from monitor.importing.flow import Paragraph
from monitor.importing.known import Known
from monitor.importing.labels import fields
from monitor.importing.name_ends import says_what
from monitor.importing.outline import unit_heading
from monitor.importing.parties import NAMES_UNIT
from monitor.importing.plain import flat
from monitor.importing.roles import lead_and_with
from rules.text import clean

_SHORT = r"[A-ZĐ][A-ZĐ0-9&.-]{1,9}"
_CALLED = re.compile(rf"(?:gọi|viết)\s+(?:tắt\s+)?(?:chung\s+)?là:?\s*[“\"]?(?P<short>{_SHORT})\b", re.IGNORECASE)
_BRACKETED = re.compile(rf"\(\s*[“\"]?(?P<short>{_SHORT})[”\"]?\s*\)")
_BARE = re.compile(rf"^(?!(?:CCHC|TTHC|KH|QĐ|BC)$){_SHORT}$")
_HEADS = ("van phong", "phong", "trung tam", "chi cuc", "thanh tra", "ban", "bo phan", "to", "doan", "hoi", "cuc")


def known_in(flow: Iterable[Paragraph | Table]) -> Known:
    """What the tables, labels and explanations of a document tell of the names in it."""
    shorts: set[str] = set()
    names: set[str] = set()
    for block in flow:
        if isinstance(block, Paragraph):
            shorts |= set(_explained(clean(block.text)))
            texts = [field.value for field in fields(block.text) if field.kind in ("lead", "with")]
            texts.append(unit_heading(block.text))
            texts += _delimited(clean(block.text))
        else:
            texts = list(_cells(block))
        for text in texts:
            for party in (side for sides in lead_and_with(text) for side in sides):
                _take(party.name, shorts, names)
    return Known(frozenset(shorts), tuple(sorted(names, key=len, reverse=True)))


_HEAD = r"(?:Văn phòng|Phòng|Trung tâm|Chi cục|Thanh tra|Ban|Bộ phận|Tổ|Khoa|Công an|Đoàn Thanh niên|Hội)"
_DELIMITED = re.compile(rf"\b{_HEAD}(?:\s+[\w&-]+){{1,7}}(?=\s*(?:[,;:.)]|$)|\s+và\s+{_HEAD}\b)")


def _delimited(text: str) -> Iterator[str]:
    """Names in running text that end at a mark or before another name, with no verb inside."""
    for found in _DELIMITED.finditer(text):
        if not re.search(r"\d", found.group()) and not says_what(flat(found.group())):
            yield found.group()


def _take(name: str, shorts: set[str], names: set[str]) -> None:
    plain = flat(name)
    if _BARE.match(name):
        shorts.add(name)
    elif 2 <= len(plain.split()) <= 14 and NAMES_UNIT.match(plain) and not re.search(r"[\d;:]", plain):
        names.add(plain)


def _cells(table: Table) -> Iterator[str]:
    """The cells of the columns of those who do the work."""
    head = read_head(table.rows)
    if head is None:
        return
    columns = completed(head[0], table.rows[head[1] :])
    for row in table.rows[head[1] :]:
        if row.is_whole:
            yield from filter(None, (columns.cell(row, name) for name in ("lead", "with", "both")))


def _explained(text: str) -> Iterator[str]:
    """Short forms that follow the name of a unit: ``Văn phòng Sở (VP)``, ``Văn phòng Sở viết tắt là VP``."""
    for found in _CALLED.finditer(text):
        before = re.split(r"[,;.:]|\bvà\b", text[: found.start()].rstrip(" (").removesuffix("sau đây"))[-1]
        if NAMES_UNIT.match(flat(before)):
            yield found["short"]
    for found in _BRACKETED.finditer(text):
        if _is_initials(flat(text[: found.start()]).split(), flat(found["short"])):
            yield found["short"]


def _is_initials(words: list[str], short: str) -> bool:
    """Whether a short form is made of the first letters of a unit's name, with the word for its sort or without."""
    letters = re.sub(r"[^a-z0-9]", "", short)
    last = words[-len(letters) :]
    if "".join(word[:1] for word in last) != letters:
        return False
    behind = " ".join(words[-len(letters) - 2 : -len(letters)])
    return bool(NAMES_UNIT.match(" ".join(last))) or any(behind.endswith(head) for head in _HEADS)
