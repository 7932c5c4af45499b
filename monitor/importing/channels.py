"""How something is to be made known: on the web, in a meeting, on a board …; and the words its title will carry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.importing.plain import mend, spelt

WEB, VIDEO, REPORT, BOARD = "web", "video", "report", "board"


@dataclass(frozen=True, slots=True)
class Channel:
    """One way of making known. ``form``: its kind; ``words``: how the document puts it."""

    form: str
    words: str

    @property
    def on_web(self) -> bool:
        """Whether a site can show it."""
        return self.form in (WEB, VIDEO)


_FORMS: tuple[tuple[str, str], ...] = (
    ("software", r"phan mem|mot cua dien tu|he thong (?:thong tin )?mot cua"),
    ("social", r"facebook|fanpage|zalo|mang xa hoi|youtube|tiktok"),
    ("press", r"\bdai (?:phat thanh|truyen)|phat thanh|truyen thanh|truyen hinh|loa (?:phat|truyen)|\bbao (?:dia"
              r" phuong|giay|tinh)\b|tap san|ban tin"),
    (BOARD, r"niem yet|bang (?:thong bao|tin)|bang ron|ap phich|pa ?no|to roi|to gap|khau hieu|bang dien tu"),
    ("contest", r"hoi thi|cuoc thi|thi tim hieu|thi truc tuyen"),
    ("training", r"tap huan|boi duong|dao tao"),
    ("survey", r"dieu tra|khao sat|phieu hoi"),
    ("meeting", r"(?<!phoi )(?<!tong )(?<!ket )(?<!phu )(?<!truong )\bhop\b(?! tac| dong| ly)|cuoc hop|giao ban"
                r"|hoi nghi|hoi thao|toa dam|sinh hoat|doi thoai|chao co|dien dan|quan triet"),
    (WEB, r"web\w*|trang (?:thong )?tin|trang chu|cong (?:thong tin|tt|tin)|ttdt|chuyen (?:muc|trang)|portal|dang"
          r" (?:tai|tin|bai|video|clip|web)"
          r"|bai dang|tin,? bai|bai viet|viet (?:tin|bai)|dua tin|\bdang\b[^.;]{0,30}\b(?:tin|bai|video)\b"),
    (REPORT, r"\bbao cao\b|\bto trinh\b"),
    ("document", r"\bvan ban\b|cong van|quyet dinh|\bke hoach\b"),
)  # fmt: skip
_COMPILED = tuple((form, re.compile(pattern)) for form, pattern in _FORMS)
_VIDEO = re.compile(r"\bvideo\b|\bclip\b|phong su hinh|phim ngan")
_PARTS = re.compile(r"\s*(?:;|\+|\n|,(?=\s*(?:dang|niem|hop|trong|qua|tai|tren))|\bva\b)\s*")
_OWN_SITE = re.compile(
    r"(?:web\w*|trang \S+ \S+(?: dien tu)?|chuyen muc)[^.;]{0,40}\bcua (?:cac )?(?:don vi|truong|co so|dia phuong"
    r"|xa|phuong)"
)
_ACTS = re.compile(
    r"\b(?:dang|duy tri|cong khai|cong bo|niem yet|tuyen truyen|pho bien|bao cao|xay dung|ban hanh|to chuc|trien"
    r" khai|cap nhat|gui"
    r"|ra soat|viet|thuc hien|hoan thanh|kiem tra|tham muu|lap|tong hop|dua|phat hanh|treo|chia se|gioi thieu"
    r"|huong dan|phat thanh|phat song|phat dong|khao sat|tap huan|doi thoai|toa dam|tong ket|so ket|ky ket|hop)\b"
)


def forms_of(text: str) -> list[Channel]:
    """The ways that a text of a "form" column names, in order, like neighbours together."""
    found: list[Channel] = []
    for part in _PARTS.split(mend(text).text):
        form = form_of(part)
        if form and form not in [one.form for one in found]:
            found.append(Channel(form, part.strip()))
    return found


def form_of(text: str) -> str | None:
    """The one way that a short folded text speaks of first in the order of ``_FORMS``; None: none."""
    return next((form for form, pattern in _COMPILED if pattern.search(text)), None)


def channels(form_text: str, content: str) -> list[Channel]:
    """The ways of a row: its "form" column, else what the content itself says; a video is a way of its own."""
    plain = mend(content).text
    found = forms_of(form_text) if form_text.strip() else []
    if not found:
        found = _from_content(plain)
    shows_video = bool(_VIDEO.search(plain) or _VIDEO.search(mend(form_text).text))
    return [Channel(VIDEO, one.words) if one.form == WEB and shows_video else one for one in found]


def _from_content(plain: str) -> list[Channel]:
    if re.match(r"\W*(?:\d+[.)]\s*)?(?:dinh ky |tong hop,? )?bao cao\b", plain):
        return [Channel(REPORT, plain[:60])]
    found = [Channel(form, form) for form, pattern in _COMPILED if form != "document" and pattern.search(plain)]
    found.sort(key=lambda one: one.form != WEB)  # a post about a contest is a post
    if not found and re.search(r"\b(?:xay dung|ban hanh|lap)\b[^,;]{0,30}\b(?:ke hoach|van ban)", plain):
        return [Channel("document", plain[:60])]
    return found[:1]


def is_act(plain: str) -> bool:
    """Whether a folded text speaks of something to be done."""
    return bool(_ACTS.search(plain))


def on_own_site(plain: str) -> bool:
    """Whether each unit's own site is meant."""
    return bool(_OWN_SITE.search(plain))


COUNT = re.compile(
    r"(?:(?:it nhat|toi thieu)\s+(?:tu\s+)?(?P<least>\d{1,3}|mot|hai|ba|bon|nam|sau|muoi)\b"
    r"|\b(?P<bare>\d{1,3})\s+(?:tin|bai|van ban|video|clip|an pham|phong su|chuyen de|chuyen muc|infographic)\b"
    r"|\b(?P<per>\d{1,2})\s+(?:so|lan|ky|buoi|cuoc|san pham)\s*/"
    r"|\b(?P<once>mot|0?1) lan\b)"
)
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "muoi": 10}


def least_of(plain: str) -> int:
    """The number of items that a folded text asks for per period; 1 where it names none."""
    found = COUNT.search(plain)
    word = (found["least"] or found["bare"] or found["per"] or found["once"]) if found else "1"
    return max(1, int(word) if word.isdigit() else _NUMBERS[word])


_TOPICS: tuple[tuple[str, str], ...] = (
    (r"ke hoach tuyen truyen", "kế hoạch"), (r"\bke hoach\b", "kế hoạch"),
    (r"ke hoach (?:cong tac )?tuyen truyen", "tuyên truyền"),
    (r"chi so hai long|hai long", "hài lòng"), (r"chi so (?:cai cach hanh chinh|par)|par"
        r" ?index", "chỉ số cải cách hành chính|par index"),
    (r"dich vu cong", "dịch vụ công"), (r"duong day nong|hoi\s*-?\s*dap", "hỏi đáp|đường dây nóng"),
    (r"giai phap|cach lam hay|mo hinh|sang kien|dien hinh", "giải pháp|cách làm hay|mô hình|sáng kiến|điển hình"),
    (r"(?:0?6|sau) thang dau nam", "6 tháng|06 tháng|sáu"
                                   " tháng"), (r"\bket qua\b|tong ket|so ket", "kết quả|báo cáo|tổng kết|sơ kết"),
    (r"thu tuc hanh chinh", "thủ tục hành chính"), (r"chuyen doi so", "chuyển đổi số"),
    (r"van hoa cong (?:so|vu)", "văn hóa công sở|văn hóa công vụ"),
    (r"mot cua", "một cửa"), (r"cai cach hanh chinh", "cải cách hành chính"), (r"hoi thi|cuoc thi", "hội thi|cuộc thi"),
    (r"tap huan", "tập huấn"), (r"doi thoai", "đối thoại"), (r"thanh toan (?:truc tuyen|khong dung tien"
        r" mat)", "thanh toán"),
    (r"dinh danh dien tu|vneid", "định danh điện tử|vneid"), (r"buu chinh cong ich", "bưu chính công ích"),
    (r"ky luat,? ky cuong", "kỷ luật|kỷ cương"), (r"nguoi tot|viec tot|tam guong", "người tốt|việc tốt|gương"),
    (r"bo phan (?:tiep nhan|mot cua)", "bộ phận tiếp nhận|bộ phận một cửa|một cửa"),
)  # fmt: skip
MOST_WORDS = 3


def title_words(content: str) -> list[str]:
    """Phrases that the title of a matching item must carry, by the topics that the content names; none when unknown."""
    plain = spelt(mend(content).text)
    found: list[str] = []
    for pattern, phrase in _TOPICS:
        if re.search(pattern, plain) and phrase not in found:
            found.append(phrase)
    return found[:MOST_WORDS]


def words_against(words: list[str]) -> list[str]:
    """Phrases that the titles of near misses carry: the other plan, the other period."""
    against = []
    if "kế hoạch" in words and "tuyên truyền" not in words:
        against.append("kế hoạch tuyên truyền|tuyên truyền kế hoạch")
    if any(word.startswith("kết quả") for word in words) and not any(word.startswith("6 tháng") for word in words):
        against.append("6 tháng|06 tháng|sáu tháng|quý I|quý II|quý III")
    return against


NAMES = {
    WEB: "đăng web", VIDEO: "đăng video", REPORT: "báo cáo", "software": "trên phần mềm",
    "social": "mạng xã hội", "press": "báo, đài",
    BOARD: "niêm yết, trực quan", "contest": "hội thi", "training": "tập huấn", "survey": "điều tra, khảo sát",
    "meeting": "họp, hội nghị",
    "document": "văn bản",
}  # fmt: skip
