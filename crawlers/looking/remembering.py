"""What a look leaves for the next one: validators, hashes, known items, the section's habits (S11, S12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from crawlers.gathering import names_of
from crawlers.looking.outlines import outline_of
from crawlers.page import Item, Memory, Page, Validators
from rules.model import BEGINNING, StatedDate

MOST_KNOWN = 5_000


def body_hash(body: bytes) -> str:
    """Digest of a page's bytes."""
    return sha256(body).hexdigest()


def region_hash(items: Sequence[Item]) -> str:
    """Digest of what was extracted: pages carry counters, clocks and tokens that mean nothing."""
    rows = (
        "\x1f".join((item.identity, item.title, item.stated.raw if item.stated else "", str(item.signed), item.medium))
        for item in items
    )
    return sha256("\x1e".join(rows).encode("utf-8", "replace")).hexdigest()


def validators_of(page: Page) -> Validators | None:
    """What the server gave to ask "has it changed?" with."""
    etag, changed = page.headers.get("etag"), page.headers.get("last-modified")
    return Validators(etag[:500] if etag else None, changed[:100] if changed else None) if etag or changed else None


def remembered(
    memory: Memory,
    first: Page,
    first_items: Sequence[Item],
    items: Sequence[Item],
    complete_since: datetime | None,
    seen_since: datetime | None,
    reader: str,
) -> Memory:
    """The memory after a healthy look. A partial one proves nothing: it leaves items and reach as they were.

    ``seen_since``: how far this look itself read; None when it stopped at items known before: all older ones are kept.
    """
    shown = memory.shown_items or bool(items)
    if complete_since is None:
        return replace(unhashed(memory), reader=reader, shown_items=shown)
    dated = sum(item.stated is not None for item in first_items)
    return Memory(
        known=_known(memory, items, seen_since),
        complete_since=complete_since,
        validators=validators_of(first),
        body_hash=body_hash(first.body),
        region_hash=region_hash(first_items),
        typical_items=len(first_items),
        dated_share=dated / len(first_items) if first_items else memory.dated_share,
        reader=reader,
        shown_items=shown,
        outline=outline_of(first.body, first_items),
        robots=memory.robots,
    )


def unhashed(memory: Memory) -> Memory:
    """The memory of a list that grows on its last page: nothing new on the first one tells nothing (S12)."""
    return replace(memory, validators=None, body_hash="", region_hash="", outline=None)


def _known(memory: Memory, items: Sequence[Item], seen_since: datetime | None) -> dict[str, StatedDate | None]:
    """Names of the items that are there, and of older ones that this look did not reach."""
    here: dict[str, StatedDate | None] = {}
    for item in items:
        for name in names_of(item):
            here[name] = item.stated
    for name, stated in memory.known.items():
        if name not in here and (
            seen_since is None or (seen_since > BEGINNING and (not stated or stated.at < seen_since))
        ):
            here[name] = stated
    if len(here) <= MOST_KNOWN:
        return here
    newest = sorted(here.items(), key=lambda pair: pair[1].at if pair[1] else BEGINNING, reverse=True)
    return dict(newest[:MOST_KNOWN])
