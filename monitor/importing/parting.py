"""Several units in one text, parted where the next name begins: lines, dashes, titles of office, abbreviations."""

from __future__ import annotations

import re

from monitor.importing.known import NOTHING, Known
from rules.text import clean

_CAPITAL = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ"
_HEAD = (
    r"(?:Văn phòng|Phòng|Trung tâm|Chi cục|Thanh tra|Ban|Bộ phận|Tổ|Trường|Hội|Đoàn (?:Thanh niên|TN|thể)|Công đoàn"
    r"|Công an|Đài|[ \w]{2,6} đoàn|Kho bạc|Bưu điện|Báo|Chi nhánh|Mặt trận|Các|các)"
)
_TITLE = (
    r"(?:đ/c|đồng chí|(?:phó )?(?:giám đốc|chủ tịch|hiệu trưởng|chánh (?:văn phòng|thanh tra)|chi cục trưởng"
    r"|thủ trưởng|trưởng (?=(?:các |phòng|ban|khoa|bộ phận|trạm|đoàn|thôn|ấp|khu))))"
)
_DASHED = re.compile(rf"(?<=[\w)])(?:\s+[-–]\s*|\s*/\s*)(?={_HEAD}\s+[\w])")
_TITLED = re.compile(rf"\s*(?:[,+]|\bvà\b|\s[-–])\s*(?={_TITLE})", re.IGNORECASE)
_TWICE = re.compile(
    rf"(?<=[\w)])\s+(?=(?P<head>Phòng|Chi cục|Trung tâm|Ban|Tổ|Bộ phận|Trường|Khoa|UBND)\s+[{_CAPITAL}\d])"
)
_AFTER_OFFICE = re.compile(
    rf"((?:Văn phòng|Thanh tra)\s+(?:Sở|Ban|huyện|tỉnh|xã|phường|thành phố))\s+(?=(?:Phòng|Trung tâm|Chi cục"
    rf"|Thanh tra)\s+[{_CAPITAL}])"
)
_SHORT = r"(?!(?:NV|UBND|HĐND)\b)[A-ZĐ][A-ZĐ&.-]{1,9}"
_LISTED_SHORT = re.compile(
    rf"(?:\s*,|\s+và\b|\s*\+|\s+&|\s[-–]\s|\s*/)\s*(?={_SHORT}(?:\s+(?:Sở|huyện|xã))?\s*(?:$|[,;.)+/]|và\s|[-–]\s))"
)
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Lương|Mai|Tô|Đoàn|Cao|Tạ"
    "|Thái|Châu|Hà|Lâm|Đào|Nông|Lò|Vi|Quách|Tống|Kim|Thạch|Sơn|Danh|Từ|Chu|La|Đàm"
)
_PERSON = re.compile(
    rf"(?:\b(?:đ/c|đồng chí|ông|bà)\.?\s*:?\s*)?\b(?:{_SURNAMES})(?:\s+[{_CAPITAL}][\w]*){{1,3}}\s*(?:[-–,(/:]\s*)"
    rf"(?P<unit>(?:{_TITLE}|{_HEAD})[^()]*)\)?",
    re.IGNORECASE,
)
_BULLETS = " -–+•*"


def parted(text: str, known: Known = NOTHING) -> str:
    """The text on one line, a semicolon before each name that begins without one."""
    whole = clean(_lines_joined(text))
    person = _PERSON.match(whole)
    if person and whole[: person.start("unit")].istitle():
        whole = person["unit"]  # "Lê Văn Tám - Chánh Văn phòng": the duty is that of the office
    whole = _DASHED.sub("; ", whole)
    whole = _TITLED.sub("; ", whole)
    whole = _LISTED_SHORT.sub("; ", whole)
    whole = _AFTER_OFFICE.sub(r"\1; ", whole)
    whole = _TWICE.sub(lambda found: "; " if _is_second(whole, found) else " ", whole)
    return _known_parted(whole, known)


def _lines_joined(text: str) -> str:
    joined = ""
    for line in filter(None, (piece.strip(_BULLETS) for piece in text.split("\n"))):
        goes_on = not joined or line[0].islower() or joined.endswith((",", ";", ":", " và"))
        joined += (" " if goes_on else "; ") + line
    return joined


def _is_second(whole: str, found: re.Match[str]) -> bool:
    """Whether the same word for a unit begins a name once more: ``Chi cục Kiểm lâm Chi cục Thủy lợi``."""
    before = re.split(r"[;,:]", whole[: found.start()])[-1].strip()
    linked = re.search(r"\b(?:và|với|của|cùng|thuộc)$", before)
    return (
        not linked and before.startswith(f"{found['head']} ") and len(before.split()) > len(found["head"].split()) + 1
    )


def _known_parted(text: str, known: Known) -> str:
    """Abbreviations that stand side by side, where the document uses both of them."""
    words = text.split(" ")
    for i in range(len(words) - 1):
        if words[i] in known.shorts and words[i + 1].rstrip(",;.") in known.shorts:
            words[i] += ";"
    return " ".join(words)
