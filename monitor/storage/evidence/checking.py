"""Do rows and files still agree? One Vietnamese sentence for each thing that is wrong (L1, L2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Row, func, select

from monitor.storage.chain import link
from monitor.storage.evidence.records import digest_of, read_record
from monitor.storage.session import Session
from monitor.storage.tables import evidence, look, pruned_file

BATCH = 5000


def faults_of(session: Session, folder: Path) -> list[str]:
    """What is wrong with the evidence, in the order of the records."""
    faults: list[str] = []
    whole: set[str] = set()
    before = ""
    gone = {row.file for row in session.rows(select(pruned_file.c.file))}
    for row in _rows(session):
        # What was let go on purpose leaves its hash and its link; its bytes are not asked for (L10).
        fault = None if row.file in gone else _fault(row, folder, whole)
        if fault is not None:
            faults.append(f"Bằng chứng số {row.id} ({row.file}): {fault}.")
        elif not row.revisit and row.file not in gone:
            whole.add(row.sha256)
        if row.chain != link(before, row.sha256, row.url, row.at, row.file, row.offset):
            faults.append(
                f"Bằng chứng số {row.id}: mắt xích không khớp; dòng này hoặc dòng trước nó đã bị sửa hay bị xoá."
            )
        before = row.chain
    return faults + list(_lost(session))


def _rows(session: Session) -> Iterator[Row[Any]]:
    last = 0
    while rows := session.rows(select(evidence).where(evidence.c.id > last).order_by(evidence.c.id).limit(BATCH)):
        yield from rows
        last = rows[-1].id


def _fault(row: Row[Any], folder: Path, whole: set[str]) -> str | None:
    file = folder / row.file
    if not file.is_file():
        return "tệp đã mất"
    try:
        kind, body = read_record(file, row.offset, row.length)
    except OSError as error:
        return f"không đọc được tệp ({error.strerror})"
    except ValueError:
        return "bản ghi bị hỏng hoặc bị cắt cụt"
    if row.revisit:
        if kind != "revisit":
            return "bản ghi không phải loại nhắc lại như đã ghi"
        return None if row.sha256 in whole else "nội dung mà nó nhắc lại không còn nguyên vẹn"
    return None if digest_of(body) == row.sha256 else "nội dung đã bị sửa, mã băm không khớp"


def _lost(session: Session) -> Iterator[str]:
    """Looks that lost rows at the end of the chain, where no later link could tell."""
    kept = func.count(evidence.c.id)
    query = select(look.c.id, look.c.records, kept.label("kept")).outerjoin(evidence, evidence.c.look_id == look.c.id)
    query = query.group_by(look.c.id, look.c.records).having(kept != look.c.records).order_by(look.c.id)
    for row in session.rows(query):
        yield f"Lần xem số {row.id} đã lưu {row.records} bằng chứng, nay còn {row.kept}."


def orphans_of(session: Session, folder: Path) -> list[str]:
    """Drafts, and files that no row speaks of: a process died before its transaction."""
    named = {row.file for row in session.rows(select(evidence.c.file).distinct())}
    found = []
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and name not in named:
            what = "bản nháp bỏ dở" if file.suffix == ".tmp" else "tệp không dòng nào nhắc tới"
            found.append(f"{name}: {what}, vô hại; có thể xoá.")
    return found
