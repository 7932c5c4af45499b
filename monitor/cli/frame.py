"""What all commands share: the workspace, the rehearsal clock, and how facts are printed."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from monitor.app.refusals import NeverRan
from monitor.clock import Clock, parse_moment
from monitor.logs import start_log, start_log_early

if TYPE_CHECKING:
    from monitor.app.opened import Workspace
    from monitor.app.workspace import App

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

    # The workspaces are loaded where one is opened: ``--help`` needs no database, and who only reads no crawler.

    def app(self) -> Workspace:
        """The workspace, opened to be read: nothing is made. Raises CatalogueFaults, StorageError, NeverRan."""
        from monitor.app.opened import Workspace

        return Workspace.open(self.home, self.clock, create=False)

    def trying_app(self) -> App:
        """The workspace with all that works in it, to see what would be done; nothing is made. Raises as ``app``."""
        from monitor.app.workspace import App

        return App.open(self.home, self.clock, create=False)

    def working_app(self, loud: bool = True) -> App:
        """The workspace, opened to work in, its log begun. Raises CatalogueFaults, StorageError.

        ``loud`` false: the log is kept in its file alone; whoever decides something reads one sentence.
        """
        from monitor.app.workspace import App

        start_log_early(self.home.resolve() / "data" / "logs")  # a database that will not open is a matter of the log
        if not loud:
            _hush()
        app = App.open_to_work(self.home, self.clock)
        start_log(app.home / "data" / "logs")
        if not loud:
            _hush()
        return app


def _hush() -> None:
    root = logging.getLogger("dondoc")
    for handler in [handler for handler in root.handlers if type(handler) is logging.StreamHandler]:
        root.removeHandler(handler)


class BadArgument(click.ClickException):
    """Something was asked for that is not there (exit 2; 1 belongs to ``--fail-on``)."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """The sentence alone."""
        click.echo(_UNSAFE.sub("�", self.message), file=file, err=True)


class NoWork(BadArgument):
    """It was understood but could not be done (exit 3)."""

    exit_code = 3


_OFFICE_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def _iso(text: str) -> str:
    """A day as an office writes it (``5/3/2022``) in the form of the others; anything else as it is."""
    day = _OFFICE_DAY.fullmatch(text.strip())
    return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else text


class Moment(click.ParamType[datetime]):
    """``2022-03-05T08:00+07:00``, or the midnight of a bare day, ``2022-03-05`` or ``5/3/2022``."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Raises click's usage error for anything else."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_moment(_iso(str(value)))
        except ValueError:
            right = "ví dụ đúng: 2022-03-05T08:00+07:00, hoặc chỉ ngày 2022-03-05 hoặc 05/03/2022"
            self.fail(f"“{value}” không phải thời điểm; {right}", param, ctx)


class KnownAt(Moment):
    """A moment; a bare day means all that was known when it ended."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Raises click's usage error for anything else."""
        found = super().convert(value, param, ctx)
        bare = isinstance(value, str) and re.fullmatch(r"\d{4}-?\d\d-?\d\d", _iso(value).strip())
        return found + timedelta(days=1, microseconds=-1) if bare else found


class Day(click.ParamType[datetime]):
    """``2022-03-05``, or as an office writes it, ``5/3/2022``."""

    name = "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Midnight of that day, without a zone. Raises click's usage error for anything else."""
        if isinstance(value, datetime):
            return value
        form = "%d/%m/%Y" if "/" in str(value) else "%Y-%m-%d"
        try:
            return datetime.strptime(str(value).strip(), form)
        except ValueError:
            self.fail(f"“{value}” không phải ngày; ví dụ đúng: 2022-03-05 hoặc 05/03/2022", param, ctx)


DAY = Day()
MOMENT = Moment()
KNOWN_AT = KnownAt()
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
        try:
            return command(frame, **options)
        except NeverRan as nothing:
            if options.get("as_json"):
                print_json([])
            click.echo(str(nothing), err=True)
            return None

    return wrapped  # type: ignore[return-value]


_NARROW, _PIPED = 100, 160
"""A narrower terminal shows blocks; what is piped has no width of its own."""
_FEW, _SHORT = 3, 24

json_option = click.option("--json", "as_json", is_flag=True, help="In dạng JSON (for scripts).")


def say(text: str = "") -> None:
    """Print a line for people; control characters of strangers never reach the terminal (H16)."""
    click.echo(_UNSAFE.sub("�", text))


def print_json(value: object) -> None:
    """Print JSON, Vietnamese letters as they are; lone surrogates and what could steer a terminal escaped (H16)."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    told = _UNSAFE.sub(lambda found: "".join(f"\\u{ord(one):04x}" for one in found[0]), text)
    click.echo(told.encode("utf-8", "backslashreplace").decode("utf-8"))


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print rows for people; nothing in them is taken for markup."""
    cells = [[_UNSAFE.sub("�", "" if cell is None else str(cell)) for cell in row] for row in rows]
    console = Console(soft_wrap=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _PIPED
    if console.width < _NARROW and len(heads) > _FEW:
        _print_blocks(heads, cells, title)
        return
    table = Table(title=title, header_style="bold")
    for number, head in enumerate(heads):
        longest = max((len(row[number]) for row in cells), default=0)
        last = number == len(heads) - 1
        # Names and days stay whole; the last column has what room is left, and an address is folded, never cut.
        table.add_column(head, overflow="fold", no_wrap=longest <= _SHORT and not last, ratio=1 if last else None)
    for row in cells:
        table.add_row(*map(escape, row))
    console.print(table)


def _print_blocks(heads: Sequence[str], rows: Sequence[Sequence[str]], title: str | None) -> None:
    if title:
        say(title)
    for row in rows:
        say(" · ".join(cell for cell in row[:_FEW] if cell))
        for head, cell in zip(heads[_FEW:], row[_FEW:], strict=True):
            if cell:
                say(f"    {head}: {cell}")


def stated(row: Mapping[str, Any]) -> str:
    """The day a page states, with its hour only where the page names one (S7)."""
    hourless = row["stated_precision"] not in (None, "minute")
    return short(row["stated"]).removesuffix(" 00:00") if hourless else short(row["stated"])


def short(moment: str | None) -> str:
    """``05/03/2022 08:00`` of an ISO moment."""
    if moment is None:
        return ""
    return datetime.fromisoformat(moment).strftime("%d/%m/%Y %H:%M")
