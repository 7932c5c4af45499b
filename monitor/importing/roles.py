"""Two roles in one text: who leads and who helps, by the words before, after or in brackets behind the names."""

from __future__ import annotations

import re

from monitor.importing.known import NOTHING, Known
from monitor.importing.parties import Party, find_parties
from monitor.importing.plain import aligned
from rules.text import clean

_OTHER_DETAILS = re.compile(
    r"[;,.]?\s*(?:thời gian|thời hạn|tiến độ|sản phẩm|hình thức|kinh phí|thoi gian|thoi han)\b[^:;]{0,24}:.*$",
    re.IGNORECASE | re.DOTALL,
)
_NAMES_FIRST = re.compile(
    r"^\W*(?P<lead>[^:,;]{2,60}?) (?:la don vi )?chu tri\s*[,;]\s*(?:va )?(?P<with>[^:]{2,120}?) (?:cung )?phoi hop\W*$"
)
_TAGGED = re.compile(
    r"(?:^|[,;.+]|\bva\b|\s-)?\s*(?P<who>[^();:]{2,110}?)\s*"
    r"\(\s*(?P<role>chu tri|ct|chinh|dau moi|phoi hop|ph)\b[^()]*\)"
)
_HELPED = re.compile(r"[,;.(]?\s*(?:chu tri\s*[,;]?\s*)?(?:va )?phoi hop(?: thuc hien)?(?: cung)?(?: voi)?\s*:?\s*")
Roles = tuple[tuple[Party, ...], tuple[Party, ...]]


def lead_and_with(text: str, known: Known = NOTHING) -> Roles:
    """Those who lead and those who help in one text: ``Văn phòng chủ trì, phối hợp với Tổ CNTT``."""
    text = _OTHER_DETAILS.sub("", text.replace("\n", "; ")).strip()
    text, plain = aligned(text)
    if tagged := _tagged(text, plain, known):
        return tagged
    after_names = _NAMES_FIRST.match(plain)
    if after_names:
        helpers = text[after_names.start("with") : after_names.end("with")]
        return find_parties(text[: after_names.end("lead")], known), find_parties(helpers, known)
    helped = _HELPED.search(plain)
    if helped is None:
        return find_parties(_without_roles(text), known), ()
    before, after = text[: helped.start()], text[helped.end() :]
    if not re.search(r"\w", after):  # "Phòng A; Văn phòng phối hợp": the last one helps
        named = find_parties(_without_roles(before), known)
        return (named[:-1], named[-1:]) if len(named) > 1 else (named, ())
    return find_parties(_without_roles(before), known), find_parties(_without_roles(after), known)


def _tagged(text: str, plain: str, known: Known) -> Roles | None:
    """``Văn phòng (chủ trì), Công đoàn (phối hợp)``; None where nobody is said to lead in this way."""
    lead: tuple[Party, ...] = ()
    helpers: tuple[Party, ...] = ()
    for found in _TAGGED.finditer(plain):
        named = find_parties(text[found.start("who") : found.end("who")], known)
        if found["role"].startswith("ph"):
            helpers += named
        else:
            lead += named
    return (lead, helpers) if lead else None


def _without_roles(text: str) -> str:
    text, plain = aligned(text)
    kept, last = [], 0
    for found in re.finditer(r"(?:don vi |co quan )?(?:chu tri|thuc hien|dau moi)\s*:?\s*,?", plain):
        kept.append(text[last : found.start()])
        last = found.end()
    return clean(" ".join([*kept, text[last:]])).strip(" ,;:-")
