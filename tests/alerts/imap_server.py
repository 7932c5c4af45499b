"""A small IMAP server of our own: TLS, login, folders, search, partial fetch, flags; and trouble on request (D14).

As much of RFC 3501 as a reader of returned letters meets. Every command is kept, the password blotted out.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import BinaryIO

_HEADER = re.compile(rb'HEADER "?([!-~]+?)"? "((?:[^"\\\\]|\\\\.)*)"', re.IGNORECASE)
_FETCH = re.compile(rb"BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?", re.IGNORECASE)


@dataclass
class Stored:
    """One mail of a folder."""

    data: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Moods:
    """``drop_after``: so many fetches, then the line falls. ``refuse_search``: NO to every search. ``silent``: never a
    word after the greeting. ``chatty``: news of other mails between the answers, as servers may tell at any time.
    ``withhold``: mails that it will not hand out, by number. ``finds_all``: every mail answers every search."""

    drop_after: int | None = None
    refuse_search: bool = False
    silent: bool = False
    chatty: bool = False
    withhold: frozenset[int] = frozenset()
    finds_all: bool = False


class ImapServer:
    """``with ImapServer(tls, users) as server``. ``folders``: by the name on the wire."""

    def __init__(self, tls: ssl.SSLContext, users: dict[str, str], moods: Moods | None = None) -> None:
        self.host, self.moods, self.users = "127.0.0.1", moods or Moods(), users
        self.folders: dict[str, list[Stored]] = {"INBOX": []}
        self.logins: list[bool] = []
        self.commands: list[str] = []
        self._tls = tls
        self._listener = socket.create_server((self.host, 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> ImapServer:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def put(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Mails arrive."""
        self.folders.setdefault(folder, []).extend(Stored(mail.replace(b"\n", b"\r\n")) for mail in mails)

    def unseen(self, folder: str = "INBOX") -> int:
        """How many nobody has read."""
        return sum("\\Seen" not in mail.flags for mail in self.folders[folder])

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, bare: socket.socket) -> None:
        bare.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with bare, suppress(OSError), self._tls.wrap_socket(bare, server_side=True) as line:
            _Talk(self, line).run()


def _plain(word: str) -> str:
    """A quoted string without its quotes."""
    return re.sub(r"\\(.)", r"\1", word[1:-1]) if word.startswith('"') else word


class _Talk:
    """One connection."""

    def __init__(self, server: ImapServer, line: ssl.SSLSocket) -> None:
        self._server, self._line = server, line
        self._reader: BinaryIO = line.makefile("rb")
        self._user: str | None = None
        self._folder: list[Stored] | None = None
        self._read_only = True
        self._fetched = 0

    def run(self) -> None:
        self._say(b"* OK IMAP4rev1 mail.so.test ready")
        while raw := self._reader.readline():
            if self._server.moods.silent:
                continue
            tag, _, rest = raw.rstrip(b"\r\n").partition(b" ")
            verb, _, words = rest.partition(b" ")
            name = verb.decode().upper()
            blotted = "***" if name == "LOGIN" else words.decode("ascii", "replace")
            self._server.commands.append(f"{name} {blotted}".strip())
            if not self._answer(tag, name, words):
                return

    def _say(self, words: bytes) -> None:
        self._line.sendall(words + b"\r\n")

    def _answer(self, tag: bytes, name: str, words: bytes) -> bool:
        done = tag + b" OK " + name.encode() + b" done"
        if name == "CAPABILITY":
            self._say(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN")
        elif name == "LOGIN":
            done = tag + self._login(words)
        elif name in ("SELECT", "EXAMINE"):
            done = tag + self._select(words, name == "EXAMINE")
        elif name == "UID" and self._folder is not None:
            answer = self._uid(words)
            if answer is None:
                return False
            done = tag + answer
        elif name == "LOGOUT":
            self._say(b"* BYE")
        elif name not in ("NOOP", "CLOSE"):
            done = tag + b" BAD unknown command or no folder"
        self._say(done)
        return name != "LOGOUT"

    def _login(self, words: bytes) -> bytes:
        user, _, password = words.decode().partition(" ")
        plain = _plain(password)
        right = self._server.users.get(_plain(user)) == plain
        self._server.logins.append(right)
        self._user = user if right else None
        return b" OK logged in" if right else b" NO [AUTHENTICATIONFAILED] wrong user or password"

    def _select(self, words: bytes, read_only: bool) -> bytes:
        folder = self._server.folders.get(_plain(words.decode("ascii")))
        if self._user is None or folder is None:
            return b" NO no such folder"
        self._folder, self._read_only = folder, read_only
        self._say(f"* {len(folder)} EXISTS".encode())
        self._say(b"* OK [UIDVALIDITY 1]")
        return b" OK [READ-ONLY] open" if read_only else b" OK [READ-WRITE] open"

    def _uid(self, words: bytes) -> bytes | None:
        verb, _, rest = words.partition(b" ")
        assert self._folder is not None
        match verb.upper():
            case b"SEARCH":
                if self._server.moods.refuse_search:
                    return b" NO not today"
                found = [n for n, mail in enumerate(self._folder, start=1) if self._is_wanted(mail, rest)]
                self._say(b"* SEARCH " + b" ".join(str(n).encode() for n in found))
            case b"FETCH":
                return self._fetch(rest)
            case b"STORE":
                return self._store(rest)
        return b" OK done"

    def _is_wanted(self, mail: Stored, rest: bytes) -> bool:
        if self._server.moods.finds_all:
            return True
        wanted = _HEADER.fullmatch(rest)
        if wanted is None:
            return "\\Seen" not in mail.flags
        part = re.sub(rb"\\(.)", rb"\1", wanted[2]).lower()  # RFC 3501: anywhere in the field, case is nothing
        values = message_from_bytes(mail.data).get_all(wanted[1].decode(), [])
        return any(part in str(value).lower().encode() for value in values)

    def _fetch(self, words: bytes) -> bytes | None:
        moods = self._server.moods
        if moods.drop_after is not None and self._fetched >= moods.drop_after:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
            return None
        self._fetched += 1
        assert self._folder is not None
        number = int(words.split(b" ", 1)[0])
        if number in moods.withhold:
            return b" NO [SERVERBUG] this mail cannot be read just now"
        wanted = _FETCH.search(words)
        mail = self._folder[number - 1]
        first, most = (int(wanted[1]), int(wanted[2])) if wanted and wanted[1] else (0, len(mail.data))
        body = mail.data[first : first + most]
        if b"HEADER.FIELDS" in words:
            value = str(message_from_bytes(mail.data)["Message-ID"] or "")
            body = f"Message-ID: {value}\r\n\r\n".encode()
        if b"PEEK" not in words.upper() and not self._read_only:
            mail.flags.add("\\Seen")
        if moods.chatty:
            self._say(f"* {len(self._folder)} EXISTS".encode())
            self._say(f"* {number} FETCH (FLAGS (\\Recent))".encode())
        head = f"* {number} FETCH (UID {number} BODY[]<{first}> {{{len(body)}}}\r\n".encode()
        self._line.sendall(head + body + b")\r\n")
        return b" OK fetched"

    def _store(self, words: bytes) -> bytes:
        numbers, _, rest = words.partition(b" ")
        if self._read_only or self._folder is None:
            return b" NO the folder is read-only"
        flags = set(re.findall(r"\\\w+", rest.decode()))
        for number in numbers.split(b","):
            self._folder[int(number) - 1].flags |= flags
        return b" OK stored"
