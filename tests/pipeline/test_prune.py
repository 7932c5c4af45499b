"""Letting go: what is old and settled goes, what an open finding needs stays, and the chain holds (L10, S20)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from monitor.pipeline.cycle import Cycle
from monitor.pipeline.prune import Pruned, prune
from monitor.storage.invariants import broken_invariants
from monitor.storage.pruning import GONE, remove_files
from monitor.storage.tables import evidence
from tests.pipeline.world import SmallWorld, at


def let_go(world: SmallWorld, now: str, dry_run: bool = False) -> Pruned:
    folder = world.home / "data" / "evidence"
    return prune(Cycle(world.catalogue, world.store, at(now)), dry_run, lambda names: remove_files(folder, names))


def files(world: SmallWorld) -> list[Path]:
    return sorted((world.home / "data" / "evidence").rglob("*.warc.gz"))


def lived(home: Path) -> SmallWorld:
    """Two schools; the first posts each month, the second nothing. All but the last month are closed in the end."""
    world = SmallWorld(home)
    for month in range(2, 9):
        world.publish(month, f"2022-{month:02d}-10T08:00")
        for day in ("12", "28"):
            world.run(f"2022-{month:02d}-{day}T09:00")
        world.run(f"2022-{month:02d}-28T10:00")
    return world


def test_what_is_old_and_closed_goes_and_the_chain_holds(tmp_path: Path) -> None:
    world = lived(tmp_path / "w")
    before, verdicts = files(world), _facts(world)
    assert let_go(world, "2025-12-01T09:00", dry_run=True).files > 0
    assert files(world) == before  # a dry run lets go of nothing
    pruned = let_go(world, "2025-12-01T09:00")
    assert 0 < pruned.removed == pruned.files == len(before) - len(files(world))
    assert world.store.evidence.verify() == []
    assert broken_invariants(world.store) == []
    assert _facts(world) == verdicts  # S20
    again = let_go(world, "2025-12-01T10:00")
    assert (again.files, again.letters, again.removed) == (0, 0, 0)


def test_what_an_open_duty_needs_stays(tmp_path: Path) -> None:  # L10
    world = lived(tmp_path / "w")
    for moment in ("2022-09-05T09:00", "2022-09-05T10:00", "2022-09-06T09:00"):
        world.run(moment)  # August of the second school is proven to be overdue, and not closed
    with world.store.read(False) as tx:
        open_now = {key for key, held in tx.verdicts.standing().items() if held.closed_at is None}
        proof = {n for key, row in tx.verdicts.current().items() if key in open_now for n in row.verdict.proof}
    with world.store.snapshot() as session:
        rows = session.rows(select(evidence.c.id).where(evidence.c.look_id.in_(proof)))
    needed = [row.id for row in rows]
    assert needed
    let_go(world, "2025-12-01T09:00")
    assert all(world.store.evidence.body(number) for number in needed)


def test_letters_keep_their_story_and_lose_their_people(tmp_path: Path) -> None:
    world = lived(tmp_path / "w")
    with world.store.read(False) as tx:
        told = [(row.message.kind, row.message.findings, row.sent) for row in tx.outbox.messages("sent")]
    pruned = let_go(world, "2024-12-01T09:00")
    with world.store.read(False) as tx:
        rows = tx.outbox.messages("sent")
        audit = [line for line in tx.verdicts.audit() if line.action == "prune"]
    assert [(row.message.kind, row.message.findings, row.sent) for row in rows] == told
    gone = [row for row in rows if row.message.recipient == GONE]
    assert 0 < len(gone) == pruned.letters
    assert not any(row.message.text or row.message.html or "edu.test" in row.message.key for row in gone)
    assert len(audit) == 1
    assert broken_invariants(world.store) == []


def test_who_was_told_of_an_open_duty_is_kept_and_of_a_closed_one_is_nobody(tmp_path: Path) -> None:  # S27
    world = lived(tmp_path / "w")
    for moment in ("2022-09-05T09:00", "2022-09-05T10:00", "2022-09-06T09:00"):
        world.run(moment)  # August of the second school is proven to be overdue, and not closed
    with world.store.read(False) as tx:
        standing = tx.verdicts.standing()
        before = tx.outbox.told(list(standing))
    still = {key for key, held in standing.items() if held.closed_at is None}
    assert still & before.keys()
    assert before.keys() - still
    let_go(world, "2025-12-01T09:00")
    with world.store.read(False) as tx:
        after = tx.outbox.told(list(standing))
    assert {key: after[key] for key in still & after.keys()} == {key: before[key] for key in still & before.keys()}
    gone = {row.notice.person for key in before.keys() - still for row in after.get(key, [])}
    assert not any(GONE in (person.name, person.email) or not person.role for person in gone)
    for moment in ("2025-12-01T10:00", "2025-12-02T09:00"):
        world.run(moment)  # verdicts change, whatever was let go
    assert broken_invariants(world.store) == []


def test_a_lost_file_that_nobody_let_go_is_still_found(tmp_path: Path) -> None:  # L2
    world = lived(tmp_path / "w")
    let_go(world, "2025-12-01T09:00")
    files(world)[0].unlink()
    assert any("tệp đã mất" in sentence for sentence in world.store.evidence.verify())


def test_files_that_outlived_a_crash_go_the_next_time(tmp_path: Path) -> None:  # A3
    world = lived(tmp_path / "w")
    prune(Cycle(world.catalogue, world.store, at("2025-12-01T09:00")), False, lambda names: 0)  # died before removing
    assert world.store.evidence.verify() == []
    assert let_go(world, "2025-12-01T10:00").removed > 0
    assert world.store.evidence.verify() == []


def _facts(world: SmallWorld) -> list[tuple[str, str, str]]:
    with world.store.read(False) as tx:
        return [
            (str(key), row.verdict.status.value, row.verdict.sentence) for key, row in tx.verdicts.current().items()
        ]
