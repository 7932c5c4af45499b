"""Ten families of sites in small, after their markup facts, each site of its own taste: addresses, lists, pagers,
articles.

A family is told in four methods; what stands around (menus, clocks, side blocks, counters) is drawn for all alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.crawlers.variants import FORMS, LISTS, UNDATED, Entry

if TYPE_CHECKING:
    from .world import Article, Site

PART = "cai-cach-hanh-chinh"
Form = Callable[[datetime], str]
_FORMS = {name: form for name, form, _ in FORMS}
_LAYOUTS = {layout.__name__: layout for layout in LISTS if layout not in UNDATED}
SHORT_FORMS = ("day", "dashes", "dots", "bare", "seconds", "iso", "half")
"""Forms that a cell of a table may hold."""


@dataclass(frozen=True, slots=True)
class Taste:
    """What a site's maker chose. ``form`` and ``layout``: by name; ``seed``: for the rest."""

    form: str
    layout: str
    heading: str
    frame: int
    side: bool
    clock: bool
    token: bool
    dated_list: bool = True
    dated: bool = True
    image: bool = False
    pdf: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a list: its address, title, moment, and whether it is pinned."""

    url: str
    title: str
    at: datetime
    number: int


class Family:
    """Addresses and markup of one system."""

    name: ClassVar[str] = ""
    generator: ClassVar[str] = ""
    forms: ClassVar[tuple[str, ...]] = ("day",)
    first: ClassVar[int] = 1

    def list_path(self, page: int = 1) -> str:
        """Address of a list page."""
        return f"/{PART}" + (f"?page={page}" if page > 1 else "")

    def article_path(self, article: Article) -> str:
        """Address of an article."""
        return f"/{article.category}/{article.alias[:60]}-{article.number}.html"

    def page_asked(self, path: str) -> int | None:
        """Which list page an address asks for."""
        parts = urlsplit(path)
        if parts.path.rstrip("/") != urlsplit(self.list_path()).path.rstrip("/"):
            return None
        asked = parse_qs(parts.query).get("page", ["1"])[0]
        return int(asked) if asked.isdigit() else 1

    def article_asked(self, path: str) -> int | None:
        """Which article."""
        found = re.search(r"-(\d+)\.html$", path)
        return int(found[1]) if found else None

    def rows(self, taste: Taste, rows: list[Row]) -> str:
        """The list."""
        return "".join(self.row(taste, row) for row in rows)

    def row(self, taste: Taste, row: Row) -> str:
        """One item."""
        raise NotImplementedError

    def pager(self, here: int, pages: int, taste: Taste) -> str:
        """The way on."""
        links = "".join(
            f"<li class='active'><span>{n}</span></li>"
            if n == here
            else f"<li><a href='{escape(self.list_path(n))}'>{n}</a></li>"
            for n in range(1, pages + 1)
        )
        return f"<ul class='pagination'>{links}</ul>" if pages > 1 else ""

    def article(self, taste: Taste, article: Article) -> str:
        """The head of an article: title and date."""
        return f"<h1>{escape(article.title)}</h1><div class='date'>{self.when(taste, article.stated)}</div>"

    def when(self, taste: Taste, at: datetime) -> str:
        """The date as the site prints it."""
        return _FORMS[taste.form](at)


def link(taste: Taste, row: Row) -> str:
    """The link of an item: its title, or a picture that bears it."""
    inner = f"<img src='/i/{row.number}.jpg' alt='{escape(row.title)}'>" if taste.image else escape(row.title)
    return f"<a href='{escape(row.url)}' title='{escape(row.title)}'>{inner}</a>"


class NukeViet(Family):
    name = "nukeviet"
    generator = (
        "<meta name='generator' content='NukeViet v4.5'><script>var nv_base_siteurl='/',nv_lang_data='vi',"
        "nv_name_variable='nv',nv_module_name='news',nv_func_name='viewcat';</script>"
    )
    forms = ("seconds", "half english", "day")

    def list_path(self, page: int = 1) -> str:
        return f"/{PART}/" + (f"page-{page}/" if page > 1 else "")

    def page_asked(self, path: str) -> int | None:
        found = re.fullmatch(rf"/{PART}/(?:page-(\d+)/)?", urlsplit(path).path)
        return int(found[1] or 1) if found else None

    def rows(self, taste: Taste, rows: list[Row]) -> str:
        return f"<div class='news_column'>{super().rows(taste, rows)}</div>"

    def row(self, taste: Taste, row: Row) -> str:
        when = f"<em class='fa fa-clock-o'></em> {self.when(taste, row.at)}" if taste.dated_list else ""
        tag = taste.heading
        return (
            f"<div class='panel panel-default'><div class='panel-body'><{tag}>{link(taste, row)}</{tag}>"
            f"<div class='text-muted'><ul class='list-unstyled list-inline'><li>{when}</li>"
            "<li><em class='fa fa-eye'></em> Đã xem: 330</li></ul></div></div></div>"
        )

    def article(self, taste: Taste, article: Article) -> str:
        shown = _FORMS["weekday"](article.stated)
        return (
            f"<h1 class='title margin-bottom-lg'>{escape(article.title)}</h1><span class='h5'>{shown}</span>"
            f"<span class='hidden' itemprop='datePublished'>{article.stated.isoformat()}</span>"
        )


class WordPress(Family):
    name = "wordpress"
    generator = "<meta name='generator' content='WordPress 6.1'><link rel='stylesheet' href='/wp-content/themes/a.css'>"
    forms = ("day", "words", "short month", "english")

    def list_path(self, page: int = 1) -> str:
        return f"/category/{PART}/" + (f"page/{page}/" if page > 1 else "")

    def page_asked(self, path: str) -> int | None:
        found = re.fullmatch(rf"/category/{PART}/(?:page/(\d+)/)?", urlsplit(path).path)
        return int(found[1] or 1) if found else None

    def article_path(self, article: Article) -> str:
        return f"/{article.alias}-{article.number}/"

    def article_asked(self, path: str) -> int | None:
        found = re.fullmatch(r"/[\w-]+-(\d+)/", urlsplit(path).path)
        return int(found[1]) if found else None

    def rows(self, taste: Taste, rows: list[Row]) -> str:
        return f"<main id='main' class='site-main'>{super().rows(taste, rows)}</main>"

    def row(self, taste: Taste, row: Row) -> str:
        when = (
            f"<time class='entry-date published' datetime='{row.at.isoformat()}'>{self.when(taste, row.at)}</time>"
            if taste.dated_list
            else ""
        )
        return (
            f"<article id='post-{row.number}' class='post-{row.number} post type-post hentry'><header>"
            f"<h2 class='entry-title'>{link(taste, row)}</h2><div class='entry-meta'>{when}</div></header></article>"
        )

    def pager(self, here: int, pages: int, taste: Taste) -> str:
        more = f"<a class='next page-numbers' href='{self.list_path(here + 1)}'>Trang sau</a>" if here < pages else ""
        now = f"<span aria-current='page' class='page-numbers current'>{here}</span>"
        return f"<nav class='navigation pagination'><div class='nav-links'>{now}{more}</div></nav>" if pages > 1 else ""

    def article(self, taste: Taste, article: Article) -> str:
        at = article.stated.isoformat()
        return (
            f"<article><h1 class='entry-title'>{escape(article.title)}</h1><time class='entry-date published' "
            f"datetime='{at}'>{self.when(taste, article.stated)}</time></article>"
        )


class Vhv(Family):
    name = "vhv"
    generator = "<script>vhvInit();</script>"

    def page_asked(self, path: str) -> int | None:
        return super().page_asked(path.replace("pageNo=", "page="))

    def rows(self, taste: Taste, rows: list[Row]) -> str:
        return super().rows(taste, rows) + "<div id='pagination26' class='default-pagination'></div>"

    def row(self, taste: Taste, row: Row) -> str:
        hidden = " style='display:none'" if taste.frame % 2 else ""
        when = f"<div{hidden}>Ngày đăng:<span>{row.at:%d/%m/%Y}</span></div>" if taste.dated_list else ""
        return f"<div class='tile'><h2 class='tile-wrapper'>{link(taste, row)}</h2>{when}</div>"

    def pager(self, here: int, pages: int, taste: Taste) -> str:
        return (
            '<script>VHV.using($.extend({},{"module":"Content.Listing","id":"26","x":"1"}),'
            f'{{ itemsPerPage: "@@size@@", pageNo: {here}, totalItems: @@all@@ }});</script>'
        )

    def article(self, taste: Taste, article: Article) -> str:
        shown = _FORMS["weekday number"](article.stated)
        return f"<h1 class='article-title'>{escape(article.title)}</h1><div class='article-date'>{shown}</div>"


class Vnpt(Family):
    name = "vnpt"
    forms = ("day", "seconds", "dots")

    def list_path(self, page: int = 1) -> str:
        return f"/chuyen-muc/{PART}" + (f"/trang-{page}" if page > 1 else "")

    def page_asked(self, path: str) -> int | None:
        found = re.fullmatch(rf"/chuyen-muc/{PART}(?:/trang-(\d+))?", urlsplit(path).path)
        return int(found[1] or 1) if found else None

    def row(self, taste: Taste, row: Row) -> str:
        when = f"<span class='post-date'>({self.when(taste, row.at)})</span>" if taste.dated_list else ""
        return (
            f"<div class='item-news clearfix'><div class='thumb'><a href='{row.url}'><img src='/i/1.jpg'></a></div>"
            f"<div class='caption'><p class='title'>{link(taste, row)}</p>{when}</div></div>"
        )


class Liferay(Family):
    name = "liferay"
    generator = "<script>Liferay.ThemeDisplay = {};</script>"
    forms = ("day", "dashes")

    def list_path(self, page: int = 1) -> str:
        more = f"?p_p_id=Z9&p_p_lifecycle=0&_Z9_delta=10&_Z9_cur={page}" if page > 1 else ""
        return f"/web/truong/{PART}{more}"

    def page_asked(self, path: str) -> int | None:
        return super().page_asked(path.replace("_Z9_cur=", "page="))

    def article_path(self, article: Article) -> str:
        return f"/web/truong/{PART}/-/view_content/{article.number}-{article.alias[:70]}.html"

    def article_asked(self, path: str) -> int | None:
        found = re.search(r"/view_content/(\d+)-", path)
        return int(found[1]) if found else None

    def row(self, taste: Taste, row: Row) -> str:
        when = f"<span class='metadata-publish-date'>{self.when(taste, row.at)}</span>" if taste.dated_list else ""
        return f"<div class='asset-abstract'><h3 class='asset-title'>{link(taste, row)}</h3>{when}</div>"

    def pager(self, here: int, pages: int, taste: Taste) -> str:
        more = f"<a href='{escape(self.list_path(here + 1))}'>Tiếp theo</a>" if here < pages else ""
        return f"<div class='search-results'>Hiển thị @@from@@ - @@to@@ trong số @@all@@ kết quả.</div>{more}"

    def article(self, taste: Taste, article: Article) -> str:
        at = article.stated
        half = "AM" if at.hour < 12 else "PM"
        shown = f"Ngày đăng {at:%d/%m/%Y} | {at.hour % 12 or 12:02}:{at:%M} {half} | View count: 935"
        return f"<h2 class='asset-title'>{escape(article.title)}</h2><div class='info'>{shown}</div>"


class SharePoint(Family):
    name = "sharepoint"
    generator = "<meta name='GENERATOR' content='Microsoft SharePoint'>"

    def list_path(self, page: int = 1) -> str:
        return "/cchc/Lists/Posts/AllPosts.aspx" + (f"?Paged=TRUE&PageFirstRow={page}" if page > 1 else "")

    def page_asked(self, path: str) -> int | None:
        return super().page_asked(path.replace("PageFirstRow=", "page="))

    def article_path(self, article: Article) -> str:
        return f"/cchc/Lists/Posts/Post.aspx?ID={article.number}"

    def article_asked(self, path: str) -> int | None:
        found = re.search(r"Post\.aspx\?ID=(\d+)", path)
        return int(found[1]) if found else None

    def row(self, taste: Taste, row: Row) -> str:
        when = f"<div class='ms-PostDate'>{_halves(row.at)}</div>" if taste.dated_list else ""
        return f"<div class='post'><h3 class='ms-PostTitle'>{link(taste, row)}</h3>{when}</div>"

    def pager(self, here: int, pages: int, taste: Taste) -> str:
        if here >= pages:
            return "<table><tr><td class='ms-paging'>@@from@@ - @@to@@</td></tr></table>"
        script = f"RefreshPageTo(event, &quot;/cchc/Lists/Posts/AllPosts.aspx?Paged=TRUE\\u0026PageFirstRow={here + 1}"
        return f'<p class="ms-paging">@@from@@ - @@to@@</p><a href="javascript:" onclick="{script}&quot;);">&gt;</a>'

    def article(self, taste: Taste, article: Article) -> str:
        return (
            f"<h3 class='ms-PostTitle'>{escape(article.title)}</h3><div class='ms-PostFooter'>"
            f"{_halves(article.stated)}</div>"
        )


class AspNet(Family):
    name = "aspnet"

    def list_path(self, page: int = 1) -> str:
        return f"/{PART}/ct/8078" + (f"?page={page}" if page > 1 else "")

    def article_path(self, article: Article) -> str:
        return f"/{PART}/{article.alias}/ct/8078/{article.number}"

    def article_asked(self, path: str) -> int | None:
        found = re.search(r"/ct/8078/(\d+)$", path)
        return int(found[1]) if found else None

    def row(self, taste: Taste, row: Row) -> str:
        when = f"<p class='time'>{_FORMS['bare'](row.at)}</p>" if taste.dated_list else ""
        return f"<div class='news-item'><{taste.heading}>{link(taste, row)}</{taste.heading}>{when}</div>"

    def article(self, taste: Taste, article: Article) -> str:
        return f"<h1 class='title'>{escape(article.title)}</h1><p class='time'>{_FORMS['bare'](article.stated)}</p>"


class Joomla(Family):
    name = "joomla"
    generator = "<meta name='generator' content='Joomla! - Open Source Content Management'>"

    def list_path(self, page: int = 1) -> str:
        return f"/index.php/{PART}" + (f"?start={page}" if page > 1 else "")

    def page_asked(self, path: str) -> int | None:
        return super().page_asked(path.replace("start=", "page="))

    def article_path(self, article: Article) -> str:
        return f"/index.php/{PART}/{article.number}-{article.alias}"

    def article_asked(self, path: str) -> int | None:
        found = re.search(rf"/{PART}/(\d+)-", path)
        return int(found[1]) if found else None

    def row(self, taste: Taste, row: Row) -> str:
        when = (
            f"<dd class='published'><time datetime='{row.at.isoformat()}'>Được đăng: {row.at:%d/%m/%Y}</time></dd>"
            if taste.dated_list
            else ""
        )
        return f"<div class='item'><h2>{link(taste, row)}</h2><dl class='article-info'>{when}</dl></div>"

    def article(self, taste: Taste, article: Article) -> str:
        at = article.stated
        return (
            f"<h2 itemprop='headline'>{escape(article.title)}</h2><dl class='article-info'><dd class='published'>"
            f"<time datetime='{at.isoformat()}' itemprop='datePublished'>Được đăng: {at:%d/%m/%Y}</time></dd></dl>"
        )


class Drupal(Family):
    name = "drupal"
    generator = "<meta name='Generator' content='Drupal 7 (http://drupal.org)'>"

    def list_path(self, page: int = 1) -> str:
        return "/taxonomy/term/12" + (f"?page={page - 1}" if page > 1 else "")

    def page_asked(self, path: str) -> int | None:
        found = super().page_asked(path)
        return found + 1 if found is not None and "page=" in path else found

    def article_path(self, article: Article) -> str:
        return f"/node/{article.number}"

    def article_asked(self, path: str) -> int | None:
        found = re.fullmatch(r"/node/(\d+)", path)
        return int(found[1]) if found else None

    def row(self, taste: Taste, row: Row) -> str:
        when = (
            f"<div class='submitted'>Được gửi bởi vanphong vào {row.at:%d/%m/%Y - %H:%M}</div>"
            if taste.dated_list
            else ""
        )
        return f"<div class='node node-promoted'><h2>{link(taste, row)}</h2>{when}</div>"

    def pager(self, here: int, pages: int, taste: Taste) -> str:
        links = "".join(
            f"<li class='pager-current'>{n}</li>"
            if n == here
            else f"<li class='pager-item'><a href='{self.list_path(n)}'>{n}</a></li>"
            for n in range(1, pages + 1)
        )
        return f"<ul class='pager'>{links}</ul>" if pages > 1 else ""

    def article(self, taste: Taste, article: Article) -> str:
        at = article.stated
        return (
            f"<h1 class='page-title'>{escape(article.title)}</h1><div class='submitted'>Được gửi bởi vanphong vào "
            f"{at:%d/%m/%Y - %H:%M}</div>"
        )


class General(Family):
    """A site of nobody's making: any layout with any form of date."""

    name = "general"
    forms = tuple(name for name, _, _ in FORMS)

    def list_path(self, page: int = 1) -> str:
        return f"/{PART}.htm" + (f"?page={page}" if page > 1 else "")

    def rows(self, taste: Taste, rows: list[Row]) -> str:
        shown = [
            Entry(row.url, row.title, row.at, self.when(taste, row.at) if taste.dated_list else "", "", "",
                  row.at.date())
            for row in rows
        ]  # fmt: skip
        html = _LAYOUTS[taste.layout](shown, "ngay-dang") if shown else ""
        return html if not taste.image else re.sub(r">([^<>]{12,})</a>", r"><img src='/i/9.jpg' alt='\1'></a>", html)

    def pager(self, here: int, pages: int, taste: Taste) -> str:
        if pages == 1 or taste.frame % 3 == 0:
            return super().pager(here, pages, taste)
        more = f"<a href='{self.list_path(here + 1)}'>Trang sau »</a>" if here < pages else ""
        return f"<p class='trang'>Trang {here}/{pages} {more}</p>"


def _halves(at: datetime) -> str:
    return f"{at:%d/%m/%Y} {at.hour % 12 or 12}:{at:%M} {'SA' if at.hour < 12 else 'CH'}"


FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        NukeViet(), WordPress(), Vhv(), Vnpt(), Liferay(), SharePoint(), AspNet(), Joomla(), Drupal(), General(),
    )
}  # fmt: skip
LAYOUTS = tuple(_LAYOUTS)
TABLES = frozenset({"documents", "numbered_table", "documents_apart"})


def family_of(site: Site) -> Family:
    """The family of a generated site."""
    return FAMILIES[site.template]
