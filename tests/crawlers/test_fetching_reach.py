"""What must never be connected to is listened on, and nobody comes (FAULTS G)."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from crawlers.addresses import AddressRules
from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.fetching.sockets import Route, open_socket
from crawlers.fetching.trouble import Trouble
from crawlers.page import Fault, Page, Request
from rules.model import Outcome

from .badweb import BadWeb, Forbidden, free_address, redirect, say

ALLOWED = "127.0.1.0/24"
NAME = "thcs-hoa-mai.edu.test"


@pytest.fixture
def web() -> Iterator[BadWeb]:
    """A server that may be reached."""
    with BadWeb(free_address()) as one:
        yield one


@pytest.fixture
def trap(web: BadWeb) -> Iterator[Forbidden]:
    """A listener on an address outside the allowed network, at the same port."""
    with Forbidden("127.0.2.1", web.port) as one:
        yield one
        assert one.visitors() == 0, "a forbidden address was connected to"


def fetcher(resolve: object = None, **more: object) -> HttpFetcher:
    settings = {"allow_networks": (ALLOWED,), "pause_s": 0, "deadline_s": 1, "respect_robots": False}
    names = {"resolve": resolve} if resolve else {}
    return HttpFetcher(FetchSettings(**(settings | more)), **names)  # type: ignore[arg-type]


def forbidden(answer: Page | Fault) -> None:
    assert isinstance(answer, Fault), answer
    assert answer.outcome is Outcome.FORBIDDEN, answer


START = [
    "http://127.0.2.1:{port}/", "http://2130706945:{port}/", "http://0x7f000201:{port}/", "http://017700001001:{port}/",
    "http://127.513:{port}/", "http://127.0.513:{port}/", "http://①②⑦.⓪.②.①:{port}/", "http://127.0.2.1.:{port}/",
    "http://１２７.0.2.1:{port}/", "http://127。0。2。1:{port}/", "http://[::ffff:127.0.2.1]:{port}/",
    "http://[::127.0.2.1]:{port}/", "http://[64:ff9b::127.0.2.1]:{port}/", "http://[2002:7f00:201::]:{port}/",
    "http://localhost:{port}/", "http://localhost.:{port}/", "http://LOCALHOST:{port}/", "http://[::1]:{port}/",
    "http://[::]:{port}/", "http://0.0.0.0:{port}/", "http://0:{port}/", "http://[fe80::1%25lo]:{port}/",
    "http://169.254.169.254/latest/meta-data/", "http://100.100.100.200/", "http://[fd00:ec2::254]/",
    "http://192.0.0.192/", "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://100.64.0.1/",
    "http://224.0.0.1/", "http://255.255.255.255/", "http://192.0.2.1/",
    "http://{good}\\@127.0.2.1:{port}/", "http://{good}@127.0.2.1:{port}/", "http://127.0.2.1:{port}\\@{good}/",
    "http://{good}#@127.0.2.1:{port}/@", "http://127.0.2.1:{port}\t/", "http://127.0.\n2.1:{port}/",
    "http://{good} @127.0.2.1:{port}/", "http:\\\\127.0.2.1:{port}/", "http://{good}:80@127.0.2.1:{port}/",
    "file:///etc/passwd", "FILE:/etc/passwd", "ftp://127.0.2.1:{port}/", "gopher://127.0.2.1:{port}/_GET",
    "dict://127.0.2.1:{port}/info", "data:text/html,tin", "view-source:http://127.0.2.1:{port}/", "jar:http://x!/y",
    "http://8.8.8.8:22/", "http://8.8.8.8:25/", "http://8.8.8.8:6379/", "http://8.8.8.8:11211/", "https://8.8.8.8:55432/",
]  # fmt: skip


@pytest.mark.parametrize("url", START)
def test_a_forbidden_start_is_not_connected_to(url: str, web: BadWeb, trap: Forbidden) -> None:  # G1–G5, G8, G10
    with fetcher() as one, BadWeb(free_address(), 0) as good:
        good.on("*", say())
        address = url.format(port=web.port, good=good.address)
        answer = one.fetch(Request(address, "list"))
        if "#@" in url:  # only the part before # counts, and that host is allowed
            assert isinstance(answer, Fault)
            assert answer.outcome in (Outcome.FORBIDDEN, Outcome.REFUSED)
        else:
            forbidden(answer)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "place",
    ["http://127.0.2.1:{port}/", "//127.0.2.1:{port}/", "http://2130706945:{port}/", "http://localhost:{port}/",
     "file:///etc/passwd", "gopher://127.0.2.1:{port}/", "http://[::ffff:127.0.2.1]:{port}/", "http://a@127.0.2.1:{port}/",
     "https://127.0.2.1:{port}/", "\\\\127.0.2.1:{port}/", "/\\127.0.2.1:{port}/", "http:127.0.2.1", "http://[",
     "javascript:alert(1)", "http://169.254.169.254/latest/", "http://127.0.2.1:{port}/ x\x0b"],
)  # fmt: skip
def test_a_redirect_to_a_forbidden_place_is_not_followed(  # G1, G9
    place: str, status: int, web: BadWeb, trap: Forbidden
) -> None:
    web.on("/tin", redirect(place.format(port=web.port), status))
    with fetcher() as one:
        answer = one.fetch(Request(web.url("/tin"), "list"))
    assert isinstance(answer, Fault)
    assert answer.outcome is Outcome.FORBIDDEN or "\\" in place or place == "http:127.0.2.1"


@pytest.mark.parametrize("hop", [1, 2, 3, 4, 5])
def test_a_forbidden_place_is_seen_at_every_hop(hop: int, web: BadWeb, trap: Forbidden) -> None:  # G9
    for number in range(1, hop):
        web.on(f"/{number}", redirect(f"/{number + 1}", 307))
    web.on(f"/{hop}", redirect(f"http://127.0.2.1:{web.port}/", 307))
    with fetcher() as one:
        forbidden(one.fetch(Request(web.url("/1"), "list")))
    assert len(web.hits) == hop


def test_robots_txt_leads_nowhere_forbidden(web: BadWeb, trap: Forbidden) -> None:  # G1
    web.on("/robots.txt", redirect(f"http://127.0.2.1:{web.port}/robots.txt"))
    web.on("/tin", say())
    with fetcher(respect_robots=True) as one:
        forbidden(one.fetch(Request(web.url("/tin"), "list")))


def test_one_private_address_among_several_spoils_a_name(web: BadWeb, trap: Forbidden) -> None:  # G6, G11
    web.on("/tin", say())
    for addresses in ((web.address, "127.0.2.1"), ("127.0.2.1", web.address), ("127.0.2.1",), ("::1", web.address)):
        with fetcher(lambda host, port, answer=addresses: answer) as one:
            forbidden(one.fetch(Request(web.url("/tin", NAME), "list")))
    assert web.connections == 0


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_checked(web: BadWeb, trap: Forbidden) -> None:
    # G7: half of all look-ups answer with the forbidden address.
    chance = random.Random(7)
    turns = cycle([(web.address,), ("127.0.2.1",)])
    web.on("*", say())
    peers = set()
    for number in range(60):
        answers = next(turns) if number % 2 else None
        rebind = lambda host, port, answers=answers: answers or chance.choice([(web.address,), ("127.0.2.1",)])  # noqa: E731
        with fetcher(rebind) as one:
            for path in ("/a", "/b"):
                answer = one.fetch(Request(web.url(path, NAME), "list"))
                if isinstance(answer, Page):
                    peers.add(answer.address)
                else:
                    forbidden(answer)
    assert peers == {web.address}


def test_the_check_is_repeated_where_the_socket_is_opened(web: BadWeb, trap: Forbidden) -> None:  # G7
    route = Route(("127.0.2.1",), web.port, AddressRules([ALLOWED]), connect_until=time.monotonic() + 1)
    with pytest.raises(Trouble, match="not a public address"):
        open_socket(route)


def test_a_name_is_looked_up_again_after_a_refusal_and_checked_again(web: BadWeb, trap: Forbidden) -> None:  # G7
    asked = []

    def rebind(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.1.250",) if len(asked) == 1 else ("127.0.2.1",)

    with fetcher(rebind) as one:
        forbidden(one.fetch(Request(web.url("/tin", NAME), "list")))
    assert len(asked) == 2


def test_the_name_travels_in_the_host_header(web: BadWeb) -> None:
    web.on("/tin", say())
    with fetcher(lambda host, port: (web.address,)) as one:
        answer = one.fetch(Request(web.url("/tin", NAME.upper() + "."), "list"))
    assert isinstance(answer, Page), answer
    assert web.hits[0].headers["host"] == f"{NAME}:{web.port}"
    assert answer.address == web.address


def test_without_a_named_network_only_public_addresses_are_reached(web: BadWeb) -> None:  # G5
    with fetcher(allow_networks=()) as one:
        forbidden(one.fetch(Request(web.url("/tin"), "list")))
    assert web.connections == 0


def test_whatever_the_office_allows_metadata_stays_out_of_reach() -> None:  # G16
    with fetcher(allow_networks=("0.0.0.0/0", "::/0")) as one:
        for host in ("169.254.169.254", "100.100.100.200", "[fd00:ec2::254]", "[::ffff:169.254.169.254]"):
            forbidden(one.fetch(Request(f"http://{host}/latest/meta-data/", "list")))


def test_proxies_of_the_environment_are_ignored(  # G12
    web: BadWeb, trap: Forbidden, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.2.1:{web.port}")
    web.on("/tin", say())
    with fetcher() as one:
        assert isinstance(one.fetch(Request(web.url("/tin"), "list")), Page)


def test_netrc_and_passwords_are_never_sent(  # G13, G14
    web: BadWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text(f"machine {web.address} login a password b\ndefault login a password b\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    web.on("/tin", redirect("/tin2", 302, "Set-Cookie: sid=1; Path=/"))
    web.on("/tin2", say(200, b"tin", "Set-Cookie: sid=2", "WWW-Authenticate: Basic realm=a"))
    with BadWeb(free_address()) as other, fetcher() as one:
        other.on("/tin", redirect(web.url("/tin2")))
        for url in (web.url("/tin"), other.url("/tin"), web.url("/tin2")):
            assert isinstance(one.fetch(Request(url, "list")), Page)
        for hit in (*web.hits, *other.hits):
            assert not {"authorization", "cookie", "proxy-authorization", "referer"} & set(hit.headers)
