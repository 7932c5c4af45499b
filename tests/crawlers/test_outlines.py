"""A list is known again without parsing only where nothing that is read of it has changed (S11, S13)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawlers.identity import canonical_url
from crawlers.looking.outlines import is_like, outline_of
from crawlers.page import Item
from rules.model import Precision, StatedDate

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def page(rows: list[tuple[int, str, str]], token: str = "a1b2", views: int = 7, note: str = "") -> bytes:
    lines = "".join(
        f'<li><a href="/tin/bai-{number}.html">{title}</a> <i>{date}</i> Đã xem: {views + number}</li>'
        for number, title, date in rows
    )
    head = f'<meta name="csrf" content="Z{token}z"><script>var t="K{token}k";</script>'
    return (
        f"<html>{head}<body>{note}<ul>{lines}</ul><footer>Lượt: {views * 31} · {token}</footer></body></html>".encode()
    )


def items(rows: list[tuple[int, str, str]], source: str = "list:text") -> list[Item]:
    stated = lambda raw: (StatedDate(NOW, Precision.DAY, source, raw),)  # noqa: E731
    return [
        Item(
            url=f"http://thcs-hoa-mai.edu.test/tin/bai-{number}.html",
            title=title,
            identity=canonical_url(f"http://thcs-hoa-mai.edu.test/tin/bai-{number}.html"),
            dates=stated(date),
        )
        for number, title, date in rows
    ]


WEEKS = [(number, f"Lịch công tác tuần {number}", f"{number}/11/2026") for number in (20, 19, 18, 17)]


def test_counters_and_tokens_change_nothing() -> None:
    outline = outline_of(page(WEEKS), items(WEEKS))
    assert outline is not None
    assert is_like(page(WEEKS, token="9f0e", views=4711), outline)


@pytest.mark.parametrize(
    "changed",
    [
        # The same letters, one week on: only the numbers in the addresses tell.
        [(number + 1, f"Lịch công tác tuần {number + 1}", f"{number + 1}/11/2026") for number, _, _ in WEEKS],
        [(WEEKS[0][0], WEEKS[0][1], "13/11/2026"), *WEEKS[1:]],
        [(WEEKS[0][0], "Kế hoạch tuyên truyền", WEEKS[0][2]), *WEEKS[1:]],
        [(21, "Lịch công tác tuần 21", "21/11/2026"), *WEEKS],
        WEEKS[:-1],
        [WEEKS[1], WEEKS[0], *WEEKS[2:]],
    ],
    ids=["shifted by one", "another date", "another title", "one more", "one less", "another order"],
)
def test_what_would_be_read_otherwise_is_read(changed: list[tuple[int, str, str]]) -> None:
    outline = outline_of(page(WEEKS), items(WEEKS))
    assert outline is not None
    assert not is_like(page(changed), outline)


def test_a_page_that_says_something_else_beside_its_list_is_read() -> None:
    outline = outline_of(page(WEEKS), items(WEEKS))
    assert outline is not None
    assert not is_like(page(WEEKS, note="<p>Trang đang bảo trì</p>"), outline)


def test_a_page_that_does_not_show_its_own_dates_in_its_bytes_has_no_outline() -> None:
    told = [(number, title, f"Thứ Hai, {date}") for number, title, date in WEEKS]
    assert outline_of(page(WEEKS), items(told)) is None


def test_dates_from_elsewhere_are_not_looked_for() -> None:
    told = [(number, title, f"Mon, {date}") for number, title, date in WEEKS]
    assert outline_of(page(WEEKS), items(told, "feed:pubDate")) is not None
