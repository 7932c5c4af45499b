"""Duties as they were owed when a verdict was given, where no plan creates them any more (S20)."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.catalogue.loading import Catalogue
from monitor.catalogue.plan_file import plan_of_text
from monitor.ports import Transaction, VerdictRow
from rules.duties import duties_of
from rules.model import Duty, DutyKey
from rules.owed import NOT_OWED


def owed_then(
    tx: Transaction, catalogue: Catalogue, duties: Mapping[DutyKey, Duty], rows: Mapping[DutyKey, VerdictRow]
) -> Mapping[DutyKey, Duty]:
    """``duties``, and beside them those of ``rows`` that only the plan of their verdict creates: what was seen of them
    still answers for it. Not those whose verdict says that they are owed no longer; nor where unit or text is gone."""
    gone = {key: row for key, row in rows.items() if key not in duties and row.verdict.reason not in NOT_OWED}
    found: dict[DutyKey, Duty] = {}
    for name, digest in sorted({(key.plan, row.plan_digest) for key, row in gone.items()}):
        text = tx.verdicts.plan_text(name, digest)
        plan = plan_of_text(text, catalogue.settings.ladder) if text is not None else None
        made = duties_of(plan, catalogue.units, catalogue.calendar) if plan is not None else []
        found |= {duty.key: duty for duty in made if duty.key in gone and gone[duty.key].plan_digest == digest}
    return {**duties, **found} if found else duties
