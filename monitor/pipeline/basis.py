"""What a duty is judged by beside what was seen: its plan, the settings, its units and their sections, and what people
decided about it (S20).

A short name of it is kept with each duty; where it differs, the duty is judged again while its period is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from monitor.catalogue.loading import Catalogue
from rules.engine import place_keys
from rules.model import ANY, Attestation, Decision, Duty, Section
from rules.parts import part_duties
from rules.plan_changes import content

_PARTS = ("plan_changed", "settings_changed", "units_changed")
_WORDS = {
    "plan_changed": "Kế hoạch đã đổi ngày {day}",
    "settings_changed": "Cấu hình (mốc bắt đầu theo dõi, ngày nghỉ) đã đổi ngày {day}",
    "units_changed": "Danh mục đơn vị hoặc chuyên mục đã đổi ngày {day}",
}


class Decided:
    """What people decided, as the judge reads it. What was read says whether a word is new: a clock does not, for a
    word may be written down after the run whose moment it precedes, or the clock may have been set back (S17, S19)."""

    def __init__(self, decisions: Iterable[Decision], shaping: Iterable[Decision]) -> None:
        """``shaping``: those among them by which the duties were made; a word of a later moment changes none yet."""
        shaped = {repr(made) for made in shaping}
        found: dict[tuple[str, str, str], list[str]] = {}
        for made in decisions:
            key = made.key if isinstance(made, Attestation) else made
            text = repr(made)
            found.setdefault((key.plan, key.obligation, key.unit), []).append(f"{text}{text in shaped}")
        self._names = {about: _short("\n".join(texts)) for about, texts in found.items()}

    def about(self, duty: Duty) -> str:
        """A short name of all decisions about a duty or a part of it, with a dot before; empty: there is none."""
        if not self._names:
            return ""
        obligations = dict.fromkeys((ANY, *(one.key.obligation for one in (duty, *part_duties(duty)))))
        names = ((duty.key.plan, obligation, unit) for obligation in obligations for unit in (duty.key.unit, ANY))
        read: Sequence[str] = [self._names[name] for name in names if name in self._names]
        return f".{_short(''.join(read))}" if read else ""


class Bases:
    """The bases of all duties of a catalogue; equal ones are computed once."""

    def __init__(self, catalogue: Catalogue, said: Decided) -> None:
        self._said = said
        settings = catalogue.settings
        calendar = catalogue.calendar
        frame = (settings.watch_from, settings.looks.confirm_after_min, settings.ladder)
        self._settings = _short(repr((frame, sorted(calendar.off), sorted(calendar.work))))
        self._plans = {plan.id: _short(content(plan)) for plan in catalogue.plans}
        self._units = catalogue.units
        self._sections: dict[str, list[Section]] = {}
        self._shared: dict[str, list[Section]] = {}
        for section in catalogue.sections:
            self._sections.setdefault(section.unit, []).append(section)
            self._shared.setdefault(section.url, []).append(section)
        self._made: dict[tuple[object, ...], str] = {}

    def of(self, duty: Duty) -> str:
        """Short names: of the plan, of the settings, of the units with their sections; of the decisions, if any."""
        key = (duty.key.plan, duty.key.obligation, duty.members, duty.site, duty.also)
        found = self._made.get(key)
        if found is None:
            names = dict.fromkeys((*duty.members, *(unit for unit, _ in place_keys(duty))))
            units = _short(repr([self._life(name) for name in names]))
            found = self._made[key] = f"{self._plans[duty.key.plan]}.{self._settings}.{units}"
        return found + self._said.about(duty)

    def _life(self, name: str) -> tuple[object, ...]:
        unit = self._units.get(name)
        life = (unit.valid_from, unit.valid_to, unit.predecessor, *unit.predecessors[1:]) if unit else ()
        mine = self._sections.get(name, ())
        # What others take from a shared list changes what is left for this one (S18).
        every = [other for one in mine for other in (self._shared[one.url] if one.filter else (one,))]
        told = [(one.unit, one.topic, one.url, one.filter, one.valid_from, one.valid_to) for one in every]
        return name, life, sorted(map(repr, told))


def why_again(before: str | None, now: str) -> str | None:
    """What changed since a duty was last judged: plan_changed | settings_changed | units_changed; None: nothing."""
    if before is None:
        return None
    pairs = zip(_PARTS, before.split("."), now.split("."), strict=False)
    return next((name for name, old, new in pairs if old != new), None)


def why_figures(why: str, day: str, details: str = "") -> Mapping[str, str]:
    """Why a duty was judged again, as figures of its verdict."""
    words = _WORDS[why].format(day=day)
    return {"why": why, "why_day": day, "why_words": f"{words}: {details}" if details else words}


def _short(text: str) -> str:
    return blake2b(text.encode("utf-8"), digest_size=8).hexdigest()
