"""Pages that are not what they should be, and honest lists that only speak of such things (S11)."""

from __future__ import annotations

import pytest

from crawlers.health import drift_of
from crawlers.page import Item, Memory, Reading
from crawlers.readers import choose
from rules.model import VN, Outcome, Precision, StatedDate

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
}


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_named_and_shows_no_items(name: str) -> None:
    body, outcome = WALLS[name]
    reading = read(body)
    assert (reading.health, reading.items, reading.empty_said) == (outcome, (), False)
    assert reading.health_detail


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
