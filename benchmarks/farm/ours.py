"""Ours as shipped: a workspace of N units, its ``look`` with evidence, address check, completeness and database."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

from benchmarks.farm.addresses import root_of
from monitor.app.workspace import App
from monitor.clock import Clock

_SETTINGS = """\
database: sqlite:///data/dondoc.sqlite3
office: {{name: "Phòng TCCB", email: "cchc@so.test", phone: "0299 3000 111"}}
send_to: nobody
fetch: {{allow_networks: [127.0.0.0/8], pause_s: 0, deadline_s: 30{fetch}}}
looks: {{every_h: 24{looks}}}
route: [file]
"""
_PLAN = """\
id: farm
title: Kế hoạch
issuer: Sở GDĐT tỉnh Phù Sa
number: null
issued: {year}-01
year: {year}
source: {{document: "farm.pdf"}}
obligations:
  - id: F-1
    title: Đăng tin, bài về cải cách hành chính
    source: "mục 1"
    kind: recurring
    who: {{group: truc-thuoc}}
    where: {{topic: cchc}}
    every: month
    from: {month}
    to: {month}
    at_least: 1
    accepts: [article, document]
"""


def write_workspace(
    home: Path,
    units: int,
    port: int,
    month: str,
    *,
    scheme: str = "http",
    one_host: bool = False,
    extra: dict[str, str],
) -> None:
    """A workspace that looks at every site of the farm."""
    (home / "plans").mkdir(parents=True)
    settings = _SETTINGS.format(fetch=extra.get("fetch", ""), looks=extra.get("looks", ""))
    (home / "settings.yaml").write_text(settings, encoding="utf-8")
    (home / "plans" / "farm.yaml").write_text(_PLAN.format(year=month[:4], month=month), encoding="utf-8")
    with (home / "units.csv").open("w", encoding="utf-8") as out:
        out.write("id,name,short_name,level,parent,groups,website,section_url,feed_url\n")
        for unit in range(units):
            root = root_of(unit, port, scheme=scheme, one_host=one_host)
            out.write(
                f"u{unit},Trường số {unit},T{unit},truong,,truc-thuoc,{root},{root}/cai-cach-hanh-chinh,"
                f"{root}/rss/cai-cach-hanh-chinh.rss\n"
            )


def used() -> float:
    """CPU seconds of this process and of its children that ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> None:
    """``python -m benchmarks.farm.ours HOME``: one look at everything that is due; figures as JSON."""
    home = Path(sys.argv[1])
    app = App.open(home, Clock())
    assert app.frame.by_place or not app.catalogue.sections  # the duties are the judge's matter, not the look's
    start, began = used(), time.monotonic()
    profile = os.environ.get("FARM_PROFILE")
    if profile:
        import cProfile

        profiler = cProfile.Profile()
        profiler.enable()
    figures = app.cycle(look=True)
    if profile:
        profiler.disable()
        profiler.dump_stats(profile)
    facts = {"start_cpu": start, "cpu": used() - start, "seconds": time.monotonic() - began, "looks": figures.looks}
    print(json.dumps(facts))
    app.store.close()


if __name__ == "__main__":
    main()
