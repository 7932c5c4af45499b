"""From the doors to the figures of a report: which duties it covers, what we held of them, what shows it (S20, S22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from alerts.safe import line, web_address
from monitor.catalogue.loading import Catalogue
from monitor.ports import Transaction, VerdictRow
from monitor.reports.figures import Asked, DutyLine, Exhibit, Figures, PlanCited, spans
from monitor.reports.names import holder_name, unit_order
from monitor.reports.themes import theme_lines
from rules.dating import usable_date
from rules.explain import OUTCOME_NAMES, UNPROVEN, place_name
from rules.model import VN, Attestation, Decision, Duty, DutyKey, Flag, Plan, Publication, Status, Waiver
from rules.periods import day_name, last_day, name, parse
from rules.shaping import is_about

TITLE_LIMIT, NAME_LIMIT, WORD_LIMIT = 300, 200, 400
SOURCES = {
    "article": "trang bài",
    "feed": "RSS",
    "list": "danh sách bài",
    "meta": "thông tin trang",
    "rest": "dữ liệu trang",
    "sitemap": "sơ đồ trang",
    "time": "trang bài",
    "jsonld": "thông tin trang",
}
"""Where a date was read, by the first word of its source."""
_FLAGS = {
    Flag.EARLY: "đăng sớm hơn thời gian nêu trong kế hoạch",
    Flag.BACKDATING: "ngày đăng cần xác minh",
    Flag.REMOVED: "có bài đã gỡ khỏi trang",
    Flag.DATE_CHANGED: "trang đã đổi ngày đăng",
    Flag.DATE_UNUSABLE: "có bài ghi ngày đăng không dùng được",
    Flag.MIGRATION: "trang đã chuyển hệ thống",
    Flag.TLS: "chứng thư của trang có lỗi",
}


def gather(catalogue: Catalogue, duties: Mapping[DutyKey, Duty], tx: Transaction, asked: Asked) -> Figures:
    """The figures of a period, as they were known."""
    rows = tx.verdicts.as_of(asked.known_at) if asked.known_at else tx.verdicts.current()
    keys = [key for key in {**duties, **rows} if _of_unit(key, duties.get(key), asked) and _covers(key, duties, asked)]
    counted = {number for key in keys if key in rows for number in rows[key].verdict.publications}
    seen = tx.observations.publications(counted, asked.known_at)
    shelf = _Shelf(catalogue, duties, rows, seen, _words(tx, asked), asked.known_at or asked.now)
    names = {key.unit: line(holder_name(key.unit, catalogue.units, catalogue.groups), NAME_LIMIT) for key in keys}
    order = unit_order(names)
    places = _places(catalogue)
    lines = sorted((shelf.line(key, names[key.unit]) for key in keys), key=lambda one: _order(one, order, places))
    unit = catalogue.units.get(asked.unit) if asked.unit else None
    themes, theme_note = theme_lines(catalogue, {key: duties[key] for key in keys if key in duties}, tx, asked)
    return Figures(
        period=asked.period,
        unit=asked.unit,
        unit_name=line(unit.name, NAME_LIMIT) if unit else (asked.unit or ""),
        known_at=asked.known_at or asked.now,
        lines=tuple(one for one in lines if not one.hindsight),
        hindsight=tuple(one for one in lines if one.hindsight),
        plans=tuple(_cited(plan, duties) for plan in catalogue.plans if plan.id in {key.plan for key in keys}),
        units=len({member for key in keys for member in (duties[key].members if key in duties else (key.unit,))}),
        groups=frozenset(unit for unit in names if "+" in unit or unit in catalogue.groups),
        unit_names={unit: names[unit] for unit in order},
        heads={
            unit: line(catalogue.units[unit].head.name, NAME_LIMIT)  # type: ignore[union-attr]
            for unit in order
            if unit in catalogue.units and catalogue.units[unit].head is not None
        },
        themes=themes,
        theme_note=theme_note,
    )


def undated_plans(plans: tuple[Plan, ...], duties: Mapping[DutyKey, Duty]) -> tuple[Plan, ...]:
    """Plans without a single dated duty: what they ask can be neither met nor missed (S22)."""
    dated = {key.plan for key, duty in duties.items() if duty.strict is not None}
    return tuple(plan for plan in plans if plan.id not in dated)


def _of_unit(key: DutyKey, duty: Duty | None, asked: Asked) -> bool:
    return asked.unit is None or key.unit == asked.unit or (duty is not None and asked.unit in duty.members)


def _covers(key: DutyKey, duties: Mapping[DutyKey, Duty], asked: Asked) -> bool:
    """A dated duty belongs to the report in which its last day lies; one without a day to each that it touches (S5)."""
    duty = duties.get(key)
    day = _last(key, duty)
    if day is not None:
        return spans(asked.period, day)
    span = duty.period if duty is not None else None
    return span is not None and span.start < asked.period.end and asked.period.start < span.end


def _last(key: DutyKey, duty: Duty | None) -> date | None:
    if duty is not None:
        # By the strict reading: a duty of March stays one, though its last day roll into April.
        return last_day(min(duty.strict, duty.period.end)) if duty.strict is not None else None
    try:
        return last_day(parse(key.period).end)
    except ValueError:
        return None  # a duty that no plan names any more, and that never had a day


def _words(tx: Transaction, asked: Asked) -> dict[tuple[str, ...], list[Decision]]:
    """Waivers and attestations by plan, obligation and unit."""
    found: dict[tuple[str, ...], list[Decision]] = {}
    for one in tx.verdicts.decisions(asked.known_at):
        if isinstance(one, Attestation):
            found.setdefault((one.key.plan, one.key.obligation, one.key.unit), []).append(one)
        elif isinstance(one, Waiver):
            found.setdefault((one.plan, one.obligation, one.unit), []).append(one)
    return found


def _places(catalogue: Catalogue) -> dict[tuple[str, str], int]:
    """Obligations in the order in which the plans name them."""
    named = [(plan.id, obligation.id) for plan in catalogue.plans for obligation in plan.obligations]
    return {name: place for place, name in enumerate(named)}


def _order(one: DutyLine, order: Mapping[str, int], places: Mapping[tuple[str, str], int]) -> tuple[object, ...]:
    key = one.key
    place = places.get((key.plan, key.obligation), len(places))
    return place, key.obligation, order[key.unit], one.month or "", key.period


def _cited(plan: Plan, duties: Mapping[DutyKey, Duty]) -> PlanCited:
    first, last = plan.issued_from, plan.issued_to
    issued = ""
    if first is not None and first == last:
        issued = f"ngày {day_name(first)}"
    elif last is not None:
        issued = name(f"{last.year}-{last.month:02}")
    dated = any(key.plan == plan.id and duty.strict is not None for key, duty in duties.items())
    title, issuer = line(plan.title, TITLE_LIMIT), line(plan.issuer, NAME_LIMIT)
    return PlanCited(plan.id, title, line(plan.number or "", 60), issuer, issued, dated)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What lines are made from."""

    catalogue: Catalogue
    duties: Mapping[DutyKey, Duty]
    rows: Mapping[DutyKey, VerdictRow]
    publications: Mapping[int, Publication]
    decisions: Mapping[tuple[str, ...], list[Decision]]
    moment: datetime

    def line(self, key: DutyKey, lead: str) -> DutyLine:
        """One duty in words."""
        duty, row = self.duties.get(key), self.rows.get(key)
        verdict = row.verdict if row else None
        figures = verdict.figures if verdict else {}
        obligation = duty.obligation if duty else None
        day, open_ = _last(key, duty), row is not None and _curable(row, self.moment)
        return DutyLine(
            key=key,
            plan=key.plan,
            unit=lead,
            title=line(obligation.title if obligation else str(figures.get("title") or key.obligation), TITLE_LIMIT),
            source=place_name(line(obligation.source if obligation else str(figures.get("source") or ""), 80)),
            lead=lead,
            partners=line(self._partners(obligation.informed if obligation else ()), NAME_LIMIT),
            deadline=_deadline(key, duty, row),
            month=f"{day.year}-{day.month:02}" if day else None,
            status=verdict.status if verdict else None,
            reason=verdict.reason if verdict else "",
            because=because(verdict.status, verdict.reason) if verdict else "",
            counted=verdict.counted if verdict else 0,
            needed=verdict.needed if verdict else 0,
            attested=verdict is not None and verdict.status is Status.MET and verdict.reason == "attested",
            hindsight=verdict is not None and Flag.HOI_CUU in verdict.flags,
            exhibits=tuple(
                exhibit_of(self.publications[number])
                for number in (verdict.publications if verdict else ())
                if number in self.publications
            ),
            proof=_pair(figures.get("proof_first"), figures.get("proof_last")),
            seen=str(figures.get("seen_at") or ""),
            cure_until=str(figures.get("cure_day") or "") if open_ else "",
            curable=open_,
            word=self._word(key, verdict.status if verdict else None),
            remarks=tuple(_FLAGS[flag] for flag in (verdict.flags if verdict else ()) if flag in _FLAGS),
            rehearsal=row.rehearsal if row else False,
        )

    def _partners(self, informed: tuple[str, ...]) -> str:
        units, groups = self.catalogue.units, self.catalogue.groups
        return ", ".join(
            (units[one].short_name or units[one].name) if one in units else holder_name(one, units, groups)
            for one in informed
        )

    def _word(self, key: DutyKey, status: Status | None) -> str:
        """The newest word of a person that the verdict rests on."""
        made = self.decisions.get((key.plan, key.obligation, key.unit), [])
        for one in reversed(made):
            if isinstance(one, Waiver) and status is Status.WAIVED and is_about(one, key, {key.obligation}):
                span = f"từ {day_name(one.first)} đến {day_name(one.last)}"
                return line(f"Miễn {span}, người duyệt: {one.by}, lý do: {one.reason}", WORD_LIMIT)
            if isinstance(one, Attestation) and one.key == key:
                # The day is that of the word, not of the deed.
                done = "xác nhận" if one.confirmed else "báo đã thực hiện"
                what = done if one.received else "cho biết chưa nhận được"
                proof = f"; minh chứng: {one.evidence}" if one.evidence else ""
                day = day_name(one.made_at.astimezone(VN).date())
                return line(f"{one.by} {what} (ngày {day}){proof}", WORD_LIMIT)
        return ""


def _curable(row: VerdictRow, moment: datetime) -> bool:
    """Whether what is overdue can still be made good: its days are not over, and the period is not closed (S15,
    S20)."""
    if row.verdict.status is not Status.OVERDUE or row.closed_at is not None:
        return False
    last = row.verdict.figures.get("cure_day")
    return last is None or moment.astimezone(VN).date() <= datetime.strptime(str(last), "%d/%m/%Y").date()


def exhibit_of(publication: Publication) -> Exhibit:
    """A publication with its usable date and where that was read, or the day on which it was first seen (S7)."""
    stated, flags = usable_date(publication)
    if stated is None:
        unusable = "; ngày ghi trên trang không dùng được" if Flag.DATE_UNUSABLE in flags else ""
        dated = f"thấy lần đầu {day_name(publication.first_seen.astimezone(VN).date())}{unusable}"
    else:
        source = SOURCES.get(stated.source.partition(":")[0], line(stated.source, 40))
        dated = f"đăng ngày {day_name(stated.at.astimezone(VN).date())}, theo {source}"
    return Exhibit(line(publication.title, TITLE_LIMIT) or "(không có tiêu đề)", web_address(publication.url), dated)


def _deadline(key: DutyKey, duty: Duty | None, row: VerdictRow | None) -> str:
    named = name(key.period)
    named = f"{named[:1].upper()}{named[1:]}"
    if duty is not None and duty.strict is not None:
        day = day_name(last_day(duty.strict))
        return day if named == day else f"{named} (đến {day})"
    late = row.verdict.late_after if row else None
    if late is not None:
        return f"{named} (đến {day_name(last_day(late))})"
    return named if key.period == "always" else f"{named}, chưa có hạn"


def because(status: Status, reason: str) -> str:
    """Why a duty is unknown, or waits, in words; empty where the status says all."""
    if status is Status.AWAITING:
        return _WAITS.get(reason, "Có nội dung cần văn phòng trả lời")
    found = UNPROVEN.get(reason) or OUTCOME_NAMES.get(reason, "")
    return found[:1].upper() + found[1:]


_WAITS = {
    "no_due_day": "Kế hoạch chưa nêu ngày hạn, chờ ấn định",
    "standing_word": "Việc thường xuyên, chờ xác nhận",
    "ask_office": "Đã qua hạn, chờ xác nhận đã nhận kết quả hay chưa",
}


def _pair(first: object, last: object) -> str:
    return f"{first} và {last}" if first and last else ""
