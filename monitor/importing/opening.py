"""The opening of a plan: title, issuer, number, day of issue, year; and what shows that a document is no such plan."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from monitor.importing.blocks import Table, trouble
from monitor.importing.draft import Head, short
from monitor.importing.flow import Paragraph
from monitor.importing.moments import SchoolYear
from monitor.importing.parties import Party, find_parties
from monitor.importing.plain import flat, mend, spelt
from rules.text import clean

_TITLE = re.compile(
    r"^(?:du thao )?ke hoach$|^ke hoach\s+(?=tuyen truyen|cong tac|thuc hien|cai cach|trien khai|thong tin|truyen"
    r" thong|day manh)"
)
_OTHER = re.compile(r"^(?:bao cao|thong bao|quyet dinh|to trinh|nghi quyet|giay moi|bien ban|cong van|huong dan)$")
_YEAR = re.compile(r"\bnam\s+(20\d\d)\b")
_ISSUED = re.compile(r"^[^,;]{2,40},\s*ngay\s*(?P<d>\d{1,2})?\s*thang\s*(?P<m>\d{1,2})?\s*nam\s*(?P<y>20\d\d)?")
_NUMBER = re.compile(r"^so\s*:?\s*(?P<n>\d+\s*/\s*[a-z][\w&.-]*)")
_CITED = re.compile(r"\bngay\s+(\d{1,2})/(\d{1,2})/(20\d\d)")
_ISSUER = re.compile(
    r"^(?:(?:so|phong|ubnd|uy ban nhan dan|ban quan ly|cuc|chi cuc|benh vien|truong|trung tam|bao hiem|van"
    r" phong)\b[^,.;:]{2,70}?)"
    r"(?=\s+(?:xay dung|ban hanh|trien khai|lap|de ra)\b)"
)
_LETTERHEAD = re.compile(r"^(?:so|phong|ubnd|uy ban nhan dan|ban quan ly|cuc|chi cuc|benh vien|truong|trung tam)\s+\S")
_PROVINCE = re.compile(r"\b(?:tinh|thanh pho|tp\.?|huyen|quan|thi xa|xa|phuong)\s+((?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*\s?){1,4})")
_SUBJECT = re.compile(r"cai cach hanh chinh|\bcchc\b|cai cach thu tuc hanh chinh|kiem soat thu tuc hanh chinh")
_ABBR = (
    ("giao duc va dao tao", "gddt"), ("gd&dt", "gddt"), ("gddt", "gddt"), ("lao dong - thuong binh", "ldtbxh"),
    ("ld-tb&xh", "ldtbxh"), ("y te", "yt"), ("tai nguyen va moi"
        " truong", "tnmt"), ("noi vu", "nv"), ("tu phap", "tp"), ("tai chinh", "tc"),
    ("thong tin va truyen thong", "tttt"), ("van hoa", "vhttdl"), ("cong thuong", "ct"),
    ("xay dung", "xd"), ("giao thong", "gtvt"),
    ("nong nghiep", "nnptnt"), ("khoa hoc va cong nghe", "khcn"), ("ke hoach va dau tu", "khdt"),
)  # fmt: skip


def read_opening(flow: list[Paragraph | Table], stem: str, damaged: bool) -> Head:
    """The head of the plan. ``stem``: the name of the file. Raises ImportTrouble for what is no such plan."""
    texts = [block for block in flow if isinstance(block, Paragraph)]
    title, at = _title(texts)
    everything = " ".join([mend(block.text).text for block in texts] + _cells(flow))
    _check_subject(everything, title, texts)
    year = _year(title, everything)
    opening = texts[: max(at + 14, 24)]
    issuer = _issuer(opening, at)
    issued = _issued(opening, year)
    abbr = _abbreviation(issuer)
    place = _place(opening)
    name = "-".join(part for part in (place, abbr.removeprefix("so-") if place else abbr, str(year)) if part)
    after = None if issued and len(issued) == 10 else _last_cited(opening, year, issued)
    number = next((found for block in opening if (found := number_of(block.text))), None)
    return Head(
        id=name if place or issuer else _slug(stem) or f"ke-hoach-{year}",
        title=short(title or f"Kế hoạch tuyên truyền cải cách hành chính năm {year}", 200),
        issuer=short(issuer or "chưa rõ cơ quan ban hành", 160),
        abbr=abbr or "co-quan",
        year=year,
        number=None if damaged else number,
        issued=issued,
        issued_after=after,
    )


def number_of(text: str) -> str | None:
    """``12/KH-SGDĐT`` of ``Số: 12/KH-SGDĐT``, with the letters it was written with."""
    plain = clean(text)
    found = _NUMBER.match(flat(plain))
    # Folding goes letter by letter, so that places in the folded text are places in the text.
    return re.sub(r"\s+", "", plain[found.start("n") : found.end("n")]).upper() if found else None


def _cells(flow: list[Paragraph | Table]) -> list[str]:
    return [mend(cell).text for block in flow if isinstance(block, Table) for row in block.rows for cell in row.cells]


def _title(texts: list[Paragraph]) -> tuple[str, int]:
    """The title below the word KẾ HOẠCH. Raises ImportTrouble where the file holds two plans."""
    found: list[tuple[int, str, int]] = []
    for i, block in enumerate(texts):
        plain = mend(block.text).text.strip(" .*:-")
        match = _TITLE.match(plain)
        if not match or len(block.text) > 260:
            continue
        whole = plain != "ke hoach" and plain != "du thao ke hoach"
        if whole and not (block.text[:8].isupper() or i < 12):
            continue
        following = texts[i + 1].text if i + 1 < len(texts) and not whole else ""
        found.append((i, _as_title(clean(f"{block.text} {following}")), block.place.line))
    plans = [one for one in found if not re.match(r"phu luc", flat(texts[one[0] - 1].text if one[0] else ""))]
    if len(plans) > 1 and plans[1][0] - plans[0][0] > 6:
        names = "; ".join(f"“{short(name, 70)}”" for _, name, _ in plans[:3])
        raise trouble(
            f"tệp chứa {len(plans)} kế hoạch: {names}", "tách mỗi kế hoạch thành một tệp rồi nhập từng tệp", plans[1][2]
        )
    return (plans[0][1], plans[0][0]) if plans else ("", -1)


def _as_title(text: str) -> str:
    """``KẾ HOẠCH Tuyên truyền …`` in the case of a sentence; a title wholly in capitals stays."""
    first, _, rest = text.partition("HOẠCH ")
    if flat(first).strip() == "ke" and rest and not rest.isupper():
        return f"Kế hoạch {rest[:1].lower()}{rest[1:]}"
    return text


def _check_subject(everything: str, title: str, texts: list[Paragraph]) -> None:
    if len(re.findall(r"\w{2,}", everything)) < 15:
        raise trouble(
            "tài liệu không có nội dung để đọc", "kiểm tra lại tệp; cần một kế hoạch tuyên truyền cải cách hành chính"
        )
    if len(_SUBJECT.findall(everything)) < (1 if _SUBJECT.search(spelt(title)) else 2):
        shown = f" (“{short(title, 80)}”)" if title else ""
        raise trouble(
            f"tài liệu{shown} không nói về cải cách hành chính", "chỉ nhập kế hoạch tuyên truyền cải cách hành chính"
        )
    other = next((block.text for block in texts[:14] if _OTHER.match(mend(block.text).text.strip(" .*:-"))), None)
    if other and not title and "ke hoach" not in everything[:1500]:
        raise trouble(
            f"tài liệu là “{short(other, 60)}”, không phải kế hoạch",
            "chỉ nhập kế hoạch tuyên truyền cải cách hành chính",
        )


def _year(title: str, everything: str) -> int:
    """The year in the title, else the one named most. Raises ImportTrouble where there is none."""
    school = re.search(r"\bnam hoc (20\d\d)\s*[-/]\s*20\d\d", mend(title).text)
    if school:
        return SchoolYear(school[1])
    named = _YEAR.findall(mend(title).text) or re.findall(r"\b(20\d\d)\b", title)
    if named:
        return int(named[0])
    counted = Counter(re.findall(r"\bnam (20\d\d)\b", everything) or re.findall(r"\b\d{1,2}/(20\d\d)\b", everything))
    if not counted:
        raise trouble("không thấy năm của kế hoạch", "ghi năm ở tên kế hoạch, ví dụ “… năm 2026”")
    return int(counted.most_common(1)[0][0])


def _issuer(opening: list[Paragraph], at: int) -> str:
    for block in opening[at + 1 :]:
        text = clean(block.text)
        plain = mend(text).text
        found = _ISSUER.match(plain) or re.search(r",\s*(" + _ISSUER.pattern[1:] + ")", plain)
        if found:
            words = len((found[1] if found.re.groups else found.group()).split())
            start = len(plain[: found.start(1) if found.re.groups else 0].split())
            return " ".join(text.split()[start : start + words]).strip(" ,")
    heads = [b.text for b in opening[: max(at, 8)] if _LETTERHEAD.match(mend(b.text).text) and len(b.text) < 90]
    return heads[-1] if heads else ""


def _abbreviation(issuer: str) -> str:
    plain = mend(issuer).text
    for long, abbr in _ABBR:
        if long in plain:
            return ("so-" if plain.startswith("so") else "phong-" if plain.startswith("phong") else "") + abbr
    parties: tuple[Party, ...] = find_parties(issuer)
    return parties[0].slug if parties else ""


def _place(opening: list[Paragraph]) -> str:
    """The province or district: beside the day of issue, else the one named first."""
    for block in opening[:14]:
        dated = re.match(r"(?:.*[A-ZĐ]{3}\s+)?([^,;]{2,30}),\s*ng[aà]y", clean(block.text))
        if dated:
            return _slug(mend(dated[1]).text)
    for block in opening:
        named = _PROVINCE.search(_without_marks(block.text))
        if named:
            return _slug(named[1])
    return ""


def _without_marks(text: str) -> str:
    """The text with its capitals kept and the words before a name folded."""
    return " ".join(word if word[:1].isupper() and not word.isupper() else flat(word) for word in clean(text).split())


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", flat(text)).strip("-")[:40].strip("-")


def _issued(opening: list[Paragraph], year: int) -> str | None:
    for block in opening:
        found = _ISSUED.match(mend(block.text).text) or _ISSUED.search(mend(block.text).text[-70:])
        if not found or not found["m"]:
            continue
        full = int(found["y"] or year)
        try:
            day = date(full, int(found["m"]), int(found["d"] or 1))
        except ValueError:
            return None
        return day.isoformat() if found["d"] else f"{day:%Y-%m}"
    return None


def _last_cited(opening: list[Paragraph], year: int, issued: str | None) -> date | None:
    """The last day of a cited document of the plan's year: the plan was issued later (S5)."""
    days = []
    for block in opening:
        for d, m, y in _CITED.findall(mend(block.text).text):
            try:
                day = date(int(y), int(m), int(d))
            except ValueError:
                continue
            if day.year == year and (issued is None or day.isoformat()[:7] <= issued):
                days.append(day)
    last = max(days, default=None)
    return last if last and (issued is None or last.isoformat()[:7] == issued) else None
