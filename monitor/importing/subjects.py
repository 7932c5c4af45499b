"""Who a sentence speaks of: its subject, those it works with, those it reports to."""

from __future__ import annotations

import re

from monitor.importing.known import NOTHING, Known
from monitor.importing.labels import fields
from monitor.importing.name_ends import UNIT, ends_surely, stop_of
from monitor.importing.outline import Spot
from monitor.importing.parties import Party, find_parties
from monitor.importing.plain import flat, mend
from monitor.importing.roles import Roles, lead_and_with
from rules.text import clean

_MARKER = re.compile(r"^\s*(?:[-–+•*]|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ]\)|[IVXL]{1,5}[.)])\s+")
_WORDS = r"(?:don vi |co quan |bo phan )?"
_NAMED_LEAD = re.compile(
    _WORDS + r"(?<!thoi gian )(?<!hinh thuc )(?<!tien do )(?:chu tri|thuc hien|phu trach)\s*:"
    r"\s*(?P<who>[^;.()]{3,140}?)(?=\s*(?:[;.()]|,?\s*(?:don vi |co quan )?phoi hop|$))"
)
_IN_BRACKETS = re.compile(r"\((?P<who>[^()]{0,120}\bchu tri\b[^()]{0,120})\)")
_LAST_BRACKET = re.compile(r"\((?P<who>[^()]{3,90})\)\s*(?:\W*$|:)")
_LAST_WORDS = re.compile(
    r"(?:^|[.;,]\s+)(?:do |giao )?(?P<who>[^.;,]{3,70}?)\s+(?:thuc hien|phu trach|chu tri|dam nhan)\W*$"
)
_GIVEN = re.compile(
    r"\bgiao\s+(?:cho\s+)?(?P<who>(?:cac |dong chi |d/c )?"
    r"(?:van phong|phong|to|ban|trung tam|don vi|cong chuc)\b[^,.;:()]{0,60})"
)
_WITH = re.compile(r"phoi hop(?: thuc hien| chat che)?(?: voi| cung| cung voi)?\s*:?\s+(?P<who>[^;.()]{3,160})")
_LABEL_AFTER = re.compile(
    r"[,;]?\s*(?:thoi (?:gian|han)|tien do|san pham|hinh thuc|kinh phi|han)\b[^:,;]{0,24}:.*$", re.DOTALL
)
_TO = re.compile(
    r"(?:\(qua (?P<via>[^()]{3,60})\)|(?:gui(?: ve)?|\bve|nop(?: ve)?|bao cao)\s+(?P<who>(?:so|van phong|phong"
    r"|ubnd|uy ban|ban|trung tam|to)\b[^,.;()]{0,50}))"
)
_TO_END = re.compile(
    r"\s(?:ket qua|tinh hinh|truoc|theo|de|thuc hien|cham|hang|dinh ky|viec|danh gia|trong|vao|qua)\b.*$"
)


def without_marker(text: str) -> str:
    """The text without its bullet or number."""
    return _MARKER.sub("", text, count=1)


def subject_of(text: str, known: Known = NOTHING) -> tuple[Party, ...]:
    """The units with which a sentence begins, or its main clause; none when it begins otherwise."""
    bare = _main_clause(clean(without_marker(text)), known)
    label = _LABEL_FIRST.match(bare)
    if label and not UNIT.match(flat(bare)) and UNIT.match(flat(bare[label.end() :])):
        bare = bare[label.end() :]
    plain = flat(bare)
    if not UNIT.match(mend(bare).text) and not known.short_at(bare):
        return ()
    stop = stop_of(plain, bare, known)
    if not 0 < stop <= 200 or stop == len(plain):
        return ()
    return find_parties(bare[:stop] if len(plain) == len(bare) else plain[:stop], known)


_CIRCUMSTANCE = re.compile(
    r"^(?:tren co so|can cu|theo|sau khi|de(?! nghi)|nham|dinh ky|(?:hang|moi) (?:thang|quy|tuan|nam)|trong"
    r"|truoc|den|tu|khi|cham nhat|ngoai|ngay sau|ket thuc|vao|tai|qua|nhan dip|cung voi)\b[^.;:]{2,160}?,\s*"
)


def _main_clause(bare: str, known: Known) -> str:
    """``Trên cơ sở báo cáo của các đơn vị, Văn phòng Sở tổng hợp``: what follows the circumstance, if a unit does."""
    plain = flat(bare)
    if len(plain) != len(bare):
        return bare
    start = 0
    while found := _CIRCUMSTANCE.match(plain) if not start else re.compile(r"[^.;:,]{2,120},\s*").match(plain, start):
        start = found.end()
        rest = bare[start:]
        if (UNIT.match(plain[start:]) or known.short_at(rest)) and _does(plain[start:], rest, known):
            return rest
    return bare


def _does(plain: str, text: str, known: Known) -> bool:
    """Whether a verb follows the units with which a text begins, and no comma alone."""
    stop = stop_of(plain, text, known)
    return 0 < stop < len(plain) and plain[stop : stop + 1] not in (",", ":")


_LABEL_FIRST = re.compile(r"[^:.,;]{3,40}:\s+(?=[A-ZĐÀ-Ỹ])")


def parties_of(paragraph: str, clause: str, spot: Spot) -> tuple[tuple[Party, ...], tuple[Party, ...], str]:
    """Lead, helpers and, where the lead was guessed, why it is doubtful."""
    known = spot.known
    helpers = _helpers(clause, known) or _helpers_named(paragraph, known)
    for text in (clause, paragraph):
        lead, extra = _labelled(text, known)
        if lead:
            return lead, extra or helpers, ""
    for text in (clause, paragraph):
        bracket = _IN_BRACKETS.search(mend(text).text)
        if bracket:
            lead, extra = lead_and_with(bracket["who"], known)
            if lead:
                return _spelt(lead, text), _spelt(extra, text) or helpers, ""
    for text in (clause, paragraph):
        named = _NAMED_LEAD.search(mend(text).text)
        if named:
            lead = _spelt(find_parties(_LABEL_AFTER.sub("", named["who"]), known), text)
            if lead:
                return lead, helpers, ""
    lead, extra = _roles_first(clause, known)
    if lead:
        return lead, extra or helpers, ""
    for text in (clause, paragraph):
        lead, extra = _after_colon(text, known)
        if lead:
            return lead, extra or helpers, ""
    for text in (clause, paragraph):
        if lead := subject_of(text, known):
            return lead, helpers, "" if ends_surely(lead, text, known) else UNSURE_END
    if lead := _at_the_end(paragraph):
        return lead, helpers, ""
    given = _GIVEN.search(mend(clause).text)
    if given:
        return _spelt(find_parties(given["who"], known), clause), helpers, ""
    if spot.units:
        return spot.units, helpers, ""
    return (), helpers, "không thấy ai phải làm; tạm ghi cơ quan ban hành"


UNSURE_END = "không rõ tên đơn vị trong câu hết ở chữ nào, đã đoán"


def _labelled(text: str, known: Known) -> Roles:
    """Those whom the labels of a text name: ``Bộ phận tham mưu: …; Bộ phận phối hợp: …``."""
    lead: tuple[Party, ...] = ()
    helpers: tuple[Party, ...] = ()
    for field in fields(text):
        named = lead_and_with(field.value, known)
        if field.kind == "lead" and not lead and _names_units(field.value, known):
            lead, helpers = named[0], helpers + named[1]
        elif field.kind == "with":
            helpers += tuple(party for party in find_parties(field.value, known) if party not in helpers)
    return lead, helpers


def _roles_first(clause: str, known: Known) -> Roles:
    """``Phòng A chủ trì, Khoa B phối hợp: lắp máy lấy số``: the roles before a colon."""
    before, colon, _ = clean(without_marker(clause)).partition(":")
    plain = flat(before)
    if not colon or len(before) > 200 or not re.search(r"\b(?:chu tri|phoi hop)$", plain) or not UNIT.match(plain):
        return (), ()
    return lead_and_with(before, known)


_COLON_UNIT = re.compile(
    r"(?<=\w)(?<!noi nhan):\s+(?!(?:giam doc|chu tich|hieu truong)\b)(?=" + UNIT.pattern.removeprefix("^") + ")"
)
_TIME_NEXT = re.compile(r"[,;.]\s*(?:xong|hoan thanh|thoi (?:gian|han)|truoc|trong|cham nhat|tien do|han)\b.*$|[;.].*$")


def _after_colon(text: str, known: Known) -> Roles:
    """``Làm video: Trung tâm A chủ trì, Đoàn Thanh niên phối hợp, xong trước …``: what, a colon, and who."""
    bare = clean(without_marker(text))
    plain = flat(bare)
    found = _COLON_UNIT.search(plain)
    if not found or UNIT.match(plain) or len(plain) != len(bare):
        return (), ()
    who = _TIME_NEXT.sub("", plain[found.end() :])
    spoken = bare[found.end() : found.end() + len(who)]
    if re.search(r"\b(?:chu tri|phoi hop)\b", who) and len(who) < 200:
        return lead_and_with(spoken, known)
    short = len(who) < 80 and stop_of(who, spoken, known) == len(who)
    return (find_parties(spoken, known) if short else subject_of(bare[found.end() :], known)), ()


def _names_units(value: str, known: Known) -> bool:
    return bool(UNIT.match(mend(value).text) or known.short_at(value)) and len(value) < 200


def _at_the_end(paragraph: str) -> tuple[Party, ...]:
    """``… (Văn phòng Sở)`` and ``… Văn phòng Sở thực hiện.``"""
    plain = mend(paragraph).text
    found = _LAST_BRACKET.search(plain) or _LAST_WORDS.search(plain)
    return _spelt(find_parties(found["who"]), paragraph) if found and UNIT.match(found["who"]) else ()


def _helpers(text: str, known: Known) -> tuple[Party, ...]:
    whole = clean(text)
    plain = mend(text).text
    found = _WITH.search(plain)
    same = len(whole) == len(plain)
    if not found or not (UNIT.match(found["who"]) or (same and known.short_at(whole[found.start("who") :]))):
        return ()
    who = _LABEL_AFTER.sub("", found["who"])
    spoken = whole[found.start("who") :][: len(who)] if same else who
    stop = stop_of(who, spoken, known)
    return _spelt(find_parties((spoken if same else who)[:stop], known), text)


def _helpers_named(paragraph: str, known: Known) -> tuple[Party, ...]:
    found = re.search(_WORDS + r"phoi hop\s*:\s*(?P<who>[^.()]{3,160})", mend(paragraph).text)
    return _spelt(find_parties(_LABEL_AFTER.sub("", found["who"]), known), paragraph) if found else ()


def _spelt(parties: tuple[Party, ...], text: str) -> tuple[Party, ...]:
    """The same parties with their names as the text spells them."""
    words = clean(text).split()
    folded = [mend(word).text.strip(".,;:()") for word in words]
    spelt = []
    for party in parties:
        wanted = [mend(word).text.strip(".,;:()") for word in party.name.split()]
        at = next((i for i in range(len(folded) - len(wanted) + 1) if folded[i : i + len(wanted)] == wanted), None)
        name = party.name if at is None else " ".join(words[at : at + len(wanted)]).strip(".,;:()")
        spelt.append(Party(party.slug, name, party.group))
    return tuple(spelt)


def reports_to(clause: str) -> tuple[Party, ...]:
    """To whom a report goes; the office through which it passes where one is named."""
    plain = mend(clause).text
    found = list(_TO.finditer(plain))
    via = next((hit["via"] for hit in found if hit["via"]), None)
    who = via or next((hit["who"] for hit in found if hit["who"]), None)
    return _spelt(find_parties(_TO_END.sub("", who)), clause)[:1] if who else ()
