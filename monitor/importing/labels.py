"""Entries with labels, on lines of their own or in one sentence: ``Chủ trì: …; Bộ phận phối hợp: …; Tiến độ: …``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.importing.plain import aligned

_WHO = (
    r"(?:(?:cac )?(?:don vi|co quan|bo phan|phong|nguoi|can bo|cong chuc|to chuc|ca nhan)"
    r"(?:\s*,\s*(?:don vi|bo phan|ca nhan|to chuc|dia phuong))?\s+)"
)
_KINDS: tuple[tuple[str, str], ...] = (
    ("with", rf"{_WHO}?(?:phoi hop(?: thuc hien)?|tham gia(?: phoi hop)?|ho tro|cung thuc hien)"),
    ("lead", rf"{_WHO}?(?:(?:chu tri|dau moi|thuc hien|phu trach)(?:,? tham muu|,? thuc hien|,? tong hop)?|tham muu"
             r"(?: thuc hien| chinh)?|chiu trach nhiem(?: chinh| thuc hien)?|duoc (?:giao|phan cong)(?: nhiem vu)?)"
             r"|phan cong(?: thuc hien| nhiem vu)?|trach nhiem(?: thuc hien| chinh)|giao(?: cho| nhiem vu)?"),
    ("time", r"(?:thoi (?:gian|han|diem|ky)|tien do|han|ky han|moc thoi gian|lich)"
             r"(?: (?:thuc hien|hoan thanh|xong|dang|bao cao|gui|ket thuc|trien khai|nop|cuoi cung))?"
             r"|(?:ngay )?hoan thanh|(?:phai )?xong"),
    ("other", rf"{_WHO}(?:theo doi|giam sat|kiem tra|don doc|tong hop|chi dao|nhan)[^:.;]{{0,30}}"
              r"|(?:dong chi )?lanh dao (?:phu trach|chi dao|theo doi)"
              r"|(?:san pham|ket qua)(?: dau ra| du kien| dat duoc| hoan thanh| thuc hien)?"
              r"|hinh thuc(?: thuc hien| tuyen truyen| the hien)?|(?:nguon )?kinh phi(?: thuc hien)?"
              r"|dia diem|thanh phan|ghi chu|noi nhan(?: bao cao)?|yeu cau|doi tuong|so luong"),
)  # fmt: skip
_LABEL = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS)
_DETAIL = re.compile(rf"^\W*(?:[a-e]\)\s*)?(?:{_LABEL})\s*:\s*\S")
_FIELD = re.compile(rf"(?:^|(?<=[.;,:+(–-])|(?<=[.;,:+(–-]\s))\s*(?:{_LABEL})\s*:\s*")
_SENTENCE = re.compile(r"(?<!\d)\.\s+(?=[^\W\d_])")
WHEN_LABEL = rf"(?:{_KINDS[2][1]})\s*:\s*(?:trong |vao )?$"
"""The end of a folded text behind which a labelled time stands."""


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled entry. ``kind``: lead, with, time or other; ``start``: where its label stands in the clean text."""

    kind: str
    value: str
    start: int


def is_detail(plain: str) -> bool:
    """Whether a folded line is nothing but a labelled detail of what stands before it."""
    return bool(_DETAIL.match(plain))


def fields(text: str) -> list[Field]:
    """The labelled entries of a text in order; each reaches to the next label or the end of its sentence."""
    whole, plain = aligned(text)
    labels = list(_FIELD.finditer(plain))
    found = []
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        value = whole[label.end() : following.start() if following else len(whole)]
        value = value if following else _SENTENCE.split(value, maxsplit=1)[0]
        found.append(Field(str(label.lastgroup), value.strip(" ,;.+(–-"), label.start()))
    return found
