"""Commands by which people decide about verdicts: waive, attest, confirm, close, reopen, release."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from crawlers.addresses import BadAddress, parse_target
from monitor.cli.deeds import carry_out, deed_options
from monitor.cli.frame import DAY, BadArgument, Frame
from monitor.pipeline import decide, ordain
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.named import Deed, Done, duties_named, one_duty, whole_of
from monitor.pipeline.redesign import release_redesign
from monitor.ports import Transaction
from monitor.storage.papers import BadPaper, keep_paper
from rules.model import Attestation, DutyKey


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.option("--from", "first", type=DAY, required=True)
@click.option("--to", "last", type=DAY, required=True)
@click.option("--revoke", is_flag=True, help="Thôi miễn: các kỳ chạm những ngày này lại phải thực hiện.")
@deed_options
def waive(
    frame: Frame,
    unit: str,
    obligation: str,
    first: datetime,
    last: datetime,
    revoke: bool,
    deed: Deed,
    as_json: bool,
) -> None:
    """Miễn một nghĩa vụ cho một đơn vị trong một thời gian, hoặc thôi miễn."""
    if last < first:
        raise click.BadParameter("--to phải từ ngày --from trở đi")
    asked = decide.LetOff(unit, obligation, first.date(), last.date(), granted=not revoke)

    def what(cycle: Cycle, tx: Transaction) -> Done:
        return decide.waive(cycle, tx, asked, deed)

    carry_out(frame, as_json, deed, what)


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.argument("period", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), help="Tệp minh chứng; được chép vào data/papers.")
@click.option("--link", default="", help="Đường dẫn làm minh chứng.")
@click.option("--evidence", default="", help="Ghi chú về minh chứng (số văn bản, nơi lưu).")
@click.option("--not-received", is_flag=True, help="Văn phòng xác nhận là chưa nhận được.")
@click.option("--unit-word", is_flag=True, help="Lời báo của đơn vị, Văn phòng chưa xác nhận.")
@click.option("--until", "--valid-until", "until", type=DAY, default=None, help="Lời xác nhận có giá trị đến hết ngày.")
@deed_options
def attest(
    frame: Frame,
    unit: str,
    obligation: str,
    period: str | None,
    file: Path | None,
    link: str,
    evidence: str,
    not_received: bool,
    unit_word: bool,
    until: datetime | None,
    deed: Deed,
    as_json: bool,
) -> None:
    """Xác nhận một việc đã làm (hoặc chưa nhận được), với tệp hoặc đường dẫn làm minh chứng."""
    _check_link(link)

    def what(cycle: Cycle, tx: Transaction) -> Done:
        duty = decide.takes_attestation(one_duty(cycle, tx, unit, obligation, period))
        try:
            paper = keep_paper(cycle.catalogue.home, file) if file else None
        except BadPaper as bad:
            raise BadArgument(f"--file {bad}") from None
        proof = "; ".join(part for part in (paper.name if paper else "", link.strip(), evidence.strip()) if part)
        word = Attestation(
            duty.key,
            deed.by,
            cycle.now,
            confirmed=not unit_word,
            received=not not_received,
            evidence=proof,
            reason=deed.reason,
            valid_until=until.date() if until else None,
            sha256=paper.sha256 if paper else "",
        )
        return decide.attest(cycle, tx, duty, word)

    carry_out(frame, as_json, deed, what)


def _check_link(link: str) -> None:
    try:
        if link:
            parse_target(link)
    except BadAddress as bad:
        raise BadArgument(
            f"--link {link}: không phải địa chỉ http(s) ({bad}); ví dụ đúng: https://…/bien-ban"
        ) from None


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.argument("period")
@click.argument("publication", type=int)
@click.option("--yes/--no", "serves", required=True, help="Bài ấy có đáp ứng nghĩa vụ không.")
@deed_options
def confirm(
    frame: Frame,
    unit: str,
    obligation: str,
    period: str,
    publication: int,
    serves: bool,
    deed: Deed,
    as_json: bool,
) -> None:
    """Trả lời một câu hỏi: bài số PUBLICATION (xem `why`, `publications`) có tính cho kỳ này không."""

    def what(cycle: Cycle, tx: Transaction) -> Done:
        duty = one_duty(cycle, tx, unit, obligation, period)
        return decide.confirm(cycle, tx, duty, publication, serves, deed)

    carry_out(frame, as_json, deed, what)


def _wholes(cycle: Cycle, unit: str, obligation: str, period: str) -> set[DutyKey]:
    """A period is closed for the whole duty, by whichever part it is named."""
    return {whole_of(cycle, duty).key for duty in duties_named(cycle, unit, obligation, period)}


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.argument("period")
@deed_options
def close(frame: Frame, unit: str, obligation: str, period: str, deed: Deed, as_json: bool) -> None:
    """Chốt một kỳ trước hạn chốt; kỳ đã chốt không kết luận lại."""

    def what(cycle: Cycle, tx: Transaction) -> Done:
        return decide.close(cycle, tx, _wholes(cycle, unit, obligation, period), deed)

    carry_out(frame, as_json, deed, what)


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.argument("period")
@deed_options
def reopen(frame: Frame, unit: str, obligation: str, period: str, deed: Deed, as_json: bool) -> None:
    """Mở lại một kỳ đã chốt."""

    def what(cycle: Cycle, tx: Transaction) -> Done:
        return decide.reopen(cycle, tx, _wholes(cycle, unit, obligation, period), deed)

    carry_out(frame, as_json, deed, what)


@click.command()
@click.option("--drop", is_flag=True, help="Bỏ các thư đang giữ thay vì gửi.")
@click.option("--hindsight", is_flag=True, help="Cho báo các kết luận hồi cứu của --unit, --obligation, --period.")
@click.option("--redesign", is_flag=True, help="Trang của --unit đã làm lại, vẫn là chuyên mục này: đọc lại từ đầu.")
@click.option("--unit")
@click.option("--obligation")
@click.option("--period")
@click.option("--all", "everything", is_flag=True, help="Với --hindsight: mọi kết luận hồi cứu.")
@deed_options
def release(
    frame: Frame,
    drop: bool,
    hindsight: bool,
    redesign: bool,
    unit: str | None,
    obligation: str | None,
    period: str | None,
    everything: bool,
    deed: Deed,
    as_json: bool,
) -> None:
    """Cho gửi (hoặc bỏ) các thư bị giữ vì số đơn vị có vấn đề tăng khác thường; cho báo kết luận hồi cứu; hoặc cho đọc
    lại trang đã đổi giao diện."""
    chosen = any((unit, obligation, period))
    if redesign:
        if unit is None or any((drop, hindsight, obligation, period, everything)):
            raise BadArgument("--redesign cần --unit MÃ, không dùng cùng lựa chọn khác")
        carry_out(frame, as_json, deed, lambda cycle, tx: release_redesign(cycle, tx, unit, deed))
        return
    if hindsight and (drop or chosen == everything):
        raise BadArgument("--hindsight cần chọn --unit, --obligation hoặc --period, hay --all; không dùng cùng --drop")
    if not hindsight and (chosen or everything):
        raise BadArgument("--unit, --obligation, --period, --all chỉ dùng cùng --hindsight")

    def what(cycle: Cycle, tx: Transaction) -> Done:
        if hindsight:
            return ordain.release_hindsight(cycle, tx, unit, obligation, period, deed)
        return decide.release(cycle, tx, drop, deed)

    carry_out(frame, as_json, deed, what)
