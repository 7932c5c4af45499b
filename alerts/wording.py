"""The nouns of a letter: everything that may be said of one finding, ready to be printed (S19, S24, S26).

Filled from duty, verdict, unit and plan; the templates add nothing but their own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.notice import MessageKind
from alerts.safe import line, web_address
from rules.duties import cure_until
from rules.explain import accepted_names, place_name
from rules.model import VN, Duty, Flag, Kind, Plan, Publication, Status, Unit, Verdict
from rules.parts import ends_told
from rules.periods import day_name, last_day, moment_name, name

TITLE_LIMIT = 160
ITEMS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Who signs: the office that answers, with its telephone (S26)."""

    name: str
    email: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ItemWords:
    """One publication that was counted. ``url`` None: its address is not one that may be clicked."""

    title: str
    url: str | None
    published: str


@dataclass(frozen=True, slots=True)
class FindingWords:
    """One block of a letter. ``days_left``: whole days to the strict day. ``reason``: why it is over, or asked."""

    kind: MessageKind
    status: Status
    unit: str
    title: str
    source: str
    period: str
    counted: int
    needed: int
    what: str
    strict_day: str | None = None
    lenient_day: str | None = None
    days_left: int | None = None
    last_look: str | None = None
    proof: str | None = None
    cure_until: str | None = None
    had_cure: bool = False
    cure_over: bool = False
    items: tuple[ItemWords, ...] = ()
    more_items: int = 0
    not_seen: bool = False
    asked: str = ""
    """What was seen and waits for the office's word, while the duty runs."""
    sentence: str = ""
    reason: str = ""
    command: str = ""
    """How the office answers what is asked."""
    note: str = ""
    """What the reader of a charge must know of the unit."""
    link: str | None = None
    """Where the finding can be seen and answered; None: there is no such page."""

    @property
    def days_differ(self) -> bool:
        """Whether the two readings of the deadline name two days (S3)."""
        return self.lenient_day is not None and self.lenient_day != self.strict_day

    @property
    def gone(self) -> bool:
        """Whether it can no longer be made good (S15): also where that is not proven yet, and the verdict waits."""
        return self.status is Status.MISSED or (self.status is Status.OVERDUE and self.cure_over)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one person. ``pilot``: it goes to the office in place of the unit (S25). ``units_told``: units heard
    of some of it before the pilot began."""

    kind: MessageKind
    recipient: str
    office: OfficeWords
    findings: tuple[FindingWords, ...]
    pilot: bool = False
    units_told: bool = False


@dataclass(frozen=True, slots=True)
class Memo:
    """A message of plain facts to the office or the administrator: kind incident or admin."""

    kind: MessageKind
    heading: str
    lines: tuple[str, ...]
    advice: tuple[str, ...] = ()
    office: OfficeWords | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as people read it."""

    subject: str
    text: str
    html: str


def finding_words(
    kind: MessageKind,
    duty: Duty,
    verdict: Verdict,
    unit: Unit,
    plan: Plan,
    now: datetime,
    publications: Sequence[Publication] = (),
    last_look: datetime | None = None,
    reason: str = "",
) -> FindingWords:
    """Put one finding into words. ``publications``: those that the verdict counts.

    ``last_look``: the last healthy look, where the verdict's own figures do not say it.
    """
    obligation, cure = duty.obligation, cure_until(duty)
    strict, lenient = (None if end is None else last_day(end) for end in ends_told(duty, verdict))
    return FindingWords(
        kind=kind,
        status=verdict.status,
        unit=line(unit.name, TITLE_LIMIT),
        title=line(obligation.title, TITLE_LIMIT),
        source=source_of(plan, obligation.source),
        period=name(duty.period.key),
        counted=verdict.counted,
        # What people attest is not counted in publications.
        needed=0 if obligation.kind is Kind.ATTESTED else verdict.needed or obligation.at_least,
        what="phần việc" if obligation.parts else accepted_names(obligation.accepts),
        strict_day=None if strict is None else day_name(strict),
        lenient_day=None if lenient is None else day_name(lenient),
        days_left=None if strict is None else (strict - now.astimezone(VN).date()).days,
        last_look=_seen(verdict, last_look),
        proof=proof_of(verdict),
        cure_until=None if cure is not None and cure <= now else cure_of(verdict),
        had_cure=cure is not None,
        cure_over=cure is not None and cure <= now,
        items=tuple(item_words(publication) for publication in publications[:ITEMS_SHOWN]),
        more_items=max(0, len(publications) - ITEMS_SHOWN),
        not_seen=Flag.NOT_SEEN in verdict.flags,
        asked=line(str(verdict.figures.get("asked") or ""), 2 * TITLE_LIMIT),
        sentence=line(verdict.sentence, 600),
        reason=line(reason, 400),
    )


def item_words(publication: Publication) -> ItemWords:
    """A publication with its first usable date, or the day on which we first saw it (S7)."""
    stated = publication.stated[0].date if publication.stated else None
    when = stated.at if stated else publication.first_seen
    # A coarse or day-long date says no hour; an hour that nobody stated is not invented.
    words = moment_name(when) if stated and stated.precision == "minute" else day_name(when.astimezone(VN).date())
    published = f"đăng {words}" if stated else f"thấy lần đầu {words}"
    title = line(publication.title, TITLE_LIMIT) or "(không có tiêu đề)"
    return ItemWords(title, web_address(publication.url), published)


def source_of(plan: Plan, place: str) -> str:
    """Where the plan says it: ``mục IV.1, Kế hoạch …``."""
    number = f" số {line(plan.number, 60)}" if plan.number else ""
    where = f"{place_name(line(place, 80))}, " if place else ""
    return f"{where}{line(plan.title, 140)}{number}"


def cure_of(verdict: Verdict) -> str | None:
    """Until when an overdue duty can be made good, in words; None: it cannot, or that is not known (S15)."""
    day = verdict.figures.get("cure_day")
    return f"hết ngày {day}" if day and verdict.status is Status.OVERDUE else None


def proof_of(verdict: Verdict) -> str | None:
    """The two looks that carry a charge, in words (S13); None where it rests on the office's word (S17)."""
    first, last = verdict.figures.get("proof_first"), verdict.figures.get("proof_last")
    return f"{first} và {last}" if first and last else None


def _seen(verdict: Verdict, last_look: datetime | None) -> str | None:
    if last_look is not None:
        return moment_name(last_look)
    seen = verdict.figures.get("seen_at")
    return str(seen) if seen else None
