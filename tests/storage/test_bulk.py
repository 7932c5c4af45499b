"""Rows bound column by column are the rows that SQLAlchemy would have written, in both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from monitor.storage.bulk import insert_rows
from monitor.storage.store import SqlStore
from monitor.storage.tables import publication, publication_name
from rules.model import VN

SEEN = datetime(2022, 7, 5, 9, 30, 0, 125, tzinfo=VN)


def row(number: int, **other: Any) -> dict[str, Any]:
    """A publication with something in every kind of column."""
    plain = {
        "id": number, "rehearsal": False, "unit": "thcs-hoa-mai", "topic": "cchc", "url": f"http://hoa-mai.test/{number}",
        "title": "Kế hoạch cải cách hành chính", "medium": "article", "first_seen": SEEN, "last_seen": SEEN,
        "modified": None, "signed": None, "absent_at": None, "baseline": True, "migrated": False, "removed_at": None,
        "attachments": [], "author": "", "sections": None,
    }  # fmt: skip
    return plain | other


ROWS = [
    row(1),
    row(2, title="nửa\x00vời \ud83d", signed=date(2022, 3, 4), modified=SEEN.astimezone(UTC), baseline=False),
    row(3, attachments=["http://hoa-mai.test/a.pdf", "đ\x00\ud800"], sections=["a", "b"], absent_at=SEEN),
]


def kept(store: SqlStore) -> list[Any]:
    with store.engine.connect() as connection:
        return list(connection.execute(select(publication).order_by(publication.c.id)).all())


def test_rows_are_the_same_as_those_written_one_by_one(store: SqlStore) -> None:
    with store.engine.begin() as connection:
        for one in ROWS:
            connection.execute(insert(publication).values(one))
    singly = kept(store)
    with store.engine.begin() as connection:
        connection.execute(publication.delete())
        insert_rows(connection, publication, ROWS, skip_known=False)
    assert kept(store) == singly
    assert len(singly) == len(ROWS)


def test_the_order_in_which_columns_are_named_does_not_matter(store: SqlStore) -> None:
    with store.engine.begin() as connection:
        insert_rows(connection, publication, [dict(reversed(one.items())) for one in ROWS], skip_known=False)
    turned = kept(store)
    with store.engine.begin() as connection:
        connection.execute(publication.delete())
        insert_rows(connection, publication, ROWS, skip_known=False)
    assert kept(store) == turned


def test_what_is_known_is_left_alone_only_where_that_is_asked_for(store: SqlStore) -> None:
    names = [
        {
            "rehearsal": False,
            "unit": "thcs-hoa-mai",
            "topic": "cchc",
            "name_key": key,
            "name": name,
            "publication_id": 1,
        }
        for key, name in (("a", "first"), ("b", "other"))
    ]
    again = [names[0] | {"name": "second"}, names[1] | {"name_key": "c", "name": "third"}]
    with store.engine.begin() as connection:
        insert_rows(connection, publication, ROWS, skip_known=False)
        insert_rows(connection, publication_name, names, skip_known=True)
        insert_rows(connection, publication_name, again, skip_known=True)
        found = select(publication_name.c.name).order_by(publication_name.c.name_key)
        assert connection.execute(found).scalars().all() == ["first", "other", "third"]
    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        insert_rows(connection, publication_name, again, skip_known=False)


def test_a_row_that_lacks_a_column_of_the_others_is_refused(store: SqlStore) -> None:
    lacking = {name: value for name, value in row(4).items() if name != "title"}
    with pytest.raises(KeyError, match="title"), store.engine.begin() as connection:
        insert_rows(connection, publication, [*ROWS, lacking], skip_known=False)
    assert kept(store) == []


def test_a_moment_without_a_zone_is_refused(store: SqlStore) -> None:
    with pytest.raises(ValueError, match="time zone"), store.engine.begin() as connection:
        insert_rows(connection, publication, [row(1, first_seen=datetime(2022, 7, 5, 9))], skip_known=False)


def test_no_rows_are_no_statement(store: SqlStore) -> None:
    with store.engine.begin() as connection:
        insert_rows(connection, publication, [], skip_known=False)
    assert kept(store) == []
