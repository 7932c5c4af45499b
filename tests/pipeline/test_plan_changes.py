"""A plan, the units or the settings change in the middle of the year: open periods follow (S20, S27)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alerts.channel import Delivery, Outgoing, Receipt
from monitor.catalogue.loading import load_catalogue
from monitor.pipeline.judge import JudgeFigures
from monitor.ports import VerdictFilter, VerdictRow
from monitor.storage.invariants import broken_invariants
from rules.model import Flag
from tests.databases import unused_postgresql
from tests.pipeline.world import PLAN, SmallWorld

SECOND = """\
  - id: quy
    title: Báo cáo CCHC hằng quý
    source: "V.2"
    kind: recurring
    who: {group: truc-thuoc}
    where: {topic: cchc}
    every: quarter
"""
TOLD = ["lan@truong-1.edu.test", "minh@truong-1.edu.test"]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.long])])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallWorld]:
    database = unused_postgresql() if request.param == "postgresql" else None
    world = SmallWorld(tmp_path / "w", database=database)
    world.publish(101, "2022-02-10T08:00")
    world.publish(102, "2022-02-10T08:00", school=2)
    world.publish(103, "2022-03-11T08:00", school=2)
    yield world
    assert broken_invariants(world.store) == []


def plan(world: SmallWorld, text: str) -> None:
    """The plan file says something else from now on."""
    (world.home / "plans" / "ke-hoach-2022.yaml").write_text(text, encoding="utf-8")
    world.catalogue = load_catalogue(world.home)


def written(world: SmallWorld, name: str, change: Callable[[str], str]) -> None:
    """Another file of the workspace is written anew."""
    path = world.home / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    world.catalogue = load_catalogue(world.home)


def both(world: SmallWorld, day: str) -> JudgeFigures:
    world.run(f"{day}T08:00")
    return world.run(f"{day}T08:40")[1]


def charged(world: SmallWorld) -> None:
    """School 1 was told on 4 April that March is overdue."""
    both(world, "2022-04-04")
    assert [recipient for _, recipient, _ in world.mail("overdue")] == TOLD


def row(world: SmallWorld, period: str = "2022-03", school: int = 1, obligation: str = "thang") -> VerdictRow:
    with world.store.read(False) as tx:
        held = tx.verdicts.current()
    return next(
        one
        for key, one in held.items()
        if (key.unit, key.period, key.obligation) == (f"truong-{school}", period, obligation)
    )


def corrections(world: SmallWorld) -> list[str]:
    return sorted(recipient for _, recipient, _ in world.mail("correction"))


# --- what is owed no longer ------------------------------------------------------------------------------------------


def test_an_obligation_taken_out_is_withdrawn_with_one_correction_to_each_who_was_told(world: SmallWorld) -> None:
    plan(world, PLAN + SECOND)
    charged(world)
    plan(world, PLAN.split("obligations:")[0] + "obligations:\n" + SECOND)
    for day in ("2022-04-05", "2022-04-06", "2022-04-07"):
        both(world, day)
    assert corrections(world) == TOLD
    march = row(world)
    assert (march.verdict.status.value, march.verdict.reason) == ("not_applicable", "plan_changed")
    assert march.verdict.sentence == (
        "Đăng tin CCHC hằng tháng (mục IV.1), tháng 3/2022: không còn áp dụng từ ngày 05/4/2022: "
        "kế hoạch đã bỏ nghĩa vụ này."
    )
    with world.store.read(False) as tx:
        past = tx.verdicts.history(VerdictFilter(unit="truong-1", obligation="thang", period="2022-03"))
        letter = next(one.message for one in tx.outbox.messages("sent") if one.message.kind == "correction")
    assert [one.verdict.reason for one in past][-2:] == ["overdue", "plan_changed"]
    assert "kế hoạch đã bỏ nghĩa vụ này" in letter.text
    assert "Trường số 1" in letter.text
    assert "Kế hoạch thử 2022" in letter.text


def test_a_charge_whose_letter_still_waits_is_cancelled_and_needs_no_correction(world: SmallWorld) -> None:  # K11
    plan(world, PLAN + SECOND)
    channel = Waiting()
    world.channels = {"file": channel}
    both(world, "2022-04-04")
    plan(world, PLAN.split("obligations:")[0] + "obligations:\n" + SECOND)
    channel.open = True
    both(world, "2022-04-05")
    both(world, "2022-04-06")
    assert [kind for kind, who in channel.carried if "truong-1" in who] == []
    with world.store.read(False) as tx:
        states = {one.message.recipient: one.state for one in tx.outbox.messages() if one.message.kind == "overdue"}
    assert states == dict.fromkeys(TOLD, "cancelled")


def test_a_plan_taken_away_withdraws_all_its_open_charges(world: SmallWorld) -> None:
    charged(world)
    (world.home / "plans" / "ke-hoach-2022.yaml").unlink()
    world.catalogue = load_catalogue(world.home)
    figures = both(world, "2022-04-05")
    assert corrections(world) == TOLD
    assert row(world).verdict.reason == "plan_removed"
    assert figures.plan_changes == []  # told by the first of the two runs
    with world.store.read(False) as tx:
        letter = next(one.message for one in tx.outbox.messages("sent") if one.message.kind == "correction")
        deeds = [deed.action for deed in tx.verdicts.plan_deeds()]
    assert "Kế hoạch thử 2022" in letter.text
    world.run("2022-04-12T08:00")
    assert len(world.mail("digest")) == 1
    assert deeds == ["plan_in_force", "plan_removed"]


def test_a_plan_that_comes_back_charges_again(world: SmallWorld) -> None:
    charged(world)
    text = (world.home / "plans" / "ke-hoach-2022.yaml").read_text(encoding="utf-8")
    (world.home / "plans" / "ke-hoach-2022.yaml").unlink()
    world.catalogue = load_catalogue(world.home)
    both(world, "2022-04-05")
    plan(world, text)
    both(world, "2022-04-06")
    assert row(world).verdict.status.value == "overdue"
    both(world, "2022-04-07")
    assert [recipient for _, recipient, _ in world.mail("overdue")] == TOLD * 2
    assert corrections(world) == TOLD


def test_a_unit_that_leaves_the_catalogue_is_no_longer_accused(world: SmallWorld) -> None:
    charged(world)
    written(world, "units.csv", lambda text: "".join(one for one in text.splitlines(True) if "truong-1" not in one))
    both(world, "2022-04-05")
    both(world, "2022-04-06")
    assert corrections(world) == TOLD
    assert row(world).verdict.reason == "unit_removed"
    world.run("2022-04-12T08:00")
    assert len(world.mail("digest")) == 1
    with world.store.read(False) as tx:
        letter = next(one.message for one in tx.outbox.messages("sent") if one.message.kind == "correction")
    assert "Trường số 1" in letter.text


def test_a_unit_that_had_ended_before_the_period_is_no_longer_accused(world: SmallWorld) -> None:
    charged(world)
    written(
        world,
        "units.csv",
        lambda text: text.replace("head_email\n", "head_email,valid_to\n").replace(
            "minh@truong-1.edu.test\n", "minh@truong-1.edu.test,2022-02-15\n"
        ),
    )
    both(world, "2022-04-05")
    assert corrections(world) == TOLD
    march = row(world).verdict
    assert march.reason == "unit_ended"
    assert "đơn vị kết thúc hoạt động ngày 15/02/2022, trước kỳ này" in march.sentence


def test_a_later_beginning_of_watching_takes_a_charge_back_into_hindsight(world: SmallWorld) -> None:
    charged(world)
    written(world, "settings.yaml", lambda text: text.replace("watch_from: 2022-01", "watch_from: 2022-04"))
    world.run("2022-04-05T08:00", look=False)
    world.run("2022-04-06T08:00")
    assert corrections(world) == TOLD
    march = row(world).verdict
    assert Flag.HOI_CUU in march.flags
    assert march.figures["why"] == "settings_changed"
    both(world, "2022-04-18")
    assert [recipient for _, recipient, _ in world.mail("overdue") if "truong-1" in recipient] == TOLD
    assert world.mail("escalation") == []


# --- what is owed otherwise ------------------------------------------------------------------------------------------


def test_more_items_asked_for_in_the_middle_of_the_year_touch_open_months_only(world: SmallWorld) -> None:
    for day in ("2022-03-01", "2022-03-20", "2022-03-28"):
        both(world, day)
    both(world, "2022-04-04")
    before = {period: row(world, period, 2) for period in ("2022-02", "2022-03")}
    assert before["2022-02"].closed_at is not None
    assert before["2022-03"].closed_at is None
    plan(world, PLAN + "    at_least: 2\n")
    _, figures, _ = world.run("2022-04-05T08:00")
    (change,) = figures.plan_changes
    assert change.lines == ("nghĩa vụ thang “Đăng tin CCHC hằng tháng”: at_least 1 → 2",)
    # Both schools, March to December; February is closed.
    assert change.judged == 20
    assert change.changed == 20
    assert row(world, "2022-02", 2).id == before["2022-02"].id
    march = row(world, "2022-03", 2).verdict
    assert (march.status.value, march.counted, march.needed) == ("overdue", 1, 2)
    assert march.figures["why"] == "plan_changed"
    assert march.figures["why_words"] == "Kế hoạch đã đổi ngày 05/4/2022: at_least 1 → 2"
    _, again, _ = world.run("2022-04-05T08:40")
    assert (again.plan_changes, again.changes) == ([], 0)
    with world.store.read(False) as tx:
        deed = tx.verdicts.plan_deeds()[-1]
    assert deed.action == "plan_changed"
    assert deed.details["lines"] == list(change.lines)
    assert (deed.details["judged"], deed.details["changed"]) == (20, 20)


def test_other_writing_of_the_same_plan_changes_nothing(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    with world.store.read(False) as tx:
        before = len(tx.verdicts.history(VerdictFilter()))
    plan(world, "# bản in lại\n" + PLAN.replace("at_least: 1", "at_least:   1").replace("  - id", "\n  - id"))
    _, figures, _ = world.run("2022-04-04T12:00", look=False)
    assert (figures.plan_changes, figures.judged, figures.changes) == ([], 0, 0)
    with world.store.read(False) as tx:
        assert len(tx.verdicts.history(VerdictFilter())) == before


def test_what_is_closed_stays_when_its_obligation_is_taken_out(world: SmallWorld) -> None:
    both(world, "2022-03-01")
    both(world, "2022-04-04")
    february = row(world, "2022-02")
    assert february.closed_at is not None
    plan(world, PLAN.split("obligations:")[0] + "obligations:\n" + SECOND)
    both(world, "2022-04-05")
    assert row(world, "2022-02") == february
    assert {row(world, f"2022-{month:02}").verdict.reason for month in range(3, 13)} == {"plan_changed"}


def test_a_verdict_that_time_changed_is_not_laid_to_the_plan(world: SmallWorld) -> None:
    both(world, "2022-04-04")
    plan(world, PLAN + SECOND)
    world.run("2022-04-20T08:00")
    april = row(world, "2022-04").verdict
    assert april.status.value == "due_soon"
    assert "why" not in april.figures


def test_a_duty_owed_no_longer_closes_when_its_time_is_long_over_and_not_before(world: SmallWorld) -> None:
    charged(world)
    plan(world, PLAN.split("obligations:")[0] + "obligations:\n" + SECOND)
    both(world, "2022-04-05")
    both(world, "2022-05-30")
    assert row(world).closed_at is not None
    assert row(world, "2022-12").closed_at is None
    plan(world, PLAN)
    both(world, "2022-05-31")
    assert row(world).verdict.reason == "plan_changed"
    assert row(world, "2022-12").verdict.status.value == "not_due"


def test_a_change_back_is_told_as_well(world: SmallWorld) -> None:
    both(world, "2022-03-01")
    plan(world, PLAN + "    at_least: 2\n")
    both(world, "2022-03-02")
    plan(world, PLAN)
    _, figures, _ = world.run("2022-03-03T08:00")
    assert [change.lines for change in figures.plan_changes] == [
        ("nghĩa vụ thang “Đăng tin CCHC hằng tháng”: at_least 2 → 1",)
    ]


def test_a_new_obligation_says_that_the_plan_brought_it(world: SmallWorld) -> None:
    both(world, "2022-03-01")
    plan(world, PLAN + SECOND)
    _, figures, _ = world.run("2022-03-02T08:00")
    (change,) = figures.plan_changes
    assert change.lines == ("thêm nghĩa vụ quy “Báo cáo CCHC hằng quý”",)
    assert row(world, "2022-Q2", obligation="quy").verdict.figures["why"] == "plan_changed"
    assert "why" not in row(world, "2022-06").verdict.figures


class Waiting:
    """A channel whose other side says "later" until it opens; what it carried is kept."""

    name = "file"
    sends_again = True

    def __init__(self) -> None:
        self.open = False
        self.carried: list[tuple[str, str]] = []

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        if not self.open:
            return Receipt(Delivery.RETRY, "451 later")
        self.carried.append((message.kind, message.recipient))
        return Receipt(Delivery.SENT, "250 ok")

    def find(self, message_id: str) -> bool | None:
        return None

    def check(self) -> Receipt:
        return Receipt(Delivery.SENT, "ok")

    def close(self) -> None:
        return None
