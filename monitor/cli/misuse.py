"""A command typed wrongly, told in Vietnamese: what is wrong, where, and what would be right (F20)."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import IO, Any

import click

_GIVEN = re.compile(r"'(?P<value>.*)' (?:is not|does not|is a)", re.DOTALL)
_COUNTED = re.compile(r"takes (?P<n>\d+) values|requires (?:an|(?P<m>\d+)) argument")


class Misused(click.UsageError):
    """A usage error whose sentence is Vietnamese; exit 2 as before."""

    def show(self, file: IO[Any] | None = None) -> None:
        """The sentence, and where the use of the command is told."""
        path = self.ctx.command_path if self.ctx else "dondoc"
        told = "".join(one if one.isprintable() else "�" for one in self.message)  # H16
        click.echo(f"{told}\nXem cách dùng: {path} --help", file=file, err=True)


def in_vietnamese(fault: click.UsageError) -> Misused:
    """The same fault in Vietnamese; a sentence that is not known stays as it is."""
    return fault if isinstance(fault, Misused) else Misused(_sentence(fault), fault.ctx)


def _sentence(fault: click.UsageError) -> str:
    match fault:
        case click.NoSuchOption():
            close = " hay ".join(fault.possibilities or ())
            return f"không có tùy chọn {fault.option_name}" + (f"; có phải là {close}?" if close else "")
        case click.MissingParameter():
            return f"thiếu {_place(fault)}"
        case click.BadParameter():
            return _bad(fault)
    unknown = re.match(r"No such command '(?P<name>.*)'", fault.message, re.DOTALL)
    if unknown:
        return _no_command(fault, unknown["name"])
    surplus = re.match(r"Got unexpected extra arguments? \((?P<what>.*)\)", fault.message, re.DOTALL)
    if surplus:
        return f"thừa “{surplus['what']}”; cụm từ có dấu cách phải đặt trong ngoặc kép"
    if _COUNTED.search(fault.message):
        return f"{getattr(fault, 'option_name', 'tùy chọn')} cần có giá trị đi kèm"
    return fault.message


def _no_command(fault: click.UsageError, name: str) -> str:
    group = fault.ctx.command if fault.ctx else None
    names = group.list_commands(fault.ctx) if isinstance(group, click.Group) and fault.ctx else []
    close = get_close_matches(name, names, n=1)
    return f"không có lệnh “{name}”" + (f"; có phải là “{close[0]}”?" if close else f"; có: {', '.join(names)}")


def _bad(fault: click.BadParameter) -> str:
    """What a value should have been. Sentences of our own types are Vietnamese already."""
    given = _GIVEN.search(fault.message)
    kind = fault.param.type if fault.param is not None else None
    place, value = _place(fault), given["value"] if given else ""
    if given and isinstance(kind, click.Choice):
        choices = [str(one) for one in kind.choices]
        close = get_close_matches(value, choices, n=1)
        right = f"có phải là “{close[0]}”?" if close else f"dùng một trong: {', '.join(choices)}"
        return f"{place}: không có “{value}”; {right}"
    if given and isinstance(kind, click.Path):
        return f"{place}: không có hoặc không dùng được “{value}”; kiểm tra lại đường dẫn và quyền đọc"
    if given and isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return f"{place}: “{value}” không phải số"
    return f"{place}: {fault.message}" if place else fault.message


def _place(fault: click.BadParameter) -> str:
    """``--from``, or the name of an argument as the help prints it."""
    if fault.param is None or fault.ctx is None:
        hint = fault.param_hint
        return hint if isinstance(hint, str) else " ".join(hint or ())
    if isinstance(fault.param, click.Option):
        return fault.param.opts[-1] if len(fault.param.opts[-1]) > len(fault.param.opts[0]) else fault.param.opts[0]
    return fault.param.make_metavar(fault.ctx).strip("[]")
