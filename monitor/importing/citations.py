"""Numbers and days of documents that a plan cites: they are no times of its own."""

from __future__ import annotations

import re

_CITED = re.compile(
    r"(?:\bso\s*:?\s*)?\b\d+[\w.]*(?:/\d{4})?/[a-z][\w.&-]*"
    r"(?:[^;.]{0,90}?\bngay\s*(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|\d{1,2} thang \d{1,2} nam \d{4}))?"
)
_NAMED_ACT = re.compile(
    r"\b(?:luat|nghi quyet|nghi dinh|quyet dinh|thong tu|chi thi|cong van|to trinh|ket luan)\b[^;.]{0,120}?"
    r"(?<!truoc )\bngay\s*(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|\d{1,2} thang \d{1,2} nam \d{4})"
)


def without_citations(text: str) -> str:
    """The text with numbers and days of cited documents blanked, its length kept."""
    for pattern in (_CITED, _NAMED_ACT):
        text = pattern.sub(lambda found: _blank(found), text)
    return text


def _blank(found: re.Match[str]) -> str:
    """A citation reaches over a day only where no word says that something is due then."""
    whole = found.group()
    due = re.search(r"(?:truoc|cham nhat|den het|den|han)(?: \w+)? ngay", whole)
    kept = whole[due.start() :] if due else ""
    return " " * (len(whole) - len(kept)) + kept
