"""A plan of one year as the template of another: its dates moved, what belonged to the old document taken out."""

from __future__ import annotations

import calendar
import os
import re
from pathlib import Path

from monitor.catalogue.faults import CatalogueFaults, Fault
from monitor.catalogue.loading import check_plan
from monitor.importing.documents import replace_file
from rules.model import Plan

_YEAR = re.compile(r"(?<![\d/])(?<!(?<!\.)\.)(?<!20\d\d[-–])(?<!20\d\d [-–] )(20\d\d)(?!\d|\s?[-–]\s?20\d\d)")
"""Not the end of ``18/02/2022``, not a span such as ``2021-2030``: what a cited document or programme names stays."""
_LAST_DAY = re.compile(r"(20\d\d)-02-29")
_WEEK = re.compile(r"(20\d\d)-W53")
_DROPPED = re.compile(r"^(?:issued|issued_after|watch_from):.*\n", re.MULTILINE)
_HEAD_NOTE = re.compile(r"^note:(?:.*\n(?:[ \t]+.*\n)*)", re.MULTILINE)
_SOURCE = re.compile(r"^source:(?:.*\n(?:[ \t]+.*\n)*)", re.MULTILINE)
_KEPT = re.compile(r"^\s*(?:- )?source:|^\s*#\s*(?:Nguồn|dondoc-draft)")
_COMMENT_HEAD = re.compile(r"\A(?:#.*\n)+")


def for_year(text: str, plan_id: str, year: int, new: int) -> str:
    """The text of a plan file for another year; comments and words stay. ``year``: of the plan as it is.

    Raises CatalogueFaults for a year that is the same or too far away.
    """
    if new == year:
        raise CatalogueFaults([Fault("--year", 0, f"kế hoạch {plan_id} đã là của năm {year}", "chọn năm khác")])
    if not 2000 <= new <= 2100:
        raise CatalogueFaults([Fault("--year", 0, f"năm {new} không hợp lệ", "chọn năm từ 2000 đến 2100")])
    body = _HEAD_NOTE.sub("", _SOURCE.sub("", _DROPPED.sub("", _COMMENT_HEAD.sub("", text))))
    body = re.sub(r"^number:.*$", "number: null", body, flags=re.MULTILINE)
    lines = [line if _KEPT.match(line) else _moved(line, year, new - year) for line in body.split("\n")]
    head = (
        f"# Chưa có hiệu lực. Bản mẫu cho năm {new}, lập từ kế hoạch {plan_id} ({year}): đối chiếu văn bản năm {new},\n"
        "# điền `issued` (ngày ban hành), sửa hạn và đơn vị, rồi chạy: dondoc plan confirm TỆP\n"
        "# A template; nothing is in force before `dondoc plan confirm`.\n"
    )
    return head + "\n".join(lines)


def _moved(line: str, year: int, step: int) -> str:
    """Years near the plan's own moved on; cited documents keep theirs."""

    def moved(found: re.Match[str]) -> str:
        old = int(found[1])
        return str(old + step) if abs(old - year) <= 1 else found[1]

    line = _YEAR.sub(moved, line)
    line = _LAST_DAY.sub(lambda found: f"{found[1]}-02-{29 if calendar.isleap(int(found[1])) else 28}", line)
    return _WEEK.sub(lambda found: f"{found[1]}-W52", line)


def write_template(source: Path, plan_id: str, year: int, target: Path, into: bool) -> tuple[Plan, Path, str]:
    """A plan's template for another year, its file and text. ``into``: the target is a folder.

    Raises CatalogueFaults.
    """
    text = for_year(source.read_text("utf-8"), plan_id, check_plan(source).year, year)
    named = re.search(r"^id:\s*(\S+)", text, re.MULTILINE)
    new_id = named[1].strip("\"'") if named else plan_id
    if str(year) not in new_id:
        new_id = f"{new_id}-{year}"
        text = re.sub(r"^id:.*$", f"id: {new_id}", text, count=1, flags=re.MULTILINE)
    path = target / f"{new_id}.yaml" if into else target
    if path.exists() and path.read_text("utf-8", "replace") != text:
        raise CatalogueFaults([Fault(str(path), 0, "đã có tệp này", "chọn tên khác bằng -o, hoặc xóa tệp cũ")])
    path.parent.mkdir(parents=True, exist_ok=True)
    trial = path.with_name(f".{path.name}.{os.getpid()}.yaml")
    replace_file(trial, text)
    try:
        plan = check_plan(trial)
        trial.replace(path)
    finally:
        trial.unlink(missing_ok=True)
    return plan, path, text
