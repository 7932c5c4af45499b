"""Plans that came, changed or went since the last run: told by the run, kept in the audit log (S20)."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.catalogue.plan_file import plan_of_text
from monitor.pipeline.cycle import Cycle
from monitor.ports import Transaction
from rules.model import Plan
from rules.plan_changes import Alteration, compare

PROGRAM = "chương trình"
"""Who stands in the audit log for what no person did."""


@dataclass
class PlanChange:
    """``lines``: one for each obligation added, removed or altered; none: only the writing of the file differs.

    ``judged``: open duties judged again because of it; ``changed``: those whose verdict is another now.
    """

    plan: str
    action: str
    digest: str | None
    title: str
    lines: tuple[str, ...] = ()
    alterations: tuple[Alteration, ...] = ()
    judged: int = 0
    changed: int = 0
    before: str | None = field(default=None)

    def as_fact(self) -> dict[str, object]:
        """As ``run --json`` and the audit log hold it."""
        return {
            "plan": self.plan,
            "title": self.title,
            "before": self.before,
            "digest": self.digest,
            "lines": list(self.lines),
            "judged": self.judged,
            "changed": self.changed,
        }


def changed_plans(cycle: Cycle, tx: Transaction) -> dict[str, PlanChange]:
    """What is new of each plan since the audit log last told of it, by the plan's id."""
    in_force: dict[str, str | None] = {}
    for deed in tx.verdicts.plan_deeds():
        in_force[str(deed.details["plan"])] = deed.details["digest"]
    found = {}
    for plan in cycle.catalogue.plans:
        if in_force.get(plan.id) != plan.digest:
            found[plan.id] = _change(cycle, tx, plan, plan.id in in_force, in_force.get(plan.id))
    owned = {plan.id for plan in cycle.catalogue.plans}
    for name, digest in in_force.items():
        if digest is not None and name not in owned:
            old = stored_plan(cycle, tx, name, digest)
            line = "kế hoạch không còn trong thư mục plans/: mọi nghĩa vụ chưa chốt của kế hoạch được gỡ bỏ"
            found[name] = PlanChange(name, "plan_removed", None, old.title if old else name, (line,), before=digest)
    return found


def _change(cycle: Cycle, tx: Transaction, plan: Plan, known: bool, before: str | None) -> PlanChange:
    if before is None:
        lines = ("kế hoạch được đưa vào áp dụng trở lại",) if known else ()
        return PlanChange(plan.id, "plan_in_force", plan.digest, plan.title, lines)
    old = stored_plan(cycle, tx, plan.id, before)
    if old is None:
        lines = ("không đọc lại được bản trước của kế hoạch để so sánh",)
        return PlanChange(plan.id, "plan_changed", plan.digest, plan.title, lines, before=before)
    altered = compare(old, plan)
    return PlanChange(
        plan.id, "plan_changed", plan.digest, plan.title, tuple(map(str, altered)), altered, before=before
    )


def stored_plan(cycle: Cycle, tx: Transaction, plan: str, digest: str) -> Plan | None:
    """A plan as it was, from the text that is kept under its digest."""
    text = tx.verdicts.plan_text(plan, digest)
    return plan_of_text(text, cycle.catalogue.settings.ladder) if text is not None else None


def write_down(cycle: Cycle, tx: Transaction, changes: dict[str, PlanChange]) -> None:
    """Each change in the audit log; a file that is only written otherwise leaves a line without a word."""
    for change in changes.values():
        first = change.action == "plan_in_force"
        reason = "; ".join(change.lines) or ("lần đầu được áp dụng" if first else "nội dung không đổi")
        tx.verdicts.note_deed(cycle.now, PROGRAM, change.action, reason, change.as_fact())
