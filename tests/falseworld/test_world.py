"""The false web is real on the wire: its date rules what is seen, its faults happen, its truth is what it serves."""

from __future__ import annotations

import html
import re
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
import trustme

from .cast import SEATS, at
from .sites import FAMILIES
from .story import Story
from .wording import rfc822
from .workspace import PLAN
from .world import VN, Article, Category, Fault, Site, World

NOW = datetime(2022, 3, 15, 12, tzinfo=VN)
PARTS = (Category("cai-cach-hanh-chinh", "Cải cách hành chính", "cchc"), Category("tin-tuc", "Tin tức", "tin-tuc"))

ROWS = {  # one item of a list: address, title, date as shown
    "nukeviet": r'<h3><a href="([^"]+)"[^>]*>([^<]+)</a></h3>\s*<div class="text-muted">.*?</em> (\S+ \S+)</li>',
    "nukeviet-raw": r'<h3><a href="([^"]+)"[^>]*>([^<]+)</a></h3>()',
    "wordpress": r'<h2 class="entry-title"><a href="([^"]+)">([^<]+)</a></h2>.*?datetime="([^"]+)"',
    "portal": r'<h2 class="tile-wrapper"><a href="([^"]+)"[^>]*>([^<]+)</a></h2>.*?Ngày đăng:<span>([^<]+)<',
    "sharepoint": r'<div class="ms-PostTitle"><a href="([^"]+)">([^<]+)</a> <span class="ngay">([^<]+)<',
    "aspnet": r'<h3><a href="([^"]+)">([^<]+)</a></h3><p class="time">([^<]+)</p>',
    "handmade": r'<td><a href="([^"]+)">([^<]+)</a></td>(?:<td>([^<]+)</td>)?',
    "documents": r'<td><a href="([^"]+)">([^<]+)</a></td><td>[^<]+</td><td>([^<]+)</td>',
}
PAGER = re.compile(r'class="(?:pagination|nav-links|phan-trang|pager)".*?</(?:ul|div)>|<p>Trang \d.*?</p>', re.S)
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


@pytest.fixture
def client() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture(autouse=True)
def _same_day(web: World) -> None:
    web.now = NOW


def rows(template: str, page: str) -> list[tuple[str, str, str]]:
    found = re.findall(ROWS[template], page, re.S)
    return [(html.unescape(link), html.unescape(title), date) for link, title, date in found]


def whole_list(client: requests.Session, template: str, address: str) -> list[tuple[str, str, str]]:
    """Every item of a section, page after page, by the links that the pages themselves show."""
    seen, todo, items = set(), [address], []
    while todo:
        url = todo.pop(0)
        seen.add(url)
        text = client.get(url, timeout=5).text
        items += rows(template, text)
        pager = PAGER.search(text)
        links = [urljoin(url, html.unescape(u)) for u in re.findall(r'href="([^"]+)"', pager[0])] if pager else []
        for link in links:
            if link.startswith("http") and link not in seen and link not in todo:
                todo.append(link)
    return [item for n, item in enumerate(items) if item not in items[:n]]


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


# --- the story -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    told = Story()
    with told.world:
        yield told


def test_the_story_is_the_same_for_the_same_seed_and_another_for_another(story: Story) -> None:
    def told(other: Story) -> list[Article]:
        return [article for site in other.world.sites for article in site.articles]

    assert told(Story()) == told(story)
    assert told(Story(7)) != told(story)


def test_the_cast_speaks_in_many_titles_and_uses_every_family(story: Story) -> None:
    reform = {a.title for s in story.world.sites for a in s.articles if a.category == "cai-cach-hanh-chinh"}
    assert len(SEATS) == 24
    assert len(reform) >= 60
    assert {site.template for site in story.world.sites} == set(FAMILIES)


@pytest.mark.parametrize("seed", [2022, 1, 2, 3])
def test_every_expected_status_agrees_with_what_was_posted(seed: int) -> None:
    after = at(1, 20, year=2023)
    for row in Story(seed).truth():
        if row.expected <= {"met"}:
            assert row.count >= 1, row
        if row.expected & {"late", "missed", "overdue"}:
            assert row.count == 0, row
            assert row.charge_true(after), row
        assert not row.charge_true(row.end - timedelta(seconds=1))


def test_the_truth_is_what_the_sites_serve_at_the_end(story: Story, client: requests.Session) -> None:
    story.world.now = at(1, 16, 17, 0, 2023)
    unreachable = {"thcs-cau-vong", "th-mang-non", "thpt-anh-duong", "th-hoa-sen", "thcs-phuong-nam", "mn-nai-vang"}
    per_unit: dict[str, int] = {}
    for row in story.truth():
        per_unit[row.unit] = per_unit.get(row.unit, 0) + row.count
    for seat in SEATS:
        if seat.id in unreachable:
            continue
        served = {title for _, title, _ in whole_list(client, seat.template, story.world.url(seat.id))}
        site = story.world.site(seat.id)
        told = [a for a in site.articles if a.category == "cai-cach-hanh-chinh"]
        assert served == {a.title for a in told}, seat.id
        assert sum(1 for a in told if at(2, 1) <= a.stated) == per_unit[seat.id]


def test_a_removed_item_is_gone_and_an_edited_one_has_its_new_title(story: Story, client: requests.Session) -> None:
    address = story.world.url("mn-nai-vang")
    story.world.now = at(10, 20)
    before = whole_list(client, "handmade", address)
    story.world.now = at(10, 25)
    after = whole_list(client, "handmade", address)
    assert len(before) == len(after) + 1
    assert any(title.endswith("(cập nhật)") for _, title, _ in after)


def test_a_backdated_item_is_not_there_before_it_appears(story: Story, client: requests.Session) -> None:
    row = next(r for r in story.truth() if (r.unit, r.period) == ("thcs-rang-dong", "2022-03"))
    assert row.charge_true(at(4, 4))
    assert not row.charge_true(at(4, 8))
    title = row.items[0].title
    for moment, there in ((at(4, 6), False), (at(4, 8), True)):
        story.world.now = moment
        shown = {name for _, name, _ in whole_list(client, "nukeviet-raw", story.world.url("thcs-rang-dong"))}
        assert (title in shown) is there


def test_the_department_shows_its_april_video_in_a_player_and_none_in_august(
    story: Story, client: requests.Session
) -> None:
    story.world.now = at(9, 1)
    videos = rows("nukeviet", client.get(story.world.url("so-gddt", "video"), timeout=5).text)
    assert [date[3:10] for _, _, date in videos] == ["04/2022", "11/2021", "05/2021"]
    page = client.get(urljoin(story.world.base("so-gddt"), videos[0][0]), timeout=5).text
    body = page.split('id="news-bodyhtml"')[1].split("</div>")[0]
    assert 'src="https://www.youtube.com/embed/' in body


def test_a_school_with_a_feed_only_shows_nothing_in_its_list(story: Story, client: requests.Session) -> None:
    story.world.now = at(6, 1)
    assert rows("nukeviet-raw", client.get(story.world.url("th-hoa-sen"), timeout=5).text) == []
    feed = client.get(story.world.feed("th-hoa-sen") or "", timeout=5).text
    assert feed.count("<item>") >= 15


def test_the_days_hold_every_change_and_leave_out_the_rest(story: Story) -> None:
    days = list(story.days())
    assert days == sorted(set(days))
    assert 120 <= len(days) <= 175
    for site in story.world.sites:
        changes = {moment.astimezone(VN).date() for moment in site.moments}
        assert {day for day in changes if days[0] <= day <= days[-1]} <= set(days)
    assert {at(4, 1).date(), at(4, 4).date(), at(4, 11).date()} <= set(days)


def test_a_whole_year_of_lists_is_served_in_a_few_seconds(story: Story) -> None:
    import http.client

    begun, asked = time.perf_counter(), 0
    for day in list(story.days())[::4]:
        story.world.now = datetime(day.year, day.month, day.day, 17, tzinfo=VN)
        for site in story.world.sites:
            if site.fault(story.world.now, "down", "timeout", "drip"):
                continue
            connection = http.client.HTTPConnection(site.host, story.world.port, timeout=5)
            for path in (story.world.url(site.id), story.world.feed(site.id) or story.world.url(site.id, "tin-tuc")):
                connection.request("GET", path.split(str(story.world.port), 1)[1])
                connection.getresponse().read()
                asked += 1
            connection.close()
    assert asked > 1500
    assert (time.perf_counter() - begun) / asked < 0.01  # a tenth of it on an idle machine


def test_a_workspace_names_every_section_and_person(story: Story, tmp_path: Path) -> None:
    plan = PLAN if PLAN.exists() else tmp_path / "plan.yaml"
    if not PLAN.exists():
        plan.write_text("id: thu\n", encoding="utf-8")
    home = story.workspace(tmp_path / "home", 2525, "units", plan)
    units = (home / "units.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(units) == 1 + 1 + 6 + 24
    assert f"127.30.0.1:{story.world.port}/cai-cach-hanh-chinh/" in units[8]
    assert (home / "sections.csv").read_text(encoding="utf-8-sig").count("so-gddt,") == 3
    assert (home / "plans" / plan.name).exists()
    assert "send_to: units" in (home / "settings.yaml").read_text(encoding="utf-8")


def test_a_feed_date_is_written_in_utc_whatever_the_zone() -> None:
    assert rfc822(at(3, 1, 0, 30)) == "Mon, 28 Feb 2022 17:30:00 +0000"
