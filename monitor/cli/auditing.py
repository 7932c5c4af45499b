"""The audit log as people read it: who decided what, when and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from monitor.cli.asking import check_asked
from monitor.cli.frame import DAY, Frame, json_option, print_json, print_table, short, workspace_options
from monitor.reports.decided import audit_fact, concerns
from monitor.reports.facts import local_midnight

ACTIONS: dict[str, str] = {
    "waiver": "miễn",
    "attestation": "xác nhận",
    "answer": "trả lời câu hỏi",
    "dayset": "đặt ngày hạn",
    "occurrence": "báo có sự kiện",
    "release": "cho gửi, cho báo",
    "drop": "bỏ thư đang giữ",
    "redesign": "cho đọc lại trang đã làm lại",
    "reply": "đơn vị trả lời",
    "refusal": "không nhận trả lời",
    "close": "chốt kỳ",
    "reopen": "mở lại kỳ",
    "plan_in_force": "kế hoạch có hiệu lực",
    "plan_changed": "kế hoạch đã đổi",
    "plan_removed": "kế hoạch đã bỏ",
    "decisions_lost": "quyết định không còn áp dụng",
    "prune": "bỏ bằng chứng, thư quá hạn lưu",
}
_SAID = frozenset({"waiver", "attestation", "answer", "dayset", "occurrence", "reply"})
"""Decisions whose content is told with them."""


@click.command()
@click.option("--unit", help="Chỉ các quyết định về một đơn vị.")
@click.option("--by", help="Chỉ các quyết định của một người.")
@click.option("--action", help="Chỉ một loại, ví dụ waiver, attestation, reply, close.")
@click.option("--from", "first", type=DAY)
@click.option("--to", "last", type=DAY)
@json_option
@workspace_options
def audit(
    frame: Frame,
    unit: str | None,
    by: str | None,
    action: str | None,
    first: datetime | None,
    last: datetime | None,
    as_json: bool,
) -> None:
    """Nhật ký quyết định: ai, lúc nào, việc gì, vì sao; chỉ ghi thêm, không bao giờ sửa hay xóa."""
    with frame.app() as app, app.reading() as (tx, known_at):
        check_asked(app, tx, unit)
        lines = tx.verdicts.audit(known_at)
    since = local_midnight(first.date()) if first else None
    until = local_midnight(last.date(), 1) if last else None
    rows = [
        audit_fact(line)
        for line in lines
        if (since is None or since <= line.at)
        and (until is None or line.at < until)
        and by in (None, line.who)
        and action in (None, line.action)
        and (unit is None or concerns(line, unit))
    ]
    if as_json:
        print_json(rows)
        return
    cells = [(short(row["at"]), row["who"], _action(row), row["about"], row["reason"]) for row in rows]
    print_table(("Lúc", "Ai", "Việc", "Về", "Lý do"), cells)


def _action(row: dict[str, Any]) -> str:
    """What was done, and what was said: yes or no, from when to when, which item."""
    mark, details = " (diễn tập)" if row["rehearsal"] else "", row["details"]
    if row["action"] not in _SAID:
        return ACTIONS.get(row["action"], str(row["action"])) + mark
    span = {"from": details.get("first"), "to": details.get("last"), "granted": details.get("granted", True)}
    return _what(details | span | {"type": row["action"]}) + mark


def decision_line(decision: dict[str, Any]) -> str:
    """One decision about a duty, for ``why``."""
    more = [f"lý do: {decision['reason']}"] if decision["reason"] else []
    more += [f"minh chứng: {decision['evidence']}"] if decision.get("evidence") else []
    more += [f"SHA-256 {decision['sha256'][:16]}…"] if decision.get("sha256") else []
    tail = f" ({'; '.join(more)})" if more else ""
    return f"{short(decision['made_at'])}, {decision['by']} {_what(decision)}{tail}"


def _what(decision: dict[str, Any]) -> str:
    match decision["type"]:
        case "waiver":
            what = "miễn" if decision["granted"] else "thôi miễn"
            return f"{what} từ {decision['from']} đến {decision['to']}"
        case "attestation" if not decision["received"]:
            return "cho biết chưa nhận được"
        case "attestation":
            return "xác nhận đã nhận được" if decision["confirmed"] else "báo đã thực hiện (Văn phòng chưa xác nhận)"
        case "answer":
            return f"trả lời: bài số {decision['publication']} {'tính' if decision['serves'] else 'không tính'}"
        case "dayset":
            return f"đặt hạn ngày {decision['day']}"
        case "occurrence":
            return f"cho biết {'có' if decision['took_place'] else 'không có'} sự kiện"
        case "release":
            return "cho báo kết luận hồi cứu"
        case "reply":
            return f"ghi câu trả lời của đơn vị: {decision['link']}"
        case "refusal":
            return "không nhận câu trả lời của đơn vị"
        case "close":
            return "chốt kỳ"
        case "reopen":
            return "mở lại kỳ"
    return str(decision["type"])
