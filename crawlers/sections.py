"""Which link of a home page leads to the section on administrative reform: its words, its image, its address."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from crawlers.identity import canonical_url, same_site
from crawlers.markup import Html, line, node_line
from crawlers.page import SectionLink
from rules.text import fold

MOST_LINKS = 4_000
LEAST = 0.3
_TOPIC = r"(?:cai cach hanh chinh?|cchc)"
_EXACT = re.compile(
    rf"^(?:(?:chuyen (?:muc|trang|de)|tin(?: tuc)?|thong tin|cong tac|muc|trang|hoat dong|van ban"
    rf"|tin bai)(?: (?:ve|cong tac))?\s+)?{_TOPIC}"
    r"(?: (?:nha nuoc|nha truong|cua (?:truong|nha truong|so)|cong|[-–|] ?(?:cong )?khai.*|va chuyen doi so"
    r"|[-–] ?iso|[-–] ?kiem soat.*))?\W*$"
)
_PART = re.compile(rf"\b{_TOPIC}\b")
_SLUG = re.compile(
    r"^(?:chuyen-?(?:muc"
    r"|trang)-)?(?:tin-(?:tuc-)?)?(?:thong-tin-)?(?:ve-)?(?:cong-tac-)?(?:cai-?cach-?hanh-?chinh?|cchc)"
    r"(?:-(?:nha-nuoc|nha-truong|van-thu-luu-tru|[a-z]{1,4}|\d{1,3}))*$"
)
_NEAR = re.compile(
    r"thu tuc hanh chinh|\btthc\b|tra cuu|dich vu cong|mot cua|co so du lieu|\bcsdl\b|van phong dien tu"
    r"|bo may hanh chinh|nop ho so"
)
_ARTICLE = re.compile(
    r"\d|^(?:ke hoach|bao cao|quyet dinh|thong bao|trien khai|muc tieu|nghi quyet|cong van|tang cuong|day manh"
    r"|hoi nghi|nang cao|mot so"
    r"|video|clip|huong dan|ket qua|danh gia|to chuc)\b"
)
_FOREIGN = re.compile(r"(?:^|\.)(?:dichvucong|thutuchanhchinh|csdl|dvc|motcua|facebook|youtube|google|zalo)\b")


def section_links(html: Html) -> tuple[SectionLink, ...]:
    """Candidates with a score 0..1, best first; near-misses (procedures, other sites) are left out."""
    best: dict[str, SectionLink] = {}
    for node in html.tree.css("a[href]")[:MOST_LINKS]:
        address = html.link(node.attributes.get("href"))
        if address is None or canonical_url(address) == canonical_url(html.url):
            continue
        link = _scored(html, node, address)
        key = canonical_url(address)
        if link.score >= LEAST and (key not in best or link.score > best[key].score):
            best[key] = link
    return tuple(sorted(best.values(), key=lambda link: -link.score))[:20]


def _scored(html: Html, node: LexborNode, address: str) -> SectionLink:
    shown = node_line(node, 200)
    words, of_image = (shown, False) if shown else (_image_words(node), True)
    folded = " ".join(re.sub(r"[^\w|–-]+", " ", fold(words)).split())
    score, reason = _by_words(folded)
    if score and of_image:
        score, reason = score * 0.7, "image"
    slug = _by_address(address)
    if _NEAR.search(folded) and not _PART.search(folded):
        return SectionLink(address, words, 0.0, "near-miss")
    if slug:
        score, reason = (min(1.0, score + 0.1), f"{reason}, address") if score else (_alone(folded), "address")
    if _FOREIGN.search(urlsplit(address).hostname or ""):
        return SectionLink(address, words, 0.0, "another service")
    if not same_site(address, html.url):
        score *= 0.5
    return SectionLink(address, line(words, 200), round(score, 2), reason)


def _by_words(folded: str) -> tuple[float, str]:
    if _EXACT.match(folded):
        return 0.9, "words"
    if _PART.search(folded) and not _ARTICLE.search(folded) and len(folded.split()) <= 8:
        return 0.5, "words among others"
    return 0.0, ""


def _alone(folded: str) -> float:
    """An address that names the section under other words («RSS», «Xem tiếp»)."""
    return 0.6 if not folded or len(folded.split()) <= 3 else 0.35


def _image_words(node: LexborNode) -> str:
    """What an image link says: its title, its image's alternative text or file name."""
    pieces = [node.attributes.get("title") or ""]
    for image in node.css("img")[:3]:
        attributes = image.attributes
        pieces.append(attributes.get("alt") or attributes.get("title") or "")
        name = unquote((attributes.get("src") or "").rpartition("/")[2]).rpartition(".")[0]
        pieces.append(re.sub(r"[-_]+", " ", name))
    return next((line(piece, 200) for piece in pieces if _PART.search(fold(piece))), line(pieces[0], 200))


def _by_address(address: str) -> bool:
    parts = urlsplit(address)
    operation = re.search(r"(?:^|&)(?:op|category|cat|chuyenmuc)=([^&]+)", parts.query)
    ends = [
        re.sub(r"\.(?:html?|aspx?|php)$", "", segment.lower()) for segment in unquote(parts.path).split("/") if segment
    ]
    listing = {"allposts", "default", "index", "lists", "posts", "pages", "ct"}
    meaningful = [end for end in ends if end not in listing and not end.isdigit()]
    last = operation[1].lower() if operation else (meaningful[-1] if meaningful else "")
    return bool(_SLUG.match(last))
