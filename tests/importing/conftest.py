"""What the tests of plan import share: a document on disk, and the shortest plan that can be imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

OPENING = """UBND TỈNH PHÙ SA
SỞ GIÁO DỤC VÀ ĐÀO TẠO
Phù Sa, ngày 12 tháng 01 năm 2026
KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2026

Sở Giáo dục và Đào tạo xây dựng Kế hoạch tuyên truyền cải cách hành chính (CCHC) năm 2026 như sau:

"""


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., Path]:
    """Write a document and give its path; text without a title gets the usual opening."""

    def write(content: str | bytes, name: str = "ke-hoach.txt") -> Path:
        path = tmp_path / name
        if isinstance(content, str):
            content = (content if "KẾ HOẠCH" in content or "BÁO CÁO" in content else OPENING + content).encode()
        path.write_bytes(content)
        return path

    return write
