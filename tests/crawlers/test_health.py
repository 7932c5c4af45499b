"""Pages that are not what they should be, and honest lists that only speak of such things (S11)."""

from __future__ import annotations

import pytest

from crawlers.drift import drift_of
from crawlers.page import Item, Memory, Reading
from crawlers.readers import choose
from rules.model import VN, Outcome, Precision, StatedDate

from .variants import framed
from .webs import NOW, page_of, saved, section


def read(body: str | bytes, status: int = 200, **headers: str) -> Reading:
    page = page_of(body, status=status, headers=headers)
    return choose(page).read(page, section())


WALLS = {
    "challenge": (
        '<title>Just a moment...</title><form id="challenge-form" action="/cdn-cgi/challenge"></form>',
        Outcome.BOT_WALL,
    ),
    "captcha": ('<h1>Xác nhận bạn không phải robot</h1><div class="g-recaptcha"></div>', Outcome.BOT_WALL),
    "script cookie": ('<script>document.cookie="D1N=abc";window.location.reload(true);</script>', Outcome.BOT_WALL),
    "login": (
        '<title>Đăng nhập hệ thống</title><form><input name="u"><input type="password" name="p"></form>',
        Outcome.LOGIN_WALL,
    ),
    "closed": ("<h1>Website đang bảo trì, nâng cấp</h1><p>Xin quý vị trở lại sau.</p>", Outcome.MAINTENANCE),
    "not there": ("<title>Không tìm thấy trang</title><h1>Lỗi 404</h1><a href='/'>Về trang chủ</a>", Outcome.SOFT_404),
    "server error": ("<title>Runtime Error</title><h1>Server Error in '/' Application.</h1>", Outcome.SOFT_404),
    "database": ("<h1>Error establishing a database connection</h1>", Outcome.SOFT_404),
    "for sale": ("<h1>Tên miền này đang được rao bán</h1><p>Buy this domain.</p>", Outcome.PARKED),
    "suspended": ("<h1>This Account has been suspended.</h1>", Outcome.PARKED),
    "bare server": ("<h1>Welcome to nginx!</h1>", Outcome.PARKED),
    "nothing": ("", Outcome.UNREADABLE),
    "it works": ("<h1>It works!</h1>", Outcome.PARKED),
    "run out": ("<title>Hết hạn</title><p>Website này đã hết hạn sử dụng.</p>", Outcome.PARKED),
    "folder": ("<title>Index of /cchc</title><h1>Index of /cchc</h1><a href='a.txt'>a.txt</a>", Outcome.PARKED),
    "rejected": ("<p>The requested URL was rejected. Your support ID is: 123</p>", Outcome.BOT_WALL),
    "too fast": ("<p>Bạn truy cập quá nhanh. Hãy đợi 58 giây.</p>", Outcome.BOT_WALL),
    "turnstile": ("<h1>Kiểm tra bảo mật</h1><div class='cf-turnstile'></div>", Outcome.BOT_WALL),
    "database gone": ("<p>Không thể kết nối đến máy chủ cơ sở dữ liệu</p>", Outcome.SOFT_404),
    "broken": ("<title>Error</title><h1>Something went wrong</h1>", Outcome.SOFT_404),
    "defaced": ("<title>Hacked By Nobody</title><h1>Hacked by Nobody</h1>", Outcome.WRONG_SITE),
    "script alone": ("<div id='app'></div><script src='/js/app.js'></script>", Outcome.UNREADABLE),
    "script in english": (
        "<noscript>You need to enable JavaScript.</noscript><div id='root'></div>",
        Outcome.UNREADABLE,
    ),
    "consent": ("<h1>Quyền riêng tư</h1><p>Bấm đồng ý để tiếp tục.</p><button>Đồng ý</button>", Outcome.UNREADABLE),
}
IN_A_SITE = {
    "gone": ("<h1>404</h1><p>Trang bạn tìm kiếm không tồn tại hoặc đã bị xóa.</p>", Outcome.SOFT_404),
    "removed": ("<h2>Không tìm thấy nội dung yêu cầu</h2>", Outcome.SOFT_404),
    "wrong address": ("<div>Đường dẫn không tồn tại. Vui lòng kiểm tra lại.</div>", Outcome.SOFT_404),
    "no category": ("<h3>Chuyên mục này không tồn tại</h3>", Outcome.SOFT_404),
    "not approved": ("<p>Bài viết không tồn tại hoặc chưa được duyệt!</p>", Outcome.SOFT_404),
    "unavailable": ("<div>Xin lỗi, trang bạn yêu cầu hiện không có.</div>", Outcome.SOFT_404),
    "upgrade": ("<h1>Website đang nâng cấp</h1><p>Vui lòng quay lại sau.</p>", Outcome.MAINTENANCE),
    "servicing": ("<p>Cổng thông tin đang được bảo dưỡng, mong quý vị thông cảm</p>", Outcome.MAINTENANCE),
    "being built": ("<p>Trang web đang trong quá trình xây dựng</p>", Outcome.MAINTENANCE),
    "members": ("<p>Bạn cần đăng nhập để xem nội dung này.</p>", Outcome.LOGIN_WALL),
    "no right": ("<p>Bạn không có quyền truy cập trang này.</p>", Outcome.LOGIN_WALL),
}
NOTHING_YET = (
    "<p>Chưa có bài viết nào trong chuyên mục này.</p>",
    "<p>Hiện tại chưa có tin nào!</p>",
    "<p>Không tìm thấy bài viết nào trong chuyên mục</p>",
    "<div>Nội dung đang được cập nhật</div>",
    "<table><tr><td>Không có dữ liệu hiển thị</td></tr></table>",
)


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_named_and_shows_no_items(name: str) -> None:
    body, outcome = WALLS[name]
    reading = read(body)
    assert (reading.health, reading.items, reading.empty_said) == (outcome, (), False)
    assert reading.health_detail


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", IN_A_SITE)
def test_a_wall_within_the_site_is_named_and_the_latest_news_beside_it_are_no_list(name: str, seed: int) -> None:
    body, outcome = IN_A_SITE[name]
    reading = read(framed(seed, "Trường THCS Hoa Mai", body))
    assert (reading.health, reading.items, reading.empty_said) == (outcome, (), False)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("said", NOTHING_YET)
def test_an_empty_section_within_the_site_says_so(said: str, seed: int) -> None:
    reading = read(framed(seed, "Cải cách hành chính", f"<h1>Cải cách hành chính</h1>{said}"))
    assert (reading.health, reading.items, reading.empty_said) == (None, (), True)


@pytest.mark.parametrize(
    "title",
    [
        "Thông báo bảo trì hệ thống phòng máy",
        "Cảnh báo thực phẩm hết hạn sử dụng",
        "Hướng dẫn đăng nhập để xem điểm thi",
        "Cảnh giác website đã bị hack, cá cược, casino",
        "Xử lý khi có lỗi xảy ra lúc nộp hồ sơ",
    ],
)
def test_an_undated_article_about_such_things_is_an_article(title: str) -> None:
    words = "".join(f"<p>{title}: nhà trường đề nghị phụ huynh và học sinh lưu ý ({n}).</p>" for n in range(12))
    page = page_of(f"<title>{title}</title><h1>{title}</h1><div class='noidung'>{words}</div>", purpose="article")
    assert choose(page).read(page, section()).article is not None


@pytest.mark.parametrize(
    ("status", "outcome"), [(404, Outcome.HTTP_STATUS), (500, Outcome.HTTP_STATUS), (401, Outcome.LOGIN_WALL)]
)
def test_a_status_is_an_outcome(status: int, outcome: Outcome) -> None:
    assert read(saved("nukeviet_list.html"), status).health is outcome


def test_a_refusal_with_a_challenge_is_a_bot_wall() -> None:
    assert read(WALLS["challenge"][0], 403).health is Outcome.BOT_WALL
    assert read("<p>Forbidden</p>", 403).health is Outcome.HTTP_STATUS


def test_a_list_that_speaks_of_maintenance_logins_missing_pages_and_betting_is_healthy() -> None:
    reading = read(saved("healthy_talk.html"))
    assert (reading.health, len(reading.items)) == (None, 3)


def test_one_article_about_maintenance_is_a_healthy_list() -> None:
    body = saved("healthy_talk.html").decode()
    one = body[: body.index('<div class="item"><h3><a href="/bai/8.htm">')] + "</main></body></html>"
    assert (read(one).health, len(read(one).items)) == (None, 1)


def test_a_site_taken_over_by_gambling_is_another_site() -> None:
    rows = "".join(f'<li><a href="/k/{n}">Nhà cái uy tín số {n}: casino, nổ hũ</a></li>' for n in range(12))
    assert read(f"<title>Casino trực tuyến - nhà cái</title><ul>{rows}</ul>").health is Outcome.WRONG_SITE


def test_a_missing_page_with_the_latest_news_beside_it_is_still_missing() -> None:
    rows = "".join(f"<li><a href='/b/{n}'>Bài viết mới của trường số {n}</a></li>" for n in range(6))
    assert read(f"<title>404 - Trường THCS Hoa Mai</title><h1>Lỗi 404</h1><ul>{rows}</ul>").health is Outcome.SOFT_404


# --- drift


def items(numbers: range, dated: bool = True) -> list[Item]:
    found = []
    for n in numbers:
        stated = StatedDate(NOW.replace(month=1, day=1 + n).astimezone(VN), Precision.MINUTE, "list:text", "x")
        found.append(Item(f"http://so.test/{n}", f"Bài {n}", f"so.test/{n}", dates=(stated,) if dated else ()))
    return found


def memory_of(seen: list[Item], dated_share: float = 1.0) -> Memory:
    known = {item.identity: item.stated for item in seen}
    return Memory(known=known, complete_since=NOW, typical_items=len(seen), dated_share=dated_share, shown_items=True)


def test_nothing_drifts_while_known_items_stay() -> None:
    assert drift_of(items(range(10, 20)), items(range(10, 20)), memory_of(items(range(8, 18)))) == ""
    assert drift_of(items(range(3)), items(range(3)), Memory()) == ""


def test_a_list_without_any_known_item_has_drifted() -> None:
    assert "none of the items" in drift_of(items(range(20, 28)), items(range(20, 28)), memory_of(items(range(10))))


def test_dates_that_are_no_longer_read_are_a_drift() -> None:
    now = items(range(10), dated=False)
    assert "dates" in drift_of(now, now, memory_of(items(range(10))))
    assert drift_of(now, now, memory_of(items(range(10)), dated_share=0.0)) == ""


def test_a_collapsed_list_is_a_drift() -> None:
    assert "2 items" in drift_of(items(range(8, 10)), items(range(8, 10)), memory_of(items(range(10))))
