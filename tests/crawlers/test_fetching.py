"""Hostile and broken servers on real sockets: each is one named outcome, within the deadline (FAULTS E)."""

from __future__ import annotations

import gc
import gzip
import re
import resource
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.pace import Pace
from crawlers.page import Answer, Fault, Page, Request, Validators
from rules.model import VN, Outcome

from .badweb import (
    CLOSE,
    BadWeb,
    Manner,
    Visitor,
    bomb,
    bomb_bytes,
    chunked,
    dripped_body,
    dripped_head,
    endless,
    free_address,
    head,
    in_turn,
    packed,
    raw,
    redirect,
    reset,
    say,
    silent,
)
from .test_pace import FalseTime

DEADLINE_S = 0.6


def fetcher(pace: Pace | None = None, **more: object) -> HttpFetcher:
    settings = {
        "allow_networks": ("127.0.1.0/24",), "pause_s": 0, "deadline_s": DEADLINE_S, "respect_robots": False,
        "max_bytes": 1_000_000,
    }  # fmt: skip
    return HttpFetcher(FetchSettings(**(settings | more)), pace=pace)  # type: ignore[arg-type]


def meet(manner: Manner, purpose: str = "list", **more: object) -> Answer:
    """What becomes of one request to a server that behaves like this."""
    with BadWeb(free_address()) as web, fetcher(**more) as one:
        return one.fetch(Request(web.on("/tin", manner), purpose))


def fault(answer: Answer) -> Fault:
    assert isinstance(answer, Fault), answer
    return answer


def page(answer: Answer) -> Page:
    assert isinstance(answer, Page), answer
    return answer


# --- a good answer


def test_a_page_says_all_that_evidence_needs() -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on(
            "/tin", say(200, "<p>Tin tức</p>".encode(), "Content-Type: text/html", "X-One: a", "x-one: b", 'ETag: "1"')
        )
        request = Request(web.url("/tin#cuoi"), "list")
        answer = page(one.fetch(request))
    assert answer.request is request
    assert answer.url == web.url("/tin")
    assert answer.body.decode() == "<p>Tin tức</p>"
    assert answer.headers["x-one"] == "a, b"
    assert answer.raw_head.startswith(b"HTTP/1.1 200 Whatever\r\nContent-Length: 16\r\n")
    assert answer.raw_head.endswith(b"\r\n\r\n")
    assert b"X-One: a\r\nx-one: b\r\n" in answer.raw_head
    assert answer.address == web.address
    assert answer.redirects == ()
    assert answer.at.utcoffset() == datetime.now(VN).utcoffset()
    assert not answer.tls_tolerated


def test_a_visit_uses_one_connection_again() -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("*", say())
        for number in range(20):
            page(one.fetch(Request(web.url(f"/{number}"), "list")))
        assert web.connections == 1


def test_each_request_on_a_kept_connection_has_its_whole_deadline() -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/tin", say())
        for _ in range(2):
            page(one.fetch(Request(web.url("/tin"), "list")))
            time.sleep(DEADLINE_S + 0.1)
        page(one.fetch(Request(web.url("/tin"), "list")))
        assert web.connections == 1


@pytest.mark.parametrize(
    "manner",
    [
        packed(b"tin " * 1000),
        say(200, zlib.compress(b"tin " * 1000), "Content-Encoding: deflate"),
        say(200, zlib.compress(b"tin " * 1000)[2:-4], "Content-Encoding: deflate"),
        say(200, gzip.compress(gzip.compress(b"tin " * 1000)), "Content-Encoding: gzip, GZIP"),
        say(200, gzip.compress(b"tin " * 500) + gzip.compress(b"tin " * 500), "Content-Encoding: x-gzip"),
        say(200, gzip.compress(b"tin " * 1000) + b"rubbish", "Content-Encoding: gzip"),
        say(200, b"tin " * 1000, "Content-Encoding: none"),
        chunked(*[b"tin "] * 1000),
        chunked(*[bytes([byte]) for byte in zlib.compress(b"tin " * 1000)], headers=("Content-Encoding: deflate",)),
        raw(head(200) + b"tin " * 1000),
        raw(b"HTTP/1.0 200 OK\n\n" + b"tin " * 1000),
        raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + head(200) + b"tin " * 1000),
    ],
)
def test_a_body_is_decoded_whole(manner: Manner) -> None:
    assert page(meet(manner)).body == b"tin " * 1000


def test_zeros_that_end_on_a_piece_are_not_lost() -> None:
    for length in (65_535, 65_536, 65_537, 131_072, 900_001):
        assert page(meet(packed(b"\0" * length))).body == b"\0" * length


def test_only_what_we_can_decode_is_asked_for() -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        one.fetch(Request(web.on("/tin", say()), "list"))
        assert web.hits[0].headers["accept-encoding"] == "gzip, deflate"
        assert web.hits[0].headers["user-agent"].startswith("DonDoc/")
        assert web.hits[0].headers["host"] == f"{web.address}:{web.port}"


def test_an_unchanged_page_is_asked_for_conditionally_and_comes_without_body() -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        asked = Validators('"abc"', "Fri, 20 Nov 2026 08:00:00 GMT")
        answer = page(one.fetch(Request(web.on("/tin", say(304, b"", 'ETag: "abc"')), "list", asked)))
        page(one.fetch(Request(web.on("/sau", say()), "list")))
        assert answer.not_modified
        assert answer.body == b""
        assert web.hits[0].headers["if-none-match"] == '"abc"'
        assert web.hits[0].headers["if-modified-since"] == "Fri, 20 Nov 2026 08:00:00 GMT"
        assert web.connections == 1


def test_an_etag_that_would_break_the_request_is_not_sent_back() -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        page(one.fetch(Request(web.on("/tin", say()), "list", Validators('"a"\r\nX-Evil: 1', "ngày mai"))))
        assert not {"x-evil", "if-none-match", "if-modified-since"} & set(web.hits[0].headers)


def test_a_304_nobody_asked_for_is_no_look() -> None:  # E48
    assert fault(meet(say(304, b""))).outcome is Outcome.HTTP_STATUS


# --- hostile and broken answers


@pytest.mark.parametrize(
    ("manner", "outcome"),
    [
        pytest.param(dripped_body(), Outcome.TIMEOUT, id="E1 dripped body"),
        pytest.param(dripped_head(), Outcome.TIMEOUT, id="E2 dripped head"),
        pytest.param(raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000), Outcome.UNREADABLE, id="E2 interim answers"),
        pytest.param(silent, Outcome.TIMEOUT, id="E3 silent"),
        pytest.param(endless, Outcome.TOO_LARGE, id="E4 endless"),
        pytest.param(bomb("gzip"), Outcome.TOO_LARGE, id="E5 gzip bomb"),
        pytest.param(bomb("deflate"), Outcome.TOO_LARGE, id="E5 deflate bomb"),
        pytest.param(
            say(200, gzip.compress(bomb_bytes("gzip", 200)), "Content-Encoding: gzip, gzip"), Outcome.TOO_LARGE,
            id="E5 bomb in a bomb",
        ),
        pytest.param(
            say(200, gzip.compress(gzip.compress(b"") * 4_000_000, 1), "Content-Encoding: gzip, gzip"),
            Outcome.TOO_LARGE, id="E5 bomb of nothing",
        ),
        pytest.param(
            say(200, b"x", "Content-Encoding: " + ", ".join(["gzip"] * 200)), Outcome.UNREADABLE, id="E6 chain"
        ),
        pytest.param(say(200, b"x" * 100, "Content-Encoding: br"), Outcome.UNREADABLE, id="E8 brotli"),
        pytest.param(say(200, b"x" * 100, "Content-Encoding: zstd"), Outcome.UNREADABLE, id="E8 zstd"),
        pytest.param(raw(head(200, "X-Long: " + "a" * 70_000)), Outcome.UNREADABLE, id="E11 70 kB header"),
        pytest.param(raw(head(200, *["X-Much: " + "a" * 900] * 90)), Outcome.UNREADABLE, id="E11 80 kB of headers"),
        pytest.param(raw(head(200, *[f"X-{number}: a" for number in range(500)])), Outcome.UNREADABLE, id="E12"),
        pytest.param(raw(head(200, "Transfer-Encoding: chunked") + b"zz\r\nabc"), Outcome.UNREADABLE, id="E13"),
        pytest.param(chunked(b"tin", end=b""), Outcome.UNREADABLE, id="E13 chunks without end"),
        pytest.param(chunked(b"tin", end=b"-5\r\nabc\r\n"), Outcome.UNREADABLE, id="E13 negative chunk"),
        pytest.param(raw(head(200, "Transfer-Encoding: chunked") + b"f" * 90_000), Outcome.UNREADABLE, id="E13 long"),
        pytest.param(raw(head(200, "Content-Length: 100") + b"tin"), Outcome.UNREADABLE, id="E14 short body"),
        pytest.param(say(200, gzip.compress(b"tin")[:-9], "Content-Encoding: gzip"), Outcome.UNREADABLE, id="E14"),
        pytest.param(
            raw(head(200, "Content-Length: 3", "Content-Length: 9") + b"tin"), Outcome.UNREADABLE, id="E15 two lengths"
        ),
        pytest.param(say(200, b"<p>Tin</p>", "Content-Encoding: gzip"), Outcome.UNREADABLE, id="lying gzip"),
        pytest.param(raw(head(200, "Content-Length: 50000000")), Outcome.TOO_LARGE, id="E35 announced"),
        pytest.param(raw(head(200) + b"a" * 2_000_000), Outcome.TOO_LARGE, id="E36 one line"),
        pytest.param(reset, Outcome.REFUSED, id="E42 reset"),
        pytest.param(raw(b""), Outcome.REFUSED, id="E42 closed"),
        pytest.param(raw(b"<html>Tin</html>\n"), Outcome.UNREADABLE, id="E43 HTTP/0.9"),
        pytest.param(raw(bytes(range(256)) * 400), Outcome.UNREADABLE, id="E43 binary"),
        pytest.param(raw(b"HTTP/1.1 OK\r\n\r\n"), Outcome.UNREADABLE, id="E43 no status"),
        pytest.param(raw(b"HTTP/1.1 99999 OK\r\n\r\n"), Outcome.UNREADABLE, id="E43 odd status"),
        pytest.param(raw(b"HTTP/3.7 200 OK\r\n\r\n"), Outcome.UNREADABLE, id="E43 odd version"),
        pytest.param(raw(b"SSH-2.0-OpenSSH_9.2\r\n"), Outcome.UNREADABLE, id="E43 another protocol"),
        pytest.param(say(206, b"part"), Outcome.HTTP_STATUS, id="a part nobody asked for"),
        pytest.param(say(404), Outcome.HTTP_STATUS, id="404"),
        pytest.param(say(302, b"moved"), Outcome.HTTP_STATUS, id="redirect to nowhere"),
    ],
)  # fmt: skip
def test_a_bad_server_is_one_named_outcome_within_the_deadline(manner: Manner, outcome: Outcome) -> None:
    began = time.monotonic()
    answer = fault(meet(manner))
    assert answer.outcome is outcome, answer
    assert time.monotonic() - began < DEADLINE_S + 5
    assert re.fullmatch(r"[ -~]{3,200}", answer.detail), "plain and short"


def test_a_set_cookie_flood_is_neither_kept_nor_sent_back() -> None:  # E44
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/tin", say(200, b"tin", *[f"Set-Cookie: a{number}=1" for number in range(90)]))
        for _ in range(2):
            page(one.fetch(Request(web.url("/tin"), "list")))
        assert [hit.headers.get("cookie") for hit in web.hits] == [None, None]


def test_extra_bytes_behind_a_body_never_become_the_next_answer() -> None:  # E47, E15
    lie = head(200, "Content-Length: 4") + b"fake"
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/mot", raw(head(200, "Content-Length: 3") + b"one" + lie, then_close=False))
        web.on("/lon", raw(head(200, "Content-Length: 3") + b"two" + lie * 3000, then_close=False))
        web.on("/hai", say(200, b"real"))
        for path, body in [("/mot", b"one"), ("/hai", b"real"), ("/lon", b"two"), ("/hai", b"real"), ("/mot", b"one")]:
            answer = one.fetch(Request(web.url(path), "list"))
            assert isinstance(answer, Fault) or answer.body == body
            time.sleep(0.05)


def test_documents_have_a_cap_of_their_own() -> None:
    long = say(200, b"a" * 1_500_000)
    assert fault(meet(long)).outcome is Outcome.TOO_LARGE
    assert len(page(meet(long, "document")).body) == 1_500_000
    assert fault(meet(long, "document", max_document_bytes=1_200_000)).outcome is Outcome.TOO_LARGE


def test_what_comes_with_an_error_is_kept_up_to_a_cap() -> None:
    wall = fault(meet(say(403, b"Just a moment", "Server: cloudflare")))
    assert wall.status == 403
    assert wall.page is not None
    assert (wall.page.status, wall.page.body) == (403, b"Just a moment")
    assert wall.page.headers["server"] == "cloudflare"
    long = fault(meet(say(403, b"a" * 2_000_000)))
    assert long.page is not None
    assert len(long.page.body) == 512_000
    assert "cut" in long.detail


def test_a_bomb_behind_an_error_or_a_redirect_does_no_harm() -> None:  # E7
    began = time.process_time()
    assert fault(meet(bomb("gzip", 300, 404))).outcome is Outcome.HTTP_STATUS
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/moi", say(200, b"tin"))
        web.on("/tin", bomb("gzip", 50, 302, "Location: /moi"))
        assert page(one.fetch(Request(web.url("/tin"), "list"))).body == b"tin"
    assert time.process_time() - began < 15


# --- redirects


def test_redirects_are_followed_and_told() -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/a", redirect("/b", 301))
        web.on("/b", redirect(web.url("/c/../d?x=1"), 307))
        web.on("/d", say(200, b"tin"))
        answer = page(one.fetch(Request(web.url("/a"), "list")))
        assert (answer.body, answer.url) == (b"tin", web.url("/d?x=1"))
        assert answer.redirects == (web.url("/a"), web.url("/b"))
        assert not answer.downgraded
        assert web.connections == 1


def test_the_long_page_of_a_redirect_is_not_mistaken_for_the_next_answer() -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/tin", say(302, b"x" * 900_000, "Location: /moi"))
        web.on("/moi", say(200, b"tin"))
        for _ in range(3):
            assert page(one.fetch(Request(web.url("/tin"), "list"))).body == b"tin"
        assert web.connections == 4, "what is unread is hung up on"


@pytest.mark.parametrize("place", ["/tin-tức", "/tin-t%E1%BB%A9c", "tin-tức"])
def test_a_redirect_in_vietnamese_letters_is_understood(place: str) -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/tin", redirect(place))
        web.on("/tin-t%E1%BB%A9c", say(200, b"tin"))
        assert page(one.fetch(Request(web.url("/tin"), "list"))).body == b"tin"


def test_a_loop_of_redirects_ends() -> None:  # E9
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/a", redirect("/b"))
        web.on("/b", redirect("/a"))
        answer = fault(one.fetch(Request(web.url("/a"), "list")))
    assert (answer.outcome, answer.status) == (Outcome.HTTP_STATUS, 302)
    assert answer.detail.startswith("redirect loop")
    assert web.paths() == ["/a", "/b"]


def test_a_long_chain_of_redirects_ends() -> None:  # E10
    with BadWeb(free_address()) as web, fetcher() as one:
        for number in range(50):
            web.on(f"/{number}", redirect(f"/{number + 1}", 301))
        answer = fault(one.fetch(Request(web.url("/0"), "list")))
    assert answer.detail.startswith("more than 5 redirects")
    assert len(web.paths()) == 6


def test_redirects_and_waits_share_one_deadline() -> None:
    def slowly(visitor: Visitor) -> None:
        visitor.wait(0.25)
        redirect(f"{visitor.hit.path}x")(visitor)

    began = time.monotonic()
    assert fault(meet(slowly)).outcome in (Outcome.TIMEOUT, Outcome.HTTP_STATUS)
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("*", slowly)
        assert fault(one.fetch(Request(web.url("/"), "list"))).outcome is Outcome.TIMEOUT
    assert time.monotonic() - began < 2 * DEADLINE_S + 5


# --- nobody there


def test_a_closed_port_is_a_refusal_after_one_retry() -> None:
    with BadWeb(free_address()) as web:
        url = web.url("/tin")
    with fetcher() as one:
        answer = fault(one.fetch(Request(url, "list")))
    assert (answer.outcome, answer.detail, answer.status) == (Outcome.REFUSED, "connection refused", None)


def test_a_name_that_does_not_exist_is_no_address() -> None:  # E41
    def nobody(host: str, port: int) -> tuple[str, ...]:
        raise OSError("NXDOMAIN")

    with HttpFetcher(FetchSettings(pause_s=0), resolve=nobody) as one:
        assert fault(one.fetch(Request("http://thcs-hoa-mai.edu.test/", "list"))).outcome is Outcome.NO_ADDRESS
    with HttpFetcher(FetchSettings(pause_s=0), resolve=lambda host, port: ()) as one:
        assert fault(one.fetch(Request("http://thcs-hoa-mai.edu.test/", "list"))).outcome is Outcome.NO_ADDRESS


def test_the_system_says_that_a_name_does_not_exist() -> None:
    with HttpFetcher(FetchSettings(pause_s=0, deadline_s=5)) as one:
        answer = fault(one.fetch(Request("http://khong-co.invalid/", "list")))
    assert answer.outcome in (Outcome.NO_ADDRESS, Outcome.TIMEOUT)


def test_a_name_service_that_hangs_costs_the_deadline_and_no_more() -> None:  # E41
    def hang(host: str, port: int) -> tuple[str, ...]:
        time.sleep(3)
        return ()

    began = time.monotonic()
    with HttpFetcher(FetchSettings(deadline_s=0.3, respect_robots=False), resolve=hang) as one:
        assert fault(one.fetch(Request("http://thcs-hoa-mai.edu.test/", "list"))).outcome is Outcome.TIMEOUT
    assert time.monotonic() - began < 2.5


# --- retries


@pytest.mark.parametrize("first", [say(503), say(500), reset, raw(b"")])
def test_a_passing_fault_is_asked_once_more(first: Manner) -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        answer = one.fetch(Request(web.on("/tin", in_turn(first, say(200, b"tin"))), "list"))
    assert page(answer).body == b"tin"
    assert len(web.hits) == 2


@pytest.mark.parametrize(("manner", "asked"), [(say(503), 2), (reset, 2), (say(404), 1), (say(429), 1), (silent, 1)])
def test_a_lasting_fault_is_not_asked_for_ever(manner: Manner, asked: int) -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        fault(one.fetch(Request(web.on("/tin", manner), "list")))
    assert len(web.hits) == asked


def test_a_connection_that_the_server_gave_up_is_opened_anew() -> None:
    def once(visitor: Visitor) -> str:
        say(200, b"tin")(visitor)
        return CLOSE

    with BadWeb(free_address()) as web, fetcher(retries=0) as one:
        for _ in range(3):
            page(one.fetch(Request(web.on("/tin", once), "list")))
            time.sleep(0.02)
        assert web.connections == 3


def test_a_wait_asked_for_is_kept() -> None:
    false_time = FalseTime()
    with BadWeb(free_address()) as web, fetcher(Pace(2.0, false_time, 0.0), visit_s=100) as one:
        url = web.on("/tin", in_turn(say(429, "Hãy đợi".encode(), "Retry-After: 58"), say(200, b"tin")))
        assert page(one.fetch(Request(url, "list"))).body == b"tin"
    assert false_time.slept == [58.0]


def test_a_wait_of_ten_years_is_a_fault_and_the_host_is_left_alone() -> None:  # E30
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("*", say(429, b"wait", "Retry-After: 315360000"))
        first = fault(one.fetch(Request(web.url("/tin"), "list")))
        second = fault(one.fetch(Request(web.url("/tin2"), "list")))
    assert (first.outcome, first.status) == (Outcome.HTTP_STATUS, 429)
    assert (second.outcome, second.status) == (Outcome.HTTP_STATUS, 429)
    assert second.detail.startswith("told to wait")
    assert len(web.hits) == 1


# --- visits


def test_pauses_count_for_the_visit_and_not_for_the_request() -> None:
    false_time = FalseTime()
    with BadWeb(free_address()) as web, fetcher(Pace(2.0, false_time, 0.0), visit_s=9) as one:
        web.on("*", say())
        answers = [one.fetch(Request(web.url(f"/{number}"), "list")) for number in range(7)]
    assert [isinstance(answer, Page) for answer in answers] == [True] * 5 + [False] * 2
    assert "visit" in fault(answers[-1]).detail
    assert fault(answers[-1]).outcome is Outcome.TIMEOUT
    assert false_time.slept == [2.0] * 4


def test_a_crawl_delay_of_robots_txt_is_kept() -> None:
    false_time = FalseTime()
    with BadWeb(free_address()) as web, fetcher(Pace(1.0, false_time, 0.0), respect_robots=True) as one:
        web.on("/robots.txt", say(200, b"User-agent: *\nCrawl-delay: 7", "Content-Type: text/plain"))
        web.on("*", say())
        for number in range(3):
            page(one.fetch(Request(web.url(f"/{number}"), "list")))
    assert false_time.slept == [1.0, 7.0, 7.0]


def test_one_host_gets_one_connection_at_a_time_from_many_threads() -> None:
    with BadWeb(free_address()) as web, fetcher(deadline_s=5) as one, ThreadPoolExecutor(8) as pool:

        def slowly(visitor: Visitor) -> None:
            visitor.wait(0.02)
            say()(visitor)

        web.on("*", slowly)
        for answer in pool.map(lambda number: one.fetch(Request(web.url(f"/{number}"), "list")), range(24)):
            page(answer)
        assert web.most_at_once == 1
        assert len(web.hits) == 24


def test_a_host_that_hangs_delays_no_other() -> None:
    webs = [BadWeb(free_address()) for _ in range(13)]
    for number, web in enumerate(webs):
        web.on("/tin", silent if number == 0 else dripped_head() if number == 1 else say())
    with fetcher(deadline_s=1.5, respect_robots=True) as one, ThreadPoolExecutor(13) as pool:
        began = time.monotonic()
        ended: dict[int, float] = {}

        def visit(number: int) -> Answer:
            answer = one.fetch(Request(webs[number].url("/tin"), "list"))
            ended[number] = time.monotonic() - began
            return answer

        answers = list(pool.map(visit, range(13)))
    for web in webs:
        web.__exit__()
    assert [isinstance(answer, Page) for answer in answers] == [False] * 2 + [True] * 11
    assert max(ended[number] for number in range(2, 13)) < 1.0
    assert max(ended.values()) < 2.3


def test_hosts_beyond_the_limit_are_let_go() -> None:
    webs = [BadWeb(free_address()) for _ in range(12)]
    before = threading.active_count()
    with fetcher(max_hosts=4) as one:
        for _ in range(2):
            for web in webs:
                page(one.fetch(Request(web.on("/tin", say()), "list")))
        time.sleep(0.1)
        assert sum(web.at_once for web in webs) <= 4
    gc.collect()
    time.sleep(0.1)
    assert sum(web.at_once for web in webs) == 0, "close() hangs up everywhere"
    for web in webs:
        web.__exit__()
    assert threading.active_count() <= before


def test_a_closed_fetcher_begins_nothing() -> None:
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/tin", say())
        page(one.fetch(Request(web.url("/tin"), "list")))
        one.close()
        assert fault(one.fetch(Request(web.url("/tin"), "list"))).outcome is Outcome.OUR_TROUBLE
        assert len(web.hits) == 1


def test_closing_ends_a_long_wait() -> None:
    with BadWeb(free_address()) as web, fetcher(visit_s=100) as one:
        web.on("/tin", say(429, b"wait", "Retry-After: 50"))
        threading.Timer(0.2, one.close).start()
        began = time.monotonic()
        assert fault(one.fetch(Request(web.url("/tin"), "list"))).outcome is Outcome.OUR_TROUBLE
        assert time.monotonic() - began < 20


def test_a_host_with_ipv6_only_is_reached() -> None:  # E45
    try:
        web = BadWeb("::1")
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    with web, fetcher(allow_networks=("::1/128",)) as one:
        web.on("/tin", say(200, b"tin"))
        answer = page(one.fetch(Request(f"http://[::1]:{web.port}/tin", "list")))
        assert (answer.body, answer.address) == (b"tin", "::1")
        assert web.hits[0].headers["host"] == f"[::1]:{web.port}"


def test_our_own_lack_of_sockets_is_our_trouble() -> None:  # S14, J8
    with BadWeb(free_address()) as web, fetcher() as one:
        web.on("/tin", say())
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))  # whatever servers of other tests close by now
        try:
            answer = one.fetch(Request(web.url("/tin"), "list"))
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        assert fault(answer).outcome is Outcome.OUR_TROUBLE
        page(one.fetch(Request(web.url("/tin"), "list")))


def test_garbage_never_raises() -> None:
    whole = (
        head(200, "Content-Type: text/html", "Transfer-Encoding: chunked", "Content-Encoding: gzip")
        + b"5\r\nabcde\r\n0\r\n\r\n"
    )
    with BadWeb(free_address()) as web, fetcher() as one:
        for cut in range(0, len(whole), 3):
            for data in (whole[:cut], whole[:cut] + b"\xff\x00\r\n" + whole[cut:], whole[:cut] + b"\n\n" + whole[cut:]):
                answer = one.fetch(Request(web.on("/tin", raw(data)), "list"))
                assert isinstance(answer, Fault | Page)
