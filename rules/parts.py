"""Obligations of several parts: each part is judged by itself, the whole follows from them (S16, "họp + đăng web")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from rules.asking import asking_figures
from rules.case import Case
from rules.explain import STATUS_NAMES
from rules.findings import IN_TIME, in_time
from rules.model import Duty, Flag, Obligation, Status, Verdict

WORST_FIRST = (
    Status.MISSED,
    Status.OVERDUE,
    Status.UNKNOWN,
    Status.AWAITING,
    Status.LATE,
    Status.DUE_SOON,
    Status.NOT_DUE,
    Status.MET,
    Status.WAIVED,
    Status.NOT_APPLICABLE,
)
"""``all_of``: the worst part speaks. A late part waits for those that are still open."""
_BEST_FIRST = (
    Status.MET,
    Status.NOT_DUE,
    Status.DUE_SOON,
    Status.LATE,
    Status.AWAITING,
    Status.UNKNOWN,
    Status.OVERDUE,
    Status.MISSED,
    Status.WAIVED,
    Status.NOT_APPLICABLE,
)
"""``any_of``: the best part speaks; what does not apply cannot stand for the others."""


def leaves(obligations: Iterable[Obligation]) -> Iterator[Obligation]:
    """Obligations that are judged by themselves: wholes without parts, and the parts of the others."""
    for obligation in obligations:
        if obligation.parts:
            yield from leaves(obligation.parts)
        else:
            yield obligation


def part_duties(duty: Duty) -> tuple[Duty, ...]:
    """The duties in which a duty ends, parts of parts included; without parts, the duty itself."""
    return tuple(leaf for part in duty.parts for leaf in part_duties(part)) if duty.parts else (duty,)


def ends_told(duty: Duty, verdict: Verdict) -> tuple[datetime | None, datetime | None]:
    """Both readings of the end that a letter about a verdict names (S3): of parts with times of their own, those of the
    part that speaks for the whole (S16)."""
    return (verdict.due, verdict.late_after) if duty.parts else (duty.strict, duty.lenient)


def combined(case: Case, verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict from those of the parts. ``counted``/``needed``: parts settled, parts that apply."""
    every = case.duty.obligation.parts_mode == "all_of"
    order = WORST_FIRST if every else _BEST_FIRST
    # S6: what was over before watching began neither hides nor silences what is watched.
    watched = [verdict for verdict in verdicts if Flag.HOI_CUU not in verdict.flags] or list(verdicts)
    # Whatever the order of the parts: of all that are met, what people said; of any, what was posted in time. Else the
    # part whose day is next.
    near = sorted(watched, key=_nearness) if every else (*watched, *verdicts)
    ranked = sorted(near, key=lambda one: in_time(one) is every)
    leading = min(ranked, key=lambda verdict: order.index(verdict.status))
    applying = [verdict for verdict in verdicts if verdict.status is not Status.NOT_APPLICABLE]
    settled = [verdict for verdict in applying if verdict.status in (Status.MET, Status.LATE, Status.WAIVED)]
    hindsight = set(leading.flags) & {Flag.HOI_CUU}
    words = "; ".join(f"{verdict.figures['title']}: {STATUS_NAMES[verdict.status].lower()}" for verdict in verdicts)
    turns = [verdict.valid_until for verdict in verdicts if verdict.valid_until is not None]
    return replace(
        leading,
        key=case.duty.key,
        counted=len(settled),
        needed=len(applying) if every else min(1, len(applying)),
        publications=tuple(sorted({number for verdict in verdicts for number in verdict.publications})),
        flags=tuple(sorted({flag for one in verdicts for flag in one.flags} - {Flag.HOI_CUU} | hindsight)),
        questions=tuple(question for verdict in verdicts for question in verdict.questions),
        figures={
            "part_words": words,
            **{f"part_{verdict.key.obligation}": verdict.status.value for verdict in verdicts},
            **({IN_TIME: " ".join(one.key.obligation for one in verdicts if in_time(one))} if every else {}),
            **asking_figures(verdicts),
            **{
                name: leading.figures[name]
                for name in ("proof_first", "proof_last", "cure_day")
                if name in leading.figures
            },
        },
        valid_until=min(turns, default=None),
    )


def _nearness(verdict: Verdict) -> tuple[bool, datetime]:
    """Of several parts whose days are near, the nearest is reminded of (S24); others keep their order."""
    near = verdict.status is Status.DUE_SOON and verdict.due is not None
    return not near, verdict.due if near and verdict.due is not None else datetime.max.replace(tzinfo=UTC)
