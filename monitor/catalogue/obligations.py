"""From the form of one obligation to the noun of the law; forms that come here have no faults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.catalogue.plan_form import MatchForm, ObligationForm, WhereForm, WhoForm, WindowForm
from monitor.catalogue.settings_file import ladder
from monitor.catalogue.settings_form import LadderForm
from monitor.catalogue.spans import between
from rules.model import (
    AfterIssue,
    Always,
    Deadline,
    Every,
    Kind,
    Ladder,
    Medium,
    Obligation,
    Undated,
    When,
    Where,
    Who,
    Window,
    Words,
)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a plan, then the settings, say where an obligation says nothing."""

    plan: str
    year: int
    settings_ladder: Ladder
    ladder: LadderForm | None
    count_by: str | None
    watch_from: date | None


def obligation(
    form: ObligationForm, defaults: Defaults, parts: tuple[Obligation, ...], parts_mode: str | None
) -> Obligation:
    """The obligation of a form whose inherited keys are filled in."""
    kind = Kind(form.kind or "attested")
    usual = Obligation("", "", "", "", kind, Who(), Always())
    attested = kind is Kind.ATTESTED
    return Obligation(
        id=form.id or "",
        plan=defaults.plan,
        title=form.title or form.id or "",
        source=form.source or "",
        kind=kind,
        who=_who(form),
        when=when_of(form, defaults.year),
        where=_where(form.where, attested),
        informed=tuple(form.with_ or ()),
        report_to=tuple(form.report_to or ()),
        at_least=form.at_least or 1,
        accepts=frozenset(Medium(word) for word in form.accepts) if form.accepts else usual.accepts,
        needs=tuple(form.needs or ()),
        match=_words(form.match or MatchForm()),
        covers=form.covers,
        reading=form.reading or usual.reading,
        roll=form.roll or usual.roll,
        grace_days=usual.grace_days if form.grace_days is None else form.grace_days,
        cure=form.cure,
        early=form.early or usual.early,
        proof=tuple(form.proof or (("attest",) if attested else ("web",))),
        confirmed_by=form.confirmed_by or ("office" if attested else None),
        present=form.present,
        fresh_days=form.fresh_days,
        answers_within=form.answers_within,
        when_event=bool(form.when_event),
        binding=form.binding or usual.binding,
        count_by=form.count_by or defaults.count_by or usual.count_by,
        ladder=_ladder(form.ladder, defaults),
        watch_from=form.watch_from or defaults.watch_from,
        parts=parts,
        parts_mode=parts_mode,
        themes=tuple(form.themes or ()),
        note=form.note or "",
        ambiguity=form.ambiguity or "",
    )


def _who(form: ObligationForm) -> Who:
    named = form.who or form.lead or WhoForm()
    each = form.each if form.each is not None else named.each
    return Who(tuple(named.units or ()), (named.group,) if named.group else (), each is not False)


def _where(form: WhereForm | None, attested: bool) -> Where:
    if form is None:
        return Where(offline=attested)  # a person's word has no place on the web (S17)
    site = None if form.site == "own" else form.site
    return Where(form.topic or "cchc", site, bool(form.offline))


def _words(form: MatchForm) -> Words:
    return Words(tuple(form.all or ()), tuple(form.any or ()), tuple(form.none or ()), tuple(form.share or ()))


def _ladder(form: LadderForm | None, defaults: Defaults) -> Ladder | None:
    """The obligation's ladder over the plan's over that of the settings; None where the plan file has none."""
    if form is None and defaults.ladder is None:
        return None
    return ladder(form, ladder(defaults.ladder, defaults.settings_ladder))


def when_of(form: ObligationForm, year: int) -> When:
    """The time of an obligation; nothing named counts as always."""
    if form.every:
        first = form.from_.first if form.from_ else date(year, 1, 1)
        last = form.to.last if form.to else date(year, 12, 31)
        return Every(form.every, first, last, tuple(form.bounds or ()), tuple(form.skip or ()), form.due_day)
    if form.window:
        return window_of(form.window) or Always()
    if form.before or form.by:
        return Deadline(form.before or form.by, inclusive=form.before is None)
    if form.after:
        return AfterIssue()
    if form.undated:
        return Undated(form.covers or "undated")
    return Always()


def window_of(form: WindowForm) -> Window | None:
    """The span of a window; None when one of its ends is missing."""
    if form.span:
        named: Window = form.span
        return named
    return between(form.from_, form.to) if form.from_ and form.to else None
