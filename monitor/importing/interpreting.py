"""From the blocks of a document to a draft: interpretation only, no files."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from monitor.importing.blocks import ImportTrouble, Pages, SourcePlace, Table, trouble
from monitor.importing.draft import DraftDuty, Found, Head, Skipped, short
from monitor.importing.flow import Paragraph, paragraphs
from monitor.importing.gathering import known_in
from monitor.importing.labels import is_detail
from monitor.importing.opening import read_opening
from monitor.importing.outline import Spot, walk
from monitor.importing.parties import Party
from monitor.importing.plain import is_unmarked, mend
from monitor.importing.prose import read_prose
from monitor.importing.tables import TableReader
from monitor.importing.writing import joined_slug, obligation, quoted, yaml_lines

_INNER_STOP = re.compile(
    r"\.\s+(?=(?:Đơn vị |Cơ quan )?(?:chủ trì|phối hợp|thời gian|thời hạn|hình thức)[^.:]{0,20}:)", re.IGNORECASE
)
MOST_DUTIES = 800


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished draft. ``text``: the plan file without its first, volatile lines; ``items``: what to show of each."""

    id: str
    title: str
    text: str
    items: list[dict[str, Any]]
    skipped: list[Skipped]
    names: dict[str, str]


def interpret(pages: Pages, name: str, stem: str) -> Draft:
    """The draft of a document. ``name``: of its file, ``stem``: without ending. Raises ImportTrouble."""
    flow = _details_joined(paragraphs(pages.blocks))
    if not flow:
        raise trouble("tài liệu trống", "chọn tệp có nội dung")
    damaged = pages.scanned or _unmarked(flow)
    head = read_opening(flow, stem, damaged)
    found = _read(flow, head)
    if pages.scanned and _shows_table(flow):
        reason = "bảng trong ảnh quét không đọc được thành hàng cột: nhập tay các dòng, hoặc lấy bản có chữ"
        found.skip(SourcePlace("ảnh quét"), "Bảng phân công", reason)
    duties = [replace(duty, low=(*duty.low, *_damage(pages, damaged))) for duty in _numbered(found.duties)]
    return _draft(head, duties, found.skipped, name)


def _unmarked(flow: list[Paragraph | Table]) -> bool:
    texts = [block.text for block in flow if isinstance(block, Paragraph)]
    cells = [cell for block in flow if isinstance(block, Table) for row in block.rows for cell in row.cells]
    return is_unmarked(" ".join([*texts, *cells]))


def _shows_table(flow: list[Paragraph | Table]) -> bool:
    """Whether the words of a table's head stand in text that was recognised from pictures."""
    plain = " ".join(mend(block.text).text for block in flow if isinstance(block, Paragraph))
    return bool(re.search(r"chu tri\W+(?:don vi )?phoi hop|(?:hinh thuc|noi dung)[^.;]{0,60}\bchu tri\b", plain))


def _damage(pages: Pages, damaged: bool) -> tuple[str, ...]:
    if pages.scanned:
        return ("chữ được nhận dạng từ ảnh quét, cần đối chiếu bản gốc",)
    return ("văn bản mất dấu hoặc nhận dạng kém, cần đối chiếu bản gốc",) if damaged else ()


def _details_joined(flow: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """``Chủ trì: …`` and ``Thời gian: …`` on lines of their own belong to the paragraph before them."""
    joined: list[Paragraph | Table] = []
    for block in flow:
        last = joined[-1] if joined else None
        if isinstance(block, Paragraph) and isinstance(last, Paragraph) and is_detail(mend(block.text).text):
            detail = re.sub(r"^\W*(?:[a-eđ]\)\s*)?", "", block.text)
            bare = _INNER_STOP.sub(", ", detail).replace(";", ",").rstrip(" ,.")
            joined[-1] = replace(last, text=f"{last.text.rstrip(' .;')}, {bare}")
        else:
            joined.append(block)
    return joined


def _read(flow: list[Paragraph | Table], head: Head) -> Found:
    found = Found()
    office = Party(head.abbr, head.issuer)
    known = known_in(flow)
    tables = TableReader(head.year, found, office, known)
    wrong: list[tuple[int, str, str]] = []
    for spot in walk(flow, head.year, known):
        try:
            _one(spot, tables, found, head, office)
        except ImportTrouble as trouble_here:
            wrong += trouble_here.faults
        if len(found.duties) > MOST_DUTIES:
            raise trouble(f"tài liệu có hơn {MOST_DUTIES} nghĩa vụ", "chia thành nhiều kế hoạch nhỏ hơn")
    if wrong:
        raise ImportTrouble(*dict.fromkeys(wrong))
    return found


def _one(spot: Spot, tables: TableReader, found: Found, head: Head, office: Party) -> None:
    if isinstance(spot.block, Table):
        tables.read(spot)
    else:
        read_prose(spot, found, head.year, office)


def _numbered(duties: list[DraftDuty]) -> list[DraftDuty]:
    """Every duty with an id of its own; the same duty said twice in one place is one."""
    taken: dict[str, int] = {}
    kept: list[DraftDuty] = []
    seen: set[tuple[object, ...]] = set()
    for duty in duties:
        sign = (duty.title, str(duty.time.keys), duty.time.covers, duty.lead)
        if sign in seen:
            continue
        seen.add(sign)
        stem = _ascii(duty.stem)
        count = taken.get(stem.casefold(), 0) + 1
        taken[stem.casefold()] = count
        kept.append(replace(duty, stem=stem if count == 1 else f"{stem}-{count}"))
    return kept


def _ascii(stem: str) -> str:
    letters = unicodedata.normalize("NFKD", stem.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", letters).strip("-._")[:56].strip("-._") or "M"


def _draft(head: Head, duties: list[DraftDuty], skipped: list[Skipped], name: str) -> Draft:
    names: dict[str, str] = {}
    items: list[dict[str, Any]] = []
    body: list[str] = []
    for duty in duties:
        keys = obligation(duty, duty.stem, head)
        keys["note"] = _note(duty)
        lines = list(yaml_lines(keys, 4))
        level = "CAO (high)" if duty.confident else "THẤP (low): " + "; ".join(duty.low)
        body += [
            "",
            f"  # Nguồn ({duty.place.label}): “{duty.quote}”",
            f"  # Độ tin cậy: {level}",
            "  - " + lines[0].lstrip(),
            *lines[1:],
        ]
        items.append(_item(duty, keys))
        _remember(names, duty, keys, head)
    return Draft(
        head.id,
        head.title,
        "\n".join([*_head_lines(head, names, duties, skipped, name), *body]) + "\n",
        items,
        skipped,
        names,
    )


def _note(duty: DraftDuty) -> str:
    level = "cao" if duty.confident else "thấp"
    reasons = "; ".join((duty.how, *duty.low))
    return f"Độ tin cậy {level} ({reasons}). Nguyên văn: “{duty.quote}”"


def _item(duty: DraftDuty, keys: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": keys["id"],
        "title": duty.title,
        "kind": keys["kind"],
        "time": dict(duty.time.keys),
        "covers": duty.time.covers,
        "lead": [party.name for party in duty.lead],
        "with": [party.name for party in duty.helpers],
        "where": keys.get("where"),
        "source": duty.ref,
        "quote": duty.quote,
        "line": duty.place.line,
        "confidence": "high" if duty.confident else "low",
        "reasons": [duty.how, *duty.low],
    }


def _remember(names: dict[str, str], duty: DraftDuty, keys: dict[str, Any], head: Head) -> None:
    if isinstance(keys["lead"], dict) and len(duty.lead) > 1 and "group" in keys["lead"]:
        names.setdefault(joined_slug(duty.lead), "; ".join(party.name for party in duty.lead))
    else:
        for party in duty.lead:
            names.setdefault(party.slug, party.name)
    for party in (*duty.helpers, *duty.report_to):
        names.setdefault(party.slug, party.name)
    if head.abbr in str(keys.get("where")) or any(
        head.abbr in str(part.get("where")) for part in keys.get("all_of", ())
    ):
        names.setdefault(head.abbr, f"{head.issuer} (trang điện tử)")


def _head_lines(
    head: Head, names: dict[str, str], duties: list[DraftDuty], skipped: list[Skipped], name: str
) -> list[str]:
    low = sum(not duty.confident for duty in duties)
    lines = [
        "# Chưa có hiệu lực. Xem lại từng mục (nhất là mục độ tin cậy THẤP), sửa, rồi chạy: dondoc plan confirm TỆP",
        "# A draft: nothing is in force before `dondoc plan confirm`.",
        f"# {len(duties)} nghĩa vụ, {low} mục độ tin cậy thấp, {len(skipped)} chỗ không lấy (cuối phần này).",
    ]
    if not duties:
        lines.append("# Tài liệu này không tạo nghĩa vụ nào có hạn, có số lượng hay có kỳ báo cáo.")
    if names:
        lines.append("# Tên cần ghép với units.csv (mã trong dự thảo: tên trong tài liệu):")
        lines += [f"#   {slug}: {short(spelt, 100)}" for slug, spelt in names.items()]
    lines += [f"# Không lấy, {one.place.label}: {one.reason}: “{one.quote}”" for one in skipped]
    lines += [f"id: {head.id}", f"title: {quoted(head.title)}", f"issuer: {quoted(head.issuer)}"]
    lines.append(f"number: {quoted(head.number) if head.number else 'null'}")
    if head.issued:
        lines.append(f"issued: {head.issued}")
    if head.issued_after:
        lines.append(f"issued_after: {head.issued_after}")
    lines += [f"year: {head.year}", f"source: {{document: {quoted(name)}}}"]
    return [*lines, "obligations:" if duties else "obligations: []"]
