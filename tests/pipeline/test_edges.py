"""Edges of the cycle at which a message might be lost, doubled or wrong (S6, S13, S14, S20, S23–S27)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.channel import Delivery, Receipt
from monitor.catalogue.loading import load_catalogue
from monitor.pipeline import decide
from monitor.pipeline.decide import Deed
from rules.model import Outcome
from tests.pipeline.test_cycle import both, march
from tests.pipeline.world import SETTINGS, SmallWorld, at


@pytest.fixture
def world(tmp_path):
    w = SmallWorld(tmp_path / "w")
    for s in (1, 2):
        w.publish(100 + s, "2022-02-10T08:00", school=s)
    return w


def resettings(w, **k):
    w.catalogue = replace(w.catalogue, settings=replace(w.catalogue.settings, **k))


class Bad:
    sends_again = True

    def __init__(self, inner=None):
        self.ok = False
        self.inner = inner
        self.got = []
        self.when = []

    def deliver(self, out, deadline_s):
        if not self.ok:
            return Receipt(Delivery.RETRY, "451 try later")
        self.got.append((out.kind, out.recipient))
        return Receipt(Delivery.SENT, "250 ok")

    def find(self, mid):
        return None

    def close(self):
        pass


def test_drift_then_timeout_charges_again(world):
    both(world, "2022-04-04")
    world.broken["truong-1"] = Outcome.DRIFTED
    world.run("2022-04-05T08:00")
    assert march(world) == "unknown"
    world.broken["truong-1"] = Outcome.TIMEOUT
    world.run("2022-04-06T08:00")
    world.run("2022-04-07T08:00")
    assert march(world) == "unknown", (march(world), [m for m in world.mail() if "lan@truong-1" in m[1]])


def test_a_smtp_outage_of_a_long_weekend_loses_nothing(world):
    ch = Bad()
    world.channels = {"file": ch}
    both(world, "2022-04-04")
    t = at("2022-04-04T09:00")
    while t < at("2022-04-07T09:00"):
        world.run(t.strftime("%Y-%m-%dT%H:%M"), look=False)
        t += timedelta(hours=1)
    ch.ok = True
    for d in ("2022-04-07T10:00", "2022-04-08T08:00", "2022-04-11T08:00"):
        world.run(d)
    with world.store.read(False) as tx:
        states = sorted(
            (r.message.kind, r.message.recipient, r.state, r.attempts)
            for r in tx.outbox.messages()
            if r.message.kind == "overdue"
        )
    assert ("overdue", "lan@truong-1.edu.test") in ch.got, states


def test_units_to_office_and_back_loses_no_notice(world):
    both(world, "2022-04-02")  # Saturday: notices wait
    resettings(world, send_to="office")
    world.run("2022-04-04T08:00")
    resettings(world, send_to="units")
    world.run("2022-04-05T08:00")
    world.run("2022-04-06T08:00")
    assert world.mail("overdue"), world.mail()


def test_units_to_office_tells_at_least_the_office(world):
    both(world, "2022-04-02")
    resettings(world, send_to="office")
    world.run("2022-04-04T08:00")
    world.run("2022-04-05T08:00")
    assert [m for m in world.mail() if m[0] == "overdue"], world.mail()


def test_nobody_means_nobody(world):
    resettings(world, send_to="office")
    both(world, "2022-04-02")
    resettings(world, send_to="nobody")
    world.run("2022-04-04T08:00")
    assert not world.mail("overdue"), world.mail("overdue")


def test_nobody_then_units_tells_what_is_still_overdue(world):
    resettings(world, send_to="nobody")
    both(world, "2022-04-04")
    resettings(world, send_to="units")
    world.run("2022-04-05T08:00")
    world.run("2022-04-06T08:00")
    assert world.mail("overdue"), (march(world), world.mail())


def newcontact(w, unit, mail):
    us = dict(w.catalogue.units)
    u = us[unit]
    us[unit] = replace(u, contact=replace(u.contact, email=mail) if mail else None)
    w.catalogue = replace(w.catalogue, units=us)


def test_the_correction_goes_to_exactly_the_people_told(world):
    both(world, "2022-04-04")
    newcontact(world, "truong-1", "moi@truong-1.edu.test")
    world.broken["truong-1"] = Outcome.DRIFTED
    world.run("2022-04-05T08:00")
    world.run("2022-04-06T08:00")
    got = {r for k, r, _ in world.mail("correction") if "truong-1" in r}
    assert got == {"lan@truong-1.edu.test", "minh@truong-1.edu.test"}, got


def test_no_all_clear_for_a_charge_that_never_left(world):
    ch = Bad()
    world.channels = {"file": ch}
    both(world, "2022-04-04")
    world.publish(9, "2022-04-05T07:00")
    world.run("2022-04-05T08:00")
    ch.ok = True
    world.run("2022-04-06T08:00")
    world.run("2022-04-07T08:00")
    mine = [m for m in ch.got if "truong-1" in m[1]]
    assert ("all_clear", "lan@truong-1.edu.test") not in mine, mine


def test_no_retry_in_the_quiet_hours(world):
    ch = Bad()
    world.channels = {"file": ch}
    both(world, "2022-04-04")
    ch.ok = True
    world.run("2022-04-04T23:30", look=False)
    assert not [m for m in ch.got if m[0] == "overdue"], ch.got


def test_digest_and_incident_keep_quiet_hours(world):
    world.run("2022-03-01T08:00")
    world.run("2022-03-09T23:30", look=False)  # the service was off since Monday
    assert not world.mail("digest"), world.mail("digest")


def test_a_reopened_period_stays_open(world):
    both(world, "2022-04-04")
    both(world, "2022-04-20")
    world.run("2022-06-01T08:00")
    c = world.cycle("2022-06-02T08:00")
    key = next(k for k in c.by_key if k.period == "2022-03" and k.unit == "truong-1")
    with world.store.read(False) as tx:
        assert tx.verdicts.current([key])[key].closed_at
    with world.store.write(False) as tx:
        assert decide.reopen(c, tx, [key], Deed("Lan", "sai sót")).changed
    world.run("2022-06-02T08:00", look=False, send=False)
    with world.store.read(False) as tx:
        row = tx.verdicts.current([key])[key]
    assert row.closed_at is None, row.closed_at


def test_an_unfinishable_section_is_not_crawled_every_half_hour(world, monkeypatch):
    real = world._look
    world._look = lambda job, now: replace(real(job, now), complete_since=at("2022-03-25T00:00"))
    t = at("2022-04-04T00:00")
    world.looked.clear()
    while t < at("2022-04-05T00:00"):
        world.run(t.strftime("%Y-%m-%dT%H:%M"), send=False)
        t += timedelta(minutes=30)
    n = sum(1 for u, _ in world.looked if u == "truong-1")
    assert n <= 4, (n, world.looked[-2:])


def test_one_failing_section_is_not_all_sections(tmp_path):
    w = SmallWorld(tmp_path / "w", schools=5)
    w.broken["truong-1"] = Outcome.TIMEOUT
    w.run("2022-03-01T08:00")
    w.run("2022-03-01T09:05")
    assert not w.mail("admin"), w.mail("admin")


def test_a_unit_added_in_november_is_not_charged_for_the_year_before(tmp_path):  # S6
    w = SmallWorld(tmp_path / "w", schools=1)
    (w.home / "settings.yaml").write_text(
        SETTINGS.format(send_to="units", least=5).replace("watch_from: 2022-01\n", ""), encoding="utf-8"
    )
    w.catalogue = load_catalogue(w.home)
    for m in range(2, 12):
        w.publish(m, f"2022-{m:02}-03T08:00")
    w.run("2022-02-01T08:00")
    w.run("2022-11-01T08:00")
    f = w.home / "units.csv"
    f.write_text(
        f.read_text()
        + "truong-2,Trường số 2,truc-thuoc,https://truong-2.edu.test/cchc/,"
        + "Cô Lan,lan@truong-2.edu.test,Thầy Minh,minh@truong-2.edu.test\n"
    )
    w.catalogue = load_catalogue(w.home)
    both(w, "2022-11-10")
    w.run("2022-11-11T08:00")
    st = w.statuses(2)
    told = [m for m in w.mail() if "truong-2" in m[1]]
    assert not told, (st, told)
