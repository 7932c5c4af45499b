"""What looks say is told in Vietnamese, and nothing is translated that no look says."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.cli.look_words import WORDS, detail_words


def test_every_sentence_is_one_that_a_look_says(root: Path) -> None:
    sources = [*(root / "crawlers").rglob("*.py"), *(root / "monitor/pipeline").glob("look*.py")]
    said = " ".join(path.read_text(encoding="utf-8") for path in sources)
    assert [one for one in WORDS if f'"{one}"' not in said] == []


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("another list of the section could not be read", "một mục con của chuyên mục không đọc được"),
        (
            "another list of the section could not be read: http://a.test/muc",
            "một mục con của chuyên mục không đọc được: http://a.test/muc",
        ),
        ("page 3: http_status", "trang 3 của danh sách: "),
        ("page 2 of 7 shows nothing", "trang 2/7 của danh sách trống"),
        ("status 503", "máy chủ trả lời mã 503"),
        ("2 items where there used to be 12", "còn 2 bài, trước đây có 12"),
        ("robots.txt: certificate expired", "robots.txt: chứng thư số của trang đã hết hạn"),
        ("::1 is not a public address (after 2 redirects)", "::1 không phải địa chỉ công khai, không hỏi (sau 2 lần"),
        ("browser challenge, status 403", "trang chặn máy, đòi kiểm tra trình duyệt (mã 403)"),
        ("feed: what a library said", "RSS: what a library said"),
        ("what a library said", "what a library said"),
        ("", ""),
    ],
)
def test_details_have_words(detail: str, words: str) -> None:
    assert detail_words(detail).startswith(words)
