"""A plan as the office would table it: what is due when, what is always asked, what nobody can judge, themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from monitor.reports.plan_times import first_day, when_words
from rules.explain import accepted_names
from rules.model import Calendar, Kind, Obligation, Plan, Undated, Unit, Who
from rules.periods import day_name, name

DATED, STANDING, OPEN = "dated", "standing", "open"
GROUPS = {
    DATED: "Việc có hạn, có kỳ, có báo cáo",
    STANDING: "Việc thường xuyên, phải có",
    OPEN: "Nêu trong kế hoạch nhưng không kết luận được là chưa làm (không bao giờ thành quá hạn)",
}
_BINDING = {
    "encouraged": "khuyến khích", "target": "chỉ tiêu phấn đấu", "undecidable": "không đủ căn cứ kết luận",
}  # fmt: skip
_PROOFS = {"web": "trang web", "upload": "nộp tệp", "attest": "người xác nhận"}
_TOPICS = {
    "cchc": "CCHC", "video": "video", "van-ban": "văn bản", "tin-tuc": "tin tức", "hoi-dap": "hỏi đáp",
    "duong-day-nong": "đường dây nóng", "tthc": "thủ tục hành chính", "gop-y": "góp ý",
    "cong-cchc": "Cổng CCHC của tỉnh", "cong-tinh": "Cổng thông tin điện tử tỉnh", "tin-bai": "tin, bài của đơn vị",
}  # fmt: skip


def plan_rows(
    plan: Plan, units: Mapping[str, Unit], groups: Mapping[str, tuple[str, ...]], calendar: Calendar
) -> list[dict[str, str]]:
    """One row per obligation and per part of one, group by group; inside a group by time, then as the plan has it."""
    rows: list[dict[str, str]] = []
    for group in GROUPS:
        own = [one for one in plan.obligations if group_of(one) == group]
        own.sort(key=_day)
        for obligation in own:
            rows += [
                {**_row(one, plan, units, groups, calendar, parent), "group": group}
                for one, parent in _with_parts(obligation)
            ]
    return rows


def group_of(obligation: Obligation) -> str:
    """``dated``, ``standing`` or ``open``: whether it has a time, is asked all the time, or can never go bad."""
    if obligation.binding != "must":
        return OPEN
    return DATED if _has_time(obligation) else STANDING


def has_day(obligation: Obligation) -> bool:
    """Whether a duty of it can ever be late: it binds, and a day or a period is named."""
    return obligation.binding == "must" and first_day(obligation) is not None


def _has_time(obligation: Obligation) -> bool:
    return first_day(obligation) is not None or obligation.kind is Kind.DEADLINE or isinstance(obligation.when, Undated)


def _day(obligation: Obligation) -> tuple[bool, date]:
    recurring = obligation.kind is Kind.RECURRING
    day = first_day(obligation)
    return (not recurring and day is None, date.min if recurring or day is None else day)


def _with_parts(obligation: Obligation) -> Iterator[tuple[Obligation, Obligation | None]]:
    yield obligation, None
    for part in obligation.parts:
        yield part, obligation


def _row(
    obligation: Obligation,
    plan: Plan,
    units: Mapping[str, Unit],
    groups: Mapping[str, tuple[str, ...]],
    calendar: Calendar,
    parent: Obligation | None,
) -> dict[str, str]:
    """One row; a part says only what is not said of the whole."""
    row = {
        "id": obligation.id,
        "title": obligation.title,
        "source": obligation.source,
        "kind": obligation.kind.value,
        "lead": who_words(obligation.who, units, groups),
        "with": _units(obligation.informed, units, groups),
        "report_to": _units(obligation.report_to, units, groups),
        "when": when_words(obligation, plan, calendar),
        "how": how_words(obligation, units),
        "binding": _BINDING.get(obligation.binding, ""),
        "part_of": parent.id if parent else "",
        "ambiguity": obligation.ambiguity,
    }
    if parent:
        whole = _row(parent, plan, units, groups, calendar, None)
        row |= {key: "" for key in ("lead", "with", "when", "source", "binding") if row[key] == whole[key]}
    return row


def who_words(who: Who, units: Mapping[str, Unit], groups: Mapping[str, tuple[str, ...]]) -> str:
    """Who owes, in words: a group with the number of its members."""
    parts = [_one(unit, units, groups) for unit in who.units]
    for group in who.groups:
        together = "chung một việc" if not who.each else "từng đơn vị"
        count = len(groups.get(group, ()))
        parts.append(f"nhóm {group} ({f'{count} đơn vị, ' if count else ''}{together})")
    return "; ".join(parts)


def how_words(obligation: Obligation, units: Mapping[str, Unit]) -> str:
    """How it is shown: on which page, how many, or by whom."""
    if obligation.parts:
        return "gồm đủ các phần dưới đây" if obligation.parts_mode == "all_of" else "một trong các phần dưới đây"
    if obligation.kind is Kind.ATTESTED or obligation.where.offline or "web" not in obligation.proof:
        shown = ", ".join(_PROOFS[proof] for proof in obligation.proof if proof in _PROOFS and proof != "web")
        return shown or "người xác nhận"
    topic = _TOPICS.get(obligation.where.topic, obligation.where.topic)
    place = f"mục {topic}" + (f" của {_one(obligation.where.site, units, {})}" if obligation.where.site else "")
    if obligation.kind is Kind.STANDING:
        if obligation.fresh_days:
            return f"{place}: có mới trong {obligation.fresh_days} ngày"
        return f"{place}: có và mở được"
    least = f"ít nhất {obligation.at_least} " if obligation.kind is Kind.RECURRING else ""
    data = f", số liệu {name(obligation.covers)}" if obligation.covers else ""
    needs = ", kèm tệp" if "attachment" in obligation.needs else ""
    return f"{least}{accepted_names(obligation.accepts)}, {place}{data}{needs}"


def _units(names: Iterable[str], units: Mapping[str, Unit], groups: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(_one(one, units, groups) for one in names)


def _one(one: str, units: Mapping[str, Unit], groups: Mapping[str, tuple[str, ...]]) -> str:
    unit = units.get(one)
    if unit:
        return unit.short_name or unit.name
    return f"nhóm {one}" if one in groups else one


def head_words(plan: Plan) -> list[str]:
    """The lines above the table: title, issuer, number and day of issue, and how much of it can be judged."""
    return [
        f"{plan.title} ({plan.id}), năm {plan.year}",
        f"{plan.issuer}; số {plan.number or 'không rõ'}; ban hành {_issued(plan)}",
        count_words(plan),
    ]


def _issued(plan: Plan) -> str:
    first, last = plan.issued_from, plan.issued_to
    if first and first == last:
        return f"ngày {day_name(first)}"
    if first and last:
        return f"từ {day_name(first)} đến {day_name(last)} (không rõ ngày)"
    return "không rõ ngày"


def count_words(plan: Plan) -> str:
    """How many obligations of each kind; and, where none has a day, exactly that (S22)."""
    count = {group: sum(group_of(one) == group for one in plan.obligations) for group in GROUPS}
    kinds = {kind: sum(one.kind is kind for one in plan.obligations) for kind in Kind}
    named = ", ".join(f"{number} {KINDS[kind]}" for kind, number in kinds.items() if number)
    days = sum(map(has_day, plan.obligations))
    undated = count[DATED] - days
    said = f"{days} có ngày hoặc kỳ" if days else "không có nghĩa vụ nào có hạn"
    waiting = f", {undated} chưa có hạn" if undated else ""
    split = f"{said}{waiting}, {count[STANDING]} thường xuyên, {count[OPEN]} không kết luận được"
    return f"{len(plan.obligations)} nghĩa vụ" + (f": {split} ({named})" if plan.obligations else f": {said}")


KINDS = {
    Kind.RECURRING: "định kỳ", Kind.SCHEDULED: "theo lịch", Kind.DEADLINE: "đến hạn", Kind.STANDING: "thường trực",
    Kind.ATTESTED: "do người xác nhận",
}  # fmt: skip


def theme_rows(plan: Plan) -> list[tuple[str, int]]:
    """Themes of a plan with how many obligations carry each; a theme is counted, never passed or failed."""
    carried: dict[str, int] = {theme.title or theme.tag: 0 for theme in plan.themes}
    named = {theme.tag: theme.title or theme.tag for theme in plan.themes}
    for obligation in plan.obligations:
        for tag in obligation.themes:
            title = named.get(tag, tag)
            carried[title] = carried.get(title, 0) + 1
    return list(carried.items())
