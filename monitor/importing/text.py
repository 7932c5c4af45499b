"""Plain text and Markdown: TAB-separated tables, pipe tables, HTML heads in cells."""

from __future__ import annotations

import re

from monitor.importing.blocks import Block, Line, Pages, Row, SourcePlace, end_table, trouble
from monitor.importing.flow import plain_text
from rules.text import clean

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_CELL = re.compile(r"<t[dh]\b[^<>]{0,300}>(.*?)</t[dh]>", re.IGNORECASE | re.DOTALL)
_HTML_ROW = re.compile(r"<tr\b[^<>]{0,300}>(.*?)</tr>", re.IGNORECASE | re.DOTALL)
MOST_LINES = 60_000


def decoded(data: bytes) -> str:
    """The text of a file, UTF-8 or UTF-16 with its mark. Raises ImportTrouble."""
    try:
        text = data.decode("utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise trouble("chữ không ở mã UTF-8", "mở bằng trình soạn thảo rồi lưu lại ở mã UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    if "\x00" in text:
        raise trouble("tệp không phải văn bản thường", "lưu lại ở dạng .docx, .pdf, .xlsx, .md hoặc .txt")
    if text.count("\n") > MOST_LINES:
        raise trouble(f"tệp dài hơn {MOST_LINES} dòng", "chỉ giữ lại phần kế hoạch và phụ lục")
    return text


def read_text(data: bytes) -> Pages:
    """Lines and tables of a .txt or .md file. Raises ImportTrouble."""
    blocks: list[Block] = []
    rows: list[Row] = []
    lines = _html_tables_opened(decoded(data)).split("\n")
    for number, line in enumerate(lines, start=1):
        place = SourcePlace(f"dòng {number}", number)
        cells = _cells(line, len(rows[-1].cells) if rows else 0)
        if cells is not None:
            rows.append(Row(cells, place))
        elif rows and (_RULE.match(line) and "-" in line):
            continue
        elif rows and line.strip() and _goes_on(line, rows, lines, number):
            rows[-1] = _with_more(rows[-1], line)
        elif rows and not line.strip() and _row_ahead(lines, number):
            continue
        else:
            end_table(blocks, rows)
            blocks.append(Line(line, place))
    end_table(blocks, rows)
    return Pages(tuple(blocks))


def _cells(line: str, width: int = 0) -> tuple[str, ...] | None:
    """The cells of a row; None where the line is no row. ``width``: of the row above, which one filled cell goes on."""
    if _RULE.match(line):
        return None
    goes_on = width > 2 and line.count("\t") == width - 1
    if goes_on or (line.count("\t") >= 2 and sum(bool(part.strip()) for part in line.split("\t")) >= 2):
        parts = line.rstrip("\n").split("\t")
    elif line.strip().startswith("|") and line.count("|") >= 3:
        parts = line.strip().strip("|").split("|")
    else:
        return None
    return tuple(clean(plain_text(part).replace("\n", " ; ")) for part in parts)


def _row_ahead(lines: list[str], number: int) -> bool:
    """Whether the table goes on after the blank lines (of a page's end) that follow."""
    ahead = next((line for line in lines[number : number + 4] if line.strip()), "")
    return _cells(ahead) is not None


def _goes_on(line: str, rows: list[Row], lines: list[str], number: int) -> bool:
    """A row cut by a line's end: fewer cells than the rows before it, more of them on the next line."""
    wanted = max(len(row.cells) for row in rows)
    return len(rows) > 1 and line.count("\t") == 1 and len(rows[-1].cells) + 1 <= wanted


def _with_more(row: Row, line: str) -> Row:
    first, *rest = (clean(plain_text(part)) for part in line.split("\t"))
    return Row((*row.cells[:-1], f"{row.cells[-1]} {first}".strip(), *rest), row.place)


def _html_tables_opened(text: str) -> str:
    """HTML tables inside a text as rows with TABs, their lines kept in number."""

    def opened(found: re.Match[str]) -> str:
        cells = [" ".join(cell.split()) for cell in _CELL.findall(found.group(1))]
        return "\t".join(cells) + "\n" * found.group().count("\n")

    if "<tr" not in text.casefold():
        return text
    text = _HTML_ROW.sub(opened, text)
    return re.sub(r"</?(?:table|tbody|thead)\b[^<>]{0,300}>", "", text, flags=re.IGNORECASE)
