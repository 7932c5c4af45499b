"""Pages with known truth: real saved ones, captured sites (both beside the project), and pages of our own.

Labels are turned into ``Case`` here, by means of their own: nothing of the product's reading is used to know what is
right.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path
from urllib.parse import urljoin

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
UNKNOWN = "http://host.test/x/page.html"
"""Address of saved pages whose own is not known."""
_SHOWN = re.compile(
    r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})\D{0,8}(?:(?P<h>\d{1,2}):(?P<i>\d{1,2})(?::\d\d)?\s*(?P<half>[AP]M)?)?"
)
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One publication as it is. ``stated``: ISO day or minute, "" when the page states none, None: not labelled.

    ``signed``: ISO day of a document's own date, which is another fact (S7)."""

    url: str
    title: str = ""
    stated: str | None = None
    signed: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One page and what is true of it. ``complete``: its items are all of its list and nothing else.

    ``sections``: addresses that are the section (first must be one of them); None: not labelled.
    ``never``: near-misses; ``next``: the page that follows; ``at``: the moment of the look, where it matters.
    """

    origin: str
    family: str
    name: str
    body: bytes
    url: str
    purpose: str
    headers: dict[str, str] = field(default_factory=dict)
    items: tuple[Wanted, ...] = ()
    complete: bool = False
    article: Wanted | None = None
    sections: tuple[str, ...] | None = None
    never: tuple[str, ...] = ()
    next: tuple[str, ...] | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DateString:
    """A string as it stood on a site. ``iso`` empty: it is no date at all. ``trap``: a date, but not of publishing."""

    raw: str
    iso: str
    month_first: bool
    trap: bool


# --- saved pages -----------------------------------------------------------------------------------------------------


def saved_pages(folder: Path) -> Iterator[Case]:
    """The labelled pages: lists, articles, feeds and front pages of real sites."""
    published = _published(folder / "INDEX.md")
    for label in sorted((folder / "labels").glob("*.json")):
        truth = json.loads(label.read_text(encoding="utf-8"))
        name, kind = truth["file"], truth["kind"]
        url = truth["url"] or UNKNOWN
        purpose = {"home": "home", "article": "article", "document detail": "article", "feed": "feed"}.get(kind, "list")
        minutes = truth["cms"] != "NukeViet 4 RSS"  # its minutes are the month (CMS-FACTS 1)
        laws = kind == "document list"
        items = tuple(_labelled(url, one, minutes, laws) for one in truth["items"])
        shared = Counter(one.url for one in items)
        items = tuple(one for one in items if shared[one.url] <= 2)  # a copy whose links all lead to one place
        yield Case(
            "saved pages", _family(truth["cms"]), name, (folder / "html" / name).read_bytes(), url, purpose,
            items=items if purpose != "article" else (),
            complete=kind in ("listing", "feed") and bool(items),
            article=Wanted(url, stated=published[name]) if name in published else None,
            sections=_sections(truth, url) if purpose == "home" else None,
        )  # fmt: skip


def _labelled(url: str, one: dict[str, str], minutes: bool, laws: bool) -> Wanted:
    said = _iso(one["date_raw"], minutes)
    return Wanted(urljoin(url, one["href"]), one["title"], None if laws else said, said if laws else None)


def _family(cms: str) -> str:
    for mark, name in (
        ("RSS", "RSS"), ("NukeViet", "NukeViet"), ("VHV", "VHV"), ("Long Bien", "ASP.NET"), ("Liferay", "Liferay"),
        ("SharePoint 2010", "SharePoint"), ("EasyWeb", "tĩnh (EasyWeb)"),
    ):  # fmt: skip
        if mark in cms:
            return name
    return "khác"


def _published(index: Path) -> dict[str, str]:
    """Days of articles as read by eye; empty where the page states none."""
    found: dict[str, str] = {}
    for row in index.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in row.split("|")]
        if len(cells) > 9 and cells[2] == "article":
            day = re.match(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?", cells[9])
            found[cells[1]] = day[0] if day else ""
    return found


def _sections(truth: dict[str, object], url: str) -> tuple[str, ...]:
    """Addresses that the labels call the section: text or address says so, and it leads somewhere."""
    found = []
    for link in truth["cchc_links"]:  # type: ignore[attr-defined]
        href, words = link["href"], f"{link['text']} {link['img']}".lower()
        one_article = len(href.rstrip("/").rpartition("/")[2]) > 45
        if href and "#" not in href and not one_article and re.search(r"cchc|cải cách|xem tiếp|rss|cai-cach", words):
            found.append(urljoin(url, href))
    return tuple(found)


def _iso(raw: str | None, minutes: bool) -> str | None:
    """Day, or minute, of a date as shown day-first or in a feed; None where it is neither."""
    mail = re.match(r"\w{3}, (\d{1,2}) (\w{3}) (\d{4}) (\d\d):(\d\d)", raw or "")
    if mail:
        moment = datetime.fromisoformat(
            f"{mail[3]}-{_ENGLISH.index(mail[2].lower()) + 1:02}-{int(mail[1]):02}T{mail[4]}:{mail[5]}+00:00"
        ).astimezone(datetime.fromisoformat("2020-01-01T00:00+07:00").tzinfo)
        return moment.strftime("%Y-%m-%dT%H:%M" if minutes else "%Y-%m-%d")
    found = _SHOWN.search(raw or "")
    if found is None:
        return None
    day = f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"
    if found["h"] is None or not minutes:
        return day
    hour = int(found["h"])
    hour = hour % 12 + (12 if found["half"] == "PM" else 0) if found["half"] and hour <= 12 else hour
    return f"{day}T{hour:02}:{int(found['i']):02}"


def date_strings(folder: Path, tier: str = "A") -> Iterator[DateString]:
    """Whole strings that are dates, as they stood on sites; some are broken, some are dates of other things."""
    with (folder / "date_strings.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["tier"] == tier:
                iso = "" if row["iso"] == "INVALID" else row["iso"]
                yield DateString(row["raw"], iso, row["order_used"] == "mdy", row["role"].startswith("TRAP"))


@dataclass(frozen=True, slots=True)
class LinkBlock:
    """Links of one page that speak of the section or of something like it. ``sections``: those that are it."""

    name: str
    body: bytes
    sections: tuple[str, ...]


def link_blocks(folder: Path) -> Iterator[LinkBlock]:
    """The links collected from one page, put together again."""
    pages: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / "section_links.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            pages[row["source"]].append(row)
    for source, found in pages.items():
        body = "".join(_rebuilt(row["anchor_text"], row["href"]) for row in found)
        sections = tuple(row["href"] for row in found if row["is_cchc_section"].startswith("YES"))
        yield LinkBlock(source, f"<html><body><ul>{body}</ul></body></html>".encode(), sections)


def _rebuilt(words: str, href: str) -> str:
    inner = f'<img src="{escape(words[5:-1])}">' if words.startswith("[img") else escape(words)
    return f'<li><a href="{"" if href.startswith("(") else escape(href)}">{inner}</a></li>'


# --- captured sites --------------------------------------------------------------------------------------------------


def captured_sites(folder: Path) -> Iterator[Case]:
    """Lists, articles, feeds and front pages of captured sites whose content is known."""
    for site in sorted(path.parent for path in folder.glob("*/INDEX.md")):
        yield from _site(site)


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    category: str
    wanted: Wanted
    shown: bool


def _site(folder: Path) -> Iterator[Case]:
    text = (folder / "INDEX.md").read_text(encoding="utf-8")
    base = re.search(r"Base address: (\S+)", text)[1]  # type: ignore[index]
    rows = _rows(text)
    family = "NukeViet" if "nukeviet" in folder.name else "WordPress"
    bare = "list_new" in text or "byCountry" in text  # this layout shows no dates
    section = [row.wanted for row in rows if row.category == "Cải cách hành chính" and row.shown]
    by_key = {row.key: row.wanted for row in rows if row.shown}
    left = list(section)
    for stem, path in re.findall(r"^\| (\w+) \| `([^`]+)` \| 200 ; text/html", text, re.MULTILINE):
        body, headers = (folder / f"{stem}.body.html").read_bytes(), _headers(folder / f"{stem}.headers.txt")
        make = {"family": family, "name": f"{folder.name}/{stem}", "body": body, "url": base + path, "headers": headers}
        key = re.fullmatch(r"(?:art|article_\w+?)_([an]\d\d)", stem)
        if key and key[1] in by_key:
            yield Case("captured sites", purpose="article", article=by_key[key[1]], **make)
        elif stem.startswith(("listing_", "more_")):
            page, left = left[: _size(text)], left[_size(text) :]
            page = [Wanted(w.url, w.title, "" if bare else w.stated) for w in page]
            yield Case("captured sites", purpose="list", items=tuple(page), complete=True, **make)
        elif stem == "home":
            found = re.search(r"listing_p1 \| `([^`]+)`", text)
            sections = (base + found[1],) if found else ()
            yield Case("captured sites", purpose="home", sections=sections, **make)
    yield from _feeds(folder, family, base, section)


def _feeds(folder: Path, family: str, base: str, section: list[Wanted]) -> Iterator[Case]:
    body = (folder / "feed_category.body.xml").read_bytes()
    cut = 10 if family == "NukeViet" else 16  # a day where minutes are known to be wrong (CMS-FACTS 1)
    items = tuple(Wanted(w.url, w.title, (w.stated or "")[:cut]) for w in section)
    most = body.count(b"<item>")
    yield Case("captured sites", f"{family} RSS", f"{folder.name}/feed", body, f"{base}/rss", "feed",
               items=items[:most], complete=True)  # fmt: skip


def _rows(text: str) -> list[_Row]:
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        if len(cells) == 9 and cells[3].startswith("http"):
            stated = datetime.fromisoformat(cells[4]).strftime("%Y-%m-%dT%H:%M")
            shown = cells[8].startswith("yes")
            found.append(_Row(cells[0], cells[1], Wanted(cells[3], cells[2], stated), shown))
    return found


def _size(text: str) -> int:
    return int(re.search(r"(\d+) per page", text)[1])  # type: ignore[index]


def _headers(file: Path) -> dict[str, str]:
    pairs = (line.partition(":") for line in file.read_text(encoding="utf-8", errors="replace").splitlines()[1:])
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}
