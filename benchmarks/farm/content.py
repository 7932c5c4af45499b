"""What the farm's sites show: a listing of 90 KB, a feed of 18 KB, articles of 29 KB; the same for the same number.

Two families: a portal whose list shows no dates (its feed does), and one in NukeViet's markup with dates to the minute.
Of five sites two give validators; on the others every answer carries another token and counter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property
from html import escape

VN = timezone(timedelta(hours=7))
LISTED, FED, FRESH = 20, 30, 3
"""Items of a list, of a feed; items of this month, whose articles are read."""
_TOKEN, _COUNT, _UNIT = "%TOKEN%", "%COUNT%", "%UNIT%"
_WORDS = "cải cách hành chính công khai thủ tục dịch vụ trực tuyến tiếp nhận hồ sơ đơn vị trường học năm học kế hoạch"


@dataclass(frozen=True)
class Sites:
    """``first_day``: of the month of ``now``; three items of every site are younger. ``generation``: of 5 % of sites,
    one item more."""

    now: datetime
    generation: int = 0

    @property
    def first_day(self) -> datetime:
        return self.now.astimezone(VN).replace(day=1, hour=0, minute=0, second=0, microsecond=0)

    def dated(self, place: int) -> datetime:
        """When item ``place`` was posted; 0 is the youngest of the first crawl, -1 the one of the second."""
        span = (self.now.astimezone(VN) - self.first_day) / (FRESH + 3)
        if place < FRESH:
            moment = self.first_day + span * (FRESH + 1 - place)
        else:
            moment = self.first_day - timedelta(days=2 * (place - FRESH + 1), hours=-9, minutes=-(place * 7))
        return moment.replace(second=0, microsecond=0)

    def rows(self, unit: int, root: str) -> set[tuple[str, str, str]]:
        """What there is to be found by now: address, title, stated minute."""
        first = -1 if self.generation and changes(unit) else 0
        return {
            (root + path_of(place), title(place).replace(_UNIT, str(unit)), f"{self.dated(place):%Y-%m-%dT%H:%M}")
            for place in range(first, LISTED if is_nukeviet(unit) else FED)
        }

    @cached_property
    def _lists(self) -> dict[tuple[bool, bool], str]:
        return {(family, more): self._list(family, more) for family in (False, True) for more in (False, True)}

    def listing(self, unit: int, token: str) -> bytes:
        """The list page of a site."""
        page = self._lists[is_nukeviet(unit), bool(self.generation and changes(unit))]
        return _filled(page, unit, token)

    @cached_property
    def _feeds(self) -> dict[bool, str]:
        return {more: self._feed(more) for more in (False, True)}

    def feed(self, unit: int) -> bytes:
        """The feed of a site."""
        return _filled(self._feeds[bool(self.generation and changes(unit))], unit, "")

    @cached_property
    def _articles(self) -> dict[tuple[bool, int], str]:
        return {(family, place): self._article(family, place) for family in (False, True) for place in range(-1, FRESH)}

    def article(self, unit: int, place: int, token: str) -> bytes | None:
        """One article; only the young ones are there."""
        page = self._articles.get((is_nukeviet(unit), place))
        return None if page is None else _filled(page, unit, token)

    def _list(self, nukeviet: bool, more: bool) -> str:
        places = range(-1, LISTED - 1) if more else range(LISTED)
        rows = "".join((_nukeviet_row if nukeviet else _portal_row)(place, self.dated(place)) for place in places)
        head = _NUKEVIET_HEAD if nukeviet else _PORTAL_HEAD
        frame = head + _menu(150) + '<div id="main" class="content">' + ("" if nukeviet else '<ul class="dstin">')
        return _padded(frame + rows + ("" if nukeviet else "</ul>") + _pager(nukeviet) + "</div>", 90_000)

    def _feed(self, more: bool) -> str:
        places = range(-1, FED - 1) if more else range(FED)
        items = "".join(_fed(place, self.dated(place)) for place in places)
        head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>CCHC</title>'
        return f"{head}{items}</channel></rss>"

    def _article(self, nukeviet: bool, place: int) -> str:
        at = self.dated(place)
        head = _NUKEVIET_HEAD if nukeviet else _PORTAL_HEAD
        stamp = f"{at:%d/%m/%Y %H:%M}"
        date = f'<span class="h5">{stamp}</span>' if nukeviet else f'<span class="ngay-dang">Ngày đăng: {stamp}</span>'
        body = "".join(f"<p>{_sentence(number)} {_sentence(number + 3)}</p>" for number in range(24))
        return _padded(
            f'{head}{_menu(40)}<div id="main" class="content"><h1 class="title">{title(place)}</h1>{date}'
            f'<div id="news-bodyhtml" class="noi-dung">{body}</div></div>',
            29_000,
        )


def is_nukeviet(unit: int) -> bool:
    """Two of five."""
    return unit % 5 in (1, 3)


def validates(unit: int) -> bool:
    """Whether a site gives an ETag: 40 % do; the pages of the others differ at every answer."""
    return unit % 10 in (0, 1, 2, 3)


def changes(unit: int) -> bool:
    """Whether a site shows something new at the second crawl: 5 %."""
    return unit % 40 in (7, 21)


def title(place: int) -> str:
    """Title of an item; every site has its own number in it."""
    return f"Trường số {_UNIT} triển khai công tác cải cách hành chính đợt {place + 2}"


def path_of(place: int) -> str:
    """Address of an item."""
    return f"/cai-cach-hanh-chinh/trien-khai-dot-{place + 2}-{1000 + 40 - place}.html"


_NUKEVIET_HEAD = (
    '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Cải cách hành chính</title>'
    '<meta name="generator" content="NukeViet v4.5"><script>var nv_base_siteurl="/",nv_lang_data="vi",'
    'nv_name_variable="nv",nv_module_name="cai-cach-hanh-chinh",nv_func_name="viewcat",nv_my_ofs=7;</script>'
    f'<meta name="csrf" content="{_TOKEN}"></head><body>'
)
_PORTAL_HEAD = (
    '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Cải cách hành chính</title>'
    '<link rel="alternate" type="application/rss+xml" title="CCHC" href="/rss/cai-cach-hanh-chinh.rss">'
    f'<meta name="csrf" content="{_TOKEN}"></head><body>'
)


def _menu(count: int) -> str:
    entries = "".join(
        f'<li class="nav-item"><a class="nav-link" href="/muc-{number}" title="Mục {number}">Chuyên mục {number}</a>'
        "</li>"
        for number in range(count)
    )
    return f'<nav class="menu"><ul class="nav">{entries}</ul></nav>'


def _portal_row(place: int, _at: datetime) -> str:
    return (
        f'<li class="tin"><a class="anh" href="{path_of(place)}"><img src="/anh/{place}.jpg" alt=""></a>'
        f'<h3 class="ten"><a href="{path_of(place)}">{title(place)}</a></h3>'
        f'<div class="tom-tat">{_sentence(place)} {_sentence(place + 5)}</div></li>'
    )


def _nukeviet_row(place: int, at: datetime) -> str:
    return (
        '<div class="news_column panel panel-default"><div class="panel-body">'
        f'<a href="{path_of(place)}"><img src="/anh/{place}.jpg" alt="" class="img-thumbnail pull-left"></a>'
        f'<h3><a href="{path_of(place)}" title="">{title(place)}</a></h3><div class="text-muted"><ul class="list'
        f'-unstyled list-inline"><li><em class="fa fa-clock-o">&nbsp;</em> {at:%d/%m/%Y %H:%M}</li><li>'
        '<em class="fa fa-eye">'
        f"&nbsp;</em> Đã xem: {_COUNT}</li></ul></div>{_sentence(place)} {_sentence(place + 5)}</div></div>"
    )


def _pager(nukeviet: bool) -> str:
    address = "/cai-cach-hanh-chinh/page-" if nukeviet else "/cai-cach-hanh-chinh?page="
    pages = "".join(f'<li><a href="{address}{number}">{number}</a></li>' for number in range(2, 6))
    return f'<ul class="pagination"><li class="active"><a href="#">1</a></li>{pages}</ul>'


def _fed(place: int, at: datetime) -> str:
    stamp = at.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    text = escape(f"<p>{_sentence(place)} {_sentence(place + 2)}</p>")
    return (
        f"<item><title>{title(place)}</title><link>%ROOT%{path_of(place)}</link>"
        f"<guid>%ROOT%{path_of(place)}</guid><pubDate>{stamp}</pubDate><description>{text}</description></item>"
    )


def _sentence(number: int) -> str:
    words = _WORDS.split()
    return " ".join(words[(number * 5 + step * 3) % len(words)] for step in range(26)).capitalize() + "."


def _padded(page: str, size: int) -> str:
    """Blocks of links below, as portals have them, until the page is as large as it should be."""
    parts, length, number = [page], len(page.encode()), 0
    while length < size - 400:
        block = (
            f'<div class="block-lienket" data-k="{number * 7919 % 104729}"><span class="icon-{number % 17}"></span>'
            f'<a href="/lien-ket/{number}" target="_blank">Liên kết {number}</a><p>{_sentence(number)}</p></div>'
        )
        parts.append(block)
        length += len(block.encode())
        number += 1
    return "".join([*parts, f"<footer>Lượt truy cập: {_COUNT} · Mã: {_TOKEN}</footer></body></html>"])


def _filled(page: str, unit: int, token: str) -> bytes:
    return (
        page.replace(_UNIT, str(unit)).replace(_TOKEN, token).replace(_COUNT, str(1000 + hash(token) % 9000)).encode()
    )
