"""The office's weekly digest: figures of the week, queued once per week (S22, S24)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from alerts.digest import DigestFigures
from alerts.manners import may_tell
from alerts.notice import MessageKind
from alerts.plan import way_to
from alerts.render import render_digest
from alerts.wording import Rendered
from monitor.pipeline import digest_lists as lists
from monitor.pipeline.compose import new_message, office_words
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.digest_picture import heat_map, trend, workbook, year_so_far
from monitor.ports import Transaction, VerdictRow
from monitor.reports.figures import Figures
from monitor.reports.gathering import undated_plans
from rules.model import DutyKey, Flag, Status
from rules.periods import key_of, last_day, midnight, parse

_NOTHING_JUDGED = "Đến hết tuần này chương trình chưa kết luận việc nào; số 0 không có nghĩa là không ai chậm."


def digest_cycle(cycle: Cycle, run: int) -> bool:
    """Queue last week's digest when its hour has come and it was not queued before; returns whether it was."""
    week = week_due(cycle)
    if week is None:
        return False
    with cycle.store.write(cycle.rehearsal, "digest") as tx:
        return queue_digest(cycle, tx, run, week)


def week_due(cycle: Cycle) -> str | None:
    """The week whose digest should be out by now: last week, once its hour of this week has passed."""
    ladder, today = cycle.catalogue.settings.ladder, cycle.now.date()
    monday = today - timedelta(days=today.weekday())
    hour = midnight(monday + timedelta(days=ladder.digest_weekday)) + timedelta(
        hours=ladder.digest_time.hour, minutes=ladder.digest_time.minute
    )
    if cycle.now < hour or not may_tell(cycle.now, cycle.catalogue.calendar, cycle.manners):
        return None  # a digest that comes late waits for the next hour in which people may be told (S24)
    return key_of("week", monday - timedelta(days=1))


def queue_digest(cycle: Cycle, tx: Transaction, run: int, week: str) -> bool:
    """Queue the digest of a week for the office; False when it was queued before or there is nothing to tell yet."""
    office = cycle.catalogue.settings.office
    way = way_to(office, cycle.route)
    key = f"digest|{week}|{office.email}"
    if way is None or tx.outbox.has(key) or cycle.catalogue.settings.send_to == "nobody":
        return False
    if not tx.verdicts.as_of(parse(week).end):
        return False  # nothing was judged in that week yet
    year = year_so_far(cycle, tx, week)
    told = figures(cycle, tx, week, year)
    message = new_message(cycle, key, MessageKind.DIGEST, way[0], office, way[1], render_digest(told))
    return tx.outbox.queue(run, replace(message, attachments=(workbook(told, year),)))


def render(cycle: Cycle, tx: Transaction, week: str) -> Rendered:
    """The digest of a week as subject, text and HTML."""
    return render_digest(figures(cycle, tx, week, year_so_far(cycle, tx, week)))


def figures(cycle: Cycle, tx: Transaction, week: str, year: Figures) -> DigestFigures:
    """What the week brought: verdicts as held at its end (or now, while it runs), against those a week before.

    ``year``: the twelve months behind it, for the picture.
    """
    period = parse(week)
    end = min(period.end, cycle.now)
    held = tx.verdicts.as_of(end)
    watched = {key: row for key, row in held.items() if Flag.HOI_CUU not in row.verdict.flags}
    before = tx.verdicts.as_of(period.start)
    past = [row for row in before.values() if Flag.HOI_CUU not in row.verdict.flags]
    changes, reasons = lists.changes(cycle, tx, period.start, period.end, before)
    return DigestFigures(
        week=week,
        first=period.start.date(),
        last=last_day(period.end),
        office=office_words(cycle),
        units=len({member for duty in cycle.duties for member in duty.members}),
        counts=_counts(watched.values()),
        before=_counts(past) if past else None,
        changes=changes,
        behind=lists.behind(cycle, watched),
        unseen=lists.unseen(cycle, tx, end),
        unknown=lists.unknown(cycle, watched),
        upcoming=lists.upcoming(cycle, watched, end),
        questions=lists.questions(cycle, watched),
        unreachable=lists.unreachable(cycle),
        pageless=lists.pageless(cycle, held or tx.verdicts.as_of(cycle.now)),
        hindsight=len(held) - len(watched),
        corrections=_corrections(tx, period.start, period.end),
        held=len(tx.outbox.held_notices()),
        notes=_notes(cycle, held, watched.values()),
        plan_changes=reasons,
        heat=heat_map(year),
        trend=trend(year),
    )


def _counts(rows: Iterable[VerdictRow]) -> dict[Status, int]:
    return dict(Counter(row.verdict.status for row in rows))


def _corrections(tx: Transaction, start: datetime, end: datetime) -> int:
    return sum(
        1
        for row in tx.outbox.messages("sent")
        if row.message.kind == MessageKind.CORRECTION.value and row.sent is not None and start <= row.sent < end
    )


def _notes(cycle: Cycle, held: Mapping[DutyKey, VerdictRow], rows: Iterable[VerdictRow]) -> tuple[str, ...]:
    """A week without a verdict, plans that create nothing to judge, and duties that wait for a day (S5, S22)."""
    # All its figures are nought then, which must not be read as "nobody is late".
    notes = [] if held else [_NOTHING_JUDGED]
    notes += [
        f"Kế hoạch “{plan.title}” không có nghĩa vụ nào có thời hạn."
        for plan in undated_plans(cycle.catalogue.plans, cycle.by_key)
    ]
    waiting = sum(1 for row in rows if row.verdict.reason == "no_due_day")
    if waiting:
        notes.append(f"{waiting} nghĩa vụ chưa có hạn: kế hoạch chưa nêu ngày; văn phòng có thể ấn định.")
    return tuple(notes)
