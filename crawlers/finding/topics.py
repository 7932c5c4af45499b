"""Links of a page that may lead to the section of a topic other than administrative reform: words and addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from crawlers.finding.sections import MOST_LINKS, section_links
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.markup import Html, line, node_line
from crawlers.page import SectionLink
from rules.text import folded_words

CCHC = "cchc"
_FOLDERS_OF_FRONT = frozenset({"", "vi", "pages"})
"""Folders in which the file of a front page may lie."""


@dataclass(frozen=True, slots=True)
class Topic:
    """``words``: the whole text of a link, folded; ``slug``: the last part of its address."""

    words: re.Pattern[str]
    slug: re.Pattern[str]


def _topic(words: str, slug: str) -> Topic:
    ahead = r"(?:chuyen (?:muc|trang) |muc |trang |goc |thu vien |he thong |danh (?:sach|muc) )?"
    behind = r"(?: tuyen truyen)?(?: (?:ve )?(?:cchc|cai cach hanh chinh|nha truong|truc tuyen|cong khai))?"
    tail = r"(?:-tuyen-truyen)?(?:-cchc|-cai-cach-hanh-chinh)?(?:-\d{1,4})?"
    return Topic(re.compile(rf"^{ahead}(?:{words}){behind}$"), re.compile(rf"^(?:{slug}){tail}$"))


_PROCEDURES = _topic(
    r"(?:bo |cac |cong khai |niem yet )*(?:thu tuc hanh chinh|tthc)(?: (?:cong khai|cap truong|noi bo|cua truong))?",
    r"(?:bo-|cac-|cong-khai-|danh-muc-)?(?:thu-tuc-hanh-chinh|tthc)(?:-cong-khai)?",
)
_NEWS = _topic(
    r"tin tuc(?: (?:va )?su kien| hoat dong| chung)?|tin bai|tin hoat dong|tin (?:cua )?nha truong",
    r"tin-tuc(?:-su-kien)?|tin-bai|news|tin-hoat-dong",
)
TOPICS: dict[str, Topic] = {
    "video": _topic(
        r"(?:hinh anh |anh )?(?:va )?(?:video|clip|phim tu lieu|phong su)(?: clip)?"
        r"(?: (?:tuyen truyen|hoat dong|huong dan))?",
        r"(?:thu-vien-)?(?:videos?|clips?|video-clips?|phim-tu-lieu)",
    ),
    "hoi-dap": _topic(
        r"hoi (?:va )?dap(?: (?:truc tuyen|cchc|phap luat|thu tuc hanh chinh))?|giai dap(?: thac mac)?"
        r"|cau hoi thuong gap",
        r"hoi-?(?:va-)?dap(?:-truc-tuyen)?|faqs?|cau-hoi-thuong-gap",
    ),
    "tthc": _PROCEDURES,
    "thu-tuc": _PROCEDURES,
    "gop-y": _topic(
        r"(?:hop thu |tiep nhan |lay )?(?:gop y|y kien gop y|y kien)(?: (?:truc tuyen|cua .{2,30}))?"
        r"|phan anh kien nghi",
        r"(?:hop-thu-)?gop-y(?:-kien)?|y-kien-gop-y|phan-anh-kien-nghi",
    ),
    "duong-day-nong": _topic(r"(?:so )?(?:dien thoai )?duong day nong|hotline", r"duong-day-nong|hotline"),
    "van-ban": _topic(
        r"(?:tra cuu )?van ban(?: (?:va )?(?:phap quy|cong van|chi dao(?: dieu hanh)?|cua truong|moi|ban hanh))?"
        r"|cong van",
        r"van-ban(?:-cong-van|-phap-quy|-chi-dao(?:-dieu-hanh)?)?|laws|cong-van",
    ),
    "tin-tuc": _NEWS,
    "tin-bai": _NEWS,
}
"""Topics that can be looked for; any other must be written down by people."""


def links_to(html: Html, topic: str) -> tuple[SectionLink, ...]:
    """Candidates with a score 0..1, best first; none for a topic that nobody described."""
    if topic == CCHC:
        return tuple(link for link in section_links(html) if not _is_front(link.url, html.url))
    wanted = TOPICS.get(topic)
    if wanted is None:
        return ()
    best: dict[str, SectionLink] = {}
    for node in html.tree.css("a[href]")[:MOST_LINKS]:
        address = html.link(node.attributes.get("href"))
        if address is None or not same_site(address, html.url) or is_home(address):
            continue
        words = node_line(node, 120) or line(node.attributes.get("title"), 120)
        link = _scored(address, words, wanted)
        key = canonical_url(address)
        if link.score > 0 and key != canonical_url(html.url) and (key not in best or link.score > best[key].score):
            best[key] = link
    return tuple(sorted(best.values(), key=lambda link: -link.score))[:10]


def _is_front(address: str, page: str) -> bool:
    """Whether an address is the front page of a page's own site, whatever words a banner links to it.

    A «default.aspx» below folders of its own is the first page of a part.
    """
    if not is_home(address) or not same_site(address, page):
        return False
    return _FOLDERS_OF_FRONT.issuperset(urlsplit(address).path.lower().split("/")[:-1])


def _scored(address: str, words: str, topic: Topic) -> SectionLink:
    folded = folded_words(words)
    by_words, by_address = bool(topic.words.match(folded)), bool(topic.slug.match(_last_part(address)))
    score = 0.9 * by_words + 0.1 * by_address if by_words else 0.5 * (by_address and len(folded.split()) <= 3)
    reasons = [name for name, true in (("words", by_words), ("address", by_address)) if true]
    return SectionLink(address, words, round(score, 2), ", ".join(reasons))


def _last_part(address: str) -> str:
    parts = [part for part in unquote(urlsplit(address).path).lower().split("/") if part and not part.isdigit()]
    return re.sub(r"\.(?:html?|aspx?|php)$", "", parts[-1]) if parts else ""
