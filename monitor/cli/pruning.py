"""Command that lets go of what need not be kept any longer: prune."""

from __future__ import annotations

from dataclasses import asdict

import click

from monitor.cli.frame import Frame, json_option, print_json, say, workspace_options


@click.command()
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết sẽ bỏ gì, không bỏ.")
@json_option
@workspace_options
def prune(frame: Frame, dry_run: bool, as_json: bool) -> None:
    """Bỏ bớt bằng chứng và dữ liệu cá nhân đã quá hạn lưu; không đụng tới việc còn mở hay đang hỏi."""
    with frame.working_app(loud=False) as app:
        months, pruned = app.catalogue.settings.retention, app.prune(dry_run)
    if as_json:
        print_json(asdict(pruned) | {"dry_run": dry_run})
        return
    said = "Sẽ bỏ" if dry_run else "Đã bỏ"
    kept = f"(giữ bằng chứng {months.evidence_months} tháng, thư {months.letters_months} tháng; 0 là giữ mãi)"
    say(f"{said} {pruned.files} tệp bằng chứng ({pruned.records} bản ghi, {pruned.bytes / 1e6:.1f} MB) {kept}.")
    say(f"{said} nội dung và địa chỉ của {pruned.letters} thư.")
