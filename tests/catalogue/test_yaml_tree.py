"""YAML is read as text with lines; everything YAML can hide is refused (F19)."""

from __future__ import annotations

import time

import pytest

from monitor.catalogue.faults import Collector
from monitor.catalogue.files import decode
from monitor.catalogue.tree import DEEPEST, Tree, parse_tree


def read(text: str) -> tuple[Tree | None, list[str]]:
    notes = Collector("a.yaml")
    return parse_tree(text, notes), [str(fault) for fault in notes.result()]


def test_plain_scalars_stay_the_text_that_was_typed() -> None:
    tree, faults = read("a: no\nb: 07:30\nc: 012\nd: 1e3\ne: 2022-04-01\nf: on\ng: 0x1F\nh: 1_000\n")
    assert faults == []
    assert tree is not None
    assert tree.data == {
        "a": "no", "b": "07:30", "c": "012", "d": "1e3", "e": "2022-04-01", "f": "on", "g": "0x1F", "h": "1_000",
    }  # fmt: skip


def test_only_null_tilde_and_nothing_mean_not_given() -> None:
    tree, _ = read("a: null\nb: ~\nc:\nd: 'null'\ne: none\n")
    assert tree is not None
    assert tree.data == {"a": None, "b": None, "c": None, "d": "null", "e": "none"}


def test_every_key_and_item_has_its_line() -> None:
    tree, _ = read("a:\n  b: 1\n  c:\n    - x\n    - y\n")
    assert tree is not None
    assert [tree.line(loc) for loc in [("a",), ("a", "b"), ("a", "c", 1), ("a", "zz"), ("zz",)]] == [1, 2, 5, 1, 1]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: 1\nb: &x [1]\nc: *x\n", 3, "bí danh"),
        ("a: 1\nb: !!python/object/apply:os.system ['id']\n", 2, "thẻ YAML"),
        ("a: 1\nb: !!int '3'\n", 2, "thẻ YAML"),
        ("a: 1\n---\nb: 2\n", 2, "nhiều tài liệu"),
        ("a: 1\nb: 2\na: 3\n", 3, "lặp lại (đã có ở dòng 1)"),
        ("a:\n  b: 1\n\tc: 2\n", 3, "Tab"),
        ("a: 1\n? [x, y]\n: 2\n", 2, "khóa phải là một từ"),
        ("a: 0\nb: [1, 2\nc: 3\n", 2, "không được đóng"),
        ("a: 0\nb: 'x\nc: 1\nd: 2\n", 2, "dấu nháy mở ở dòng này không được đóng"),
        ("a: 0\nb: x: y\n", 2, "dấu hai chấm"),
        ("a: 1\nb: @c\n", 2, "cú pháp YAML"),
        ("a: 1\nb: \x07\n", 2, "ký tự điều khiển U+0007"),
        ('a: 1\nb: "\\0"\n', 2, "ký tự điều khiển"),
        ("", 1, "tệp rỗng"),
        ("# chỉ có chú thích\n", 1, "tệp rỗng"),
        ("a: 1\nb: " + "[" * (DEEPEST + 1), 2, "lồng nhau"),
        ("a: 1\nb: [" + "x," * 10_002 + "]", 2, "dài hơn 10000 mục"),
    ],
)
def test_what_yaml_can_hide_is_refused_with_its_line(text: str, line: int, word: str) -> None:  # F19
    _, faults = read(text)
    assert any(fault.startswith(f"a.yaml:{line}: ") and word in fault for fault in faults), faults


def test_an_alias_bomb_is_refused_at_once_and_never_expanded() -> None:  # F19
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for name, before in zip("bcdefghij", "abcdefghi", strict=True):
        bomb += f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
    started = time.perf_counter()
    _, faults = read(bomb)
    assert time.perf_counter() - started < 1
    assert faults[0].startswith("a.yaml:1: không dùng bí danh")


def test_a_repeated_key_keeps_its_first_value_and_hides_no_other_fault() -> None:
    tree, faults = read("a: 1\na: {b: 2, b: 3}\nc: *x\n")
    assert [fault.split(": ")[0] for fault in faults] == ["a.yaml:2", "a.yaml:2", "a.yaml:3"]
    assert tree is not None
    assert tree.data == {"a": "1", "c": None}


def test_bom_and_windows_line_ends_change_neither_lines_nor_values() -> None:
    notes = Collector("a.yaml")
    text = decode(b"\xef\xbb\xbfa: 1\r\nb: 2\r\nb: 3\r\n", notes)
    assert text == "a: 1\nb: 2\nb: 3\n"
    _, faults = read(text)
    assert faults[0].startswith("a.yaml:3: ")


@pytest.mark.parametrize(("data", "word"), [(b"a: \xff\n", "UTF-8"), (b"\xff\xfea\x00", "UTF-16")])
def test_other_encodings_are_named(data: bytes, word: str) -> None:
    notes = Collector("a.yaml")
    assert decode(data, notes) is None
    assert word in str(notes.faults[0])


def test_decomposed_letters_become_one() -> None:
    tree, _ = read("a: Ho\u0300a\n")
    assert tree is not None
    assert tree.data == {"a": "Hòa"}


@pytest.mark.parametrize("text", ["a: " + "\u0301\u0323" * 100_000, 'a: "' + "\\u0301\\u0323" * 50_000 + '"'])
def test_heaps_of_marks_are_refused_before_they_are_put_in_order(text: str) -> None:  # F10
    notes = Collector("a.yaml")
    started = time.perf_counter()
    whole = decode(text.encode(), notes)
    assert whole is None or parse_tree(whole, notes) is None
    assert time.perf_counter() - started < 1
    assert "dấu chồng" in str(notes.faults[0])


@pytest.mark.parametrize("piece", ["[", "{", "- ", "? ", '"', "a: ", "&a ", "!", "'", "|\n", "a: b\n", "*a\n- "])
def test_a_megabyte_of_anything_takes_seconds_at_most(piece: str) -> None:  # F19, 50 MB is refused by size before
    started = time.perf_counter()
    read(piece * (300_000 // len(piece)))
    assert time.perf_counter() - started < 5
