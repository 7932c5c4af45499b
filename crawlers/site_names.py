"""How schools, offices and their sites are called."""

from __future__ import annotations

import re

_OF_SITE = re.compile(
    r"(?:truong|so|phong|pgd\w*|sgd\w*|cong|trang|website|ubnd|uy ban|th|thcs|thpt|mn|tieu hoc|trung hoc|mam non"
    r"|trung tam|c[123])\b"
)


def is_name_of_site(folded: str) -> bool:
    """Whether folded words are the name of a school, an office or its site."""
    return _OF_SITE.match(folded) is not None
