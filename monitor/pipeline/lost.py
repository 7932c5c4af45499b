"""Decisions of people that hold no more because a plan, an obligation or a unit goes by another name: told, never lost
silently (S20, S21)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.pipeline.asking import SIGNED
from monitor.pipeline.compose import unit_of
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.named import all_named
from monitor.pipeline.operator import tell_office
from monitor.pipeline.plan_watch import PROGRAM, stored_plan
from monitor.ports import Standing, Transaction
from rules.model import (
    ANY,
    Answer,
    Attestation,
    DaySet,
    Decision,
    DutyKey,
    Occurrence,
    Plan,
    Refusal,
    Reply,
    Verdict,
    Waiver,
)
from rules.parts import leaves
from rules.periods import day_name, name
from rules.shaping import is_about

BY_NAME = frozenset({"plan_removed", "plan_changed", "unit_removed"})
"""Why a duty is owed no longer, where it may be owed under another name. The end of a life settles what it settles."""
MOST_TOLD = 40


@dataclass(frozen=True, slots=True)
class Lost:
    """A decision that holds no more, in words, and the command that repeats it."""

    words: str
    command: str

    def __str__(self) -> str:
        return f"{self.words}. Ghi lại: `{self.command}`"


def tell_lost(
    cycle: Cycle, tx: Transaction, run: int, gone: Sequence[Verdict], standing: Mapping[DutyKey, Standing]
) -> tuple[str, ...]:
    """The office hears, in the transaction that takes duties back, of decisions about them, and how to repeat them."""
    digests = {verdict.key: standing[verdict.key].plan_digest for verdict in gone}
    lost = _lost(cycle, tx, gone, digests)
    if not lost:
        return ()
    lines = [str(one) for one in lost]
    plans = sorted({verdict.key.plan for verdict in gone})
    heading = f"{len(lost)} quyết định không còn được áp dụng"
    more = [f"Và {len(lines) - MOST_TOLD} quyết định khác, xem `dondoc audit`."] if len(lines) > MOST_TOLD else []
    advice = (
        f"Kế hoạch sửa đổi nên giữ mã của kế hoạch cũ: `dondoc plan confirm TỆP --for {plans[0]}`; khôi phục tệp, "
        "mã nghĩa vụ hoặc mã đơn vị cũ thì các quyết định này lại có hiệu lực."
    )
    tell_office(cycle, tx, f"lost|{cycle.now.isoformat()}", heading, [*lines[:MOST_TOLD], *more, advice], run)
    duties = [str(verdict.key) for verdict in gone]
    tx.verdicts.note_deed(cycle.now, PROGRAM, "decisions_lost", "; ".join(lines), {"duties": duties, "lines": lines})
    return tuple(lines)


def lost_now(cycle: Cycle, tx: Transaction) -> list[Lost]:
    """Decisions about duties that stand open and are owed no longer, for ``doctor``."""
    standing = tx.verdicts.standing()
    keys = [key for key, row in standing.items() if row.closed_at is None and row.reason in BY_NAME]
    rows = tx.verdicts.current([key for key in keys if key not in cycle.by_key]) if keys else {}
    digests = {key: row.plan_digest for key, row in rows.items()}
    return _lost(cycle, tx, [row.verdict for row in rows.values()], digests)


def _lost(cycle: Cycle, tx: Transaction, gone: Iterable[Verdict], digests: Mapping[DutyKey, str]) -> list[Lost]:
    named = [verdict for verdict in gone if verdict.reason in BY_NAME]
    made = [one for one in tx.verdicts.decisions() if not isinstance(one, Refusal)] if named else []
    if not made:
        return []
    plans: dict[tuple[str, str], Plan | None] = {}
    about: dict[tuple[str, ...], tuple[Decision, list[Verdict]]] = {}
    for verdict in sorted(named, key=lambda one: one.key):
        key = verdict.key
        mine = [one for one in made if _plan(one) == key.plan]
        if mine and (key.plan, digests[key]) not in plans:
            plans[key.plan, digests[key]] = stored_plan(cycle, tx, key.plan, digests[key])
        names = set(_names(plans.get((key.plan, digests[key])), key.obligation))
        for one in _holding([one for one in mine if is_about(one, key, names)]):
            _, verdicts = about.get(_what(one), (one, []))
            about[_what(one)] = one, [*verdicts, verdict]  # the newest of them speaks
    return [_told(cycle, tx, one, verdicts) for one, verdicts in about.values()]


def _holding(made: Sequence[Decision]) -> list[Decision]:
    """Without waivers that were taken back since: there is nothing to repeat."""
    ended = [place for place, one in enumerate(made) if isinstance(one, Waiver) and not one.granted]
    since = ended[-1] if ended else -1
    return [one for place, one in enumerate(made) if place > since or not isinstance(one, Waiver)]


def _names(plan: Plan | None, obligation: str) -> Iterator[str]:
    """An obligation and its parts, as the plan named them."""
    yield obligation
    for one in plan.obligations if plan is not None else ():
        if one.id == obligation:
            yield from (leaf.id for leaf in leaves((one,)))


def _plan(made: Decision) -> str:
    return made.key.plan if isinstance(made, Attestation) else made.plan


def _what(made: Decision) -> tuple[str, ...]:
    """What a decision is about; a later one about the same takes its place."""
    there = made.key if isinstance(made, Attestation) else made
    more = (made.first, made.last) if isinstance(made, Waiver) else (getattr(there, "period", None),)
    extra = (made.publication,) if isinstance(made, Answer) else ()
    return tuple(map(str, (type(made).__name__, there.plan, there.unit, there.obligation, *more, *extra)))


def _told(cycle: Cycle, tx: Transaction, made: Decision, verdicts: Sequence[Verdict]) -> Lost:
    there = made.key if isinstance(made, Attestation) else made
    title = next((str(one.figures["title"]) for one in verdicts if one.figures.get("title")), there.obligation)
    unit = "mọi đơn vị" if there.unit == ANY else unit_of(cycle, there.unit, _known_as(verdicts)).name
    periods = all_named(name(period) for period in dict.fromkeys(one.key.period for one in verdicts))
    deed, command = _deed(cycle, tx, made, f"“{title}”")
    why = verdicts[0].figures.get("gone_words") or "không còn áp dụng"
    words = f"{unit}: {deed} ({made.by}: {made.reason}); {periods}: {why}"
    return Lost(words, f"dondoc {command} {SIGNED}")


def _known_as(verdicts: Sequence[Verdict]) -> str:
    return next((str(one.figures["unit_name"]) for one in verdicts if one.figures.get("unit_name")), "")


def _deed(cycle: Cycle, tx: Transaction, made: Decision, title: str) -> tuple[str, str]:
    """What was decided, and the command that decides it again; names that are gone are left to be filled in."""
    there = made.key if isinstance(made, Attestation) else made
    ids = {one.id for plan in cycle.catalogue.plans for one in (*plan.obligations, *leaves(plan.obligations))}
    obligation = there.obligation if there.obligation in ids else "NGHĨA_VỤ"
    unit = "--all" if there.unit == ANY else there.unit if there.unit in cycle.catalogue.units else "ĐƠN_VỊ"
    period = getattr(there, "period", None)
    about = " ".join((unit, obligation, *([period] if period else [])))
    match made:
        case Waiver():
            span = f"từ {day_name(made.first)} đến {day_name(made.last)}"
            return f"miễn {title} {span}", f"waive {about} --from {made.first} --to {made.last}"
        case Attestation():
            word = "đã nhận" if made.received else "chưa nhận được"
            return f"xác nhận {word} {title}", f"attest {about}{'' if made.received else ' --not-received'}"
        case DaySet():
            return f"đặt hạn {day_name(made.day)} cho {title}", f"set-day {about} --day {made.day}"
        case Occurrence():
            took = made.took_place
            return f"báo {'có' if took else 'không có'} sự kiện của {title}", f"event {about} {_yes(took)}"
        case Answer():
            item = tx.observations.publications([made.publication]).get(made.publication)
            what = f"bài số {made.publication}{f' “{item.title}” {item.url}' if item else ''}"
            counts = "được" if made.serves else "không"
            return f"{what} {counts} tính cho {title}", f"confirm {about} SỐ_BÀI {_yes(made.serves)}"
        case Reply():
            return f"đơn vị trả lời về {title}: {made.link}", f"reply {about} --link {made.link}"
    return f"cho báo kết luận hồi cứu của {title}", "release --hindsight --unit ĐƠN_VỊ --obligation NGHĨA_VỤ"


def _yes(said: bool) -> str:
    return "--yes" if said else "--no"
