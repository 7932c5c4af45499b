"""Day, month and year each in a box of its own, as small calendar sheets show them (S7)."""

from __future__ import annotations

import re

_SHEET = re.compile(r"(\d{1,2})[\s/]+(?:th(?:áng|g)?\.?\s*)?(\d{1,2})[\s/,]+(20\d\d)\Z", re.IGNORECASE)


def of_sheet(text: str) -> str:
    """The words of such a sheet as one date; any other text as it is."""
    found = _SHEET.match(text)
    return f"{found[1]}/{found[2]}/{found[3]}" if found else text
