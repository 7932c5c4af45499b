"""Text as it is compared: no marks, lower case, damage of recognition mended syllable by syllable."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.text import ABBREVIATIONS, clean, fold

_RIMES = (
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en", "eng", "eo",
    "ep", "et", "eu", "i", "ia", "ich", "iec", "iem", "ien", "ieng", "iep", "iet", "ieu", "im", "in", "inh", "ip", "it",
    "iu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oc", "oe", "oen",
    "oeo", "oet", "oi", "om", "on", "ong", "oong", "op", "ot", "u", "ua", "uan", "uang", "uat", "uay", "uc", "ue",
    "uech", "uenh", "ui", "um", "un", "ung", "uo", "uoc", "uoi", "uom", "uon", "uong", "uop", "uot", "uou", "up", "ut",
    "uu", "uy", "uya", "uych", "uyen", "uyet", "uyn", "uynh", "uyt", "y", "yem", "yen", "yet", "yeu",
)  # fmt: skip
_ONSETS = r"ngh(?=[ei])|ng(?![ei])|nh|gh(?=[ei])|gi|kh|ch|ph|th|tr|qu|[bdhlmnprstvx]|c(?![eiy])|g(?![e])|k(?=[eiy])"
_SYLLABLE = re.compile(rf"(?:{_ONSETS})?(?:{'|'.join(sorted(_RIMES, key=len, reverse=True))})")
_EDGES = re.compile(r"^([^\w]*)(.*?)([^\w]*)$", re.DOTALL)
_ALIKE = {frozenset(pair) for pair in (
    "uw", "eo", "co", "ec", "o6", "b6", "l1", "i1", "il", "o0", "nm", "vy", "s5", "dp", "tr", "db", "ao", "ae", "ui",
    "ou", "eu", "gy", "rt", "mn", "og", "uo",
)}  # fmt: skip
_MARKED = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")
_KEY_WORDS = (
    "truoc", "ngay", "thang", "nam", "quy", "bao", "cao", "dinh", "ky", "hang", "sau", "dau", "cuoi", "cham", "nhat",
    "hoan", "thanh", "chu", "tri", "phoi", "hop", "don", "vi", "phong", "so", "van", "truong", "hoc", "truc", "thuoc",
    "cac", "ke", "hoach", "tuyen", "truyen", "cai", "cach", "hanh", "chinh", "dang", "tin", "bai", "trang", "thong",
    "tinh", "thoi", "gian", "noi", "nhan", "thuc", "hien", "nguoi", "dan", "giao", "duc", "xa", "huyen", "ban", "tong",
    "ket", "qua", "den", "het", "trong", "muc", "yeu", "cau", "can", "cu", "phu", "luc", "vu", "chuc", "nghiep", "mon",
    "thu", "tuc", "dich", "cong", "giam", "doc",
)  # fmt: skip
_PAIRS = tuple(tuple(pair.split()) for pair in (
    "bao cao", "dinh ky", "hang quy", "hang thang", "ke hoach", "van phong", "truoc ngay", "hoan thanh", "chu tri",
    "phoi hop", "truc thuoc", "don vi", "cai cach", "hanh chinh", "thoi gian", "thoi han", "tuyen truyen", "it nhat",
    "toi thieu", "tin bai",
))  # fmt: skip
_DIGIT_WITHIN = re.compile(r"(?<=[a-z]{2})[01](?=[a-z])|(?<=\b[a-z])[01](?=[a-z]{2})")
_OFFICES = re.compile(r"\bgd\W{0,3}d?[dp]{0,2}t\b")
_SCHOOLING = re.compile(r"\bgiao duc va [dp]ao tao\b")
_DAMAGED_OFFICE = re.compile(r"\bs[^\w\s.,;:!?()\-–/%\"'“”*]+(?=\s|$)|\bs6(?=\s+(?:g|y|n|t|l|k|c|v))")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text ready for comparing. ``mended``: some syllables were guessed from damaged ones."""

    text: str
    mended: bool = False


def flat(text: str) -> str:
    """Letters folded one by one, blanks single: ``"Trước ngày 13/3"`` → ``"truoc ngay 13/3"``."""
    return fold(clean(text)).replace("–", "-").replace("—", "-")


def aligned(text: str) -> tuple[str, str]:
    """A clean text and its folded form, each letter at the same place in both."""
    whole = clean(text)
    plain = flat(whole)
    return (whole, plain) if len(plain) == len(whole) else (plain, plain)


def spelt(text: str) -> str:
    """The folded text with the usual short forms written out."""
    return re.sub(r"[^\W_]+(?:&[^\W_]+)*", lambda word: _long_form(word.group()), flat(text))


def _long_form(word: str) -> str:
    return _SHORT.get(word, word)


_SHORT = {fold(short): fold(full) for short, full in ABBREVIATIONS.items() if short not in ("clip", "bc", "cv")}


def mend(text: str) -> Plain:
    """The folded text in which syllables that cannot be Vietnamese become the key word most like them."""
    whole = _DIGIT_WITHIN.sub(lambda found: "o" if found.group() == "0" else "l", flat(text))
    folded = _DAMAGED_OFFICE.sub("so", re.sub(r"(?<=\w)['’‘`´](?=\w)", "", whole))
    offices = _SCHOOLING.sub("giao duc va dao tao", _OFFICES.sub("gddt", folded))
    mended = offices != flat(text)
    words = []
    for token in offices.split():
        fixed = _mended_token(token)
        mended = mended or fixed != token
        words.append(fixed)
    paired = _pairs_mended(words)
    return Plain(" ".join(paired), mended or paired != words)


def _pairs_mended(words: list[str]) -> list[str]:
    """Beside one half of a usual pair of syllables, a damaged other half is known sooner."""
    mended = list(words)
    for i in range(len(words) - 1):
        if not (words[i].isalnum() and re.match(r"[^\W_]+", words[i + 1])):
            continue
        core = re.match(r"[^\W_]+", words[i + 1])
        second = core.group() if core else ""
        for first, other in _PAIRS:
            if words[i] == first and second != other and _damaged(second, other):
                mended[i + 1] = other + words[i + 1][len(second) :]
            elif second == other and words[i] != first and _damaged(words[i], first):
                mended[i] = first
    return mended


def _damaged(word: str, key: str) -> bool:
    """Whether a word that is no Vietnamese syllable may have been this key word."""
    return not _SYLLABLE.fullmatch(word) and len(word) > 1 and damage(word, key) <= 0.45 * len(key)


def _mended_token(token: str) -> str:
    parts = _EDGES.match(token)
    if parts is None or not parts[2]:
        return token
    before, word, after = parts.groups()
    if len(word) < 3 or any(c.isdigit() for c in word[1:]) or _SYLLABLE.fullmatch(word) or not word.isalnum():
        return token
    return before + (nearest_key(word) or word) + after


@lru_cache(maxsize=4096)
def nearest_key(word: str) -> str | None:
    """The key word that recognition most likely made this word of; None when none is near."""
    if len(word) > 12:
        return None
    best = min(_KEY_WORDS, key=lambda key: (damage(word, key), abs(len(key) - len(word)), key))
    return best if damage(word, best) <= 0.31 * max(len(word), len(best)) else None


def damage(one: str, other: str) -> float:
    """Edit distance in which letters that look alike differ by half."""
    row = [float(i) for i in range(len(other) + 1)]
    for i, a in enumerate(one, start=1):
        before, row[0] = row[0], float(i)
        for j, b in enumerate(other, start=1):
            cost = 0.0 if a == b else 0.5 if frozenset((a, b)) in _ALIKE else 1.0
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + cost)
    return row[-1]


def is_unmarked(text: str) -> bool:
    """Whether a text of some length has lost its Vietnamese marks, wholly or for the greater part."""
    letters = sum(c.isalpha() for c in text)
    if letters < 40:
        return False
    return len(_MARKED.findall(clean(text).casefold())) < 0.16 * letters
