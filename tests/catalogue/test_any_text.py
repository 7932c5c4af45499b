"""Whatever a file holds, the answer is a catalogue or its faults, soon (F19, F20)."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from monitor.catalogue.faults import CatalogueFaults, Fault
from monitor.catalogue.loading import check_plan, check_settings, check_units
from monitor.catalogue.plan_form import ObligationForm, PlanForm
from monitor.catalogue.settings_form import SettingsForm
from monitor.catalogue.units import HEADS
from tests.catalogue.worlds import PLAN, SETTINGS, UNITS

FORMS = (PlanForm, ObligationForm, SettingsForm)
KEYS = [
    *(field.alias or name for form in FORMS for name, field in form.model_fields.items()),
    "group", "units", "topic", "site", "from", "to", "all", "share", "email", "host", "dir", "digest",
]  # fmt: skip
WORDS = [
    "recurring", "scheduled", "attested", "month", "2026-04", "2026-13", "2026-11-31", "offline", "true", "no", "null",
    "1e3", "012", "07:30", "truc-thuoc", "&a", "*a", "!!int 3", "<<", "[]", "{}", "'", '"', "|", ">", "- x", "\t",
    "\x00",
    "Đ", "\u202e", "\ud7ff", "9999-99-99", "0001-01-01", "2026-W60", "a..b", "2026-04-01..2026-03-01", "{:.1000000f}",
]  # fmt: skip
scalar = st.sampled_from(WORDS) | st.text(max_size=12)
tree = st.recursive(
    scalar,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | scalar, inner, max_size=6),
    max_leaves=25,
)


def faults_or_none(action: Callable[[], object]) -> list[Fault] | None:
    """The faults raised; None when there was a value instead. Any other exception is a failure of the test."""
    try:
        action()
    except CatalogueFaults as error:
        return error.faults
    return None


def soon(check: Callable[[Path], object], name: str, data: bytes) -> None:
    """Run a check on a file of these bytes: a value or well-formed faults, within a second."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        started = time.perf_counter()
        faults = faults_or_none(lambda: check(path))
        assert time.perf_counter() - started < 1
        assert faults is None or faults
        for fault in faults or ():
            assert fault.what
            assert fault.line >= 0
            assert str(fault).isprintable()


def flow(value: object) -> str:
    """A value written as YAML by hand, so that nothing is quoted that a person would leave bare."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return str(value)


def bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@given(st.text(max_size=400) | st.binary(max_size=400))
def test_any_text_is_a_plan_or_faults(text: str | bytes) -> None:
    soon(check_plan, "p.yaml", text if isinstance(text, bytes) else bytes_of(text))


@given(tree)
@profile(max_examples=300)
def test_any_tree_is_a_plan_or_faults(value: object) -> None:
    soon(check_plan, "p.yaml", bytes_of(flow({"id": "p", "year": "2026", "obligations": [value, value]})))


@given(st.dictionaries(st.sampled_from(KEYS), tree, max_size=8))
@profile(max_examples=300)
def test_any_obligation_is_a_plan_or_faults(value: object) -> None:
    soon(check_plan, "p.yaml", bytes_of(flow({"id": "p", "year": "2026", "obligations": [value]})))


@given(st.dictionaries(st.sampled_from(KEYS), tree, max_size=8))
@profile(max_examples=200)
def test_any_settings_are_settings_or_faults(value: object) -> None:
    soon(check_settings, "settings.yaml", bytes_of(flow(value)))


@given(st.sampled_from([PLAN, SETTINGS]), st.data())
@profile(max_examples=300)
def test_a_good_file_with_anything_in_the_middle_is_read_or_faulted(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    spoilt = text[:start] + data.draw(scalar) + text[end:]
    check: Callable[[Path], object] = check_plan if text is PLAN else check_settings
    soon(check, "f.yaml", bytes_of(spoilt))


@given(st.lists(st.lists(st.sampled_from([*HEADS, *WORDS, "=1", "a|b", '"x\r\ny"']) | st.text(max_size=8), max_size=6)))
def test_any_table_is_units_or_faults(rows: list[list[str]]) -> None:
    soon(check_units, "units.csv", bytes_of(UNITS + "\n".join(",".join(row) for row in rows)))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_workbook_or_faults(data: bytes) -> None:
    soon(check_units, "units.xlsx", b"PK\x03\x04" + data)
