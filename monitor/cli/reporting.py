"""The command that writes a report: which period, whose, in which form, and where to."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from monitor.app.opened import Workspace
from monitor.cli.asking import check_asked
from monitor.cli.frame import DAY, BadArgument, Frame, say, workspace_options
from monitor.reports.figures import Asked
from monitor.reports.forms import FORMS, write_paper
from monitor.reports.gathering import gather
from monitor.reports.official import official_report
from monitor.reports.paper import Paper
from rules.model import Period
from rules.periods import parse, span

_SPANS = {"month": "2022-03", "quarter": "2022-Q1", "half": "2022-H1", "year": "2022"}
"""Option → an example of its value."""


@click.command()
@click.option("--month", help="Tháng, ví dụ 2022-03.")
@click.option("--quarter", help="Quý, ví dụ 2022-Q1.")
@click.option("--half", help="6 tháng, ví dụ 2022-H1.")
@click.option("--year", help="Năm, ví dụ 2022.")
@click.option("--from", "first", type=DAY, help="Ngày đầu của một kỳ khác, ví dụ 2021-12-15 (đi cùng --to).")
@click.option("--to", "last", type=DAY, help="Ngày cuối của kỳ ấy, tính cả ngày đó.")
@click.option("--unit", help="Báo cáo riêng của một đơn vị.")
@click.option("--format", "form", type=click.Choice(FORMS), default="html", show_default=True)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Tệp ghi ra; không có thì in ra đầu ra chuẩn.")
@workspace_options
def report(
    frame: Frame,
    month: str | None,
    quarter: str | None,
    half: str | None,
    year: str | None,
    first: datetime | None,
    last: datetime | None,
    unit: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Báo cáo theo mẫu hành chính của một tháng, quý, 6 tháng hoặc năm; --at: theo những gì đã biết lúc ấy."""
    chosen = _period({"month": month, "quarter": quarter, "half": half, "year": year}, first, last)
    with frame.app() as app:
        paper = _paper(app, chosen, unit)
    data = write_paper(paper, form)
    if output is None and not sys.stdout.isatty():
        sys.stdout.buffer.write(data)
        return
    target = output or Path(f"{paper.name}.{form}")
    target.write_bytes(data)
    say(f"Đã ghi {target}")


def _paper(app: Workspace, chosen: Period, unit: str | None) -> Paper:
    catalogue = app.catalogue
    with app.reading() as (tx, known_at):
        check_asked(app, tx, unit)
        figures = gather(catalogue, app.frame.by_key, tx, Asked(chosen, app.frame.now, known_at, unit, themes=True))
    if not figures.lines and not figures.hindsight:
        raise BadArgument(
            f"không có nghĩa vụ nào trong kỳ {chosen.key}; xem `dondoc plan list` để biết năm của kế hoạch"
        )
    owner = catalogue.units.get(unit) if unit else None
    parent = catalogue.units.get(owner.parent) if owner and owner.parent else None
    return official_report(figures, catalogue.settings.office, parent)


def _period(named: dict[str, str | None], first: datetime | None, last: datetime | None) -> Period:
    """The one period that was asked for. Raises BadArgument."""
    given = {option: value for option, value in named.items() if value is not None}
    if (first is None) != (last is None):
        raise BadArgument("--from và --to phải đi cùng nhau, ví dụ --from 2021-12-15 --to 2022-06-14")
    if len(given) + (first is not None) != 1:
        raise BadArgument("cần đúng một trong --month, --quarter, --half, --year, hoặc cặp --from và --to")
    if first is not None and last is not None:
        if last < first:
            raise BadArgument(f"--to {last:%Y-%m-%d} đứng trước --from {first:%Y-%m-%d}")
        return span(f"{first:%Y-%m-%d}..{last:%Y-%m-%d}", first.date(), last.date())
    [(option, value)] = given.items()
    try:
        found = parse(value)
    except ValueError:
        found = None
    if found is None or len(value) != len(_SPANS[option]) or _letter(value) != _letter(_SPANS[option]):
        raise BadArgument(f"--{option} {value}: không đúng dạng; ví dụ đúng: {_SPANS[option]}")
    return found


def _letter(key: str) -> str:
    return next((letter for letter in key if letter.isalpha()), "")
