"""Sections, looks, publications and places keep their promises on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from crawlers.page import Memory
from monitor.ports import StorageError
from monitor.storage.store import SqlStore
from rules.model import Medium, Outcome, Precision
from tests.storage.cast import (
    BINH_MINH,
    DAY,
    HOA_MAI,
    HOUR,
    MEMORY,
    MORNING,
    change,
    look,
    page,
    result,
    stated,
    watch,
)

PLACE = ("thcs-hoa-mai", "cchc")


def test_new_sections_are_due_at_once_and_vanished_ones_are_left_alone(store: SqlStore) -> None:
    watch(store, HOA_MAI, BINH_MINH)
    with store.read(False) as tx:
        assert [state.section for state in tx.observations.due(MORNING)] == [HOA_MAI, BINH_MINH]
    watch(store, BINH_MINH)
    with store.read(False) as tx:
        assert [state.section for state in tx.observations.sections()] == [BINH_MINH]
        assert [state.section for state in tx.observations.due(MORNING)] == [BINH_MINH]


def test_syncing_again_keeps_what_is_known_of_a_section(store: SqlStore) -> None:
    watch(store)
    look(store)
    watch(store)
    with store.read(False) as tx:
        [state] = tx.observations.sections()
    assert state.memory == MEMORY
    assert state.next_look_at == MORNING + DAY
    assert state.last_complete_at == MORNING


def test_a_section_read_by_another_reader_is_looked_at_anew_and_wholly(store: SqlStore) -> None:
    watch(store)
    look(store)
    watch(store, replace(HOA_MAI, reader="wordpress", valid_to=date(2023, 1, 1)))
    with store.read(False) as tx:
        [state] = tx.observations.due(MORNING)
    assert state.want_full
    assert state.section.reader == "wordpress"
    assert state.section.valid_to == date(2023, 1, 1)


def test_a_section_is_due_when_its_hour_has_come(store: SqlStore) -> None:
    watch(store)
    look(store)
    with store.read(False) as tx:
        assert tx.observations.due(MORNING + DAY - timedelta(microseconds=1)) == []
        [state] = tx.observations.due(MORNING + DAY)
    assert state.failures == 0


def test_a_next_look_further_away_than_any_could_be_is_not_believed(store: SqlStore) -> None:
    watch(store)
    look(store)
    with store.write(False) as tx:
        assert tx.observations.distrust(MORNING + timedelta(hours=1), DAY) == 0
        assert tx.observations.distrust(MORNING + timedelta(hours=1), timedelta(hours=22)) == 1
        assert len(tx.observations.due(MORNING + timedelta(hours=1))) == 1


def test_a_newest_look_in_the_future_says_that_the_clock_was_set_back(store: SqlStore) -> None:
    watch(store)
    look(store)
    with store.write(False) as tx:
        assert tx.observations.distrust(MORNING - timedelta(minutes=50), 3 * DAY) == 0
        assert tx.observations.distrust(MORNING - timedelta(hours=2), 3 * DAY) == 1
        assert len(tx.observations.due(MORNING - timedelta(hours=2))) == 1


def test_a_failed_look_leaves_the_last_complete_one_in_place(store: SqlStore) -> None:
    watch(store)
    look(store)
    look(store, MORNING + DAY, outcome=Outcome.TIMEOUT, complete_since=None, full=False, pages=(), failures=3)
    with store.read(False) as tx:
        [state] = tx.observations.sections()
        rows = tx.observations.looks(failed=True)
    assert (state.failures, state.last_complete_at) == (3, MORNING)
    assert [row.look.outcome for row in rows] == [Outcome.TIMEOUT]
    assert not rows[0].look.stored


def test_a_look_is_only_brought_forward_never_back(store: SqlStore) -> None:
    watch(store)
    look(store)
    with store.write(False) as tx:
        tx.observations.schedule([PLACE], MORNING + HOUR, full=True)
        tx.observations.schedule([PLACE], MORNING + 9 * DAY, full=False)
    with store.read(False) as tx:
        [state] = tx.observations.sections()
    assert (state.next_look_at, state.want_full) == (MORNING + HOUR, True)
    look(store, MORNING + HOUR, full=False)
    with store.read(False) as tx:
        assert tx.observations.sections()[0].want_full
    look(store, MORNING + 2 * HOUR)
    with store.read(False) as tx:
        assert not tx.observations.sections()[0].want_full


def test_a_section_never_looked_at_stays_due_at_once(store: SqlStore) -> None:
    watch(store)
    with store.write(False) as tx:
        tx.observations.schedule([PLACE], MORNING + 9 * DAY, full=True)
    with store.read(False) as tx:
        assert tx.observations.due(MORNING)[0].next_look_at is None


def test_a_section_that_is_forgotten_is_looked_at_as_a_new_one_and_what_was_seen_stays(store: SqlStore) -> None:
    watch(store)
    look(store, MORNING, change())
    with store.write(False) as tx:
        [state] = tx.observations.sections()
        assert state.memory != Memory()
        seen = tx.observations.known(*PLACE)
        tx.observations.forget([state.section])
        [after] = tx.observations.sections()
        assert (after.memory, after.next_look_at) == (Memory(), None)
        assert tx.observations.known(*PLACE) == seen != []
        assert len(tx.observations.looks()) == 1


def test_a_look_comes_back_as_it_was_kept(store: SqlStore) -> None:
    watch(store)
    pages = (page(b"one"), page(b"two", url="https://thcshoamai.edu.test/cchc?page=2"))
    number = look(store, MORNING, change(), pages=pages, tls_tolerated=True, detail="khong sao")
    look(store, MORNING + DAY)
    with store.read(False) as tx:
        newest, oldest = tx.observations.looks("thcs-hoa-mai")
        assert tx.observations.looks("th-binh-minh") == []
        assert [row.look.id for row in tx.observations.looks(known_at=MORNING)] == [number]
    assert newest.look.at == MORNING + DAY
    assert (oldest.look.id, oldest.look.section, oldest.look.outcome) == (number, HOA_MAI.id, Outcome.READ)
    assert (oldest.look.complete_since, oldest.look.full, oldest.look.stored) == (MORNING - 60 * DAY, True, True)
    assert (oldest.look.tls_tolerated, oldest.look.detail) == (True, "khong sao")
    assert (oldest.http_status, oldest.bytes, oldest.ms, oldest.new_items) == (200, 17, 5, 1)
    assert [store.evidence.body(evidence) for evidence in oldest.evidence] == [b"one", b"two"]
    assert str(oldest.look.at.tzinfo) == "Asia/Ho_Chi_Minh"


def test_a_look_whose_bytes_were_not_all_kept_is_no_proof(store: SqlStore) -> None:
    watch(store)
    seen = result(pages=(page(b"one"), page(b"two")))
    [refs] = store.evidence.write([seen.pages])
    with store.write(False) as tx:
        tx.observations.save(0, seen, refs[:1], (), MORNING + DAY, 0)
    with store.read(False) as tx:
        assert not tx.observations.looks()[0].look.stored


def test_a_place_waits_for_the_judge_until_it_is_judged(store: SqlStore) -> None:
    watch(store, HOA_MAI, BINH_MINH)
    look(store, MORNING, change())
    look(store, MORNING + HOUR)
    look(store, section=BINH_MINH)
    with store.write(False) as tx:
        # True: something was seen there that was not known; a later look without news does not make it forgotten.
        assert tx.observations.dirty() == {PLACE: True, ("th-binh-minh", "cchc"): False}
        tx.observations.judged({PLACE})
        tx.observations.judged(set())
    with store.read(False) as tx:
        assert set(tx.observations.dirty()) == {("th-binh-minh", "cchc")}


# --- publications


def test_a_publication_comes_back_with_every_fact(store: SqlStore) -> None:
    watch(store)
    born = change(
        names=frozenset({"u:1", "guid:1"}),
        stated=stated(MORNING - HOUR),
        other_dates=(stated(MORNING - 3 * DAY, source="json-ld"),),
        modified=MORNING - timedelta(minutes=1),
        signed=date(2022, 4, 1),
        absent_at=MORNING - DAY,
        migrated=True,
        attachments=("https://thcshoamai.edu.test/a.pdf",),
        author="Ban biên tập",
        medium=Medium.DOCUMENT,
    )
    look(store, MORNING, born)
    with store.read(False) as tx:
        [entry] = tx.observations.known(*PLACE)
    one = entry.publication
    assert entry.names == {"u:1", "guid:1"}
    assert (one.title, one.url, one.medium) == (born.title, born.url, Medium.DOCUMENT)
    assert [seen.date for seen in one.stated] == [born.stated]  # other dates are facts beside the history, not in it
    assert (one.modified, one.signed, one.absent_at) == (born.modified, born.signed, born.absent_at)
    assert (one.first_seen, one.last_seen, one.removed_at) == (MORNING, MORNING, None)
    assert (one.baseline, one.migrated, one.attachments, one.author) == (False, True, born.attachments, "Ban biên tập")


def test_a_second_date_joins_the_history_and_a_repeated_one_does_not(store: SqlStore) -> None:
    watch(store)
    look(store, MORNING, change(stated=stated(MORNING)))
    with store.read(False) as tx:
        number = tx.observations.known(*PLACE)[0].publication.id
    look(store, MORNING + DAY, change(number, stated=stated(MORNING)))
    look(store, MORNING + 2 * DAY, change(number, stated=stated(MORNING + 9 * HOUR)))
    with store.read(False) as tx:
        [entry] = tx.observations.known(*PLACE)
    dates = [(seen.date.at, seen.seen_at) for seen in entry.publication.stated]
    assert dates == [(MORNING, MORNING), (MORNING + 9 * HOUR, MORNING + 2 * DAY)]


def test_the_same_newcomer_told_twice_is_one_publication(store: SqlStore) -> None:
    watch(store)
    twins = (change(names=frozenset({"a", "t:x"})), change(names=frozenset({"b", "t:x"}), title="Tiêu đề sau"))
    look(store, MORNING, *twins)
    look(store, MORNING + DAY, change(names=frozenset({"b", "c"}), title=""))
    with store.read(False) as tx:
        [entry] = tx.observations.known(*PLACE)
    assert entry.names == {"a", "b", "c", "t:x"}
    assert entry.publication.title == "Tiêu đề sau"
    assert entry.publication.last_seen == MORNING + DAY


def test_fields_at_none_say_nothing_new(store: SqlStore) -> None:
    watch(store)
    look(store, MORNING, change(signed=date(2022, 4, 1), modified=MORNING, author="A", attachments=("x",)))
    with store.read(False) as tx:
        before = tx.observations.known(*PLACE)[0].publication
    look(store, MORNING + DAY, change(before.id))
    with store.read(False) as tx:
        after = tx.observations.known(*PLACE)[0].publication
    assert after == replace(before, last_seen=MORNING + DAY)


def test_a_removed_publication_stays_known_and_may_come_back(store: SqlStore) -> None:
    watch(store)
    look(store, MORNING, change())
    with store.read(False) as tx:
        number = tx.observations.known(*PLACE)[0].publication.id
    look(store, MORNING + DAY, change(number, removed=True))
    look(store, MORNING + 2 * DAY, change(number, removed=True))
    with store.read(False) as tx:
        gone = tx.observations.known(*PLACE)[0].publication
    assert (gone.removed_at, gone.last_seen) == (MORNING + DAY, MORNING)
    look(store, MORNING + 3 * DAY, change(number, removed=False))
    with store.read(False) as tx:
        back = tx.observations.known(*PLACE)[0].publication
        then = tx.observations.places([PLACE], MORNING, known_at=MORNING + 2 * DAY)[PLACE].publications[0]
    assert (back.removed_at, back.last_seen) == (None, MORNING + 3 * DAY)
    assert then.removed_at == MORNING + DAY


def test_what_a_hostile_site_says_is_kept_as_text(store: SqlStore) -> None:
    watch(store)
    long_url = "https://thcshoamai.edu.test/" + "x" * 5000
    title = "'; DROP TABLE look; -- \x00 \ud800 <script> {{7*7}} ế"
    look(store, MORNING, change(name=long_url, url=long_url, title=title, attachments=("a\x00\ud800",)))
    look(store, MORNING + DAY, change(name=long_url, title=title))
    with store.read(False) as tx:
        [entry] = tx.observations.known(*PLACE)
    assert entry.publication.title == title.replace("\x00", "\ufffd").replace("\ud800", "\ufffd" * 3)
    assert entry.publication.url == long_url
    assert entry.names == {long_url}
    assert entry.publication.attachments == ("a\x00\ud800",)


# --- places


def test_a_place_holds_recent_looks_and_always_the_first_complete_one(store: SqlStore) -> None:
    watch(store)
    look(store, MORNING - 9 * DAY, outcome=Outcome.REFUSED, complete_since=None)
    ids = [look(store, MORNING + days * DAY, change(name=f"u:{days}")) for days in range(4)]
    with store.read(False) as tx:
        places = tx.observations.places([PLACE, ("th-binh-minh", "cchc")], MORNING + 2 * DAY)
    place = places[PLACE]
    assert [seen.id for seen in place.looks] == [ids[0], ids[2], ids[3]]
    assert place.sections == (HOA_MAI.id,)
    assert len(place.publications) == 4
    assert places["th-binh-minh", "cchc"].looks == ()


def test_a_place_as_known_at_a_moment_never_changes_afterwards(store: SqlStore) -> None:
    watch(store)
    look(store, MORNING, change(stated=stated(MORNING, Precision.DAY)))
    with store.read(False) as tx:
        before = tx.observations.places([PLACE], MORNING, known_at=MORNING)
        number = before[PLACE].publications[0].id
    later = change(number, title="Đã sửa", stated=stated(MORNING + HOUR), removed=True, modified=MORNING + HOUR)
    look(store, MORNING + DAY, later, change(name="u:9"))
    with store.read(False) as tx:
        assert tx.observations.places([PLACE], MORNING, known_at=MORNING) == before
        now = tx.observations.places([PLACE], MORNING)[PLACE]
    assert [one.title for one in now.publications] == ["Đã sửa", change(name="u:9").title]
    assert now.publications[0].removed_at == MORNING + DAY


def test_what_a_publication_was_called_before_is_told_as_far_as_it_was_known(store: SqlStore) -> None:  # S10, S20
    watch(store)
    first, second, third = "Báo cáo tháng 5", "Báo cáo công tác", "Kết quả công tác"
    look(store, MORNING, change(title=first), change(name="u:9", title="Tin khác"))
    with store.read(False) as tx:
        number = tx.observations.places([PLACE], MORNING)[PLACE].publications[0].id
    look(store, MORNING + DAY, change(number, title=second))
    look(store, MORNING + 2 * DAY, change(number, title=f"{second[:10]}…"))
    look(store, MORNING + 3 * DAY, change(number, title=third, modified=MORNING + HOUR))

    def told(known_at: datetime | None) -> list[tuple[str, tuple[str, ...]]]:
        with store.read(False) as tx:
            place = tx.observations.places([PLACE], MORNING, known_at=known_at)[PLACE]
        return [(one.title, one.titles) for one in place.publications]

    other = ("Tin khác", ())
    assert told(None) == [(third, (first, second)), other]
    assert told(MORNING + 2 * DAY) == [(second, (first,)), other]
    assert told(MORNING) == [(first, ()), other]


def test_a_replaced_section_counts_only_while_nothing_took_its_place(store: SqlStore) -> None:
    watch(store)
    moved = replace(HOA_MAI, url="https://thcshoamai.edu.test/moi")
    watch(store, moved)
    with store.read(False) as tx:
        assert tx.observations.places([PLACE], MORNING)[PLACE].sections == (moved.id,)
    watch(store, BINH_MINH)
    with store.read(False) as tx:
        assert tx.observations.places([PLACE], MORNING)[PLACE].sections == (HOA_MAI.id, moved.id)


def test_many_places_cost_a_few_queries(store: SqlStore) -> None:
    sections = [replace(HOA_MAI, unit=f"truong-{number}") for number in range(3000)]
    watch(store, *sections)
    with store.read(False) as tx:
        asked: list[str] = []
        from sqlalchemy import event

        event.listen(tx.session.connection, "before_cursor_execute", lambda *call: asked.append(call[2]))
        places = tx.observations.places([(one.unit, one.topic) for one in sections], MORNING)
    assert len(places) == 3000
    assert all(place.sections for place in places.values())
    assert len(asked) <= 6


# --- rehearsals


def test_rehearsals_and_real_facts_never_mix(store: SqlStore) -> None:
    watch(store, rehearsal=True)
    look(store, MORNING, change(), rehearsal=True)
    assert not store.has_real_looks()
    with store.read(False) as tx:
        assert tx.observations.sections() == []
        assert tx.observations.known(*PLACE) == []
        assert tx.observations.looks() == []
        assert tx.observations.dirty() == {}
    watch(store)
    look(store, MORNING, change())
    assert store.has_real_looks()
    with store.read(None) as tx:
        assert sorted(row.rehearsal for row in tx.observations.looks()) == [False, True]
    with store.read(True) as tx:
        assert [row.rehearsal for row in tx.observations.looks()] == [True]


def test_a_reading_transaction_cannot_write(store: SqlStore) -> None:
    watch(store)
    with pytest.raises(StorageError), store.read(False) as tx:
        tx.observations.schedule([PLACE], MORNING, full=True)
