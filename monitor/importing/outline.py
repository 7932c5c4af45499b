"""Where in the plan a paragraph stands: its number (``IV.1``), what the section is for, whom a heading names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from monitor.importing.blocks import Table
from monitor.importing.flow import Paragraph, is_heading
from monitor.importing.known import NOTHING, Known
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
    r"^(?:giao |de nghi |doi voi |(?:trach nhiem|(?:cac )?nhiem vu|cong viec|phan viec) (?:cua|doi voi|giao cho) )?"
    r"(?:cac |dong chi |d/c |thu truong |truong |lanh dao |chanh |pho |giam doc |hieu truong )*" + UNIT_WORDS
)
MOST_HEADING = 140
_LETTERED = 6


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
    known: Known = NOTHING


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
    unit_number: str = ""
    times: tuple[Time, ...] = ()
    heading: str = ""
    annexes: int = 0
    numbered: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        name = ".".join(part for part in (self.roman, self.arabic) if part)
        return name + (f".{self.letter}" if self.letter else "")


def walk(flow: Iterable[Paragraph | Table], year: int, known: Known = NOTHING) -> Iterator[Spot]:
    """Each paragraph and table with its surroundings, in order; headings are not given."""
    stand = _Stand()
    for block in flow:
        if isinstance(block, Table):
            yield Spot(block, stand.path, stand.role, stand.units, stand.times, stand.heading, known)
            continue
        text, plain = block.text, mend(block.text).text
        if _enters(stand, text, plain, year, block.item):
            continue
        if stand.role == "tail":
            continue
        if re.match(r"[-–+•*]\s", text):
            stand.bullets += 1
        bullet = f" gạch {stand.bullets}" if stand.bullets else ""
        yield Spot(block, stand.path + bullet, stand.role, stand.units, stand.times, stand.heading, known)


def _enters(stand: _Stand, text: str, plain: str, year: int, item: bool) -> bool:
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
    return stand.role != "tail" and _enters_lower(stand, text, plain, year, item)


def _reset(stand: _Stand, roman: str, role: str, heading: str) -> None:
    stand.roman, stand.arabic, stand.letter, stand.bullets = roman, "", "", 0
    stand.top_role = stand.role = role
    stand.numbered = {}
    stand.units, stand.times, stand.unit_level, stand.heading = (), (), 9, heading


def _enters_lower(stand: _Stand, text: str, plain: str, year: int, item: bool) -> bool:
    arabic, letter = _ARABIC.match(text), _LETTER.match(text)
    found = arabic or letter
    rest = found["rest"] if found else text
    if arabic:
        stand.arabic, stand.letter, stand.bullets, stand.times = arabic["number"], "", 0, ()
        _forget_units(stand, _depth(arabic["number"]), arabic["number"])
        stand.role = stand.numbered[arabic["number"]] = _numbered_role(stand, arabic["number"], rest, plain)
    elif letter:
        stand.letter, stand.bullets = letter["number"], 0
        _forget_units(stand, _LETTERED)
    bare = mend(rest.strip(" -+•*:")).text
    if not (_is_short(rest) or _lists_units(rest)) or (re.match(r"[-–+•]\s", text) and not rest.rstrip().endswith(":")):
        return False
    if _is_time_only(bare, year):
        _name_times(stand, rest, year)
        return True
    if (named := _heading_name(rest)) and _UNIT_HEAD.match(bare) and not _does_something(named):
        # An entry of Word's own list has lost its number: it stands as high as a numbered one.
        level = _depth(arabic["number"]) if arabic else _LETTERED - 1 if item and not letter else _LETTERED
        _name_units(stand, named, level)
        return True
    if found is None and is_heading(text):
        stand.role = _role_of(plain, stand.role)
        return stand.role != "opening"
    return bool(arabic) and _role_of(plain, "") != "" and not re.search(r"\d", rest)


_HEAD_TAIL = re.compile(
    r"(?:\s*\([^()]*\))?(?:,?\s+(?:là (?:cơ quan|đơn vị|bộ phận|đầu mối)|(?:có|chịu) (?:trách nhiệm|nhiệm vụ)"
    r"|(?:chủ trì,? )?(?:thực hiện|triển khai) (?:các |những )?(?:nhiệm vụ|nội dung|công việc))[^.;]*)?\s*:?\s*$",
    re.IGNORECASE,
)
"""What may stand behind the unit in a heading: ``Văn phòng Sở (đầu mối), có trách nhiệm:``."""
_DOING = re.compile(r"\b(?:đăng|báo cáo|thực hiện|xây dựng|tham mưu|phối hợp)\b(?=\s+\w)")


def unit_heading(text: str) -> str:
    """The unit that a numbered line names and nothing else; empty where it says what is to be done."""
    found = _ARABIC.match(text) or _LETTER.match(text) or _ROMAN.match(text)
    if not found or not _is_short(found["rest"]):
        return ""
    named = _heading_name(found["rest"])
    return named if _UNIT_HEAD.match(mend(named).text) and not _does_something(named) else ""


def _heading_name(rest: str) -> str:
    return _HEAD_TAIL.sub("", rest.strip()).strip(" :")


def _does_something(named: str) -> bool:
    """Whether a line that begins with a unit says what it does; a verb at the end or in capitals is part of a name."""
    if named != unicodedata.normalize("NFC", named) or not re.search(r"[^\x00-\x7f]", named):
        return bool(re.search(r"\b(?:dang|bao cao|thuc hien|xay dung|tham muu|phoi hop)\b", mend(named).text))
    return bool(_DOING.search(named))


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


def _lists_units(rest: str) -> bool:
    """``Các cơ quan thuộc huyện; UBND các xã, thị trấn``: a heading that names several."""
    parts = [part.strip() for part in rest.rstrip(" :").split(";")]
    return len(rest) <= MOST_HEADING and all(
        _UNIT_HEAD.match(mend(part).text) and not _does_something(part) and not part.endswith(".") for part in parts
    )


def _is_time_only(bare: str, year: int) -> bool:
    times = find_times(bare, year) if len(bare) < 40 else []
    return len(times) == 1 and times[0].kind in ("window", "every") and len(bare) - (times[0].end - times[0].start) <= 8


def _name_times(stand: _Stand, text: str, year: int) -> None:
    bare = mend(text.strip(" -+•*:")).text
    stand.times = tuple(find_times(bare, year)) if _is_time_only(bare, year) else ()


def _name_units(stand: _Stand, text: str, level: int) -> None:
    if _UNIT_HEAD.match(mend(text).text):
        stand.units, stand.unit_level, stand.bullets = find_parties(text), level, 0
        stand.unit_number = stand.arabic


def _forget_units(stand: _Stand, level: int, number: str = "") -> None:
    """A heading's units hold for what stands below it: ``1.1`` below ``1``, and letters below both."""
    elsewhere = number and stand.unit_level > 1 and not number.startswith(f"{stand.unit_number}.")
    if stand.unit_level >= level or elsewhere:
        stand.units, stand.unit_level = (), 9


def _depth(number: str) -> int:
    """How deep a number stands: 2 for ``1``, 3 for ``1.1``; below a Roman number (1), above letters."""
    return min(2 + number.count("."), _LETTERED - 1)


def _role_of(plain: str, otherwise: str) -> str:
    return next((role for role, pattern in _ROLES if re.search(pattern, plain)), otherwise)
