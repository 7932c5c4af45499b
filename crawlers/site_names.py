"""How schools, offices and their sites are called."""

from __future__ import annotations

import re

_OF_SITE = re.compile(
    r"(?:truong|so(?! (?:ket|luoc|do|lieu|hoa|\d))|phong(?! (?:chong|trao|ngua|benh))|pgd\w*|sgd\w*"
    r"|cong(?= (?:thong tin|ttdt|dien tu|giao tiep|giao duc)|$)|trang(?= (?:thong tin|ttdt|tin|chu|web|dien tu)|$)"
    r"|website|ubnd|uy ban|th|thcs|thpt|mn|tieu hoc|trung hoc|mam non|trung tam|c[123])\b"
)
"""Without marks «sở» is «sơ kết» too, «cổng» «công khai», «phòng» «phong trào»: titles begin so."""


def is_name_of_site(folded: str) -> bool:
    """Whether folded words are the name of a school, an office or its site."""
    return _OF_SITE.match(folded) is not None
