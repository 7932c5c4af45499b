"""Commands about proof: evidence verify and show."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from monitor.app.refusals import NeverRan
from monitor.cli.frame import Frame, NoWork, say, workspace_options
from monitor.reports import facts


@click.group()
def evidence() -> None:
    """Bằng chứng: kiểm tra, xem."""


@evidence.command("verify")
@workspace_options
def verify(frame: Frame) -> None:
    """Băm lại mọi bằng chứng và đi hết chuỗi băm; thoát với mã 3 nếu có gì sai."""
    try:
        with frame.app() as app:
            wrong, orphans = app.store.evidence.verify(), app.store.evidence.orphans()
            with app.store.read(None) as tx:
                records, gone = facts.evidence_count(tx), tx.pruning.buried()
            joined = app.joined_late()
            files = sum(file.is_file() for file in (app.home / "data" / "evidence").rglob("*")) - len(orphans)
    except NeverRan as nothing:
        raise NoWork(str(nothing)) from None
    for sentence in wrong:
        say(sentence)
    if wrong:
        if joined:
            say(f"Lưu ý: {joined}.")
        sys.exit(3)
    say(f"Bằng chứng nguyên vẹn: {records} bản ghi trong {files} tệp.")
    if gone:
        say(f"Trong đó {len(gone)} tệp đã bỏ theo thời hạn lưu giữ; mã băm và chuỗi của chúng vẫn còn và khớp.")
    for sentence in orphans:
        say(sentence)


@evidence.command("show")
@click.argument("number", type=int)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Ghi nội dung ra tệp.")
@workspace_options
def show(frame: Frame, number: int, output: Path | None) -> None:
    """Nội dung một bằng chứng, đúng từng byte."""
    with frame.app() as app:
        body = app.store.evidence.body(number)
    if output is None:
        sys.stdout.buffer.write(body)
        return
    output.write_bytes(body)
    say(f"Đã ghi {len(body)} byte vào {output}")
