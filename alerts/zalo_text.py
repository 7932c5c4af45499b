"""A letter as a short message on a telephone: plain text, no links of strangers, no mentions (H13)."""

from __future__ import annotations

import re

from alerts.channel import Outgoing
from alerts.safe import line, shorten

TEXT_LIMIT = 2000
"""Characters that Zalo takes in one message."""
_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]{1,12}:)?//\S+|\bwww\.\S+", re.IGNORECASE)
_MENTION = re.compile(r"(?<!\S)@+(?=\S)")
_LINE_LIMIT = 400
_FULL = "Tin đã rút gọn. Nội dung đầy đủ: xem thư điện tử (nếu Quý vị có đăng ký) hoặc hỏi văn phòng."
"""Who is told by Zalo alone has no record copy to look at (S26)."""


def short_text(message: Outgoing) -> str:
    """Subject and text of a letter in one message, cut between words.

    Titles come from sites of strangers: an address in one of them would be a link in our name, so links are left out;
    ``@name`` would call on somebody.
    """
    lines = [plain(message.subject), ""]
    lines += [plain(one) for one in message.text.splitlines()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if len(text) <= TEXT_LIMIT:
        return text
    return f"{shorten(text, TEXT_LIMIT - len(_FULL) - 2)}\n\n{_FULL}"


def plain(text: str, limit: int = _LINE_LIMIT) -> str:
    """One line without links and mentions."""
    return line(_MENTION.sub("@ ", _LINK.sub("(liên kết)", line(text, limit))), limit)
