"""Much at once, silence for days, storms: over real SMTP (D28–D30)."""

from __future__ import annotations

import os
from collections import Counter
from datetime import datetime
from pathlib import Path

from monitor.catalogue.loading import load_catalogue
from monitor.ports import MessageRow
from tests.alerts.conftest import MakeSink
from tests.falseworld.sink import MailSink
from tests.faults.post import agrees, charged, letters, posted, served, states, turn

SCHOOLS = 20
DUTIES = int(os.environ.get("FINDINGS", "300")) // SCHOOLS
"""The long form: ``FINDINGS=10000``."""
MORE = """\
  - id: viec-{n}
    title: Nội dung số {n}
    source: "{n}"
    kind: recurring
    who: {{group: truc-thuoc}}
    where: {{topic: cchc}}
    every: month
    from: 2022-03
    to: 2022-03
    at_least: 9
"""


def test_d28_thousands_of_findings_at_once_are_one_letter_to_each_and_none_is_dropped(
    tmp_path: Path, make_sink: MakeSink
) -> None:
    sink = make_sink()
    world = posted(tmp_path / "w", sink.port, schools=SCHOOLS, bad=SCHOOLS)
    plan = world.home / "plans" / "ke-hoach-2022.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8") + "".join(MORE.format(n=n) for n in range(1, DUTIES)), encoding="utf-8"
    )
    world.catalogue = load_catalogue(world.home)
    charged(world)
    told = letters(world, "overdue", "sent")
    assert sum(len(set(row.message.findings)) for row in told) == 2 * SCHOOLS * DUTIES  # contact and head of each
    assert len({finding for row in told for finding in row.message.findings}) == SCHOOLS * DUTIES
    assert set(Counter(line["recipient"] for line in sink.lines()).values()) == {1}
    assert (
        max(map(len, sink.mails)) < 1_000_000
    )  # capped: see tests/pipeline/test_leaving.py for what is counted instead
    agrees(world, [sink.lines()])


def test_d29_after_48_hours_without_a_server_what_leaves_is_in_order_and_nothing_is_stale(tmp_path: Path) -> None:
    with MailSink(tmp_path / "mail") as sink:
        sink.stop()
        world = posted(tmp_path / "w", sink.port, schools=6, bad=4)
        charged(world)
        for hour in range(9, 57):  # two days of cron
            turn(world, f"2022-04-{4 + hour // 24:02}T{hour % 24:02}:00", look=hour in (32, 33))
        assert states(world) == {"queued": 8}
        assert max(row.attempts for row in letters(world, "overdue")) <= 100
        world.publish(3001, "2022-04-06T09:30")  # the first school has posted meanwhile
        turn(world, "2022-04-06T10:00", look=True)
        turn(world, "2022-04-06T10:40", look=True)
        sink.start()
        turn(world, "2022-04-06T11:30")
        turn(world, "2022-04-07T08:00", look=True)
        arrived = [line["recipient"] for line in sink.ledger()]
        assert not [one for one in arrived if one.endswith("@truong-1.edu.test")]
        assert {one for one in arrived if "truong-" in one} == {
            f"{who}@truong-{n}.edu.test" for who in ("lan", "minh") for n in (2, 3, 4)
        }
        created = [row.message.created for row in sorted(letters(world, "overdue", "sent"), key=_left)]
        assert created == sorted(created)
        assert states(world)["cancelled"] == 2
        agrees(world, [sink.ledger()])


def _left(row: MessageRow) -> datetime:
    assert row.sent is not None
    return row.sent


def test_d30_a_storm_is_one_letter_to_the_office_and_released_letters_leave_once(
    tmp_path: Path, make_sink: MakeSink
) -> None:
    sink = make_sink()
    world = posted(tmp_path / "w", sink.port, schools=12, bad=9)
    settings = world.home / "settings.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("least: 1000", "least: 5"), encoding="utf-8")
    served(world, sink.port)
    charged(world)
    for day in (5, 6, 7):
        turn(world, f"2022-04-0{day}T08:00", look=True)
    assert [line["recipient"] for line in sink.lines()] == ["vanphong@so.test"]
    assert "Đang giữ thư" in sink.parsed()[0]["Subject"]
    with world.store.write(False) as tx:
        held = tx.outbox.held_notices()
        tx.outbox.release([row.notice.key for row in held], drop=False, reason="đã xem")
    assert len(held) == 18
    turn(world, "2022-04-08T08:00")
    schools = Counter(line["recipient"] for line in sink.lines() if "truong-" in line["recipient"])
    assert (len(schools), set(schools.values())) == (18, {1})
    agrees(world, [sink.lines()])
