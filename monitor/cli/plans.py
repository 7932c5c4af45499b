"""Commands about what is owed: plan list, show, check; units check; match."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from monitor.catalogue.loading import check_plan, check_units, load_catalogue
from monitor.cli.frame import PATH, Frame, json_option, print_json, print_table, say, workspace_options
from monitor.reports.plan_table import plan_rows, when_words
from rules.matching import match as match_title
from rules.model import Medium, Plan


@click.group()
def plan() -> None:
    """Kế hoạch: liệt kê, xem, kiểm tra."""


@plan.command("list")
@json_option
@workspace_options
def plan_list(frame: Frame, as_json: bool) -> None:
    """Các kế hoạch đang có hiệu lực trong thư mục làm việc."""
    plans = load_catalogue(frame.home).plans
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
    catalogue = load_catalogue(frame.home)
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
    for one in load_catalogue(frame.home).plans:
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
        say(f"{file}: đúng, {len(check_units(file).units)} đơn vị.")
        return
    catalogue = load_catalogue(frame.home)
    say(f"Đúng: {len(catalogue.units)} đơn vị, {len(catalogue.sections)} chuyên mục.")


@click.command()
@click.argument("title")
@click.option("--plan", "plan_id", required=True, help="Mã kế hoạch, hoặc tệp kế hoạch.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Ngày đăng.")
@click.option("--kind", type=click.Choice([medium.value for medium in Medium]), default=None)
@click.option("--topic", default=None)
@json_option
@workspace_options
def match(
    frame: Frame, title: str, plan_id: str, day: datetime | None, kind: str | None, topic: str | None, as_json: bool
) -> None:
    """Một tiêu đề có thể đáp ứng những nghĩa vụ nào, và vì sao."""
    chosen = _plan(frame, plan_id)
    found = []
    for obligation in chosen.obligations:
        if not obligation.match.given or (topic and obligation.where.topic != topic):
            continue
        if kind and Medium(kind) not in obligation.accepts:
            continue
        result = match_title(title, obligation, chosen.year)
        found.append(
            {
                "obligation": obligation.id,
                "score": result.score,
                "matched": list(result.matched),
                "missing": list(result.missing),
                "decision": result.decision,
                "when": when_words(obligation),
            }
        )
    found.sort(key=lambda row: -float(str(row["score"])))
    if as_json:
        print_json(found)
        return
    words = {"yes": "đúng", "ask": "cần hỏi", "no": "không"}
    print_table(
        ("Nghĩa vụ", "Điểm", "Kết luận", "Khớp", "Thiếu"),
        [
            (
                row["obligation"],
                row["score"],
                words[str(row["decision"])],
                "; ".join(row["matched"]),
                "; ".join(row["missing"]),
            )  # type: ignore[arg-type]
            for row in found
        ],
    )


def _plan(frame: Frame, name: str) -> Plan:
    file = Path(name)
    if file.suffix in (".yaml", ".yml") and file.is_file():
        return check_plan(file)
    shipped = shipped_plan(name)
    if (frame.home / "settings.yaml").is_file():
        for one in load_catalogue(frame.home).plans:
            if one.id == name:
                return one
    if shipped is not None:
        return check_plan(shipped)
    raise click.BadParameter(f"không có kế hoạch {name}")


def shipped_plan(name: str) -> Path | None:
    """The file of a plan that comes with the program, by its id."""
    from monitor.catalogue.workspace import config_dir

    file = config_dir() / "plans" / f"{name}.yaml"
    return file if file.is_file() and file.parent == config_dir() / "plans" else None


COMMANDS = (plan, units, match)
