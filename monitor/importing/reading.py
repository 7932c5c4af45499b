"""From the bytes of a document to its blocks: the format's reader is loaded when it is needed."""

from __future__ import annotations

from monitor.importing.blocks import Pages
from monitor.importing.sniffing import format_of


def read_blocks(data: bytes, ending: str) -> Pages:
    """The blocks of a document with this file ending. Raises ImportTrouble."""
    match format_of(data, ending):
        case "docx":
            from monitor.importing.docx import read_docx

            return read_docx(data)
        case "xlsx":
            from monitor.importing.sheets import read_sheets

            return read_sheets(data)
        case "pdf":
            from monitor.importing.pdf import read_pdf

            return read_pdf(data)
        case _:
            from monitor.importing.text import read_text

            return read_text(data)
