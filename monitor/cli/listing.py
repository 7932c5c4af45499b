"""Commands that list what was seen and what was sent: publications, looks, messages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import click

from monitor.cli.asking import check_asked
from monitor.cli.frame import DAY, Frame, json_option, print_json, print_table, short, stated, workspace_options
from monitor.cli.look_words import detail_words
from monitor.cli.words import MESSAGE_KINDS, MESSAGE_STATES, source_name
from monitor.reports import facts
from rules.explain import OUTCOME_NAMES
from rules.model import BEGINNING


@click.command()
@click.option("--unit")
@click.option("--topic")
@click.option("--from", "first", type=DAY)
@click.option("--to", "last", type=DAY)
@json_option
@workspace_options
def publications(
    frame: Frame, unit: str | None, topic: str | None, first: datetime | None, last: datetime | None, as_json: bool
) -> None:
    """Những gì đã thấy trên các trang, với ngày đăng và nguồn của ngày ấy."""
    with frame.app() as app, app.reading() as (tx, known_at):
        check_asked(app, tx, unit)
        keys = {
            (section.unit, section.topic)
            for section in app.catalogue.sections
            if unit in (None, section.unit) and topic in (None, section.topic)
        }
        bounds: tuple[date | None, date | None] = (first.date() if first else None, last.date() if last else None)
        rows = facts.publication_facts(tx, keys, app.frame.now, known_at, *bounds)
    if as_json:
        print_json(rows)
        return
    cells = [
        (row["id"], row["unit"], row["topic"], stated(row), source_name(row["stated_source"]), row["title"], row["url"])
        for row in rows
    ]
    print_table(("Số", "Đơn vị", "Chuyên mục", "Ngày đăng", "Nguồn", "Tiêu đề", "Địa chỉ"), cells)


@click.command()
@click.option("--unit")
@click.option("--failed", is_flag=True, help="Chỉ các lần không xem được.")
@json_option
@workspace_options
def looks(frame: Frame, unit: str | None, failed: bool, as_json: bool) -> None:
    """Sổ các lần xem."""
    with frame.app() as app, app.reading() as (tx, known_at):
        check_asked(app, tx, unit)
        rows = [facts.look_fact(row) for row in tx.observations.looks(unit, failed, known_at)]
    if as_json:
        print_json(rows)
        return
    named = _sections(rows)
    cells = [
        (
            short(row["at"]),
            row["unit"],
            named[row["section"]],
            OUTCOME_NAMES[row["outcome"]],
            row["items"],
            row["new_items"],
            detail_words(row["detail"]) or _reached(row["complete_since"]),
        )
        for row in rows
    ]
    print_table(("Lúc", "Đơn vị", "Chuyên mục", "Kết quả", "Mục", "Mới", "Chi tiết"), cells)


def _sections(rows: list[dict[str, Any]]) -> dict[str, str]:
    """What each section is called: its topic, and its address where a unit has several of the topic."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        found.setdefault((row["unit"], row["topic"]), set()).add(row["section"])
    named: dict[str, str] = {}
    for (unit, topic), sections in found.items():
        urls = {one: urlsplit(one.removeprefix(f"{unit}/{topic}/")) for one in sections}
        one_host = len({url.netloc for url in urls.values()}) == 1
        for one, url in urls.items():
            place = urlunsplit(("", "", url.path, url.query, "")) if one_host else url.geturl()
            named[one] = f"{topic} {place}" if len(sections) > 1 else topic
    return named


def _reached(since: str | None) -> str:
    """How far back a look proves; nothing where it read everything."""
    return f"đọc đủ từ {short(since)}" if since and datetime.fromisoformat(since) > BEGINNING else ""


@click.command()
@click.option("--state", type=click.Choice(["queued", "held", "leased", "sending", "sent", "dead", "cancelled"]))
@json_option
@workspace_options
def messages(frame: Frame, state: str | None, as_json: bool) -> None:
    """Hàng thư và sổ thư đã gửi."""
    with frame.app() as app, app.reading() as (tx, known_at):
        rows = [facts.message_fact(row) for row in tx.outbox.messages(state, known_at)]
        kept_back = [row.notice for row in tx.outbox.held_notices()] if state in (None, "held") else []
    if as_json:
        print_json(rows)
        return
    cells = [
        (
            short(row["created"]),
            MESSAGE_KINDS.get(row["kind"], row["kind"]),
            row["channel"],
            row["recipient"],
            MESSAGE_STATES.get(row["state"], row["state"]),
            row["attempts"],
            row["subject"],
            row["last_error"] or "",
        )
        for row in rows
    ]
    heads = ("Lúc", "Loại", "Kênh", "Người nhận", "Tình trạng", "Lần gửi", "Tiêu đề", "Ghi chú")
    print_table(heads, cells)
    if kept_back:
        held = [
            (one.finding.unit, one.finding.obligation, one.finding.period, MESSAGE_KINDS[one.kind.value], one.address)
            for one in kept_back
        ]
        title = f"Đang giữ, chưa soạn thành thư: {len(held)} (cho gửi hoặc bỏ: `dondoc release`)"
        print_table(("Đơn vị", "Nghĩa vụ", "Kỳ", "Loại", "Người nhận"), held, title=title)
