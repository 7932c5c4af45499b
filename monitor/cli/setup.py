"""Commands to begin with: init and doctor."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

import click

from monitor.app.beginning import create_workspace
from monitor.catalogue.workspace import plan_ids
from monitor.cli.frame import PATH, Frame, json_option, print_json, say, workspace_options

_PLANS = f"Kế hoạch có sẵn: {', '.join(plan_ids())}. Không nêu: một kế hoạch ví dụ nhỏ của năm nay."


@click.command()
@click.argument("directory", type=PATH)
@click.option("--plan", "plan_id", default=None, help=_PLANS)
def init(directory: Path, plan_id: str | None) -> None:
    """Tạo thư mục làm việc mới, có chú thích, chạy được ngay."""
    for line in create_workspace(directory, plan_id):
        say(line)
    say(f"Tiếp theo: sửa {directory / 'settings.yaml'} và {directory / 'units.csv'},")
    say(f"rồi chạy: dondoc --home {quote(str(directory))} doctor")


@click.command()
@json_option
@workspace_options
def doctor(frame: Frame, as_json: bool) -> None:
    """Kiểm tra cấu hình, cơ sở dữ liệu, đồng hồ, mạng, thư điện tử, ổ đĩa; nói rõ cần làm gì."""
    from monitor.doctor import examine  # the network and mail libraries are for this command alone

    with frame.app() as app:
        checks = examine(app)
    if as_json:
        print_json(
            [{"check": check.name, "ok": check.ok, "detail": check.detail, "advice": check.advice} for check in checks]
        )
    else:
        for check in checks:
            say(f"{'✔' if check.ok else '✘'} {check.name}: {check.detail}")
            if not check.ok:
                say(f"    → {check.advice}")
    if not all(check.ok for check in checks):
        sys.exit(3)
