"""The nouns of a draft, and how the parts of a sentence or row become an obligation's keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from monitor.importing.blocks import SourcePlace
from monitor.importing.channels import Channel
from monitor.importing.moments import Time
from monitor.importing.parties import Party
from monitor.importing.standing import Fixture
from rules.text import clean


@dataclass(frozen=True, slots=True)
class DraftDuty:
    """One duty as the document has it. ``low``: why it is doubtful; ``how``: how it was read."""

    ref: str
    title: str
    quote: str
    place: SourcePlace
    time: Time
    lead: tuple[Party, ...]
    how: str
    helpers: tuple[Party, ...] = ()
    report_to: tuple[Party, ...] = ()
    channels: tuple[Channel, ...] = ()
    at_least: int = 1
    event: bool = False
    own_site: bool = False
    content: str = ""
    low: tuple[str, ...] = ()
    stem: str = ""
    fixture: Fixture | None = None

    @property
    def confident(self) -> bool:
        """Whether nothing about it is doubtful."""
        return not self.low


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that did not become a duty, and why."""

    place: SourcePlace
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the opening of the plan says. ``issued``: a day, or a month; ``abbr``: the issuer's short id."""

    id: str
    title: str
    issuer: str
    abbr: str
    year: int
    number: str | None = None
    issued: str | None = None
    issued_after: date | None = None


@dataclass(slots=True)
class Found:
    """Everything that interpretation found, in the order of the document."""

    duties: list[DraftDuty] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, place: SourcePlace, quote: str, reason: str) -> None:
        """Note a thing left out."""
        self.skipped.append(Skipped(place, short(quote, 110), reason))


def short(text: str, most: int) -> str:
    """One clean line of at most ``most`` characters, cut between words."""
    line = clean(text)
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"
