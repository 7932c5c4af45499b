"""What exactly is taken from a hostile feed: letters F1 to F10, each by the items that come of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from unicodedata import normalize

import pytest

from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.looking.walk import look_at
from crawlers.page import Item, LookResult, Memory
from crawlers.readers import all_readers
from rules.model import VN, Outcome, Section
from rules.text import fold
from tests.crawlers.badweb import BadWeb, Forbidden, say

from .hostile_sites import FEEDS, LAUGHS, OK, OLD, PATH, QUADRATIC, XML, Stage, row, rss

NOW = datetime(2026, 6, 2, 6, 5, tzinfo=VN)
MAY = datetime(2026, 5, 1, tzinfo=VN)
TITLE = "Hội nghị cải cách hành chính"


@pytest.fixture
def web() -> Iterator[BadWeb]:
    with BadWeb("127.0.44.1") as web:
        yield web


def look(web: BadWeb) -> LookResult:
    settings = FetchSettings(allow_networks=("127.0.0.0/8",), pause_s=0, deadline_s=5, max_bytes=3_000_000)
    with HttpFetcher(settings) as fetcher:
        place = Section("thcs-hoa-mai", "cchc", web.url(PATH))
        return look_at(place, Memory(), fetcher, all_readers(), NOW, MAY)


def of(web: BadWeb, body: bytes) -> LookResult:
    web.on(PATH, say(200, body, XML))
    return look(web)


def titles(result: LookResult) -> list[str]:
    return [item.title for item in result.items]


def by_title(result: LookResult, title: str) -> Item:
    [item] = [item for item in result.items if item.title == title]
    return item


def test_authors_made_to_hang_a_pattern_cost_next_to_nothing(web: BadWeb) -> None:  # F1
    authors = f"<author>{'a(' * 50_000}</author>"
    rows = [row(f"Bài {n}", f"/t/{n}.html", more=authors if n < 20 else "") for n in range(100)]
    began = time.process_time()
    result = of(web, rss(OK + OLD + "".join(rows)))
    broken = of(web, rss(OK + OLD + "".join(rows[18:]))[:-60])
    assert time.process_time() - began < 15
    assert (len(result.items), TITLE in titles(broken)) == (109, True)


def test_an_endless_feed_is_too_large_and_a_cut_one_proves_nothing(web: BadWeb) -> None:  # F2
    assert of(web, rss("<item><title>t</title></item>" * 300_000)).outcome is Outcome.TOO_LARGE
    cut = of(web, rss(OK + OLD)[:-60])
    assert TITLE in titles(cut)
    assert cut.complete_since is None


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://127.6.0.1:{port}/x"])
@pytest.mark.parametrize("kind", ["<!ENTITY x SYSTEM '{}'>", "<!ENTITY % p SYSTEM '{}'> %p;"])
def test_entities_open_no_file_and_no_connection(web: BadWeb, kind: str, target: str) -> None:  # F3
    with Forbidden("127.6.0.1", web.port) as trap:
        declared = kind.format(target.format(port=web.port))
        result = of(web, rss(row("&x;", "/bai/0.html") + OLD, f"<!DOCTYPE r [{declared}]>"))
        assert trap.visitors() == 0
    assert not any("root:" in title for title in titles(result))
    assert result.outcome is Outcome.UNREADABLE


@pytest.mark.parametrize("declared", [LAUGHS, QUADRATIC], ids=["laughs", "quadratic"])
def test_entities_that_grow_are_not_let_grow(web: BadWeb, declared: str) -> None:  # F4
    began = time.process_time()
    many = "&a;" * 20_000 if declared == QUADRATIC else "&a11;"
    result = of(web, rss(row(many, "/bai/0.html") + OLD, declared))
    assert time.process_time() - began < 15
    assert result.outcome is Outcome.UNREADABLE


def test_dates_that_cannot_be_are_none_and_a_shared_guid_names_nobody(web: BadWeb) -> None:  # F5
    odd = {"Bài một": "Thu, 01 Jan 1970 00:00:00 GMT", "Bài hai": "Mon, 01 Jan 2099 00:00:00 GMT", "Bài ba": "hôm qua",
           "Bài bốn": ""}  # fmt: skip
    result = of(web, rss(OK + "".join(row(name, f"/{n}", date) for n, (name, date) in enumerate(odd.items()))))
    assert [by_title(result, name).stated for name in odd] == [None] * 4
    assert by_title(result, TITLE).stated is not None
    shared = of(web, rss("".join(row(f"Bài số {n}", f"/{n}.html", guid="như nhau") for n in range(9))))
    assert len({item.identity for item in shared.items}) == 9
    assert not any("guid:" in alias for item in shared.items for alias in item.aliases)


def test_the_feed_of_another_site_is_named_and_a_page_in_its_place_is_read_as_what_it_is(web: BadWeb) -> None:  # F6
    other = of(web, rss("".join(row(f"Bài số {n}", f"http://127.0.45.9/{n}") for n in range(6))))
    assert (other.outcome, other.items, other.complete_since) == (Outcome.WRONG_SITE, (), None)
    [as_page] = [one for one in FEEDS if one.name == "feed-html-as-feed"]
    as_page.build(web, Stage("", ""))
    assert len(look(web).items) == 6


def windows_1258(text: str) -> bytes:
    """As old Vietnamese editors wrote: letters whole, the marks of tone behind them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = ""
    for letter in text:
        parts = normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        out += normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tone
    return out.encode("windows-1258")


def test_a_feed_that_lies_about_its_alphabet_is_read_by_the_right_one(web: BadWeb) -> None:  # F7
    result = of(web, windows_1258(rss(OK + OLD).decode()))
    assert TITLE in titles(result)
    assert "Bài cũ số 1" in titles(result)


def test_links_that_are_none_make_no_items(web: BadWeb) -> None:  # F8
    bad = "".join(
        row(f"Bài {n}", link) for n, link in enumerate(("javascript:alert(1)", "data:text/html,x", "vbscript:x"))
    )
    result = of(web, rss(bad + OK + row("Tương đối", "../bai/7.html")))
    assert sorted(titles(result)) == [TITLE, "Tương đối"]
    assert by_title(result, "Tương đối").url == web.url("/bai/7.html")


def test_a_title_of_a_megabyte_is_cut_and_harms_no_other(web: BadWeb) -> None:  # F9
    result = of(web, rss(row("a" * 1_000_000, "/dai.html") + OK))
    assert (max(map(len, titles(result))), TITLE in titles(result)) == (500, True)


def test_odd_letters_are_left_out_and_the_same_word_is_the_same(web: BadWeb) -> None:  # F10
    taken_apart = normalize("NFD", TITLE)
    odd = "Hội\u200b nghị \u202ecải\u202c cách&#xD800; hành&#0; chính\ufeff"
    result = of(web, rss(row(taken_apart, "/a.html") + row(odd, "/b.html") + OLD))
    assert titles(result).count(TITLE) == 1  # of the same minute: the same publication (S8)
    assert len(result.items) == 1 + 8
    apart = of(web, rss(row(taken_apart, "/a.html") + row(odd, "/b.html", "Thu, 21 May 2026 02:00:00 +0000") + OLD))
    assert [title for title in titles(apart) if fold(title) == fold(TITLE)] == [TITLE, TITLE]
    nul = of(web, rss(OK + OLD).replace(b"Hoi", b"\0") + b"\0\0")
    assert TITLE in titles(nul)
