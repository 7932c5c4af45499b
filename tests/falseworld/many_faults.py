"""Ways in which a generated site fails, with the reasons that tell them rightly; and what stands there instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from random import Random
from typing import TYPE_CHECKING

from .server import Answer

if TYPE_CHECKING:
    from .world import Fault, Site

HTML = ("Content-Type", "text/html; charset=utf-8")


@dataclass(frozen=True, slots=True)
class Way:
    """``reasons``: what an unproven verdict may rightly name; ``fresh``: the same for a site never seen before."""

    kind: str
    reasons: frozenset[str]
    fresh: frozenset[str]


def _way(kind: str, *reasons: str, fresh: tuple[str, ...] = ()) -> Way:
    return Way(kind, frozenset(reasons), frozenset(fresh or reasons))


WAYS: tuple[Way, ...] = (
    _way("hang", "timeout"),
    _way("drip", "timeout"),
    _way("down", "refused"),
    _way("status", "http_status"),
    _way("soft_404", "soft_404"),
    _way("error_page", "soft_404"),
    _way("login", "login_wall"),
    _way("bot", "bot_wall"),
    _way("captcha", "bot_wall"),
    _way("parked", "parked"),
    _way("maintenance", "maintenance"),
    _way("hacked", "wrong_site"),
    _way("robots", "robots"),
    _way("too_large", "too_large"),
    _way("home", "moved"),
    _way("new_domain", "moved"),
    _way("tls", "tls"),
    _way("script_only", "unreadable", "drifted"),
    _way("empty_list", "drifted", "unreadable"),
    _way("redesign", "drifted", "proof_pending", fresh=("",)),
    _way("undated", "drifted", "proof_pending", "asked", fresh=("",)),
    _way("partial", "incomplete", "proof_pending"),
)
"""``fresh`` with an empty reason: seen for the first time that way, nothing is wrong with it."""
BY_KIND = {way.kind: way for way in WAYS}
FRESH_FIT = tuple(way for way in WAYS if "" not in way.fresh)

_TEXTS: dict[str, tuple[str, ...]] = {
    "soft_404": (
        "<title>Không tìm thấy trang</title><h1>404</h1><p>Trang bạn tìm không tồn tại hoặc đã bị xóa.</p>",
        "<title>404 Not Found</title><h2>Page not found</h2><p>The page you are looking for cannot be found.</p>",
        "<title>@@name@@</title><div class='error'><p>Không tìm thấy đường dẫn mà quý vị yêu cầu.</p></div>",
        "<title>Thông báo</title><h3>Lỗi 404: Chuyên mục không tồn tại</h3><a href='/'>Trang chủ</a>",
    ),
    "error_page": (
        "<title>Runtime Error</title><h1>Server Error in '/' Application.</h1><h2><i>Runtime Error</i></h2>",
        "<title>@@name@@</title><p>Error establishing a database connection</p>",
        "<title>Lỗi</title><p>Đã xảy ra lỗi, không thể kết nối đến cơ sở dữ liệu.</p>",
        "<title>500</title><h1>500 Internal Server Error</h1>",
    ),
    "login": (
        "<title>Đăng nhập hệ thống</title><form method=post><h1>Đăng nhập</h1><input name=u><input type=password "
        "name=p><button>Đăng nhập</button></form>",
        "<title>Sign In</title><form action='/login'><input type='text'><input type='password'><input type=submit "
        "value='Log in'></form>",
        "<title>@@name@@</title><div class='msg'>Bạn cần đăng nhập để xem nội dung này.</div>",
    ),
    "bot": (
        "<title>Just a moment...</title><h2>Checking your browser before accessing</h2><form id='challenge-form' "
        "action='/?__cf_chl_tk=1'></form>",
        "<title>Attention Required!</title><h1>Sorry, you have been blocked</h1>",
        "<title></title><body><script>document.cookie='D1N=ab12';window.location.reload(true);</script>",
    ),
    "captcha": (
        "<title>Xác minh</title><p>Vui lòng xác nhận bạn không phải robot</p><div class='g-recaptcha'></div>",
        "<title>Security check</title><form><img src='/captcha.php'><label>Nhập mã xác nhận</label><input></form>",
    ),
    "parked": (
        "<title>Tên miền đang được rao bán</title><p>This domain is for sale.</p><a href='/?k=1'>Vay tiền</a>",
        "<title>Website hết hạn</title><p>Tên miền này đã hết hạn. Vui lòng gia hạn dịch vụ.</p>",
        "<title>Apache2 Debian Default Page: It works</title><h1>It works!</h1>",
        "<title>Account Suspended</title><p>This account has been suspended. Contact your hosting provider.</p>",
    ),
    "maintenance": (
        "<title>Website tạm ngưng hoạt động</title><p>Website đang bảo trì, xin quay lại sau.</p>",
        "<title>@@name@@</title><h1>Hệ thống đang được nâng cấp</h1><p>Xin quý vị thông cảm.</p>",
        "<title>Under construction</title><h1>Coming soon</h1>",
    ),
    "hacked": (
        "<title>Nhà cái W88 uy tín - Cá cược bóng đá</title><h1>Casino trực tuyến, nổ hũ, tài xỉu</h1>"
        + "".join(f"<p><a href='/bet-{n}'>Soi kèo nhà cái {n}, đá gà, baccarat</a> 05/2026</p>" for n in range(9)),
        "<title>Hacked by Mr.X</title><h1>Hacked by Mr.X</h1><p>Your security is low.</p>",
        "<title>SLOT GACOR 2026</title><h2>Daftar slot gacor, judi online, togel, baccarat</h2>"
        + "<ul>" + "".join(f"<li><a href='/slot-{n}'>Slot online gacor maxwin {n} judi togel</a></li>"
                           for n in range(12)) + "</ul>",
    ),
}  # fmt: skip
_STATUSES = (500, 502, 503, 403, 404, 410, 451, 429)


def instead(site: Site, fault: Fault, base: str, path: str) -> Answer | None:
    """What a visitor gets in place of everything, None where the fault touches lists only."""
    variant = int(fault.options.get("variant", 0))
    match fault.kind:
        case "hang":
            return Answer(200, manner="hang")
        case "drip":
            return Answer(200, (HTML,), b"<html>" + b" " * 100_000, "drip")
        case "status":
            return Answer(_STATUSES[variant % len(_STATUSES)], (HTML,), b"<h1>Loi</h1>")
        case "robots" if path == "/robots.txt":
            return Answer(200, (("Content-Type", "text/plain"),), b"User-agent: *\nDisallow: /\n")
        case "too_large":
            return Answer(200, (HTML,), b"<p>x</p>" * 400_000)
        case "home" if path != "/":
            return Answer(302, (("Location", "/"),))
        case "new_domain":
            return Answer(301, (("Location", f"{fault.options['to']}{path}"),))
    if path == "/robots.txt":
        return None
    if fault.kind in _TEXTS:
        texts = _TEXTS[fault.kind]
        text = texts[variant % len(texts)].replace("@@name@@", escape(site.name))
        status = 503 if fault.kind == "maintenance" and variant % 2 else 200
        return Answer(status, (HTML,), f"<!DOCTYPE html><html><meta charset=utf-8>{text}</html>".encode())
    return None


def script_only(random: Random) -> str:
    """A place that waits for a script."""
    texts = (
        "<div id='app'></div><script src='/app.js'></script>",
        "<div class='list'><p>Đang tải dữ liệu...</p></div><script src='/list.js'></script>",
        "<div id='grid' data-url='/api/tin'></div><noscript>Vui lòng bật JavaScript</noscript>",
    )
    return random.choice(texts)


def without_dates(html: str) -> str:
    """The template broke: every date is gone or says nothing."""
    html = re.sub(r"\d{1,2}([/.-])\d{1,2}\1\d{4}(?:[ |,-]+\d{1,2}:\d{1,2}(?::\d\d)?)?", "Invalid Date", html)
    html = re.sub(r"\d{4}-\d\d-\d\d[T ]?[\d:.+]*", "Invalid Date", html)
    return re.sub(r"(?i)\d{1,2} (?:tháng|th)\w*[^<,]{0,12},? \d{4}|[a-z]{3} \d{1,2}, \d{4}", "Invalid Date", html)
