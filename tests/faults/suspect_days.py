"""Lists whose items bear a day that is not the one of posting, before the month (S7)."""

from __future__ import annotations
