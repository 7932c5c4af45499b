"""The false web is real on the wire: its date rules what is seen, its faults happen, its truth is what it serves."""

from __future__ import annotations

import re
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import pytest
import requests
import trustme

from .cast import at
from .reading import rows, whole_list
from .sites import FAMILIES
from .world import VN, Article, Category, Fault, Site, World

NOW = datetime(2022, 3, 15, 12, tzinfo=VN)
PARTS = (Category("cai-cach-hanh-chinh", "Cải cách hành chính", "cchc"), Category("tin-tuc", "Tin tức", "tin-tuc"))

SHOWN = {  # how each family writes 03/03/2022 07:05:09 in its list
    "nukeviet": "03/03/2022 07:05:09",
    "nukeviet-raw": "",
    "wordpress": "2022-03-03T07:05:09+07:00",
    "portal": "03/03/2022",
    "sharepoint": "(03.03.2022 07:05)",
    "aspnet": "3/3/2022 7:5",
    "handmade": "03/03/2022",
    "documents": "03/03/2022",
}
IN_ARTICLE = {
    "nukeviet": "Thứ năm - 03/03/2022 07:05",
    "nukeviet-raw": "Thứ năm - 03/03/2022 07:05",
    "wordpress": "2022-03-03T07:05:09+07:00",
    "portal": "Thứ 5, 03/03/2022 | 07:05",
    "sharepoint": "03/03/2022 7:05 SA",
    "aspnet": "3/3/2022 7:5",
    "handmade": "Ngày đăng: 03/03/2022",
    "documents": "03/03/2022 07:05",
}


def site_of(template: str, number: int = 1, **more: object) -> Site:
    """Twelve old items, one of March with a day of its own, one of April, one of another part."""
    kind = "document" if template == "documents" else "article"

    def item(title: str, moment: datetime, part: str = "cai-cach-hanh-chinh") -> Article:
        return Article(part, title, moment, moment, medium=kind, signed=moment.date() - timedelta(days=20), code="1/VB")

    old = [item(f"Bài cũ số {n}: 50% phần việc", at(n, 9, 8, 30, 2021)) for n in range(1, 13)]
    march = item("Nhà trường bỏ bớt giấy tờ", datetime(2022, 3, 3, 7, 5, 9, tzinfo=VN))
    april = item("Bài của tháng Tư", at(4, 4, 9))
    news = item("Hội thao của trường", at(3, 10, 9), "tin-tuc")
    everything = [*old, march, april, news]
    return Site(template, f"Trường {template}", f"127.31.0.{number}", template, PARTS, everything, **more)


@pytest.fixture(scope="module")
def web() -> Iterator[World]:
    with World([site_of(template, n) for n, template in enumerate(FAMILIES, 1)], NOW) as world:
        yield world


@pytest.fixture(autouse=True)
def _same_day(web: World) -> None:
    web.now = NOW


@pytest.mark.parametrize("template", FAMILIES)
def test_a_list_shows_its_own_items_newest_first_in_the_familys_way(
    web: World, client: requests.Session, template: str
) -> None:
    answer = client.get(web.url(template), timeout=5)
    items = rows(template, answer.text)
    assert answer.status_code == 200
    assert len(items) == 10
    assert items[0][1:] == ("Nhà trường bỏ bớt giấy tờ", SHOWN[template])
    assert items[1][1] == "Bài cũ số 12: 50% phần việc"
    assert not any("Hội thao" in title for _, title, _ in items)
    assert "Hội thao của trường" in answer.text  # a side block repeats other parts' items


@pytest.mark.parametrize("template", FAMILIES)
def test_following_the_pages_gives_every_item_once(web: World, client: requests.Session, template: str) -> None:
    items = whole_list(client, template, web.url(template))
    assert len(items) == 13
    assert len({title for _, title, _ in items}) == 13


@pytest.mark.parametrize("template", FAMILIES)
def test_an_article_states_its_moment(web: World, client: requests.Session, template: str) -> None:
    link = rows(template, client.get(web.url(template), timeout=5).text)[0][0]
    answer = client.get(urljoin(web.url(template), link), timeout=5)
    assert answer.status_code == 200
    assert IN_ARTICLE[template] in answer.text
    assert "Nhà trường bỏ bớt giấy tờ" in answer.text


@pytest.mark.parametrize("template", FAMILIES)
def test_what_is_shown_follows_the_worlds_date(web: World, client: requests.Session, template: str) -> None:
    web.now = at(4, 4, 8, 59)
    before = [title for _, title, _ in rows(template, client.get(web.url(template), timeout=5).text)]
    web.now = at(4, 4, 9, 1)
    after = [title for _, title, _ in rows(template, client.get(web.url(template), timeout=5).text)]
    assert "Bài của tháng Tư" not in before
    assert after[0] == "Bài của tháng Tư"


@pytest.mark.parametrize("template", FAMILIES)
def test_bytes_change_at_each_request_except_where_the_family_is_stable(
    web: World, client: requests.Session, template: str
) -> None:
    first, second = (client.get(web.url(template), timeout=5).content for _ in range(2))
    assert (first == second) is (template in ("wordpress", "handmade"))


def test_the_head_of_a_page_carries_a_clock_that_is_no_date_of_an_item(web: World, client: requests.Session) -> None:
    web.now = datetime(2022, 9, 4, 11, 7, tzinfo=VN)
    assert "Sunday, 04/09/2022 - 11:07" in client.get(web.url("portal"), timeout=5).text
    assert "Chủ nhật, 4/9/2022-11:7 AM" in client.get(web.url("sharepoint"), timeout=5).text
    assert "Chủ nhật, Ngày 4/9/2022 11:07:00" in client.get(web.url("aspnet"), timeout=5).text


def test_a_nukeviet_feed_has_the_month_for_minutes_and_its_sitemap_the_truth(
    web: World, client: requests.Session
) -> None:
    feed = client.get(web.feed("nukeviet") or "", timeout=5)
    assert "Thu, 03 Mar 2022 00:03:09 GMT" in feed.text  # 07:05:09 in Vietnam
    assert client.get(web.feed("nukeviet-raw") or "", timeout=5).text.count("<item>") == 13
    base = web.base("nukeviet")
    index = client.get(f"{base}/sitemap.xml", timeout=5).text
    part = re.search(r"<loc>([^<]+)</loc>", index)
    assert part
    assert "<lastmod>2022-03-03T07:05:09+07:00</lastmod>" in client.get(part[1], timeout=5).text


def test_a_nukeviet_site_answers_odd_addresses_as_the_real_one_does(web: World, client: requests.Session) -> None:
    base = web.base("nukeviet")

    def ask(path: str) -> tuple[int, str]:
        answer = client.get(base + path, allow_redirects=False, timeout=5)
        return answer.status_code, answer.headers.get("Location", "")

    assert ask("/khong-co/") == (301, "/")
    assert ask("/cai-cach-hanh-chinh/page-99/") == (301, "/cai-cach-hanh-chinh/")
    assert ask("/cai-cach-hanh-chinh/?utm=1") == (301, "/cai-cach-hanh-chinh/")
    right = "/cai-cach-hanh-chinh/nha-truong-bo-bot-giay-to-23.html"
    assert ask("/cai-cach-hanh-chinh/sai-ten-23.html") == (301, right)
    assert ask("/cai-cach-hanh-chinh/khong-co-999.html") == (404, "")


def test_backdating_leaves_its_trace_on_a_nukeviet_page(web: World, client: requests.Session) -> None:
    late = web.publish("nukeviet", Article("tin-tuc", "Bài ghi lùi ngày", at(2, 2, 8), at(3, 14, 8)))
    page = client.get(f"{web.base('nukeviet')}/tin-tuc/{late.alias}-{late.number}.html", timeout=5).text
    assert "Thứ tư - 02/02/2022 08:00" in page
    assert 'itemprop="datePublished">2022-03-14T08:00:00+07:00' in page
    assert 'published_time" content="2022-02-02+0708:00:00"' in page


def test_a_wordpress_feed_answers_304_until_something_changes(web: World, client: requests.Session) -> None:
    address = web.feed("wordpress") or ""
    first = client.get(address, timeout=5)
    assert "Thu, 03 Mar 2022 00:05:09 +0000" in first.text
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]}, timeout=5)
    since = client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]}, timeout=5)
    assert (again.status_code, again.content, since.status_code) == (304, b"", 304)
    web.now = at(4, 5)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}, timeout=5).status_code == 200


def test_the_wordpress_interface_lists_a_part_with_its_moments(web: World, client: requests.Session) -> None:
    base = web.base("wordpress")
    part = client.get(f"{base}/wp-json/wp/v2/categories?slug=cai-cach-hanh-chinh", timeout=5).json()[0]
    answer = client.get(f"{base}/wp-json/wp/v2/posts?categories={part['id']}&per_page=100", timeout=5)
    assert answer.headers["X-WP-Total"] == "13"
    assert answer.json()[0]["date"] == "2022-03-03T07:05:09"
    assert answer.json()[0]["date_gmt"] == "2022-03-03T00:05:09"


def test_a_document_shows_the_day_of_issue_apart_from_the_day_of_posting(web: World, client: requests.Session) -> None:
    text = client.get(web.url("documents"), timeout=5).text
    assert "<td>11/02/2022</td><td>03/03/2022</td>" in text


def test_every_request_is_in_the_log_with_its_headers(web: World, client: requests.Session) -> None:
    web.forget_requests()
    client.get(web.url("portal"), headers={"User-Agent": "dondoc-thu", "If-None-Match": '"x"'}, timeout=5)
    client.get(web.base("portal") + "/khong-co", timeout=5)
    first, second = web.requests_of("portal")
    assert (first.at, first.path, first.status) == (NOW, "/cai-cach-hanh-chinh", 200)
    assert (first.headers["if-none-match"], first.headers["user-agent"]) == ('"x"', "dondoc-thu")
    assert second.status == 404


# --- misbehaviour ----------------------------------------------------------------------------------------------------


@pytest.fixture
def bad() -> Iterator[World]:
    with World([site_of("nukeviet", 41), site_of("sharepoint", 42), site_of("portal", 43)], NOW) as world:
        yield world


def spoil(world: World, kind: str, id: str = "nukeviet", **options: str | int) -> str:
    world.misbehave(id, Fault(kind, NOW, NOW + timedelta(days=2), options))
    return world.url(id)


def test_a_site_that_is_down_refuses_and_comes_back(bad: World, client: requests.Session) -> None:
    assert client.get(bad.url("nukeviet"), timeout=5).status_code == 200  # leaves a connection open
    address = spoil(bad, "down")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.31.0.41", bad.port), timeout=2)
    with pytest.raises(requests.ConnectionError):
        client.get(address, timeout=2)
    bad.now = NOW + timedelta(days=2)
    assert client.get(address, timeout=5).status_code == 200


def test_a_site_that_never_answers_times_out(bad: World, client: requests.Session) -> None:
    with pytest.raises(requests.ReadTimeout):
        client.get(spoil(bad, "timeout"), timeout=0.3)


def test_a_dripping_site_gives_a_byte_at_a_time(bad: World, client: requests.Session) -> None:
    begun = time.monotonic()
    with client.get(spoil(bad, "drip"), stream=True, timeout=2) as answer:
        parts = [answer.raw.read(1) for _ in range(4)]
    assert b"".join(parts) == b"<!DO"
    assert time.monotonic() - begun >= 0.25


@pytest.mark.parametrize(
    ("kind", "options", "status", "words"),
    [
        ("error500", {}, 500, "500 Internal Server Error"),
        ("bot_wall", {"status": 403}, 403, "challenge"),
        ("bot_wall", {"status": 200}, 200, "challenge"),
        ("maintenance", {}, 200, "tạm ngưng hoạt động"),
        ("soft_404", {}, 200, "không tồn tại"),
        ("login_wall", {}, 200, 'type="password"'),
        ("parked", {}, 200, "rao bán"),
        ("empty_body", {}, 200, ""),
    ],
)
def test_a_wall_stands_before_every_page_while_it_lasts(
    bad: World, client: requests.Session, kind: str, options: dict[str, int], status: int, words: str
) -> None:
    address = spoil(bad, kind, **options)
    for path in (address, bad.base("nukeviet") + "/rss/cai-cach-hanh-chinh/"):
        answer = client.get(path, timeout=5)
        assert answer.status_code == status
        assert words in answer.text
        assert "bỏ bớt giấy tờ" not in answer.text
    bad.now = NOW + timedelta(days=3)
    assert "bỏ bớt giấy tờ" in client.get(address, timeout=5).text


def test_too_many_requests_in_a_minute_meet_429_with_retry_after(bad: World, client: requests.Session) -> None:
    address = spoil(bad, "flood_limit", limit=5)
    answers = [client.get(address, timeout=5) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert answers[-1].headers["Retry-After"] == "58"


def test_a_liar_answers_304_although_the_page_changed(bad: World, client: requests.Session) -> None:
    address = spoil(bad, "lies_304", "portal")
    tag = client.get(address, timeout=5).headers["ETag"]
    bad.publish("portal", Article("cai-cach-hanh-chinh", "Bài mới tinh", NOW, NOW))
    assert client.get(address, headers={"If-None-Match": tag}, timeout=5).status_code == 304
    assert "Bài mới tinh" in client.get(address, timeout=5).text


def test_a_moved_part_leads_home_or_on_and_the_menu_has_the_new_address(bad: World, client: requests.Session) -> None:
    change = {"from": "cai-cach-hanh-chinh", "to": "cchc-moi"}
    home = client.get(spoil(bad, "moved", **change), timeout=5)
    assert home.url == bad.base("nukeviet") + "/"
    assert 'href="/cchc-moi/"' in home.text
    there = client.get(bad.base("nukeviet") + "/cchc-moi/", timeout=5)
    assert rows("nukeviet", there.text)[0][1] == "Nhà trường bỏ bớt giấy tờ"
    onward = client.get(spoil(bad, "moved", "sharepoint", **change), timeout=5)
    assert onward.history[0].status_code == 301
    assert rows("sharepoint", onward.text)[0][1] == "Nhà trường bỏ bớt giấy tờ"


def test_a_redesigned_site_keeps_its_items_under_another_markup(bad: World, client: requests.Session) -> None:
    answer = client.get(spoil(bad, "redesign", "portal", template="wordpress"), timeout=5)
    assert answer.history[0].status_code == 301
    assert rows("wordpress", answer.text)[0][1] == "Nhà trường bỏ bớt giấy tờ"
    assert not rows("portal", answer.text)


def test_a_moved_host_sends_each_address_to_the_new_one(client: requests.Session) -> None:
    site = site_of("aspnet", 44, faults=[Fault("host_moved", NOW)], new_host="127.31.0.45")
    with World([site], NOW) as world:
        answer = client.get(world.url("aspnet"), timeout=5)
    assert answer.url.startswith("http://127.31.0.45:")
    assert rows("aspnet", answer.text)[0][0].startswith("http://127.31.0.45:")


def test_a_site_with_an_expired_certificate_is_refused_by_a_careful_client_only() -> None:
    authority = trustme.CA()
    expired = authority.issue_cert("127.31.0.46", not_after=datetime.now(UTC) - timedelta(days=3))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    expired.configure_cert(server)
    careful, lax = ssl.create_default_context(), ssl.create_default_context()
    authority.configure_trust(careful)
    lax.check_hostname, lax.verify_mode = False, ssl.CERT_NONE
    with World([site_of("portal", 46, tls=server)], NOW) as world:
        with pytest.raises(urllib.error.URLError, match="expired"):
            urllib.request.urlopen(world.url("portal"), context=careful, timeout=5)
        with urllib.request.urlopen(world.url("portal"), context=lax, timeout=5) as answer:
            assert "bỏ bớt giấy tờ" in answer.read().decode()
