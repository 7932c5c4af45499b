"""The command that counts themes: what the plan wanted spoken of, and how often it was."""

from __future__ import annotations

from datetime import datetime

import click

from monitor.cli.asking import check_asked, no_such_plan
from monitor.cli.frame import DAY, BadArgument, Frame, json_option, print_json, print_table, say, workspace_options
from monitor.reports.theme_counts import theme_counts, theme_facts


@click.command()
@click.option("--plan", "plan_id", help="Mã kế hoạch; không nêu: mọi kế hoạch có chủ đề.")
@click.option("--unit", help="Chỉ những bài của một đơn vị.")
@click.option("--from", "first", type=DAY, help="Từ ngày; không nêu: đầu năm của kế hoạch.")
@click.option("--to", "last", type=DAY, help="Đến hết ngày; không nêu: cuối năm của kế hoạch.")
@json_option
@workspace_options
def themes(
    frame: Frame, plan_id: str | None, unit: str | None, first: datetime | None, last: datetime | None, as_json: bool
) -> None:
    """Mỗi chủ đề của kế hoạch được bao nhiêu bài nói tới; chỉ là số liệu, không phải đạt hay không đạt."""
    if first is not None and last is not None and first > last:
        raise BadArgument("--from sau --to; đổi lại cho đúng thứ tự")
    days = (first.date() if first else None, last.date() if last else None)
    with frame.app() as app, app.reading() as (tx, known_at):
        check_asked(app, tx, unit)
        plans = [one for one in app.catalogue.plans if plan_id in (None, one.id)]
        if plan_id is not None and not plans:
            raise no_such_plan(plan_id, (one.id for one in app.catalogue.plans))
        duties = list(app.frame.by_key.values())
        rows = [
            theme_facts(one, theme_counts(tx, one, duties, app.frame.now, *days, unit, known_at))
            for one in plans
            if one.themes
        ]
    if as_json:
        print_json(rows)
        return
    if not rows:
        say("Kế hoạch không khai báo chủ đề nào (khóa `themes`).")
    for row in rows:
        cells = [(theme["title"], theme["publications"], theme["units"]) for theme in row["themes"]]
        print_table(("Chủ đề", "Số bài", "Số đơn vị"), cells)
        say(
            f"{row['plan']}: {row['seen']} bài trong kỳ, {row['untouched']} bài không thuộc chủ đề nào, "
            f"{row['undated']} bài không rõ ngày nên không tính. Một bài có thể thuộc nhiều chủ đề."
        )
