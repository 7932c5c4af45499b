"""Statuses, outcomes, kinds, media, precisions, flags: the fixed words of the law (S7, S11, S15, S16)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

VN = ZoneInfo("Asia/Ho_Chi_Minh")
BEGINNING = datetime(1970, 1, 1, tzinfo=VN)
"""``complete_since`` of a look that read a list to its last page: nothing older can exist unseen."""


class Status(StrEnum):
    """S15."""

    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    MET = "met"
    LATE = "late"
    OVERDUE = "overdue"
    MISSED = "missed"
    UNKNOWN = "unknown"
    AWAITING = "awaiting"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


OPEN_CHARGES = frozenset({Status.OVERDUE, Status.MISSED})
"""Charges that nothing has made good."""
CHARGES = OPEN_CHARGES | {Status.LATE}
"""Verdicts that say somebody failed; each needs the proof of S13."""
SETTLED = frozenset({Status.MET, Status.LATE, Status.WAIVED, Status.NOT_APPLICABLE})
"""Nothing is left to answer for."""


class Outcome(StrEnum):
    """What one look at one section came to (S11)."""

    READ = "read"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    NO_ADDRESS = "no_address"
    FORBIDDEN = "forbidden_address"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    HTTP_STATUS = "http_status"
    TOO_LARGE = "too_large"
    BOT_WALL = "bot_wall"
    ROBOTS = "robots"
    LOGIN_WALL = "login_wall"
    SOFT_404 = "soft_404"
    PARKED = "parked"
    MAINTENANCE = "maintenance"
    UNREADABLE = "unreadable"
    WRONG_SITE = "wrong_site"
    MOVED = "moved"
    DRIFTED = "drifted"
    OUR_TROUBLE = "our_trouble"


HEALTHY = frozenset({Outcome.READ, Outcome.UNCHANGED, Outcome.EMPTY})


class Kind(StrEnum):
    """Kinds of obligation (S16); one file each in ``rules/kinds``."""

    RECURRING = "recurring"
    SCHEDULED = "scheduled"
    DEADLINE = "deadline"
    STANDING = "standing"
    ATTESTED = "attested"


class Medium(StrEnum):
    """What a publication is (``accepts`` in a plan)."""

    ARTICLE = "article"
    DOCUMENT = "document"
    VIDEO = "video"
    PAGE = "page"


class Precision(StrEnum):
    """How finely a site states a date (S7)."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


class Flag(StrEnum):
    """Remarks that travel with a verdict."""

    EARLY = "early"
    BACKDATING = "backdating_question"
    NOT_SEEN = "not_seen"
    HOI_CUU = "hoi_cuu"
    REMOVED = "removed"
    DATE_CHANGED = "date_changed"
    DATE_UNUSABLE = "date_unusable"
    TLS = "tls"
    MIGRATION = "migration"
