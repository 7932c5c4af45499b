"""How far a look reaches: since when nothing can be missing from what it saw (S12)."""

from __future__ import annotations

from datetime import datetime

from crawlers.looking.completeness import ascending, hides_older, known_run
from crawlers.looking.underway import Walk
from rules.model import BEGINNING

Reach = tuple[datetime, datetime | None]
"""(complete since, how far this look itself read)"""


def proof_of(walk: Walk) -> Reach | None:
    """What is proven once nothing since ``back_to`` can be missing (S12); None before."""
    if walk.torn:
        return None
    own = _own_reach(walk)
    if own is not None and own <= walk.wanted:
        return own, own
    inherited = walk.memory.complete_since
    reads_on = walk.reads_on or bool(walk.memory.waiting)  # for articles still to be opened, further down
    if not reads_on and inherited is not None and inherited <= walk.back_to and _meets_known(walk):
        return inherited, None
    return None


def _own_reach(walk: Walk) -> datetime | None:
    if walk.last_page and not walk.broken and not hides_older(walk.gathering.items, dict(walk.memory.known)):
        return BEGINNING
    # The interface leaves out what the list may add (posts of child categories): it counts while both go side by side.
    if walk.posts_whole and walk.order and walk.order == walk.posts[: len(walk.order)]:
        return BEGINNING
    return walk.reached()


def _meets_known(walk: Walk) -> bool:
    """Whether what earlier looks proved may be built on: never in a full look, which proves by itself (S12, S13)."""
    if walk.force_full:
        return False
    listed = walk.listed()
    return known_run(listed, walk.memory.known.keys()) and not ascending(listed)


def best_proof(walk: Walk) -> Reach | None:
    """The farthest reach of a look that ended before ``back_to``: it may still prove later periods."""
    proof = proof_of(walk)
    if proof is not None or walk.torn:
        return proof
    own = _own_reach(walk)
    inherited = walk.memory.complete_since
    if inherited is not None and _meets_known(walk) and (own is None or inherited <= own):
        return inherited, None
    return (own, own) if own is not None else None
