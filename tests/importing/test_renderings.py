"""Invented plans in every format: every dated duty found, none invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.plan_import import score_expected
from monitor.catalogue.loading import check_plan
from monitor.importing.documents import import_document
from monitor.importing.opening import number_of
from tests.importing.eighth_offices import EIGHTH_BATCH
from tests.importing.further_offices import SIXTH_BATCH
from tests.importing.invented import HEALTH, INVENTED, InventedPlan
from tests.importing.last_offices import THIRD_BATCH
from tests.importing.later_offices import SECOND_BATCH
from tests.importing.ninth_offices import NINTH_BATCH
from tests.importing.ordinary_offices import FIFTH_BATCH
from tests.importing.other_offices import FIRST_BATCH
from tests.importing.renderings import RENDERINGS, as_docx, as_pdf, as_xlsx, renderings_of
from tests.importing.seventh_offices import SEVENTH_BATCH
from tests.importing.unmet_offices import FOURTH_BATCH

pytestmark = pytest.mark.corpus

Write = Callable[..., Path]


@pytest.mark.parametrize("ending", RENDERINGS)
@pytest.mark.parametrize("plan", INVENTED, ids=lambda plan: plan.name)
def test_every_duty_is_drafted_and_none_invented(plan: InventedPlan, ending: str, document: Write) -> None:
    draft = import_document(document(RENDERINGS[ending](plan), f"{plan.name}.{ending}"))
    score = score_expected(plan.name, plan.expected, draft)
    assert (score.missed, score.extra) == ([], [])
    assert score.right == score.wanted > 0


EVERY_FORM = [
    (plan, ending)
    for batch in (
        FIRST_BATCH,
        SECOND_BATCH,
        THIRD_BATCH,
        FOURTH_BATCH,
        FIFTH_BATCH,
        SIXTH_BATCH,
        SEVENTH_BATCH,
        EIGHTH_BATCH,
        NINTH_BATCH,
    )
    for plan in batch
    for ending in renderings_of(plan)
]


@pytest.mark.parametrize(("plan", "ending"), EVERY_FORM, ids=[f"{plan.name}.{ending}" for plan, ending in EVERY_FORM])
def test_plans_of_other_offices_are_read_too(plan: InventedPlan, ending: str, document: Write) -> None:
    draft = import_document(document(renderings_of(plan)[ending](plan), f"{plan.name}.{ending}"))
    score = score_expected(plan.name, plan.expected, draft)
    assert (score.missed, score.extra) == ([], [])


@pytest.mark.parametrize("ending", RENDERINGS)
def test_a_draft_reads_back_as_a_plan_and_quotes_its_source(ending: str, document: Write, tmp_path: Path) -> None:
    draft = import_document(document(RENDERINGS[ending](HEALTH), f"ke-hoach.{ending}"))
    path = tmp_path / "draft.yaml"
    path.write_text(draft.text, "utf-8")
    plan = check_plan(path)
    assert (plan.year, plan.issued_from.isoformat() if plan.issued_from else "") == (2025, "2025-01-14")
    assert plan.number == "41/KH-SYT"
    for obligation in plan.obligations:
        assert obligation.note.startswith("Độ tin cậy cao")
        assert "Nguyên văn: “" in obligation.note
    assert {item["confidence"] for item in draft.items} == {"high"}


@pytest.mark.parametrize("render", [as_docx, as_pdf, as_xlsx])
def test_targets_citations_and_recipients_become_no_duty(
    render: Callable[[InventedPlan], bytes], document: Write
) -> None:
    ending = render.__name__.removeprefix("as_")
    draft = import_document(document(render(HEALTH), f"ke-hoach.{ending}"))
    quotes = " ".join(item["quote"] for item in draft.items)
    assert not [words for words in ("95%", "80%", "1205/QĐ", "118/2025", "31/01/2025") if words in quotes]
    reasons = {one["reason"] for one in draft.skipped}
    assert "chỉ tiêu tính theo %, không phải nghĩa vụ" in reasons
    assert "viện dẫn văn bản, không phải nghĩa vụ" in reasons


@pytest.mark.parametrize(
    "line", ["Tỷ lệ hài lòng của người dân đạt từ 95% trở lên", "Phấn đấu 90% hồ sơ nộp trực tuyến"]
)
def test_a_target_without_a_day_is_told_too(line: str, document: Write) -> None:
    """What a person reads in the plan and does not find in the draft has its reason."""
    text = f"KẾ HOẠCH\nTuyên truyền CCHC năm 2026\nII. NỘI DUNG\n1. Các trường đăng 01 tin mỗi tháng.\n2. {line}.\n"
    (skipped,) = import_document(document(text)).skipped
    assert (skipped["quote"], skipped["reason"]) == (f"2. {line}", "chỉ tiêu tính theo %, không phải nghĩa vụ")


def test_a_row_with_two_ways_has_a_part_for_each(document: Write) -> None:
    text = "PHỤ LỤC\n\nNội dung\tHình thức\tChủ trì\tPhối hợp\tThời gian\n"
    text += "1. Phổ biến kế hoạch CCHC\tTrong cuộc họp; đăng web\tVăn phòng Sở\tTổ CNTT\tTháng 02 năm 2026\n"
    draft = import_document(document(text))
    assert draft.text.count("- id: ") == 3
    assert "kind: attested" in draft.text
    assert "PL-01b" in draft.text


def test_if_any_makes_a_duty_conditional(document: Write) -> None:
    text = "Nội dung\tChủ trì\tThời gian\nTham gia hội thi CCHC (nếu có)\tVăn phòng Sở\tTháng 9\n"
    assert "when_event: true" in import_document(document(text)).text


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 12/KH-SGDĐT", "12/KH-SGDĐT"),
        ("Số:  47 /KH-SGD&ĐT", "47/KH-SGD&ĐT"),
        ("Số: 3/KH-ubnd", "3/KH-UBND"),
        ("Số đơn vị: 12", None),
    ],
)
def test_the_number_of_a_plan_keeps_its_letters(line: str, number: str | None) -> None:
    assert number_of(line) == number
