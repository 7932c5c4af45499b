"""A hundred and more hostile sites, a unit each, beside healthy ones: the real pipeline, in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.crawlers.badweb import BadWeb, Certificates, Forbidden, say

from .hostile_sites import GOOD, HTML, PATH, SITES, TITLES, Hostile, Stage, items, page

HEALTHY = 20
DEADLINE_S, VISIT_S = 2, 8
MOMENTS = ("2026-06-02T06:05+07:00", "2026-06-02T06:45+07:00")
CHARGES = {"late", "overdue", "missed"}
ROOT = Path(__file__).parents[2]
_SETTINGS = """\
database: sqlite:///data/dondoc.sqlite3
office: {{name: "Sở GDĐT tỉnh Phù Sa", email: "vanphong@so.test", phone: "0299 000 0000"}}
send_to: office
watch_from: 2026-05
fetch: {{allow_networks: [127.5.0.0/16], pause_s: 0, deadline_s: {deadline}, visit_s: {visit}, max_bytes: 3000000,
         ca_file: "{ca}"}}
looks: {{every_h: 0.4, retry_min: 1, threads: 24, processes: 1}}
route: [file]
"""
_PLAN = """\
id: loi-va-pha
title: Kế hoạch
issuer: Sở GDĐT tỉnh Phù Sa
number: null
issued: 2026-01
year: 2026
source: {document: "ke-hoach.pdf"}
obligations:
  - id: E-1
    title: Đăng tin, bài về cải cách hành chính
    source: "mục 1"
    kind: recurring
    who: {group: truc-thuoc}
    where: {topic: cchc}
    every: month
    from: 2026-05
    to: 2026-05
    at_least: 1
    accepts: [article, document, video]
"""


@dataclass(frozen=True)
class Told:
    """What the process told, by unit; and who came to the address that nobody may connect to."""

    runs: list[dict[str, dict[str, dict[str, Any]]]]
    facts: dict[str, Any]
    trapped: int


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("hostile")
    made = Certificates(folder)
    with contextlib.ExitStack() as stack:
        other = stack.enter_context(BadWeb("127.5.249.1"))
        other.on("*", say(200, GOOD, HTML))
        trap = stack.enter_context(Forbidden("127.6.0.1", other.port))
        stage = Stage(f"127.6.0.1:{other.port}", f"127.5.249.1:{other.port}")
        urls = {site.id: _open(stack, site, number, made, stage) for number, site in enumerate(SITES)}
        for number in range(HEALTHY):
            web = stack.enter_context(BadWeb(f"127.5.200.{number + 1}"))
            urls[f"lanh-{number}"] = web.on(PATH, say(200, GOOD, HTML))
        web = stack.enter_context(BadWeb("127.5.201.1"))
        urls["that-su-thieu"] = web.on(PATH, say(200, page(items(of=TITLES[1:])), HTML))
        _workspace(folder / "home", urls, made.ca_file)
        facts = _run(folder / "home")
        yield Told([_by_unit(run) for run in facts["runs"]], facts, trap.visitors())


def _open(stack: contextlib.ExitStack, site: Hostile, number: int, made: Certificates, stage: Stage) -> str:
    address = f"127.5.{number // 200}.{number % 200 + 1}"
    web = stack.enter_context(BadWeb(address, tls=site.tls(made, address) if site.tls else None))  # type: ignore[arg-type]
    site.build(web, stage)
    return web.url(PATH)


def _workspace(home: Path, urls: dict[str, str], ca: Path) -> None:
    (home / "plans").mkdir(parents=True)
    settings = _SETTINGS.format(deadline=DEADLINE_S, visit=VISIT_S, ca=ca)
    (home / "settings.yaml").write_text(settings, encoding="utf-8")
    (home / "plans" / "e.yaml").write_text(_PLAN, encoding="utf-8")
    rows = [f"{id},Trường {id},{id},truong,,truc-thuoc,{url.removesuffix(PATH)}/,{url}" for id, url in urls.items()]
    heads = "id,name,short_name,level,parent,groups,website,section_url"
    (home / "units.csv").write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")


def _run(home: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.recorder", str(home), *MOMENTS]
    # What an attacker may have put there: proxies are for others, and a .netrc too (G12, G13).
    (home / ".netrc").write_text("machine 127.5.0.1 login ai-do password bi-mat\n")
    proxy = "http://127.6.0.1:9"
    hostile = {"http_proxy": proxy, "https_proxy": proxy, "ALL_PROXY": proxy, "HOME": str(home)}
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **hostile}, capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _by_unit(run: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, dict[str, Any]]]:
    return {name: {str(row["unit"]): row for row in run[name]} for name in ("looks", "verdicts")}


def test_there_are_enough_of_them() -> None:
    assert len({site.id for site in SITES}) == len(SITES) >= 120


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_a_hostile_site_gets_its_reason_in_time_and_accuses_nobody(site: Hostile, told: Told) -> None:
    for run in told.runs:
        look, verdict = run["looks"][site.id], run["verdicts"][site.id]
        assert look["outcome"].replace("unchanged", "read") in site.may, look
        assert look["ms"] <= (VISIT_S + DEADLINE_S) * 1000, look
        assert verdict["status"] not in CHARGES, verdict
        assert verdict["status"] in ("met", "awaiting") or verdict["reason_code"], verdict


def test_healthy_units_beside_them_are_seen_and_judged(told: Told) -> None:
    for run in told.runs:
        seen = [run["looks"][f"lanh-{n}"]["outcome"] for n in range(HEALTHY)]
        assert set(seen) <= {"read", "unchanged"}, Counter(seen)
        assert {run["verdicts"][f"lanh-{n}"]["status"] for n in range(HEALTHY)} == {"met"}


def test_who_truly_posted_nothing_is_charged_at_the_second_look(told: Told) -> None:
    """Or else nobody would be charged here, whatever was seen."""
    assert [run["verdicts"]["that-su-thieu"]["status"] for run in told.runs] == ["unknown", "overdue"]


def test_no_connection_to_a_forbidden_address_is_even_tried(told: Told) -> None:  # G1–G17
    elsewhere = [one for one in told.facts["connected"] if not one.startswith("127.5.")]
    assert elsewhere == []
    assert told.trapped == 0
    assert len(told.facts["connected"]) > len(SITES)  # the recorder works


def test_memory_stays_bounded(told: Told) -> None:
    assert told.facts["grown_mb"] < 150, told.facts["grown_mb"]


def test_the_whole_is_over_in_the_time_of_a_few_deadlines(told: Told) -> None:
    """Structure, not speed: were they waited for one after the other, it would take many times as long."""
    hanging = sum(look["ms"] for run in told.runs for look in run["looks"].values()) / 1000
    assert told.facts["seconds"] < max(hanging, 120)
