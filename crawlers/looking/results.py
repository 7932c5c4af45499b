"""What a look comes to: its outcome and what it proves, what is remembered for the next one (S11, S13)."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawlers.doubting.doubts import doubt_of_emptiness
from crawlers.gathering import without_common_titles
from crawlers.looking.completeness import ascending
from crawlers.looking.reach import best_proof
from crawlers.looking.remembering import remembered, unhashed
from crawlers.looking.underway import Walk
from crawlers.page import Item, LookResult, Memory, Page, Reading, Request
from rules.model import BEGINNING, VN, Outcome

WARNED_BEFORE = timedelta(days=14)
"""So long before its end a certificate is spoken of."""


def finished(walk: Walk, page: Page, reader: str, full: bool) -> LookResult:
    """What a look came to that read the list, and how far back that is proven."""
    items, first = without_common_titles(walk.items()), walk.first()
    proof = best_proof(walk)
    since, seen_since = proof if proof is not None else (None, None)
    memory = remembered(walk.memory, page, walk.first_items, items, since, seen_since, reader)
    if since is not None:
        waiting, failed = _unopened(walk, whole=seen_since is not None)
        memory = replace(memory, dated_share=_dated_share(first, memory), waiting=waiting, failed=failed)
    memory = unhashed(memory) if len(walk.order) > len(first) and ascending(walk.listed()) else memory
    read_on = walk.force_full or walk.reads_on or walk.memory.read_at is None
    memory = replace(memory, read_at=walk.now if read_on else walk.memory.read_at, askew=walk.askew)
    found = replace(told(walk, Outcome.READ, walk.broken, page.status), complete_since=since, full=full, items=items)
    return replace(found, memory=walk.with_robots(memory), order_since=walk.reached())


def _unopened(walk: Walk, whole: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Items whose articles wait, and whose failed; a look that stopped early forgets none that it did not see."""
    before = ((), ()) if whole else (walk.memory.waiting, walk.memory.failed)
    waiting, failed = ([name for name in names if not walk.gathering.knows(name)] for names in before)
    return (*waiting, *walk.waiting), (*failed, *walk.failed)


def _dated_share(first: Sequence[Item], memory: Memory) -> float:
    return sum(item.stated is not None for item in first) / len(first) if first else memory.dated_share


def without_items(walk: Walk, page: Page, reading: Reading, reader: str, full: bool) -> LookResult:
    """A list page without items: a section that says so is empty (S11)."""
    if walk.memory.typical_items:  # of few items too: a database that is away says that there is nothing
        return told(walk, Outcome.DRIFTED, f"no items where there used to be {walk.memory.typical_items}", page.status)
    if not reading.empty_said:
        return told(walk, Outcome.UNREADABLE, "no items, and the page does not say that it is empty", page.status)
    if doubt := doubt_of_emptiness(page, walk.back_to):
        return told(walk, Outcome.UNREADABLE, doubt, page.status)
    memory = remembered(walk.memory, page, (), (), BEGINNING, BEGINNING, reader)
    result = told(walk, Outcome.EMPTY, "", page.status)
    return replace(result, complete_since=BEGINNING, full=full, memory=walk.with_robots(memory))


def not_modified(walk: Walk, page: Page, request: Request) -> LookResult:
    """The site says that nothing has changed; it may say so only where something was proven before."""
    if request.validators is None or walk.memory.complete_since is None:
        return told(walk, Outcome.UNREADABLE, "304 to a request without conditions", page.status)
    return unchanged(walk, page, "not modified", full=False)


def unchanged(walk: Walk, page: Page, detail: str, full: bool) -> LookResult:
    """What an earlier look proved still stands."""
    result = told(walk, Outcome.UNCHANGED, detail, page.status)
    return replace(result, complete_since=walk.memory.complete_since, full=full)


def told(walk: Walk, outcome: Outcome, detail: str, status: int | None) -> LookResult:
    """A look with this outcome, which proves nothing and leaves the memory as it was."""
    return LookResult(
        section=walk.section,
        at=walk.now,
        outcome=outcome,
        detail=detail or _certificate(walk),
        pages=tuple(walk.pages),
        http_status=status,
        bytes=sum(len(page.body) for page in walk.pages),
        ms=walk.ms,
        tls_tolerated=any(page.tls_tolerated for page in walk.pages),
        memory=walk.with_robots(walk.memory),
        date_header=_date_header(walk.pages),
    )


def _certificate(walk: Walk) -> str:
    """A certificate that soon ends, while there is time to renew it (E20)."""
    for text in {page.certificate_ends for page in walk.pages if page.certificate_ends}:
        ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(text), UTC)
        if timedelta(0) <= ends - walk.now < WARNED_BEFORE:
            return f"certificate ends {ends.astimezone(VN):%Y-%m-%d}"
    return ""


def _date_header(pages: Sequence[Page]) -> datetime | None:
    """The server's clock, for the comparison of S14."""
    for page in pages:
        try:
            moment = parsedate_to_datetime(page.headers.get("date", ""))
        except (ValueError, TypeError, IndexError):
            continue
        if moment.tzinfo is not None:
            return moment
    return None
