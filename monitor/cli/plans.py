"""Commands about what is owed: plan list, show, check; match."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from crawlers.readers import reader_names
from monitor.catalogue.faults import CatalogueFaults, Fault, did_you_mean
from monitor.catalogue.loading import Catalogue, check_plan, load_catalogue, usual_calendar
from monitor.catalogue.workspace import config_dir, plan_ids
from monitor.cli import importing
from monitor.cli.asking import no_such_plan
from monitor.cli.frame import DAY, PATH, Frame, json_option, print_json, print_table, say, workspace_options
from monitor.reports.plan_table import DATED, GROUPS, count_words, head_words, plan_rows, theme_rows
from rules.matching import Match
from rules.model import Medium, Plan
from rules.serving import Told, serves


@click.group()
def plan() -> None:
    """Kế hoạch: liệt kê, xem, kiểm tra, nhập từ tài liệu, cho có hiệu lực."""


for _command in importing.COMMANDS:
    plan.add_command(_command)


@plan.command("list")
@json_option
@workspace_options
def plan_list(frame: Frame, as_json: bool) -> None:
    """Các kế hoạch đang có hiệu lực trong thư mục làm việc."""
    plans = load_catalogue(frame.home, reader_names()).plans
    if as_json:
        print_json(
            [{"id": one.id, "title": one.title, "year": one.year, "obligations": len(one.obligations)} for one in plans]
        )
        return
    print_table(
        ("Mã", "Tên", "Năm", "Nghĩa vụ"), [(one.id, one.title, one.year, len(one.obligations)) for one in plans]
    )


@plan.command("show")
@click.argument("plan_id")
@json_option
@workspace_options
def plan_show(frame: Frame, plan_id: str, as_json: bool) -> None:
    """Bảng phân công của một kế hoạch: mã của kế hoạch đang có hiệu lực hay có sẵn, hoặc tệp dự thảo."""
    chosen, catalogue = _to_show(frame, plan_id)
    calendar = catalogue.calendar if catalogue else usual_calendar(range(chosen.year, chosen.year + 2))
    groups = catalogue.groups if catalogue else {}
    rows = plan_rows(chosen, catalogue.units if catalogue else {}, groups, calendar)
    if as_json:
        print_json(rows)
        return
    for line in head_words(chosen):
        say(line)
    heads = ("Mã", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Hình thức")
    for group, title in GROUPS.items():
        own = [row for row in rows if row["group"] == group]
        if own:
            print_table(heads, [_cells(row) for row in own], title)
    unclear = [row for row in rows if row["ambiguity"] and row["group"] == DATED]
    if unclear:
        say("Chỗ kế hoạch chưa rõ, ở những việc có hạn:")
    for row in unclear:
        say(f"  {row['id']}: {row['ambiguity']}")
    themes = theme_rows(chosen)
    if themes:
        print_table(("Nội dung tuyên truyền (chỉ thống kê)", "Nghĩa vụ"), themes)


def _cells(row: dict[str, str]) -> tuple[str, ...]:
    """A row as people read it: a part below its whole, to whom a report goes, where the plan says it."""
    mark = "  + " if row["part_of"] else ""
    source = f" [{row['source']}]" if row["source"] else ""
    to = f"; gửi {row['report_to']}" if row["report_to"] else ""
    how = row["how"] + (f" ({row['binding']})" if row["binding"] else "")
    return (row["id"], f"{mark}{row['title']}{source}", row["lead"], row["with"], row["when"], how + to)


def _to_show(frame: Frame, name: str) -> tuple[Plan, Catalogue | None]:
    """A plan in force, a plan that comes with the program, or a draft; with the workspace where there is one."""
    catalogue = load_catalogue(frame.home, reader_names()) if (frame.home / "settings.yaml").is_file() else None
    known = {one.id: one for one in catalogue.plans} if catalogue else {}
    if name in known:
        return known[name], catalogue
    file = Path(name) if Path(name).suffix in (".yaml", ".yml") else shipped_plan(name)
    if file is None:
        names = [*known, *plan_ids()]
        raise CatalogueFaults([Fault("plan show", 0, f"không có kế hoạch {name}", did_you_mean(name, names))])
    return check_plan(file), catalogue


@plan.command("check")
@click.argument("file", type=PATH, required=False)
@workspace_options
def plan_check(frame: Frame, file: Path | None) -> None:
    """Kiểm tra một tệp kế hoạch (hoặc cả thư mục làm việc); in mọi lỗi cùng lúc."""
    if file is not None:
        say(f"{file}: đúng, {count_words(check_plan(file))}.")
        return
    for one in load_catalogue(frame.home, reader_names()).plans:
        say(f"{one.id}: đúng, {count_words(one)}.")


@click.command()
@click.argument("title")
@click.option("--plan", "plan_id", required=True, help="Mã kế hoạch, hoặc tệp kế hoạch.")
@click.option(
    "--date",
    "day",
    type=DAY,
    help="Ngày đăng: ngoài năm của kế hoạch hoặc ngoài mọi kỳ thì không; trước, sau cửa sổ thì ghi sớm, muộn; "
    "giữa hai việc giống nhau chỉ tính cho việc gần ngày hơn.",
)
@click.option(
    "--kind",
    type=click.Choice([medium.value for medium in Medium]),
    default=None,
    help="Là bài, văn bản, video hay trang: bỏ những việc không nhận loại ấy; không nêu thì việc cần video phải hỏi.",
)
@click.option(
    "--topic",
    default=None,
    help="Chuyên mục đã đăng (cchc, video…): bỏ việc ở chuyên mục khác; không nêu thì việc không có từ khóa phải hỏi.",
)
@json_option
@workspace_options
def match(
    frame: Frame, title: str, plan_id: str, day: datetime | None, kind: str | None, topic: str | None, as_json: bool
) -> None:
    """Một tiêu đề có thể đáp ứng những nghĩa vụ nào, và vì sao."""
    chosen = _plan(frame, plan_id)
    told = Told(day.date() if day else None, Medium(kind) if kind else None, topic)
    found = serves(title, chosen, told)
    if as_json:
        print_json([asdict(result) for result in found])
        return
    words = {"yes": "đúng", "ask": "cần hỏi", "no": "không"}
    cells = [
        (result.obligation, result.score, words[result.decision], _matched(result), "; ".join(result.missing))
        for result in found
    ]
    print_table(("Nghĩa vụ", "Điểm", "Kết luận", "Khớp", "Thiếu"), cells)


def _matched(result: Match) -> str:
    if result.matched or result.decision == "no":
        return "; ".join(result.matched)
    return "bất kỳ bài nào của chuyên mục"


def _plan(frame: Frame, name: str) -> Plan:
    file = Path(name)
    if file.suffix in (".yaml", ".yml") and file.is_file():
        return check_plan(file)
    own = load_catalogue(frame.home, reader_names()).plans if (frame.home / "settings.yaml").is_file() else ()
    for one in own:
        if one.id == name:
            return one
    shipped = shipped_plan(name)
    if shipped is None:
        raise no_such_plan(name, (*(one.id for one in own), *plan_ids()))
    return check_plan(shipped)


def shipped_plan(name: str) -> Path | None:
    """The file of a plan that comes with the program, by its id."""
    return config_dir() / "plans" / f"{name}.yaml" if name in plan_ids() else None
