"""The lists of a digest: what changed, who is behind, what was not seen, what comes, what is asked; alike is one line.

A first run, or a machine that was off, changes hundreds of duties at once: a digest that lists them all is not read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from alerts.digest import BehindWords, ChangeWords, QuestionWords, UnknownWords, UnseenWords, UpcomingWords
from alerts.plan import way_to
from monitor.pipeline.asking import asked_of
from monitor.pipeline.compose import unit_of
from monitor.pipeline.cycle import Cycle
from monitor.ports import Transaction, VerdictFilter, VerdictRow
from monitor.reports.gathering import because
from rules.duties import cure_until
from rules.engine import place_keys
from rules.explain import OUTCOME_NAMES
from rules.model import HEALTHY, OPEN_CHARGES, SETTLED, DutyKey, Flag, Look, Outcome, Section, Status
from rules.parts import part_duties
from rules.periods import last_day, name
from rules.text import listed, sort_key

Rows = Mapping[DutyKey, VerdictRow]
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

SOON = timedelta(days=14)
FEW = 3
"""So many alike are still told one by one."""
_WHY = {
    "plan_changed": "Kế hoạch đã thay đổi: kết luận lại {count} nghĩa vụ.",
    "units_changed": "Danh mục đơn vị hoặc chuyên mục đã thay đổi: kết luận lại {count} nghĩa vụ.",
    "settings_changed": "Cấu hình đã thay đổi: kết luận lại {count} nghĩa vụ.",
}


def changes(
    cycle: Cycle, tx: Transaction, start: datetime, end: datetime, before: Rows
) -> tuple[tuple[ChangeWords, ...], tuple[str, ...]]:
    """The last verdict of each duty that changed in the week, against the one held when it began; and what people
    changed in plan, units or settings (S20)."""
    last: dict[DutyKey, VerdictRow] = {}
    turned: dict[DutyKey, datetime] = {}
    for row in tx.verdicts.history(VerdictFilter(since=start, until=end)):
        held = last.get(row.verdict.key)
        if held is None or held.verdict.status is not row.verdict.status:
            turned[row.verdict.key] = row.known_at  # what follows only says the same anew
        last[row.verdict.key] = row
    found: list[ChangeWords] = []
    for key, row in last.items():
        earlier = before[key].verdict.status if key in before else None
        after = row.verdict.status
        if earlier is after or after in (Status.NOT_DUE, Status.NOT_APPLICABLE) or Flag.HOI_CUU in row.verdict.flags:
            continue
        found.append(ChangeWords(*named(cycle, key), earlier, after, turned[key]))
    told = Counter(str(row.verdict.figures.get("why") or "") for row in last.values())
    reasons = tuple(words.format(count=told[why]) for why, words in _WHY.items() if told[why])
    return tuple(sorted(_together(found), key=lambda one: (one.after.value, sort_key(one.unit), one.period))), reasons


def _together(found: Iterable[ChangeWords]) -> Iterable[ChangeWords]:
    for group in _alike(found, lambda one: (one.title, one.before, one.after)).values():
        if len(group) <= FEW:
            yield from group
            continue
        units = listed(dict.fromkeys(one.unit for one in group), FEW, "đơn vị")
        period = listed(dict.fromkeys(one.period for one in group), FEW, "kỳ")
        yield replace(group[-1], unit=units, period=period, at=max(one.at for one in group), count=len(group))


def behind(cycle: Cycle, rows: Rows) -> tuple[BehindWords, ...]:
    """Overdue and missed, by unit, then since when."""
    found = []
    for key, row in rows.items():
        verdict = row.verdict
        if verdict.status not in OPEN_CHARGES:
            continue
        since = last_day(verdict.late_after) if verdict.late_after else None
        duty = cycle.by_key.get(key)
        end = cure_until(duty) if duty is not None else None
        open_ = verdict.status is Status.OVERDUE and row.closed_at is None and (end is None or end > cycle.now)
        cure = verdict.figures.get("cure_day") if open_ else None
        until = str(cure) if cure else None
        found.append(BehindWords(*named(cycle, key), verdict.status, since, verdict.counted, verdict.needed, until))
    return tuple(sorted(found, key=lambda one: (sort_key(one.unit), one.since or date.min)))


def unseen(cycle: Cycle, tx: Transaction, end: datetime) -> tuple[UnseenWords, ...]:
    """Places that fail, or were never looked at; more than a few that fail alike are one line.

    Of a week long past, as it was at its ``end``.
    """
    long_past = cycle.now - end >= timedelta(days=7)
    # What a rehearsal of another day left behind is not known yet.
    then = end if long_past else cycle.now
    past = long_past or cycle.rehearsal
    found = list(_failing_then(cycle, tx, then) if past else _failing_now(cycle, tx))
    told: list[UnseenWords] = []
    for reason, group in _alike(found, lambda one: one.reason).items():
        if len(group) <= FEW:
            told += group
            continue
        units = listed(dict.fromkeys(one.unit for one in group), 2 * FEW, "đơn vị")
        seen = [one.since for one in group if one.since is not None]
        since = min(seen) if len(seen) == len(group) else None
        told.append(UnseenWords(units, "", f"{reason} ({len(group)} trang)", since, len(group)))
    return tuple(sorted(told, key=lambda one: (-one.count, sort_key(one.unit))))


def _failing_now(cycle: Cycle, tx: Transaction) -> Iterable[UnseenWords]:
    states = [one for one in tx.observations.sections() if one.failures or one.last_complete_at is None]
    newest = tx.observations.newest_looks({(state.section.unit, state.section.topic) for state in states})
    for state in states:
        look = newest.get(state.section.id)
        if look is None or state.failures or not look.healthy:
            yield _failing(cycle, state.section, look, state.last_complete_at)


def _failing_then(cycle: Cycle, tx: Transaction, end: datetime) -> Iterable[UnseenWords]:
    sections = cycle.catalogue.sections
    keys = {(section.unit, section.topic) for section in sections}
    newest = tx.observations.newest_looks(keys, end)
    healthy = tx.observations.newest_looks(keys, end, HEALTHY)
    for section in sections:
        look, seen = newest.get(section.id), healthy.get(section.id)
        if look is None or not look.healthy:
            yield _failing(cycle, section, look, seen.at if seen else None)


def _failing(cycle: Cycle, section: Section, look: Look | None, since: datetime | None) -> UnseenWords:
    reason = OUTCOME_NAMES.get(look.outcome, look.outcome) if look is not None else "chưa xem lần nào"
    if look is not None and look.outcome is Outcome.DRIFTED:
        reason += "; vẫn đúng là chuyên mục ấy thì `dondoc release --redesign --unit MÃ` (sổ tay, mục 3)"
    return UnseenWords(unit_of(cycle, section.unit).name, section.url, reason, since)


def unknown(cycle: Cycle, rows: Rows) -> tuple[UnknownWords, ...]:
    """Why duties are unknown, the commonest reason first."""
    lacking = [(key, row.verdict) for key, row in rows.items() if row.verdict.status is Status.UNKNOWN]
    groups = _alike(lacking, lambda one: because(one[1].status, one[1].reason))
    return tuple(
        UnknownWords(
            reason,
            len(group),
            listed(sorted({named(cycle, key)[0] for key, _ in group}, key=sort_key), 2 * FEW, "đơn vị"),
        )
        for reason, group in sorted(groups.items(), key=lambda pair: -len(pair[1]))
    )


def upcoming(cycle: Cycle, rows: Rows, now: datetime) -> tuple[UpcomingWords, ...]:
    """What falls due within two weeks, by the strict reading (S3)."""
    owed: Counter[tuple[str, str, date]] = Counter()
    done: Counter[tuple[str, str, date]] = Counter()
    ended = {unit.id for unit in cycle.catalogue.units.values() if unit.ended_by(now.date())}
    for duty in cycle.duties:
        if duty.strict is None or not now < duty.strict <= now + SOON or ended.issuperset(duty.members):
            continue
        row = rows.get(duty.key)
        if row is not None and row.verdict.status is Status.NOT_APPLICABLE:
            continue
        key = (duty.obligation.title, name(duty.period.key), last_day(duty.strict))
        owed[key] += 1
        done[key] += int(row is not None and row.verdict.status in SETTLED)
    return tuple(
        UpcomingWords(title, period, day, count, done[title, period, day])
        for (title, period, day), count in sorted(owed.items(), key=lambda pair: pair[0][2])
    )


def questions(cycle: Cycle, rows: Rows) -> tuple[QuestionWords, ...]:
    """What only the office can settle, with the command that settles it; what waits for the same word is one line. Of
    a closed period nothing is asked: no answer changes it (S20)."""
    found = []
    for key, row in rows.items():
        if row.closed_at is not None:
            continue
        unit, title, period = named(cycle, key)
        what = f"{title} ({period})"
        found += [QuestionWords(unit, what, one.text, one.command) for one in asked_of(key, row.verdict)]
    told: list[QuestionWords] = []
    for group in _alike(found, lambda one: (one.title, one.text)).values():
        if len(group) <= FEW:
            told += group
        else:
            units = listed(dict.fromkeys(one.unit for one in group), FEW, "đơn vị")
            told.append(replace(group[0], unit=units, count=len(group)))
    return tuple(sorted(told, key=lambda one: (one.count > 1, sort_key(one.unit))))


def unreachable(cycle: Cycle) -> tuple[str, ...]:
    """Units that owe something and that nobody can be told of; what has ended is told of to others (S4)."""
    owing = {member for duty in cycle.duties for member in duty.members}
    units = (cycle.catalogue.units[member] for member in owing if member in cycle.catalogue.units)
    lacking = (
        unit.name
        for unit in units
        if not unit.ended_by(cycle.now.date()) and not any(way_to(person, cycle.route) for person in unit.people)
    )
    return tuple(sorted(lacking, key=sort_key))


def pageless(cycle: Cycle, rows: Rows) -> tuple[str, ...]:
    """Units that owe something on the web and have no place there, with the topics they lack."""
    there = {(section.unit, section.topic) for section in cycle.catalogue.sections}
    lacking: dict[str, set[str]] = defaultdict(set)
    for key, row in rows.items():
        if row.verdict.reason != "no_section" or key not in cycle.by_key:
            continue
        places = [place_keys(part)[:1] for part in part_duties(cycle.by_key[key])]
        for unit, topic in (place for found in places for place in found if place not in there):
            lacking[unit].add(topic)
    told = []
    for topics, group in _alike(lacking.items(), lambda pair: tuple(sorted(pair[1]))).items():
        names = sorted((unit_of(cycle, unit).name for unit, _ in group), key=sort_key)
        words = f" (chuyên mục {', '.join(topics)})"
        told += [listed(names, 2 * FEW, "đơn vị") + words] if len(names) > FEW else [one + words for one in names]
    return tuple(told)


def named(cycle: Cycle, key: DutyKey) -> tuple[str, str, str]:
    """Unit, title and period of a duty, as people call them."""
    duty = cycle.by_key.get(key)
    return unit_of(cycle, key.unit).name, duty.obligation.title if duty else key.obligation, name(key.period)


def _alike(found: Iterable[T], by: Callable[[T], K]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for one in found:
        groups[by(one)].append(one)
    return groups
