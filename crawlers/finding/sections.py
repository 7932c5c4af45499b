"""Which link of a home page leads to the section on administrative reform: its words, its image, its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from crawlers.attachments import is_file
from crawlers.identity import UNKNOWN, canonical_url, host_of, is_home, same_site
from crawlers.markup import Html, ancestors, line, node_line
from crawlers.page import SectionLink
from rules.text import fold

MOST_LINKS = 4_000
LEAST = 0.3
_TOPIC = r"(?:cai cach (?:hanh chinh?|hc)|cchc)"
_EXACT = re.compile(
    rf"^(?:(?:chuyen (?:muc|trang|de)|ban tin|tin(?: tuc)?|thong tin|cong tac|muc|trang|hoat dong|van ban"
    rf"|tin bai)(?: (?:ve|cong tac))?\s+)?{_TOPIC}"
    r"(?: (?:nha nuoc|nha truong|cua (?:truong|nha truong|so)|cong|[-–|] ?(?:cong )?khai.*|(?:va|[-–|]) chuyen doi so"
    r"|[-–] ?iso|[-–] ?kiem soat.*|(?:nam )?20\d\d))?\W*$"
)
_PART = re.compile(rf"\b{_TOPIC}\b")
_OF_PROCEDURES = re.compile(r"^(?:cong tac )?cai cach (?:thu tuc hanh chinh|tthc)$")
"""So some call the whole; where nothing fits better, people decide."""
_COMPANY = re.compile(
    rf"\b(?:chuyen (?:muc|trang|de)|ban tin|tin(?: tuc| bai)?|thong tin|tuyen truyen|cong tac|van ban|hoat dong|muc"
    rf"|trang|linh vuc|cong khai)(?: (?:ve|cua|cong tac))*\W+{_TOPIC}\b"
)
"""The acronym means other things too: among other words it counts only behind one of these."""
_SLUG = re.compile(
    r"^(?:\d{1,6}[-:])?(?:chuyen-?(?:muc|trang|de)-)?(?:tin-(?:tuc-)?)?(?:thong-tin-)?(?:ve-)?(?:cong-tac-)?"
    r"(?:cai-?cach-?(?:hanh-?chinh?|hc)|cchc)"
    r"(?:-(?:thu-tuc-hc|nha-nuoc|nha-truong|van-thu-luu-tru|chuyen-doi-so|[a-z]{1,4}|c?\d{1,6}))*$"
)
_SLUG_IN = re.compile(r"(?:^|-)cai-cach-hanh-chinh?(?:-|$)")
_NEAR = re.compile(
    r"thu tuc hanh chinh|\btthc\b|tra cuu|dich vu cong|mot cua|co so du lieu|\bcsdl\b|van phong dien tu"
    r"|bo may hanh chinh|nop ho so"
)
_ARTICLE = re.compile(
    r"\d|^(?:ke hoach|bao cao|quyet dinh|thong bao|trien khai|muc tieu|nghi quyet|cong van|tang cuong|day manh"
    r"|hoi nghi|nang cao|mot so|video|clip|huong dan|ket qua|danh gia|to chuc|ban chi dao|(?:bo )?chi so|khao sat"
    r"|gop y|hoi dap|duong day nong|phan mem|cuoc thi|hoi thi|tim hieu|tap huan|cong bo|quy trinh|bo phan|kiem tra"
    r"|chuong trinh|de an|sang kien|giai phap|phat dong|tra cuu|dang ky|nop|thi|gioi thieu|lich|danh sach|hop)\b"
)
"""Words with which one article, or a service beside the section, begins."""
_FOREIGN = re.compile(r"(?:^|\.)(?:dichvucong|thutuchanhchinh|csdl|dvc|motcua|facebook|youtube|google|zalo)\b")
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?:)", re.IGNORECASE)
_MORE = re.compile(r"^\W*(?:xem (?:tiep|them|tat ca|toan bo)|tat ca|chi tiet|rss|more|view all|read more)\W*$")
_GLUED = re.compile(r"cai[-_ ]?cach[-_ ]?hanh[-_ ]?chinh?", re.IGNORECASE)
_OF_PICTURE = re.compile(
    r"\b(?:bn|banner|logo|icon|ico|img|image|anh|hinh|nut|btn|button|bg|small|new)\b", re.IGNORECASE
)
"""What names of files say of the picture and not of where it leads."""
_FEW_WORDS, _TITLE_WORDS = 7, 5
_RESERVED = frozenset({"test", "example", "invalid", "localhost"})
"""Addresses under which saved pages are read when their own is not known."""


def section_links(html: Html) -> tuple[SectionLink, ...]:
    """Candidates with a score 0..1, best first; near-misses (procedures, other sites) are left out."""
    best: dict[str, SectionLink] = {}
    here = canonical_url(html.url)
    links = [_scored(html, node, address) for node, address in _links(html, here)]
    for link in (*links, *_behind_headings(html, here)):
        key = canonical_url(link.url)
        if link.score >= LEAST and (key not in best or link.score > best[key].score):
            best[key] = link
    return tuple(sorted(best.values(), key=lambda link: -link.score))[:20]


def near_misses(html: Html) -> tuple[SectionLink, ...]:
    """Links that look like the section and are none, each with the reason: for people who wonder why."""
    found: dict[str, SectionLink] = {}
    for node, address in _links(html, canonical_url(html.url)):
        link = _scored(html, node, address)
        folded = _folded(link.text)
        if link.score >= LEAST or not (link.reason or _PART.search(folded) or _by_address(address)):
            continue
        elsewhere = _nearness(address, html.url) == 0
        why = link.reason if link.reason in ("near-miss", "another service") else "another site" if elsewhere else ""
        article = "an article" if _ARTICLE.search(folded) else "other words"
        found.setdefault(canonical_url(address), replace(link, score=0.0, reason=why or article))
    return tuple(found.values())[:20]


def says_topic(folded: str) -> bool:
    """Whether folded words speak of administrative reform, among whatever else."""
    return _PART.search(folded) is not None


def names_section(address: str) -> bool:
    """Whether an address alone names the section (in a sitemap, say)."""
    return _by_address(address)


def _links(html: Html, here: str) -> Iterator[tuple[LexborNode, str]]:
    """Links that lead to another page; a fragment of the front page is none, nor is a file of another name."""
    for node in html.tree.css("a[href], area[href]")[:MOST_LINKS]:
        href = node.attributes.get("href") or ""
        address = html.link(href)
        if address is None or canonical_url(address) == here or ("#" in href and is_home(address)):
            continue
        if not is_file(address) or _GLUED.search(address):
            yield node, address


def _scored(html: Html, node: LexborNode, address: str) -> SectionLink:
    shown = node_line(node, 200)
    words, of_image = (shown, False) if shown else (_image_words(node), True)
    folded = _folded(words)
    score, reason = _by_words(folded)
    slug = _by_address(address)
    if score and of_image:
        score, reason = (0.0, "") if not slug and _says_title(address) else (score * 0.7, "image")
    if _NEAR.search(folded) and not _PART.search(folded) and not score:
        return SectionLink(address, words, 0.0, "near-miss")
    if slug:
        score, reason = (min(1.0, score + 0.1), f"{reason}, address") if score else (_alone(folded), "address")
    elif not folded and _short_slug(address):
        score, reason = 0.35, "image, words in the address"
    if _FOREIGN.search(urlsplit(address).hostname or ""):
        return SectionLink(address, words, 0.0, "another service")
    return SectionLink(address, line(words, 200), round(score * _nearness(address, html.url), 2), reason)


def _folded(words: str) -> str:
    return " ".join(re.sub(r"[^\w|–-]+", " ", fold(words)).split())


def _by_words(folded: str) -> tuple[float, str]:
    if _EXACT.match(folded):
        return 0.9, "words"
    if _PART.search(folded) and not _ARTICLE.search(folded) and len(folded.split()) <= 8:
        sure = "cai cach" in folded or _COMPANY.search(folded)
        return (0.5, "words among others") if sure else (0.0, "")
    return (0.4, "words among others") if _OF_PROCEDURES.match(folded) else (0.0, "")


def _alone(folded: str) -> float:
    """An address that names the section under other words («RSS», «Xem tiếp»); with a number, one article's words."""
    if any(c.isdigit() for c in folded):
        return 0.0
    return 0.6 if not folded or len(folded.split()) <= 3 else 0.35


def _nearness(address: str, page: str) -> float:
    """1 on the page's own site, half on a sister of it; the section of the authority above, or of others, is not ours.

    A site's former or other domain keeps its first label.
    """
    if same_site(address, page):
        return 1.0
    own, other = host_of(page).partition(":")[0].split("."), host_of(_ARCHIVED.sub("", address)).partition(":")[0]
    there = other.split(".")
    if other == ".".join(own) or page.startswith(UNKNOWN):
        return 0.9
    stand_in = own[-1] in _RESERVED and there[-1] not in _RESERVED
    sisters = len(own) >= 4 and own[1:] == there[1:]
    return 0.5 if stand_in or sisters or (own[0] == there[0] and len(own[0]) > 3) else 0.0


# --- images, headings, addresses -------------------------------------------------------------------------------------


def _image_words(node: LexborNode) -> str:
    """What an image link says: its title, its image's alternative text or file name."""
    pieces = [node.attributes.get(name) or "" for name in ("title", "aria-label", "alt")]
    for image in node.css("img")[:3]:
        attributes = image.attributes
        pieces.append(attributes.get("alt") or attributes.get("title") or "")
        for source in (attributes.get("src"), attributes.get("data-src")):
            name = unquote((source or "").rpartition("/")[2]).rpartition(".")[0]
            pieces.append(_OF_PICTURE.sub("", re.sub(r"[-_\d]+", " ", _GLUED.sub("cải cách hành chính", name))))
    return next((line(piece, 200) for piece in pieces if _PART.search(fold(piece))), line(pieces[0], 200))


def _behind_headings(html: Html, here: str) -> Iterator[SectionLink]:
    """«Xem tiếp» of a block whose heading names the section without a link."""
    for node in html.tree.css("h1, h2, h3, h4, h5, [class*=title], [class*=head], [class*=Title], a:not([href])")[:600]:
        words = node_line(node, 120)
        if len(words) > 60 or not _EXACT.match(_folded(words)) or node.css_first("a[href]") is not None:
            continue
        for above in ancestors(node, 3):
            near = above.css("a[href]")
            if len(near) > 40:
                break
            more = (a for a in near if _MORE.match(_folded(node_line(a, 40))))
            address = next((html.link(a.attributes.get("href")) for a in more), None)
            if address and canonical_url(address) != here and same_site(address, html.url):
                yield SectionLink(address, words, 0.55, "heading of a block")
                break


def _says_title(address: str) -> bool:
    """Whether an address is a title's own words, none of them the topic's: a picture's name says less than they do."""
    last = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2].lower()
    return len([word for word in last.split("-") if word.isalpha()]) >= _TITLE_WORDS and not _SLUG_IN.search(last)


def _short_slug(address: str) -> bool:
    last = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2].lower()
    return bool(_SLUG_IN.search(last)) and len(last.split("-")) <= _FEW_WORDS and not re.search(r"\d", last)


def _by_address(address: str) -> bool:
    parts = urlsplit(address)
    operation = re.search(r"(?:^|&)(?:op|category|cat|chuyenmuc|id|alias|slug)=([^&]*[a-z][^&]*)", parts.query)
    ends = [
        re.sub(r"\.(?:html?|aspx?|php)$", "", segment.lower()) for segment in unquote(parts.path).split("/") if segment
    ]
    listing = {"allposts", "default", "index", "lists", "posts", "pages", "ct", "blog", "trang-chu", "home"}
    meaningful = [end for end in ends if end not in listing and not end.isdigit()]
    last = unquote(operation[1]).lower().rstrip("/").rpartition("/")[2] if operation else (meaningful or [""])[-1]
    return bool(_SLUG.match(last))
