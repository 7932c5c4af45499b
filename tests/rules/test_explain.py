"""The sentence of a verdict, where its words depend on more than its figures (S19)."""

from __future__ import annotations

import pytest

from rules.explain import accepted_names
from rules.model import Answer, Flag, Medium, Status
from tests.rules.cast import at, item, judged, look, march, monthly, plan


@pytest.mark.parametrize(
    ("accepts", "words"),
    [
        ({Medium.ARTICLE}, "tin, bài"),
        ({Medium.ARTICLE, Medium.DOCUMENT}, "tin, bài hoặc văn bản"),
        ({Medium.ARTICLE, Medium.DOCUMENT, Medium.VIDEO}, "tin, bài, văn bản hoặc video"),
        (set(), ""),
    ],
)
def test_what_counts_is_named_as_a_list_with_one_or(accepts: set[Medium], words: str) -> None:
    assert accepted_names(frozenset(accepts)) == words


def test_a_running_duty_says_that_its_page_was_not_seen_lately() -> None:
    unseen = march("2022-03-25T08:00", (look(1, "2022-03-05T08:00"),))
    assert (unseen.status, Flag.NOT_SEEN in unseen.flags) == (Status.DUE_SOON, True)
    assert "chưa xem được trang" in unseen.sentence
    assert "05/3/2022" in unseen.sentence
    assert "chưa xem được trang" not in march("2022-03-25T08:00", (look(1, "2022-03-25T07:00"),)).sentence


def test_a_running_duty_names_what_is_before_the_office_and_nothing_once_it_answered() -> None:
    seen_at = look(1, "2022-03-25T07:00")
    first, second = (item(number, None, "2022-03-10T08:00", absent_at=None) for number in (1, 2))
    one = march("2022-03-25T08:00", (seen_at,), (first,))
    assert (one.status, one.figures["asked"]) == (Status.DUE_SOON, "“Bài số 1”")
    assert "“Bài số 1” đang chờ Văn phòng xác nhận" in one.sentence
    assert "“Bài số 1” và 1 bài khác đang chờ" in march("2022-03-25T08:00", (seen_at,), (first, second)).sentence
    refused = Answer("thcs-hoa-mai", "IV.1-monthly", "ke-hoach-2022", 1, False, "Lan", at("2022-03-20"))
    after = judged(plan(monthly()), "2022-03-25T08:00", (seen_at,), (first,), (refused,))["IV.1-monthly", "2022-03"]
    assert (after.status, "asked" in after.figures) == (Status.DUE_SOON, False)
