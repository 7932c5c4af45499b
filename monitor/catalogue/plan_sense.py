"""Keys of an obligation that contradict each other: what could never be met, never come, or never be looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.catalogue.faults import shown
from monitor.catalogue.obligations import when_of
from monitor.catalogue.plan_checks import PlanPlace
from monitor.catalogue.plan_form import ObligationForm
from rules.model import Every
from rules.periods import periods_of
from rules.said import Said


def check_sense(own: ObligationForm, full: ObligationForm, parts: bool, place: PlanPlace, year: int | None) -> None:
    """What each key allows, and all of them together do not."""
    _check_words(own, place)
    if year is not None and own.every is not None and own.skip and not (own.from_ and own.to and _reversed(own)):
        _check_skip(own, place, year)
    if full.present == "pattern" and not parts and not (full.match and (full.match.all or full.match.any)):
        place.wrong("present", "`present: pattern` cần từ khóa để tìm", "thêm match: {all: [...]} hoặc {any: [...]}")


def _reversed(own: ObligationForm) -> bool:
    return bool(own.from_.first > own.to.last)


def _check_words(own: ObligationForm, place: PlanPlace) -> None:
    """A title that says what is wanted must not say by that what is forbidden: it could never be met."""
    words = own.match
    if words is None or not words.none:
        return
    wanted = [reading.split("|") for reading in words.all or ()] + ([_readings(words.any)] if words.any else [])
    for number, none in enumerate(words.none):
        if any(all(_says(reading, none) for reading in group) for group in wanted):
            what = f"`none`: tiêu đề nào có đủ từ cần tìm cũng có {shown(none)}, nên không bài nào được tính"
            place.wrong(("match", "none", number), what, "bỏ cụm từ này hoặc viết cụ thể hơn")


def _readings(entries: Sequence[str]) -> list[str]:
    return [reading for entry in entries for reading in entry.split("|")]


def _says(reading: str, none: str) -> bool:
    # Marks decide, as in any title written with them: "tin" does not say "tín".
    return Said.of(f"ở {reading.replace('…', ' ').replace('...', ' ')}").forbids(none)


def _check_skip(own: ObligationForm, place: PlanPlace, year: int) -> None:
    every = when_of(own, year)
    if not isinstance(every, Every):
        return
    keys = [period.key for period in periods_of(replace(every, skip=()))]
    for number, suffix in enumerate(own.skip or ()):
        if not any(key.endswith(suffix) for key in keys):
            known = ", ".join(key.partition("-")[2] or key for key in keys[:6])
            what = f"`skip`: không có kỳ nào là {shown(suffix)} với every: {own.every}"
            place.wrong(("skip", number), what, f"các kỳ: {known}…")
    if keys and all(any(key.endswith(suffix) for suffix in own.skip or ()) for key in keys):
        place.wrong("skip", "`skip` bỏ hết mọi kỳ, không còn kỳ nào phải thực hiện", "bỏ bớt, hoặc bỏ cả nghĩa vụ")
