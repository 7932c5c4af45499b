"""Commands about the duties themselves: set-day, event."""

from __future__ import annotations

from datetime import datetime

import click

from monitor.cli.deeds import carry_out, deed_options
from monitor.cli.frame import DAY, BadArgument, Frame
from monitor.pipeline import ordain
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.named import Deed, Done
from monitor.ports import Transaction
from rules.model import ANY


def _named(names: tuple[str, ...], everyone: bool, usage: str) -> tuple[str, str, str | None]:
    """(unit, obligation, period); with ``--all`` the unit is left out. Raises BadArgument."""
    wanted = names if not everyone else (ANY, *names)
    if not 2 <= len(wanted) <= 3:
        raise BadArgument(f"viết: {usage}")
    return wanted[0], wanted[1], wanted[2] if len(wanted) == 3 else None


everyone_option = click.option("--all", "everyone", is_flag=True, help="Cho mọi đơn vị có nghĩa vụ ấy.")


@click.command("set-day")
@click.argument("names", nargs=-1, metavar="[UNIT] OBLIGATION [PERIOD]")
@everyone_option
@click.option("--day", type=DAY, required=True, help="Ngày hạn, kể cả ngày ấy.")
@deed_options
def set_day(frame: Frame, names: tuple[str, ...], everyone: bool, day: datetime, deed: Deed, as_json: bool) -> None:
    """Đặt ngày hạn cho việc mà kế hoạch chưa nêu ngày; từ đó được kết luận như mọi việc có hạn."""
    usage = "dondoc set-day ĐƠN_VỊ NGHĨA_VỤ [KỲ] --day NGÀY, hoặc dondoc set-day --all NGHĨA_VỤ [KỲ] --day NGÀY"
    unit, obligation, period = _named(names, everyone, usage)

    def what(cycle: Cycle, tx: Transaction) -> Done:
        return ordain.set_day(cycle, tx, unit, obligation, period, day.date(), deed)

    carry_out(frame, as_json, deed, what)


@click.command()
@click.argument("names", nargs=-1, metavar="[UNIT] OBLIGATION [PERIOD]")
@everyone_option
@click.option("--yes/--no", "took_place", required=True, help="Sự kiện có diễn ra không.")
@deed_options
def event(frame: Frame, names: tuple[str, ...], everyone: bool, took_place: bool, deed: Deed, as_json: bool) -> None:
    """Cho biết sự kiện của một việc “(nếu có)” đã diễn ra; từ đó nghĩa vụ được áp dụng."""
    usage = "dondoc event ĐƠN_VỊ NGHĨA_VỤ [KỲ] --yes, hoặc dondoc event --all NGHĨA_VỤ [KỲ] --yes"
    unit, obligation, period = _named(names, everyone, usage)

    def what(cycle: Cycle, tx: Transaction) -> Done:
        return ordain.happened(cycle, tx, unit, obligation, period, took_place, deed)

    carry_out(frame, as_json, deed, what)
