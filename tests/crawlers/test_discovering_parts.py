"""A part of the section that bears its name is no rival of it: the menu says which of two lies in the other (S18)."""

from __future__ import annotations

import pytest

from crawlers.discovering import visit_site
from crawlers.finding.leads import Desk
from crawlers.finding.topics import CCHC
from crawlers.readers import all_readers

from .test_walk import rows
from .webs import NOW, PlainFetcher, Reply, Web

OUTER, PART = "/cai-cach-hanh-chinh/", "/van-ban-cai-cach-hanh-chinh/"


def found(menu: str) -> tuple[bool, str]:
    """Whether the section is told without asking anybody, and where it is."""
    pages = {
        "/": Reply(
            f"<html><head><title>THCS Hoa Mai</title></head><body>{menu}<main>{rows(range(3))}</main></body></html>"
        ),
        OUTER: Reply(f"<main><h1>Cải cách hành chính</h1>{rows(range(1, 9))}</main>"),
        PART: Reply(f"<main><h1>Văn bản cải cách hành chính</h1>{rows(range(4, 12))}</main>"),
    }
    with Web(lambda path, _: pages.get(path, Reply("không có", 404))) as web:
        visit = visit_site(f"{web.base}/", [CCHC], Desk(PlainFetcher(), all_readers(), NOW))
        (finding,) = visit.findings
        return finding.sure, finding.places[0].url.removeprefix(web.base)


ENTRY = f"<a href='{OUTER}'>Cải cách hành chính</a>"
OTHER = f"<a href='{PART}'>Cải cách hành chính</a>"


@pytest.mark.parametrize("below", [f"<a href='{PART}'>Văn bản cải cách hành chính</a>", OTHER])
def test_what_the_menu_lists_below_the_section_is_a_part_of_it(below: str) -> None:
    assert found(f"<ul class='menu'><li>{ENTRY}<ul><li>{below}</li></ul></li></ul>") == (True, OUTER)


def test_two_of_one_name_side_by_side_are_for_a_person() -> None:
    sure, _ = found(f"<ul class='menu'><li>{ENTRY}</li><li>{OTHER}</li></ul>")
    assert not sure
