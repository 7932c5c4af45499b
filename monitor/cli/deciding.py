"""Commands by which people decide: waive, attest, confirm, close, reopen, release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import click

from monitor.app import App
from monitor.cli.frame import BadArgument, Frame, say, workspace_options
from monitor.pipeline import decide
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.decide import Deed, NoSuchDuty
from monitor.ports import Transaction

F = TypeVar("F", bound=Callable[..., object])
_DATE = click.DateTime(["%Y-%m-%d"])


def deed_options(command: F) -> F:
    """``--by`` and ``--reason``, without which nobody decides anything."""
    command = click.option("--reason", required=True, help="Lý do.")(command)
    return click.option("--by", required=True, help="Người quyết định.")(command)


def _decide(frame: Frame, what: Callable[[Cycle, Transaction], str]) -> None:
    """Carry out a decision and judge what it touches at once."""
    with frame.working_app(loud=False) as app:
        try:
            say(app.decide(what))
        except NoSuchDuty as missing:
            raise BadArgument(str(missing)) from None
        _judge(app)


def _judge(app: App) -> None:
    app.cycle(judge=True)


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.option("--from", "first", type=_DATE, required=True)
@click.option("--to", "last", type=_DATE, required=True)
@deed_options
@workspace_options
def waive(frame: Frame, unit: str, obligation: str, first: datetime, last: datetime, by: str, reason: str) -> None:
    """Miễn một nghĩa vụ cho một đơn vị trong một thời gian."""
    if last < first:
        raise click.BadParameter("--to phải không trước --from")

    def what(cycle: Cycle, tx: Transaction) -> str:
        count = decide.waive(cycle, tx, unit, obligation, first.date(), last.date(), Deed(by, reason))
        return f"Đã miễn {obligation} cho {unit}: {count} kỳ."

    _decide(frame, what)


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.argument("period")
@click.option("--evidence", default="", help="Tệp hoặc đường dẫn làm minh chứng.")
@click.option("--not-received", is_flag=True, help="Văn phòng xác nhận là chưa nhận được.")
@click.option("--valid-until", type=_DATE, default=None)
@deed_options
@workspace_options
def attest(
    frame: Frame,
    unit: str,
    obligation: str,
    period: str,
    evidence: str,
    not_received: bool,
    valid_until: datetime | None,
    by: str,
    reason: str,
) -> None:
    """Văn phòng xác nhận một việc đã làm (hoặc chưa nhận được)."""

    def what(cycle: Cycle, tx: Transaction) -> str:
        (duty, *_) = decide.duties_named(cycle, unit, obligation, period)
        until = valid_until.date() if valid_until else None
        decide.attest(cycle, tx, duty.key, evidence, not not_received, until, Deed(by, reason))
        return f"Đã ghi xác nhận cho {obligation} kỳ {period} của {unit}."

    _decide(frame, what)


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.argument("period")
@click.argument("publication", type=int)
@click.option("--yes/--no", "serves", required=True, help="Bài ấy có đáp ứng nghĩa vụ không.")
@deed_options
@workspace_options
def confirm(
    frame: Frame, unit: str, obligation: str, period: str, publication: int, serves: bool, by: str, reason: str
) -> None:
    """Trả lời một câu hỏi: bài số PUBLICATION (xem `why`, `publications`) có tính cho kỳ này không."""

    def what(cycle: Cycle, tx: Transaction) -> str:
        (duty, *_) = decide.duties_named(cycle, unit, obligation, period)
        decide.confirm(cycle, tx, duty, publication, serves, Deed(by, reason))
        counts = "tính" if serves else "không tính"
        return f"Đã ghi câu trả lời: bài số {publication} {counts} cho {obligation} kỳ {period}."

    _decide(frame, what)


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.argument("period")
@deed_options
@workspace_options
def close(frame: Frame, unit: str, obligation: str, period: str, by: str, reason: str) -> None:
    """Chốt một kỳ trước hạn chốt; kỳ đã chốt không kết luận lại."""

    def what(cycle: Cycle, tx: Transaction) -> str:
        keys = [duty.key for duty in decide.duties_named(cycle, unit, obligation, period)]
        return f"Đã chốt {decide.close(cycle, tx, keys, Deed(by, reason))} kỳ."

    _decide(frame, what)


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.argument("period")
@deed_options
@workspace_options
def reopen(frame: Frame, unit: str, obligation: str, period: str, by: str, reason: str) -> None:
    """Mở lại một kỳ đã chốt."""

    def what(cycle: Cycle, tx: Transaction) -> str:
        keys = [duty.key for duty in decide.duties_named(cycle, unit, obligation, period)]
        return f"Đã mở lại {decide.reopen(cycle, tx, keys, Deed(by, reason))} kỳ."

    _decide(frame, what)


@click.command()
@click.option("--drop", is_flag=True, help="Bỏ các thư đang giữ thay vì gửi.")
@deed_options
@workspace_options
def release(frame: Frame, drop: bool, by: str, reason: str) -> None:
    """Cho gửi (hoặc bỏ) các thư bị giữ vì số đơn vị có vấn đề tăng khác thường."""

    def what(cycle: Cycle, tx: Transaction) -> str:
        keys = [row.notice.key for row in tx.outbox.held_notices()]
        count = tx.outbox.release(keys, drop, f"{by}: {reason}")
        tx.verdicts.note_deed(cycle.now, by, "drop" if drop else "release", reason, {"notices": keys})
        return f"{'Đã bỏ' if drop else 'Đã cho gửi'} {count} thông báo đang giữ."

    _decide(frame, what)


COMMANDS = (waive, attest, confirm, close, reopen, release)
