"""Where returned letters are read: a file, a folder, or a mailbox by IMAP, which is only read unless told (D14).

The mailbox of copies is looked into by the same hands.
"""

from __future__ import annotations

import imaplib
import mailbox
import os
import re
import socket
import ssl
from binascii import b2a_base64
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from email import message_from_bytes
from pathlib import Path

from alerts.line_faults import words_of_line
from alerts.returned import LONGEST
from alerts.smtp_line import Watch
from monitor.catalogue.settings import BounceSettings, ImapMailbox
from monitor.ports import StorageError

PASSWORD = "DONDOC_IMAP_PASSWORD"
_MOST = 2000
_AT_ONCE = 200
_LOOKED_AT = 50
_MESSAGE_ID = re.compile(r"<[!-~]{1,250}>")
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


class ImapFolder:
    """A folder by IMAP while it is open. Read without a trace; marked only when what was read is kept safe."""

    def __init__(self, line: imaplib.IMAP4, settings: ImapMailbox) -> None:
        self._line, self._settings = line, settings
        self._read: list[str] = []

    def unseen(self) -> Iterator[bytes]:
        """The unseen mails, the newest two thousand of them, oldest first. Raises StorageError."""
        with _in_words(self._settings):
            for number in self._found("UNSEEN")[-_MOST:]:
                uid = number.decode("ascii")
                _, parts = self._line.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LONGEST}>)")
                letters = [part[1] for part in parts if isinstance(part, tuple)]
                if letters:  # what the server would not hand out is not read, and stays unseen
                    self._read.append(uid)
                yield from letters

    def holds(self, message_id: str) -> bool:
        """Whether a mail of exactly this Message-ID is here, seen or not. Raises StorageError.

        What the server finds is read once more: one that takes a part for the whole would have a letter lost.
        """
        if not _MESSAGE_ID.fullmatch(message_id):
            return False
        with _in_words(self._settings):
            self._line.noop()  # what came since the folder was opened
            found = self._found("HEADER", "Message-ID", _quoted(message_id))
            return any(self._named(number.decode("ascii")) == message_id for number in found[-_LOOKED_AT:])

    def mark_read(self) -> None:
        """Where the settings ask for it: what was read is seen. To be called after it was kept (D14): a mail that is
        read twice does no harm, one that is lost does. Raises StorageError."""
        if not _marks(self._settings):
            return
        with _in_words(self._settings):
            for start in range(0, len(self._read), _AT_ONCE):
                self._line.uid("STORE", ",".join(self._read[start : start + _AT_ONCE]), "+FLAGS", "(\\Seen)")

    def _found(self, *wanted: str) -> list[bytes]:
        state, found = self._line.uid("SEARCH", *wanted)
        if state != "OK":
            raise StorageError(f"Hộp thư {self._settings.user} không cho tìm thư: {_shown(found)}")
        return (found[0] or b"").split()

    def _named(self, uid: str) -> str:
        _, parts = self._line.uid("FETCH", uid, "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        heads = [message_from_bytes(part[1]) for part in parts if isinstance(part, tuple)]
        return next((str(head["Message-ID"] or "").strip() for head in heads), "")


@contextmanager
def imap_folder(
    settings: ImapMailbox,
    environment: Mapping[str, str] = os.environ,
    timeout_s: float = _TIMEOUT_S,
    variable: str = PASSWORD,
    watch: Watch | None = None,
) -> Iterator[ImapFolder]:
    """Log in over TLS and open the folder of the settings. Raises StorageError, saying what to do.

    ``variable``: where the password stands. ``watch``: ends the whole when its time is up; ``timeout_s`` is but the
    longest silence.
    """
    password = environment.get(variable)
    if not password:
        raise StorageError(f"Chưa có mật khẩu hộp thư {settings.user}: đặt biến môi trường {variable}.")
    if not f"{settings.user}{password}".isascii() or not password.isprintable():
        raise StorageError(f"Tên hoặc mật khẩu hộp thư ({variable}) có ký tự mà IMAP không nhận: chỉ dùng ký tự ASCII.")
    with _in_words(settings, password):
        line = _logged_in(settings, password, timeout_s, watch, variable)
    try:
        yield ImapFolder(line, settings)
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            line.logout()
        with suppress(OSError):
            line.shutdown()


class _Line(imaplib.IMAP4_SSL):
    """imaplib's connection, under a watch where there is one."""

    def __init__(self, settings: ImapMailbox, timeout_s: float, watch: Watch | None) -> None:
        self._watch = watch
        self._context = ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)
        super().__init__(settings.host, settings.port, ssl_context=self._context, timeout=timeout_s)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        bare = socket.create_connection((self.host, self.port), timeout)
        if self._watch is not None:
            self._watch.hold(bare)  # before the handshake, which may drip, too
        return self._context.wrap_socket(bare, server_hostname=self.host)


def _marks(settings: ImapMailbox) -> bool:
    return isinstance(settings, BounceSettings) and settings.seen


def _logged_in(
    settings: ImapMailbox, password: str, timeout_s: float, watch: Watch | None, variable: str
) -> imaplib.IMAP4:
    line = _Line(settings, timeout_s, watch)
    try:
        try:
            line.login(settings.user, password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as refused:
            mend = f"hãy kiểm tra tên ấy và mật khẩu trong biến {variable}"
            raise imaplib.IMAP4.error(f"máy chủ không cho đăng nhập; {mend}: {_said(refused)}") from None
        state, _ = line.select(_folder_name(settings.folder), readonly=not _marks(settings))
        if state != "OK":
            raise StorageError(f"Hộp thư {settings.user} không có thư mục {settings.folder}.")
    except BaseException:
        with suppress(imaplib.IMAP4.error, OSError):
            line.shutdown()
        raise
    return line


@contextmanager
def _in_words(settings: ImapMailbox, password: str = "") -> Iterator[None]:
    try:
        yield
    except (imaplib.IMAP4.error, OSError) as fault:
        words = words_of_line(fault) or _said(fault)
        words = words.replace(password, "…") if password else words
        raise StorageError(f"Không đọc được hộp thư {settings.user} tại {settings.host}: {words[:300]}") from None


def _said(fault: Exception) -> str:
    """imaplib hands a server's words on as bytes, or names itself before them."""
    words = fault.args[0] if len(fault.args) == 1 else str(fault)
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)


def _shown(found: Sequence[bytes | None]) -> str:
    return (found[0] or b"").decode("utf-8", "replace")[:200] if found else ""


def _folder_name(name: str) -> str:
    """As IMAP writes it: quoted, Vietnamese letters in the modified UTF-7 of RFC 3501."""
    parts = re.split(r"([^\x20-\x7e]+)", name.replace("&", "&-"))
    for place in range(1, len(parts), 2):
        code = b2a_base64(parts[place].encode("utf-16-be"), newline=False).rstrip(b"=").replace(b"/", b",")
        parts[place] = f"&{code.decode()}-"
    return _quoted("".join(parts))


def _quoted(text: str) -> str:
    """Printable ASCII as one string of IMAP, whatever is in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
