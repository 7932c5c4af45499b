"""What the office decides about the duties themselves: a day, an event, hindsight that may be told (S5, S6, S16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from monitor.pipeline.cycle import Cycle
from monitor.pipeline.decide import stood
from monitor.pipeline.named import Deed, Done, NoSuchDuty, Refused, all_named, duties_named
from monitor.ports import Transaction, VerdictRow
from rules.model import ANY, DaySet, Duty, DutyKey, Flag, Kind, Occurrence, Release
from rules.parts import leaves, part_duties
from rules.periods import day_name, last_day, moment_name

LONGEST_AFTER = timedelta(days=366)
"""A report about a year may fall due in the next one, not later."""


def set_day(
    cycle: Cycle, tx: Transaction, unit: str, obligation: str, period: str | None, day: date, deed: Deed
) -> Done:
    """The day that the plan leaves open; the duty is judged by it from now on (S5). ``unit``: ANY for all of them.

    Raises Refused where the plan has a day of its own, or the day lies outside the plan.
    """
    duties = _named(cycle, unit, obligation, period)
    open_ones = [leaf for duty in duties for leaf in part_duties(duty) if _settable(leaf)]
    if not open_ones:
        raise Refused(_why_not(obligation, duties))
    # S5: nothing falls due before the plan was issued.
    first, last = min(one.period.start for one in open_ones).date(), (max(one.plan_end for one in open_ones)).date()
    if not first <= day < last + LONGEST_AFTER:
        latest = day_name(last + LONGEST_AFTER - timedelta(days=1))
        raise Refused(f"ngày {day_name(day)} nằm ngoài kế hoạch; chọn một ngày từ {day_name(first)} đến {latest}")
    made = [
        DaySet(unit, obligation, plan, period, day, deed.by, deed.reason, cycle.now)
        for plan in sorted({one.key.plan for one in open_ones})
    ]
    past = " Ngày ấy đã qua, nên kết luận theo ngày ấy ngay." if day < cycle.now.date() else ""
    sentence = f"Đã đặt hạn {day_name(day)} cho {obligation}: {len({one.key.unit for one in open_ones})} đơn vị.{past}"
    facts = {"day": day.isoformat(), "duties": [str(one.key) for one in open_ones]}
    return _written(tx, made, Done(sentence, facts=facts))


def _named(cycle: Cycle, unit: str, obligation: str, period: str | None) -> list[Duty]:
    if unit != ANY:
        return duties_named(cycle, unit, obligation, period)
    found = [
        one
        for duty in cycle.duties
        if period in (None, duty.key.period)
        for one in (duty, *part_duties(duty))
        if one.key.obligation == obligation
    ]
    if not found:
        names = all_named(sorted({duty.key.obligation for duty in cycle.duties}))
        raise NoSuchDuty(f"không có nghĩa vụ {obligation} kỳ {period or 'nào'}; các kế hoạch có: {names}")
    return list({duty.key: duty for duty in found}.values())


def _settable(duty: Duty) -> bool:
    return duty.obligation.kind is not Kind.STANDING and (duty.strict is None or bool(duty.day_set))


def _why_not(obligation: str, duties: Sequence[Duty]) -> str:
    dated = [duty for duty in duties if duty.strict is not None]
    if not dated:
        return f"{obligation} là việc thường xuyên, không có ngày hạn để đặt"
    days = all_named(day_name(last_day(duty.strict)) for duty in dated if duty.strict is not None)
    return f"kế hoạch đã nêu hạn của {obligation} ({days}); chỉ đặt được ngày cho việc “chưa có hạn”"


def happened(
    cycle: Cycle, tx: Transaction, unit: str, obligation: str, period: str | None, took_place: bool, deed: Deed
) -> Done:
    """Somebody says whether the event of an "(nếu có)" took place (S16). Raises Refused where nothing hangs on one."""
    duties = _named(cycle, unit, obligation, period)
    conditional = {
        (plan.id, leaf.id) for plan in cycle.catalogue.plans for leaf in leaves(plan.obligations) if leaf.when_event
    }
    bound = [leaf for one in duties for leaf in part_duties(one) if (leaf.key.plan, leaf.key.obligation) in conditional]
    if not bound:
        raise Refused(f"{obligation} không phải việc “(nếu có)”: đã áp dụng sẵn, không cần ai báo có sự kiện")
    made = [
        Occurrence(unit, obligation, plan, period, took_place, deed.by, deed.reason, cycle.now)
        for plan in sorted({one.key.plan for one in bound})
    ]
    what = "có sự kiện, nghĩa vụ được áp dụng" if took_place else "không có sự kiện, nghĩa vụ không áp dụng"
    facts = {"took_place": took_place, "duties": [str(one.key) for one in bound]}
    return _written(tx, made, Done(f"Đã ghi: {obligation} {period or 'mọi kỳ'}: {what}.", facts=facts))


def release_hindsight(
    cycle: Cycle, tx: Transaction, unit: str | None, obligation: str | None, period: str | None, deed: Deed
) -> Done:
    """Judged in hindsight, and to be told as any other (S6). None: all. Raises Refused where all of it is closed."""
    rows = {key: row for key, row in tx.verdicts.current().items() if _hindsight(key, row, unit, obligation, period)}
    if not rows:
        return Done("Không có kết luận hồi cứu nào như vậy. Không ghi thêm.", changed=False)
    open_ones = sorted(key for key, row in rows.items() if row.closed_at is None)
    closed = len(rows) - len(open_ones)
    if not open_ones:
        raise Refused(f"{closed} kết luận hồi cứu đều thuộc kỳ đã chốt; mở lại bằng `dondoc reopen` rồi mới báo được")
    made = [
        Release(unit or ANY, obligation or ANY, plan, period, deed.by, deed.reason, cycle.now)
        for plan in sorted({key.plan for key in open_ones})
    ]
    kept = f" {closed} kết luận thuộc kỳ đã chốt giữ nguyên là hồi cứu." if closed else ""
    sentence = f"Từ nay {len(open_ones)} kết luận hồi cứu được tính và báo như các kỳ khác.{kept}"
    return _written(tx, made, Done(sentence, facts={"duties": [str(key) for key in open_ones], "closed": closed}))


def _hindsight(key: DutyKey, row: VerdictRow, unit: str | None, obligation: str | None, period: str | None) -> bool:
    asked = ((unit, key.unit), (obligation, key.obligation), (period, key.period))
    return Flag.HOI_CUU in row.verdict.flags and all(wanted in (None, has) for wanted, has in asked)


def _written(tx: Transaction, made: Sequence[DaySet | Occurrence | Release], done: Done) -> Done:
    """Append what does not stand yet: where the newest decision about the same thing says the same, nothing is new."""
    said = [one for one in tx.verdicts.decisions() if isinstance(one, DaySet | Occurrence | Release)]
    newest = {_about(one): one for one in said}
    stands = [newest.get(_about(one)) for one in made]
    fresh = [one for one, held in zip(made, stands, strict=True) if held is None or not _same(one, held)]
    for one in fresh:
        tx.verdicts.add_decision(one)
    if fresh:
        return done
    held = next(one for one in stands if one is not None)
    return Done(stood(held.by, moment_name(held.made_at)), changed=False, facts=done.facts)


def _about(made: DaySet | Occurrence | Release) -> tuple[type, str, str, str, str | None]:
    return type(made), made.unit, made.obligation, made.plan, made.period


def _same(one: DaySet | Occurrence | Release, held: DaySet | Occurrence | Release) -> bool:
    return one == replace(held, by=one.by, reason=one.reason, made_at=one.made_at)
