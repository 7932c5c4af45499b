"""The statements that every letter costs, built once: making them anew took longer than running them (J9)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Insert, Select, Update, bindparam, func, insert, or_, select, update

from monitor.storage.tables import message, message_file, message_step

_FILES = select(message_file.c.id).where(message_file.c.message_id == message.c.id).exists().label("files")
OLDEST: Select[Any] = (
    select(message.c.id, message.c.fence, _FILES)
    .where(
        message.c.rehearsal == bindparam("side"),
        message.c.state == "queued",
        or_(message.c.next_at.is_(None), message.c.next_at <= bindparam("now")),
        message.c.channel.not_in(bindparam("without", expanding=True)),
        message.c.recipient.not_in(bindparam("hearing", expanding=True)),
    )
    .order_by(message.c.created, message.c.id)
    .limit(1)
    .with_for_update(skip_locked=True, of=message)
)
"""What may leave next. ``side``, ``now``, ``without``: channels, ``hearing``: recipients."""

CLAIM: Update = (
    update(message)
    .where(message.c.id == bindparam("number"), message.c.fence == bindparam("known"), message.c.state == "queued")
    .values(
        state="leased",
        fence=message.c.fence + 1,
        owner=bindparam("new_owner"),
        lease_s=bindparam("new_lease_s"),
        lease_until=bindparam("new_lease_until"),
    )
    .returning(*message.c)
)
"""``number``, ``known``: the row as it was found."""

_STEP = insert(message_step)
_STEP_THERE = insert(message_step).values(recorded_at=func.clock_timestamp())


def step_of(on_postgresql: bool) -> Insert:
    """A step of a message; the clock of a PostgreSQL server is read where the row is written."""
    return _STEP_THERE if on_postgresql else _STEP


@lru_cache(maxsize=64)
def move(states: tuple[str, ...], names: tuple[str, ...]) -> Update:
    """From any of the states under ``known_fence``, by ``known_key``; sets ``state`` and the columns of these names.

    ``attempts`` is added to, ``possible_repeat`` once true stays true; the others are as ``new_<name>`` says.
    """
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    if "attempts" in values:
        values["attempts"] = message.c.attempts + values["attempts"]
    if "possible_repeat" in values:
        values["possible_repeat"] = or_(message.c.possible_repeat, values["possible_repeat"])
    return (
        update(message)
        .where(
            message.c.rehearsal == bindparam("side"),
            message.c.key == bindparam("known_key"),
            message.c.fence == bindparam("known_fence"),
            message.c.state.in_(states),
        )
        .values(values)
        .returning(message.c.id, message.c.fence)
    )
