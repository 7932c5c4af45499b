"""Sites that were built anew: nothing known is there any more, so nothing is proven until the office has said that the
section is still this one (S11). Then it is read from the start, as one that is new."""

from __future__ import annotations

from crawlers.page import Memory
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.named import Deed, Done, Refused, all_named
from monitor.ports import Transaction
from rules.model import HEALTHY, Outcome, Section


def drifted_sections(cycle: Cycle, tx: Transaction, unit: str | None = None) -> list[Section]:
    """Those that were found changed beyond trust, and not read since; of one unit or of all."""
    asked = [one for one in cycle.catalogue.sections if unit in (None, one.unit)]
    telling = HEALTHY | {Outcome.DRIFTED}  # a look that failed otherwise says nothing of it
    newest = tx.observations.newest_looks({(one.unit, one.topic) for one in asked}, cycle.now, telling)
    return [one for one in asked if (look := newest.get(one.id)) and look.outcome is Outcome.DRIFTED]


def release_redesign(cycle: Cycle, tx: Transaction, unit: str, deed: Deed) -> Done:
    """What shows there now is the section: what earlier looks remember is forgotten, and the next is a first one.

    What was seen and proven before stands. Raises Refused where no section of the unit has drifted.
    """
    if unit not in cycle.catalogue.units:
        raise Refused(f"không có đơn vị {unit}; các đơn vị: {all_named(sorted(cycle.catalogue.units))}")
    sections = drifted_sections(cycle, tx, unit)
    if not sections:
        raise Refused(
            f"không chuyên mục nào của {unit} đang ghi là đã đổi giao diện (xem `dondoc looks --unit {unit}`)"
        )
    waiting = {state.section.id for state in tx.observations.sections() if state.memory == Memory()}
    if all(one.id in waiting for one in sections):
        return Done("Đã ghi từ trước, lần xem tới đọc lại từ đầu. Không ghi thêm.", changed=False)
    tx.observations.forget(sections)
    addresses = [one.url for one in sections]
    tx.verdicts.note_deed(cycle.now, deed.by, "redesign", deed.reason, {"unit": unit, "sections": addresses})
    sentence = f"Lần xem tới đọc lại từ đầu: {all_named(addresses)}. Bài và bằng chứng đã ghi trước đây giữ nguyên."
    return Done(sentence, facts={"unit": unit, "sections": addresses})
