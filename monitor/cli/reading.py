"""The command read: what the reader sees in one page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from monitor.app.outside import read_address
from monitor.cli.frame import BadArgument, Frame, json_option, print_json, print_table, say, stated, workspace_options
from monitor.cli.words import precision_name, source_name
from monitor.clock import Clock
from rules.explain import OUTCOME_NAMES
from rules.model import HEALTHY, Outcome


@click.command()
@click.argument("source")
@click.option("--url", default=None, help="Địa chỉ của trang, khi đọc từ tệp.")
@click.option("--as", "purpose", type=click.Choice(["home", "list", "article", "feed", "sitemap"]), default=None)
@json_option
@workspace_options
def read(frame: Frame, source: str, url: str | None, purpose: str | None, as_json: bool) -> None:
    """Trình đọc thấy gì trong một trang (tệp hoặc địa chỉ); không lưu gì."""
    if "://" not in source and not Path(source).is_file():
        raise BadArgument(f"{source}: không có tệp này; cho tên một tệp hoặc một địa chỉ http(s)://…")
    found = read_address(frame.home, source, url, purpose, Clock(frame.at))
    failed = "://" in source and found["health"] not in HEALTHY
    if as_json:
        print_json(found)
    elif failed:
        click.echo(_failure(source, found), err=True)
    else:
        _tell(found)
    if failed:
        sys.exit(3)


def _failure(source: str, found: dict[str, Any]) -> str:
    detail = f" ({found['detail']})" if found.get("detail") else ""
    advice = ""
    if found["health"] == Outcome.FORBIDDEN:
        advice = "; nếu đó là mạng nội bộ của mình, khai báo dải mạng ấy trong fetch.allow_networks của settings.yaml"
    return f"Không đọc được {source}: {OUTCOME_NAMES.get(found['health'], found['health'])}{detail}{advice}."


def _tell(found: dict[str, Any]) -> None:
    health = OUTCOME_NAMES.get(found["health"], found["health"])
    say(f"Trình đọc: {found['reader']} · đọc như: {found['as']} · tình trạng: {health}")
    items = [found["article"]] if found["article"] else found["items"]
    cells = [
        (
            stated(item),
            precision_name(item["stated_precision"]),
            source_name(item["stated_source"]),
            item["title"],
            item["url"],
        )
        for item in items
    ]
    print_table(("Ngày đăng", "Độ chính xác", "Nguồn", "Tiêu đề", "Địa chỉ"), cells)
    for section in found["sections"][:5]:
        say(f"Chuyên mục có thể là: {section['text']} ({section['score']}): {section['url']}")
