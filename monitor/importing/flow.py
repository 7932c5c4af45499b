"""From lines to paragraphs: sentences cut by the edge of a line or of a page are made whole again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.importing.blocks import Block, Line, SourcePlace, Table
from monitor.importing.plain import flat
from rules.text import clean

_MARK = re.compile(r"^\s*(?:[-–—+•*▪●○]\s+|\d{1,2}(?:\.\d{1,2})*[.)]\s*\S|[a-zđ]\)\s|[IVXL1]{1,6}\s?[.)]\s|[A-H]\.\s)")
_END = re.compile(r"[.;:!?…]\W*$|\./\W*$")
_PAGE_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*$|^\W+$", re.IGNORECASE)
_NUMBER_WANTED = re.compile(
    r"(?:\b(?:và|va|ngày|ngay|tháng|thang|đến|den|trước|truoc|quý|quy|năm|nam)|[,/])$", re.IGNORECASE
)
_TAGS = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|span|p|div|font|h\d)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_BREAKS = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)|^\s*#{1,6}\s*|\\(?=[-*_.#|])")
MOST_PARAGRAPH = 6000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One whole paragraph. ``item``: an entry of a list whose number is not part of the text."""

    text: str
    place: SourcePlace
    item: bool = False


def plain_text(text: str) -> str:
    """Text without the marks of Markdown and HTML."""
    text = _TAGS.sub("", _BREAKS.sub("\n", text))
    starred = re.match(r"\s*\*\s+\S", text)
    text = _EMPHASIS.sub("", text[starred.end() - 1 :] if starred else text)
    return ("- " + text if starred else text).replace("\u00a0", " ")


def paragraphs(blocks: tuple[Block, ...]) -> list[Paragraph | Table]:
    """The document with its sentences made whole, tables where they stood."""
    lines = [block for block in blocks if isinstance(block, Line) and block.text.strip()]
    width = _wrapped_at(lines)
    flow: list[Paragraph | Table] = []
    gap, length = False, 0
    for block in _double_spaced(blocks):
        if isinstance(block, Table):
            flow.append(block)
            continue
        text = clean(plain_text(block.text))
        last = flow[-1] if flow else None
        cut = isinstance(last, Paragraph) and not gap and bool(_NUMBER_WANTED.search(last.text))
        if not text or (_PAGE_NUMBER.match(text) and not cut):
            gap = True
            continue
        cut = cut and text[:1].isdigit() and not _MARK.match(text)
        if isinstance(last, Paragraph) and (cut or _continues(last, text, block, gap, width, length)):
            flow[-1] = Paragraph(f"{last.text} {text}", last.place, last.item)
        else:
            flow.append(Paragraph(text, block.place, block.item))
        gap, length = False, len(text)
    return flow


def _wrapped_at(lines: list[Line]) -> int:
    """The width at which lines of text are cut; 0 where every line is a paragraph."""
    lengths = sorted(len(line.text.strip()) for line in lines if not line.whole)
    if len(lengths) < 8 or lengths[-1] > 160:
        return 0
    return lengths[int(len(lengths) * 0.9)]


def _double_spaced(blocks: tuple[Block, ...]) -> list[Block]:
    """Without the blank line after every line that some converters put in."""
    texts = [isinstance(block, Table) or bool(block.text.strip()) for block in blocks]
    full = sum(texts)
    lonely = sum(1 for i, has in enumerate(texts) if has and i + 1 < len(texts) and not texts[i + 1])
    lines = [block for block in blocks if isinstance(block, Line) and block.text.strip()]
    width = _wrapped_at(lines)
    long = sum(len(line.text.strip()) >= 0.85 * width for line in lines)
    # Wrapped text has many lines of nearly the full width; paragraphs parted by blank lines are of every length.
    if full < 12 or lonely < 0.85 * full or not width or long < 0.25 * len(lines):
        return list(blocks)
    return [block for block, has in zip(blocks, texts, strict=True) if has]


def _continues(last: Paragraph, text: str, line: Line, gap: bool, width: int, length: int) -> bool:
    """Whether a line goes on with the sentence of the paragraph before it. ``length``: of the line before."""
    if line.item or len(last.text) > MOST_PARAGRAPH or _MARK.match(text) or is_heading(text):
        return False
    small = text[0].islower() and not is_heading(last.text)
    if _END.search(last.text):  # a full line that ends with a semicolon may go on in small letters
        return small and last.text.endswith(";") and not (line.whole or gap) and 0 < 0.8 * width <= length
    if line.whole or gap or not width:
        return small
    if re.search(r"n[aă]m 20\d\d$", last.text) and text[0].isupper() and len(last.text) < 160:
        return False  # a title ends with its year
    if is_heading(last.text) and len(last.text) < 0.6 * width:
        return False
    return small or length >= 0.6 * width


_HEADING = re.compile(r"^(?:(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục) )?(?:[IVXL]{1,6}|I11|1I{1,2})\s?[.)]\s")
_FORMULA = re.compile(
    r"^(?:noi nh[aâ]n|kt\.|tm\.|giam doc|pho giam doc|chu tich|chanh van phong|phu luc|ke hoach$|so\s*:|cong hoa"
    r"|doc lap)"
)


def is_heading(text: str) -> bool:
    """A line in capitals, a Roman number, or one of the fixed formulas of an official letter."""
    letters = [c for c in text if c.isalpha()]
    capitals = len(letters) > 3 and not re.search(r"[.,;]$", text.strip())
    if capitals and sum(c.isupper() for c in letters) > 0.9 * len(letters) and len(text) < 200:
        return True
    return bool(_HEADING.match(text) or _FORMULA.match(flat(text)))
