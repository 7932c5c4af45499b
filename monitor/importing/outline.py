"""Where in the plan a paragraph stands: its number (``IV.1``), what the section is for, whom a heading names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from monitor.importing.blocks import Table
from monitor.importing.flow import Paragraph, is_heading
from monitor.importing.moments import Time
from monitor.importing.parties import UNIT_WORDS, Party, find_parties
from monitor.importing.plain import mend
from monitor.importing.times import find_times

_ROMAN = re.compile(
    r"^(?:(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+)?(?P<number>[IVXL]{1,6}|I11|1I{1,2}|[A-H])\s?[.):]\s*(?P<rest>.*)",
    re.DOTALL,
)
_ARABIC = re.compile(r"^(?:Điều\s+)?(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?P<rest>\D.*)", re.DOTALL)
_LETTER = re.compile(r"^(?P<number>[a-zđ])\)\s*(?P<rest>.*)", re.DOTALL)
_ROLES: tuple[tuple[str, str], ...] = (
    ("duty", r"to chuc thuc hien|phan cong|trach nhiem|tien do|che do (?:thong tin|bao cao)|lo trinh|nhiem vu cu"
             r" the|cac nhiem vu|thoi gian"),
    ("goal", r"muc tieu|muc dich|yeu cau|chi tieu|nguyen tac|quan diem"),
    ("scope", r"doi tuong|pham vi|dac diem|thuc trang|ket qua (?:dat duoc|nam)"),
    ("money", r"kinh phi"),
    ("content", r"noi dung|hinh thuc|giai phap|nhiem vu"),
)  # fmt: skip
_TAIL = re.compile(r"^\W*(?:noi nhan|noi nhdn|tren day la|tren day 1a|kt\. |tm\. |giam doc$|chu tich$|pho giam doc$)")
_ANNEX = re.compile(r"^\W*phu luc|^\W*bieu (?:mau|phan cong)|^\W*bang phan cong")
_UNIT_HEAD = re.compile(
    r"^(?:giao |de nghi |doi voi |(?:trach nhiem|nhiem vu) cua )?(?:cac |thu truong |truong |lanh dao |chanh |pho )*"
    + UNIT_WORDS
)
MOST_HEADING = 140


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph or table in its surroundings. ``path``: its number in the plan; ``role``: what its section is for;
    ``units``: whom the heading above it names; ``times``: when a heading above it names a time."""

    block: Paragraph | Table
    path: str
    role: str
    units: tuple[Party, ...] = ()
    times: tuple[Time, ...] = ()
    before: str = ""


@dataclass
class _Stand:
    roman: str = ""
    arabic: str = ""
    letter: str = ""
    bullets: int = 0
    top_role: str = "opening"
    role: str = "opening"
    units: tuple[Party, ...] = ()
    unit_level: int = 9
    times: tuple[Time, ...] = ()
    heading: str = ""
    annexes: int = 0
    numbered: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        name = ".".join(part for part in (self.roman, self.arabic) if part)
        return name + (f".{self.letter}" if self.letter else "")


def walk(flow: Iterable[Paragraph | Table], year: int) -> Iterator[Spot]:
    """Each paragraph and table with its surroundings, in order; headings are not given."""
    stand = _Stand()
    for block in flow:
        if isinstance(block, Table):
            yield Spot(block, stand.path, stand.role, stand.units, stand.times, stand.heading)
            continue
        text, plain = block.text, mend(block.text).text
        if _enters(stand, text, plain, year):
            continue
        if stand.role == "tail":
            continue
        if re.match(r"[-–+•*]\s", text):
            stand.bullets += 1
        bullet = f" gạch {stand.bullets}" if stand.bullets else ""
        yield Spot(block, stand.path + bullet, stand.role, stand.units, stand.times, stand.heading)


def _enters(stand: _Stand, text: str, plain: str, year: int) -> bool:
    """Take note of a heading; True when the paragraph is nothing but one."""
    if _ANNEX.match(plain) and len(text) < 200:
        stand.annexes += 1
        name = "Phụ lục" + (f" {stand.annexes}" if stand.annexes > 1 else "")
        _reset(stand, name, "duty", "")
        return True
    if _TAIL.match(plain) and stand.role != "opening":
        stand.role = "tail"
        return True
    roman = _ROMAN.match(text)
    if roman and (len(text) < 200 or is_heading(text)):
        _reset(stand, roman["number"].replace("1", "I"), _role_of(plain, "content"), text)
        _name_units(stand, roman["rest"], 1)
        _name_times(stand, roman["rest"], year)
        return True
    return stand.role != "tail" and _enters_lower(stand, text, plain, year)


def _reset(stand: _Stand, roman: str, role: str, heading: str) -> None:
    stand.roman, stand.arabic, stand.letter, stand.bullets = roman, "", "", 0
    stand.top_role = stand.role = role
    stand.numbered = {}
    stand.units, stand.times, stand.unit_level, stand.heading = (), (), 9, heading


def _enters_lower(stand: _Stand, text: str, plain: str, year: int) -> bool:
    arabic, letter = _ARABIC.match(text), _LETTER.match(text)
    found = arabic or letter
    rest = found["rest"] if found else text
    if arabic:
        stand.arabic, stand.letter, stand.bullets, stand.times = arabic["number"], "", 0, ()
        _forget_units(stand, 2)
        stand.role = stand.numbered[arabic["number"]] = _numbered_role(stand, arabic["number"], rest, plain)
    elif letter:
        stand.letter, stand.bullets = letter["number"], 0
        _forget_units(stand, 3)
    bare = mend(rest.strip(" -+•*:")).text
    if not _is_short(rest) or (re.match(r"[-–+•]\s", text) and not rest.rstrip().endswith(":")):
        return False
    if _is_time_only(bare, year):
        _name_times(stand, rest, year)
        return True
    if _UNIT_HEAD.match(bare) and not re.search(r"\b(?:dang|bao cao|thuc hien|xay dung|tham muu|phoi hop)\b", bare):
        _name_units(stand, rest.rstrip(":"), 2 if arabic else 3)
        return True
    if found is None and is_heading(text):
        stand.role = _role_of(plain, stand.role)
        return stand.role != "opening"
    return bool(arabic) and _role_of(plain, "") != "" and not re.search(r"\d", rest)


def _numbered_role(stand: _Stand, number: str, rest: str, plain: str) -> str:
    """What a numbered paragraph is for: by its own heading or label, else as the number above it (2 for 2.1)."""
    above = stand.numbered.get(number.rpartition(".")[0], stand.top_role)
    if above == "opening":
        above = "content"  # a plan whose sections have plain numbers only
    label = re.match(r"[^:]{3,40}:(?=\s)", rest)
    if _is_short(rest):
        return _role_of(plain, above)
    return _role_of(mend(label.group()).text, above) if label else above


def _is_short(text: str) -> bool:
    return len(text) <= MOST_HEADING and not re.search(r"[.;]\W*$", text) and ";" not in text


def _is_time_only(bare: str, year: int) -> bool:
    times = find_times(bare, year) if len(bare) < 40 else []
    return len(times) == 1 and times[0].kind in ("window", "every") and len(bare) - (times[0].end - times[0].start) <= 8


def _name_times(stand: _Stand, text: str, year: int) -> None:
    bare = mend(text.strip(" -+•*:")).text
    stand.times = tuple(find_times(bare, year)) if _is_time_only(bare, year) else ()


def _name_units(stand: _Stand, text: str, level: int) -> None:
    if _UNIT_HEAD.match(mend(text).text):
        stand.units, stand.unit_level, stand.bullets = find_parties(text), level, 0


def _forget_units(stand: _Stand, level: int) -> None:
    if stand.unit_level >= level:
        stand.units, stand.unit_level = (), 9


def _role_of(plain: str, otherwise: str) -> str:
    return next((role for role, pattern in _ROLES if re.search(pattern, plain)), otherwise)
