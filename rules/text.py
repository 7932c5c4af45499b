"""Vietnamese text as it is compared, never as it is shown: NFC in, folded syllables out (VIETNAM conventions)."""

from __future__ import annotations

import re
import unicodedata

_D_STROKES = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})
_WORD = re.compile(r"[^\W_]+(?:[.&][^\W_]+)*", re.UNICODE)
_MARKS = re.compile("[\u0300-\u036f]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")

ABBREVIATIONS: dict[str, str] = {
    "cchc": "cải cách hành chính",
    "tthc": "thủ tục hành chính",
    "dvc": "dịch vụ công",
    "dvctt": "dịch vụ công trực tuyến",
    "dvcqg": "dịch vụ công quốc gia",
    "kh": "kế hoạch",
    "bc": "báo cáo",
    "gdđt": "giáo dục và đào tạo",
    "gd&đt": "giáo dục và đào tạo",
    "gddt": "giáo dục và đào tạo",
    "tn&tkq": "tiếp nhận và trả kết quả",
    "tnhs&tkq": "tiếp nhận hồ sơ và trả kết quả",
    "tnhs": "tiếp nhận hồ sơ",
    "cbcc": "cán bộ công chức",
    "cbccvc": "cán bộ công chức viên chức",
    "ubnd": "ủy ban nhân dân",
    "cntt": "công nghệ thông tin",
    "qđ": "quyết định",
    "cv": "công văn",
    "clip": "video",
    "sipas": "chỉ số hài lòng",
    "pakn": "phản ánh kiến nghị",
}
"""Short forms seen in plans and titles, by their lower-case spelling, with their full words."""


def clean(text: str) -> str:
    """NFC, without invisible and bidirectional control characters, white space folded to single blanks."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if text.isprintable():  # nothing to take out: nearly every title
        return text
    text = _INVISIBLE.sub("", text)
    return " ".join("".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text).split())


def fold(text: str) -> str:
    """Lower case without marks; đ and the look-alike ð become d."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.casefold().translate(_D_STROKES))
    usual = _MARKS.sub("", decomposed)
    return usual if usual.isascii() else "".join(c for c in decomposed if not unicodedata.combining(c))


def tone_free(syllable: str) -> str:
    """A syllable in which old and new placing of the tone mark (hoà, hòa) are spelt alike, and final i/y too (kỷ,
    kỉ)."""
    decomposed = unicodedata.normalize("NFD", syllable.casefold())
    tones = [c for c in decomposed if c in "\u0300\u0301\u0303\u0309\u0323"]
    rest = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in tones))
    if len(rest) > 1 and rest.endswith("y") and rest[-2] in "hklmst":
        rest = rest[:-1] + "i"
    return rest + "".join(tones)


def syllables(text: str) -> list[str]:
    """Words of a text in order, lower case, marks kept, abbreviations spelt out.

    ``"Kế hoạch CCHC năm 2022"`` → ``["kế", "hoạch", "cải", "cách", "hành", "chính", "năm", "2022"]``
    """
    found: list[str] = []
    for word in _WORD.findall(clean(text).casefold()):
        if word in ABBREVIATIONS:
            found.extend(ABBREVIATIONS[word].split())
        elif "&" in word or "." in word:
            found.extend(part for part in re.split(r"[.&]", word) if part)
        else:
            found.append(word)
    return found


_ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng, after the unmarked tone


def sort_key(text: str) -> tuple[tuple[object, ...], ...]:
    """Key that sorts the Vietnamese way: a ă â … d đ …, tones in dictionary order within a syllable."""
    return tuple(_syllable_key(word) for word in clean(text).casefold().split())


def _syllable_key(word: str) -> tuple[object, ...]:
    decomposed = unicodedata.normalize("NFD", word)
    tone = next((_TONES.index(c) + 1 for c in decomposed if c in _TONES), 0)
    letters = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    return tuple((_ALPHABET.find(c), c) if c in _ALPHABET else (-1 if c.isdigit() else 99, c) for c in letters), tone
