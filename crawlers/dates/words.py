"""Words and shapes in which Vietnamese sites write dates; tables only, read by ``crawlers.dates.stated``."""

from __future__ import annotations

import re

MONTHS: dict[str, int] = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
ENGLISH: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS: dict[str, int] = {
    "thứ hai": 0, "thứ 2": 0, "thứ ba": 1, "thứ 3": 1, "thứ tư": 2, "thứ 4": 2, "thứ năm": 3, "thứ 5": 3,
    "thứ sáu": 4, "thứ 6": 4, "thứ bảy": 5, "thứ 7": 5, "chủ nhật": 6, "chúa nhật": 6, "cn": 6,
    "t2": 0, "t3": 1, "t4": 2, "t5": 3, "t6": 4, "t7": 5,
    "monday": 0, "mon": 0, "tuesday": 1, "tue": 1, "wednesday": 2, "wed": 2, "thursday": 3, "thu": 3, "friday": 4,
    "fri": 4, "saturday": 5, "sat": 5, "sunday": 6, "sun": 6,
}  # fmt: skip
ZONES: dict[str, int] = {
    "gmt": 0, "utc": 0, "ut": 0, "z": 0, "ict": 7, "sgt": 8, "jst": 9, "kst": 9, "cet": 1, "cest": 2, "est": -5,
    "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours from UTC. CST and IST name several zones and are left out: no date is better than a wrong one."""

STRONG = r"(?:thời\s+gian|ngày|giờ)\s+(?:đăng(?:\s+(?:tải|tin|bài|lên(?:\s+(?:web|website|cổng))?))?|xuất\s+bản)"
"""Labels that say publishing and nothing else; no colon is needed behind them."""
LABELS = (
    rf"{STRONG}|(?:thời\s+gian|ngày|giờ|lúc)\s+(?:đăng|đưa(?:\s+tin)?|gửi|tạo|cập\s+nhật|công\s+bố)"
    r"|(?:(?:tin\s+|được\s+|đã\s+)?(?:đăng|viết|tạo|xuất\s+bản)|cập\s+nhật|đưa)\s+(?:lúc|ngày|vào|hồi)"
    r"(?:\s+(?:lúc|ngày|hồi))?"
    r"|(?:được|đã)\s+(?:đăng|viết|tạo|xuất\s+bản)(?:\s+bởi\s+[^:\d]{1,40}?\s+(?:lúc|vào|ngày))?"
    r"|(?<!người\s)(?<!hạn\s)đăng(?=\s*:)|(?:gửi|tải|đưa|đăng)\s+lên(?=\s*:)|đăng\s+tải|xuất\s+bản|cập\s+nhật(?!\s+(?:lần\s+)?cuối)"
    r"|date\s+published|published(?:\s+(?:on|date))?"
    r"|posted(?:\s+on)?|publish\s+date|post(?:\s+date)?|created(?:\s+on)?"
    r"|(?<!issue\s)(?<!issued\s)(?<!sign\s)(?<!signed\s)(?<!signing\s)(?<!effective\s)(?<!expiry\s)(?<!due\s)(?<!start\s)"
    r"(?<!end\s)(?<!event\s)date"
)
"""Labels of the day of publishing; inside a longer text only with a colon, for titles speak of updates."""
OF_LABELS = ("đăng", "đưa", "gử", "tạo", " lên", "công bố", "cập", "ết", "xuất", "date", "post", "publ", "created")
"""A piece of each of these labels, small: no label stands in a text without one. No piece holds an i, which has several
capitals."""
PUBLISHED = rf"{LABELS}|thời\s+gian|ngày|lúc|hồi|vào"
"""The same where the whole string is a label and its date: bare words will do."""
SIGNED = (
    r"ngày\s+(?:ban\s+hành|ký|ký\s+ban\s+hành|văn\s+bản|bh)|ban\s+hành\s+ngày"
    r"|(?<![a-z])(?:(?:issued?|sign(?:ed|ing)?)\s+date|date\s+(?:of\s+(?:issue|signing)|issued|signed)|issued\s+on)"
)
"""Labels after which the day of signing stands: another fact (S7)."""
OF_SIGNED = ("ngày", "date", "sued")
"""The same for these."""
OTHER = (
    r"(?:lần|cập\s+nhật)\s+cuối|đã\s+cập\s+nhật|chỉnh\s+sửa|sửa\s+đổi\s+lần|last\s+(?:updated|modified)"
    r"|hiệu\s+lực|hết\s+hạn|sinh|hạn\s+nộp|hết\s+hiệu\s+lực|áp\s+dụng|họp|tổ\s+chức|bắt\s+đầu|kết\s+thúc"
    r"|ngày\s+(?:sự\s+kiện|khai\s+mạc|bế\s+mạc)|diễn\s+ra"
)
"""Words that make a date neither of the two."""

LABEL = re.compile(rf"^(?:{PUBLISHED})\s*[:\-–|]?\s*", re.IGNORECASE)
_names = "|".join(sorted((re.escape(w).replace(r"\ ", r"\s+") for w in WEEKDAYS), key=len, reverse=True))
WEEKDAY = re.compile(rf"^\(?({_names})(?![^\W_])\)?\s*[,.:|\-–]?\s*", re.IGNORECASE)
WEEKDAY_AFTER = re.compile(rf"[\s,]*\(({_names})\)$", re.IGNORECASE)
MONTH_NAMES = "|".join(sorted((re.escape(w).replace(r"\ ", r"\s+") for w in MONTHS), key=len, reverse=True))
ENGLISH_NAMES = "|".join(sorted(ENGLISH, key=len, reverse=True))
"""Parts of patterns: every name of a month, the longest first."""

SEP = r"(?P<s>[/.\-])"
_MONTH = r"_?(?:tháng|thg)\.?"
"""Some systems leave a mark of theirs, meant for translators, before the word: «31 _Tháng Bảy 2026»."""
_LAST_DAY = r"(?P<d>\d{1,2})(?!\d|\s?[:/.\-]\s?\d|\s?(?:h|g|giờ)(?![^\W_]))"
"""The day where it ends a date: never the hour of a clock or the first number of another date."""
DATES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("dmy", rf"(?P<a>\d{{1,2}})\s?{SEP}\s?(?P<b>\d{{1,2}})\s?(?P=s)\s?(?P<y>\d{{4}})(?![\d/])"),
        ("ymd", rf"(?P<y>\d{{4}}){SEP}(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?![\d/])"),
        ("short", r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{2})(?![\d/])"),
        (
            "words",
            rf"(?P<d>\d{{1,2}})\s+{_MONTH}\s+(?P<m>\d{{1,2}}|{MONTH_NAMES})(?:\s*,\s*|\s+năm\s+|\s+|/)(?P<y>\d{{4}})(?!\d)",
        ),
        ("words", r"(?P<d>\d{1,2})\s+(?:thg|th)\.?\s?(?P<m>\d{1,2})\s*,?\s+(?P<y>\d{4})(?!\d)"),
        ("words", r"(?:thg|th)\.?\s?(?P<m>\d{1,2})\s+(?P<d>\d{1,2})\s*,\s*(?P<y>\d{4})(?!\d)"),
        ("words", rf"tháng\s+(?P<m>\d{{1,2}}|{MONTH_NAMES})\s+(?P<d>\d{{1,2}})\s*,\s*(?P<y>\d{{4}})(?!\d)"),
        ("words", r"(?:tháng|thg|th)\.?\s?(?P<m>\d{1,2})\s+(?P<d>1[3-9]|2\d|3[01])\.?\s+(?P<y>\d{4})(?!\d)"),
        ("words", rf"{_MONTH}\s+(?P<m>{MONTH_NAMES})\s+(?P<d>\d{{1,2}})\.?\s+(?P<y>\d{{4}})(?!\d)"),
        ("words", rf"(?P<y>\d{{4}})[.,]?\s+{_MONTH}\s+(?P<m>{MONTH_NAMES})\s+{_LAST_DAY}"),
        ("words", rf"(?P<y>\d{{4}})[.,]?\s+(?P<m>{ENGLISH_NAMES})\.?\s+{_LAST_DAY}"),
        ("numbered", rf"(?P<d>\d{{1,2}})[.,]\s+{_MONTH}\s+(?P<m>{MONTH_NAMES}),?\s+(?P<y>\d{{4}})(?!\d)"),
        ("numbered", rf"(?P<d>\d{{1,2}})[.,]\s+(?P<m>{ENGLISH_NAMES})\.?,?\s+(?P<y>\d{{4}})(?!\d)"),
        ("words", rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{ENGLISH_NAMES})\.?,?\s+(?P<y>\d{{4}})(?!\d)"),
        ("words", rf"(?P<m>{ENGLISH_NAMES})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[.,]?\s+(?P<y>\d{{4}})(?!\d)"),
        (
            "month",
            rf"tháng\s+(?P<m>\d{{1,2}}|{MONTH_NAMES})(?:\s+năm\s+|\s*/\s*|\s*-\s*|\s*,\s*|\s+)(?P<y>\d{{4}})(?!\d)",
        ),
    )
)
"""Kinds: ``numbered`` looks like the heading of a section («1. Tháng Chín 2026») and is a date beside its weekday only.
A month in figures stands before a day above twelve only, where no comma parts the year: else it may be the day.
"""
MAY_BE_DATE = re.compile(r"\d\s?[/.\-]\s?\d|th|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
"""In small letters, what every one of these dates holds."""
CLOCK = re.compile(
    r"(?P<h>\d{1,2})\s*(?::|h|g|giờ)\s*(?P<i>\d{1,2})(?:\s*(?::|phút|['’′])\s*(?P<sec>\d{1,2})?(?:\.\d+)?)?"
    r"\s*(?P<half>a\.?m\.?|p\.?m\.?|sa|ch|sáng|chiều|tối)?(?![^\W_])\.?",
    re.IGNORECASE,
)
OFFSET = re.compile(
    r"\(?\b(?:gmt|utc)\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\)?", re.IGNORECASE
)
TAIL = re.compile(
    r"[\s|,;.\-–•·]*(?:\(?\s*(?:view\s*count|views?|lượt\s+(?:xem|đọc|truy\s+cập)|số\s+lượt\s+xem|đã\s+xem|xem|đọc)\s*:?\s*[\d.,]+"
    r"(?:\s*lượt)?\)?|[\d.,]+\s+(?:lượt\s+(?:xem|đọc)|views?)"
    r"|(?:người\s+(?:xuất\s+bản|đăng|viết|cập\s+nhật|gửi)|tác\s+giả|nguồn|(?:đăng\s+)?bởi)\s*:?\s.{1,60}"
    r"|(?:bởi|trong(?:\s+(?:chuyên\s+)?mục)?|by|in|under)\s*:?)\s*$",
    re.IGNORECASE,
)
OF_TAIL = ("ew", "xem", "đọc", "lượt", "ngư", "tác", "nguồn", "bở", "trong", "by", " in", "under")
COUNTS = re.compile(
    r"[\s|,;.\-–•·]*(?:[\d.,]+\s+(?:bình\s+luận|phản\s+hồi|comments?|lượt\s+tải|phút\s+đọc|min(?:ute)?s?\s+read)"
    r"|(?:bình\s+luận|phản\s+hồi|lượt\s+tải|tải\s+về|số\s+lượt\s+tải)\s*:?\s*\(?[\d.,]+\)?"
    r"|(?:không|chưa)\s+có\s+(?:bình\s+luận|phản\s+hồi)|no\s+comments?|by\s+.{1,40})\s*$",
    re.IGNORECASE,
)
"""Counters of comments and downloads, or an author, after a date."""
OF_COUNTS = ("luận", "hồ", "comment", "tả", "by", "đọc", "read")
"""As ``OF_LABELS``, in small letters: a piece of each of what stands in these two."""
NAMED_BEHIND = re.compile(
    r"(?P<counted>\|\s*(?:[\d.,]+\s+(?:lượt\s+(?:xem|đọc)|views?)|(?:lượt\s+(?:xem|đọc)|đã\s+xem|views?)\s*:?\s*[\d.,]+))"
    r"\s*\|\s*[^\W\d_][^\d|:]{1,39}$",
    re.IGNORECASE,
)
"""Behind a counter, a short name: whoever put it there, or where («15/11/2026 | 77 lượt xem | Admin»)."""
BEFORE = re.compile(
    r"^(?![^\d|]{0,60}\b(?:trước|đến)\s+(?:hết\s+)?ngày\s)(?:(?:(?:được\s+|đã\s+)?(?:đăng|viết|gửi)\s+bởi|tác\s+giả|người\s+(?:đăng|viết|gửi)|nguồn|posted\s+by|bởi)\s*:?\s+"
    r"[^\d|]{2,40}?"
    r"|(?:by|posted\s+by|submitted\s+by)\s+[^\d|]{2,40}?\s+on\b|(?:được\s+|đã\s+)?gửi\s+bởi\s+[^\d|]{2,40}?\s+vào\b"
    r"|theo\s+[^\d|]{2,60}?(?=\s\|)|[^\d|@]{2,60}@|(?:admin\w*|quản\s+trị(?:\s+viên)?|ban\s+biên\s+tập|bbt|văn\s+thư|văn\s+phòng|webmaster)"
    r"|(?:lượt\s+xem|đã\s+xem|số\s+lượt\s+xem|views?)\s*:?\s*[\d.,]+)\s*[|,\-–•·]?\s+(?=[\d(]|ngày|lúc|thứ|chủ|t[2-7],|cn,|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,)",
    re.IGNORECASE,
)
"""An author or a counter before a date, in one string with it."""
BETWEEN = re.compile(r"\s*[,|\-–—•·]?\s*(?:ngày\s+)?", re.IGNORECASE)
"""What may stand between a clock and the weekday behind it."""
GAP = re.compile(
    r"^[\s,|\-–—•·;:()\[\].~@]*(?:(?:ngày|lúc|hồi|vào|at|-)[\s,:]*)*[\s,|\-–—•·;:()\[\].~@]*$", re.IGNORECASE
)
