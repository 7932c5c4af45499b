"""YAML as a plain tree of texts, with the line of every key: no tags, no aliases, no guessing of types (F19).

Only ``null``, ``~`` and nothing at all mean "not given"; every other plain scalar stays the text that was typed, so
that ``no``, ``07:30``, ``012`` and ``1e3`` become what the schema asks for and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from monitor.catalogue.faults import Collector, shown
from monitor.catalogue.files import decode, read_bytes, stacked_marks

MOST_BYTES = 1_000_000
DEEPEST = 30
MOST_ITEMS = 10_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAB_INDENT = re.compile(r"^ *\t[ \t]*[^\s#]", re.MULTILINE)

Loc = tuple[str | int, ...]


@dataclass(slots=True)
class Tree:
    """One document: dicts, lists, texts and None; ``lines``: the line of each key or list item by its path."""

    data: object
    text: str
    lines: dict[Loc, int] = field(default_factory=dict)

    def line(self, loc: Loc) -> int:
        """The line of a path, or of the longest known beginning of it."""
        for length in range(len(loc), 0, -1):
            if loc[:length] in self.lines:
                return self.lines[loc[:length]]
        return self.lines.get((), 1)


def read_tree(path: Path, notes: Collector) -> Tree | None:
    """The tree of a file; None, with every fault noted, when there is none to work on."""
    data = read_bytes(path, MOST_BYTES, notes)
    text = decode(data, notes) if data is not None else None
    return parse_tree(text, notes) if text is not None else None


def parse_tree(text: str, notes: Collector) -> Tree | None:
    """The tree of a text (normalised to NFC); None when the text is not one plain YAML document."""
    text = unicodedata.normalize("NFC", text)
    before = len(notes.faults)
    _check_characters(text, notes)
    if len(notes.faults) > before:
        return None
    builder = _Builder(notes)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.take(event):
                return None
    except yaml.YAMLError as error:
        notes.add(*_yaml_fault(error))
        return None
    if builder.root is None:
        notes.add(1, "tệp rỗng", "xem tệp mẫu do `dondoc init` tạo")
        return None
    return Tree(builder.root, text, builder.lines)


def _check_characters(text: str, notes: Collector) -> None:
    for found in _TAB_INDENT.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        notes.add(line, "dòng thụt vào bằng phím Tab", "thụt vào bằng dấu cách")
        if notes.full:
            break
    bad = _UNPRINTABLE.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        notes.add(line, f"có ký tự điều khiển U+{ord(bad.group()):04X}", "xóa ký tự ấy")


def _yaml_fault(error: yaml.YAMLError) -> tuple[int, str, str]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else 1
    problem = str(getattr(error, "problem", None) or "không đọc được")
    if "alias" in problem or "anchor" in problem:
        return line, "không dùng bí danh YAML (& và *)", "viết lại giá trị ở từng chỗ"
    if "tab" in problem or "\\t" in problem:
        return line, "có ký tự Tab ở chỗ YAML không cho phép", "thay bằng dấu cách"
    opened, context = getattr(error, "context_mark", None), str(getattr(error, "context", None) or "")
    if opened is not None and "quoted scalar" in context and "end of stream" in problem:
        # The parser stops at the end of the file; what is to be mended stands where the quote begins.
        return opened.line + 1, "dấu nháy mở ở dòng này không được đóng", "thêm dấu nháy đóng"
    if opened is not None and "flow" in context:
        what = "ngoặc { hoặc [ mở ở dòng này không được đóng, hoặc thiếu dấu phẩy bên trong"
        return opened.line + 1, what, "đóng ngoặc, ngăn các mục bằng dấu phẩy"
    if "mapping values" in problem:
        what = "dấu hai chấm ở chỗ YAML không cho phép"
        return line, what, "đặt giá trị có “: ” trong dấu nháy, hoặc sửa mức thụt dòng"
    return line, f"sai cú pháp YAML ({problem})", "kiểm tra dấu hai chấm, dấu nháy, ngoặc và mức thụt dòng"


@dataclass(slots=True)
class _Open:
    """A mapping or list being filled; ``key``: the key that waits for its value."""

    value: dict[str, object] | list[object]
    loc: Loc
    key: str | None = None
    skip: bool = False


class _Builder:
    """Takes parser events one by one; nothing is expanded, nothing is constructed."""

    def __init__(self, notes: Collector) -> None:
        self.notes = notes
        self.root: object = None
        self.lines: dict[Loc, int] = {(): 1}
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: Any) -> bool:
        """Whether reading can go on after this event."""
        line = event.start_mark.line + 1
        if self._open and len(self._open[-1].value) > MOST_ITEMS:
            return self._stop(line, f"danh sách dài hơn {MOST_ITEMS} mục", "chia thành nhiều tệp")
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                return self._stop(line, "tệp chứa nhiều tài liệu YAML (---)", "mỗi tệp chỉ một tài liệu")
        if getattr(event, "anchor", None):
            self.notes.add(line, "không dùng bí danh YAML (& và *)", "viết lại giá trị ở từng chỗ")
        if getattr(event, "tag", None):
            self.notes.add(line, f"không dùng thẻ YAML {shown(event.tag)}", "bỏ thẻ, chỉ viết giá trị")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(line)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        if isinstance(event, yaml.MappingStartEvent):
            return self._enter({}, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._enter([], line)
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
        return True

    def _stop(self, line: int, what: str, right: str) -> bool:
        self.notes.add(line, what, right)
        return False

    def _alias(self, line: int) -> bool:
        """Never followed, so no bomb goes off; the value counts as not given and reading goes on."""
        if self._wants_key:
            return self._stop(line, "khóa phải là một từ", "viết dạng `khóa: giá trị`")
        self._put(None, line)
        return True

    @property
    def _wants_key(self) -> bool:
        top = self._open[-1] if self._open else None
        return top is not None and isinstance(top.value, dict) and top.key is None

    def _scalar(self, event: Any, line: int) -> bool:
        if stacked_marks(event.value) is not None or _UNPRINTABLE.search(event.value):
            return self._stop(line, "giá trị chứa ký tự điều khiển hoặc dấu chồng", "xóa ký tự ấy")
        text = unicodedata.normalize("NFC", event.value)
        if self._wants_key:
            return self._key(self._open[-1], text, line)
        plain = event.style is None or event.style == ""
        self._put(None if plain and text in ("", "~", "null", "Null", "NULL") else text, line)
        return True

    def _key(self, top: _Open, key: str, line: int) -> bool:
        top.key = key
        top.skip = key in top.value
        if top.skip:
            first = self.lines[(*top.loc, key)]
            self.notes.add(line, f"khóa {shown(key)} lặp lại (đã có ở dòng {first})", "giữ lại một lần")
        else:
            self.lines[(*top.loc, key)] = line
        return True

    def _enter(self, value: dict[str, object] | list[object], line: int) -> bool:
        if self._wants_key:
            return self._stop(line, "khóa phải là một từ", "viết dạng `khóa: giá trị`")
        if len(self._open) >= DEEPEST:
            return self._stop(line, f"lồng nhau quá {DEEPEST} tầng", "viết phẳng hơn")
        self._open.append(_Open(value, self._put(value, line)))
        return True

    def _put(self, value: object, line: int) -> Loc:
        """Store a value where it belongs; returns its path."""
        if not self._open:
            self.root = value
            return ()
        top = self._open[-1]
        if isinstance(top.value, list):
            loc = (*top.loc, len(top.value))
            top.value.append(value)
            self.lines[loc] = line
            return loc
        key, top.key = top.key or "", None
        loc = (*top.loc, key)
        if top.skip:
            return (*top.loc, key, -1)  # a repeated key's value is read and dropped; its lines must not cover the first
        top.value[key] = value
        return loc
