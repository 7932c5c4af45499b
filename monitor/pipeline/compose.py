"""Compose: notices that are due become messages, each checked again first (S24, S27). One transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from alerts.batch import Batch, batch
from alerts.heard import CHARGING, CLOSING
from alerts.ids import domain_of, ladder_key, message_id
from alerts.notice import MessageKind, Notice
from alerts.pauses import PAUSED, paused
from alerts.plan import NO_ADDRESS, NOWHERE, question_step, unit_of_no_address
from alerts.render import FOR_OFFICE, render_batch
from alerts.wording import FindingWords, Letter, OfficeWords, Rendered, finding_words
from monitor.pipeline.asking import asked_of
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.due import due_now, early_rung
from monitor.pipeline.links import link_of
from monitor.pipeline.recheck import (
    NOT_NOW,
    RECIPIENT_CHANGED,
    Held,
    fitting,
    heirs,
    may_hear_one_day,
    readdressed,
    why_stale,
)
from monitor.pipeline.todays_look import not_looked_at, seen_lately
from monitor.pipeline.withdrawn import duty_of, plan_of
from monitor.ports import NewMessage, NoticeRow, Transaction
from monitor.reports.names import holder_name
from rules.case import last_healthy
from rules.engine import place_keys
from rules.model import Duty, DutyKey, Person, Place, Unit, Verdict
from rules.parts import part_duties
from rules.periods import day_name

PATIENCE = timedelta(hours=2)
LOOKS_SHOWN = timedelta(days=31)
"""How far back the last healthy look is sought for a letter; the figures of the verdict may be older than it."""
OVERTAKEN = "đã có bước sau thay thế"
_UNREACHABLE = (
    "Chưa có địa chỉ nào để báo cho đơn vị này; thư của đơn vị được giữ lại. "
    "Bổ sung địa chỉ thì bước đang chờ được gửi."
)
_WITHDRAWN = {
    "plan_changed": "kế hoạch đã thay đổi (ngày {day})",
    "settings_changed": "mốc bắt đầu theo dõi hoặc lịch làm việc đã thay đổi (ngày {day})",
    "units_changed": "thông tin về đơn vị hoặc chuyên mục đã thay đổi (ngày {day})",
}


def compose(cycle: Cycle, run: int, tx: Transaction) -> list[NewMessage]:
    """Queue what may leave now; returns what was queued. Stale notices are cancelled with their reason."""
    made = drafts(cycle, tx, run)
    return [message for message in made if tx.outbox.queue(run, message)]


def drafts(cycle: Cycle, tx: Transaction, run: int | None = None) -> list[NewMessage]:
    """The messages that ``compose`` would queue. ``run``: also write down what became of stale notices."""
    if cycle.catalogue.settings.send_to == "nobody":
        return []  # S25: what is planned waits for the day on which somebody may be told
    rows, held, stale = _rows(cycle, tx)
    if run is not None and _put_right(cycle, tx, run, rows, stale):
        # What is for somebody else by now leaves with the rest: a person hears once a day (S24, S27).
        rows, held, stale = _rows(cycle, tx)
    waits = paused(tx.verdicts.decisions(), cycle.catalogue.calendar, cycle.now, cycle.manners) if rows else set()
    fresh = [notice for notice in rows if notice.key not in stale and not answered(cycle, notice, waits)]
    unseen = not_looked_at(cycle, tx, fresh)
    fresh = [notice for notice in fresh if notice.key not in unseen]
    soon = _about_to_know(cycle, tx, fresh)
    good = [notice for notice in fresh if not early_rung(notice) or notice.finding.unit not in soon]
    taken = tx.outbox.slots_taken(cycle.now.date())
    batches = batch(good, taken, cycle.catalogue.calendar, cycle.now, cycle.manners)
    if run is not None:
        beaten = [notice.key for one in batches for notice in one.superseded]
        tx.outbox.cancel_notices(beaten, OVERTAKEN)
    known = _known(cycle, tx, batches, held)
    return [_message(cycle, one, known) for one in batches]


def _rows(cycle: Cycle, tx: Transaction) -> tuple[list[Notice], Held, dict[str, str]]:
    """The steps that may leave now, what is held of them, and why some of them must not leave, by their keys."""
    rows = due_now(cycle, tx)
    held = tx.verdicts.current({notice.finding for notice in rows})
    rows = [fitting(notice, held) for notice in rows]
    return rows, held, {notice.key: reason for notice in rows if (reason := why_stale(cycle, notice, held))}


def _put_right(cycle: Cycle, tx: Transaction, run: int, rows: Sequence[Notice], stale: Mapping[str, str]) -> bool:
    """Cancel what holds no more; what is for somebody else by now goes on to them (S27). Whether anything does."""
    pointless: dict[str, list[str]] = defaultdict(list)
    changed: list[Notice] = []
    for notice in rows:
        reason = "bước nhắc đã qua" if notice.passed(cycle.now) else stale.get(notice.key)
        if reason == RECIPIENT_CHANGED:
            changed.append(notice)
        elif reason and reason != NOT_NOW:
            pointless[reason].append(notice.key)
    # S25: what nobody can be told, or whom the mode forbids today, waits.
    gone = [notice for notice in changed if not _waits(cycle, notice)]
    pointless[RECIPIENT_CHANGED] += [notice.key for notice in gone]
    again = readdressed(cycle, tx, [one for one in changed if one in gone or one.channel != NOWHERE])
    tx.outbox.add_notices(run, again)
    for reason, keys in pointless.items():
        tx.outbox.cancel_notices(keys, reason)
    return bool(again)


def _waits(cycle: Cycle, notice: Notice) -> bool:
    if notice.channel != NOWHERE:
        return may_hear_one_day(cycle, notice)
    return cycle.catalogue.settings.send_to != "units" or not heirs(cycle, notice)


def answered(cycle: Cycle, notice: Notice, waits: Collection[DutyKey]) -> bool:
    """S21: while a unit's answer is before the office, the ladder of that finding waits; what ends it does not."""
    duty = cycle.by_key.get(notice.finding) if waits and notice.kind in PAUSED else None
    return duty is not None and any(one.key in waits for one in (duty, *part_duties(duty)))


def _about_to_know(cycle: Cycle, tx: Transaction, notices: Sequence[Notice]) -> set[str]:
    """Units about which the second proving look will tell more within the hour.

    A reminder waits for it: it would take the day's one message, and what matters more would come a day late (S24).
    """
    units = {notice.finding.unit for notice in notices if early_rung(notice)}
    keys = [duty.key for duty in cycle.duties if duty.key.unit in units]
    rows = tx.verdicts.current(keys) if keys else {}
    return {
        key.unit
        for key, row in rows.items()
        if row.verdict.reason == "proof_pending" and cycle.now - row.known_at < PATIENCE
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """What letters are written from. ``told``: what each finding's people heard before."""

    held: Held
    places: Mapping[tuple[str, str], Place]
    told: Mapping[DutyKey, Sequence[NoticeRow]]


def _known(cycle: Cycle, tx: Transaction, batches: Sequence[Batch], held: Held) -> _Known:
    findings = {notice.finding for one in batches for notice in one.notices}
    keys = {place for key in findings if key in cycle.by_key for place in place_keys(cycle.by_key[key])}
    places = tx.observations.places(keys, cycle.now - LOOKS_SHOWN) if keys else {}
    return _Known(held, places, tx.outbox.told(findings) if findings else {})


def _thread(cycle: Cycle, one: Batch, key: str, known: _Known) -> str | None:
    """Message-ID of the first message that told this person of the weightiest finding: mail programs show them
    together."""
    for row in known.told.get(one.notices[0].finding, ()):
        same = (row.notice.channel, row.notice.address) == (one.channel, one.address)
        if same and row.message not in (None, key) and row.notice.kind is not MessageKind.QUESTION:
            return message_id(str(row.message), _domain(cycle))
    return None


def _message(cycle: Cycle, one: Batch, known: _Known, key: str = "") -> NewMessage:
    slot = cycle.now.date()
    key = key or ladder_key(one.channel, one.address, slot, [notice.key for notice in one.notices])
    pilot, units_told = _pilot(cycle, one, known)
    letter = Letter(one.kind, one.person.name, office_words(cycle), _words(cycle, one, known), pilot, units_told)
    message = new_message(cycle, key, one.kind, one.channel, one.person, one.address, render_batch(letter))
    return replace(
        message,
        notices=tuple(notice.key for notice in one.notices),
        findings=tuple(dict.fromkeys(notice.finding for notice in one.notices)),
        thread=_thread(cycle, one, key, known),
    )


def _pilot(cycle: Cycle, one: Batch, known: _Known) -> tuple[bool, bool]:
    """Whether a letter goes to the office in place of units, and whether units heard of anything in it before (S25)."""
    if cycle.catalogue.settings.send_to != "office" or one.person.role != "office":
        return False, False
    told = {
        notice.finding
        for notice in one.notices
        if any(row.notice.person.role != "office" for row in known.told.get(notice.finding, ()))
    }
    # S27: whoever was told before the pilot began hears by themselves that it is over.
    mine = [notice for notice in one.notices if notice.kind not in CLOSING or notice.finding not in told]
    return any(notice.kind not in FOR_OFFICE for notice in mine), bool(told)


def _words(cycle: Cycle, one: Batch, known: _Known) -> tuple[FindingWords, ...]:
    words, places = [], known.places
    for notice in one.notices:
        verdict = known.held[notice.finding].verdict
        duty, plan = duty_of(cycle, verdict), plan_of(cycle, verdict)
        found = [
            publication
            for place in place_keys(duty)
            if place in places
            for publication in places[place].publications
            if publication.id in verdict.publications
        ]
        unit = unit_of(cycle, duty.key.unit, str(verdict.figures.get("unit_name") or ""))
        seen = last_healthy(tuple(places[place] for place in place_keys(duty) if place in places))
        last = seen.at if seen else None
        reason = _why_withdrawn(verdict) if notice.kind is MessageKind.CORRECTION else ""
        told = finding_words(notice.kind, duty, verdict, unit, plan, cycle.now, found, last, reason)
        note = _ended(cycle, duty) if notice.step in CHARGING else ""
        if known.held[notice.finding].closed_at is not None:
            told = replace(told, cure_until=None)  # S20: nothing that is posted changes it any more
        told = replace(told, note=note, not_seen=told.not_seen or not seen_lately(cycle, duty, places))
        asking = notice.kind is MessageKind.QUESTION
        words.append(_asking(cycle, notice, verdict, told) if asking else replace(told, link=link_of(cycle, notice)))
    return tuple(words)


def _ended(cycle: Cycle, duty: Duty) -> str:
    """That a unit has ended, for those who hear of it in its place (S4)."""
    unit = cycle.catalogue.units.get(duty.key.unit)
    if unit is None or unit.valid_to is None or not unit.ended_by(cycle.now.date()):
        return ""
    heirs = ", ".join(one.name for one in cycle.answering(duty))
    return f"đã kết thúc hoạt động ngày {day_name(unit.valid_to)}" + (f", nhập vào {heirs}" if heirs else "")


def _asking(cycle: Cycle, notice: Notice, verdict: Verdict, words: FindingWords) -> FindingWords:
    """What is asked, and how it is answered (S19)."""
    if notice.step == NO_ADDRESS:
        unit = unit_of(cycle, unit_of_no_address(notice))
        return replace(words, unit=unit.name, reason=_UNREACHABLE, command="units.csv: contact_email, head_email")
    for asked in asked_of(notice.finding, verdict):
        if notice.step == question_step(*asked.about):
            return replace(words, reason=asked.text, command=asked.command)
    return words


def _why_withdrawn(verdict: Verdict) -> str:
    """Why a charge no longer holds, where the sentence of the verdict does not say it (S27)."""
    why, day = str(verdict.figures.get("why") or ""), verdict.figures.get("why_day")
    return _WITHDRAWN[why].format(day=day) if why in _WITHDRAWN else ""


def unit_of(cycle: Cycle, holder: str, known_as: str = "") -> Unit:
    """The holder of a duty as a unit; a group that owes as one is shown by the names of its members.

    ``known_as``: its name in the stored verdict, for a unit that left the catalogue.
    """
    unit = cycle.catalogue.units.get(holder)
    if unit is not None:
        return unit
    return Unit(holder, holder_name(holder, cycle.catalogue.units, cycle.catalogue.groups, known_as))


def office_words(cycle: Cycle) -> OfficeWords:
    """Who signs every message (S26)."""
    office = cycle.catalogue.settings.office
    return OfficeWords(office.name, office.email or "", office.phone or "")


def new_message(
    cycle: Cycle, key: str, kind: MessageKind, channel: str, person: Person, address: str, rendered: Rendered
) -> NewMessage:
    """A message ready for the queue; its Message-ID comes from the key alone (S23)."""
    return NewMessage(
        key=key,
        message_id=message_id(key, _domain(cycle)),
        channel=channel,
        recipient=address,
        recipient_name=person.name,
        kind=kind.value,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        created=cycle.now,
        slot=cycle.now.date(),
        reply_to=cycle.catalogue.settings.office.email,
    )


def _domain(cycle: Cycle) -> str:
    settings = cycle.catalogue.settings
    sender = settings.channels.email.sender if settings.channels.email else settings.office.email
    return domain_of(sender or "")


def rewritten(cycle: Cycle, tx: Transaction, message: NewMessage, notices: Sequence[Notice], held: Held) -> NewMessage:
    """A message that says something else than when it was made; key, Message-ID and date stay (S23)."""
    kind = max((notice.kind for notice in notices), key=lambda kind: kind.weight)
    ordered = tuple(sorted(notices, key=lambda notice: (-notice.kind.weight, notice.finding, notice.key)))
    one = Batch(message.channel, ordered[0].person, message.recipient, kind, ordered)
    fresh = _message(cycle, one, _known(cycle, tx, [one], held), message.key)
    return replace(fresh, message_id=message.message_id, created=message.created, slot=message.slot)
