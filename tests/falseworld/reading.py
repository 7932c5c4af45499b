"""How the tests read the families' lists: an eye that knows each markup, apart from the product's own readers."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

import requests

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


def rows(template: str, page: str) -> list[tuple[str, str, str]]:
    """Address, title and date as shown, of each item on a list page."""
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
