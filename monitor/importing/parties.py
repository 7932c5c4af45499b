"""Who is meant: names of units as plans write them, the id a draft gives each, and whether it is a group."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.importing.known import NOTHING, Known
from monitor.importing.parting import parted
from monitor.importing.plain import flat, mend
from rules.text import clean


@dataclass(frozen=True, slots=True)
class Party:
    """A unit or group named in the document. ``slug``: its id in the draft, to be mapped to the office's own."""

    slug: str
    name: str
    group: bool = False


_TITLES = (
    r"(?:pho )?(?:chi cuc truong|thu truong|hieu truong|truong|lanh dao|nguoi dung dau|giam doc|chanh|chu tich"
    r"|bi thu)"
)
_PERSONS = re.compile(
    rf"^(?:(?:trach nhiem|nhiem vu) cua|doi voi|giao(?: cho)?|yeu cau|de nghi|{_TITLES}|phu trach)\s+"
    r"(?=(?:cac|van phong|phong|so|to|ban|don vi|ubnd|uy ban|trung tam|co quan|truong|chi cuc|toan|thanh tra|khoa"
    r"|bo phan|huyen doan|doan|hoi|tram|thon|dong chi|d/c)\b)"
)
_HONORIFIC = re.compile(r"^(?:cac )?(?:d/c|dong chi|ong|ba)\b\.?\s*:?\s+")
_ONLY_TITLE = re.compile(rf"^{_TITLES}$")
_ACTS = re.compile(
    r"\s+(?:(?:cung |tu |luan phien )?(?:thuc hien|tham muu|trien khai|dam nhan|dam nhiem)|gui|nop|luan phien"
    r"|chiu trach nhiem|lam dau moi|la dau moi)\b.*$"
)
"""What a cell says of a unit besides its name: ``Các phòng luân phiên``, ``Các đơn vị gửi Văn phòng``."""
_LONE_HEAD = re.compile(r"^(?:ban|phong|so|khoa|to|truong|trung tam|doan|hoi|tram|chi cuc)$")
_FIXED: tuple[tuple[str, str, str], ...] = (
    (r"cac phong (?:cm|chuyen mon)(?:\s*(?:,|va|-|&)?\s*(?:nv|nghiep vu)\b)?"
     r"(?:\s+(?:thuoc )?(?:co quan )?so(?: \w+)?)?",
     "phong-cm-nv", "g"),
    (r"(?:cac )?phong\s*,\s*(?:ban\s*,\s*)?don vi(?: truc)?(?: thuoc(?: va truc thuoc)?)?(?: so(?: \w+)?)?",
     "phong-don-vi", "g"),
    (r"(?:cac )?phong (?:gddt|giao duc va dao tao)(?: cac)?(?: huyen| quan| thi xa| thanh pho|,|"
     r" va)*", "phong-gddt", "g"),
    (r"(?:cac )?(?:co quan\s*,\s*)?(?:don vi|truong|co so giao duc)(?:\s*(?:,|va)?\s*(?:don vi|truong(?: hoc)?|co"
     r" so giao duc))*"
     r"\s+(?:thuoc\s*(?:,|va)\s*)?(?:truc thuoc)(?: so(?: \w+)?)?", "truc-thuoc", "g"),
    (r"(?:cac )?(?:don vi|truong hoc|truong|co quan|co so giao duc)(?:\s*,\s*(?:don vi|truong hoc|truong|co quan))*"
     r" thuoc (?:so(?: \w+)?|huyen|tinh|thanh pho|nganh)", "don-vi-thuoc", "g"),
    (r"ubnd cac (?:xa|phuong)(?:\s*,\s*(?:xa|phuong|thi tran|dac khu))*(?:\s*,?\s*va\s*(?:thi tran|dac khu|phuong))?",
     "ubnd-xa", "g"),
    (r"ubnd cac huyen(?:\s*,\s*(?:thi xa|thanh pho|quan))*", "ubnd-huyen", "g"),
    (r"van phong hdnd\s*(?:va|&|-)\s*ubnd(?: (?:tinh|huyen|thanh pho|xa|phuong))?", "van-phong", ""),
    (r"(?:cac )?(?:co quan|phong|ban|nganh)\s*,\s*(?:phong\s*,\s*|ban\s*,\s*|nganh\s*,\s*)*(?:don vi|dia phuong)"
     r"(?:\s*,\s*dia phuong)?", "co-quan-don-vi", "g"),
    (r"(?:cac )?(?:truong hoc|nha truong|don vi\s*,\s*truong hoc|co so giao duc)", "truong-hoc", "g"),
    (r"van phong(?: so(?: \w+)?| ubnd(?: (?:tinh|huyen))?)?", "van-phong", ""),
)  # fmt: skip
_LONG = (
    ("to chuc can bo", "tccb"), ("to chuc - can bo", "tccb"), ("to chuc hanh chinh", "tchc"),
    ("cong nghe thong tin", "cntt"), ("ke hoach - tai chinh", "khtc"), ("ke hoach tai chinh", "khtc"),
    ("ke hoach va tai chinh", "khtc"), ("kh-tc", "khtc"), ("kh - tc", "khtc"),
    ("giao duc va dao tao", "gddt"), ("gd&dt", "gddt"),
    ("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"), ("van hoa - thong tin", "vhtt"),
    ("van hoa va thong tin", "vhtt"), ("noi vu", "noi-vu"), ("thong tin va truyen thong", "tttt"),
    ("lao dong - thuong binh va xa hoi", "ldtbxh"), ("ld-tb&xh", "ldtbxh"), ("phuc vu hanh chinh cong", "pvhcc"),
    ("cai cach hanh chinh", "cchc"), ("kiem soat thu tuc hanh chinh", "kstthc"),
)  # fmt: skip
UNIT_WORDS = (
    r"(?:doi voi (?:cac|phong|van|truong|don|so|ubnd)|van phong|vp\b|phong(?! su\b| trao| chong)|p\.\s?(?=[a-z])"
    r"|to (?!chuc\b(?! can| hanh| -)|le\b|trinh\b|tai\b)"
    r"|ban (?!hanh|ve|sao|tin|luan|be)|so\b(?! ket| luong| lieu| hoa| tay)|trung tam"
    r"|tt\.? (?=[a-z])|ubnd|uy ban|hdnd|ubmt|mat tran|chi cuc|cuc (?!bo)|don vi"
    r"|co quan|truong|bo phan|cong chuc|vien chuc|toan the|thanh tra|hieu truong|giam doc"
    r"|doan (?:thanh nien|truong|the|ntn)|(?:cong|lien|tinh|thi|huyen|quan|thanh) doan\b"
    r"|hoi (?!nghi|thao|thi|dap|dong thi|nhap|truong)"
    r"|khoa\b(?! hoc)|benh vien|tram y te|kho bac|cong an|thon|xom|khom|khu pho|cac (?:ap|xa|phuong|huyen|nganh|quan)"
    r"|xa |phuong (?!phap|tien|thuc|an|cham)|thu vien|bao tang|dai (?:phat|truyen)|quan ly thi truong"
    r"|bao (?!cao|dam|gom|ve|hiem|tri|quan|luu|chi|ton|mat|boi|nhieu|hanh|luc)|buu dien|chi nhanh"
    r"|(?:bhxh|bao hiem xa hoi|thue|hai quan|ngan hang|dien luc|toa an|vien kiem sat|hat kiem lam|lien doan)"
    r" (?:cac|tinh|huyen|thanh pho|khu vuc|co so|thi xa|viet nam|nhan dan|nha nuoc|lao dong|[a-z]+ )"
    r"|\d{1,3} (?:xa|phuong)\b"
    r"|nha (?:truong|hat)|doi (?!tuong|voi|thoai|moi|chieu|ngu|ben)|tong phu trach|ke toan|van thu|giao vien"
    r"|chu tich|bi thu"
    r"|pho (?:giam doc|hieu truong|chu tich|truong)|can bo|nhan vien|thu quy|tat ca cac|bao va|tap the)"
)
"""How the name of a unit begins, in folded text."""
NAMES_UNIT = re.compile(r"^(?:cac )?" + UNIT_WORDS)
_HEADS = (
    r"(?:p\.\s?(?=[a-z])|(?:cac )?(?:to chuc (?:chinh|doan)|phong(?! chong)|van phong|vp|to|ban|so|trung tam"
    r"|ubnd|uy ban|chi cuc|thanh tra|don vi|co quan|truong|bo phan|cong (?:an|doan|chuc)|doan(?! ket)"
    r"|hoi(?! nhap)|khoa(?! hoc)|vien(?! thong| chuc)"
    r"|bao(?! chi| hiem| dam| ve| ton| tri| mat)|dai(?! chung)|toan|quy(?! hoach| che| dinh)|nganh"
    r"|huyen|xa(?! hoi)|phuong|thon|mat tran|tram|lien doan|ke toan|giao vien)\b)"
)
_SORT = r"(?:so|ban|nganh|phong|khoa|don vi|co quan|dia phuong|to|doan the|trung tam|chi cuc|truong|bo phan)"
_SORTS = re.compile(
    r"(?:cac |\d{1,3} )(?:xa|phuong|thi tran|huyen|thi xa|dac khu)"
    r"(?:\s*(?:,|va)\s*(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|dac khu)\b)+|"
    rf"(?:cac )?{_SORT}(?:\s*(?:,|va)\s*{_SORT})+(?=\s*(?:$|[,;:.]|(?:thuoc|truc|lien|chuyen|so|tinh|cap|cua|huyen|xa"
    r"|duoc|va|co|trong)\b))"
)
"""``Các sở, ban, ngành``, ``Các khoa, phòng``: sorts of units without a name of their own are one group."""
_SEPARATOR = re.compile(rf"\s*(?:;|\n|\+|,|\bva\b|&|\bcung\b)\s*(?={_HEADS})|\s*;\s*")
_PLURAL = re.compile(r"^(?:cac|moi|toan the|tat ca)\b|\bcac (?:huyen|xa|phuong|don vi|truong|phong)\b")
_MOST_NAME = 90
_LISTED = re.compile(
    r"^\W*(?:các|những)\s[^:;,.()]{2,60}:\s*(?=(?:Phòng|Văn phòng|Ban|Trung tâm|Chi cục|Khoa|Tổ|UBND)\s)", re.I
)
"""``Các phòng nghiệp vụ: Phòng A, Phòng B``: those who are meant are named one by one."""


def find_parties(text: str, known: Known = NOTHING) -> tuple[Party, ...]:
    """The units that a short text names (a table's cell, the subject of a sentence); none when it names none."""
    text = clean(parted(_LISTED.sub("", text), known))
    if not re.search(r"\w{2}", text):
        return ()
    plain = mend(text).text
    plain = re.sub(r"\([^)]*\)", " ", plain).strip(" -.:,*+")
    found: list[Party] = []
    parts = _SEPARATOR.split(_kept_together(plain))
    for part in parts:
        if len(parts) > 1 and _ONLY_TITLE.match(part.strip()):
            continue  # "Giám đốc, Trưởng các đơn vị": one title beside another
        party = _party(part.replace("\x00", ",").replace("\x01", " va "), text)
        if party and party.slug not in {one.slug for one in found}:
            found.append(party)
    return tuple(found)


def _kept_together(plain: str) -> str:
    """Commas and "và" inside a name that is known as a whole do not part it."""
    for pattern in (*(pattern for pattern, _, _ in _FIXED), _SORTS.pattern):
        plain = re.sub(
            pattern, lambda m: re.sub(r"\s+va\s+", "\x01", m.group().replace(",", "\x00")).replace("\n", " "), plain
        )
    for long, short in _LONG:
        plain = plain.replace(long, short)
    return plain


def _party(part: str, whole: str) -> Party | None:
    plain = part.strip(" -.:,;*+")
    plain = re.sub(
        r"^(?:va|cung|voi|cho|do|rieng|chu tri|phoi hop(?: voi)?|giao(?! vien| duc)|phoi hop thuc hien)\s*:?\s+",
        "",
        plain,
    )
    plain = _ACTS.sub("", _unit_of_person(plain))
    if not plain or len(plain) > _MOST_NAME * 2:
        return None
    named = _original(plain, whole)
    for pattern, slug, group in _FIXED:
        match = re.match(pattern + r"$", plain)
        if match:
            return Party(slug, named, group == "g")
    slug = _slug(plain)
    return Party(slug, named, bool(_PLURAL.search(plain))) if slug else None


def _unit_of_person(plain: str) -> str:
    """``Đ/c Trưởng phòng Nội vụ`` is ``phòng Nội vụ``; ``Trưởng ban`` alone names no unit and stays."""
    for _ in range(3):
        plain = _HONORIFIC.sub("", plain)
        unit = _PERSONS.sub("", plain)
        if _LONE_HEAD.match(unit):
            return plain
        plain = unit
    return plain


def _slug(plain: str) -> str:
    for long, short in _LONG:
        plain = plain.replace(long, short)
    plain = re.sub(r"^(?:cac|moi|toan the|tat ca)\s+", "", plain)
    plain = re.sub(r"\s+(?:thuoc|truc thuoc|cua) (?:so|nganh)\b.*$", "", plain)
    plain = re.sub(r"[^a-z0-9]+", "-", flat(plain)).strip("-")
    return "-".join(plain.split("-")[:10])[:56].strip("-")


def _original(plain: str, whole: str) -> str:
    """The name as the document spells it, where it can be found there; else as it was compared."""
    words = whole.split()
    folded = [flat(word).strip(".,;:()") for word in words]
    spellings = [plain, *(re.sub(rf"\b{re.escape(short)}\b", long, plain) for long, short in _LONG if short in plain)]
    for wanted in ([word.strip(".,;:()") for word in spelling.split()] for spelling in spellings):
        for start in range(len(words) - len(wanted) + 1):
            if folded[start : start + len(wanted)] == wanted:
                return " ".join(words[start : start + len(wanted)]).strip(".,;:()")[:_MOST_NAME]
    return (whole if len(whole) <= _MOST_NAME else plain)[:_MOST_NAME].strip()
