"""Where returned letters are read: a file, a folder, or a mailbox by IMAP, which is only read unless told (D14)."""

from __future__ import annotations

import imaplib
import mailbox
import os
import re
import ssl
from collections.abc import Iterator, Mapping
from pathlib import Path

from alerts.returned import LONGEST
from monitor.catalogue.settings import BounceSettings
from monitor.ports import StorageError

PASSWORD = "DONDOC_IMAP_PASSWORD"
_MOST = 2000
_TIMEOUT_S = 60.0


def letters_in(path: Path) -> Iterator[bytes]:
    """The mails of an mbox file, a Maildir, a folder of .eml files, or one .eml. Raises StorageError."""
    try:
        if path.is_dir():
            folders = [path / "new", path / "cur"] if (path / "cur").is_dir() else [path]
            files = sorted(one for folder in folders if folder.is_dir() for one in folder.iterdir() if one.is_file())
            wanted = [one for one in files if folders[0] != path or one.suffix.lower() == ".eml"]
            yield from (_start(one) for one in wanted)
        elif _start(path)[:5] == b"From ":
            box = mailbox.mbox(path, create=False)
            try:
                yield from (box.get_bytes(key) for key in box.keys())  # noqa: SIM118
            finally:
                box.close()
        else:
            yield _start(path)
    except OSError as fault:
        raise StorageError(f"Không đọc được {path}: {fault.strerror or fault}.") from None


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LONGEST)


def letters_by_imap(settings: BounceSettings, environment: Mapping[str, str] = os.environ) -> Iterator[bytes]:
    """Unseen mails of the folder; they stay unseen unless ``seen`` is set. Raises StorageError, saying what to do."""
    password = environment.get(PASSWORD)
    if not password:
        raise StorageError(f"Chưa có mật khẩu hộp thư {settings.user}: đặt biến môi trường {PASSWORD}.")
    context = ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)
    try:
        with imaplib.IMAP4_SSL(settings.host, settings.port, ssl_context=context, timeout=_TIMEOUT_S) as line:
            line.login(settings.user, password)
            state, _ = line.select(f'"{settings.folder}"', readonly=not settings.seen)
            if state != "OK":
                raise StorageError(f"Hộp thư {settings.user} không có thư mục {settings.folder}.")
            yield from _unseen(line, settings.seen)
    except (imaplib.IMAP4.error, OSError) as fault:
        words = re.sub(re.escape(password), "…", str(fault))
        raise StorageError(f"Không đọc được hộp thư {settings.user} tại {settings.host}: {words[:200]}") from None


def _unseen(line: imaplib.IMAP4, seen: bool) -> Iterator[bytes]:
    _, found = line.uid("SEARCH", "UNSEEN")
    for uid in (found[0] or b"").split()[-_MOST:]:
        _, parts = line.uid("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{LONGEST}>)")
        yield from (part[1] for part in parts if isinstance(part, tuple))
        if seen:
            line.uid("STORE", uid.decode(), "+FLAGS", "(\\Seen)")
