"""What times in plans are written with, as parts of patterns for folded text: «trước», «chậm nhất», days, numbers."""

from __future__ import annotations

import re

MEND_DAY = "sửa lại ngày trong tài liệu rồi nhập lại"
_BEFORE = r"(?P<before>(?:xong |hoan thanh )?truoc(?: het| dip| le| ky)?|som hon)"
_BY = (
    r"(?P<by>cham nhat(?: la| vao| den| trong)?|muon nhat(?: la| vao)?|han cuoi(?: cung)?(?: la)?|khong qua|den het|het"
    r"|den)"
)
PROMPT = rf"(?:(?:{_BEFORE}|{_BY}|(?P<on>vao|trong|tu))\s*:?\s*)?"
"""Words before a time: ``before`` it, ``by`` it, or ``on`` it."""
_D, _M, _Y = r"(?P<{0}d>[0-3]?\d)", r"(?P<{0}m>[0-3]?\d)", r"(?P<{0}y>20\d\d|\d\d(?!\d))"


def day_pattern(name: str) -> str:
    """A day in figures or words, as groups ``<name>d``, ``m``, ``y`` or ``<name>wd``, ``wm``, ``wy``."""
    d, m, y = (part.format(name) for part in (_D, _M, _Y))
    numbers = rf"{d}\s?[/.-]\s?{m}(?:\s?[/.-]\s?{y})?(?![/\d-])"
    words = _numbers_in_words(name)
    return rf"(?:{numbers}|{words})"


def _numbers_in_words(name: str) -> str:
    """``ngày 15 tháng 3 năm 2022``, the year left out or not."""
    return rf"(?P<{name}wd>[0-3]?\d)\s+thang\s+(?P<{name}wm>[0-3]?\d)(?:\s*(?:nam|/)\s*(?P<{name}wy>20\d\d))?(?!\d)"


HEAD = r"(?<![\w/.])"
"""No time begins inside a word, a number or a date."""
TAIL_YEAR = r"(?:\s*(?:/|nam|-)\s*(?P<year>20\d\d))?(?![\d/%])"
MONTH = r"(?:0?[1-9]|1[0-2])"


def runs_of(listed: str, names: dict[str, int]) -> list[list[int]]:
    """Runs of months or quarters: ``3-5`` is one run, ``3, 6`` are two."""
    runs: list[list[int]] = []
    joined = False
    for word in re.findall(r"\w+|[-,;&]", listed):
        if word in ("-", "den"):
            joined = True
        elif word in names or word.isdigit():
            value = names.get(word) or int(word)
            if joined and runs and value > runs[-1][-1]:
                runs[-1].append(value)
            else:
                runs.append([value])
            joined = False
    return [list(range(run[0], run[-1] + 1)) for run in runs]
