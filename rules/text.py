"""Vietnamese text as it is compared, never as it is shown: NFC in, folded syllables out (VIETNAM conventions)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[.&][^\W_]+)*", re.UNICODE)
_GLUED = re.compile(r"([^\W\d]{3,})(20\d\d)")
"""A short form with its year: CCHC2026."""
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

_TITLE_FORMS: dict[str, str] = {
    "qd": "quyết định",
    "gd": "giáo dục",
    "dv": "dịch vụ",
    "ttdvc": "trung tâm dịch vụ công",
    "ttpvhcc": "trung tâm phục vụ hành chính công",
    "hcc": "hành chính công",
    "cctthc": "cải cách thủ tục hành chính",
    "cảicách": "cải cách",
    "kstthc": "kiểm soát thủ tục hành chính",
    "tkq": "trả kết quả",
    "bpmc": "bộ phận một cửa",
    "parindex": "chỉ số cải cách hành chính",
    "cđs": "chuyển đổi số",
    "cds": "chuyển đổi số",
    "pctn": "phòng chống tham nhũng",
    "pbgdpl": "phổ biến giáo dục pháp luật",
    "ccvc": "công chức viên chức",
    "hđnd": "hội đồng nhân dân",
    "uỷ": "ủy",
    "quí": "quý",
    "hd": "hướng dẫn",
    "c.c.h.c": "cải cách hành chính",
    "cchcnn": "cải cách hành chính nhà nước",
}
"""Further short forms of titles. A plan's text is read without them: there they may stand for something else."""
_JOINED: dict[tuple[str, ...], str] = {
    ("gd", "đt"): "giáo dục và đào tạo",
    ("cc", "hc"): "cải cách hành chính",
    ("hành", "chánh"): "hành chính",
    ("gd", "dt"): "giáo dục và đào tạo",
    ("giáo", "dục", "đào", "tạo"): "giáo dục và đào tạo",
    ("par", "index"): "chỉ số cải cách hành chính",
    ("tn", "tkq"): "tiếp nhận và trả kết quả",
    ("tn", "và", "tkq"): "tiếp nhận và trả kết quả",
    ("v", "v"): "về việc",
    ("hỏi", "và", "đáp"): "hỏi đáp",
    ("sáu", "tháng"): "6 tháng",
    ("chín", "tháng"): "9 tháng",
    ("ba", "tháng"): "3 tháng",
    ("quí", "i"): "quý 1",
    ("quí", "ii"): "quý 2",
    ("quí", "iii"): "quý 3",
    ("quí", "iv"): "quý 4",
    ("quý", "i"): "quý 1",
    ("quý", "ii"): "quý 2",
    ("quý", "iii"): "quý 3",
    ("quý", "iv"): "quý 4",
}
"""Short forms and numbers that are spelt in several words; "V/v" and "GD-ĐT" reach us as two."""
_LONGEST_JOIN = max(map(len, _JOINED))


def clean(text: str) -> str:
    """NFC, without invisible and bidirectional control characters, white space folded to single blanks."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if text.isprintable():  # nothing to take out: nearly every title
        return text
    text = _INVISIBLE.sub("", text)
    return " ".join("".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text).split())


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    """Lower case without marks; đ and the look-alike ð become d."""
    if text.isascii():
        return text.lower()
    # Word by word: the same few thousand words make up nearly every title, and a blank ends what marks belong to.
    return " ".join([_folded(word) if len(word) <= _LONGEST_KEPT else _bare(word) for word in text.split(" ")])


def folded_words(text: str) -> str:
    """The words of a text, folded, between single blanks; signs are left out."""
    return " ".join(re.sub(r"[^\w]+", " ", fold(text)).split())


_LONGEST_KEPT = 40


def _bare(word: str) -> str:
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.casefold().replace("đ", "d").replace("ð", "d"))
    usual = _MARKS.sub("", decomposed)
    return usual if usual.isascii() else "".join(c for c in decomposed if not unicodedata.combining(c))


_folded = lru_cache(maxsize=16_384)(_bare)


def tone_free(syllable: str) -> str:
    """A syllable in which old and new placing of the tone mark (hoà, hòa) are spelt alike, and final i/y too (kỷ,
    kỉ)."""
    decomposed = unicodedata.normalize("NFD", syllable.casefold())
    tones = [c for c in decomposed if c in "\u0300\u0301\u0303\u0309\u0323"]
    rest = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in tones))
    if len(rest) > 1 and rest.endswith("y") and (rest[-2] in "hklmst" or rest == "quy"):
        rest = rest[:-1] + "i"
    return rest + "".join(tones)


def syllables(text: str) -> list[str]:
    """Words of a text in order, lower case, marks kept, short forms and numbers spelt out.

    ``"Kế hoạch CCHC năm 2022"`` → ``["kế", "hoạch", "cải", "cách", "hành", "chính", "năm", "2022"]``
    """
    words: list[str] = []
    for word in _WORD.findall(clean(text).casefold()):
        glued = _GLUED.fullmatch(word)
        if word not in ABBREVIATIONS and word not in _TITLE_FORMS and ("&" in word or "." in word):
            words.extend(part for part in re.split(r"[.&]", word) if part)
        elif glued and (glued[1] in ABBREVIATIONS or glued[1] in _TITLE_FORMS):
            words += [glued[1], glued[2]]
        else:
            words.append(str(int(word)) if len(word) == 2 and word.isdecimal() and word.isascii() else word)
    return _spelt_out(words)


def _spelt_out(words: list[str]) -> list[str]:
    found: list[str] = []
    position = 0
    while position < len(words):
        for length in range(_LONGEST_JOIN, 1, -1):
            joined = _JOINED.get(tuple(words[position : position + length]))
            if joined is not None:
                found.extend(joined.split())
                position += length
                break
        else:
            word = words[position]
            found.extend((ABBREVIATIONS.get(word) or _TITLE_FORMS.get(word) or word).split())
            position += 1
    return found


_CUT_SIGN = re.compile(r"\.{2,8}$|…$|[\[(] ?(?:\.{2,5}|…) ?[\])]$")
_LONGEST_SIGN = 9
_GOES_ON = re.compile(r"[ ,]*[^\W\d_]")
_LEAST_CUT = 20


def cut_from(title: str, full: str) -> bool:
    """Whether a title is only the beginning of a fuller one: «Báo cáo kết quả…», «[...]», or broken off without a sign.

    Without a sign it is long, and what follows are words: neither the name of the site nor something in brackets.
    """
    if title == full:
        return False
    short, whole = clean(title), clean(full)
    sign = _CUT_SIGN.search(short, max(0, len(short) - _LONGEST_SIGN))
    if sign is not None:
        start, letters = letters_of(short[: sign.start()]), letters_of(whole)
        return 0 < len(start) < len(letters) and letters.startswith(start)
    length = len(short)
    return length >= _LEAST_CUT and whole.startswith(short) and _GOES_ON.match(whole, length) is not None


def letters_of(text: str) -> str:
    """What is left of a text when blanks, signs, marks and cases are no difference."""
    return "".join(filter(str.isalnum, fold(text)))


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


def listed(names: Iterable[str], shown: int, kind: str) -> str:
    """``A, B, C và 4 đơn vị khác``: the first names, and how many of that kind are left out."""
    every = list(names)
    more = f" và {len(every) - shown} {kind} khác" if len(every) > shown else ""
    return ", ".join(every[:shown]) + more
