"""The one loop: ask, read, gather, go on until the look is complete for what is wanted, within bounds (S11, S12)."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from crawlers.browsing import behind
from crawlers.doubting.copies import doubt_of_copy, past_caches
from crawlers.doubting.doubts import doubt_of
from crawlers.doubting.renamed import is_another, led_elsewhere
from crawlers.drift import drift_of, has_begun
from crawlers.health import health_of, why_refused
from crawlers.identity import canonical_url, is_home, same_site
from crawlers.looking.details import add_details
from crawlers.looking.neighbours import same_anywhere, shown_elsewhere
from crawlers.looking.outlines import is_like
from crawlers.looking.reach import proof_of
from crawlers.looking.remembering import body_hash, region_hash
from crawlers.looking.results import finished, not_modified, told, unchanged, without_items
from crawlers.looking.underway import Walk
from crawlers.markup import parse
from crawlers.page import Answer, Fault, Fetcher, LookResult, Memory, Page, Reader, Reading, Request
from crawlers.readers import choose, reader_named
from rules.model import Outcome, Section

MOST_PAGES = 20
MOST_EXTRAS = 8


def look_at(
    section: Section,
    memory: Memory,
    fetcher: Fetcher,
    readers: Sequence[Reader],
    now: datetime,
    back_to: datetime,
    force_full: bool = False,
    recorded: frozenset[str] = frozenset(),
) -> LookResult:
    """Look at one section.

    ``back_to``: read until nothing since then can be missing. ``force_full``: ask unconditionally, and read on by the
    list's own order or end only. ``memory``: what earlier looks left. ``recorded``: names of what the unit's other
    sections have shown, which this one does not lack.
    Whatever sites do becomes an outcome (S11); only a bug of ours raises.
    """
    section, fetcher = behind(section, fetcher)
    walk = Walk(section, memory, fetcher, readers, now, back_to, force_full, recorded)
    if not section.url:
        return told(walk, Outcome.NO_ADDRESS, "no address is noted for the section", None)
    # What was proven before must suffice now, or "unchanged" would leave the rest unread.
    enough = not force_full and memory.complete_since is not None and memory.complete_since <= back_to
    enough = enough and not memory.waiting and not walk.reads_on
    request = replace(_start(walk), validators=memory.validators if enough else None, fresh=force_full)
    answer = walk.fetch(request)
    if isinstance(answer, Fault):
        return told(walk, *why_refused(answer), answer.status)
    if answer.not_modified:
        return not_modified(walk, answer, request)
    full = request.validators is None
    if enough and body_hash(answer.body) == memory.body_hash:
        return unchanged(walk, answer, "same bytes", full)
    if enough and memory.outline is not None and answer.status == 200 and is_like(answer.body, memory.outline):
        return unchanged(walk, answer, "same list", full=False)  # never the unconditional read of a proof (S13)
    return _read(walk, answer, full)


def _start(walk: Walk) -> Request:
    reader = reader_named(walk.section.reader or walk.memory.reader, walk.readers) or walk.readers[0]
    return reader.start(walk.section)[0]


# --- the list --------------------------------------------------------------------------------------------------------


def _read(walk: Walk, page: Page, full: bool) -> LookResult:
    moved = _moved(walk.section, page)
    if moved:
        return told(walk, *moved, page.status)
    reader = reader_named(walk.section.reader, walk.readers) if walk.section.reader else choose(page, walk.readers)
    if reader is None:
        return told(walk, Outcome.OUR_TROUBLE, f"no reader named {walk.section.reader}", page.status)
    reading = reader.read(page, walk.section)
    own = reading.items
    if reading.health is Outcome.UNREADABLE and walk.section.feed_url:
        reading = _feed_instead(walk, reader, reading)
    if reading.health is not None:
        return told(walk, reading.health, reading.health_detail, page.status)
    # Asked about more than the first look of all, which is a full one too (S13).
    proving = walk.force_full and walk.memory.complete_since is not None
    if proving and same_anywhere(walk, reader, page, reading):
        return told(walk, Outcome.SOFT_404, "the same page for any address", page.status)  # E25
    if not reading.items:
        return without_items(walk, page, reading, reader.name, full and proving)
    if reader.name == "feed" and not any(same_site(item.url, page.url) for item in reading.items):
        return told(walk, Outcome.WRONG_SITE, "a feed of another site", page.status)  # F6
    _take(walk, reading)
    walk.first_items = reading.items
    calm = _same_region(walk)
    fresh = _compare_copies(walk, reader, page) if own and proving else page
    _follow(walk, reader, reading, calm)
    if proving and not walk.torn:
        _doubt(walk, reader, fresh, fed=not own)
    drift = _drift(walk, replace(walk.memory, dated_share=0.0))  # what the list does not date, its articles may
    if not drift:
        add_details(walk, reader)
        drift = _drift(walk, walk.memory)
    if drift and not _begins(walk, reader, page):
        return told(walk, Outcome.DRIFTED, drift, page.status)
    return finished(walk, page, reader.name, full and proving and not drift)


def _drift(walk: Walk, memory: Memory) -> str:
    return drift_of(walk.first(), walk.items(), memory)


def _begins(walk: Walk, reader: Reader, page: Page) -> bool:
    """Whether this is the first look at the section's own list: what was known was none of it."""
    html = parse(page)
    dated = [item for item in walk.items() if item.stated is not None]
    if html is None or not has_begun(html, dated, walk.memory):
        return False
    add_details(walk, reader)  # what the list does not date, its articles may
    if not has_begun(html, walk.items(), walk.memory):
        return False
    walk.memory = Memory(robots=walk.memory.robots)
    return True


def _moved(section: Section, page: Page) -> tuple[Outcome, str] | None:
    """A redirect off the site, to its front page or a page of another name: the section is elsewhere or gone (E50)."""
    if not page.redirects:
        return None
    if not same_site(page.url, section.url):
        health = health_of(page, parse(page), 0)
        if health.outcome in (Outcome.PARKED, Outcome.LOGIN_WALL, Outcome.WRONG_SITE, Outcome.BOT_WALL):
            return health.outcome, health.detail
        return Outcome.MOVED, "redirected to another site"
    if is_home(page.url) and not is_home(section.url):
        return Outcome.MOVED, "the section leads to the front page"
    html = parse(page) if led_elsewhere(section, page) else None
    if html is not None and is_another(section, html):
        return Outcome.MOVED, "redirected to a page of another name"
    return None


def _feed_instead(walk: Walk, reader: Reader, reading: Reading) -> Reading:
    """A list that only a script fills may have a feed; what it shows counts as far as it reaches (S12)."""
    assert walk.section.feed_url is not None
    answer = walk.fetch(Request(walk.section.feed_url, "feed"))
    if isinstance(answer, Fault):
        return reading
    found = choose(answer, walk.readers).read(answer, walk.section) if reader.name != "feed" else reading
    return replace(found, next=(), last_page=False) if found.items else reading


def _doubt(walk: Walk, reader: Reader, page: Page, fed: bool) -> None:
    """Whatever speaks against the list being whole and new: then the look proves nothing (S13, decision 0018).

    ``fed``: the page itself could not be read, its feed stood in for it: a feed that has stopped looks the same."""
    doubt = "a feed without a page that can be read beside it" if fed else doubt_of(page, walk.items(), walk.back_to)
    if doubt := doubt or shown_elsewhere(walk, reader, page):
        _tear(walk, doubt)


def _compare_copies(walk: Walk, reader: Reader, page: Page) -> Page:
    """Ask a second time before anybody is charged: two servers that answer in turn may hold copies of unlike age (K10).

    What either shows is taken; where they differ, or there is no second one, the look proves nothing. A copy that calls
    itself old is asked for past the caches: where that shows the very same, it is the page to be judged, and returned.
    """
    old = bool(doubt_of_copy(page))
    url = past_caches(page.request.url, walk.now) if old else page.request.url
    answer = walk.fetch(replace(page.request, url=url, validators=None))
    other = reader.read(answer, walk.section) if isinstance(answer, Page) else Reading()
    before, after = set(walk.order), {walk.gathering.home(item) for item in other.items}
    if not after or isinstance(answer, Fault):
        _tear(walk, "no second copy of the list could be had")
        return page
    if before == after:
        return replace(answer, url=page.url) if old else page
    if not old:  # an address with a word of ours may show another list
        _take(walk, other)
    seen = [walk.gathering.get(identity) for identity in before ^ after if walk.gathering.knows(identity)]
    apart = [walk.recalled(item) for item in seen]
    if old or any(item.stated is None or item.stated.end > walk.back_to for item in apart):
        _tear(walk, "two copies of the list that differ")
    return page


def _tear(walk: Walk, why: str) -> None:
    """Nothing that is missing is proven by this look."""
    walk.torn, walk.last_page, walk.broken = True, False, why


def _take(walk: Walk, reading: Reading) -> int:
    """Take the items of a list page in; how many were new to this look."""
    before = len(walk.order)
    seen = set(walk.order)
    own = canonical_url(walk.section.url)  # to which the section's name leads on a further page
    for item in (item for item in reading.items if item.identity != own):
        identity = walk.gathering.add(item)
        if identity not in seen:
            walk.order.append(identity)
            seen.add(identity)
    walk.last_page, walk.pages_named = reading.last_page, max(walk.pages_named, reading.pages)
    return len(walk.order) - before


def _same_region(walk: Walk) -> bool:
    """Whether the list shows just what it showed at the last complete look."""
    same = region_hash(walk.first_items) == walk.memory.region_hash
    return same and walk.memory.complete_since is not None and not walk.force_full


def _follow(walk: Walk, reader: Reader, reading: Reading, calm: bool) -> None:
    """Dates and interface first, then page after page while something since ``back_to`` may be missing."""
    _extras(walk, reader, reading, skip=calm)
    wanted = None if walk.torn else _next_list(walk, reading)
    count = 1
    while proof_of(walk) is None and wanted is not None:
        if count >= MOST_PAGES or walk.spent:
            walk.broken = f"stopped after {count} pages"
            return
        answer = walk.fetch(wanted)
        count += 1
        following = _later_page(walk, reader, answer, count)
        if following is None:
            return
        _extras(walk, reader, following, skip=calm)
        wanted = _next_list(walk, following)


def _later_page(walk: Walk, reader: Reader, answer: Answer, count: int) -> Reading | None:
    """Read page ``count`` of the list; None when the list cannot be read on."""
    if isinstance(answer, Fault):
        walk.broken = f"page {count}: {answer.outcome.value}"
        return None
    reading = reader.read(answer, walk.section)
    if reading.health is not None:
        walk.broken = f"page {count}: {reading.health.value}"
        return None
    new = _take(walk, reading)
    if walk.force_full and (doubt := doubt_of(answer, walk.items(), walk.back_to)):
        _tear(walk, doubt)
        return None
    if not reading.items and walk.pages_named >= count:
        walk.last_page, walk.broken = False, f"page {count} of {walk.pages_named} shows nothing"
        return None
    if not reading.items and (reading.empty_said or reading.last_page):
        walk.last_page = True  # past the end (CMS-FACTS 7)
    elif not new and not (reading.last_page and _ends_with_known(walk, reading)):
        walk.last_page, walk.broken = False, f"page {count} repeats what was seen"  # a loop or a trap (E32)
        return None
    return reading


def _ends_with_known(walk: Walk, reading: Reading) -> bool:
    """Whether a last page may hold nothing new: pinned items, or what the page before it told in small print."""
    shown = [walk.gathering.home(item) for item in reading.items]
    told = len(shown) < len(walk.order) and walk.order[-len(shown) :] == shown
    return told or all(item.pinned for item in reading.items)


def _next_list(walk: Walk, reading: Reading) -> Request | None:
    for request in reading.next:
        if request.purpose == "list" and canonical_url(request.url) not in walk.asked:
            return request if same_site(request.url, walk.section.url) else None
    return None


def _extras(walk: Walk, reader: Reader, reading: Reading, skip: bool) -> None:
    """Optional sources: sitemap, interface, feed. Their faults spoil nothing; feeds only where days are missing now."""
    wanted = deque(request for request in reading.next if request.purpose != "list")
    spent = 0
    while wanted and not skip and spent < MOST_EXTRAS and not walk.spent:
        request = wanted.popleft()
        if canonical_url(request.url) in walk.asked or not same_site(request.url, walk.section.url):
            continue
        if request.purpose == "feed" and all(walk.gathering.get(identity).stated for identity in walk.order):
            continue
        answer = walk.fetch(request)
        spent += 1
        if isinstance(answer, Fault) or answer.status != 200:
            continue
        found = reader.read(answer, walk.section)
        if found.health is not None:
            continue
        walk.gathering.date(found.dates_only)
        identities = [walk.gathering.add(item) for item in found.items]
        if request.purpose == "api":
            walk.posts += identities
            walk.posts_whole = found.last_page
        wanted.extend(more for more in found.next if more.purpose in ("api", "sitemap"))
