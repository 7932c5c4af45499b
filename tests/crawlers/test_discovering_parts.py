"""Which of the places that bear the section's name is the section: not its own part, and never the front page (S18)."""

from __future__ import annotations

import pytest

from crawlers.discovering import opened, visit_site
from crawlers.finding.leads import Desk
from crawlers.finding.topics import CCHC
from crawlers.readers import all_readers
from rules.model import Section

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
        (proposal,) = visit.proposals
        return proposal.sure, proposal.places[0].url.removeprefix(web.base)


ENTRY = f"<a href='{OUTER}'>Cải cách hành chính</a>"
OTHER = f"<a href='{PART}'>Cải cách hành chính</a>"


@pytest.mark.parametrize("below", [f"<a href='{PART}'>Văn bản cải cách hành chính</a>", OTHER])
def test_what_the_menu_lists_below_the_section_is_a_part_of_it(below: str) -> None:
    assert found(f"<ul class='menu'><li>{ENTRY}<ul><li>{below}</li></ul></li></ul>") == (True, OUTER)


def test_two_of_one_name_side_by_side_are_for_a_person() -> None:
    sure, _ = found(f"<ul class='menu'><li>{ENTRY}</li><li>{OTHER}</li></ul>")
    assert not sure


@pytest.mark.parametrize("front", ["/", "/thcs-hoa-mai/"])
def test_a_banner_that_calls_the_front_page_by_the_name_of_an_empty_section_leads_home(front: str) -> None:
    """Such themes print the name of the page at hand where the school's stands, linked home as ever."""
    shown = f"<html><head><title>{{0}}</title></head><body><h1><a href='{front}'>{{0}}</a></h1>"
    menu = f"<ul class='menu'><li>{ENTRY}</li><li><a href='/tin-tuc/'>Tin tức</a></li></ul>"
    empty = Reply(shown.format("Cải cách hành chính") + menu + "<main></main></body></html>")
    pages = {
        front: Reply(shown.format("THCS Hoa Mai") + f"{menu}<main>{rows(range(3))}</main></body></html>"),
        OUTER: empty,
        "/tin-tuc/": empty,
    }
    with Web(lambda path, _: pages.get(path, Reply("không có", 404))) as web:
        visit = visit_site(f"{web.base}{front}", [CCHC], Desk(PlainFetcher(), all_readers(), NOW))
    (proposal,) = visit.proposals
    assert (proposal.places, proposal.sure) == ((), False)
    assert proposal.refused


def test_an_address_that_sends_home_is_no_section() -> None:
    pages = {
        "/thcs-hoa-mai/": Reply(f"<body>{ENTRY}<main>{rows(range(3))}</main></body>"),
        OUTER: Reply("", 302, {"Location": "/thcs-hoa-mai/"}),
    }
    with Web(lambda path, _: pages.get(path, Reply("không có", 404))) as web:
        visit = visit_site(f"{web.base}/thcs-hoa-mai/", [CCHC], Desk(PlainFetcher(), all_readers(), NOW))
    assert not visit.proposals[0].places
    assert [one.reason for one in visit.proposals[0].refused] == ["leads home"]


def test_a_front_page_that_people_noted_as_the_section_stays() -> None:
    with Web({"/": Reply(f"<main><h1>Cải cách hành chính</h1>{rows(range(1, 9))}</main>")}) as web:
        desk = Desk(PlainFetcher(), all_readers(), NOW)
        assert visit_site(f"{web.base}/", [CCHC], desk).proposals[0].places == ()
        noted = opened(Section("thcs-hoa-mai", CCHC, f"{web.base}/"), desk)
        assert noted is not None
        assert noted.items == 8
