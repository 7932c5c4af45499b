"""``dondoc report`` as people run it: which period, where to, and a sentence where it cannot."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_commands import dondoc, refused
from tests.pipeline.world import SmallWorld


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = SmallWorld(tmp_path_factory.mktemp("report") / "home")
    world.publish(1, "2022-02-10T09:00")
    for moment in ("2022-03-01T08:00", "2022-03-03T08:00", "2022-03-03T09:00"):
        world.run(moment, send=False)
    world.store.close()
    return world.home


@pytest.mark.parametrize("form", ["html", "xlsx", "docx", "pdf", "csv"])
def test_a_report_is_written_in_each_form(home: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"bao-cao.{form}"
    done = dondoc("report", "--month", "2022-02", "--format", form, "-o", target, home=home)
    assert done.returncode == 0, done.stderr
    assert target.stat().st_size > 300


def test_without_a_file_the_report_goes_to_standard_output(home: Path) -> None:
    done = dondoc("report", "--year", "2022", home=home)
    assert done.stdout.startswith("<!DOCTYPE html>")
    assert "Trường số 2" in done.stdout


def test_a_report_of_one_unit_names_no_other(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "mot.xlsx"
    assert dondoc("report", "--quarter", "2022-Q1", "--unit", "truong-1", "--format", "xlsx", "-o", target, home=home)
    book = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))
    words = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "Trường số 1" in words
    assert "Trường số 2" not in words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "cần đúng một trong"),
        (("--month", "2022-02", "--year", "2022"), "cần đúng một trong"),
        (("--month", "2022-13"), "2022-03"),
        (("--month", "2022-Q1"), "2022-03"),
        (("--quarter", "2022-H1"), "2022-Q1"),
        (("--half", "2022-Q1"), "2022-H1"),
        (("--year", "nam"), "ví dụ đúng: 2022"),
        (("--from", "2022-01-01"), "đi cùng nhau"),
        (("--from", "2022-02-01", "--to", "2022-01-01"), "đứng trước"),
        (("--month", "2022-02", "--unit", "truong-9"), "không có đơn vị"),
        (("--year", "2019"), "không có nghĩa vụ nào"),
    ],
)
def test_what_cannot_be_reported_is_refused_with_2(home: Path, words: tuple[str, ...], said: str) -> None:
    refused(dondoc("report", *words, home=home), 2, said)
