"""The evidence of a workspace: bytes are on disk, whole and named, before any row speaks of them (L1, A14)."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select

from crawlers.page import Page
from monitor import failpoints
from monitor.ports import EvidenceRef, StorageError
from monitor.storage.evidence.checking import faults_of, orphans_of
from monitor.storage.evidence.records import RecordWriter, digest_of, read_record
from monitor.storage.marker import sync_folder
from monitor.storage.session import Session
from monitor.storage.tables import evidence
from rules.model import VN


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where a body was kept first."""

    url: str
    at: datetime


class WarcEvidence:
    """See ``monitor.ports.EvidenceStore``. ``folder``: of the files; ``reading``: begins a snapshot of the rows."""

    def __init__(self, folder: Path, reading: Callable[[], AbstractContextManager[Session]]) -> None:
        self.folder = folder
        self._reading = reading

    def write(self, looks: Sequence[Sequence[Page]]) -> list[list[EvidenceRef]]:
        """One new file; its name is ours, nothing in it comes from the network (L4). Raises StorageError."""
        pages = [page for look in looks for page in look]
        if not pages:
            return [[] for _ in looks]
        digests = [[digest_of(page.body) for page in look] for look in looks]
        kept = self._kept({one for own, look in zip(digests, looks, strict=True) for one in _told(own, look)})
        moment = pages[0].at.astimezone(VN)
        name = f"{moment:%Y/%m/%Y%m%dT%H%M%S}-{uuid4().hex[:12]}.warc.gz"
        try:
            return self._write_file(name, looks, digests, kept)
        except OSError as error:
            with suppress(OSError):
                (self.folder / f"{name}.tmp").unlink()
            raise StorageError(
                f"Không ghi được bằng chứng vào {self.folder} ({error.strerror}); "
                "hãy kiểm tra chỗ trống và quyền của thư mục rồi chạy lại."
            ) from error

    def _write_file(
        self, name: str, looks: Sequence[Sequence[Page]], digests: Sequence[Sequence[str]], kept: dict[str, _Kept]
    ) -> list[list[EvidenceRef]]:
        target, draft = self.folder / name, self.folder / f"{name}.tmp"
        _make_folder(target.parent)
        with draft.open("xb") as out:
            writer = RecordWriter(out, target.name)
            refs = [
                [_write_page(writer, page, digest, name, kept) for page, digest in zip(look, own, strict=True)]
                for look, own in zip(looks, digests, strict=True)
            ]
            out.flush()
            os.fsync(out.fileno())
        failpoints.reach("evidence-before-rename")
        draft.rename(target)
        sync_folder(target.parent)
        failpoints.reach("evidence-after-rename")
        return refs

    def _kept(self, digests: Collection[str]) -> dict[str, _Kept]:
        """Bodies that are kept already, and still are where their rows say."""
        with self._reading() as session:
            these = session.among([evidence.c.sha256], [(digest,) for digest in digests])
            first = select(evidence).where(these, evidence.c.revisit == False).order_by(evidence.c.id.desc())  # noqa: E712
            rows = session.rows(first)
        sizes = {file: self._size(file) for file in {row.file for row in rows}}
        return {row.sha256: _Kept(row.url, row.at) for row in rows if row.offset + row.length <= sizes[row.file]}

    def _size(self, file: str) -> int:
        try:
            return (self.folder / file).stat().st_size
        except OSError:
            return -1

    def body(self, number: int) -> bytes:
        """The bytes as they were judged (L9). Raises StorageError when they are gone or were changed."""
        with self._reading() as session:
            row = session.row(select(evidence).where(evidence.c.id == number))
            if row is None:
                raise StorageError(f"Không có bằng chứng số {number}.")
            same = select(evidence).where(evidence.c.sha256 == row.sha256, evidence.c.revisit == False)  # noqa: E712
            candidates = session.rows(same.order_by(evidence.c.id)) if row.revisit else [row]
        for candidate in candidates:
            with suppress(OSError, ValueError):
                _, body = read_record(self.folder / candidate.file, candidate.offset, candidate.length)
                if digest_of(body) == row.sha256:
                    return body
        raise StorageError(
            f"Nội dung của bằng chứng số {number} (tệp {row.file}) đã mất hoặc bị sửa; "
            "hãy khôi phục thư mục bằng chứng từ bản sao lưu rồi chạy `dondoc evidence verify`."
        )

    def verify(self) -> list[str]:
        """Every record, every link of the chain, every look's count."""
        with self._reading() as session:
            return faults_of(session, self.folder)

    def orphans(self) -> list[str]:
        """Left-overs of processes that died: drafts, and files no row speaks of. They harm nothing."""
        with self._reading() as session:
            return orphans_of(session, self.folder)


def _told(digests: Sequence[str], look: Sequence[Page]) -> list[str]:
    return [digest for digest, page in zip(digests, look, strict=True) if page.body]


def _write_page(writer: RecordWriter, page: Page, digest: str, name: str, kept: dict[str, _Kept]) -> EvidenceRef:
    before = kept.get(digest)
    if before is None:
        offset, length = writer.response(page, digest)
        if page.body:
            kept[digest] = _Kept(page.url, page.at)
    else:
        offset, length = writer.revisit(page, digest, before.url, before.at)
    return EvidenceRef(digest, name, offset, length, page.url, page.at, revisit=before is not None)


def _make_folder(folder: Path) -> None:
    """Make a folder and sync what names it, or a power cut could lose the file with its folder."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        sync_folder(one.parent)
