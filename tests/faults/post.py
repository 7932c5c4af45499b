"""A small world whose letters leave by real SMTP, as cron would run it: every turn opens its channels anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from monitor.app.building import open_channels
from monitor.catalogue.loading import load_catalogue
from monitor.ports import MessageRow
from monitor.storage.invariants import broken_invariants
from tests.pipeline.world import SmallWorld

EMAIL = '{{host: 127.0.0.1, port: {port}, security: {security}, sender: "dondoc@so.test", timeout_s: {timeout}{more}}}'
FOUND_MISSING = ("2022-04-04T08:00", "2022-04-04T08:40")
"""The two looks that prove March (S13); at the end of the second turn the charges leave."""


def posted(
    path: Path, port: int, schools: int = 2, bad: int = 1, *, security: str = "none", timeout: float = 1, more: str = ""
) -> SmallWorld:
    """Schools of which the first ``bad`` posted nothing in March: the contact and the head of each get a letter.

    ``more``: further keys of the e-mail channel.
    """
    world = SmallWorld(path, schools=schools, least=1000)
    for school in range(1, schools + 1):
        world.publish(1000 + school, "2022-02-10T08:00", school=school)
        if school > bad:
            world.publish(2000 + school, "2022-03-10T08:00", school=school)
    served(world, port, security=security, timeout=timeout, more=more)
    return world


def served(world: SmallWorld, port: int, *, security: str = "none", timeout: float = 1, more: str = "") -> None:
    """From now on letters go to that server; what was written of another one is gone."""
    settings = world.home / "settings.yaml"
    kept = [
        line
        for line in settings.read_text(encoding="utf-8").splitlines()
        if not line.startswith(("route:", "channels:"))
    ]
    email = EMAIL.format(port=port, security=security, timeout=timeout, more=more)
    settings.write_text("\n".join([*kept, "route: [email]", f"channels: {{email: {email}}}", ""]), encoding="utf-8")
    world.catalogue = load_catalogue(world.home)


def turn(world: SmallWorld, moment: str, look: bool = False) -> None:
    """One run of cron."""
    world.channels = open_channels(world.catalogue.settings, world.store)
    world.run(moment, look=look)
    for channel in world.channels.values():
        channel.close()


def charged(world: SmallWorld) -> None:
    """The charges are proven and want to leave."""
    for moment in FOUND_MISSING:
        turn(world, moment, look=True)


def letters(world: SmallWorld, kind: str | None = None, state: str | None = None) -> list[MessageRow]:
    """What the outbox holds."""
    with world.store.read(False) as tx:
        return [row for row in tx.outbox.messages(state) if kind in (None, row.message.kind)]


def states(world: SmallWorld, kind: str = "overdue") -> Counter[str]:
    """How many letters of a kind stand in which state."""
    return Counter(row.state for row in letters(world, kind))


def agrees(world: SmallWorld, ledgers: Iterable[list[dict[str, str]]], drained: bool = True) -> None:
    """Nothing lost, nothing doubled unmarked, nothing unrecorded: our outbox against the server's ledger (Q1–Q14)."""
    arrived = [(line["message_id"], line["recipient"]) for ledger in ledgers for line in ledger]
    assert broken_invariants(world.store, arrived, drained=drained) == []
