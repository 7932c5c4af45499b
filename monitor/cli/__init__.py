"""The command line: one file per group of commands; nothing is decided here."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from monitor.app.refusals import RehearsalRefused
from monitor.catalogue.faults import CatalogueFaults
from monitor.cli.contents import Commands
from monitor.cli.frame import MOMENT, PATH, Frame
from monitor.ports import AlreadyRunning, StorageError

BAD_CONFIG, NO_WORK = 2, 3


def _version() -> str:
    try:
        return version("dondoc")
    except PackageNotFoundError:
        return "0"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--home", type=PATH, default=None, envvar="DONDOC_HOME", help="Thư mục làm việc (workspace).")
@click.option("--at", type=MOMENT, default=None, help="Đồng hồ diễn tập, ví dụ 2022-03-05T08:00+07:00.")
@click.version_option(_version(), prog_name="dondoc")
@click.pass_context
def dondoc(ctx: click.Context, home: Path | None, at: object) -> None:
    """Đôn Đốc: theo dõi việc công khai cải cách hành chính trên trang của các đơn vị, nhắc trước, báo khi chậm."""
    ctx.obj = Frame(home or Path("."), at)  # type: ignore[arg-type]


def main() -> None:
    """Entry point. Exit codes: 0 done, 2 bad configuration or arguments, 3 could not do its work (INTERFACE)."""
    try:
        dondoc.main(standalone_mode=True)
    except CatalogueFaults as faults:
        click.echo(str(faults), err=True)
        sys.exit(BAD_CONFIG)
    except RehearsalRefused as refused:
        click.echo(str(refused), err=True)
        sys.exit(BAD_CONFIG)
    except StorageError as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(NO_WORK)
    except AlreadyRunning as busy:
        click.echo(f"Đang có một lượt khác chạy ({busy}); hãy thử lại sau.", err=True)
        sys.exit(NO_WORK)
    except OSError as trouble:
        click.echo(_refusal_of(trouble), err=True)
        sys.exit(NO_WORK)


def _refusal_of(trouble: OSError) -> str:
    place = f" {trouble.filename}" if trouble.filename else ""
    return f"Không đọc hoặc ghi được{place} ({trouble.strerror or trouble}); hãy kiểm tra đường dẫn, quyền và ổ đĩa."
