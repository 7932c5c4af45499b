"""Commands that work: run, look, judge, send, digest, daemon."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from monitor.app.alarm import unread
from monitor.app.workspace import App, RunFigures
from monitor.catalogue.faults import CatalogueFaults
from monitor.cli.frame import BadArgument, Frame, json_option, print_json, print_table, say, workspace_options
from monitor.cli.stopping import told_to_stop
from monitor.cli.words import INCIDENTS, MESSAGE_KINDS, TOLD_TO_OFFICE
from monitor.ports import AlreadyRunning
from rules.explain import STATUS_NAMES
from rules.model import Status
from rules.periods import parse

really_send = click.option("--really-send", is_flag=True, help="Diễn tập nhưng gửi thật (rehearse, but really send).")


@click.command()
@really_send
@json_option
@workspace_options
def run(frame: Frame, really_send: bool, as_json: bool) -> None:
    """Một lượt: xem các trang đến hạn xem, kết luận, gửi thư. Dùng cho cron, mỗi giờ một lần."""
    try:
        _cycle(frame, as_json, look=True, judge=True, send=True, really_send=really_send)
    except CatalogueFaults as faults:
        if frame.at is None and not sys.stderr.isatty():  # whoever sits there reads it
            unread(frame.home.resolve(), frame.clock.now(), faults)
        raise


@click.command()
@click.option("--unit", default=None, help="Chỉ xem một đơn vị, không chờ đến hạn xem.")
@json_option
@workspace_options
def look(frame: Frame, unit: str | None, as_json: bool) -> None:
    """Chỉ xem các trang."""
    _cycle(frame, as_json, look=True, only=unit)


@click.command()
@json_option
@workspace_options
def judge(frame: Frame, as_json: bool) -> None:
    """Chỉ kết luận lại từ những gì đã xem."""
    _cycle(frame, as_json, judge=True)


@click.command()
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết sẽ gửi gì, cho ai.")
@really_send
@json_option
@workspace_options
def send(frame: Frame, dry_run: bool, really_send: bool, as_json: bool) -> None:
    """Gửi các thư đến lúc gửi."""
    if not dry_run:
        _cycle(frame, as_json, send=True, really_send=really_send)
        return
    with frame.trying_app() as app:
        drafts = app.drafts(really_send)
    if as_json:
        print_json(drafts)
        return
    rows = [
        (MESSAGE_KINDS.get(str(draft["kind"])), draft["channel"], draft["recipient"], draft["subject"])
        for draft in drafts
    ]
    print_table(("Loại", "Kênh", "Người nhận", "Tiêu đề"), rows, title=f"Sẽ gửi {len(rows)} thư (chưa gửi gì)")


def _cycle(
    frame: Frame,
    as_json: bool,
    *,
    look: bool = False,
    judge: bool = False,
    send: bool = False,
    really_send: bool = False,
    only: str | None = None,
) -> None:
    try:
        with told_to_stop() as told, frame.working_app() as app:
            figures = _with_progress(app, look, judge, send, really_send, only, told)
    except AlreadyRunning as busy:
        # A15: a second start beside a working one is no fault; cron may overlap.
        if as_json:
            print_json({"already_running": True, "detail": str(busy)})
        else:
            say(f"already running: đang có một lượt khác chạy ({busy})")
        return
    if as_json:
        print_json(figures.as_json())
    else:
        tell(figures)
    if told():
        click.echo("Đã dừng theo yêu cầu; việc còn lại để lượt sau.", err=True)
        click.get_current_context().exit(told.exit_code)


def _with_progress(
    app: App, look: bool, judge: bool, send: bool, really_send: bool, only: str | None, stop: Callable[[], bool]
) -> RunFigures:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Đang xem các trang", total=None)

        def progress(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        return app.cycle(
            look=look, judge=judge, send=send, really_send=really_send, only=only, progress=progress, stop=stop
        )


def tell(figures: RunFigures) -> None:
    """What a run did, in a few lines for people."""
    looks, messages = figures.looks, figures.messages
    if looks:
        say(
            f"Đã xem {looks['total']} chuyên mục: đọc {looks['read']}, không đổi {looks['unchanged']}, "
            f"không xem được {looks['failed']}."
        )
    for change in figures.plan_changes:
        _tell_change(change)
    for lost in figures.decisions_lost:
        say(f"Quyết định không còn được áp dụng (đã báo văn phòng): {lost}")
    if figures.verdicts:
        counts = ", ".join(
            f"{STATUS_NAMES[Status(status)].lower()} {count}" for status, count in sorted(figures.verdicts.items())
        )
        say(f"Kết luận ({figures.changes} thay đổi): {counts}.")
    if messages:
        say(
            f"Thư: xếp hàng {messages['queued']}, đã gửi {messages['sent']}, chưa gửi được {messages['failed']}, "
            f"đang giữ {messages['held']}."
        )
    for incident in figures.incidents:
        told = "văn phòng" if incident in TOLD_TO_OFFICE else "quản trị"
        say(f"Sự cố: {INCIDENTS.get(incident, incident)} (báo {told} bằng thư).")


def _tell_change(change: dict[str, object]) -> None:
    """S20: what a plan says otherwise now, and what came of it."""
    say(f"Kế hoạch {change['plan']} đã đổi:")
    lines = change["lines"]
    for line in lines if isinstance(lines, list) else []:
        say(f"  - {line}")
    judged, changed = change["judged"], change["changed"]
    say(f"  Đã xét lại {judged} nghĩa vụ chưa chốt, {changed} kết luận thay đổi; kỳ đã chốt giữ nguyên.")


def _week(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A week that the calendar has. Raises BadArgument."""
    try:
        if value is None or (parse(value).key == value and "-W" in value):
            return value
    except ValueError:
        pass
    raise BadArgument(f"--week {value}: không phải một tuần; ví dụ đúng: 2022-W09 (năm có 52 hoặc 53 tuần)")


@click.command()
@click.option("--week", default=None, callback=_week, help="Tuần, ví dụ 2022-W09; mặc định là tuần trước.")
@click.option("--send", "send_it", is_flag=True, help="Xếp hàng gửi cho văn phòng.")
@click.option("--html", "as_html", is_flag=True, help="In bản HTML.")
@workspace_options
def digest(frame: Frame, week: str | None, send_it: bool, as_html: bool) -> None:
    """Bản tổng hợp tuần của văn phòng."""
    with frame.working_app() if send_it else frame.trying_app() as app:
        rendered, queued = app.digest(week, send_it)
    if send_it:
        say("Đã xếp hàng bản tổng hợp tuần." if queued else "Bản tổng hợp tuần này đã có, hoặc chưa có gì để báo.")
        return
    click.echo(rendered.html if as_html else f"{rendered.subject}\n\n{rendered.text}")


@click.command()
@workspace_options
def daemon(frame: Frame) -> None:
    """Chạy thường trực: tự xem, kết luận, gửi; SIGTERM để dừng."""
    from monitor.schedule import serve_forever  # the scheduler's library is for the service alone

    try:
        with frame.working_app() as app:
            code = serve_forever(app)
    except AlreadyRunning as busy:
        say(f"already running: đã có một dịch vụ đôn đốc khác chạy ({busy})")
        return
    sys.exit(code)
