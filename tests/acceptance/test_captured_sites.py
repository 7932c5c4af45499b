"""Captured NukeViet and WordPress sites, served byte for byte on loopback: what is published, when, and who is
behind."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.falseworld.sink import MailSink

pytestmark = [pytest.mark.shared, pytest.mark.slow]

SITES = {
    "nukeviet45": "http://127.0.0.51:8051/cai-cach-hanh-chinh/",
    "nukeviet45-raw": "http://127.0.0.52:8052/index.php?language=vi&nv=news&op=cai-cach-hanh-chinh",
    "wordpress61": "http://127.0.0.55:8055/category/cai-cach-hanh-chinh/",
}
FIRST, SECOND = "2026-11-20T08:00+07:00", "2026-11-20T08:40+07:00"
PLAN = """\
id: thu-2026
title: Kế hoạch thử
issuer: Sở GDĐT tỉnh Phù Sa
issued: 2026-01
year: 2026
obligations:
  - id: thang
    title: Đăng tin CCHC hằng tháng
    source: "IV.1"
    kind: recurring
    who: {{group: truc-thuoc}}
    where: {{topic: cchc}}
    every: month
    from: 2026-04
    to: 2026-11
    at_least: {at_least}
    {cure}
"""
SETTINGS = """\
database: sqlite:///data/dondoc.sqlite3
office: {{name: "Văn phòng Sở", email: "vanphong@so.test", phone: "0299 000 0000"}}
admin: {{email: "quantri@so.test"}}
send_to: units
fetch: {{allow_networks: [127.0.0.0/8], pause_s: 0, deadline_s: 10}}
looks: {{confirm_after_min: 30, every_h: 24}}
watch_from: 2026-04
channels:
  email: {{host: 127.0.0.1, port: {port}, security: none, sender: "dondoc@so.test"}}
route: [email]
"""


@pytest.fixture(scope="module")
def replay(shared: Path) -> Iterator[Path]:
    """The captured sites on their own addresses."""
    command = [sys.executable, str(shared / "sites" / "replay.py"), *SITES]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    for _ in SITES:
        server.stdout.readline()
    yield shared / "sites"
    server.terminate()
    server.wait()


def workspace(folder: Path, port: int, at_least: int = 1, cure: str = "") -> Path:
    """Three schools, each on one captured site."""
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "thu-2026.yaml").write_text(PLAN.format(at_least=at_least, cure=cure), encoding="utf-8")
    (folder / "settings.yaml").write_text(SETTINGS.format(port=port), encoding="utf-8")
    heads = "id,name,groups,section_url,contact_name,contact_email,head_name,head_email"
    rows = [
        f"{name},Trường {name},truc-thuoc,{url},Cô Lan,lan@{name}.edu.test,Thầy Minh,minh@{name}.edu.test"
        for name, url in SITES.items()
    ]
    (folder / "units.csv").write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    return folder


def truth(sites: Path, name: str) -> dict[str, str]:
    """Published minute by title, of the visible CCHC articles, from the site's ground truth."""
    text = (sites / name / "INDEX.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (a\d+) \| Cải cách hành chính \| (.+?) \| \S+ \| (\S+) \| .*\| yes", text, re.M)
    return {title: moment for _, title, moment in rows}


def test_the_publications_are_the_true_ones(replay: Path, tmp_path: Path, dondoc: Any) -> None:
    home = workspace(tmp_path / "w", 9)
    dondoc("--at", FIRST, "run", home=home)
    dondoc("--at", SECOND, "run", home=home)
    found = dondoc("publications", "--json", "--at", SECOND, home=home)
    for name in SITES:
        mine = [row for row in found if row["unit"] == name]
        expected = truth(replay, name)
        assert len(expected) == 18
        assert sorted(row["title"] for row in mine) == sorted(expected), name
        width = 10 if name == "nukeviet45-raw" else 16
        wrong = {row["title"]: row["stated"] for row in mine if row["stated"][:width] != expected[row["title"]][:width]}
        assert not wrong, name
    backdated = [row for row in found if row["title"].startswith("Báo cáo cải cách hành chính quý III")]
    assert all(row["modified"] for row in backdated if row["unit"] == "wordpress61")
    months = Counter(row["stated"][:7] for row in found if row["unit"] == "wordpress61")
    for fact in dondoc("status", "--json", "--at", SECOND, home=home):
        assert fact["status"] == "met", fact["sentence"]
        assert fact["counted"] == months[fact["period"]]


def test_exactly_the_thin_months_are_missed_and_each_is_told_once(replay: Path, tmp_path: Path, dondoc: Any) -> None:
    with MailSink(tmp_path / "mail") as sink:
        home = workspace(tmp_path / "w", sink.port, at_least=3, cure="cure: none")
        day = date(2026, 11, 20)
        while day <= date(2026, 12, 3):
            for hour in ("08:00", "08:40"):
                dondoc("--at", f"{day}T{hour}+07:00", "run", "--really-send", home=home)
            day += timedelta(days=1)
        last = "2026-12-03T09:00+07:00"
        facts = dondoc("status", "--json", "--at", last, home=home)
        thin = {"2026-04", "2026-05", "2026-06", "2026-07", "2026-10", "2026-11"}
        for name in SITES:
            missed = {fact["period"] for fact in facts if fact["unit"] == name and fact["status"] == "missed"}
            assert missed == thin, name
        sent = [row for row in dondoc("messages", "--json", "--at", last, home=home) if row["kind"] == "overdue"]
        for name in SITES:
            for person in (f"lan@{name}.edu.test", f"minh@{name}.edu.test"):
                told = Counter(
                    finding.rsplit("|", 1)[1]
                    for row in sent
                    if row["recipient"] == person
                    for finding in row["findings"]
                )
                assert told == dict.fromkeys(thin, 1), person
        november = [row for row in sent if any(finding.endswith("2026-11") for finding in row["findings"])]
        assert november
        assert min(row["created"] for row in november) >= "2026-12-01"
        ids = [entry["message_id"] for entry in sink.ledger()]
        assert len(ids) == len(set(ids))
        assert all(row["state"] == "sent" for row in sent)


def test_dead_sites_accuse_nobody(shared: Path, tmp_path: Path, dondoc: Any) -> None:
    home = workspace(tmp_path / "w", 9)
    text = (home / "units.csv").read_text(encoding="utf-8")
    (home / "units.csv").write_text(re.sub(r":80\d\d", ":8999", text), encoding="utf-8")
    dondoc("--at", FIRST, "run", home=home)
    dondoc("--at", SECOND, "run", home=home)
    for fact in dondoc("status", "--json", "--at", SECOND, home=home):
        if fact["period"] == "2026-11":
            assert fact["status"] in ("due_soon", "not_due")
            assert "not_seen" in fact["flags"]
        else:
            assert fact["status"] == "unknown"
    messages = dondoc("messages", "--json", "--at", SECOND, home=home)
    assert [row["recipient"] for row in messages if row["kind"] == "admin"] == ["quantri@so.test"]
    assert {row["kind"] for row in messages} <= {"admin", "reminder"}
