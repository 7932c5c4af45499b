"""Faults that many units share: one host, one vendor, one move of a site. One incident each, not one per unit (S25)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from monitor.ports import SectionState
from rules.text import sort_key

LEAST = 3
"""So many units that share a fault are one incident."""
SHARE = 0.8
"""Of the sections of a host or vendor, so many fail before it is the host's or the vendor's fault."""


@dataclass(frozen=True, slots=True)
class CommonFault:
    """``name``: what they share, for people. ``since``: the last complete look at any of them, None: never."""

    name: str
    units: tuple[str, ...]
    since: datetime | None


def common_faults(states: Sequence[SectionState], failures: int = 1) -> list[CommonFault]:
    """Hosts, domains and vendors most of whose sections failed at least so many times in a row; widest first.

    Where everything fails the trouble is ours, and nobody's here (S14).
    """
    failing = [state for state in states if state.failures >= failures]
    if len(failing) == len(states):
        return []
    found: list[CommonFault] = []
    for name, group in sorted(_groups(states).items(), key=lambda pair: -len(pair[1])):
        bad = [state for state in group if state.failures >= failures]
        units = {state.section.unit for state in bad}
        told = any(units <= set(one.units) for one in found)
        if len(units) >= LEAST and len(bad) >= SHARE * len(group) and not told:
            seen = [state.last_complete_at for state in bad if state.last_complete_at is not None]
            found.append(CommonFault(name, tuple(sorted(units, key=sort_key)), min(seen, default=None)))
    return found


def ours(states: Collection[SectionState]) -> bool:
    """Whether nothing at all can be seen: the trouble is ours (S14)."""
    return len(states) > 1 and all(state.failures for state in states)


def fault_of_each(faults: Iterable[CommonFault]) -> dict[str, str]:
    """Unit to the name of its common fault; the widest where several fit."""
    names: dict[str, str] = {}
    for fault in faults:
        for unit in fault.units:
            names.setdefault(unit, fault.name)
    return names


def _groups(states: Sequence[SectionState]) -> Mapping[str, list[SectionState]]:
    groups: dict[str, list[SectionState]] = defaultdict(list)
    for state in states:
        for name in _shared_by(state):
            groups[name].append(state)
    return groups


def _shared_by(state: SectionState) -> Iterable[str]:
    host = (urlsplit(state.section.url).hostname or "").lower()
    yield f"máy chủ {host}"
    labels = host.split(".")
    # pgd.phusa.edu.vn is one provider's; edu.vn, or an address in numbers, is nobody's in particular.
    if len(labels) > 3 and not labels[-1].isdigit():
        yield f"tên miền {'.'.join(labels[1:])}"
    reader = state.section.reader or state.memory.reader
    if reader:
        yield f"kiểu trang {reader}"
