"""Who a sentence speaks of: its subject, those it works with, those it reports to."""

from __future__ import annotations

import re

from monitor.importing.outline import Spot
from monitor.importing.parties import UNIT_WORDS, Party, find_parties, lead_and_with
from monitor.importing.plain import flat, mend
from rules.text import clean

_MARKER = re.compile(r"^\s*(?:[-–+•*]|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ]\)|[IVXL]{1,5}[.)])\s+")
_UNIT = re.compile(
    r"^(?:giao(?: cho)? |de nghi |yeu cau |doi voi )?(?:cac |thu truong |truong |lanh dao |chanh |pho |nguoi dung dau "
    r"|giam doc )*" + UNIT_WORDS
)
_VERB = re.compile(
    r"\s*[,:]?\s+(?:can cu|chu tri|chiu trach nhiem|co trach nhiem|phoi hop|thuc hien|tham muu|bao cao|xay dung|to"
    r" chuc(?! can| hanh)|dang|chu dong"
    r"|truc tiep|dinh ky|gui|hang (?:thang|quy|tuan|nam)|moi (?:thang|quy|tuan|nam)|it nhat|toi thieu|hoan thanh"
    r"|theo doi|ra soat|cap nhat|niem yet|tiep tuc"
    r"|trien khai|tong hop|lap ke|kiem tra|duy tri|phai|can phai|viet|cong khai|trong thang|truoc ngay|cham nhat"
    r"|nop|lap|cu|tham gia|hoan tat|bo sung|van hanh|tiep nhan|bao dam|dam bao|thuong xuyen|phat dong|khao sat"
    r"|ban hanh|phan cong|huong dan|tong ket|so ket|danh gia|nghien cuu|cung cap|van dong|quan triet|pho bien"
    r"|tuyen truyen|de xuat|bo tri|cong bo|thanh lap|ra soat|chi dao|tham dinh|(?<!truong )phu trach"
    r"|lam dau moi|la (?:dau moi|don vi|co quan)|ho tro|trinh|giam sat|don doc|nghiem tuc|tang cuong|thong bao|thong ke"
    r"|phat hanh|phat song|su dung|thiet ke|bien soan|soan|chuan bi|tiep thu|gioi thieu|lua chon|xu ly|khai thac"
    r"|lay y kien|treo|thu thap|so hoa|san xuat|khen thuong|bieu duong|nhap|hoan thien|thuc thi|quan ly|bo sung|dua|hop"
    r"|lien he|phan anh|ky ket|kien nghi|phat huy|nang cao|day manh|long ghep|lap danh sach)\b|\s*:|\s*,"
)
_WORDS = r"(?:don vi |co quan |bo phan )?"
_NAMED_LEAD = re.compile(
    _WORDS + r"(?<!thoi gian )(?<!hinh thuc )(?<!tien do )(?:chu tri|thuc hien|phu trach)\s*:"
    r"\s*(?P<who>[^;.()]{3,140}?)(?=\s*(?:[;.()]|,?\s*(?:don vi |co quan )?phoi hop|$))"
)
_IN_BRACKETS = re.compile(r"\((?P<who>[^()]{0,120}\bchu tri\b[^()]{0,120})\)")
_LAST_BRACKET = re.compile(r"\((?P<who>[^()]{3,90})\)\W*$")
_LAST_WORDS = re.compile(
    r"(?:^|[.;,]\s+)(?:do |giao )?(?P<who>[^.;,]{3,70}?)\s+(?:thuc hien|phu trach|chu tri|dam nhan)\W*$"
)
_GIVEN = re.compile(
    r"\bgiao\s+(?:cho\s+)?(?P<who>(?:cac )?(?:van phong|phong|to|ban|trung tam|don vi|cong chuc)\b[^,.;:()]{0,60})"
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


def subject_of(text: str) -> tuple[Party, ...]:
    """The units with which a sentence begins; none when it begins otherwise."""
    bare = clean(without_marker(text))
    label = _LABEL_FIRST.match(bare)
    if label and not _UNIT.match(flat(bare)) and _UNIT.match(flat(bare[label.end() :])):
        bare = bare[label.end() :]
    plain = flat(bare)
    if not _UNIT.match(mend(bare).text):
        return ()
    stop = _stop(plain, bare)
    if not 0 < stop <= 200 or stop == len(plain):
        return ()
    return find_parties(bare[:stop] if len(plain) == len(bare) else plain[:stop])


_NAME_WORDS = frozenset(
    re.findall(
        r"\w+",
        "cac va thuoc truc tinh huyen xa phuong thi tran thanh pho quan don vi truong hoc mam non tieu trung"
        " co so phong ban nganh chuyen mon nghiep vu khoa to bo phan cong chuc vien cap lien quan giao duc"
        " doan the dia ap thon khom khu chi cuc tram mot cua chu nhiem bien tap trang thong tin dien tu cong"
        " nha toan can bo cha me sinh tren ban cua tai trong hien nuoc",
    )
)
"""Small words that stand inside the names of units, whose own part is written in capitals."""
_LABEL_FIRST = re.compile(r"[^:.,;]{3,40}:\s+(?=[A-ZĐÀ-Ỹ])")
_SORT_WORDS = frozenset(("so", "phong", "huyen", "tinh", "xa", "phuong", "ubnd", "hdnd", "ban", "truong"))
MOST_SMALL_WORDS = 4


def _name_ends(name: str) -> int:
    """Where the name that a text begins with ends, if the text goes on with words that no name can have.

    In ``Sở Tài chính thẩm định dự toán``, more than four unknown small words follow a word in capitals (a name has
    at most as many: ``Phòng Quản lý chất lượng``), so only the second syllable of that word belongs to the name.
    """
    words = list(re.finditer(r"[^\s,;:.()“”\"]+", name))
    run, end, cased = 0, 0, ""
    for i, word in enumerate(words):
        known = flat(word.group()) in _NAME_WORDS
        if i < 2 or not word.group()[0].islower() or known:
            run, end, cased = (run, end, cased) if known and run else (0, word.end(), word.group())
            continue
        if run == 0 and cased[:1].isupper() and not cased.isupper() and flat(cased) not in _SORT_WORDS:
            end, cased = word.end(), ""  # the second syllable of a word in capitals
            run = 1
            continue
        run += 1
        if run > MOST_SMALL_WORDS:
            return end
    return len(name)


def _verb_in(plain: str, text: str, start: int) -> re.Match[str] | None:
    """The next verb; one in capitals is part of a name (``Phòng Kiểm tra``), unless there is no other."""
    first = found = _VERB.search(plain, start)
    while found and len(plain) == len(text) and text[found.start() : found.end()].strip(" ,:")[:1].isupper():
        found = _VERB.search(plain, found.end())
    return found or first


_REST_OF_NAME = re.compile(
    r"\s*(?!(?:phoi hop|chu tri|thuc hien|bao cao)\b)\w+ \w+(?: \w+)? va \w+ \w+(?: \w+)?,?\s+"
    r"(?:chu tri|co trach nhiem|chiu trach nhiem|phoi hop)\b"
)
"""``Phòng Văn hóa, Khoa học và Thông tin chủ trì``: a comma inside a name."""


def _stop(plain: str, text: str) -> int:
    """Where the names end with which a folded text begins; ``text``: the same as it is written."""
    end = _verb_in(plain, text, 4)
    while end and _is_list(plain, text, end.end()):
        end = _verb_in(plain, text, end.end())
    stop = end.start() if end else len(plain)
    return min(stop, _name_ends(text[:stop])) if len(plain) == len(text) else stop


def _is_list(plain: str, text: str, at: int) -> bool:
    """After a comma another unit follows, or the rest of one name: the subject goes on."""
    ahead = text[at:].lstrip()[:1] if len(plain) == len(text) else ""
    if plain[:at].rstrip().endswith(",") and ahead.isupper():
        return True
    return plain[:at].rstrip().endswith(",") and bool(
        _REST_OF_NAME.match(plain[at:])
        or re.match(
            r"\s*(?:va )?(?:cac )?(?:phong|don vi|truong|to |ban |trung tam|van phong|nghiep vu|nv|dia phuong|xa"
            r"|phuong|thi xa|thanh pho|co quan|co so|ban|nganh|so|khoa|ubnd|mam non|tieu hoc|trung hoc|thcs"
            r"|thpt|thi tran"
            r"|dac khu|doan the|uy ban|chi cuc|to chuc|tram|giao duc phap luat|the thao|ha tang|moi truong)\b",
            plain[at:],
        )
    )


def parties_of(paragraph: str, clause: str, spot: Spot) -> tuple[tuple[Party, ...], tuple[Party, ...], str]:
    """Lead, helpers and, where the lead was guessed, why it is doubtful."""
    helpers = _helpers(clause) or _helpers_named(paragraph)
    for text in (clause, paragraph):
        bracket = _IN_BRACKETS.search(mend(text).text)
        if bracket:
            lead, extra = lead_and_with(bracket["who"])
            if lead:
                return _spelt(lead, text), _spelt(extra, text) or helpers, ""
    for text in (clause, paragraph):
        named = _NAMED_LEAD.search(mend(text).text)
        if named:
            lead = _spelt(find_parties(_LABEL_AFTER.sub("", named["who"])), text)
            if lead:
                return lead, helpers, ""
    lead = subject_of(clause) or subject_of(paragraph) or _at_the_end(paragraph)
    if lead:
        return lead, helpers, ""
    given = _GIVEN.search(mend(clause).text)
    if given:
        return _spelt(find_parties(given["who"]), clause), helpers, ""
    if spot.units:
        return spot.units, helpers, ""
    return (), helpers, "không thấy ai phải làm; tạm ghi cơ quan ban hành"


def _at_the_end(paragraph: str) -> tuple[Party, ...]:
    """``… (Văn phòng Sở)`` and ``… Văn phòng Sở thực hiện.``"""
    plain = mend(paragraph).text
    found = _LAST_BRACKET.search(plain) or _LAST_WORDS.search(plain)
    return _spelt(find_parties(found["who"]), paragraph) if found and _UNIT.match(found["who"]) else ()


def _helpers(text: str) -> tuple[Party, ...]:
    found = _WITH.search(mend(text).text)
    if not found or not _UNIT.match(found["who"]):
        return ()
    who = _LABEL_AFTER.sub("", found["who"])
    whole = clean(text)
    same = len(whole) == len(mend(text).text)
    spoken = whole[found.start("who") :][: len(who)] if same else who
    return _spelt(find_parties(who[: _stop(who, spoken)]), text)


def _helpers_named(paragraph: str) -> tuple[Party, ...]:
    found = re.search(_WORDS + r"phoi hop\s*:\s*(?P<who>[^.()]{3,160})", mend(paragraph).text)
    return _spelt(find_parties(_LABEL_AFTER.sub("", found["who"])), paragraph) if found else ()


def _spelt(parties: tuple[Party, ...], text: str) -> tuple[Party, ...]:
    """The same parties with their names as the text spells them."""
    words = clean(text).split()
    folded = [mend(word).text.strip(".,;:()") for word in words]
    spelt = []
    for party in parties:
        wanted = [word.strip(".,;:()") for word in party.name.split()]
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
