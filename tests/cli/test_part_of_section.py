"""A part of the section that only the site's map tells of: a doubt with its address, until the office notes it too."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.site import Site, march, run, serving, workspace
from tests.cli.test_commands import dondoc

UNIT = "thcs-hoa-mai"
PART = "/cchc/bao-cao/"
ITEM = f"{PART}thang-ba.html"


def with_a_part(site: Site) -> None:
    for day in range(1, 9):
        title = f"Nhà trường triển khai cải cách hành chính đợt {day}"
        site.article(f"/cchc/tin-thang-hai-{day}.html", title, f"{day:02}/02/2022 09:00", True)
    rows = ""
    for path, month, day in (
        (ITEM, "ba", "10/03/2022"),
        (f"{PART}thang-hai.html", "hai", "11/02/2022"),
        (f"{PART}thang-gieng.html", "giêng", "12/01/2022"),
    ):
        title = f"Báo cáo của nhà trường về tháng {month}"
        site.article(path, title, f"{day} 09:00")
        rows += f'<li class="item"><h3><a href="{path}">{title}</a></h3><span class="date">{day}</span></li>'
    site.page(PART, f'<html lang=vi><body><h1>Báo cáo</h1><ul class="list-news">{rows}</ul></body></html>')
    told = f"<url><loc>{site.url(ITEM)}</loc><lastmod>2022-03-10</lastmod></url>"
    site.page("/ban-do.xml", f'<?xml version="1.0"?><urlset>{told}</urlset>')
    site.page("/robots.txt", f"User-agent: *\nDisallow: /quan-tri/\n\nSitemap: {site.url('/ban-do.xml')}\n")


def test_what_the_map_tells_is_a_doubt_with_its_address_and_none_once_the_part_is_noted(tmp_path: Path) -> None:
    with serving() as site:
        with_a_part(site)
        home = workspace(tmp_path / "home", site)
        plan = home / "plans" / "ke-hoach-2022.yaml"
        plan.write_text(
            plan.read_text(encoding="utf-8").replace("to: 2022-12}", "to: 2022-12, at_least: 2}", 1), "utf-8"
        )
        run(home, "2022-03-02T08:00", "2022-04-04T08:00", "2022-04-04T08:40")
        doubted = march(home, "2022-04-04T08:41")
        assert (doubted["status"], doubted["reason_code"]) == ("unknown", "incomplete")
        looks = json.loads(
            dondoc("--at", "2022-04-04T08:41+07:00", "looks", "--unit", UNIT, "--json", home=home).stdout
        )
        assert any(look["detail"].endswith(f": {site.url(ITEM)}") for look in looks), looks
        (home / "sections.csv").write_text(f"unit,topic,url\n{UNIT},cchc,{site.url(PART)}\n", encoding="utf-8")
        run(home, "2022-04-05T08:00", "2022-04-06T08:00", "2022-04-06T08:40", "2022-04-06T09:20")
        counted = march(home, "2022-04-06T09:21")
        assert (counted["status"], counted["counted"], counted["needed"]) == ("overdue", 1, 2), counted
