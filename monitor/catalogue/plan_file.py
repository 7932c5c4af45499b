"""A plan file: from its forms to a Plan of the law, every fault of every obligation noted (F20)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from monitor.catalogue.faults import Collector
from monitor.catalogue.forms import fill
from monitor.catalogue.obligations import Defaults, obligation
from monitor.catalogue.plan_checks import Known, PlanPlace, check_entry, check_ids, check_shares
from monitor.catalogue.plan_form import ObligationForm, PlanForm
from monitor.catalogue.plan_sense import check_sense
from monitor.catalogue.plan_themes import themes_of
from monitor.catalogue.spans import day_after
from monitor.catalogue.tree import Loc, Tree, parse_tree, read_tree
from rules.model import Ladder, Obligation, Plan, Window

MOST_PARTS_DEEP = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One obligation or part as it was read. ``own``: its own keys; ``full``: with those of the obligation above it."""

    own: ObligationForm
    full: ObligationForm
    raw: dict[str, Any]
    loc: Loc
    parts: tuple[Entry, ...] = ()


def digest_of(text: str) -> str:
    """The name of an exact plan text (LF, NFC, no BOM): SHA-256 in hex (S20)."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_plan(path: Path, known: Known | None, ladder: Ladder, notes: Collector) -> tuple[Plan, str] | None:
    """The plan of a file and its normalised text; None when nothing can be read.

    ``known``: units and groups; None: their names are checked for form only. ``ladder``: defaults for partial ladders.
    """
    tree = read_tree(path, notes)
    return (_plan(tree, known, ladder, notes), tree.text) if tree is not None else None


def plan_of_text(text: str, ladder: Ladder) -> Plan | None:
    """A plan that was read before, from its kept text (S20); None when it can no longer be read."""
    notes = Collector("kế hoạch đã lưu")
    tree = parse_tree(text, notes)
    plan = _plan(tree, None, ladder, notes) if tree is not None else None
    return None if notes.faults else plan


def _plan(tree: Tree, known: Known | None, ladder: Ladder, notes: Collector) -> Plan:
    head = fill(PlanForm, tree.data, tree, (), notes)
    raw = tree.data if isinstance(tree.data, dict) else {}
    year = _year(head, raw, tree, notes)
    first, last = _issued(head, tree, notes)
    items = raw.get("obligations")
    entries = _entries(items if isinstance(items, list) else [], ("obligations",), None, tree, notes)
    _check_head(raw, items, tree, notes)
    _check(entries, year, known, tree, notes)
    tags = [(tag, (*entry.loc, "themes")) for entry in _flat(entries) for tag in entry.own.themes or ()]
    themes = themes_of(raw, tags, tree, notes)
    defaults = Defaults(head.id or "", year or 2000, ladder, head.ladder, head.count_by, head.watch_from)
    duties = tuple(_build(entry, defaults) for entry in entries) if not notes.faults else ()
    digest = digest_of(tree.text)
    return Plan(
        id=head.id or "",
        title=head.title or head.id or "",
        issuer=head.issuer or "",
        year=year or 2000,
        obligations=duties,
        digest=digest,
        number=head.number,
        issued_from=first,
        issued_to=last,
        watch_from=head.watch_from,
        source=head.source or {},
        themes=themes,
    )


def _check_head(raw: dict[str, Any], items: object, tree: Tree, notes: Collector) -> None:
    if raw.get("id") is None:
        notes.add(tree.line(("id",)), "kế hoạch thiếu `id`", "ví dụ id: so-gddt-2026")
    if not items and items != []:  # a plan may say that it asks nothing of anybody
        what = "kế hoạch thiếu `obligations`" if "obligations" not in raw else "`obligations` rỗng"
        notes.add(tree.line(("obligations",)), what, "viết danh sách nghĩa vụ, mỗi mục bắt đầu bằng `- id: …`")


def _year(head: PlanForm, raw: dict[str, Any], tree: Tree, notes: Collector) -> int | None:
    if head.year is not None or raw.get("year") is not None:
        return head.year
    if head.issued is not None:
        issued: Window = head.issued
        return issued.first.year
    notes.add(tree.line(("year",)), "kế hoạch thiếu `year`", "ví dụ year: 2026")
    return None


def _issued(head: PlanForm, tree: Tree, notes: Collector) -> tuple[date | None, date | None]:
    """Earliest and last possible day of issue (S5)."""
    issued: Window | None = head.issued
    after = day_after(head.issued_after) if head.issued_after else None
    if issued is None:
        return after, None
    if after and after > issued.last:
        what = f"issued_after {head.issued_after} không trước ngày ban hành cuối cùng có thể ({issued.last})"
        notes.add(tree.line(("issued_after",)), what, "sửa `issued` hoặc `issued_after`")
        return issued.first, issued.last
    return max(issued.first, after or issued.first), issued.last


def _entries(
    items: list[Any], loc: Loc, above: ObligationForm | None, tree: Tree, notes: Collector
) -> tuple[Entry, ...]:
    entries = []
    for number, item in enumerate(items):
        at = (*loc, number)
        own = fill(ObligationForm, item, tree, at, notes)
        if isinstance(item, dict):
            full = inherit(own, above)
            entries.append(Entry(own, full, item, at, _parts(item, at, full, tree, notes)))
    return tuple(entries)


def _parts(raw: dict[str, Any], at: Loc, above: ObligationForm, tree: Tree, notes: Collector) -> tuple[Entry, ...]:
    parts: tuple[Entry, ...] = ()
    for mode in ("all_of", "any_of"):
        items = raw.get(mode)
        if not isinstance(items, list):
            continue
        if sum(step in ("all_of", "any_of") for step in at) >= MOST_PARTS_DEEP:
            notes.add(tree.line((*at, mode)), "các phần lồng nhau quá sâu", f"tối đa {MOST_PARTS_DEEP} tầng")
            continue
        parts += _entries(items, (*at, mode), above, tree, notes)
    return parts


def _check(entries: tuple[Entry, ...], year: int | None, known: Known | None, tree: Tree, notes: Collector) -> None:
    everything = _flat(entries)
    ids = check_ids([(entry.raw.get("id"), entry.loc) for entry in everything], tree, notes)
    for entry in everything:
        check_entry(entry.own, entry.full, entry.raw, PlanPlace(entry.loc, tree, notes), year, known)
        check_shares(entry.own, ids, PlanPlace(entry.loc, tree, notes))
        check_sense(entry.own, entry.full, bool(entry.parts), PlanPlace(entry.loc, tree, notes), year)


def _flat(entries: tuple[Entry, ...]) -> list[Entry]:
    return [one for entry in entries for one in (entry, *_flat(entry.parts))]


def inherit(form: ObligationForm, above: ObligationForm | None) -> ObligationForm:
    """A part with the keys it leaves out taken from the obligation it belongs to; who and when are taken whole."""
    if above is None:
        return form
    taken = {name: getattr(above, name) for name in INHERITED if getattr(form, name) is None}
    for group in (TIMES, LEADS):
        if any(getattr(form, name) is not None for name in group):
            taken = {name: value for name, value in taken.items() if name not in group}
    if (form.kind or above.kind) == "attested":
        # What a page must show says nothing of what people's word proves.
        taken = {name: value for name, value in taken.items() if name not in ON_A_PAGE}
    return form.model_copy(update=taken)


def _build(entry: Entry, defaults: Defaults) -> Obligation:
    mode = "all_of" if entry.own.all_of else "any_of" if entry.own.any_of else None
    return obligation(entry.full, defaults, tuple(_build(part, defaults) for part in entry.parts), mode)


TIMES = (
    "every", "from_", "to", "bounds", "skip", "due_day", "window", "before", "by", "after", "always", "undated",
)  # fmt: skip
LEADS = ("who", "lead", "each")
ON_A_PAGE = ("accepts", "needs", "match", "proof")
INHERITED = (
    *TIMES, *LEADS, "title", "source", "kind", "with_", "report_to", "where", "covers", "reading", "roll", "grace_days",
    "cure", "early", "when_event", "binding", "count_by", "ladder", "watch_from", "themes", "confirmed_by", *ON_A_PAGE,
)  # fmt: skip
