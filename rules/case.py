"""One duty before the judge: everything that may be known about it, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rules.clocks import believable
from rules.model import (
    Answer,
    AsOf,
    Attestation,
    Decision,
    Duty,
    Flag,
    Look,
    Place,
    Publication,
    Question,
    Refusal,
    Reply,
    Section,
    Status,
    Verdict,
    Waiver,
)


@dataclass(frozen=True, slots=True)
class Case:
    """``places``: where the duty's publications would stand, the unit's own first, then those of units merged into it.

    ``siblings``: other duties of the plan with the same holder's site and topic ("between like duties", S16).
    """

    duty: Duty
    asof: AsOf
    places: tuple[Place, ...] = ()
    siblings: tuple[Duty, ...] = ()
    plan_year: int = 0
    answers: tuple[Answer, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    waiver: Waiver | None = None
    replies: tuple[Reply | Refusal, ...] = ()
    shared: tuple[Section, ...] = ()
    """Sections that several units use, theirs as well, where filters part the items (S18); empty: nothing is shared."""

    @property
    def publications(self) -> tuple[Publication, ...]:
        """Everything published at the places, in order of first sight."""
        found = (publication for place in self.places for publication in place.publications)
        return tuple(sorted(found, key=lambda publication: (publication.first_seen, publication.id)))

    @property
    def grace(self) -> timedelta:
        """Days of grace before anybody looks for proof (S13)."""
        return timedelta(days=self.duty.obligation.grace_days)

    def answer_for(self, publication: int) -> Answer | None:
        """The office's newest answer about one publication: the one for this very period before one for all."""
        standing: dict[str | None, Answer] = {}
        for answer in self.answers:
            if answer.publication == publication:
                standing.pop(answer.period, None)
                standing[answer.period] = answer  # of each period the last word holds, the newest of them last
        own = [standing[period] for period in (self.duty.key.period, None) if period in standing]
        # What serves another period by the office's word does not serve this one as well, as long as the word holds
        # there: taken back, it says nothing of this period (S18).
        elsewhere = [replace(answer, serves=False) for answer in reversed(standing.values()) if answer.serves]
        return next(iter((*own, *elsewhere)), None)

    def verdict(
        self,
        status: Status,
        reason: str,
        *,
        counted: int = 0,
        publications: tuple[int, ...] = (),
        proof: tuple[int, ...] = (),
        flags: frozenset[Flag] = frozenset(),
        questions: tuple[Question, ...] = (),
        figures: Mapping[str, str | int | None] | None = None,
        valid_until: datetime | None = None,
    ) -> Verdict:
        """A verdict about this duty; the sentence is written afterwards, from the figures."""
        return Verdict(
            key=self.duty.key,
            status=status,
            reason=reason,
            counted=counted,
            needed=self.duty.obligation.at_least,
            due=self.duty.strict,
            late_after=self.duty.lenient,
            publications=publications,
            proof=proof,
            flags=tuple(sorted(flags)),
            questions=questions,
            figures=figures or {},
            valid_until=valid_until,
        )


def known_at(place: Place, moment: datetime) -> Place:
    """The place as it was known at a moment: later looks, sights and readings left out (S20); and looks whose time
    nobody can believe (S14)."""
    return replace(
        place,
        looks=believable(tuple(look for look in place.looks if look.at <= moment)),
        publications=tuple(_known(item, moment) for item in place.publications if item.first_seen <= moment),
    )


def _known(publication: Publication, moment: datetime) -> Publication:
    removed = publication.removed_at
    if (removed is None or removed <= moment) and all(
        seen.seen_at <= moment for seen in (*publication.stated, *publication.others)
    ):
        return publication
    return replace(
        publication,
        stated=tuple(seen for seen in publication.stated if seen.seen_at <= moment),
        others=tuple(seen for seen in publication.others if seen.seen_at <= moment),
        removed_at=removed if removed is not None and removed <= moment else None,
    )


def decided_by(decisions: tuple[Decision, ...], moment: datetime) -> tuple[Decision, ...]:
    """Decisions made by a moment, oldest first."""
    return tuple(sorted((made for made in decisions if made.made_at <= moment), key=lambda made: made.made_at))


def last_healthy(places: tuple[Place, ...]) -> Look | None:
    """The newest healthy look at any of the places."""
    return max(
        (look for place in places for look in place.looks if look.healthy), key=lambda look: look.at, default=None
    )
