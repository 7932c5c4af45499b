"""A look at one address that somebody named: the article there, by the readers of all families (S21)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crawlers.identity import canonical_url, is_home, same_site
from crawlers.looking.underway import Walk
from crawlers.page import Fault, Fetcher, Item, LookResult, Memory, Page, Reader, Request
from crawlers.readers import choose
from rules.model import Outcome, Section


def look_at_article(section: Section, fetcher: Fetcher, readers: Sequence[Reader], now: datetime) -> LookResult:
    """Look at ``section.url`` as one article; it proves nothing of any list (``complete_since`` None, S12).

    Whatever the site does becomes an outcome (S11).
    """
    walk = Walk(section, Memory(), fetcher, readers, now, now, force_full=False)
    answer = walk.fetch(Request(section.url, "article"))
    if isinstance(answer, Fault):
        return _result(walk, answer.outcome, answer.detail, answer.status)
    outcome, detail, item = _read(answer, section, readers)
    return _result(walk, outcome, detail, answer.status, item)


def names_list(url: str, section: Section) -> bool:
    """Whether an address is a front page or the list itself, where no single article stands."""
    lists = {canonical_url(section.url), canonical_url(section.feed_url or section.url)}
    return is_home(url) or canonical_url(url) in lists


def _read(page: Page, section: Section, readers: Sequence[Reader]) -> tuple[Outcome, str, Item | None]:
    if not same_site(page.url, section.url):
        return Outcome.WRONG_SITE, "redirected to another site", None
    if page.redirects and is_home(page.url):
        return Outcome.SOFT_404, "the address leads to the front page", None
    reading = choose(page, readers).read(page, section)
    if reading.health is not None:
        return reading.health, reading.health_detail, None
    if reading.article is None or not reading.article.title:
        return Outcome.UNREADABLE, "no article was found at the address", None
    return Outcome.READ, "", reading.article


def _result(walk: Walk, outcome: Outcome, detail: str, status: int | None, item: Item | None = None) -> LookResult:
    return LookResult(
        section=walk.section,
        at=walk.now,
        outcome=outcome,
        detail=detail,
        items=(item,) if item is not None else (),
        pages=tuple(walk.pages),
        http_status=status,
        bytes=sum(len(page.body) for page in walk.pages),
        ms=walk.ms,
        tls_tolerated=any(page.tls_tolerated for page in walk.pages),
    )
