"""What all commands share: the workspace, the rehearsal clock, and how facts are printed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from monitor.app import App
from monitor.clock import Clock, parse_moment
from monitor.logs import start_log

F = TypeVar("F", bound=Callable[..., Any])
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069]")


@dataclass
class Frame:
    """Options of the workspace, given before or after the command (INTERFACE)."""

    home: Path = Path(".")
    at: datetime | None = None

    @property
    def clock(self) -> Clock:
        """The real clock, or the rehearsal clock."""
        return Clock(self.at)

    def app(self) -> App:
        """The workspace, opened, its log begun. Raises CatalogueFaults, StorageError."""
        app = App.open(self.home, self.clock)
        start_log(app.home / "data" / "logs")
        return app


class Moment(click.ParamType[datetime]):
    """``2022-03-05T08:00+07:00``."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Raises click's usage error for anything else."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_moment(str(value))
        except ValueError:
            self.fail(f"{value!r}: không phải thời điểm; ví dụ đúng: 2022-03-05T08:00+07:00", param, ctx)


MOMENT = Moment()
PATH = click.Path(path_type=Path)


def workspace_options(command: F) -> F:
    """``--home`` and ``--at`` on a command; the frame carries those given before it."""

    @click.option("--home", type=PATH, default=None, help="Thư mục làm việc (workspace).")
    @click.option("--at", type=MOMENT, default=None, help="Đồng hồ diễn tập (rehearsal clock).")
    @click.pass_context
    @wraps(command)
    def wrapped(ctx: click.Context, /, home: Path | None, at: datetime | None, **options: Any) -> Any:
        outer = ctx.ensure_object(Frame)
        frame = Frame(home if home is not None else outer.home, at if at is not None else outer.at)
        return command(frame, **options)

    return wrapped  # type: ignore[return-value]


json_option = click.option("--json", "as_json", is_flag=True, help="In dạng JSON (for scripts).")


def say(text: str = "") -> None:
    """Print a line for people; control characters of strangers never reach the terminal (H16)."""
    click.echo(_UNSAFE.sub("�", text))


def print_json(value: object) -> None:
    """Print JSON, Vietnamese letters as they are; lone surrogates escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print rows for people; nothing in them is taken for markup."""
    table = Table(*heads, title=title, header_style="bold")
    for row in rows:
        table.add_row(*(escape(_UNSAFE.sub("�", "" if cell is None else str(cell))) for cell in row))
    Console(soft_wrap=False).print(table)


def short(moment: str | None) -> str:
    """``05/03/2022 08:00`` of an ISO moment."""
    if moment is None:
        return ""
    return datetime.fromisoformat(moment).strftime("%d/%m/%Y %H:%M")
