"""The catalogue of faults of telling: each letter is shown by a test that names it."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
LETTERS = {"D": 30, "H": 16}
"""D: channels of messages. H: what strangers write, on its way out."""
_NAMED = re.compile(r"(?<![A-Za-z0-9])([DH])(\d{1,2})(?![\w.])")
_IN_NAME = re.compile(r"(?<![a-z0-9])([dh])(\d{1,2})(?=_)")


def cited() -> dict[str, set[str]]:
    """Letter → the test functions whose name, text or comments name it; a word at the head of a file is no test."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(TESTS.rglob("test_*.py")):
        if path.is_relative_to(TESTS / "house"):
            continue
        lines = path.read_text("utf-8").splitlines()
        for node in ast.parse("\n".join(lines)).body:
            if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
                continue
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            words = "\n".join(lines[first - 1 : node.end_lineno])
            names = _comments(words) + _IN_NAME.findall(node.name)
            for letter, number in names:
                found[f"{letter.upper()}{int(number)}"].add(f"{path.relative_to(TESTS)}::{node.name}")
    return found


def _comments(words: str) -> list[tuple[str, str]]:
    """In comments and docstrings: a cell ``H1`` of a workbook is no letter."""
    told = re.findall(r'#.*|""".*?"""', words, re.DOTALL | re.MULTILINE) if '"""' in words else re.findall("#.*", words)
    return _NAMED.findall("\n".join(line for part in told for line in part.splitlines()))


def test_every_letter_of_the_catalogue_is_shown_by_a_test_that_names_it() -> None:
    found = cited()
    wanted = [f"{letter}{number}" for letter, most in LETTERS.items() for number in range(1, most + 1)]
    assert [one for one in wanted if one not in found] == []


def test_no_test_names_a_letter_that_the_catalogue_does_not_have() -> None:
    strange = {one: tests for one, tests in cited().items() if int(one[1:]) > LETTERS[one[0]] or one[1:] == "0"}
    assert strange == {}
