"""What robots.txt says, what is none, and what follows when nobody answers for it (E31)."""

from __future__ import annotations

import time

import pytest

from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.page import Fault, Page, Request
from crawlers.robots import LARGEST_BYTES, RobotsRules, maps_named, product_token, robots_text, rules_in
from rules.model import Outcome

from .badweb import BadWeb, bomb, dripped_body, free_address, redirect, reset, say, silent

UA = "DonDoc/0.1 (+https://so.test/lien-he)"
RULES = b"User-agent: *\nDisallow: /admin/\n\nUser-agent: dondoc\nDisallow: /rieng/\nCrawl-delay: 7\n"


def read_robots(body: bytes, content_type: str, user_agent: str) -> RobotsRules:
    """The rules in the bytes, the way the fetcher goes."""
    return rules_in(robots_text(body, content_type), user_agent)


def test_rules_for_us_win_over_rules_for_everybody() -> None:
    rules = read_robots(RULES, "text/plain; charset=utf-8", UA)
    assert not rules.allows("http://so.test/rieng/tin")
    assert rules.allows("http://so.test/admin/tin")
    assert rules.crawl_delay_s == 7


@pytest.mark.parametrize("agent", [UA, "dondoc/0.1 (theo doi tin bai)", "DonDoc"])
def test_we_are_called_by_our_product(agent: str) -> None:
    assert product_token(agent) == "dondoc"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><p>Disallow: /</p>", "text/html"),
        (b"\xef\xbb\xbf \n<html>\nUser-agent: *\nDisallow: /", "text/plain"),
        (b"User-agent: *\nDisallow: /", "application/json"),
        (b"", "text/plain"),
        (b"Tin tuc <html> Disallow: /", ""),
    ],
)
def test_a_page_is_no_robots_txt(body: bytes, kind: str) -> None:
    assert read_robots(body, kind, UA).allows("http://so.test/tin")


def test_plain_rules_under_a_wrong_type_still_count() -> None:
    assert not read_robots(b"User-agent: *\nDisallow: /", "text/html", UA).allows("http://so.test/tin")


@pytest.mark.parametrize("delay", [b"nan", b"inf", b"-3", b"soon", b"1e999"])
def test_a_senseless_crawl_delay_is_none(delay: bytes) -> None:
    assert read_robots(b"User-agent: *\nCrawl-delay: " + delay, "text/plain", UA).crawl_delay_s is None


@pytest.mark.parametrize(
    "body",
    [
        b"User-agent: *\nDisallow: /" + b"a*" * 250_000 + b"$",
        b"User-agent: *\n" + b"Disallow: /*a*a*a*a*a*a*a*b$\n" * 20_000,
        b"User-agent: \xff\xfe\x00\n" * 20_000,
        b"\n" * LARGEST_BYTES,
    ],
)
def test_hostile_rules_cost_little(body: bytes) -> None:
    began = time.process_time()
    read_robots(body, "text/plain", UA).allows("http://so.test/" + "a" * 2000)
    assert time.process_time() - began < 15


def fetcher(**more: object) -> HttpFetcher:
    settings = {"allow_networks": ("127.0.1.0/24",), "pause_s": 0, "deadline_s": 0.6} | more
    return HttpFetcher(FetchSettings(**settings))  # type: ignore[arg-type]


def look(web: BadWeb, path: str = "/tin", **more: object) -> Page | Fault:
    with fetcher(**more) as one:
        return one.fetch(Request(web.url(path), "list"))


def test_robots_txt_is_asked_for_once_per_visit_and_obeyed() -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/robots.txt", say(200, b"User-agent: *\nDisallow: /rieng/", "Content-Type: text/plain"))
        web.on("*", say())
        answers = [one.fetch(Request(web.url(path), "list")) for path in ("/tin", "/rieng/tin", "/tin2")]
    assert [hit.path for hit in web.hits] == ["/robots.txt", "/tin", "/tin2"]
    refused = answers[1]
    assert isinstance(refused, Fault)
    assert (refused.outcome, refused.detail) == (Outcome.ROBOTS, "disallowed by robots.txt")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_a_robots_txt_all_is_allowed(status: int) -> None:
    with BadWeb(free_address()) as web:
        web.on("/robots.txt", say(status))
        web.on("/tin", say())
        assert isinstance(look(web), Page)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_fails_allows_nothing(status: int) -> None:
    with BadWeb(free_address()) as web:
        web.on("/robots.txt", say(status))
        answer = look(web)
    assert isinstance(answer, Fault)
    assert (answer.outcome, answer.detail) == (Outcome.HTTP_STATUS, f"robots.txt {status}")
    assert web.paths() == []


@pytest.mark.parametrize(
    ("manner", "outcome"),
    [(silent, Outcome.TIMEOUT), (dripped_body(), Outcome.TIMEOUT), (reset, Outcome.REFUSED)],
)
def test_a_host_that_does_not_answer_for_robots_txt_is_asked_for_nothing_else(manner, outcome: Outcome) -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/robots.txt", manner)
        first = one.fetch(Request(web.url("/tin"), "list"))
        asked = len(web.hits)
        second = one.fetch(Request(web.url("/tin2"), "list"))
        assert len(web.hits) == asked, "the visit knows already"
    assert isinstance(first, Fault)
    assert isinstance(second, Fault)
    assert (first.outcome, second.outcome) == (outcome, outcome)
    assert first.detail.startswith("robots.txt: ")
    assert web.paths() == []


def test_a_robots_txt_of_100_megabytes_is_read_at_its_beginning_only() -> None:
    with BadWeb(free_address()) as web:
        web.on(
            "/robots.txt",
            say(200, b"User-agent: *\nDisallow: /rieng/\n" + b"#" * 20_000_000, "Content-Type: text/plain"),
        )
        web.on("*", say())
        assert isinstance(look(web, deadline_s=3), Page)
        assert isinstance(look(web, "/rieng/", deadline_s=3), Fault)


def test_a_bomb_as_robots_txt_does_no_harm() -> None:
    with BadWeb(free_address()) as web:
        web.on("/robots.txt", bomb("gzip", 100, 200, "Content-Type: text/plain"))
        web.on("/tin", say())
        assert isinstance(look(web, deadline_s=3), Page)


def test_the_home_page_instead_of_robots_txt_forbids_nothing() -> None:  # WordPress with plain permalinks
    with BadWeb(free_address()) as web:
        web.on("/robots.txt", redirect("/robots.txt/", 301))
        web.on("/robots.txt/", say(200, b"<html>Disallow: /</html>", "Content-Type: text/html"))
        web.on("/tin", say())
        assert isinstance(look(web), Page)


def test_robots_txt_of_another_host_is_obeyed_after_a_redirect() -> None:
    with BadWeb(free_address()) as web, BadWeb(free_address()) as other:
        other.on("/robots.txt", say(200, b"User-agent: *\nDisallow: /", "Content-Type: text/plain"))
        other.on("/tin", say())
        web.on("/tin", redirect(other.url("/tin")))
        answer = look(web)
    assert isinstance(answer, Fault)
    assert answer.outcome is Outcome.ROBOTS
    assert other.paths() == []


def test_two_hosts_whose_robots_txt_point_at_each_other_end() -> None:
    with BadWeb(free_address()) as web, BadWeb(free_address()) as other:
        web.on("/robots.txt", redirect(other.url("/robots.txt")))
        other.on("/robots.txt", redirect(web.url("/robots.txt")))
        web.on("/tin", say())
        assert isinstance(look(web), Page)


def test_the_office_may_decide_not_to_ask() -> None:
    with BadWeb(free_address()) as web:
        web.on("/tin", say())
        assert isinstance(look(web, respect_robots=False), Page)
    assert [hit.path for hit in web.hits] == ["/tin"]


def test_the_maps_that_a_robots_txt_names_are_told_whole_and_few() -> None:
    named = [f"https://so.test/ban-do-{number}.xml" for number in range(30)]
    text = robots_text(("User-agent: *\nDisallow: /x/\n" + "".join(f"Sitemap: {one}\n" for one in named)).encode(), "")
    assert maps_named(text) == tuple(named[:10])
    assert maps_named("") == ()
