"""Compose: notices that are due become messages, each checked again first (S24, S27). One transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from alerts.batch import Batch, batch, expired
from alerts.ids import domain_of, ladder_key, message_id
from alerts.notice import MessageKind, Notice
from alerts.pauses import PAUSED, paused
from alerts.plan import CLOSING, address_of, notice_key
from alerts.render import render_batch
from alerts.wording import FindingWords, Letter, OfficeWords, Rendered, finding_words
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.withdrawn import duty_of, plan_of
from monitor.ports import NewMessage, Transaction, VerdictRow
from rules.case import last_healthy
from rules.engine import place_keys
from rules.model import DutyKey, Flag, Person, Place, Status, Unit, Verdict
from rules.parts import part_duties

_CHARGED = frozenset({Status.OVERDUE, Status.MISSED})
PATIENCE = timedelta(hours=2)
LOOKS_SHOWN = timedelta(days=31)
"""How far back the last healthy look is sought for a letter; the figures of the verdict may be older than it."""
RECIPIENT_CHANGED = "người nhận đã thay đổi"
_WITHDRAWN = {
    "plan_changed": "kế hoạch đã thay đổi (ngày {day})",
    "settings_changed": "mốc bắt đầu theo dõi hoặc lịch làm việc đã thay đổi (ngày {day})",
    "units_changed": "thông tin về đơn vị hoặc chuyên mục đã thay đổi (ngày {day})",
}
_RUNNING = frozenset({Status.NOT_DUE, Status.DUE_SOON})


def compose(cycle: Cycle, run: int, tx: Transaction) -> list[NewMessage]:
    """Queue what may leave now; returns what was queued. Stale notices are cancelled with their reason."""
    made = drafts(cycle, tx, run)
    return [message for message in made if tx.outbox.queue(run, message)]


def drafts(cycle: Cycle, tx: Transaction, run: int | None = None) -> list[NewMessage]:
    """The messages that ``compose`` would queue. ``run``: also write down what became of stale notices."""
    if cycle.catalogue.settings.send_to == "nobody":
        return []  # S25: what is planned waits for the day on which somebody may be told
    rows = tx.outbox.due_notices(cycle.now)
    held = tx.verdicts.current({row.notice.finding for row in rows})
    stale = {row.notice.key: reason for row in rows if (reason := why_stale(cycle, row.notice, held))}
    if run is not None:
        for row in rows:
            reason = stale.get(row.notice.key)
            # S25: a recipient whom the mode forbids today waits; one who left the role is cancelled (S27).
            if reason and not (reason == RECIPIENT_CHANGED and _may_hear_one_day(cycle, row.notice)):
                tx.outbox.cancel_notices([row.notice.key], reason)
        tx.outbox.add_notices(run, _readdressed(cycle, [row.notice for row in rows if row.notice.key in stale], held))
        overdue = [notice.key for notice in expired([row.notice for row in rows], cycle.now)]
        tx.outbox.cancel_notices(overdue, "bước nhắc đã qua")
    waits = paused(tx.verdicts.decisions(), cycle.catalogue.calendar, cycle.now, cycle.manners) if rows else set()
    fresh = [row.notice for row in rows if row.notice.key not in stale and not _answered(cycle, row.notice, waits)]
    soon = _about_to_know(cycle, tx, fresh)
    good = [notice for notice in fresh if notice.kind is not MessageKind.REMINDER or notice.finding.unit not in soon]
    taken = tx.outbox.slots_taken(cycle.now.date())
    batches = batch(good, taken, cycle.catalogue.calendar, cycle.now, cycle.manners)
    if run is not None:
        beaten = [notice.key for one in batches for notice in one.superseded]
        tx.outbox.cancel_notices(beaten, "đã có bước sau thay thế")
    places = _places(cycle, tx, batches)
    return [_message(cycle, one, held, places) for one in batches]


def _answered(cycle: Cycle, notice: Notice, waits: Collection[DutyKey]) -> bool:
    """S21: while a unit's answer is before the office, the ladder of that finding waits; what ends it does not."""
    duty = cycle.by_key.get(notice.finding) if waits and notice.kind in PAUSED else None
    return duty is not None and any(one.key in waits for one in (duty, *part_duties(duty)))


def _about_to_know(cycle: Cycle, tx: Transaction, notices: Sequence[Notice]) -> set[str]:
    """Units about which the second proving look will tell more within the hour.

    A reminder waits for it: it would take the day's one message, and what matters more would come a day late (S24).
    """
    units = {notice.finding.unit for notice in notices if notice.kind is MessageKind.REMINDER}
    keys = [duty.key for duty in cycle.duties if duty.key.unit in units]
    rows = tx.verdicts.current(keys) if keys else {}
    return {
        key.unit
        for key, row in rows.items()
        if row.verdict.reason == "proof_pending" and cycle.now - row.known_at < PATIENCE
    }


def why_stale(cycle: Cycle, notice: Notice, held: Mapping[DutyKey, VerdictRow]) -> str | None:
    """Why a notice must not leave any more, in Vietnamese; None: it still holds (S27)."""
    row, duty = held.get(notice.finding), cycle.by_key.get(notice.finding)
    if row is None or (duty is None and notice.kind not in CLOSING):
        return "nghĩa vụ không còn trong kế hoạch"
    status, hindsight = row.verdict.status, Flag.HOI_CUU in row.verdict.flags
    if hindsight and notice.kind not in CLOSING:
        return "kỳ này có trước ngày bắt đầu theo dõi (hồi cứu)"
    if notice.kind is MessageKind.REMINDER and status not in _RUNNING:
        return f"không cần nhắc nữa ({status.value})"
    if notice.kind in (MessageKind.OVERDUE, MessageKind.ESCALATION) and status not in _CHARGED:
        return f"không còn quá hạn ({status.value})"
    if notice.kind in CLOSING and status in _CHARGED and not hindsight:
        return "việc lại quá hạn"
    if duty is None or notice.kind in CLOSING:
        return None  # S27: exactly the people told hear that it is over, whoever holds the role by now
    audience = {address_of(person, notice.channel) for person in _audience(cycle, notice, duty.members)}
    return RECIPIENT_CHANGED if notice.address not in audience else None


def _audience(cycle: Cycle, notice: Notice, members: Sequence[str]) -> list[Person]:
    """Who should hear this step of the ladder, as settings and catalogue stand now (S24, S25)."""
    units = [cycle.catalogue.units[member] for member in members if member in cycle.catalogue.units]
    if cycle.catalogue.settings.send_to == "office" or notice.kind is MessageKind.ESCALATION:
        return [cycle.catalogue.settings.office]
    if notice.kind is MessageKind.REMINDER:
        return [person for unit in units if (person := unit.contact or unit.head) is not None]
    return [person for unit in units for person in unit.people]


def _may_hear_one_day(cycle: Cycle, notice: Notice) -> bool:
    units = cycle.catalogue.units
    people = [p for member in cycle.by_key[notice.finding].members if member in units for p in units[member].people]
    return notice.address in {address_of(one, notice.channel) for one in (*people, cycle.catalogue.settings.office)}


def _readdressed(cycle: Cycle, notices: Sequence[Notice], held: Mapping[DutyKey, VerdictRow]) -> list[Notice]:
    """The same steps for whoever holds the role now, where the recipient changed before anything left (S27)."""
    again = []
    for notice in notices:
        if why_stale(cycle, notice, held) != RECIPIENT_CHANGED:
            continue
        for person in _audience(cycle, notice, cycle.by_key[notice.finding].members):
            address = address_of(person, notice.channel)
            if address:
                key = notice_key(notice.channel, address, notice.finding, notice.event, notice.step)
                again.append(replace(notice, key=key, person=person, address=address))
    return again


def _places(cycle: Cycle, tx: Transaction, batches: Sequence[Batch]) -> Mapping[tuple[str, str], Place]:
    keys = {
        place
        for one in batches
        for notice in one.notices
        if notice.finding in cycle.by_key
        for place in place_keys(cycle.by_key[notice.finding])
    }
    return tx.observations.places(keys, cycle.now - LOOKS_SHOWN) if keys else {}


def _message(
    cycle: Cycle, one: Batch, held: Mapping[DutyKey, VerdictRow], places: Mapping[tuple[str, str], Place]
) -> NewMessage:
    slot = cycle.now.date()
    key = ladder_key(one.channel, one.address, slot, [notice.key for notice in one.notices])
    words = _words(cycle, one, held, places)
    # S25: only what a unit would have heard is a pilot's letter, not what is the office's own.
    pilot = cycle.catalogue.settings.send_to == "office" and one.person.role == "office"
    rendered = render_batch(Letter(one.kind, one.person.name, office_words(cycle), words, pilot))
    message = new_message(cycle, key, one.kind, one.channel, one.person, one.address, rendered)
    return replace(
        message,
        notices=tuple(notice.key for notice in one.notices),
        findings=tuple(dict.fromkeys(notice.finding for notice in one.notices)),
    )


def _words(
    cycle: Cycle, one: Batch, held: Mapping[DutyKey, VerdictRow], places: Mapping[tuple[str, str], Place]
) -> tuple[FindingWords, ...]:
    words = []
    for notice in one.notices:
        verdict = held[notice.finding].verdict
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
        words.append(finding_words(notice.kind, duty, verdict, unit, plan, cycle.now, found, last, reason))
    return tuple(words)


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
    members = [name for part in holder.split("+") for name in _names(cycle, part)]
    shown = ", ".join(members[:3]) + (f" và {len(members) - 3} đơn vị khác" if len(members) > 3 else "")
    return Unit(holder, shown or known_as or holder)


def _names(cycle: Cycle, part: str) -> list[str]:
    units = cycle.catalogue.units
    ids = cycle.catalogue.groups.get(part, (part,))
    return [units[member].short_name or units[member].name for member in ids if member in units]


def office_words(cycle: Cycle) -> OfficeWords:
    """Who signs every message (S26)."""
    office = cycle.catalogue.settings.office
    return OfficeWords(office.name, office.email or "", office.phone or "")


def new_message(
    cycle: Cycle, key: str, kind: MessageKind, channel: str, person: Person, address: str, rendered: Rendered
) -> NewMessage:
    """A message ready for the queue; its Message-ID comes from the key alone (S23)."""
    settings = cycle.catalogue.settings
    sender = settings.channels.email.sender if settings.channels.email else settings.office.email
    return NewMessage(
        key=key,
        message_id=message_id(key, domain_of(sender or "")),
        channel=channel,
        recipient=address,
        recipient_name=person.name,
        kind=kind.value,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        created=cycle.now,
        slot=cycle.now.date(),
        reply_to=settings.office.email,
    )


def still_good(cycle: Cycle, tx: Transaction, message: NewMessage) -> NewMessage | None:
    """A claimed message checked once more: itself, itself with fewer findings, or None when nothing is left (S27)."""
    if not message.notices:
        return message
    rows = {row.notice.key: row.notice for row in tx.outbox.frozen_in(message.key)}
    held = tx.verdicts.current(set(message.findings))
    good = [notice for notice in rows.values() if why_stale(cycle, notice, held) is None]
    if len(good) == len(rows):
        return message
    if not good:
        return None
    kind = max((notice.kind for notice in good), key=lambda kind: kind.weight)
    one = Batch(message.channel, good[0].person, message.recipient, kind, tuple(good))
    fresh = _message(cycle, one, held, _places(cycle, tx, [one]))
    return replace(fresh, key=message.key, message_id=message.message_id, created=message.created, slot=message.slot)
