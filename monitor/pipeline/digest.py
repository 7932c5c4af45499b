"""The office's weekly digest: figures of the week, queued once per week (S22, S24)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from alerts.digest import (
    BehindWords,
    ChangeWords,
    DigestFigures,
    QuestionWords,
    UnseenWords,
    UpcomingWords,
)
from alerts.manners import may_tell
from alerts.notice import MessageKind
from alerts.plan import way_to
from alerts.render import render_digest
from alerts.wording import Rendered
from monitor.pipeline.compose import new_message, office_words, unit_of
from monitor.pipeline.cycle import Cycle
from monitor.ports import Transaction, VerdictFilter, VerdictRow
from rules.explain import OUTCOME_NAMES
from rules.model import DutyKey, Flag, Status
from rules.periods import key_of, last_day, midnight, name, parse

SOON = timedelta(days=14)
_BEHIND = (Status.OVERDUE, Status.MISSED)
_DONE = frozenset({Status.MET, Status.LATE, Status.WAIVED, Status.NOT_APPLICABLE})


def digest_cycle(cycle: Cycle, run: int) -> bool:
    """Queue last week's digest when its hour has come and it was not queued before; returns whether it was."""
    week = week_due(cycle)
    if week is None:
        return False
    with cycle.store.write(cycle.rehearsal) as tx:
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
    rendered = render(cycle, tx, week)
    return tx.outbox.queue(run, new_message(cycle, key, MessageKind.DIGEST, way[0], office, way[1], rendered))


def render(cycle: Cycle, tx: Transaction, week: str) -> Rendered:
    """The digest of a week as subject, text and HTML."""
    return render_digest(figures(cycle, tx, week))


def figures(cycle: Cycle, tx: Transaction, week: str) -> DigestFigures:
    """What the week brought: verdicts as held at its end (or now, while it runs), against those a week before."""
    period = parse(week)
    end = min(period.end, cycle.now)
    held = tx.verdicts.as_of(end)
    watched = {key: row for key, row in held.items() if Flag.HOI_CUU not in row.verdict.flags}
    before = tx.verdicts.as_of(period.start)
    past = {key: row for key, row in before.items() if Flag.HOI_CUU not in row.verdict.flags}
    return DigestFigures(
        week=week,
        first=period.start.date(),
        last=last_day(period.end),
        office=office_words(cycle),
        units=len({member for duty in cycle.duties for member in duty.members}),
        counts=_counts(watched.values()),
        before=_counts(past.values()) if past else None,
        changes=_changes(cycle, tx, period.start, period.end, before),
        behind=_behind(cycle, watched),
        unseen=_unseen(cycle, tx),
        upcoming=_upcoming(cycle, watched, end),
        questions=_questions(cycle, watched),
        unreachable=_unreachable(cycle),
        hindsight=len(held) - len(watched),
        corrections=_corrections(tx, period.start, period.end),
        held=len(tx.outbox.held_notices()),
        notes=_notes(cycle),
    )


def _counts(rows: Iterable[VerdictRow]) -> dict[Status, int]:
    return dict(Counter(row.verdict.status for row in rows))


def _changes(
    cycle: Cycle, tx: Transaction, start: datetime, end: datetime, before: Mapping[DutyKey, VerdictRow]
) -> tuple[ChangeWords, ...]:
    """The last verdict of each duty that changed in the week, against the one held when it began."""
    last = {row.verdict.key: row for row in tx.verdicts.history(VerdictFilter(since=start, until=end))}
    found = []
    for key, row in last.items():
        earlier = before[key].verdict.status if key in before else None
        after = row.verdict.status
        if earlier is after or after in (Status.NOT_DUE, Status.NOT_APPLICABLE) or Flag.HOI_CUU in row.verdict.flags:
            continue
        found.append(ChangeWords(*_named(cycle, key), earlier, after, row.known_at))
    return tuple(sorted(found, key=lambda change: (change.after.value, change.unit, change.period)))


def _named(cycle: Cycle, key: DutyKey) -> tuple[str, str, str]:
    duty = cycle.by_key.get(key)
    return unit_of(cycle, key.unit).name, duty.obligation.title if duty else key.obligation, name(key.period)


def _behind(cycle: Cycle, rows: Mapping[DutyKey, VerdictRow]) -> tuple[BehindWords, ...]:
    found = []
    for key, row in rows.items():
        verdict = row.verdict
        if verdict.status not in _BEHIND:
            continue
        since = last_day(verdict.late_after) if verdict.late_after else None
        cure = verdict.figures.get("cure_day") if verdict.status is Status.OVERDUE else None
        found.append(
            BehindWords(
                *_named(cycle, key), verdict.status, since, verdict.counted, verdict.needed, str(cure) if cure else None
            )
        )
    return tuple(sorted(found, key=lambda behind: (behind.unit, behind.since or date.min)))


def _unseen(cycle: Cycle, tx: Transaction) -> tuple[UnseenWords, ...]:
    newest: dict[str, str] = {}
    for row in reversed(tx.observations.looks()):
        newest[row.look.section] = row.look.outcome.value
    found = [
        UnseenWords(
            unit_of(cycle, state.section.unit).name,
            state.section.url,
            OUTCOME_NAMES.get(newest.get(state.section.id, ""), "chưa xem lần nào"),
            state.last_complete_at,
        )
        for state in tx.observations.sections()
        if state.failures or state.section.id not in newest
    ]
    return tuple(sorted(found, key=lambda unseen: unseen.unit))


def _upcoming(cycle: Cycle, rows: Mapping[DutyKey, VerdictRow], now: datetime) -> tuple[UpcomingWords, ...]:
    owed: Counter[tuple[str, str, date]] = Counter()
    done: Counter[tuple[str, str, date]] = Counter()
    for duty in cycle.duties:
        if duty.strict is None or not now < duty.strict <= now + SOON:
            continue
        row = rows.get(duty.key)
        if row is not None and row.verdict.status is Status.NOT_APPLICABLE:
            continue
        key = (duty.obligation.title, name(duty.period.key), last_day(duty.strict))
        owed[key] += 1
        done[key] += int(row is not None and row.verdict.status in _DONE)
    return tuple(
        UpcomingWords(title, period, day, count, done[title, period, day])
        for (title, period, day), count in sorted(owed.items(), key=lambda pair: pair[0][2])
    )


def _questions(cycle: Cycle, rows: Mapping[DutyKey, VerdictRow]) -> tuple[QuestionWords, ...]:
    found = []
    for key, row in rows.items():
        unit, title, _ = _named(cycle, key)
        found += [QuestionWords(unit, title, question.text) for question in row.verdict.questions]
        if row.verdict.status is Status.AWAITING and row.verdict.reason == "ask_office":
            found.append(QuestionWords(unit, title, "Văn phòng đã nhận được kết quả thực hiện chưa?"))
    return tuple(found)


def _unreachable(cycle: Cycle) -> tuple[str, ...]:
    """Units that owe something and that nobody can be told of."""
    owing = {member for duty in cycle.duties for member in duty.members}
    units = cycle.catalogue.units
    return tuple(
        units[member].name
        for member in sorted(owing)
        if member in units and not any(way_to(person, cycle.route) for person in units[member].people)
    )


def _corrections(tx: Transaction, start: datetime, end: datetime) -> int:
    return sum(
        1
        for row in tx.outbox.messages("sent")
        if row.message.kind == MessageKind.CORRECTION.value and row.sent is not None and start <= row.sent < end
    )


def _notes(cycle: Cycle) -> tuple[str, ...]:
    """What must be said of plans that create nothing to judge (S22)."""
    owing = {duty.key.plan for duty in cycle.duties if duty.strict is not None}
    return tuple(
        f"Kế hoạch “{plan.title}” không có nghĩa vụ nào có thời hạn."
        for plan in cycle.catalogue.plans
        if plan.id not in owing
    )
