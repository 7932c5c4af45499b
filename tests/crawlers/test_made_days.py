"""What the head of a page calls just «date»: of one article the moment, of a list or the look none (S7)."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawlers.reading import read_bytes
from rules.model import VN

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=VN)
_MADE = "2026-10-12T18:32:00+07:00"
_TALE = "Phụ huynh được phát phiếu hỏi ý kiến và bỏ vào hòm thư góp ý đặt ở cổng trường trong suốt một tuần. " * 2
_CALLED = "Phát phiếu hỏi ý kiến phụ huynh về bộ phận một cửa"


def _made(said: str = _MADE, matter: str = "", shown: str = "", head: str = "") -> tuple[str | None, str | None]:
    page = (
        f"<html><head><title>{_CALLED} - THCS Hoa Mai</title><meta name='date' content='{said}'>{head}</head><body>"
        f"<div id='main'><div class='bai'><h2>{_CALLED}</h2><p>Bởi Văn phòng {shown}</p>"
        f"<div class='post-content'><p>{_TALE}</p></div></div>{matter}</div></body></html>"
    )
    found = read_bytes(page.encode(), "http://thcs-hoa-mai.edu.test/y-kien", "article", {}, NOON, live=True)["article"]
    assert isinstance(found, dict)
    return found["stated"], found["stated_precision"]


def test_what_the_head_of_one_article_calls_just_date_is_its_moment() -> None:
    assert str(_made()[0]).startswith("2026-10-12T18:32")
    assert str(_made(shown="12/10/2026")[0]).startswith("2026-10-12T18:32")


@pytest.mark.parametrize(
    "said",
    [
        "2026-10-12", "2026-10-12T00:00:00+07:00", f"{NOON:%Y-%m-%d}T07:10:00+07:00", "2026-12-30T18:32:00+07:00",
        "2026-10-12T18:32:00Z", "12/10/2026 18:32", "chiều thứ Hai",
    ],
)  # fmt: skip
def test_a_day_the_look_itself_and_an_hour_of_another_zone_are_no_such_moment(said: str) -> None:
    assert _made(said)[0] is None


def test_any_other_day_of_the_article_goes_before_what_the_head_calls_just_date() -> None:
    assert str(_made(shown="05/10/2026")[0]).startswith("2026-10-05")
    issued = "<meta name='dcterms.issued' content='2026-10-04T09:00:00+07:00'>"
    assert str(_made(head=issued)[0]).startswith("2026-10-04")


def test_where_more_than_one_article_stands_what_the_head_calls_just_date_is_of_none() -> None:
    other = "<a href='/bai-{0}'>Thông báo số {0} về lịch tiếp công dân</a>"
    beside = "".join(f"<div class='bai'><h3>{other.format(n)}</h3><p>{_TALE}</p></div>" for n in range(3))
    whole = f"<html><head><title>{_CALLED}</title><meta name='date' content='{_MADE}'></head><body>"
    for page in (
        f"{whole}<main><h1>{_CALLED}</h1>{beside}</main></body></html>",
        f"{whole}<main><h1>{_CALLED}</h1><ul>{beside}</ul><p>{_TALE}</p></main></body></html>",
        f"{whole}<main><h1>{_CALLED}</h1><p>{_TALE}</p><h3>{other.format(1)}</h3></main></body></html>",
        f"{whole}<main><h1>{_CALLED}</h1><p>{_TALE}</p><div>{other.format(1)}</div></main></body></html>",
    ):
        read = read_bytes(page.encode(), "http://thcs-hoa-mai.edu.test/y-kien", "article", {}, NOON, live=True)
        assert isinstance(read["article"], dict)
        assert read["article"]["stated"] is None
