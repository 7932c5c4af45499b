"""Names that never change: a message's key from what it carries, its Message-ID from that key alone (S23)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?", re.IGNORECASE)


def ladder_key(channel: str, address: str, slot: date, notices: Iterable[str]) -> str:
    """The key of one day's message to one person: it changes only with the set of notices frozen into it.

    A message cancelled in the morning does not bar another one with other notices later that day.
    """
    frozen = sha256("\n".join(sorted(notices)).encode()).hexdigest()[:16]
    return "|".join((channel, address, slot.isoformat(), frozen))


def message_id(key: str, domain: str) -> str:
    """``<hex@domain>``: from the key and nothing else, so that a repeat is recognised as one (S23).

    Raises ValueError for a domain that cannot stand in a header.
    """
    if not _DOMAIN.fullmatch(domain):
        raise ValueError(f"{domain!r}: not a domain name")
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{domain.lower()}>"


def domain_of(sender: str) -> str:
    """The domain of a sender address; ``localhost`` where it has none."""
    domain = sender.rpartition("@")[2].strip(" <>")
    return domain.lower() if "@" in sender and _DOMAIN.fullmatch(domain) else "localhost"
