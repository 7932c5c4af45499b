"""Zalo in the database: the sealed token with its lock, who follows the account, codes that link a person.

Everything here is real, in rehearsals too: a token knows no rehearsal. Times are real time.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select, update

from alerts.zalo_tokens import Pair
from monitor.ports import StorageError
from monitor.storage.engine import connect, storage_errors
from monitor.storage.owners import is_gone, owner_name
from monitor.storage.session import Session
from monitor.storage.store import SqlStore
from monitor.storage.tables.zalo import zalo_code, zalo_event, zalo_person, zalo_token

if TYPE_CHECKING:
    from monitor.storage.sealing import Seal

HELD = timedelta(seconds=60)
"""Longer than a refresh may take, two tries included."""
_WAIT_S = 75.0
_STEP_S = 0.1
CODE_LIFE = timedelta(days=7)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Linked:
    """A person of a unit (role contact | head) known at Zalo."""

    unit: str
    role: str
    user_id: str


class _Room:
    """What both parts share: the store, and transactions that stay clear of runs and leases."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    @contextmanager
    def _write(self) -> Iterator[tuple[Connection, datetime]]:
        store = self._store
        with storage_errors(store.address.shown), connect(store.engine, "beat") as connection, connection.begin():
            yield connection, Session(connection, False).wall()

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        store = self._store
        with storage_errors(store.address.shown), connect(store.engine, "read") as connection:
            yield connection


class SqlTokens(_Room):
    """``alerts.zalo_tokens.TokenStore`` over one row per application."""

    def __init__(self, store: SqlStore, app_id: str) -> None:
        super().__init__(store)
        self._app = app_id

    def read(self) -> Pair | None:
        """The pair as it stands. Raises StorageError when it was sealed with another key."""
        with self._read() as connection:
            row = connection.execute(select(zalo_token).where(zalo_token.c.app_id == self._app)).one_or_none()
        if row is None or row.sealed is None:
            return None
        access, refresh = self._opened(row.sealed)
        return Pair(access, refresh, row.expires, row.refreshed, row.broken)

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """One process at a time, on this machine and on others. Raises TimeoutError."""
        owner = owner_name()
        ends = time.monotonic() + _WAIT_S
        while not self._take(owner):
            if time.monotonic() > ends:
                raise TimeoutError("the token is being refreshed by somebody else")
            time.sleep(_STEP_S)
        try:
            yield
        finally:
            with self._write() as (connection, _):
                mine = (zalo_token.c.app_id == self._app, zalo_token.c.owner == owner)
                connection.execute(update(zalo_token).where(*mine).values(owner=None, owned_until=None))

    def keep(self, pair: Pair) -> None:
        """Keep a new pair; committed when this returns."""
        sealed = self._seal.close(json.dumps([pair.access, pair.refresh]))
        values = {"sealed": sealed, "expires": pair.expires, "refreshed": pair.refreshed, "broken": pair.broken}
        with self._write() as (connection, _):
            _upsert(connection, self._app, values)

    def mark_broken(self, reason: str) -> None:
        """The refresh token serves no more."""
        with self._write() as (connection, _):
            _upsert(connection, self._app, {"broken": reason})

    def _take(self, owner: str) -> bool:
        with self._write() as (connection, now):
            row = connection.execute(
                select(zalo_token).where(zalo_token.c.app_id == self._app).with_for_update()
            ).one_or_none()
            # A dead holder of this machine is not waited for; one elsewhere is, until its time is over (D23).
            if row is not None and row.owner is not None and row.owned_until > now and not is_gone(row.owner):
                return False
            _upsert(connection, self._app, {"owner": owner, "owned_until": now + HELD})
            return True

    @cached_property
    def _seal(self) -> Seal:
        from monitor.storage.sealing import Seal

        return Seal(self._store.data, "zalo-token")

    def _opened(self, sealed: str) -> tuple[str, str]:
        try:
            access, refresh = json.loads(self._seal.open(sealed))
        except ValueError:
            raise StorageError(
                "Mã truy cập Zalo được niêm bằng khóa khác (data/secret.key hoặc DONDOC_KEY đã đổi); "
                "khôi phục khóa cũ hoặc chạy lại `dondoc zalo login`."
            ) from None
        return str(access), str(refresh)


def _upsert(connection: Connection, app_id: str, values: Mapping[str, object]) -> None:
    statement = Session(connection, False).insert(zalo_token).values(app_id=app_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["app_id"], set_=dict(values)))


class SqlPeople(_Room):
    """Who follows the account, when they last wrote to it, and who they are."""

    def last_word(self, user_id: str) -> datetime | None:
        """When the person last wrote to the account or followed it; None: never, or they left."""
        with self._read() as connection:
            asked = select(zalo_person.c.last_word).where(zalo_person.c.user_id == user_id, zalo_person.c.follows)
            found: datetime | None = connection.execute(asked).scalar_one_or_none()
            return found

    def linked(self) -> list[Linked]:
        """Everybody who typed their code."""
        asked = select(zalo_person).where(zalo_person.c.unit.is_not(None), zalo_person.c.follows)
        with self._read() as connection:
            rows = connection.execute(asked.order_by(zalo_person.c.linked)).all()
        return [Linked(row.unit, row.role, row.user_id) for row in rows]

    def new_code(self, unit: str, role: str) -> tuple[str, datetime]:
        """A code that the person types to the account, once, and until when it serves; only its hash is kept."""
        code = "DD" + "".join(secrets.choice(_LETTERS) for _ in range(8))
        with self._write() as (connection, now):
            row = {"code_key": _key(code), "unit": unit, "role": role, "made": now, "expires": now + CODE_LIFE}
            connection.execute(insert(zalo_code).values(**row))
        return code, now + CODE_LIFE

    def heard(self, event: str, user_id: str, at: datetime, follows: bool, code: str | None) -> str:
        """An event of the account: ``new``, ``linked`` (a code was right), or ``seen`` (it came before)."""
        with self._write() as (connection, now):
            first = Session(connection, False).insert(zalo_event).values(event_key=_key(event), at=now)
            # The row itself tells: not every driver counts what a conflict left out.
            if connection.execute(first.on_conflict_do_nothing().returning(zalo_event.c.at)).first() is None:
                return "seen"
            _touch(connection, user_id, min(at, now) if follows else None, follows)
            if code is None or not _spend(connection, code, user_id, now):
                return "new"
        return "linked"


def _touch(connection: Connection, user_id: str, word: datetime | None, follows: bool) -> None:
    values = {"follows": follows} | ({"last_word": word} if word is not None else {})
    statement = Session(connection, False).insert(zalo_person).values(user_id=user_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=values))


def _spend(connection: Connection, code: str, user_id: str, now: datetime) -> bool:
    key = _key(code)
    good = (zalo_code.c.code_key == key, zalo_code.c.used_by.is_(None), zalo_code.c.expires > now)
    if connection.execute(update(zalo_code).where(*good).values(used_by=user_id)).rowcount != 1:
        return False
    row = connection.execute(select(zalo_code).where(zalo_code.c.code_key == key)).one()
    # One telephone for a role: whoever had it before is let go.
    before = (zalo_person.c.unit == row.unit, zalo_person.c.role == row.role)
    connection.execute(update(zalo_person).where(*before).values(unit=None, role=None, linked=None))
    mine = update(zalo_person).where(zalo_person.c.user_id == user_id)
    connection.execute(mine.values(unit=row.unit, role=row.role, linked=now))
    return True


def _key(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
