"""The keys of a plan file and what each may hold (INTERFACE, "A plan file").

Pydantic resolves annotations among the fields of the class: no function here may bear the name of a field.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from monitor.catalogue import scalars, spans
from monitor.catalogue.faults import Wrong, shown
from monitor.catalogue.forms import Day, FirstDay, Form, LongText, Slug, Span, Text, Truth, one_of, whole_number
from monitor.catalogue.settings_form import LadderForm

STEPS = ("week", "month", "quarter", "half", "year")
KINDS = ("recurring", "scheduled", "deadline", "standing", "attested")
_REGEX = re.compile(r"[\\^$*+?\[\](){}<>]|\.\*")


def phrase(value: object) -> str:
    """A phrase of a title, or equal readings ``a|b``; words only, never a regular expression (F18)."""
    entry = scalars.text(value)
    if _REGEX.search(entry):
        raise Wrong(f"{shown(entry)} có ký tự của biểu thức chính quy", "chỉ viết cụm từ; cách đọc khác ngăn bằng |")
    if not all(part.strip() for part in entry.split("|")):
        raise Wrong(f"{shown(entry)} có cách đọc để trống", "viết cụm từ ở cả hai phía dấu |")
    if len(entry) > 500:
        raise Wrong("cụm từ quá dài", "tối đa 500 ký tự")
    return "|".join(part.strip() for part in entry.split("|"))


def as_who(value: object) -> object:
    """A unit id stands for ``{units: [id]}``."""
    return {"units": [value]} if isinstance(value, str) else value


def named(value: object) -> str:
    """An entry of ``with`` or ``report_to``: the id of a unit or group, or ``{group: G}``."""
    if isinstance(value, dict) and list(value) in (["group"], ["unit"]):
        value = next(iter(value.values()))
    return scalars.slug(value)


def as_where(value: object) -> object:
    """The word ``offline`` stands for no place on the web; any other word is a mistake."""
    if not isinstance(value, str):
        return value
    if value != "offline":
        raise Wrong(f"{shown(value)} không phải nơi đăng", "viết {topic: cchc, site: own} hoặc offline")
    return {"offline": "true"}


def as_window(value: object) -> object:
    """A text stands for a named span, a mapping for ``from`` and ``to``."""
    return {"span": value} if isinstance(value, str) else value


def as_cure(value: object) -> str:
    """``none``, a number of days, or ``plan_end`` (S15)."""
    word = scalars.text(value)
    if word in ("none", "plan_end"):
        return word
    if re.fullmatch(r"[0-9]+", word):
        return str(scalars.whole(1, 366)(word))
    raise Wrong(f"{shown(word)} không phải cách khắc phục", "viết none, số ngày (ví dụ 10) hoặc plan_end")


Phrases = list[Annotated[str, BeforeValidator(phrase)]] | None
Names = list[Annotated[str, BeforeValidator(named)]] | None
ObligationId = Annotated[str | None, BeforeValidator(scalars.optional(scalars.obligation_id))]


class WhoForm(Form):
    group: Slug = None
    units: list[Annotated[str, BeforeValidator(scalars.slug)]] | None = None
    each: Truth = None


class WhereForm(Form):
    topic: Slug = None
    site: Slug = None
    offline: Truth = Field(default=None, exclude=True)


class WindowForm(Form):
    from_: Span = Field(default=None, alias="from")
    to: Span = None
    span: Span = Field(default=None, exclude=True)


class MatchForm(Form):
    all: Phrases = None
    any: Phrases = None
    none: Phrases = None
    share: list[Annotated[str, BeforeValidator(scalars.obligation_id)]] | None = None


class ObligationForm(Form):
    """One obligation or part; ``all_of`` and ``any_of`` are filled one by one by the reader."""

    id: ObligationId = None
    title: Text = None
    source: Text = None
    kind: Annotated[str | None, one_of(*KINDS)] = None
    who: Annotated[WhoForm | None, BeforeValidator(as_who)] = None
    lead: Annotated[WhoForm | None, BeforeValidator(as_who)] = None
    each: Truth = None
    with_: Names = Field(default=None, alias="with")
    report_to: Names = None
    where: Annotated[WhereForm | None, BeforeValidator(as_where)] = None
    every: Annotated[str | None, one_of(*STEPS)] = None
    from_: Span = Field(default=None, alias="from")
    to: Span = None
    bounds: list[Annotated[Any, BeforeValidator(spans.month_day)]] | None = None
    skip: list[Annotated[str, BeforeValidator(spans.suffix)]] | None = None
    due_day: Annotated[int | None, whole_number(1, 31)] = None
    window: Annotated[WindowForm | None, BeforeValidator(as_window)] = None
    before: Day = None
    by: Day = None
    after: Annotated[str | None, one_of("issue")] = None
    always: Truth = None
    undated: Truth = None
    reading: Annotated[str | None, one_of("lenient", "strict", "inclusive")] = None
    roll: Annotated[str | None, one_of("none", "next_working_day")] = None
    grace_days: Annotated[int | None, whole_number(0, 60)] = None
    cure: Annotated[str | None, BeforeValidator(scalars.optional(as_cure))] = None
    early: Annotated[str | None, one_of("ok", "ask", "no")] = None
    at_least: Annotated[int | None, whole_number(1, 1000)] = None
    accepts: list[Annotated[str, one_of("article", "document", "video", "page")]] | None = None
    needs: list[Annotated[str, one_of("attachment")]] | None = None
    proof: list[Annotated[str, one_of("web", "upload", "attest")]] | None = None
    confirmed_by: Annotated[str | None, one_of("office")] = None
    covers: Annotated[str | None, BeforeValidator(scalars.optional(spans.period_key))] = None
    match: MatchForm | None = None
    present: Annotated[str | None, one_of("section", "page", "pattern")] = None
    fresh_days: Annotated[int | None, whole_number(1, 366)] = None
    answers_within: Annotated[int | None, whole_number(1, 366)] = None
    all_of: list[Any] | None = None
    any_of: list[Any] | None = None
    when_event: Truth = None
    binding: Annotated[str | None, one_of("must", "encouraged", "target", "undecidable")] = None
    count_by: Annotated[str | None, one_of("stated", "first_seen", "ask")] = None
    ladder: LadderForm | None = None
    watch_from: FirstDay = None
    note: LongText = None
    ambiguity: LongText = None
    themes: list[Annotated[str, BeforeValidator(scalars.text)]] | None = None


def plan_source(value: object) -> object:
    """A text stands for ``{document: text}``."""
    return {"document": value} if isinstance(value, str) else value


class PlanForm(Form):
    """The head of a plan. ``count_by``, ``ladder`` and ``watch_from`` are defaults for its obligations."""

    id: Slug = None
    title: Text = None
    issuer: Text = None
    number: Text = None
    issued: Span = None
    issued_after: Day = None
    year: Annotated[int | None, whole_number(2000, 2100)] = None
    source: Annotated[dict[str, Annotated[str, BeforeValidator(scalars.text)]] | None, BeforeValidator(plan_source)] = (
        None
    )
    count_by: Annotated[str | None, one_of("stated", "first_seen", "ask")] = None
    ladder: LadderForm | None = None
    watch_from: FirstDay = None
    note: LongText = None
    themes: dict[str, Any] | None = None
    obligations: list[Any] | None = None
