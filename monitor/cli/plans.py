"""Commands about what is owed: plan list, show, check; units check; match."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from monitor.app import reader_names
from monitor.catalogue.loading import check_plan, check_units, load_catalogue
from monitor.catalogue.workspace import config_dir, plan_ids
from monitor.cli import importing
from monitor.cli.frame import PATH, Frame, json_option, print_json, print_table, say, workspace_options
from monitor.reports.plan_table import plan_rows
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
    """Bảng phân công của một kế hoạch."""
    catalogue = load_catalogue(frame.home, reader_names())
    chosen = next((one for one in catalogue.plans if one.id == plan_id), None)
    if chosen is None:
        raise click.BadParameter(f"không có kế hoạch {plan_id}; có: {', '.join(one.id for one in catalogue.plans)}")
    rows = plan_rows(chosen, catalogue.units, catalogue.groups)
    if as_json:
        print_json(rows)
        return
    say(f"{chosen.title} ({chosen.id}), năm {chosen.year}, {chosen.issuer}")
    heads = ("Mã", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Hình thức")
    print_table(heads, [tuple(row[name] for name in ("id", "title", "lead", "with", "when", "how")) for row in rows])


@plan.command("check")
@click.argument("file", type=PATH, required=False)
@workspace_options
def plan_check(frame: Frame, file: Path | None) -> None:
    """Kiểm tra một tệp kế hoạch (hoặc cả thư mục làm việc); in mọi lỗi cùng lúc."""
    if file is not None:
        checked = check_plan(file)
        say(f"{file}: đúng, {len(checked.obligations)} nghĩa vụ.")
        return
    for one in load_catalogue(frame.home, reader_names()).plans:
        say(f"{one.id}: đúng, {len(one.obligations)} nghĩa vụ.")


@click.group()
def units() -> None:
    """Đơn vị: kiểm tra danh sách."""


@units.command("check")
@click.argument("file", type=PATH, required=False)
@workspace_options
def units_check(frame: Frame, file: Path | None) -> None:
    """Kiểm tra danh sách đơn vị; in mọi lỗi cùng lúc."""
    if file is not None:
        say(f"{file}: đúng, {len(check_units(file, readers=reader_names()).units)} đơn vị.")
        return
    catalogue = load_catalogue(frame.home, reader_names())
    say(f"Đúng: {len(catalogue.units)} đơn vị, {len(catalogue.sections)} chuyên mục.")


@click.command()
@click.argument("title")
@click.option("--plan", "plan_id", required=True, help="Mã kế hoạch, hoặc tệp kế hoạch.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
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
    shipped = shipped_plan(name)
    if (frame.home / "settings.yaml").is_file():
        for one in load_catalogue(frame.home, reader_names()).plans:
            if one.id == name:
                return one
    if shipped is not None:
        return check_plan(shipped)
    raise click.BadParameter(f"không có kế hoạch {name}")


def shipped_plan(name: str) -> Path | None:
    """The file of a plan that comes with the program, by its id."""
    return config_dir() / "plans" / f"{name}.yaml" if name in plan_ids() else None


COMMANDS = (plan, units, match)
