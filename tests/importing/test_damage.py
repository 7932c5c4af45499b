"""Text that lost its marks, damaged by recognition, or is a picture of a page."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.importing.documents import import_document
from monitor.importing.plain import is_unmarked, mend
from monitor.importing.scans import _languages
from tests.importing.invented import DISTRICT, HEALTH
from tests.importing.renderings import as_scan, as_txt

Write = Callable[..., Path]
TESSERACT = shutil.which("tesseract")


def unmarked(text: str) -> str:
    """The text as recognition without Vietnamese letters leaves it, its capitals kept."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


@pytest.mark.parametrize("plan", [HEALTH, DISTRICT], ids=lambda plan: plan.name)
def test_marks_lost_lose_no_duty_and_every_one_is_doubtful(plan: object, document: Write) -> None:
    whole = import_document(document(as_txt(plan), "du.txt"))  # type: ignore[arg-type]
    bare = import_document(document(unmarked(as_txt(plan).decode()).encode(), "mat.txt"))  # type: ignore[arg-type]
    assert [item["time"] for item in bare.items] == [item["time"] for item in whole.items]
    assert bare.names.keys() == whole.names.keys()
    assert {item["confidence"] for item in bare.items} == {"low"}


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("trwée ngay 02/4/2024", "truoc ngay 02/4/2024"),
        ("treong hoc truc thugc S¢", "truong hoc truc thuoc so"),
        ("bao cdo", "bao cao"),
        ("Phong GD&DPT", "phong gddt"),
        ("TO CHUC THU'C HIEN", "to chuc thuc hien"),
    ],
)
def test_damaged_syllables_become_the_key_words_most_like_them(damaged: str, meant: str) -> None:
    assert mend(damaged).text == meant
    assert mend(damaged).mended


def test_whole_syllables_are_left_alone() -> None:
    text = "cac don vi xay dung chuong trinh, gui ve van phong truoc ngay 02/4"
    assert mend(text).text == text
    assert not mend(text).mended


def test_text_with_its_marks_is_not_taken_for_damaged() -> None:
    assert not is_unmarked("Các đơn vị trực thuộc báo cáo kết quả thực hiện về Sở trước ngày 15 tháng 6.")
    assert is_unmarked("Cac don vi truc thuoc bao cao ket qua thuc hien ve So truoc ngay 15 thang 6.")


@pytest.mark.skipif(not TESSERACT or "vie" not in _languages(TESSERACT or ""), reason="no Tesseract with `vie` here")
def test_a_scanned_plan_is_read_with_low_confidence(document: Write) -> None:
    draft = import_document(document(as_scan(DISTRICT), "quet.pdf"))
    found = [item["time"] for item in draft.items]
    assert sum(one.time in found for one in DISTRICT.expected) >= 0.8 * len(DISTRICT.expected)
    assert {item["confidence"] for item in draft.items} == {"low"}


def test_without_tesseract_a_scan_is_refused_with_advice(
    document: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = document(as_scan(DISTRICT), "quet.pdf")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(Exception, match=r"ảnh quét.*tesseract-ocr-vie"):
        import_document(path)
