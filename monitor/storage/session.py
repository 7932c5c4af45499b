"""One database transaction as the parts of storage share it: connection, side (real or rehearsal), bulk conditions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    CursorResult,
    Executable,
    Row,
    Table,
    Text,
    UnaryExpression,
    and_,
    bindparam,
    cast,
    column,
    false,
    func,
    literal,
    select,
    text,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.operators import custom_op

from monitor.storage.bulk import insert_of, insert_rows
from monitor.storage.texts import clean, to_json

AT_ONCE = 1_000
"""So many rows are held together where there may be very many."""


@dataclass
class Session:
    """``rehearsal``: the side that is read and written, None: both sides, reading only.

    ``moment``: the newest moment that the run has spoken of in this transaction. ``last_run``: a run begun in it.
    ``chain``: the newest link of the evidence, once it was asked for.
    """

    connection: Connection
    rehearsal: bool | None
    moment: datetime | None = None
    last_run: int | None = None
    chain: str | None = None
    on_postgresql: bool = field(init=False)

    def __post_init__(self) -> None:
        """Remember the dialect."""
        self.on_postgresql = self.connection.dialect.name == "postgresql"

    @property
    def mark(self) -> bool:
        """What new rows are marked with."""
        if self.rehearsal is None:
            raise RuntimeError("this transaction reads both sides; it cannot write")
        return self.rehearsal

    def side(self, table: Table) -> ColumnElement[bool]:
        """Only rows of this side."""
        return true() if self.rehearsal is None else table.c.rehearsal == self.rehearsal

    def wall(self) -> datetime:
        """Real time, whatever the rehearsal clock says: of leases, and of "recorded at"."""
        if self.on_postgresql:
            # Machines that share a database share its clock, or a skewed one would steal leases.
            now: datetime = self.connection.execute(select(func.clock_timestamp())).scalar_one()
            return now.astimezone(UTC)
        return datetime.now(UTC)

    def heard(self, now: datetime) -> datetime:
        """Note the moment of the run."""
        self.moment = now
        return now

    # --- statements --------------------------------------------------------------------------------------------------

    def rows(self, statement: Executable) -> Sequence[Row[Any]]:
        """All rows of a query."""
        return self.connection.execute(statement).all()

    def stream(self, statement: Executable) -> Iterable[Row[Any]]:
        """The rows of a query that may have very many, to be read through before the next statement."""
        return self.connection.execute(statement, execution_options={"yield_per": AT_ONCE})

    def row(self, statement: Executable) -> Row[Any] | None:
        """The first row, None when there is none."""
        return self.connection.execute(statement).first()

    def run(self, statement: Executable, rows: Sequence[dict[str, Any]] | None = None) -> int:
        """Execute; how many rows it touched. With ``rows``, once for each of them (and nothing when there are none)."""
        if rows is None:
            result: CursorResult[Any] = self.connection.execute(statement)
            return result.rowcount
        if rows:
            self.connection.execute(statement, rows)
        return 0

    def insert(self, table: Table) -> Any:
        """An INSERT that knows ON CONFLICT."""
        return insert_of(self.connection.dialect, table)

    def insert_all(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Insert; every row names the same columns."""
        insert_rows(self.connection, table, rows, skip_known=False)

    def insert_new(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """The same; rows whose natural key is there already are left alone."""
        insert_rows(self.connection, table, rows, skip_known=True)

    def insert_ids(self, table: Table, rows: Sequence[dict[str, Any]]) -> Sequence[int]:
        """Insert; the new ids in the order of the rows. They are drawn first: no answer to each row is waited for."""
        if not rows:
            return ()
        ids = self._drawn_ids(table.name, len(rows))
        self.insert_all(table, [row | {"id": number} for row, number in zip(rows, ids, strict=True)])
        return ids

    def _drawn_ids(self, name: str, count: int) -> Sequence[int]:
        if self.on_postgresql:
            drawn = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
            return self.connection.execute(drawn, {"name": name, "count": count}).scalars().all()
        # Nobody else writes now (BEGIN IMMEDIATE); SQLite moves its own counter on when it sees the ids.
        last = self.connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": name})
        first = (last.scalar() or 0) + 1
        return range(first, first + count)

    def update_by_id(self, table: Table, rows: Sequence[dict[str, Any]], values: dict[str, Any]) -> None:
        """Update many rows at once; each of ``rows`` holds ``row_id`` and the names that ``values`` binds."""
        self.run(table.update().where(table.c.id == bindparam("row_id")).values(values), rows)

    def among(
        self, columns: Sequence[ColumnElement[Any]], wanted: Iterable[Sequence[str | int]]
    ) -> ColumnElement[bool]:
        """Whether the columns hold one of the wanted tuples. One parameter, however many there are."""
        values = [[clean(part) if isinstance(part, str) else part for part in entry] for entry in wanted]
        if not values:
            return false()
        listed = self._listed(to_json(values), [isinstance(part, int) for part in values[0]])
        return (columns[0] if len(columns) == 1 else tuple_(*columns)).in_(listed)

    def among_ids(self, column: ColumnElement[Any], ids: Collection[int]) -> ColumnElement[bool]:
        """Whether the column holds one of the ids."""
        return self.among([column], [(number,) for number in ids])

    def own_by_id(self, table: Table, ids: Collection[int]) -> ColumnElement[bool]:
        """Rows of this side by their ids."""
        return and_(self._side_checked(table), self.among_ids(table.c.id, ids))

    def _side_checked(self, table: Table) -> ColumnElement[bool]:
        """The side of a row that is found by other means. SQLite counts no rows: it would look for ids by an index that
        begins with the side, which is to go over all of them; behind a plus sign it cannot
        (https://www.sqlite.org/optoverview.html, disqualifying terms)."""
        if self.on_postgresql or self.rehearsal is None:
            return self.side(table)
        marked: ColumnElement[bool] = UnaryExpression(table.c.rehearsal, operator=custom_op("+"))
        return marked == self.rehearsal

    def _listed(self, told: str, numbers: Sequence[bool]) -> Any:
        if self.on_postgresql:
            array = cast(literal(told, Text()), JSONB)
            entry = func.jsonb_array_elements(array).table_valued(column("value", JSONB), name="listed")
            parts: list[Any] = [entry.c.value.op("->>")(position) for position in range(len(numbers))]
            parts = [cast(part, BigInteger) if number else part for part, number in zip(parts, numbers, strict=True)]
            return select(*parts)
        entry = func.json_each(told).table_valued("value", name="listed")
        return select(*[func.json_extract(entry.c.value, f"$[{position}]") for position in range(len(numbers))])


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """SHA-256 of a text as it is stored: the short name of a long one."""
    return sha256(clean(text).encode("utf-8")).hexdigest()
