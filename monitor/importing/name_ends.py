"""Where the name of a unit ends in a sentence: at a verb, at a mark, or where the document ends it elsewhere."""

from __future__ import annotations

import re

from monitor.importing.known import NOTHING, Known
from monitor.importing.parties import UNIT_WORDS, Party
from monitor.importing.plain import flat
from rules.text import clean

UNIT = re.compile(
    r"^(?:giao(?: cho)? |de nghi |yeu cau |doi voi |phan cong |rieng )?"
    r"(?:cac |dong chi |d/c |thu truong |truong |lanh dao "
    r"|chanh |pho |nguoi dung dau |giam doc |chi cuc truong )*" + UNIT_WORDS
)
_VERB = re.compile(
    r"\s*[,:]?\s+(?:can cu|chu tri|chiu trach nhiem|co trach nhiem|phoi hop|thuc hien|tham muu|bao cao|xay dung|to"
    r" chuc(?! can| hanh| chinh tri| doan)|dang|chu dong"
    r"|truc tiep|dinh ky|gui|hang (?:thang|quy|tuan|nam)|moi (?:thang|quy|tuan|nam)|it nhat|toi thieu|hoan thanh"
    r"|theo doi|ra soat|cap nhat|niem yet|tiep tuc"
    r"|trien khai|tong hop|lap ke|kiem tra|duy tri|phai|can phai|viet|cong khai|trong thang|truoc ngay|cham nhat"
    r"|nop|lap|cu|tham gia|hoan tat|bo sung|van hanh|tiep nhan|bao dam|dam bao|thuong xuyen|phat dong|khao sat"
    r"|ban hanh|phan cong|huong dan|tong ket|so ket|danh gia|nghien cuu|cung cap|van dong|quan triet|pho bien"
    r"|tuyen truyen|de xuat|bo tri|cong bo|thanh lap|ra soat|chi dao|tham dinh|(?<!truong )phu trach"
    r"|lam dau moi|la (?:dau moi|don vi|co quan)|ho tro|trinh|giam sat|don doc|nghiem tuc|tang cuong|thong bao|thong ke"
    r"|phat hanh|phat song|su dung|thiet ke|bien soan|soan|chuan bi|tiep thu|gioi thieu|lua chon|xu ly|khai thac"
    r"|lay y kien|treo|thu thap|so hoa|san xuat|khen thuong|bieu duong|nhap|hoan thien|thuc thi|quan ly|bo sung|dua|hop"
    r"|lien he|phan anh|kien nghi|phat huy|nang cao|day manh|long ghep|lap danh sach|phe duyet"
    r"|ky (?:cam ket|ket|ban|hop)"
    r"|mo (?:lop|chuyen|hop|dot|hoi|trang)|thay (?:moi|the)|lam (?:viec|video|phim|dau)|ra (?:mat|quan|thong bao)"
    r"|(?:lap|cai) dat|trang bi|nang cap|bao tri|ket noi|tich hop|chia se|dong bo|dieu chinh|sua doi|kien toan|sap xep"
    r"|dang ky|cam ket|chap hanh|nam bat|chuan hoa|don gian hoa|cat giam|rut ngan|phan (?:tich|loai)|doi chieu"
    r"|cham diem|binh xet|xac nhan|mua sam|giai dap|tra loi|khac phuc|chan chinh|quay (?:video|phim)|chup|thao luan"
    r"|thong nhat|trao (?:giai|doi)|khai mac|nghiem thu|trung bay|bien tap|tao (?:lap|duong)|in (?:an|to|va)"
    r"|phat (?:to|tai|phieu)"
    r"|duoc (?:giao|phan cong|chon|uy quyen)|con (?:bao|phai|co|thuc)|se|khong|co nhiem vu|lam tot|luu tru|chu tri)"
    r"\b|\s*:|\s*,"
)
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
_SORT_WORDS = frozenset(("so", "phong", "huyen", "tinh", "xa", "phuong", "ubnd", "hdnd", "ban", "truong"))
MOST_SMALL_WORDS, MOST_SURE = 4, 3


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
    r"^(?:xay dung|quan ly|giam sat|kiem tra|ho tro|tuyen truyen|tong hop|huong dan|tiep nhan|cung cap|bien soan"
    r"|tham dinh"
    r"|phat hanh|danh gia|ra soat)$"
)
_NEXT_UNIT = re.compile(r"\s*(?:$|:|(?:,|\s+va)\s+" + UNIT.pattern.removeprefix("^") + ")")
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


def stop_of(plain: str, text: str, known: Known = NOTHING) -> int:
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


def ends_surely(parties: tuple[Party, ...], text: str, known: Known) -> bool:
    """Whether a verb or a mark follows the last name, or the document names it elsewhere too."""
    plain, name = flat(clean(text)), flat(parties[-1].name)
    at = plain.find(name)
    rest = plain[at + len(name) :]
    if known.name_at(name) == len(name):
        return True
    small = re.search(r"(?:^|\s)[^\W\d_a-zà-ỹđ][^\s]*\s+\w+((?:\s+[a-zà-ỹđ]\w*)*)$", parties[-1].name)
    if small and sum(flat(word) not in _NAME_WORDS for word in small[1].split()) >= MOST_SURE:
        return False  # "Phòng Công nghệ thông tin khuấy động phong trào": too many small words for a name
    return at < 0 or bool(_VERB.match(rest) or re.match(r"\s*(?:$|[.;()-])", rest))


_SHORT_NAME = re.compile(r"^[A-ZĐ][A-ZĐ0-9&./-]{1,11}(?:\s+(?:Sở|huyện|xã|tỉnh|Ban))?$")
ODD_NAME = "tên người làm không giống tên một đơn vị"


def looks_like_units(parties: tuple[Party, ...]) -> bool:
    """Whether each name begins as names of units do, or is an abbreviation; a person or a scrap of text does not."""
    return all(UNIT.match(flat(party.name)) or _SHORT_NAME.match(party.name) for party in parties)


def says_what(plain: str) -> bool:
    """Whether a folded text holds a verb of those that say what a unit does."""
    return any(re.search(r"[a-z]", found.group()) for found in _VERB.finditer(plain))
