"""From the text of a cell or a YAML scalar to a typed value; each raises Wrong with what would be right.

YAML files and tables share these, so a date or an address is judged alike wherever it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time

from monitor.catalogue.faults import Wrong, did_you_mean, shown
from rules.text import clean

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OBLIGATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def text(value: object) -> str:
    """One line of cleaned text, not empty, at most 2000 characters."""
    if isinstance(value, dict | list):
        raise Wrong("ở đây phải là một dòng chữ", "viết giá trị ngay sau dấu hai chấm, trong dấu nháy nếu có ký tự lạ")
    line = clean("" if value is None else str(value))
    if not line:
        raise Wrong("giá trị để trống", "điền giá trị hoặc bỏ khóa này")
    if len(line) > 2000:
        raise Wrong(f"chữ quá dài ({len(line)} ký tự)", "tối đa 2000 ký tự")
    return line


def long_text(value: object) -> str:
    """Free text of any lines, folded to one; at most 10 000 characters."""
    if isinstance(value, dict | list):
        return text(value)
    line = clean("" if value is None else str(value))
    if len(line) > 10_000:
        raise Wrong(f"chữ quá dài ({len(line)} ký tự)", "tối đa 10.000 ký tự")
    return line


def optional(parse: Callable[[object], object]) -> Callable[[object], object]:
    """The same parser, which lets "not given" through."""
    return lambda value: None if value is None else parse(value)


def choice(*options: str) -> Callable[[object], str]:
    """One word of a list."""

    def parse(value: object) -> str:
        word = text(value)
        if word not in options:
            raise Wrong(f"{shown(word)} không phải giá trị hợp lệ", did_you_mean(word, options))
        return word

    return parse


def slug(value: object) -> str:
    """A name for units, groups, topics and plans: lower-case letters, digits and hyphens, at most 64 characters."""
    word = text(value)
    if _SLUG.fullmatch(word) and len(word) <= 64:
        return word
    right = f"chỉ chữ thường không dấu, số và gạch nối, ví dụ {_as_slug(word)}"
    raise Wrong(f"{shown(word)} không phải mã hợp lệ", right)


def reader(value: object) -> str:
    """Name of a reader: a slug, or ``browser:`` and one."""
    word = text(value)
    through, colon, family = word.partition(":")
    return f"{slug(through)}:{_reader(family)}" if colon else _reader(word)


def _reader(name: str) -> str:
    return name if re.fullmatch(r"[a-z][a-z0-9_]{0,40}", name) else slug(name)


def _as_slug(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold().replace("đ", "d"))
    ascii_only = "".join(c for c in folded if c.isascii())
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:64] or "thcs-hoa-mai"


def obligation_id(value: object) -> str:
    """A name for obligations: ASCII letters, digits, dot, hyphen, underscore; at most 64 characters."""
    word = text(value)
    if _OBLIGATION.fullmatch(word) and len(word) <= 64:
        return word
    right = "chỉ chữ không dấu, số, dấu chấm và gạch nối, ví dụ PL-04"
    raise Wrong(f"{shown(word)} không phải mã nghĩa vụ hợp lệ", right)


def truth(value: object) -> bool:
    """``true`` or ``false``, nothing else."""
    word = text(value)
    if word in ("true", "false"):
        return word == "true"
    yes = word.casefold() in ("yes", "on", "y", "1", "có", "true")
    no = word.casefold() in ("no", "off", "n", "0", "không", "false")
    right = "viết true" if yes else "viết false" if no else "viết true hoặc false"
    raise Wrong(f"{shown(word)} không phải đúng/sai", right)


def whole(least: int, most: int) -> Callable[[object], int]:
    """A whole number in plain ASCII digits between two bounds."""

    def parse(value: object) -> int:
        word = text(value)
        if not re.fullmatch(r"0|-?[1-9][0-9]{0,15}", word):
            digits = digits_of(word)
            right = f"viết {int(digits)}" if re.fullmatch(r"[0-9]{1,15}", digits) else f"viết số từ {least} đến {most}"
            raise Wrong(f"{shown(word)} không phải số nguyên", right)
        if not least <= int(word) <= most:
            raise Wrong(f"{word} nằm ngoài khoảng cho phép", f"từ {least} đến {most}")
        return int(word)

    return parse


def decimal(least: float, most: float) -> Callable[[object], float]:
    """A number with a decimal point between two bounds."""

    def parse(value: object) -> float:
        word = text(value)
        if not re.fullmatch(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?", word):
            comma = re.fullmatch(r"-?[0-9]+,[0-9]+", word)
            right = f"viết {word.replace(',', '.')}" if comma else f"viết số từ {least:g} đến {most:g}"
            raise Wrong(f"{shown(word)} không phải số", right)
        if not least <= float(word) <= most:
            raise Wrong(f"{word} nằm ngoài khoảng cho phép", f"từ {least:g} đến {most:g}")
        return float(word)

    return parse


def day(value: object) -> date:
    """A date ``YYYY-MM-DD``."""
    word = text(value)
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", word)
    if not found:
        raise Wrong(f"{shown(word)} không phải ngày", f"viết năm-tháng-ngày, ví dụ {_as_day(word) or '2022-04-15'}")
    return real_day(int(found[1]), int(found[2]), int(found[3]))


def real_day(year: int, month: int, number: int) -> date:
    """A day that exists. Raises Wrong naming the last day of the month, or the months there are."""
    if not 2000 <= year <= 2100:
        raise Wrong(f"năm {year} không hợp lý", "năm từ 2000 đến 2100")
    if not 1 <= month <= 12:
        raise Wrong(f"không có tháng {month}", f"tháng từ 01 đến 12, ví dụ {year}-{min(max(month, 1), 12):02}")
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    if not 1 <= number <= last:
        raise Wrong(f"tháng {month}/{year} không có ngày {number}", f"ngày cuối tháng là {year}-{month:02}-{last}")
    return date(year, month, number)


def _as_day(word: str) -> str | None:
    """How a date written the Vietnamese way, or with foreign digits, would be written here."""
    digits = digits_of(word)
    found = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", digits)
    parts = (found[3], found[2], found[1]) if found else ()
    other = re.fullmatch(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2}).*", digits)
    parts = (other[1], other[2], other[3]) if other else parts
    try:
        return real_day(*(int(part) for part in parts)).isoformat() if parts else None
    except Wrong:
        return None


def digits_of(word: str) -> str:
    """Digits of any script as ASCII digits."""
    return "".join(str(unicodedata.decimal(c, c)) for c in unicodedata.normalize("NFKC", word))


def time_of_day(value: object) -> time:
    """``HH:MM``, 24 hours."""
    word = text(value)
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", word)
    if not found:
        raise Wrong(f"{shown(word)} không phải giờ", 'viết giờ:phút, ví dụ "07:30"')
    return time(int(found[1]), int(found[2]))


def weekday_time(value: object) -> tuple[int, time]:
    """``Mon 07:30`` → (0, 07:30)."""
    word = text(value)
    name, _, clock = word.partition(" ")
    if name.casefold() not in _WEEKDAYS:
        days = [day.title() for day in _WEEKDAYS]
        raise Wrong(f"{shown(word)} không phải thứ và giờ", f"ví dụ “Mon 07:30”; thứ: {', '.join(days)}")
    return _WEEKDAYS.index(name.casefold()), time_of_day(clock)


def no_formula(value: str) -> str:
    """A name that no spreadsheet takes for a formula when it reads our reports back (H10, H11)."""
    if value[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠"):
        raise Wrong(f"{shown(value)} bắt đầu bằng {shown(value[0])}, bảng tính sẽ hiểu là công thức", "viết tên thường")
    return value
