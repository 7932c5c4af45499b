"""Returned letters: read, listed, cleared (D14); and a channel that was mended (D11)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from alerts.returned import read_returned
from monitor.app.mailboxes import imap_folder, letters_in
from monitor.app.workspace import App
from monitor.catalogue.settings import BounceSettings
from monitor.cli.frame import BadArgument, Frame, json_option, print_json, print_table, say, short, workspace_options
from monitor.pipeline.bounces import BounceFigures, take_back
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.reaching import EMAIL
from monitor.ports import Transaction
from monitor.reports.facts import moment


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--imap", is_flag=True, help="Đọc hộp thư khai báo ở khóa bounces của settings.yaml.")
@click.option("--clear", metavar="ĐỊA_CHỈ", help="Địa chỉ này dùng lại được.")
@click.option("--mended", metavar="KÊNH", help="Kênh đã sửa xong: thử gửi lại ngay ở lượt sau.")
@json_option
@workspace_options
def bounces(frame: Frame, path: Path | None, imap: bool, clear: str | None, mended: str | None, as_json: bool) -> None:
    """Thư bị trả lại: đọc từ tệp (mbox, Maildir, .eml) hoặc hộp thư IMAP; không nêu gì thì liệt kê địa chỉ bị trả."""
    if sum(map(bool, (path, imap, clear, mended))) > 1:
        raise BadArgument("chỉ một trong: TỆP, --imap, --clear, --mended")
    if clear or mended:
        _lift(frame, clear, mended)
    elif path is not None or imap:
        _read(frame, path, as_json)
    else:
        _list(frame, as_json)


def _read(frame: Frame, path: Path | None, as_json: bool) -> None:
    with frame.working_app(loud=False) as app:
        if path is not None:
            figures = _kept(app, letters_in(path))
        else:
            with imap_folder(_mailbox(app.catalogue.settings.bounces)) as folder:
                figures = _kept(app, folder.unseen())
                folder.mark_read()
    if as_json:
        told = {"read": figures.read, "strange": figures.strange, "messages": figures.messages}
        print_json(told | {"marked": figures.marked, "again": figures.again})
        return
    say(f"Đã đọc {figures.read} thư báo trả lại; {figures.strange} không ứng với thư nào đã gửi.")
    say(f"Đánh dấu {len(figures.marked)} địa chỉ; {figures.again} bước được báo lại theo cách khác.")


def _kept(app: App, letters: Iterable[bytes]) -> BounceFigures:
    """All of them read first, then kept in one commit."""
    reports = [report for letter in letters for report in read_returned(letter)]
    return app.decide(lambda cycle, tx: take_back(cycle, tx, reports))


def _mailbox(settings: BounceSettings | None) -> BounceSettings:
    if settings is None:
        raise BadArgument("settings.yaml chưa có khóa bounces: {host: …, user: …}")
    return settings


def _lift(frame: Frame, clear: str | None, mended: str | None) -> None:
    def what(cycle: Cycle, tx: Transaction) -> tuple[bool, int]:
        if mended and mended not in (names := sorted({*cycle.catalogue.settings.route, EMAIL})):
            raise BadArgument(f"--mended: không có kênh “{mended}”; dùng một trong: {', '.join(names)}")
        if clear:
            return tx.outbox.unbar(EMAIL, clear.strip().lower(), cycle.now), 0
        return tx.outbox.unbar(str(mended), "*", cycle.now), tx.outbox.wake(str(mended))

    with frame.working_app(loud=False) as app:
        lifted, woken = app.decide(what)
    if clear:
        say(f"{clear}: dùng lại được." if lifted else f"{clear}: không bị đánh dấu.")
    else:
        say(f"Kênh {mended}: lượt sau sẽ thử lại {woken} thư.")


def _list(frame: Frame, as_json: bool) -> None:
    with frame.app() as app, app.reading() as (tx, _):
        bars = [bar for bar in tx.outbox.barred() if bar.channel != "link"]
    if as_json:
        print_json(
            [
                {"channel": bar.channel, "address": bar.address, "since": moment(bar.since), "reason": bar.reason}
                for bar in bars
            ]
        )
        return
    cells = [(bar.channel, bar.address, short(moment(bar.since)), bar.reason) for bar in bars]
    print_table(("Kênh", "Địa chỉ", "Từ", "Lý do"), cells)
