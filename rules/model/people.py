"""Who owes and who is told: persons, units, and the places on the web where units publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be told. ``role``: contact | head | office | admin."""

    role: str
    name: str
    email: str | None = None
    zalo_user_id: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A school, department or room that owes duties; it lives from ``valid_from`` to ``valid_to``, both included
    (S4)."""

    id: str
    name: str
    short_name: str = ""
    level: str = ""
    parent: str | None = None
    groups: tuple[str, ...] = ()
    website: str | None = None
    contact: Person | None = None
    head: Person | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    predecessor: str | None = None
    predecessors: tuple[str, ...] = ()
    """All units merged into this one, where there are several (S4); ``predecessor`` is the first."""

    @property
    def before(self) -> tuple[str, ...]:
        """Ids of the units merged into this one."""
        return self.predecessors or ((self.predecessor,) if self.predecessor else ())

    def begun_by(self, day: date) -> bool:
        """Whether its life has begun."""
        return self.valid_from is None or self.valid_from <= day

    def ended_by(self, day: date) -> bool:
        """Whether its last day lies behind."""
        return self.valid_to is not None and self.valid_to < day

    @property
    def people(self) -> tuple[Person, ...]:
        """Contact and head, those that are known."""
        return tuple(person for person in (self.contact, self.head) if person is not None)


@dataclass(frozen=True, slots=True)
class Section:
    """A place on a site: the list where one unit's publications of one topic appear."""

    unit: str
    topic: str
    url: str
    feed_url: str | None = None
    reader: str | None = None
    filter: str | None = None
    tolerate_tls: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def id(self) -> str:
        """Stable name of the section: unit, topic and address."""
        return f"{self.unit}/{self.topic}/{self.url}"
