"""What changed between two texts of a plan, obligation by obligation, in the keys of the plan file (S20). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time

from rules.model import AfterIssue, Always, Deadline, Every, Obligation, Plan, Undated, When, Where, Who, Window

_NOTHING = "không có"
_TOLD_APART = ("plan", "id", "when", "who", "where", "parts")
_NAMES = {"informed": "with", "parts_mode": "all_of / any_of"}
_HEAD = ("title", "issuer", "number", "year", "issued_from", "issued_to", "watch_from")


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One key of the plan file with its values as people read them."""

    name: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.name} {self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Alteration:
    """One obligation (or part) that was ``added``, ``removed`` or ``altered``; without an id: the head of the plan."""

    kind: str
    obligation: str
    title: str
    keys: tuple[KeyChange, ...] = ()

    @property
    def what(self) -> str:
        """What was done to it, in Vietnamese, without its name."""
        if self.kind == "added":
            return "thêm nghĩa vụ này"
        if self.kind == "removed":
            return "bỏ nghĩa vụ này"
        return "; ".join(map(str, self.keys))

    def __str__(self) -> str:
        if not self.obligation:
            return f"phần đầu kế hoạch: {self.what}"
        name = f"{self.obligation} “{self.title}”"
        done = {"added": f"thêm nghĩa vụ {name}", "removed": f"bỏ nghĩa vụ {name}"}
        return done.get(self.kind) or f"nghĩa vụ {name}: {self.what}"


def compare(old: Plan, new: Plan) -> tuple[Alteration, ...]:
    """What was altered, added and removed, in the order of the new plan; nothing where only the writing differs."""
    before, after = _flat(old.obligations), _flat(new.obligations)
    found = []
    head = _differing(_head_keys(old), _head_keys(new))
    if head:
        found.append(Alteration("altered", "", new.title, head))
    for name, obligation in after.items():
        earlier = before.get(name)
        if earlier is None:
            found.append(Alteration("added", name, obligation.title))
        elif keys := _differing(obligation_keys(earlier), obligation_keys(obligation)):
            found.append(Alteration("altered", name, obligation.title, keys))
    found += [Alteration("removed", name, gone.title) for name, gone in before.items() if name not in after]
    return tuple(found)


def content(plan: Plan) -> str:
    """Everything a plan says, in one text that does not depend on how its file is written."""
    parts = [_head_keys(plan), *({"id": name} | obligation_keys(one) for name, one in _flat(plan.obligations).items())]
    return "\n\n".join("\n".join(f"{name}={value!r}" for name, value in part.items()) for part in parts)


def concerning(alterations: Iterable[Alteration], obligation: Obligation) -> tuple[Alteration, ...]:
    """Those that touch an obligation: itself, its parts, the head of the plan."""
    names = {"", *_flat((obligation,))}
    return tuple(one for one in alterations if one.obligation in names)


def obligation_keys(obligation: Obligation) -> dict[str, str]:
    """What an obligation says, key by key of the plan file; its parts are told apart."""
    found = {"kind": obligation.kind.value} | _who(obligation.who) | _where(obligation.where) | _when(obligation.when)
    for one in fields(obligation):
        if one.name not in _TOLD_APART:
            found |= _told(_NAMES.get(one.name, one.name), getattr(obligation, one.name))
    return found | {"parts": ", ".join(part.id for part in obligation.parts) or _NOTHING}


def _flat(obligations: Iterable[Obligation]) -> dict[str, Obligation]:
    return {one.id: one for obligation in obligations for one in _with_parts(obligation)}


def _with_parts(obligation: Obligation) -> Iterator[Obligation]:
    yield obligation
    for part in obligation.parts:
        yield from _with_parts(part)


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[KeyChange, ...]:
    names = dict.fromkeys((*after, *before))
    pairs = ((name, before.get(name, _NOTHING), after.get(name, _NOTHING)) for name in names)
    return tuple(KeyChange(*pair) for pair in pairs if pair[1] != pair[2])


def _head_keys(plan: Plan) -> dict[str, str]:
    return {name: _shown(getattr(plan, name)) for name in _HEAD}


def _told(name: str, value: object) -> dict[str, str]:
    """A nested value key by key (``match.all``), any other as it is."""
    if is_dataclass(value):
        return {f"{name}.{one.name}": _shown(getattr(value, one.name)) for one in fields(value)}
    return {name: _shown(value)}


def _who(who: Who) -> dict[str, str]:
    return {"who": _shown((*(f"nhóm {group}" for group in who.groups), *who.units)), "each": _shown(who.each)}


def _where(where: Where) -> dict[str, str]:
    return {"where": "offline" if where.offline else f"{where.topic} ({where.site or 'own'})"}


def _when(when: When) -> dict[str, str]:
    match when:
        case Every():
            bounds = ", ".join(f"{month:02}-{day:02}" for month, day in when.bounds)
            return {
                "every": when.step,
                "from": _shown(when.first),
                "to": _shown(when.last),
                "bounds": bounds or _NOTHING,
                "skip": _shown(when.skip),
                "due_day": _shown(when.due_day),
            }
        case Window():
            same = when.key == f"{when.first.isoformat()}..{when.last.isoformat()}" or len(when.key) <= 7
            return {"window": when.key if same else f"{when.key} ({when.first.isoformat()}..{when.last.isoformat()})"}
        case Deadline():
            return {"by" if when.inclusive else "before": _shown(when.day)}
        case AfterIssue():
            return {"after": "issue"}
        case Always():
            return {"always": "true"}
        case Undated():
            return {"undated": "true"}


def _shown(value: object) -> str:
    if value is None or value == "" or value == ():
        return _NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(_shown, value)))
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
