"""Standing duties in running text: a hotline, a place for questions, a list of procedures, a board, a section (S16)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fixture:
    """Something that has to be there all the time. ``topic``: of the site, None where no site can show it."""

    name: str
    topic: str | None
    fresh: bool = False

    @property
    def keys(self) -> Mapping[str, Any]:
        """What a plan file says of it; freshness without a number in the plan can never go bad."""
        if self.fresh:
            return {"fresh_days": 31, "binding": "undecidable"}
        return {"present": "section", "accepts": ["page"]}


_FIXTURES: tuple[tuple[str, str, str | None], ...] = (
    (r"duong day nong|hotline|so dien thoai (?:tiep nhan|phan anh|nong)", "đường dây nóng", "duong-day-nong"),
    (r"(?:chuyen )?muc hoi\s*-?\s*(?:va )?dap|hoi\s*-\s*dap|kenh (?:tiep nhan|phan hoi)|(?:muc|hop thu) gop y"
     r"|tiep nhan,? (?:va )?(?:tra loi|xu ly),? phan anh", "mục hỏi đáp, góp ý", "hoi-dap"),
    (r"niem yet|bang (?:tin|cong khai|thong bao)", "bảng niêm yết", None),
    (r"(?:danh muc|bo|cong khai|cap nhat)[^.;]{0,60}(?:thu tuc hanh chinh|\btthc\b)",
     "danh mục thủ tục hành chính", "tthc"),
    (r"chuyen (?:muc|trang)[^.;]{0,40}(?:cai cach hanh chinh|cchc)"
     r"|(?:cai cach hanh chinh|cchc)[^.;]{0,30}chuyen (?:muc|trang)",
     "chuyên mục cải cách hành chính", "cchc"),
    (r"(?:trang (?:thong )?tin|website|cong (?:thong tin|tt))", "trang thông tin điện tử", "tin-tuc"),
)  # fmt: skip
_LASTING = re.compile(
    r"thuong xuyen|duy tri|lien tuc|tiep tuc|van hanh|thuong truc|niem yet|cong khai|tiep nhan|kip thoi|luon"
)
_FRESH = re.compile(r"cap nhat|dang tai|dang (?:tin|bai)|dua tin")
REASON = "việc thường trực, kế hoạch không nêu cách kiểm tra hay mức phải đạt"


def fixture_of(plain: str) -> Fixture | None:
    """What a folded clause wants to be there for good; None where it is nothing that can be looked for."""
    if not _LASTING.search(plain):
        return None
    for pattern, name, topic in _FIXTURES:
        if re.search(pattern, plain):
            return Fixture(name, topic, topic in ("cchc", "tin-tuc") and bool(_FRESH.search(plain)))
    return None
