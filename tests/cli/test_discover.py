"""units discover: over real sockets, from the front page to what stands in the files afterwards."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from crawlers.finding.leads import MOST_REQUESTS
from tests.crawlers.webs import Reply, Web
from tests.program import program

SETTINGS = """\
database: sqlite:///data/dondoc.sqlite3
office: {name: "Sở GDĐT tỉnh Phù Sa", email: "vanphong@so.test", phone: "0299 000 0000"}
admin: {email: "quantri@so.test"}
fetch: {allow_networks: [127.0.0.0/8], pause_s: 0, deadline_s: 3}
route: [file]
"""
HEAD = "id;name;groups;website;section_url;feed_url;reader;phone"
PLAN = """\
id: ke-hoach-2026
title: Kế hoạch thử
issuer: Sở GDĐT tỉnh Phù Sa
issued: 2026-01-05
year: 2026
obligations:
  - id: thang
    title: Đăng tin CCHC hằng tháng
    source: "I.1"
    kind: recurring
    who: {group: truc-thuoc}
    where: {topic: cchc}
    every: month
    from: 2026-02
    to: 2026-12
  - id: video
    title: Đăng video
    source: "I.2"
    kind: recurring
    who: {units: [thcs-hoa-mai]}
    where: {topic: video}
    accepts: [video]
    every: year
    from: 2026-01
    to: 2026-12
"""
LIST = "".join(
    f"<div class='item'><h3><a href='/cchc/bai-so-{n}.htm'>Bài viết thứ {n} về việc của nhà trường</a></h3>"
    f"<p class='time'>{n:02}/11/2026 08:00</p></div>"
    for n in range(9, 3, -1)
)
FEED = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>CCHC</title><link>{base}/</link>"
    "<item><title>Bài viết thứ 9 về việc của nhà trường</title><link>{base}{link}</link>"
    "<pubDate>Mon, 09 Nov 2026 01:00:00 +0000</pubDate></item></channel></rss>"
)
WORDS = "<p>Trường thông báo tới phụ huynh và học sinh các hoạt động trong tuần.</p>" * 10


def page(body: str, head: str = "") -> Reply:
    return Reply(
        f"<html><head><meta charset='utf-8'><title>Trường</title>{head}</head><body>{body}{WORDS}</body></html>"
    )


def menu(*links: tuple[str, str]) -> Reply:
    items = "".join(f"<li><a href='{href}'>{text}</a></li>" for href, text in links)
    return page(f"<ul class='menu'><li><a href='/'>Trang chủ</a></li>{items}</ul>")


SECTION = menu(("/cchc", "Cải cách hành chính"))


class Province:
    """A workspace and the sites of its units, each on a port of its own. ``asked``: paths by unit."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.asked: dict[str, list[str]] = {}
        self.rows: list[str] = []
        self._webs = ExitStack()
        (home / "plans").mkdir(parents=True)
        (home / "settings.yaml").write_text(SETTINGS, encoding="utf-8")

    def site(
        self, unit: str, pages: Mapping[str, Reply | str], noted: str = "", feed: str = "", reader: str = ""
    ) -> str:
        """A unit whose site has these pages; ``{base}`` in them is its address. Returns the address."""
        asked = self.asked.setdefault(unit, [])
        base = ""

        def answer(path: str, _: Mapping[str, str]) -> Reply:
            asked.append(path)
            found = pages.get(path, Reply("không có", 404))
            reply = found if isinstance(found, Reply) else Reply(found, headers={"Content-Type": "text/xml"})
            body = str(reply.body).replace("{base}", base)
            return Reply(body, reply.status, {k: v.replace("{base}", base) for k, v in reply.headers.items()})

        base = self._webs.enter_context(Web(answer)).base
        address = base + noted if noted.startswith("/") else noted
        self.rows.append(f'{unit};"Trường ""{unit}""";truc-thuoc;{base}/;{address};{feed};{reader}; 0299 1')
        return base

    def ready(self, plan: str = "", sections: str = "") -> Province:
        """The files written: mark, semicolons, CRLF, and a blank line that people left."""
        text = "\ufeff" + "\r\n".join([HEAD, *self.rows[:1], "", *self.rows[1:]]) + "\r\n"
        (self.home / "units.csv").write_bytes(text.encode())
        if plan:
            (self.home / "plans" / "ke-hoach.yaml").write_text(plan, encoding="utf-8")
        if sections:
            (self.home / "sections.csv").write_text(sections, encoding="utf-8")
        return self

    def close(self) -> None:
        self._webs.close()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return program("--home", self.home, "units", "discover", *words, timeout_s=100, COLUMNS="400")

    def found(self, *words: str) -> dict[tuple[str, str], dict[str, Any]]:
        """What ``--json`` says, by unit and topic."""
        done = self.run("--json", *words)
        assert done.returncode == 0, done.stderr
        return {(one["unit"], one["topic"]): one for one in json.loads(done.stdout)}

    @property
    def units(self) -> str:
        return (self.home / "units.csv").read_bytes().decode()


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Province]:
    made = Province(tmp_path / "home")
    yield made
    made.close()


CCHC = "cchc"
NUKEVIET = '<meta name="generator" content="NukeViet v4.5">'
FOLLOWED: dict[str, tuple[dict[str, Reply | str], str]] = {
    "a menu": ({"/": SECTION, "/cchc": page(LIST)}, "/cchc"),
    "a banner without words": (
        {"/": page("<a href='/c/7'><img src='/img/cai-cach-hanh-chinh.jpg' alt=''></a>"), "/c/7": page(LIST)},
        "/c/7",
    ),
    "a map of the site": (
        {
            "/": menu(("/so-do", "Sơ đồ trang"), ("/lien-he", "Liên hệ")),
            "/so-do": menu(("/gt", "Giới thiệu"), ("/tin/cchc", "Chuyên mục CCHC")),
            "/tin/cchc": page(LIST),
        },
        "/tin/cchc",
    ),
    "a page between": (
        {
            "/": SECTION,
            "/cchc": menu(("/tin/cai-cach-hanh-chinh", "Tin cải cách hành chính"), ("/gt", "Giới thiệu")),
            "/tin/cai-cach-hanh-chinh": page(LIST),
        },
        "/tin/cai-cach-hanh-chinh",
    ),
    "a sitemap": (
        {
            "/": menu(("/lien-he", "Liên hệ")),
            "/sitemap.xml": "<sitemapindex><sitemap><loc>{base}/sitemap-category.xml</loc></sitemap></sitemapindex>",
            "/sitemap-category.xml": "<urlset><url><loc>{base}/tin/cai-cach-hanh-chinh</loc></url></urlset>",
            "/tin/cai-cach-hanh-chinh": page(LIST),
        },
        "/tin/cai-cach-hanh-chinh",
    ),
    "a section that says that it is empty": ({"/": SECTION, "/cchc": page("<p>Chưa có bài viết nào.</p>")}, "/cchc"),
}


@pytest.mark.parametrize("way", sorted(FOLLOWED))
def test_a_section_is_found_and_opened_before_it_is_proposed(province: Province, way: str) -> None:
    pages, path = FOLLOWED[way]
    base = province.site("thcs-hoa-mai", pages)
    one = province.ready().found()["thcs-hoa-mai", CCHC]
    assert (one["state"], one["proposals"][0]["section_url"]) == ("found", base + path)
    assert one["accepted"] is False
    assert path in province.asked["thcs-hoa-mai"]


def test_the_reader_and_the_own_feed_come_with_it(province: Province) -> None:
    head = NUKEVIET + "<link rel='alternate' type='application/rss+xml' href='{base}/rss/cai-cach-hanh-chinh/'>"
    base = province.site(
        "thcs-hoa-mai",
        {
            "/": menu(("/cai-cach-hanh-chinh/", "Cải cách hành chính")),
            "/cai-cach-hanh-chinh/": page(LIST, head),
            "/rss/cai-cach-hanh-chinh/": FEED.replace("{link}", "/cchc/bai-so-9.htm"),
        },
    )
    (proposal,) = province.ready().found()["thcs-hoa-mai", CCHC]["proposals"]
    assert proposal["reader"] == "nukeviet"
    assert proposal["feed_url"] == base + "/rss/cai-cach-hanh-chinh/"
    assert proposal["latest"] == "2026-11-09T08:00:00+07:00"
    assert "đúng tên chuyên mục" in proposal["reason"]


def test_a_feed_of_other_things_is_not_the_sections(province: Province) -> None:
    head = "<link rel='alternate' type='application/rss+xml' href='{base}/rss/cchc/'>"
    pages = {"/": SECTION, "/cchc": page(LIST, head), "/rss/cchc/": FEED.replace("{link}", "/tin/viec-khac.htm")}
    province.site("thcs-hoa-mai", pages)
    (proposal,) = province.ready().found()["thcs-hoa-mai", CCHC]["proposals"]
    assert proposal["feed_url"] is None


def test_near_misses_are_refused_with_their_reason(province: Province) -> None:
    province.site(
        "thcs-hoa-mai",
        {
            "/": menu(
                ("https://dichvucong.gov.vn/", "Cải cách hành chính"),
                ("/tra-cuu/cai-cach-hanh-chinh", "Tra cứu TTHC"),
                ("/bai/ke-hoach-cai-cach-hanh-chinh", "Kế hoạch cải cách hành chính năm 2026"),
            )
        },
    )
    one = province.ready().found()["thcs-hoa-mai", CCHC]
    assert (one["state"], one["code"]) == ("not_found", "nothing found")
    assert {miss["code"] for miss in one["refused"]} == {"another service", "near-miss", "an article"}
    told = province.run("--unit", "thcs-hoa-mai").stdout
    assert "không phải chuyên mục" in told
    assert "dịch vụ của nơi khác" in told


REFUSED: dict[str, tuple[Reply, str]] = {
    "gone": (Reply("không có", 404), "http_status"),
    "one article": (
        page(f"<h1 itemprop='headline'>Một bài</h1><div itemprop='articleBody'>{WORDS}</div>"),
        "one article",
    ),
    "login": (
        Reply("<title>Đăng nhập</title><h1>Đăng nhập</h1><form><input type='password'></form>"),
        "login_wall",
    ),
    "home": (Reply("", 302, {"Location": "{base}/"}), "leads home"),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_a_link_that_opens_to_no_list_is_refused(province: Province, what: str) -> None:
    reply, code = REFUSED[what]
    province.site("thcs-hoa-mai", {"/": SECTION, "/cchc": reply})
    one = province.ready().found()["thcs-hoa-mai", CCHC]
    assert one["state"] == "not_found"
    assert [miss["code"] for miss in one["refused"]] == [code]
    assert one["reason"].endswith(one["refused"][0]["reason"])  # not as if there had been no link at all


FAILURES: dict[str, tuple[dict[str, Reply | str], str]] = {
    "broken": ({"/": Reply("lỗi", 500)}, "http_status"),
    "bot wall": ({"/": Reply("<title>Just a moment...</title><div id='cf-challenge'></div>", 403)}, "bot_wall"),
    "maintenance": ({"/": Reply("<title>Trang</title><h1>Website tạm ngưng hoạt động</h1>")}, "maintenance"),
    "robots": (
        {"/": SECTION, "/robots.txt": Reply("User-agent: *\nDisallow: /", headers={"Content-Type": "text/plain"})},
        "robots",
    ),
}


@pytest.mark.parametrize("what", sorted(FAILURES))
def test_a_site_that_cannot_be_looked_at_has_a_named_outcome(province: Province, what: str) -> None:
    pages, code = FAILURES[what]
    province.site("thcs-hoa-mai", pages)
    province.site("th-binh-minh", {"/": SECTION, "/cchc": page(LIST)})
    found = province.ready().found()
    assert (found["thcs-hoa-mai", CCHC]["state"], found["thcs-hoa-mai", CCHC]["code"]) == ("failed", code)
    assert found["th-binh-minh", CCHC]["state"] == "found"


# --- what is written


def test_accepting_writes_the_cells_and_keeps_every_other_byte(province: Province) -> None:
    first = province.site("thcs-hoa-mai", {"/": SECTION, "/cchc": page(LIST, "<script>vhvInit();</script>")})
    province.site("th-binh-minh", {"/": Reply("lỗi", 500)})
    before = province.ready().units
    done = province.run("--accept")
    assert done.returncode == 0, done.stderr
    assert province.units == before.replace(f"{first}/;;;;", f"{first}/;{first}/cchc;;vhv;")
    (copy,) = province.home.glob("units.csv.*.bak")
    assert copy.read_bytes().decode() == before
    assert "Đã ghi 1 chuyên mục" in done.stdout
    assert copy.name in done.stdout
    again = province.found("--accept")["thcs-hoa-mai", CCHC]
    assert (again["state"], again["accepted"]) == ("kept", False)


def test_nothing_is_written_without_being_asked(province: Province) -> None:
    province.site("thcs-hoa-mai", {"/": SECTION, "/cchc": page(LIST)})
    before = province.ready().units
    done = province.run()
    assert province.units == before
    assert "Chưa ghi gì" in done.stdout
    assert "tìm thấy 1" in done.stdout
    assert sorted(one.name for one in province.home.iterdir()) == ["plans", "settings.yaml", "units.csv"]


def test_what_a_person_wrote_stays_while_it_lives(province: Province) -> None:
    pages = {"/": SECTION, "/cchc": page(LIST), "/cua-toi": page(LIST)}
    base = province.site("thcs-hoa-mai", pages, noted="/cua-toi")
    before = province.ready().units
    one = province.found("--accept")["thcs-hoa-mai", CCHC]
    assert (one["state"], one["noted"]) == ("kept", base + "/cua-toi")
    assert province.units == before


@pytest.mark.parametrize("reply", [Reply("không có", 404), Reply("", 301, {"Location": "{base}/"})])
def test_a_dead_section_is_proposed_again_and_replaced_with_a_word(province: Province, reply: Reply) -> None:
    pages = {"/": SECTION, "/cchc": page(LIST), "/cu": reply}
    base = province.site("thcs-hoa-mai", pages, noted="/cu", feed="https://a.test/rss-cu")
    one = province.ready().found()["thcs-hoa-mai", CCHC]
    assert (one["state"], one["proposals"][0]["section_url"]) == ("moved", base + "/cchc")
    done = province.run("--accept")
    assert f"thay {base}/cu bằng {base}/cchc" in done.stdout
    assert f"{base}/cchc;;;" in province.units


def test_a_section_that_fails_today_is_not_dead(province: Province) -> None:
    province.site("thcs-hoa-mai", {"/": SECTION, "/cchc": page(LIST), "/cu": Reply("lỗi", 500)}, noted="/cu")
    before = province.ready().units
    one = province.found("--accept")["thcs-hoa-mai", CCHC]
    assert (one["state"], one["code"]) == ("failed", "http_status")
    assert province.units == before


def test_of_several_alike_a_person_chooses(province: Province) -> None:
    home = menu(("/a", "Cải cách hành chính"), ("/b", "Chuyên mục CCHC"))
    province.site("thcs-hoa-mai", {"/": home, "/a": page(LIST), "/b": page(LIST)})
    before = province.ready().units
    one = province.found("--accept")["thcs-hoa-mai", CCHC]
    assert (one["state"], one["code"], len(one["proposals"])) == ("unsure", "several", 2)
    assert province.units == before


def test_two_units_on_one_section_need_a_filter_from_a_person(province: Province) -> None:
    base = province.site("thcs-hoa-mai", {"/": SECTION, "/cchc": page(LIST)})
    province.rows.append(f"th-binh-minh;B;truc-thuoc;{base}/;;;;")
    before = province.ready().units
    found = province.found("--accept")
    assert {(one["state"], one["code"]) for one in found.values()} == {("unsure", "shared")}
    assert "filter" in found["th-binh-minh", CCHC]["reason"]
    assert province.units == before


def test_a_list_that_a_script_fills_is_taken_only_with_a_feed(province: Province) -> None:
    empty = "<div id='app'>Đang tải...</div><script src='/app.js'></script>"
    head = "<link rel='alternate' type='application/rss+xml' href='{base}/rss/cchc'>"
    feed = FEED.replace("{link}", "/cchc/bai-so-9.htm")
    province.site("thcs-hoa-mai", {"/": SECTION, "/cchc": Reply(f"<html>{empty}</html>")})
    base = province.site(
        "th-binh-minh", {"/": SECTION, "/cchc": Reply(f"<html>{head}{empty}</html>"), "/rss/cchc": feed}
    )
    found = province.ready().found()
    assert (found["thcs-hoa-mai", CCHC]["state"], found["thcs-hoa-mai", CCHC]["code"]) == (
        "unsure",
        "list not readable",
    )
    assert found["th-binh-minh", CCHC]["state"] == "found"
    assert found["th-binh-minh", CCHC]["proposals"][0]["feed_url"] == base + "/rss/cchc"


def test_topics_that_a_plan_needs_are_looked_for_and_written_to_sections(province: Province) -> None:
    home = menu(("/cchc", "Cải cách hành chính"), ("/thu-vien-video", "Thư viện video"))
    pages = {"/": home, "/cchc": page(LIST), "/thu-vien-video": page(LIST.replace("/cchc/", "/v/"))}
    base = province.site("thcs-hoa-mai", pages)
    province.site("th-binh-minh", pages)
    sections = "unit,topic,url,filter\n# ghi chú,x,https://a.test/,\n".replace("# ghi chú,x,https://a.test/,\n", "")
    found = province.ready(PLAN, sections).found("--accept")
    assert set(found) == {("thcs-hoa-mai", CCHC), ("thcs-hoa-mai", "video"), ("th-binh-minh", CCHC)}
    assert found["thcs-hoa-mai", "video"]["accepted"]
    written = (province.home / "sections.csv").read_text(encoding="utf-8")
    assert written == f"unit,topic,url,filter\nthcs-hoa-mai,video,{base}/thu-vien-video,\n"
    assert {one["state"] for one in province.found().values()} == {"kept"}


# --- manners


def test_a_visit_asks_for_a_bounded_number_of_pages_and_never_twice(province: Province) -> None:
    many = [(f"/tin-tuc-{n}", f"Tin tức {n}") for n in range(50)]
    same = [(f"/m{n}/cai-cach-hanh-chinh", "Cải cách hành chính") for n in range(50)]
    province.site("thcs-hoa-mai", {"/": menu(*many, *same)})
    province.ready().found()
    asked = [path for path in province.asked["thcs-hoa-mai"] if path != "/robots.txt"]
    assert len(asked) <= MOST_REQUESTS
    assert len(set(asked)) == len(asked)


def test_only_the_unit_that_is_asked_for_is_visited(province: Province) -> None:
    province.site("thcs-hoa-mai", {"/": SECTION, "/cchc": page(LIST)})
    province.site("th-binh-minh", {"/": SECTION, "/cchc": page(LIST)})
    assert set(province.ready().found("--unit", "th-binh-minh")) == {("th-binh-minh", CCHC)}
    assert province.asked["thcs-hoa-mai"] == []


def test_an_unknown_unit_is_refused_in_words(province: Province) -> None:
    done = province.ready().run("--unit", "thcs-hoa-ma")
    assert done.returncode == 2
    assert "không có đơn vị này" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_unit_without_a_website_says_so(province: Province) -> None:
    province.rows.append("mn-sao-mai;M;truc-thuoc;;;;;")
    one = province.ready().found("--unit", "mn-sao-mai")["mn-sao-mai", CCHC]
    assert (one["state"], one["code"]) == ("failed", "no website")
    assert "website" in one["reason"]


def test_an_address_of_our_own_network_is_not_asked_for(province: Province) -> None:
    province.site("thcs-hoa-mai", {"/": menu(("http://169.254.169.254/cai-cach-hanh-chinh", "Cải cách hành chính"))})
    settings = province.home / "settings.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("[127.0.0.0/8]", "[]"), encoding="utf-8")
    one = province.ready().found()["thcs-hoa-mai", CCHC]
    assert (one["state"], one["code"]) == ("failed", "forbidden_address")
    assert province.asked["thcs-hoa-mai"] == []
