"""Names that somebody asks for: what is not there is refused with what is nearest (exit 2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from monitor.catalogue.faults import did_you_mean
from monitor.cli.frame import BadArgument
from monitor.ports import Transaction
from rules.periods import parse

if TYPE_CHECKING:
    from monitor.app.opened import Workspace


def check_asked(
    app: Workspace, tx: Transaction, unit: str | None = None, obligation: str | None = None, period: str | None = None
) -> None:
    """What is asked for is owed, or was judged once. Raises BadArgument naming every name that is neither."""
    if unit is None and obligation is None and period is None:
        return
    keys = {*app.frame.by_key, *tx.verdicts.standing()}
    sections = {section.unit for section in app.catalogue.sections}
    faults = [
        *_unknown("đơn vị", unit, {*app.catalogue.units, *sections, *(key.unit for key in keys)}),
        *_unknown("nghĩa vụ", obligation, {key.obligation for key in keys}),
        *_no_period(period, {key.period for key in keys}),
    ]
    if faults:
        raise BadArgument("\n".join(faults))


def no_such_plan(name: str, known: Iterable[str]) -> BadArgument:
    """The refusal of a plan that is not among those ``known``."""
    return BadArgument(_unlike("kế hoạch", name, sorted(known)))


def _unknown(what: str, name: str | None, known: Iterable[str]) -> list[str]:
    names = sorted(known)
    return [_unlike(what, name, names)] if name is not None and name not in names else []


def _unlike(what: str, name: str, names: list[str]) -> str:
    return f"không có {what} “{name}”" + (f"; {did_you_mean(name, names)}" if names else "")


def _no_period(key: str | None, known: set[str]) -> list[str]:
    if key is None or key in known:
        return []
    try:
        parse(key)
    except ValueError:
        return [f"“{key}” không phải một kỳ; ví dụ đúng: 2022-03, 2022-Q1, 2022-H1, 2022-W09, 2022"]
    return []
