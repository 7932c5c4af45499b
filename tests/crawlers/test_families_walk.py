"""The families through the real loop, over sockets: pages followed to their end, articles opened, numbers kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from crawlers.looking.walk import look_at
from crawlers.page import LookResult, Memory
from crawlers.readers import all_readers
from rules.model import BEGINNING, VN, Outcome

from .webs import NOW, PlainFetcher, Reply, Web, section

PER_PAGE, IN_ALL = 4, 10
LONG_AGO = datetime(2025, 1, 1, tzinfo=VN)
BODY = "Nhà trường thông báo nội dung để phụ huynh và học sinh được biết, theo dõi và thực hiện. " * 4


def day(number: int) -> datetime:
    """When item n was published: n × 6 days ago."""
    return NOW - timedelta(days=number * 6)


class Site:
    """One site of one family: ten items, four a page. Knows its markup, its paging and its articles."""

    list = "/cchc"

    def head(self) -> str:
        raise NotImplementedError

    def item(self, n: int) -> str:
        raise NotImplementedError

    def pager(self, here: int, last: int) -> str:
        raise NotImplementedError

    def page(self, path: str) -> int:
        raise NotImplementedError

    def __call__(self, path: str, _: Mapping[str, str]) -> Reply:
        if urlsplit(path).path != self.list:
            return Reply(f"{self.head()}<h1>Bài số {path}</h1><p>{BODY}</p>")
        here, last = self.page(path), -(-IN_ALL // PER_PAGE)
        numbers = range((here - 1) * PER_PAGE + 1, min(here * PER_PAGE, IN_ALL) + 1)
        return Reply(f"{self.head()}<main>{''.join(map(self.item, numbers))}</main>{self.pager(here, last)}")

    def asked(self, path: str, name: str, first: int = 1) -> int:
        value = parse_qs(urlsplit(path).query).get(name, [str(first)])[0]
        return int(value)


class Vhv(Site):
    def head(self) -> str:
        return "<script>vhvInit();</script><div class='header-clock'>Friday, 20/11/2026 - 09:00</div>"

    def item(self, n: int) -> str:
        return (
            f"<div class='tile'><h2 class='tile-wrapper'><a href='/cchc/bai-viet-so-{n}.html'>Bài viết số {n} về cải "
            f"cách</a></h2><div style='display:none'>Ngày đăng:<span>{day(n):%d/%m/%Y}</span></div></div>"
        )

    def pager(self, here: int, last: int) -> str:
        return (
            '<script>VHV.using($.extend({},{"module":"Content.Listing","id":"26","x":"1"}),'
            f'{{ itemsPerPage: "{PER_PAGE}", pageNo: {here}, totalItems: {IN_ALL} }});</script>'
        )

    def page(self, path: str) -> int:
        return self.asked(path, "pageNo")

    def __call__(self, path: str, headers: Mapping[str, str]) -> Reply:
        reply = super().__call__(path, headers)
        body = str(reply.body).replace("</main>", "<div id='pagination26' class='default-pagination'></div></main>")
        return Reply(body)


class Liferay(Site):
    def head(self) -> str:
        return "<script>Liferay.ThemeDisplay = {};</script>"

    def item(self, n: int) -> str:
        return (
            f"<div class='asset-abstract'><h3><a href='/cchc/-/asset_publisher/Z9/content/bai-viet-so-{n}-trong-muc"
            f"?redirect=%2F{n}'>Bài viết số {n} trong mục</a></h3><span class='metadata-modified-date'>19/11/2026"
            "</span>"
            f"<span class='metadata-publish-date'>{day(n):%d/%m/%Y}</span></div>"
        )

    def pager(self, here: int, last: int) -> str:
        end = min(here * PER_PAGE, IN_ALL)
        more = f"<a href='/cchc?p_p_id=Z9&_Z9_cur={here + 1}'>Tiếp theo</a>" if here < last else ""
        start = (here - 1) * PER_PAGE + 1
        return f"<div class='search-results'>Hiển thị {start} - {end} trong số {IN_ALL} kết quả.</div>{more}"

    def page(self, path: str) -> int:
        return self.asked(path, "_Z9_cur")


class SharePoint(Site):
    list = "/cchc/Lists/Posts/AllPosts.aspx"

    def head(self) -> str:
        return '<meta name="GENERATOR" content="Microsoft SharePoint">'

    def item(self, n: int) -> str:
        return (
            f"<div class='post'><h3 class='ms-PostTitle'><a href='/cchc/Lists/Posts/Post.aspx?ID={900 - n}"
            f"&Source=%2F{n}'>"
            f"Bài viết số {n} của chuyên mục</a></h3><div class='ms-PostDate'>{day(n):%d/%m/%Y} 7:09 CH</div></div>"
        )

    def pager(self, here: int, last: int) -> str:
        if here >= last:
            return f"<table><tr><td class='ms-paging'>{(here - 1) * PER_PAGE + 1} - {IN_ALL}</td></tr></table>"
        row = here * PER_PAGE + 1
        script = f"RefreshPageTo(event, &quot;{self.list}?Paged=TRUE\\u0026PageFirstRow={row}&quot;);"
        return f'<p class="ms-paging">1 - 4</p><a href="javascript:" onclick="{script}">&gt;</a>'

    def page(self, path: str) -> int:
        return (self.asked(path, "PageFirstRow") - 1) // PER_PAGE + 1


class AspNet(Site):
    list = "/cai-cach-hanh-chinh/ct/8078"

    def head(self) -> str:
        return "<div class='top'>Thứ sáu, Ngày 20/11/2026 09:00:51</div>"

    def item(self, n: int) -> str:
        moment = day(n)
        time = f"{moment.day}/{moment.month}/{moment.year} {moment.hour}:{moment.minute}"
        return (
            f"<div class='item'><h3><a href='/cai-cach-hanh-chinh/bai-so-{n}/ct/8078/{5000 - n}'>Bài viết số {n} ở mục"
            f"</a></h3><p class='time'>{time}</p></div>"
        )

    def pager(self, here: int, last: int) -> str:
        return "<ul class='pagination'>" + "".join(
            f"<li class='active'><span>{n}</span></li>"
            if n == here
            else f"<li><a href='{self.list}?page={n}'>{n}</a></li>"
            for n in range(1, last + 1)
        )

    def page(self, path: str) -> int:
        return self.asked(path, "page")


class Joomla(Site):
    def head(self) -> str:
        return '<meta name="generator" content="Joomla! - Open Source Content Management">'

    def item(self, n: int) -> str:
        return (
            f"<div class='item'><h2><a href='/cchc/{700 - n}-bai-viet-so-{n}'>Bài viết số {n} về công vụ</a></h2>"
            "<dl class='article-info'><dd class='modified'><time datetime='2026-11-19T03:00:00Z'>19/11/2026</time></dd>"
            f"<dd class='published'><time datetime='{day(n).isoformat()}'>đăng</time></dd></dl></div>"
        )

    def pager(self, here: int, last: int) -> str:
        more = f"<li class='pagination-next'><a href='/cchc?start={here * PER_PAGE}'>Tiếp theo</a></li>"
        links = "".join(
            f"<li><a href='/cchc?start={(n - 1) * PER_PAGE}'>{n}</a></li>"
            if n != here
            else f"<li class='active'>{n}</li>"
            for n in range(1, last + 1)
        )
        return f"<p class='counter'>Trang {here} / {last}</p><ul class='pagination'>{links}{more * (here < last)}</ul>"

    def page(self, path: str) -> int:
        return self.asked(path, "start", 0) // PER_PAGE + 1


class Drupal(Site):
    list = "/taxonomy/term/12"

    def head(self) -> str:
        return '<meta name="Generator" content="Drupal 7 (http://drupal.org)">'

    def item(self, n: int) -> str:
        moment = day(n)
        return (
            f"<div class='node'><h2><a href='/node/{800 - n}'>Bài viết số {n} của đơn vị</a></h2>"
            f"<div class='submitted'>Được gửi bởi vanphong vào {moment:%d/%m/%Y - %H:%M}</div></div>"
        )

    def pager(self, here: int, last: int) -> str:
        links = "".join(
            f"<li class='pager-item'><a href='{self.list}?page={n - 1}'>{n}</a></li>"
            if n != here
            else f"<li class='pager-current'>{n}</li>"
            for n in range(1, last + 1)
        )
        return f"<ul class='pager'>{links}</ul>"

    def page(self, path: str) -> int:
        return self.asked(path, "page", 0) + 1


SITES = {"vhv": Vhv, "liferay": Liferay, "sharepoint": SharePoint, "aspnet": AspNet, "joomla": Joomla, "drupal": Drupal}


def look(site: Site, back_to: datetime, memory: Memory | None = None) -> tuple[LookResult, PlainFetcher]:
    fetcher = PlainFetcher()
    with Web(site) as web:
        place = section(web.base + site.list)
        return look_at(place, memory or Memory(), fetcher, all_readers(), NOW, back_to), fetcher


def lists(fetcher: PlainFetcher) -> int:
    return sum(purpose == "list" for purpose, _ in fetcher.asked)


@pytest.mark.parametrize("family", sorted(SITES))
def test_a_look_follows_the_list_to_its_end_and_says_so(family: str) -> None:
    result, fetcher = look(SITES[family](), LONG_AGO)
    assert (result.outcome, result.detail) == (Outcome.READ, "")
    assert result.memory.reader == family
    assert len(result.items) == IN_ALL
    assert result.complete_since == BEGINNING
    assert lists(fetcher) == 3


@pytest.mark.parametrize("family", sorted(SITES))
def test_every_item_has_its_own_day_and_not_that_of_the_clock_or_the_last_change(family: str) -> None:
    result, _ = look(SITES[family](), LONG_AGO)
    days = [item.stated.at.astimezone(VN).date() for item in result.items if item.stated]
    assert days == [day(n).date() for n in range(1, IN_ALL + 1)]


@pytest.mark.parametrize("family", sorted(SITES))
def test_a_look_that_reaches_back_far_enough_asks_for_no_further_page(family: str) -> None:
    result, fetcher = look(SITES[family](), day(2))
    assert result.complete_since is not None
    assert result.complete_since <= day(2)
    assert lists(fetcher) == 1


@pytest.mark.parametrize("family", sorted(set(SITES) - {"vhv"}))
def test_numbers_of_the_system_rise_with_creation_or_name_the_list(family: str) -> None:
    result, _ = look(SITES[family](), LONG_AGO)
    assert all(any(alias.startswith(f"{family}:") for alias in item.aliases) for item in result.items)


def test_a_pager_that_posts_a_form_proves_no_end() -> None:
    class Forms(AspNet):
        def pager(self, here: int, last: int) -> str:
            return "<div class='pager'><span class='current'>1</span><a href='javascript:__doPostBack(0)'>2</a></div>"

    result, fetcher = look(Forms(), LONG_AGO)
    assert result.outcome is Outcome.READ
    assert result.complete_since != BEGINNING
    assert lists(fetcher) == 1


def test_figures_of_another_module_prove_no_end() -> None:
    class Other(Vhv):
        def pager(self, here: int, last: int) -> str:
            return (
                super()
                .pager(here, last)
                .replace('"id":"26"', '"id":"31"')
                .replace(f"totalItems: {IN_ALL}", "totalItems: 1")
            )

    result, _ = look(Other(), LONG_AGO)
    assert len(result.items) == PER_PAGE
    assert result.complete_since != BEGINNING
