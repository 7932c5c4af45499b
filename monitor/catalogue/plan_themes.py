"""The themes of a plan: subjects that its publicity should touch, with the words by which titles are counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from monitor.catalogue.faults import Collector, shown
from monitor.catalogue.forms import Form, Text, fill
from monitor.catalogue.plan_form import Phrases
from monitor.catalogue.tree import Loc, Tree
from rules.model import Theme, Words


class ThemeForm(Form):
    """One theme: a longer name where the tag is short, and words as in ``match``."""

    title: Text = None
    all: Phrases = None
    any: Phrases = None
    none: Phrases = None


def themes_of(raw: dict[str, Any], used: Iterable[tuple[str, Loc]], tree: Tree, notes: Collector) -> tuple[Theme, ...]:
    """The themes of a plan file, in its order. ``used``: tags of its obligations and where they stand.

    A plan without the map leaves its tags uncounted; with it, each tag must be in it.
    """
    written = raw.get("themes")
    if not isinstance(written, dict):
        return ()
    found = tuple(_theme(str(tag), item, tree, notes) for tag, item in written.items())
    tags = {theme.tag for theme in found}
    for tag, loc in used:
        if tag not in tags:
            what = f"chủ đề {shown(tag)} không có trong `themes` của kế hoạch"
            notes.add(tree.line(loc), what, notes.hint(tag, dict.fromkeys(tags)))
    return found


def _theme(tag: str, item: object, tree: Tree, notes: Collector) -> Theme:
    loc = ("themes", tag)
    form = fill(ThemeForm, item, tree, loc, notes)
    words = Words(tuple(form.all or ()), tuple(form.any or ()), tuple(form.none or ()))
    if isinstance(item, dict) and not (words.all or words.any):
        notes.add(tree.line(loc), f"chủ đề {shown(tag)} không có từ khóa", "viết any: [cụm từ, cụm từ] hoặc all: [...]")
    return Theme(tag, form.title or tag, words)
