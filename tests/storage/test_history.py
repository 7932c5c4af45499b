"""What was known at T is a replay of the log up to T, over random histories; later facts never change it (S20)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from monitor.ports import VerdictFilter, VerdictRow
from monitor.storage.store import SqlStore, open_store
from rules.model import BEGINNING, VN, DutyKey, Flag, Question, Status, Verdict
from tests.databases import SQLITE
from tests.postgres import fresh_database, running_server

START = datetime(2022, 1, 1, tzinfo=VN)
UNITS = ("thcs-hoa-mai", "th-binh-minh", "thpt-song-hau")

words = st.text(max_size=12)  # NUL, letters of any plane
plain = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
# Since 1976 the clocks of Vietnam were never changed: every local moment exists once.
moments = (
    st.none() | st.just(BEGINNING) | st.datetimes(datetime(1976, 1, 1), datetime(9998, 1, 1), timezones=st.just(VN))
)
keys = st.builds(
    DutyKey,
    st.sampled_from(UNITS),
    st.just("phu-sa-2022"),
    st.sampled_from(["a", "b|c"]),
    st.sampled_from(["2022-01", "x"]),
)
verdicts = st.builds(
    Verdict,
    key=keys,
    status=st.sampled_from(Status),
    reason=plain,
    sentence=plain,
    counted=st.integers(0, 99),
    needed=st.integers(0, 99),
    due=moments,
    late_after=moments,
    publications=st.lists(st.integers(0, 2**40), max_size=3).map(tuple),
    proof=st.lists(st.integers(0, 99), max_size=2).map(tuple),
    flags=st.lists(st.sampled_from(Flag), max_size=3).map(tuple),
    questions=st.lists(st.builds(Question, words, st.integers(0, 9), words), max_size=2).map(tuple),
    figures=st.dictionaries(words, st.none() | st.integers(-(2**40), 2**40) | words, max_size=3),
    valid_until=moments,
)
batches = st.lists(st.tuples(st.integers(0, 3), st.lists(verdicts, min_size=1, max_size=4)), min_size=1, max_size=8)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def history_store(request: pytest.FixtureRequest) -> Iterator[SqlStore]:
    """One store for all examples; each example rehearses in an emptied one."""
    with TemporaryDirectory() as home:
        url = SQLITE if request.param == "sqlite" else fresh_database(running_server())
        store = open_store(url, Path(home), create=True)
        yield store
        store.close()


def wipe(store: SqlStore) -> None:
    """Empty the tables of verdicts; only a test may, and only by taking the guards away."""
    with store.engine.begin() as connection:
        if store.address.file is None:
            connection.execute(text("ALTER TABLE verdict DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER IF EXISTS verdict_no_delete"))
        connection.execute(text("DELETE FROM verdict"))
        connection.execute(text("DELETE FROM duty"))


def held_then(log: list[VerdictRow], moment: datetime) -> dict[DutyKey, VerdictRow]:
    """Replay: the last line of the log for each duty."""
    return {row.verdict.key: row for row in log if row.known_at <= moment}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=batches, probe=st.integers(-1, 30))
def test_as_of_equals_a_replay_of_the_log(history_store: SqlStore, story: list, probe: int) -> None:
    store, now, answers = history_store, START, {}
    wipe(store)
    written: list[tuple[datetime, Verdict]] = []
    for pause, batch in story:
        now += timedelta(hours=pause)
        unique = list({one.key: one for one in batch}.values())
        with store.write(False) as tx:
            tx.verdicts.save(0, now, "digest", unique)
        written += [(now, one) for one in unique]
        with store.read(False) as tx:
            answers[now] = {key: row.verdict for key, row in tx.verdicts.as_of(now).items()}
    with store.read(False) as tx:
        log = tx.verdicts.history(VerdictFilter())
        assert [(row.known_at, row.verdict) for row in log] == written
        for moment in (START + timedelta(hours=probe), *answers):
            replayed = {key: row.verdict for key, row in held_then(log, moment).items()}
            assert {key: row.verdict for key, row in tx.verdicts.as_of(moment).items()} == replayed
            assert [row.verdict for row in tx.verdicts.history(VerdictFilter(), known_at=moment)] == [
                one for at, one in written if at <= moment
            ]
        # The answer given then (after the last thing learnt in that moment) is the answer given now.
        for moment, answer in answers.items():
            assert {key: row.verdict for key, row in tx.verdicts.as_of(moment).items()} == answer
        current = {key: row.verdict for key, row in tx.verdicts.current().items()}
    assert current == {key: row.verdict for key, row in held_then(log, now).items()}
