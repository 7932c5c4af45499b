"""What one look adds: identity, baseline, absence, migration, removal (S7–S10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from crawlers.page import Askew, Item, LookResult, Memory
from monitor.pipeline.sightings import names_of, sightings
from monitor.ports import KnownPublication, SectionState
from rules.model import (
    BEGINNING,
    VN,
    DateSeen,
    Medium,
    Outcome,
    Precision,
    Publication,
    Section,
    StatedDate,
)

SECTION = Section("thcs-hoa-mai", "cchc", "https://hoamai.edu.test/cchc/")
NOW = datetime(2022, 4, 5, 8, tzinfo=VN)
BEFORE = NOW - timedelta(days=1)


def seen_item(number: int, when: datetime | None, **changes: object) -> Item:
    date = (StatedDate(when, Precision.MINUTE, "list:text", "x"),) if when else ()
    values: dict[str, object] = {
        "url": f"https://hoamai.edu.test/cchc/bai-{number}.html",
        "title": f"Bài {number}",
        "identity": f"hoamai.edu.test/cchc/bai-{number}.html",
        "aliases": (f"nv:{number}",),
        "dates": date,
    }
    return Item(**(values | changes))  # type: ignore[arg-type]


def state(first: bool = False, known: tuple[Item, ...] = (), since: datetime = BEGINNING) -> SectionState:
    memory = Memory(known={item.identity: item.stated for item in known}, complete_since=None if first else since)
    return SectionState(SECTION, None, 0, memory, None if first else BEFORE)


def result(*items: Item, outcome: Outcome = Outcome.READ) -> LookResult:
    return LookResult(SECTION, NOW, outcome, complete_since=BEGINNING, full=True, items=items)


def known(number: int, item: Item) -> KnownPublication:
    stated = (DateSeen(item.stated, BEFORE),) if item.stated else ()
    publication = Publication(
        number, SECTION.unit, SECTION.topic, item.url, item.title, Medium.ARTICLE, BEFORE, BEFORE, stated
    )
    return KnownPublication(publication, names_of(item))


A = seen_item(1, NOW - timedelta(days=3))
B = seen_item(2, NOW - timedelta(days=9))
C = seen_item(3, NOW - timedelta(days=20))


def test_the_first_complete_look_is_a_baseline() -> None:
    found = sightings(result(A, B), [], state(first=True))
    assert [(change.baseline, change.absent_at) for change in found.changes] == [(True, None), (True, None)]
    assert found.new == 2


def test_a_newcomer_remembers_the_last_look_without_it() -> None:
    found = sightings(result(A, B), [known(7, B)], state(known=(B,)))
    assert [(change.id, change.absent_at, change.baseline) for change in found.changes] == [(None, BEFORE, False)]
    assert found.met == {7}


def test_a_look_that_did_not_reach_so_far_proves_no_absence() -> None:
    found = sightings(result(A, C), [known(7, A)], state(known=(A,), since=NOW - timedelta(days=10)))
    assert [change.absent_at for change in found.changes] == [None]


def test_one_publication_by_any_of_its_names() -> None:
    moved = replace(A, url="https://hoamai.edu.test/tin/moi-1.html", identity="hoamai.edu.test/tin/moi-1.html")
    found = sightings(result(moved), [known(7, A)], state(known=(A,)))
    assert (found.new, found.met) == (0, {7})
    same_minute = seen_item(99, A.stated.at if A.stated else None, title=A.title, aliases=())
    assert sightings(result(same_minute), [known(7, A)], state(known=(A,))).new == 0
    same_title_only = seen_item(99, NOW - timedelta(days=1), title=A.title, aliases=())
    assert sightings(result(same_title_only), [known(7, A)], state(known=(A,))).new == 1


def test_a_known_item_that_says_nothing_new_causes_no_change() -> None:
    assert sightings(result(A), [known(7, A)], state(known=(A,))).changes == ()


def test_a_changed_date_is_added_to_its_history() -> None:
    later = seen_item(1, NOW - timedelta(days=1))
    (change,) = sightings(result(later), [known(7, A)], state(known=(A,))).changes
    assert change.id == 7
    assert change.stated == later.stated


def test_ten_old_newcomers_are_a_migration() -> None:
    bulk = [seen_item(number, NOW - timedelta(days=number)) for number in range(30, 41)]
    found = sightings(result(A, *bulk), [known(7, A)], state(known=(A,)))
    assert all(change.migrated for change in found.changes)
    nine = sightings(result(A, *bulk[:9]), [known(7, A)], state(known=(A,)))
    assert not any(change.migrated for change in nine.changes)


def test_ten_newcomers_of_one_day_are_a_migration() -> None:
    bulk = [seen_item(number, NOW - timedelta(minutes=number)) for number in range(30, 41)]
    found = sightings(result(*bulk, A), [known(7, A)], state(known=(A,)))
    assert all(change.migrated for change in found.changes if change.id is None)


def test_an_item_gone_from_a_list_that_shows_older_ones_is_removed() -> None:
    entries = [known(1, A), known(2, B), known(3, C)]
    (change,) = sightings(result(A, C), entries, state(known=(A, B, C))).changes
    assert (change.id, change.removed) == (2, True)


def test_nothing_is_removed_where_order_proves_nothing() -> None:
    entries = [known(1, A), known(2, B), known(3, C)]
    assert sightings(result(C, A), entries, state(known=(A, B, C))).changes == ()
    undated = seen_item(9, None)
    changes = sightings(result(A, undated, C), entries, state(known=(A, B, C))).changes
    assert not any(change.removed for change in changes)


def test_what_a_list_read_to_its_end_no_longer_shows_is_removed_whatever_its_order() -> None:
    entries = [known(1, A), known(2, B), known(3, C)]
    read_out = replace(result(C, A), memory=Memory(known={item.identity: item.stated for item in (C, A)}))
    (change,) = sightings(read_out, entries, state(known=(A, B, C))).changes
    assert (change.id, change.removed) == (2, True)
    stopped = replace(read_out, memory=Memory(known={item.identity: item.stated for item in (A, B, C)}))
    assert sightings(stopped, entries, state(known=(A, B, C))).changes == ()


def test_what_comes_back_is_no_longer_removed() -> None:
    gone = known(7, A)
    gone = KnownPublication(replace(gone.publication, removed_at=BEFORE), gone.names)
    (change,) = sightings(result(A), [gone], state(known=(A,))).changes
    assert change.removed is False


LONG = replace(seen_item(1, None), title="Trường THCS Hoa Mai tổ chức hội nghị cải cách hành chính")
CUT = (
    "Trường THCS Hoa Mai tổ chức hội nghị…",
    "Trường THCS Hoa Mai tổ chức hội nghị cải c...",
    "Trường THCS Hoa Mai tổ chức [...]",
    "Trường THCS Hoa Mai tổ chức hội nghị",
)


@pytest.mark.parametrize("title", CUT)
def test_the_beginning_of_a_known_title_is_no_news_and_never_takes_its_place(title: str) -> None:
    shown = replace(LONG, title=title)
    assert sightings(result(shown), [known(7, LONG)], state(known=(A,))).changes == ()
    moved = replace(shown, attachments=("https://hoamai.edu.test/tep.pdf",))
    assert [one.title for one in sightings(result(moved), [known(7, LONG)], state(known=(A,))).changes] == [LONG.title]
    assert [one.title for one in sightings(result(LONG), [known(7, shown)], state(known=(A,))).changes] == [LONG.title]


@pytest.mark.parametrize("title", ["Trường THCS Hoa Mai", "Trường THCS Hoa Mai tổ chức hội thao…", "Tin tháng 5"])
def test_another_title_is_news(title: str) -> None:
    found = sightings(result(replace(LONG, title=title)), [known(7, LONG)], state(known=(A,)))
    assert [one.title for one in found.changes] == [title]


def test_a_failed_or_unchanged_look_adds_nothing() -> None:
    for outcome in (Outcome.TIMEOUT, Outcome.UNCHANGED, Outcome.EMPTY, Outcome.DRIFTED):
        assert sightings(result(A, outcome=outcome), [], state()).changes == ()


def test_in_order_of_entry_what_is_of_a_later_day_may_stand_further_down() -> None:
    entries = [known(1, A), known(2, B), known(3, C)]
    shown = replace(result(A, C), memory=Memory(askew=Askew(timedelta(days=12), BEFORE)))
    assert sightings(shown, entries, state(known=(A, B, C))).changes == ()
    slightly = replace(result(A, C), memory=Memory(askew=Askew(timedelta(days=2), BEFORE)))
    assert [change.id for change in sightings(slightly, entries, state(known=(A, B, C))).changes] == [2]


def test_nothing_is_removed_below_where_the_order_of_the_list_proves() -> None:
    entries = [known(1, A), known(2, B), known(3, C)]
    short = replace(result(A, C), order_since=A.stated.end if A.stated else None)
    assert sightings(short, entries, state(known=(A, B, C))).changes == ()


def test_undated_items_below_all_that_was_known_are_no_arrivals() -> None:
    above, below = seen_item(8, None), seen_item(9, None)
    reached = state(known=(A, B), since=NOW - timedelta(days=10))
    found = sightings(result(above, A, B, below), [known(1, A), known(2, B)], reached)
    assert [(change.title, change.absent_at, change.baseline) for change in found.changes] == [
        ("Bài 8", BEFORE, False),
        ("Bài 9", None, True),
    ]
    whole = sightings(result(A, B, below), [known(1, A), known(2, B)], state(known=(A, B)))
    assert [(change.absent_at, change.baseline) for change in whole.changes] == [(BEFORE, False)]
