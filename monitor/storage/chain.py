"""The hash chain over evidence: each link covers the one before it, so one changed row or byte is found (L1)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from monitor.storage.texts import clean, iso


def link(before: str, digest: str, url: str, at: datetime, file: str, offset: int) -> str:
    """The chain after one more record; ``before``: the link of the record before, empty for the first."""
    facts = "\n".join((before, digest, clean(url), iso(at), file, str(offset)))
    return sha256(facts.encode("utf-8")).hexdigest()
