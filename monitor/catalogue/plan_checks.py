"""What makes an obligation wrong although each key for itself is right: times, names, kinds that do not go together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from monitor.catalogue.faults import Collector, shown
from monitor.catalogue.obligations import window_of
from monitor.catalogue.plan_form import ObligationForm, WhoForm
from monitor.catalogue.tree import Loc, Tree

TIME_KEYS = ("every", "window", "before", "by", "after", "always", "undated")
_EVERY_ONLY = ("from", "to", "bounds", "skip", "due_day")
_FITTING = {
    "recurring": ("every",),
    "scheduled": ("window", "after", "undated"),
    "deadline": ("before", "by", "after", "every", "undated"),
    "standing": ("always", "window"),
}
_STANDING = ("present", "fresh_days", "answers_within")
_BOUNDS = {"year": 1, "half": 2, "quarter": 4, "month": 12}
_EXAMPLES = {
    "recurring": "every: month",
    "scheduled": "window: 2026-04",
    "deadline": "by: 2026-06-15",
    "standing": "always: true",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Names that plans may use. ``groups``: members by group."""

    units: Mapping[str, object]
    groups: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """Where an obligation stands, and who is told what is wrong with it."""

    loc: Loc
    tree: Tree
    notes: Collector

    def wrong(self, key: str | Loc, what: str, right: str = "") -> None:
        """Note a fault at a key of the obligation, or at the obligation itself."""
        inner = (key,) if isinstance(key, str) else key
        self.notes.add(self.tree.line((*self.loc, *inner)), what, right)


def check_ids(found: Iterable[tuple[object, Loc]], tree: Tree, notes: Collector) -> dict[str, Loc]:
    """Obligations by id; an id used twice, upper case aside, is a fault of the second."""
    ids: dict[str, Loc] = {}
    seen: dict[str, Loc] = {}
    for raw, loc in found:
        if not isinstance(raw, str) or not raw:
            notes.add(tree.line(loc), "nghĩa vụ thiếu `id`", "ví dụ id: PL-04")
            continue
        first = seen.setdefault(raw.casefold(), loc)
        if first is not loc:
            what = f"mã nghĩa vụ {shown(raw)} lặp lại (đã có ở dòng {tree.line((*first, 'id'))})"
            notes.add(tree.line((*loc, "id")), what, "mỗi nghĩa vụ một mã riêng")
        ids[raw] = loc
    return ids


def check_entry(
    own: ObligationForm,
    full: ObligationForm,
    raw: Mapping[str, Any],
    place: PlanPlace,
    year: int | None,
    known: Known | None,
) -> None:
    """Everything about one obligation that can be judged by itself and the names there are."""
    _check_kind(own, full, raw, place)
    _check_times(own, full, raw, place)
    _check_order(own, place)
    _check_bounds(own, place)
    if year is not None:
        _check_range(own, raw, year, place)
    _check_leads(own, full, raw, place)
    _check_parts(raw, place)
    if known is not None:
        _check_names(own, known, place)


def check_shares(own: ObligationForm, ids: Mapping[str, Loc], place: PlanPlace) -> None:
    """``match.share`` names other obligations of the same plan (S18)."""
    for other in (own.match.share if own.match else None) or ():
        if other not in ids:
            right = place.notes.hint(other, ids)
            place.wrong(("match", "share"), f"`share`: không có nghĩa vụ {shown(other)}", right)
        elif ids[other] == place.loc:
            place.wrong(("match", "share"), f"`share`: {shown(other)} là chính nghĩa vụ này", "ghi mã nghĩa vụ kia")


def _given(raw: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    return [key for key in keys if raw.get(key) is not None]


def _check_kind(own: ObligationForm, full: ObligationForm, raw: Mapping[str, Any], place: PlanPlace) -> None:
    if full.kind is None and raw.get("kind") is None:
        place.wrong((), "nghĩa vụ thiếu `kind`", "dùng một trong: recurring, scheduled, deadline, standing, attested")
    if full.kind in ("recurring", "scheduled") and own.where and own.where.offline:
        what = f"`where: offline` không đi cùng `kind: {full.kind}`"
        place.wrong("where", what, "viết kind: attested, hoặc ghi nơi đăng {topic: …, site: …}")
    if full.kind == "attested" and own.proof is not None and not {"attest", "upload"} & set(own.proof):
        what = "`proof: [web]` không đi cùng `kind: attested`: việc này không ai xem trên trang"
        place.wrong("proof", what, "viết proof: [attest] hoặc [upload], hoặc đổi kind thành scheduled, deadline")
    for key in _STANDING:
        if raw.get(key) is not None and full.kind not in (None, "standing"):
            place.wrong(key, f"`{key}` chỉ dùng với kind: standing", f"bỏ {key} hoặc đổi kind")


def _check_times(own: ObligationForm, full: ObligationForm, raw: Mapping[str, Any], place: PlanPlace) -> None:
    given = _given(raw, TIME_KEYS)
    for key in ("always", "undated"):
        if getattr(own, key) is False:
            place.wrong(key, f"`{key}: false` không có nghĩa", f"viết {key}: true hoặc bỏ khóa này")
    if len(given) > 1:
        place.wrong(given[1], "nhiều khóa thời gian: " + ", ".join(given), "giữ đúng một khóa")
        return
    inherited = [key for key in TIME_KEYS if getattr(full, key) is not None]
    if not given and not inherited:
        if full.kind not in ("standing", None):
            right = "thêm một trong: " + ", ".join(TIME_KEYS)
            place.wrong((), f"nghĩa vụ {shown(raw.get('id') or '')} không có thời gian", right)
        return
    key = given[0] if given else inherited[0]
    fitting = _FITTING.get(full.kind or "")
    if fitting and key not in fitting:
        right = f"dùng {', '.join(fitting)}, ví dụ {_EXAMPLES[full.kind or '']}"
        place.wrong(key, f"`{key}` không hợp với kind: {full.kind}", right)
    if own.every == "week" and own.due_day is not None:
        what = "`due_day` là ngày trong tháng, không dùng với every: week"
        place.wrong("due_day", what, "bỏ due_day: hạn là hết tuần")
    for detail in _given(raw, _EVERY_ONLY) if key != "every" else ():
        place.wrong(detail, f"`{detail}` chỉ đi cùng `every`", "thêm every: month hoặc dùng window: {from: …, to: …}")


def _check_order(own: ObligationForm, place: PlanPlace) -> None:
    if own.from_ and own.to and own.from_.first > own.to.last:
        place.wrong("to", f"`from` {own.from_.key} sau `to` {own.to.key}", "đổi lại cho đúng thứ tự")
    if own.window is None or own.window.span:
        return
    if not (own.window.from_ and own.window.to):
        place.wrong("window", "`window` cần cả `from` và `to`", "viết {from: 2026-04-01, to: 2026-04-20}")
    elif own.window.from_.first > own.window.to.last:
        what = f"`from` {own.window.from_.key} sau `to` {own.window.to.key}"
        place.wrong(("window", "to"), what, "đổi lại cho đúng thứ tự")


def _check_bounds(own: ObligationForm, place: PlanPlace) -> None:
    """Uneven periods need one beginning each: two halves, four quarters (S2)."""
    wanted = _BOUNDS.get(own.every or "")
    if own.bounds is None or own.every is None or len(set(own.bounds)) == wanted:
        return
    right = f"every: {own.every} cần {wanted} mốc khác nhau" if wanted else "dùng every: half, quarter hoặc year"
    place.wrong("bounds", f"`bounds` có {len(set(own.bounds))} mốc", right)


def _check_range(own: ObligationForm, raw: Mapping[str, Any], year: int, place: PlanPlace) -> None:
    """Times lie near the plan's year: half a year before and after is normal, more is a slip of the pen."""
    earliest, latest = date(year - 1, 7, 1), date(year + 1, 6, 30)
    span = window_of(own.window) if own.window else None
    days: list[tuple[str, date | None]] = [
        ("from", own.from_.first if own.from_ else None),
        ("to", own.to.last if own.to else None),
        ("window", span.first if span else None),
        ("window", span.last if span else None),
        ("before", own.before),
        ("by", own.by),
    ]
    told: set[str] = set()
    for key, day in days:
        if day is not None and not earliest <= day <= latest and key not in told:
            told.add(key)
            what = f"`{key}`: {day} quá xa năm của kế hoạch ({year})"
            place.wrong(key, what, f"từ {earliest} đến {latest}, hoặc sửa `year`")


def _check_leads(own: ObligationForm, full: ObligationForm, raw: Mapping[str, Any], place: PlanPlace) -> None:
    given = _given(raw, ("who", "lead"))
    if len(given) == 2:
        place.wrong("lead", "có cả `who` và `lead`", "giữ một trong hai")
    if not given and full.who is None and full.lead is None:
        what = f"nghĩa vụ {shown(raw.get('id') or '')} không có `who` hay `lead`"
        place.wrong((), what, "ví dụ who: {group: truc-thuoc}")
    for key, form in (("who", own.who), ("lead", own.lead)):
        if form is not None and not form.group and not form.units:
            place.wrong(key, f"`{key}` không nêu đơn vị nào", "viết mã đơn vị, {group: G} hoặc {units: [...]}")
        if form is not None and None not in (form.each, own.each) and form.each != own.each:
            place.wrong("each", "`each` ghi hai lần khác nhau", "giữ một lần")


def _check_parts(raw: Mapping[str, Any], place: PlanPlace) -> None:
    given = _given(raw, ("all_of", "any_of"))
    if given and raw.get("at_least") is not None:
        place.wrong("at_least", "`at_least` ở việc gồm nhiều phần không có tác dụng", "ghi at_least ở từng phần")
    if len(given) == 2:
        place.wrong("any_of", "có cả `all_of` và `any_of`", "giữ một trong hai")
    for key in given:
        if raw[key] == []:
            place.wrong(key, f"`{key}` rỗng", "viết ít nhất một phần, mỗi phần bắt đầu bằng `- id: …`")


def _check_names(own: ObligationForm, known: Known, place: PlanPlace) -> None:
    for key, form in (("who", own.who), ("lead", own.lead)):
        _check_lead(key, form, known, place)
    if own.where and own.where.site and own.where.site != "own":
        _known(own.where.site, known.units, "đơn vị", ("where", "site"), place)
    either = {**known.units, **known.groups}
    for key, names in (("with", own.with_), ("report_to", own.report_to)):
        for number, name in enumerate(names or ()):
            _known(name, either, "đơn vị hay nhóm", (key, number), place)


def _check_lead(key: str, form: WhoForm | None, known: Known, place: PlanPlace) -> None:
    if form is None:
        return
    if form.group:
        _known(form.group, known.groups, "nhóm", (key, "group"), place)
    for number, unit in enumerate(form.units or ()):
        _known(unit, known.units, "đơn vị", (key, "units", number), place)


def _known(name: str, names: Mapping[str, object], noun: str, key: Loc, place: PlanPlace) -> None:
    if name not in names:
        place.wrong(key, f"`{key[0]}`: không có {noun} {shown(name)} trong units.csv", place.notes.hint(name, names))
