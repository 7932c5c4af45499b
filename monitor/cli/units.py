"""Commands about units: check the list; discover, from their websites, the sections, written only on request."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from crawlers.readers import reader_names
from monitor.app.discovering import UnknownUnit, accept_sections, discover_sections
from monitor.catalogue.amending import NotAmended
from monitor.catalogue.loading import check_units, load_catalogue
from monitor.catalogue.placing import Placing
from monitor.cli.discovered import as_json, refusal, rows, summary
from monitor.cli.frame import (
    PATH,
    BadArgument,
    Frame,
    NoWork,
    json_option,
    print_json,
    print_table,
    say,
    workspace_options,
)
from monitor.pipeline.discover import FAILED, KEPT, MOVED, Discovery

_HEADS = ("Đơn vị", "Chủ đề", "Kết quả", "Địa chỉ", "Điểm", "Vì sao")
_MOST_REFUSED = 5


@click.group()
def units() -> None:
    """Đơn vị: kiểm tra danh sách, tìm chuyên mục trên trang."""


@units.command("check")
@click.argument("file", type=PATH, required=False)
@workspace_options
def units_check(frame: Frame, file: Path | None) -> None:
    """Kiểm tra danh sách đơn vị; in mọi lỗi cùng lúc."""
    if file is not None:
        say(f"{file}: đúng, {len(check_units(file, readers=reader_names()).units)} đơn vị.")
        return
    catalogue = load_catalogue(frame.home, reader_names())
    say(f"Đúng: {len(catalogue.units)} đơn vị, {len(catalogue.sections)} chuyên mục.")


@units.command("discover")
@click.option("--unit", default=None, help="Chỉ tìm cho một đơn vị; kể cả những nơi đã loại và vì sao.")
@click.option("--accept", is_flag=True, help="Ghi những nơi chắc chắn vào units.csv và sections.csv.")
@json_option
@workspace_options
def discover(frame: Frame, unit: str | None, accept: bool, as_json: bool) -> None:
    """Từ trang chủ của đơn vị tìm chuyên mục, nguồn tin và trình đọc; chỉ đề xuất, trừ khi có --accept."""
    found = _discovered(frame, unit)
    written: list[Placing] = []
    copies: list[Path] = []
    refused: NotAmended | None = None
    if accept:
        try:
            written, copies = accept_sections(frame.home, found, frame.clock)
        except NotAmended as trouble:
            refused = trouble
    if as_json:
        _print_json(found, written)
    else:
        _say(found, written, copies, unit, accept and refused is None)
    if refused is not None:
        raise NoWork(str(refused)) from refused  # what was found is shown: it has to be copied by hand


def _say(
    found: Sequence[Discovery], written: Sequence[Placing], copies: Sequence[Path], unit: str | None, accepted: bool
) -> None:
    print_table(_HEADS, rows(found))
    if unit is not None:
        _say_refused(found)
    say(f"{len(found)} chuyên mục: {summary(found)}." if found else "Không có đơn vị nào có website để tìm.")
    if found and all(result.state == FAILED for result in found) and len(found) > 2:
        say("Không xem được nơi nào: có thể máy này không ra được mạng; hãy chạy `dondoc doctor`.")
    _say_written(found, written, [copy.name for copy in copies], accepted)


def _discovered(frame: Frame, unit: str | None) -> list[Discovery]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Đang tìm chuyên mục", total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        try:
            return discover_sections(frame.home, frame.clock, unit, progress)
        except UnknownUnit as unknown:
            raise BadArgument(f"--unit {unknown.unit}: không có đơn vị này trong units.csv") from unknown


def _print_json(found: Sequence[Discovery], written: Sequence[Placing]) -> None:
    accepted = {(placing.unit, placing.topic) for placing in written}
    print_json([as_json(result, (result.unit.id, result.topic) in accepted) for result in found])


def _say_refused(found: Sequence[Discovery]) -> None:
    for result in found:
        for one in result.refused[:_MOST_REFUSED]:
            say(f"  đã loại ({result.topic}) «{one.text}» {one.url}: {refusal(one.reason)}")


def _say_written(found: Sequence[Discovery], written: Sequence[Placing], copies: Sequence[str], accept: bool) -> None:
    if not accept:
        count = sum(result.placing is not None for result in found)
        if count:
            say(f"Chưa ghi gì. Thêm --accept để ghi {count} chuyên mục; những nơi chưa chắc phải tự điền.")
        return
    states = {(result.unit.id, result.topic): result.state for result in found}
    for placing in written:
        state = states[placing.unit, placing.topic]
        if state == MOVED:
            say(f"  {placing.unit} ({placing.topic}): thay {placing.old_url} bằng {placing.url}")
        elif state == KEPT:
            say(f"  {placing.unit} ({placing.topic}): điền thêm ô còn trống")
        else:
            say(f"  {placing.unit} ({placing.topic}): ghi {placing.url}")
    say(f"Đã ghi {len(written)} chuyên mục." + (f" Bản trước đó: {', '.join(copies)}." if copies else ""))
