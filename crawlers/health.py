"""Is this the page it should be? Structure first, words after: a real list may speak of all these things (S11)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawlers.markup import Html, node_line, parse
from crawlers.page import Fault, Page
from crawlers.zones import Zone, Zones
from rules.model import Outcome

_LITTLE = 1_500
"""Characters of text below which a page without items is judged by its words alone."""
_CHALLENGE = (
    "/cdn-cgi/challenge", "__cf_chl", "cf-challenge", "challenge-form", "challenge-platform", "_incapsula_",
    "sucuri_cloudproxy", "ddos-guard", "/.well-known/sgcaptcha", "px-captcha", "awswaf", "d1n=", "bkavcheck",
)  # fmt: skip
_WALL = re.compile(
    r"just a moment|checking your browser|đang kiểm tra trình duyệt|xác (?:minh|nhận) (?:bạn )?(?:là"
    r"|không phải) (?:con )?(?:người|robot|máy)"
    r"|verify (?:that )?you are (?:a )?human|are you a robot|access denied|attention required"
    r"|truy cập (?:bị từ chối|quá nhanh)"
    r"|nhập mã (?:xác nhận|captcha)|unusual traffic|request (?:is |was |has been )?blocked"
    r"|request(?:ed url)? (?:was )?rejected|hãy đợi \d+ giây",
    re.IGNORECASE,
)
_CAPTCHA = re.compile(r"g-recaptcha|h-captcha|cf-turnstile|captcha", re.IGNORECASE)
_SCRIPT_COOKIE = re.compile(r"document\.cookie\s*=.{0,4000}?location", re.DOTALL)
_CLOSED = re.compile(
    r"tạm (?:ngưng|ngừng|dừng|đóng)(?: hoạt động)?|(?:đang|được) (?:được )?(?:bảo trì|nâng cấp)"
    r"|bảo trì hệ thống|under (?:maintenance|construction)"
    r"|(?:trang|website|hệ thống) đang (?:được )?xây dựng|coming soon|temporarily (?:unavailable|closed)"
    r"|be back soon|maintenance mode|scheduled maintenance|performing (?:some )?maintenance|bảo dưỡng"
    r"|đang trong (?:quá trình|thời gian) (?:xây dựng|nâng cấp|bảo trì|hoàn thiện)",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"rao bán|domain (?:is |may be )?for sale|buy this domain|this domain|parked"
    r"|tên miền (?:này )?(?:đã )?(?:hết hạn|chưa được|đang được)"
    r"|domain (?:name )?(?:has )?expired|account (?:has been )?suspended|tài khoản .{0,40}(?:bị khóa|tạm khóa"
    r"|tạm ngưng|hết hạn)"
    r"|hosting .{0,20}hết hạn|apache2? .{0,20}default page|welcome to nginx|iis windows server|^index of /"
    r"|sedoparking|website is under reserve|^it works!$|website (?:này )?(?:đã |tạm )?(?:bị )?hết hạn"
    r"|hết hạn sử dụng|gia hạn (?:tên miền|hosting|dịch vụ)",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"^(?:lỗi\s*)?(?:http\s*)?(?:error\s*)?40[34]\b|^(?:error\s*)?50\d\b|không tìm thấy (?:trang|nội dung"
    r"|đường dẫn|địa chỉ|chuyên mục|bài viết)(?! nào)"
    r"|(?:trang|bài viết|nội dung|đường dẫn|liên kết|(?:chuyên )?mục)[^.]{0,40} không (?:tồn tại|có thật|được tìm thấy)"
    r"|page (?:can ?not be|could not be|not) found"
    r"|not found|internal server error|server error in|runtime error|database (?:connection )?error"
    r"|error establishing a database"
    r"|không (?:thể )?kết nối (?:được )?(?:đến )?(?:cơ sở dữ liệu|csdl|database)|fatal error|lỗi (?:hệ thống"
    r"|kết nối|máy chủ)|đã xảy ra lỗi"
    r"|service unavailable|bad gateway|gateway time-?out|something went wrong|error (?:has )?occurred"
    r"|trang (?:bạn|quý vị|mà bạn)[^.]{0,30} (?:hiện )?không có\b|có lỗi xảy ra|(?:máy chủ )?cơ sở dữ liệu bị lỗi"
    r"|không (?:thể )?kết nối (?:được )?(?:đến |tới )?máy chủ",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"đăng nhập|log ?in|sign ?in|mật khẩu|password", re.IGNORECASE)
_MEMBERS_ONLY = re.compile(
    r"đăng nhập (?:để|mới (?:được|có thể)) (?:xem|truy cập|tiếp tục|sử dụng|đọc)"
    r"|không (?:có|đủ) quyền (?:truy cập|xem)(?: vào)? (?:trang|nội dung|chuyên mục|mục)|log ?in to (?:view|continue)",
    re.IGNORECASE,
)
_DEFACED = re.compile(r"\b(?:hacked|defaced|owned|pwned) by\b|đã bị (?:hack|tấn công)", re.IGNORECASE)
_OF_FORM = 400
"""So few letters has a page that is nothing but a form."""
_LOGIN_ADDRESS = re.compile(
    r"/(?:login|dang-?nhap|signin|sign-in|account/logon|wp-login|sso|authenticate)\b|/_layouts/.*authenticate",
    re.IGNORECASE,
)
_GAMBLING = re.compile(
    r"nhà cái|casino|cá cược|nổ hũ|slot (?:gacor|online)|game bài|đá gà|baccarat|tài xỉu|lô đề|xóc đĩa"
    r"|kèo (?:nhà cái|bóng đá)|xoso|soi kèo"
    r"|\b(?:w88|fun88|8xbet|789bet|kubet|bk8|188bet|m88|sunwin|go88|hitclub|new88|shbet|jun88|789club|togel|judi)\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"không tìm thấy (?:bài viết|tin|văn bản|mục) nào|không tìm thấy (?:kết quả|dữ liệu|bản ghi)"
    r"|(?:chưa|không|hiện chưa|hiện không) có (?:một )?(?:bài(?: viết)?|tin(?: bài| tức)?|dữ liệu|văn bản"
    r"|nội dung|bản ghi|thông tin|mục)(?: tin)?"
    r"(?: (?:nào|mới))?|(?:nội dung|dữ liệu|thông tin|chuyên mục)(?: này)? đang (?:được )?cập nhật|no (?:posts"
    r"|articles|items|records|data|content)(?: found)?|there aren['’]t any (?:posts|articles|items)"
    r"|nothing (?:was )?found(?! (?:at|here))",
    re.IGNORECASE,
)
_HOLDS_EMPTY = (
    "không tìm thấy", "chưa có", "không có", "đang cập nhật", "đang được cập nhật",
    "no posts", "no articles", "no items", "no records", "no data", "no content", "t any", "nothing",
)  # fmt: skip
"""One of these is in all that ``_EMPTY`` finds; to look for them costs a tenth."""
_OF_SECTION = re.compile(
    r"(?:trong|thuộc|của) (?:chuyên mục|danh mục|thư mục|mục|phân loại)(?: tin)? này"
    r"|in this (?:category|section|folder)",
    re.IGNORECASE,
)
"""Which of a page's parts is empty: the whole section."""
_CLOSING, _LAST = re.compile(rb"</(?:html|body)\s{0,20}>", re.IGNORECASE), 20_000
_ALWAYS_CLOSED = (b"div", b"table", b"ul", b"section", b"main")
_MOST_SEARCHED, _MOST_ERRORS, _MESSAGE = 500_000, 20, 500
_DIED = re.compile(
    r"(?:fatal|parse|uncaught) error|uncaught (?:[\w\\]{1,60})?exception"
    r"|warning\b[^\n]{0,40}(?:mysqli?|pdo|pg|sqlsrv|odbc|oci|mssql|sqlite|include|require|fopen|file_get_contents)\w{0,40}"
    r"\W|sqlstate\[|(?:server|database) has gone away",
    re.IGNORECASE,
)
"""In what PHP prints before «in … on line …»."""
_FAILED_WITHOUT_LINE = re.compile(
    r"(?:microsoft ole db provider|adodb\.\w{1,20}|microsoft vbscript runtime)[^<]{0,60} error\b"
    r"|server error in '[^']{0,40}' application|uncaught exception: |sqlstate\[\w{5}\]"
    r"|there has been a critical error on this website",
    re.IGNORECASE,
)
_OF_FAILED = ("ole db", "adodb", "vbscript", "server error in", "uncaught exception", "sqlstate", "critical error")
_LOADING = re.compile(r"đang tải|loading|vui lòng (?:đợi|chờ)|cần bật javascript", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Health:
    """``outcome`` None: the page is what it should be. ``detail``: short, English, free of page text."""

    outcome: Outcome | None = None
    detail: str = ""


_SOUND = Health()


def health_of(page: Page, html: Html | None, items: int) -> Health:
    """What is wrong with an answer, judged by its status, its structure and, where there is little else, its words."""
    by_status = _by_status(page, html)
    if by_status.outcome is not None:
        return by_status
    if html is None:
        return Health(Outcome.UNREADABLE, "no readable HTML" if page.body.strip() else "empty body")
    heading = _heading(html)
    if _GAMBLING.search(heading) and len(_GAMBLING.findall(_advertised(page, html))) >= 6:
        return Health(Outcome.WRONG_SITE, "gambling advertisements: the site was taken over")
    if not items and _DEFACED.search(heading):
        return Health(Outcome.WRONG_SITE, "defaced: the site was taken over")
    if items:
        # A wall with a list of the latest news beside it says what it is at the very top.
        strong = re.match(r"(?:lỗi\s*)?404\b|không tìm thấy trang|page not found", heading, re.IGNORECASE)
        return Health(Outcome.SOFT_404, "a page that says it is none, with status 200") if strong else _SOUND
    return _by_words(page, html, heading)


def _advertised(page: Page, html: Html) -> str:
    """Where advertisements would stand: anywhere; on an article's page its links, for its text may warn of them."""
    if page.request.purpose != "article":
        return html.body_text
    return " | ".join(node_line(node, 120) for node in html.tree.css("a[href]")[:200])


def why_refused(fault: Fault) -> tuple[Outcome, str]:
    """A refusal by status may say more in its page: a bot wall, maintenance."""
    if fault.page is not None and fault.outcome is Outcome.HTTP_STATUS:
        health = health_of(fault.page, parse(fault.page), 0)
        if health.outcome is not None:
            return health.outcome, health.detail
    return fault.outcome, fault.detail


def _by_status(page: Page, html: Html | None) -> Health:
    if page.headers.get("cf-mitigated") == "challenge":
        return Health(Outcome.BOT_WALL, "browser challenge")
    if page.status < 400:
        return _SOUND
    if html is not None and (_challenged(html.text[:200_000]) or _WALL.search(_heading(html))):
        return Health(Outcome.BOT_WALL, f"browser challenge, status {page.status}")
    if page.status == 401:
        return Health(Outcome.LOGIN_WALL, "status 401")
    if page.status == 503 and html is not None and _CLOSED.search(html.body_text[:_LITTLE]):
        return Health(Outcome.MAINTENANCE, "closed for maintenance, status 503")
    return Health(Outcome.HTTP_STATUS, f"status {page.status}")


def _is_form_alone(html: Html, text: str, headed: bool) -> bool:
    """Whether a form to log in is what the page is about: beside a list that says it is empty it is none."""
    return (headed or len(text) < _OF_FORM) and not (may_be_empty(html) and where_empty(html))


def _challenged(source: str) -> bool:
    lowered = source.lower()
    return any(mark in lowered for mark in _CHALLENGE)


def _heading(html: Html) -> str:
    """Title and main headings: what a page says about itself."""
    heads = [node_line(node, 200) for node in html.tree.css("h1, h2")[:4]]
    return " | ".join(text for text in (html.title, *heads) if text)


def _by_words(page: Page, html: Html, heading: str) -> Health:
    text = html.body_text
    source = html.text[:300_000]
    little = len(text) < _LITTLE
    said = f"{heading} | {text}" if little else heading
    if _challenged(source) and (little or _WALL.search(heading)):
        return Health(Outcome.BOT_WALL, "browser challenge")
    if little and (
        _WALL.search(said) or (_CAPTCHA.search(source) and html.tree.css_first("input[type=password]") is None)
    ):
        return Health(Outcome.BOT_WALL, "captcha or browser check")
    if len(text) < 120 and _SCRIPT_COOKIE.search(source):
        return Health(Outcome.BOT_WALL, "a script sets a cookie and reloads")
    if html.tree.css_first("input[type=password]") is not None and (
        _LOGIN_ADDRESS.search(page.url) or _is_form_alone(html, text, little and bool(_LOGIN.search(heading)))
    ):
        return Health(Outcome.LOGIN_WALL, "a login form in place of the page")
    if little and _MEMBERS_ONLY.search(said):
        return Health(Outcome.LOGIN_WALL, "for members only")
    for pattern, outcome, detail in (
        (_PARKED, Outcome.PARKED, "parked, for sale, expired or a bare server"),
        (_CLOSED, Outcome.MAINTENANCE, "closed or under maintenance"),
        (_ABSENT, Outcome.SOFT_404, "a page that says it is none, with status 200"),
    ):
        if any(pattern.search(part) for part in said.split(" | ")):
            return Health(outcome, detail)
    return _SOUND


def broken_off(page: Page, html: Html) -> str:
    """Why a page is not whole: it ends before it is closed, or the program that made it failed; empty: it is.

    Whoever leaves the last tags out still closes the boxes before them.
    """
    body = page.body.rstrip()
    if not _CLOSING.search(body[-_LAST:]) and any(_is_left_open(body, name) for name in _ALWAYS_CLOSED):
        return "the page breaks off"
    return "the page shows an error of its own program" if _shows_error(html.text[:_MOST_SEARCHED]) else ""


def _is_left_open(body: bytes, name: bytes) -> bool:
    return len(re.findall(rb"<%b[\s>]" % name, body, re.IGNORECASE)) > len(
        re.findall(rb"</%b\s{0,20}>" % name, body, re.IGNORECASE)
    )


def _shows_error(text: str) -> bool:
    """Whether a program printed that it died, or could not read what it shows; a mere notice is none."""
    place = text.find(" on line ")
    for _ in range(_MOST_ERRORS):
        if place < 0:
            break
        if _DIED.search(text[max(place - _MESSAGE, 0) : place]):
            return True
        place = text.find(" on line ", place + 1)
    lowered = text.lower()
    return any(words in lowered for words in _OF_FAILED) and _FAILED_WITHOUT_LINE.search(text) is not None


def of_whole_section(said: LexborNode) -> bool:
    """Whether words that say that nothing is there speak of the whole section, not of a part of its page."""
    return _OF_SECTION.search(node_line(said, 160)) is not None


def may_be_empty(html: Html) -> bool:
    """Whether such words stand anywhere on the page."""
    said = html.body_text.casefold()
    return any(words in said for words in _HOLDS_EMPTY) and _EMPTY.search(html.body_text) is not None


def where_empty(html: Html) -> LexborNode | None:
    """The element that says in words, in the page's own matter, that nothing is published here (S11)."""
    zones = Zones()
    for node in html.tree.css("p, div, td, span, li, h2, h3, h4, section, center, em, strong")[:4_000]:
        if any(child.tag in ("div", "p", "ul", "table", "section") for child in node.iter()):
            continue
        text = node_line(node, 160)
        if 8 <= len(text) <= 120 and _EMPTY.search(text) and zones.of(node) not in (Zone.NAV, Zone.SIDE):
            return None if _ABSENT.search(text) else node
    return None


def filled_by_script(html: Html) -> bool:
    """Whether the place of the list waits for a script (E39)."""
    return bool(_LOADING.search(html.body_text)) or (
        len(html.body_text) < 200 and html.tree.css_first("script[src]") is not None
    )
