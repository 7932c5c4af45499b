"""Commands typed wrongly: told in Vietnamese, with what would be right (F20)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from monitor.cli import dondoc
from monitor.cli.frame import DAY

ENGLISH = ("Error:", "Usage:", "Invalid", "Missing", "No such", "Try '", "not one of", "does not")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["statuss"], ["không có lệnh “statuss”", "“status”"]),
        (["plan", "chek"], ["không có lệnh “chek”", "“check”"]),
        (["status", "--unitt", "x"], ["không có tùy chọn --unitt", "--unit"]),
        (["status", "--fail-on", "overdu"], ["--fail-on", "“overdu”", "“overdue”"]),
        (["report", "--month", "2026-10", "--format", "tex"], ["--format", "“tex”", "docx"]),
        (["waive", "a", "b", "--from", "31/2/2026", "--to", "2026-03-01"], ["--from", "31/2/2026", "05/03/2022"]),
        (["close"], ["thiếu UNIT", "dondoc close --help"]),
        (["waive", "a", "b"], ["thiếu --from"]),
        (["plan", "new", "--from", "x", "--year", "hai"], ["--year", "“hai” không phải số"]),
        (["bounces", "khong.mbox"], ["“khong.mbox”"]),
        (["status", "--unit"], ["--unit cần có giá trị"]),
        (["why", "a", "b", "2026-01", "du", "thua"], ["thừa “du thua”"]),
        (["--at", "mai", "status"], ["--at", "“mai” không phải thời điểm", "2022-03-05"]),
    ],
)
def test_a_slip_of_the_pen_is_told_in_vietnamese_with_what_would_be_right(typed: list[str], told: list[str]) -> None:
    done = CliRunner().invoke(dondoc, typed)
    assert done.exit_code == 2
    assert [words for words in told if words not in done.output] == []
    assert [words for words in ENGLISH if words in done.output] == []


@pytest.mark.parametrize("written", ["2026-03-05", "05/03/2026", "5/3/2026"])
def test_a_day_may_be_written_as_an_office_writes_it(written: str) -> None:
    assert DAY.convert(written, None, None).date() == date(2026, 3, 5)


@pytest.mark.parametrize("written", ["2026-02-30", "30/02/2026", "3/2026", "hôm nay", ""])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(click.BadParameter, match="không phải ngày"):
        DAY.convert(written, None, None)


def test_control_characters_typed_by_mistake_do_not_reach_the_terminal(tmp_path: Path) -> None:
    done = CliRunner().invoke(dondoc, ["--home", str(tmp_path), "st\x1b[2Jatus"])
    assert done.exit_code == 2
    assert "\x1b" not in done.output
