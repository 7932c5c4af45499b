"""Who a sentence speaks of: its subject, those it works with, those it reports to."""

from __future__ import annotations

import re

from monitor.importing.known import NOTHING, Known
from monitor.importing.labels import fields
from monitor.importing.outline import Spot
from monitor.importing.parties import UNIT_WORDS, Party, find_parties
from monitor.importing.plain import flat, mend
from monitor.importing.roles import Roles, lead_and_with
from rules.text import clean

_MARKER = re.compile(r"^\s*(?:[-–+•*]|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ]\)|[IVXL]{1,5}[.)])\s+")
_UNIT = re.compile(
    r"^(?:giao(?: cho)? |de nghi |yeu cau |doi voi |phan cong |rieng )?(?:cac |dong chi |d/c |thu truong |truong |lanh dao "
    r"|chanh |pho |nguoi dung dau |giam doc |chi cuc truong )*" + UNIT_WORDS
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
    r"|lien he|phan anh|kien nghi|phat huy|nang cao|day manh|long ghep|lap danh sach|phe duyet|ky (?:cam ket|ket|ban|hop)"
    r"|mo (?:lop|chuyen|hop|dot|hoi|trang)|thay (?:moi|the)|lam (?:viec|video|phim|dau)|ra (?:mat|quan|thong bao)"
    r"|(?:lap|cai) dat|trang bi|nang cap|bao tri|ket noi|tich hop|chia se|dong bo|dieu chinh|sua doi|kien toan|sap xep"
    r"|dang ky|cam ket|chap hanh|nam bat|chuan hoa|don gian hoa|cat giam|rut ngan|phan (?:tich|loai)|doi chieu"
    r"|cham diem|binh xet|xac nhan|mua sam|giai dap|tra loi|khac phuc|chan chinh|quay (?:video|phim)|chup|thao luan"
    r"|thong nhat|trao (?:giai|doi)|khai mac|nghiem thu|trung bay|bien tap|tao (?:lap|duong)|in (?:an|to|va)|phat (?:to|tai|phieu)"
    r"|duoc (?:giao|phan cong|chon|uy quyen)|con (?:bao|phai|co|thuc)|se|khong|co nhiem vu|lam tot|luu tru|chu tri)"
    r"\b|\s*:|\s*,"
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
    if label and not _UNIT.match(flat(bare)) and _UNIT.match(flat(bare[label.end() :])):
        bare = bare[label.end() :]
    plain = flat(bare)
    if not _UNIT.match(mend(bare).text) and not known.short_at(bare):
        return ()
    stop = _stop(plain, bare, known)
    if not 0 < stop <= 200 or stop == len(plain):
        return ()
    return find_parties(bare[:stop] if len(plain) == len(bare) else plain[:stop], known)


_CIRCUMSTANCE = re.compile(
    r"^(?:tren co so|can cu|theo|sau khi|de(?! nghi)|nham|dinh ky|hang (?:thang|quy|tuan|nam)|moi (?:thang|quy|tuan|nam)|trong"
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
        if (_UNIT.match(plain[start:]) or known.short_at(rest)) and _does(plain[start:], rest, known):
            return rest
    return bare


def _does(plain: str, text: str, known: Known) -> bool:
    """Whether a verb follows the units with which a text begins, and no comma alone."""
    stop = _stop(plain, text, known)
    return 0 < stop < len(plain) and plain[stop : stop + 1] not in (",", ":")


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


_VERB_LAST = re.compile(r"\s+(?:xây dựng|quản lý|giám sát|kiểm tra|hỗ trợ|tuyên truyền)\s*$")


def _name_ends(name: str) -> int:
    """Where the name that a text begins with ends, if the text goes on with words that no name can have.

    In ``Sở Tài chính thẩm định dự toán``, more than four unknown small words follow a word in capitals (a name has
    at most as many: ``Phòng Quản lý chất lượng``), so only the second syllable of that word belongs to the name.
    """
    if verb := _VERB_LAST.search(name):
        ends = _name_ends(name[: verb.start()])
        return len(name) if ends == verb.start() else ends
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


_IN_NAMES = re.compile(
    r"^(?:xay dung|quan ly|giam sat|kiem tra|ho tro|tuyen truyen|tong hop|huong dan|tiep nhan|cung cap|bien soan|tham dinh"
    r"|phat hanh|danh gia|ra soat)$"
)
_NEXT_UNIT = re.compile(r"\s*(?:$|:|(?:,|\s+va)\s+" + _UNIT.pattern.removeprefix("^") + ")")
_NEXT_VERB = re.compile(r"\s+(?:tham muu|chu tri|co trach nhiem|niem yet|bao cao|gui|dang|phoi hop|cung cap|ra soat)\b")


def _verb_in(plain: str, text: str, start: int) -> re.Match[str] | None:
    """The next verb; one in capitals is part of a name (``Phòng Kiểm tra``), unless there is no other."""
    first = found = _VERB.search(plain, start)
    while found and (_in_capitals(found, plain, text) or _ends_a_name(found, plain)):
        found = _VERB.search(plain, found.end())
    return found or first


def _in_capitals(found: re.Match[str], plain: str, text: str) -> bool:
    return len(plain) == len(text) and text[found.start() : found.end()].strip(" ,:")[:1].isupper()


def _ends_a_name(found: re.Match[str], plain: str) -> bool:
    """``Chi cục Giám định xây dựng, Trung tâm …``: a verb without an object is the end of a name."""
    word, rest = found.group().strip(" ,:"), plain[found.end() :]
    if found.group().strip()[:1] in (",", ":") or not _IN_NAMES.match(word):
        return False
    if word in ("tong hop", "ra soat", "danh gia") and not re.match(r"\s*:", rest):
        return False  # "Văn phòng tổng hợp, Phòng A báo cáo" says what is done
    return bool(_NEXT_UNIT.match(rest)) or (word == "xay dung" and bool(_NEXT_VERB.match(rest)))


_REST_OF_NAME = re.compile(
    r"\s*(?!(?:phoi hop|chu tri|thuc hien|bao cao)\b)\w+ \w+(?: \w+)? va \w+ \w+(?: \w+)?,?\s+"
    r"(?:chu tri|co trach nhiem|chiu trach nhiem|phoi hop)\b"
)
"""``Phòng Văn hóa, Khoa học và Thông tin chủ trì``: a comma inside a name."""


def _stop(plain: str, text: str, known: Known = NOTHING) -> int:
    """Where the names end with which a folded text begins; ``text``: the same as it is written."""
    sure = _known_end(plain, text, 0, known)
    end = _verb_in(plain, text, sure or 4)
    while end and _is_list(plain, text, end.end()) and not _is_whole(plain, text, sure):
        sure = max(sure, _known_end(plain, text, end.end(), known))
        end = _verb_in(plain, text, max(sure, end.end()))
    if _is_whole(plain, text, sure):
        return sure
    stop = end.start() if end else len(plain)
    return min(stop, max(sure, _name_ends(text[:stop]))) if len(plain) == len(text) else stop


def _is_whole(plain: str, text: str, sure: int) -> bool:
    """Whether a known name ends where a small word follows that no name has: ``Phòng Truyền thông mở hộp thư``."""
    following = re.match(r"\s+(\w+)", text[sure:]) if sure and len(plain) == len(text) else None
    return bool(following and following[1].islower() and flat(following[1]) not in _NAME_WORDS)


def _known_end(plain: str, text: str, at: int, known: Known) -> int:
    """The end of the name, known to the document, that stands here; 0 where none does."""
    at += len(plain) - at - len(plain[at:].lstrip())
    length = known.name_at(plain[at:]) or (known.short_at(text[at:]) if len(text) == len(plain) else 0)
    return at + length if length else 0


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
    lead = subject_of(clause, known) or subject_of(paragraph, known) or _at_the_end(paragraph)
    if lead:
        return lead, helpers, ""
    given = _GIVEN.search(mend(clause).text)
    if given:
        return _spelt(find_parties(given["who"], known), clause), helpers, ""
    if spot.units:
        return spot.units, helpers, ""
    return (), helpers, "không thấy ai phải làm; tạm ghi cơ quan ban hành"


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
    if not colon or len(before) > 200 or not re.search(r"\b(?:chu tri|phoi hop)$", plain) or not _UNIT.match(plain):
        return (), ()
    return lead_and_with(before, known)


def _names_units(value: str, known: Known) -> bool:
    return bool(_UNIT.match(mend(value).text) or known.short_at(value)) and len(value) < 200


def _at_the_end(paragraph: str) -> tuple[Party, ...]:
    """``… (Văn phòng Sở)`` and ``… Văn phòng Sở thực hiện.``"""
    plain = mend(paragraph).text
    found = _LAST_BRACKET.search(plain) or _LAST_WORDS.search(plain)
    return _spelt(find_parties(found["who"]), paragraph) if found and _UNIT.match(found["who"]) else ()


def _helpers(text: str, known: Known) -> tuple[Party, ...]:
    whole = clean(text)
    plain = mend(text).text
    found = _WITH.search(plain)
    same = len(whole) == len(plain)
    if not found or not (_UNIT.match(found["who"]) or (same and known.short_at(whole[found.start("who") :]))):
        return ()
    who = _LABEL_AFTER.sub("", found["who"])
    spoken = whole[found.start("who") :][: len(who)] if same else who
    stop = _stop(who, spoken, known)
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
