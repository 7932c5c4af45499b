"""Commands that show verdicts: status, history, why."""

from __future__ import annotations

import csv
import io
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from monitor.app.opened import Workspace
from monitor.cli.asking import check_asked
from monitor.cli.auditing import decision_line
from monitor.cli.frame import (
    DAY,
    KNOWN_AT,
    BadArgument,
    Frame,
    json_option,
    print_json,
    print_table,
    say,
    short,
    stated,
    workspace_options,
)
from monitor.cli.look_words import detail_words
from monitor.cli.words import (
    flag_names,
    look_name,
    standing_name,
    status_name,
)
from monitor.ports import VerdictFilter
from monitor.reports import facts, workbook
from monitor.reports.decided import decision_facts
from monitor.reports.why import why_facts
from rules.explain import OUTCOME_NAMES
from rules.model import DutyKey, Status
from rules.parts import leaves


@click.command()
@click.option("--unit")
@click.option("--obligation")
@click.option("--period")
@click.option("--status", "wanted", type=click.Choice([status.value for status in Status]))
@click.option("--fail-on", type=click.Choice([status.value for status in Status]), help="Thoát với mã 1 nếu có.")
@json_option
@workspace_options
def status(
    frame: Frame,
    unit: str | None,
    obligation: str | None,
    period: str | None,
    wanted: str | None,
    fail_on: str | None,
    as_json: bool,
) -> None:
    """Kết luận hiện nay (hoặc tại thời điểm --at)."""
    with frame.app() as app, app.reading() as (tx, known_at):
        check_asked(app, tx, unit, obligation, period)
        chosen = VerdictFilter(unit=unit, obligation=obligation, period=period, status=wanted)
        rows = facts.status_facts(tx, app.frame.by_key, chosen, known_at, app.catalogue)
        held = bool(rows or (tx.verdicts.as_of(known_at) if known_at else tx.verdicts.standing()))
    if as_json:
        print_json(rows)
    else:
        cells = [
            (
                row["unit"],
                row["obligation"],
                row["period"],
                status_name(row["status"]),
                f"{row['counted']}/{row['needed']}",
                _last_day(row["due"]),
                _notes(row),
            )
            for row in rows
        ]
        print_table(("Đơn vị", "Nghĩa vụ", "Kỳ", "Kết luận", "Số tin", "Hạn", "Ghi chú"), cells)
        _hint(rows, held, frame)
    if fail_on and any(row["status"] == fail_on for row in rows):
        sys.exit(1)


def _last_day(due: str | None) -> str:
    """The day that still counts: the moment is its end."""
    return f"{datetime.fromisoformat(due) - timedelta(seconds=1):%d/%m/%Y}" if due else ""


def _notes(row: dict[str, Any]) -> str:
    """Flags, whose day it is where it is not the plan's, and what waits for the office (S5, S21)."""
    open_ = row["questions"] and not row["closed_at"]  # S20: of a closed period nothing is asked any more
    asked = f"{len(row['questions'])} câu hỏi chờ Văn phòng" if open_ else ""
    day = f"hạn do {row['due_source']}" if row["due_source"] else ""
    return "; ".join(note for note in (flag_names(row["flags"]), day, asked) if note)


def _hint(rows: list[Any], held: bool, frame: Frame) -> None:
    """Why nothing is shown. ``held``: there are verdicts, of which none is as it was asked for."""
    if not rows and held:
        say("Không có kết luận nào khớp với điều kiện đã nêu.")
    elif not rows and frame.at is None:
        say("Chưa có kết luận thật nào. Nếu đã diễn tập, thêm --at THỜI_ĐIỂM để xem.")


@click.command()
@click.option("--unit")
@click.option("--obligation")
@click.option("--from", "first", type=DAY)
@click.option("--to", "last", type=DAY)
@click.option("--known-at", type=KNOWN_AT, help="Chỉ những gì đã biết lúc ấy; chỉ ghi ngày: tính đến hết ngày ấy.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv", "xlsx"]), default="table")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Tệp ghi ra (cần cho xlsx).")
@json_option
@workspace_options
def history(
    frame: Frame,
    unit: str | None,
    obligation: str | None,
    first: datetime | None,
    last: datetime | None,
    known_at: datetime | None,
    form: str,
    output: Path | None,
    as_json: bool,
) -> None:
    """Mọi thay đổi kết luận, không bao giờ sửa; --known-at: lúc ấy chương trình đã biết gì."""
    with frame.app() as app, app.reading() as (tx, at):
        check_asked(app, tx, unit, obligation)
        wanted = VerdictFilter(unit=unit, obligation=obligation, since=_start(first), until=_end(last))
        rows = [facts.history_fact(row) for row in tx.verdicts.history(wanted, known_at or at)]
    form = "json" if as_json else form
    if form == "xlsx" and output is None:
        raise click.UsageError("--format xlsx cần -o TỆP")
    match form:
        case "json":
            print_json(rows)
        case "csv":
            _write(output, _csv(rows).encode("utf-8-sig"))
        case "xlsx":
            _write(output, workbook.table(_HEADS, [[row[name] for name in _COLUMNS] for row in rows]))
        case _:
            cells = [
                (
                    short(row["known_at"]),
                    row["unit"],
                    row["obligation"],
                    row["period"],
                    status_name(row["status"]),
                    _explained(row),
                )
                for row in rows
            ]
            print_table(("Biết lúc", "Đơn vị", "Nghĩa vụ", "Kỳ", "Kết luận", "Giải thích"), cells)


def _explained(row: dict[str, Any]) -> str:
    """The sentence, and why it was judged again where the plan, the settings or the units changed (S20)."""
    return f"{row['sentence']} ({row['why_words']})" if row["why_words"] else str(row["sentence"])


_COLUMNS = ("known_at", "unit", "obligation", "plan", "period", "status", "counted", "needed", "sentence")
_HEADS = ("Biết lúc", "Đơn vị", "Nghĩa vụ", "Kế hoạch", "Kỳ", "Kết luận", "Ghi nhận", "Cần có", "Giải thích")


def _start(day: datetime | None) -> datetime | None:
    return facts.local_midnight(day.date()) if day else None


def _end(day: datetime | None) -> datetime | None:
    return facts.local_midnight(day.date(), after=1) if day else None


def _csv(rows: list[dict[str, Any]]) -> str:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(_HEADS)
    writer.writerows([workbook.inert(row[name]) for name in _COLUMNS] for row in rows)
    return target.getvalue()


def _write(output: Path | None, data: bytes) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
        return
    output.write_bytes(data)
    say(f"Đã ghi {output}")


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.argument("period", required=False)
@json_option
@workspace_options
def why(frame: Frame, unit: str, obligation: str, period: str | None, as_json: bool) -> None:
    """Vì sao kết luận như vậy: câu giải thích, bài đã tính, các lần xem, bằng chứng."""
    with frame.app() as app, app.reading() as (tx, known_at):
        check_asked(app, tx, unit, obligation, period)
        wanted = VerdictFilter(unit=unit, obligation=obligation, period=period)
        found = why_facts(tx, app.catalogue, app.frame.by_key, wanted, known_at)
        decisions, deeds = tx.verdicts.decisions(known_at), tx.verdicts.audit(known_at)
        for fact in found:
            key = DutyKey(fact["unit"], fact["plan"], fact["obligation"], fact["period"])
            fact["decisions"] = decision_facts(key, _part_names(app, key), decisions, deeds)
    if as_json:
        print_json(found)
        return
    if not found:
        raise BadArgument("không có kết luận nào như vậy; xem `dondoc status` để biết tên đơn vị, nghĩa vụ, kỳ")
    for one in found:
        _tell_why(one)


def _part_names(app: Workspace, key: DutyKey) -> list[str]:
    duty = app.frame.by_key.get(key)
    return [part.id for part in leaves((duty.obligation,))] if duty else []


def _tell_why(one: dict[str, Any]) -> None:
    say(f"{one['unit']} · {one['obligation']} · {one['period']}: {status_name(one['status'])}")
    say(f"  {one['sentence']}")
    for publication in one["publications"]:
        say(f"  - bài số {publication['id']}: {stated(publication)} {publication['title']}")
        say(f"    {publication['url']}")
    for question in one["questions"]:
        number = f" (bài số {question['publication']})" if question["publication"] else ""
        say(f"  ? {question['text']}{number}")
    for look in (*one["proof"], *one["seen_by"]):
        numbers = ", ".join(str(number) for number in look["evidence"])
        stored = f"; bằng chứng số {numbers}" if numbers else ""
        say(f"  Lần xem {short(look['at'])}: {look_name(look['outcome'], look['items'])}{stored}")
    for look in one["unproven_by"]:
        detail = f": {detail_words(look['detail'])}" if look["detail"] else ""
        say(f"  Lần xem {short(look['at'])} chưa đủ làm căn cứ ({OUTCOME_NAMES[look['outcome']]}){detail}")
    for change in one["history"]:
        say(f"  {short(change['known_at'])}: {standing_name(change['status'], change['reason_code'])}")
        if change["why_words"]:
            say(f"    {change['why_words']}")
    for decision in one["decisions"]:
        say(f"  {decision_line(decision)}")
    if one["closed_at"]:
        say(f"  Kỳ này đã chốt lúc {short(one['closed_at'])}.")
    say()
