"""Every case of the catalogue of faults that is ours to see (E, F1–F10, G, K) is named by the test that shows it.

Run as a script it prints the table: letter, tests.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
LAST = {"E": 50, "F": 10, "G": 17, "K": 15}
LETTERS = [f"{letter}{number}" for letter, last in LAST.items() for number in range(1, last + 1)]
_LETTER = re.compile(r"(?<![\w-])([EFGK]\d{1,2})(?![\w-])")
_RANGE = re.compile(r"[EFGK]\d+\s*[–-]\s*[EFGK]?\d+")


def words_about(path: Path) -> Iterator[str]:
    """What a file of tests says of itself: comments, docstrings, and a letter that stands as a word of its own."""
    source = path.read_text("utf-8")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
            yield ast.get_docstring(node) or ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _LETTER.fullmatch(node.value):
            yield node.value


def cited(path: Path) -> set[str]:
    """Letters that a file names one by one; a range says that somebody meant well."""
    return {letter for words in words_about(path) for letter in _LETTER.findall(_RANGE.sub("", words))}


def all_places() -> dict[str, list[str]]:
    """Where each letter is named. Lists of sites count, for tests walk them (``hostile_sites``, ``suspect_sites``)."""
    files = [*TESTS.rglob("test_*.py"), *(TESTS / "faults").glob("*_sites.py")]
    found: dict[str, list[str]] = {letter: [] for letter in LETTERS}
    for path in files:
        for letter in cited(path) & found.keys() if path != Path(__file__) else ():
            found[letter].append(path.relative_to(TESTS).as_posix())
    return found


@pytest.fixture(scope="module")
def places() -> dict[str, list[str]]:
    return all_places()


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_is_named_by_a_test(letter: str, places: dict[str, list[str]]) -> None:
    assert places[letter], f"{letter}: no test says that it shows this case"


if __name__ == "__main__":
    for letter, files in all_places().items():
        print(f"{letter:4} {', '.join(sorted(files))}")
