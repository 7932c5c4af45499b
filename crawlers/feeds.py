"""RSS and Atom: well-formed feeds by a stream of elements, broken ones by feedparser; both bounded (F1–F10)."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import lru_cache
from xml.etree.ElementTree import Element

from crawlers.attachments import is_document
from crawlers.dates.stated import by_trust, parse_stated
from crawlers.identity import canonical_url, of_site, resolve
from crawlers.markup import line
from crawlers.page import Item, Page
from crawlers.xml_stream import BadXml, TooDeep, elements, local, root_name, xml_text
from rules.model import VN, Medium, Precision, StatedDate

MOST_ITEMS = 2_000
_MOST_BROKEN = 2_000_000
_TAGS = re.compile(r"<[^<>]{0,500}>")
_NUMBERED = re.compile(r"&#([xX][0-9A-Fa-f]{1,6}|[0-9]{1,7});")
_PEOPLE = re.compile(
    r"<((?:\w+:)?(?:author|creator|contributor|managingEditor|webMaster|publisher))\b[^>]{0,500}>.*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_HEAD_TITLE = re.compile(r"<title\b[^>]{0,200}>([^\0]{0,2000}?)</title\s*>", re.IGNORECASE)
_FIRST_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry|items)\b", re.IGNORECASE)
_RSS_LINK = re.compile(r"<link>\s*(?:<!\[CDATA\[)?([^<>\]]{1,2000})(?:\]\]>)?\s*</link>", re.IGNORECASE)
_ATOM_LINK = re.compile(r"<link\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*([\"'])(.*?)\2", re.DOTALL)
_SLASHED = re.compile(r"\s*(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})/(\d{1,2})/\d{4}\b")
_ENOUGH, _FEW, _SOME = 20, 3, 5
"""Entries that are compared; so many of one minute are no chance, so many of one midnight no busy day."""
_ONE_MINUTE = timedelta(minutes=1)
_OF_WORDPRESS = re.compile(r"[?&]p=(\d{1,9})$")
_OF_NUKEVIET = re.compile(r"news_(\d{1,9})")
_DESCRIBING, _DESCRIPTION = frozenset({"description", "summary", "encoded", "content"}), 160
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_ROOT = re.compile(
    rb"<(?:(?P<feed>rss|rdf:rdf|feed)|(?:!doctype\s+)?html|head|body|title|meta|script|style|main)(?=[\s/>]|\Z)",
    re.IGNORECASE,
)
"""Where a feed begins, or a page."""
_ROOTS = frozenset({"rss", "rdf", "feed"})


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it reads. ``link``: the page that it says it belongs to."""

    title: str
    items: tuple[Item, ...]
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry before it becomes an item, whatever parser saw it."""

    title: str
    link: str
    guid: str
    published: str
    updated: str
    enclosures: tuple[str, ...] = ()


def is_feed(page: Page) -> bool:
    """Whether the bytes look like RSS or Atom, whatever the content type claims (F6)."""
    return _opens_as_feed(page.body[:4096])


@lru_cache(maxsize=64)
def _opens_as_feed(head: bytes) -> bool:
    """Every reader asks it of the same page.

    Words of a server's own may stand before the root of a feed; what a page says in comments, or behind its own
    beginning, is none: trackbacks leave RDF behind the entries of a list.
    """
    root = _ROOT.search(_COMMENT.sub(b"", head))
    return root is not None and root["feed"] is not None


def read_feed(page: Page) -> Feed:
    """The feed's items in its order. Raises BadXml when it is no feed that can be read."""
    text = xml_text(page.body, page.headers.get("content-type", ""))
    if root_name(text) not in _ROOTS:
        raise BadXml("no feed")
    title, entries = _entries(text)
    return Feed(title, _items(entries, page.url, page.at), _told_home(text, page.url))


def home_of(page: Page) -> str | None:
    """The page that a feed says it is the feed of. Raises BadXml where its text is none."""
    return _told_home(xml_text(page.body, page.headers.get("content-type", "")), page.url)


def _told_home(text: str, base: str) -> str | None:
    """Told before the first entry."""
    head = _FIRST_ENTRY.split(text[:20_000], maxsplit=1)[0]
    told = _RSS_LINK.search(head)
    if told:
        return resolve(base, html.unescape(told[1].strip()))
    for tag in _ATOM_LINK.findall(head):
        facts = {name.lower(): value for name, _, value in _ATTRIBUTE.findall(tag)}
        if facts.get("rel", "alternate") == "alternate" and "xml" not in facts.get("type", ""):
            return resolve(base, html.unescape(facts.get("href", "")))
    return None


# --- parsers ---------------------------------------------------------------------------------------------------------


def _entries(text: str) -> tuple[str, list[Entry]]:
    try:
        return _streamed(text)
    except TooDeep:
        raise
    except BadXml:
        return _repaired(text)


def _streamed(text: str) -> tuple[str, list[Entry]]:
    head = _HEAD_TITLE.search(text[:20_000])
    title = _plain(head[1].removeprefix("<![CDATA[").removesuffix("]]>")) if head else ""
    return title, [_entry(element) for element in elements(text, frozenset({"item", "entry"}), MOST_ITEMS)]


def _all_text(element: Element) -> str:
    return "".join(element.itertext())


def _entry(element: Element) -> Entry:
    facts: dict[str, str] = {}
    enclosures: list[str] = []
    for child in element:
        name = local(child.tag)
        if name == "link" and child.get("href"):
            if child.get("rel", "alternate") == "alternate":
                facts.setdefault("link", child.get("href", ""))
            elif child.get("rel") == "enclosure":
                enclosures.append(child.get("href", ""))
        elif name == "enclosure":
            enclosures.append(child.get("url", ""))
        elif name in _KEPT:
            facts.setdefault(_KEPT[name], _all_text(child)[:4_000].strip())
    if not facts.get("title"):
        facts["title"] = _described(element)
    return _made(facts, enclosures)


def _described(element: Element) -> str:
    """The first words of an entry's description, for one that has no title."""
    told = (_all_text(child)[:4_000] for child in element if local(child.tag) in _DESCRIBING)
    return next((shown[:_DESCRIPTION] for text in told if (shown := _plain(text))), "")


_KEPT = {
    "title": "title", "link": "link", "guid": "guid", "id": "guid", "pubdate": "published", "published": "published",
    "date": "published", "issued": "published", "updated": "updated", "modified": "updated",
}  # fmt: skip


def _made(facts: dict[str, str], enclosures: Iterable[str]) -> Entry:
    return Entry(
        facts.get("title", ""),
        facts.get("link", ""),
        facts.get("guid", ""),
        facts.get("published", ""),
        facts.get("updated", ""),
        tuple(e for e in enclosures if e)[:20],
    )


def _repaired(text: str) -> tuple[str, list[Entry]]:
    """What feedparser makes of a broken feed; people are cut out first, their patterns cost too much time (F1)."""
    import feedparser  # slow to load, seldom needed

    if len(text) > _MOST_BROKEN:
        raise BadXml("not well-formed, and too large to repair")
    cleaned = _NUMBERED.sub(_no_half, _PEOPLE.sub("", text)).encode("utf-8")
    try:
        parsed = feedparser.parse(cleaned, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever a repairing parser trips over, the feed is what is wrong
        raise BadXml(f"not repairable: {type(error).__name__}") from error
    entries = []
    for found in parsed.entries[:MOST_ITEMS]:
        facts = {key: str(found.get(key) or "") for key in ("title", "link", "published", "updated")}
        facts["guid"] = str(found.get("id") or "")
        facts["title"] = facts["title"] or _plain(str(found.get("summary") or ""))[:_DESCRIPTION]
        entries.append(_made(facts, [str(one.get("href") or "") for one in found.get("enclosures", ())]))
    if not entries and parsed.bozo:
        raise BadXml("not well-formed")
    return _plain(str(parsed.feed.get("title") or "")), entries


# --- items -----------------------------------------------------------------------------------------------------------


def _no_half(number: re.Match[str]) -> str:
    """Half a surrogate pair is no letter, and no parser can write it down (F10)."""
    value = int(number[1][1:], 16) if number[1][0] in "xX" else int(number[1])
    return "" if 0xD800 <= value <= 0xDFFF else number[0]


def _plain(text: str) -> str:
    """A title without the live HTML that it may carry."""
    text = html.unescape(text[:8_000])
    return line(_TAGS.sub(" ", text) if "<" in text else text)


def _items(entries: list[Entry], base: str, now: datetime) -> tuple[Item, ...]:
    guids = Counter(entry.guid for entry in entries if entry.guid)
    american = month_first(entry.published for entry in entries)
    built = _times_of_building(entries, now)
    found: dict[str, Item] = {}
    for entry in entries:
        guid = entry.guid.strip()[:500]
        alone = guid and guids[entry.guid] == 1  # a guid that several entries share names none of them (F5)
        title, url = _plain(entry.title), _address(entry, base)
        # Without an address of its own an entry stands where the feed does, by the name that its guid gives it.
        identity = canonical_url(url) if url is not None else of_site(f"guid:{line(guid, 300)}", base)
        if not title or (url is None and (entry.link.strip() or not alone)):
            continue  # a link that is none makes no item either (F8)
        told = replace(entry, published="") if built else entry
        found.setdefault(identity, _item(told, url or base, title, identity, guid if alone else "", now, american))
    return tuple(found.values())


def _address(entry: Entry, base: str) -> str | None:
    guid = entry.guid.strip()[:500]
    return resolve(base, entry.link) or (resolve(base, guid) if guid.startswith("http") else None)


def _times_of_building(entries: Sequence[Entry], now: datetime) -> bool:
    """Whether the entries bear the moment in which the feed was made: all the very same, or that of the look (S7)."""
    first = entries[0].published if entries else ""
    if not first or (len(entries) > 1 and first[:16] != entries[-1].published[:16]):
        return False
    told = [parse_stated(entry.published, "feed:pubDate", now) for entry in entries[:_ENOUGH]]
    moments = [one.at for one in told if one is not None and one.precision is Precision.MINUTE]
    if not moments or len(moments) < len(told) or max(moments) - min(moments) > _ONE_MINUTE:
        return False
    if len(moments) >= (_FEW if any(moment.astimezone(VN).time() != time.min for moment in moments) else _SOME):
        return True
    return all(abs(now - moment) <= _ONE_MINUTE for moment in moments)


def loses_entries(page: Page, since: datetime) -> bool:
    """Whether an entry since ``since`` bears nothing by which it could be told from others: no item shows it (S12)."""
    try:
        _, entries = _entries(xml_text(page.body, page.headers.get("content-type", "")))
    except BadXml:
        return False
    guids = Counter(entry.guid for entry in entries if entry.guid)
    for entry in entries:
        named = _address(entry, page.url) is not None or (not entry.link.strip() and guids[entry.guid] == 1)
        if named and _plain(entry.title):
            continue
        stated = parse_stated(entry.published, "feed:pubDate", page.at)
        if stated is None or stated.end > since:
            return True
    return False


def month_first(dates: Iterable[str]) -> bool | None:
    """Whether a feed's dates with slashes are American; None: no number of any of them tells."""
    slashed = [found for text in list(dates)[:200] if (found := _SLASHED.match(text))]
    if any(int(found[1]) > 12 for found in slashed):
        return False
    return True if any(int(found[2]) > 12 for found in slashed) else (None if slashed else False)


def _item(
    entry: Entry, url: str, title: str, identity: str, guid: str, now: datetime, american: bool | None = False
) -> Item:
    told = american is not None or not _SLASHED.match(entry.published)
    stated = parse_stated(entry.published, "feed:pubDate", now, month_first=bool(american)) if told else None
    enclosures = tuple(address for raw in entry.enclosures if (address := resolve(url, raw)))
    return Item(
        url=url,
        title=title,
        identity=identity,
        aliases=tuple(alias for alias in aliases_of(guid, url) if alias != identity),
        medium=Medium.DOCUMENT if is_document(url) else Medium.ARTICLE,
        dates=by_trust([stated] if stated else ()),
        modified=_modified(entry.updated, now),
        attachments=tuple(address for address in enclosures if is_document(address)),
    )


def _modified(text: str, now: datetime) -> StatedDate | None:
    # Atom's ``updated`` moves with every edit: it never says when something was published (S7).
    return parse_stated(text, "feed:updated", now)


def aliases_of(guid: str, url: str) -> tuple[str, ...]:
    """Names that the guid of an item at ``url`` gives: itself, and the CMS number behind it, of its site (S8)."""
    if not guid:
        return ()
    named = f"guid:{canonical_url(guid)}" if guid.startswith("http") else of_site(f"guid:{line(guid, 300)}", url)
    names = [named]
    number = _OF_WORDPRESS.search(guid)
    if number:
        names.append(of_site(f"wp:{number[1]}", url))
    news = _OF_NUKEVIET.fullmatch(guid)
    if news:
        names.append(of_site(f"nv:{news[1]}", url))
    return tuple(names)
