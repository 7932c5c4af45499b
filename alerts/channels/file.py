"""Messages as files: what rehearsals write, and what anybody can read without a mailbox.

Each message is ``<hash of its Message-ID>.json`` and ``.eml``; the .eml comes last, and where it stands the message has
arrived. Writing again changes nothing, so nothing is ever doubled (S23).
"""

from __future__ import annotations

import errno
import json
import os
import threading
from dataclasses import replace
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from alerts.channel import Delivery, Outgoing, Receipt
from alerts.envelope import BadAddressError, compose, file_name

NAME = "file"
_OUR_FAULT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR})


class FileChannel:
    """Keeps messages in one folder, made on first use."""

    name = NAME
    sends_again = True

    def __init__(self, folder: Path, sender: str = "dondoc@localhost") -> None:
        self._folder = folder
        self._sender = sender

    def deliver(self, message: Outgoing, deadline_s: float) -> Receipt:
        """Write both files, safe on disk before the answer; ``deadline_s`` has no meaning for a disk."""
        target = self._path(message.message_id, ".eml")
        if target.exists():
            return Receipt(Delivery.SENT, f"đã có sẵn: {target.name}")
        try:
            mail = self._mail(message)
        except BadAddressError as fault:
            return Receipt(Delivery.PERMANENT, str(fault))
        facts = json.dumps(_facts(message), ensure_ascii=False, indent=1).encode()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(self._path(message.message_id, ".json"), facts)
            for place, one in enumerate(message.attachments, start=1):
                _write(self._path(message.message_id, f"-{place}-{file_name(one.name)}"), one.data)
            _write(target, mail.as_bytes())
        except OSError as fault:
            delivery = Delivery.OPERATOR if fault.errno in _OUR_FAULT else Delivery.RETRY
            return Receipt(delivery, f"Không ghi được vào {self._folder}: {fault.strerror}.")
        return Receipt(Delivery.SENT, target.name)

    def find(self, message_id: str) -> bool | None:
        """Whether the message stands here whole."""
        return self._path(message_id, ".eml").exists()

    def check(self) -> Receipt:
        """Whether the folder can be written to."""
        probe = self._folder / f".probe-{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as fault:
            return Receipt(Delivery.OPERATOR, f"Không ghi được vào {self._folder}: {fault.strerror}.")
        return Receipt(Delivery.SENT, f"Ghi được vào {self._folder}.")

    def close(self) -> None:
        """Nothing is held open."""

    def _mail(self, message: Outgoing) -> EmailMessage:
        try:
            return compose(message, self._sender)
        except BadAddressError:
            # A person known by a number only (Zalo) is named, not addressed; the .json holds the number.
            return compose(replace(message, recipient="unaddressed@localhost", reply_to=None), self._sender)

    def _path(self, message_id: str, suffix: str) -> Path:
        # Never a name from outside: a hash has no slashes (L4).
        return self._folder / f"{sha256(message_id.encode()).hexdigest()[:32]}{suffix}"


def _facts(message: Outgoing) -> dict[str, object]:
    return {
        "message_id": message.message_id,
        "recipient": message.recipient,
        "recipient_name": message.recipient_name,
        "kind": message.kind,
        "subject": message.subject,
        "created": message.created.isoformat(),
        "attempt": message.attempt,
        "reply_to": message.reply_to,
        "thread": message.thread,
        "text": message.text,
        "attachments": [file_name(one.name) for one in message.attachments],
    }


def _write(target: Path, content: bytes) -> None:
    """Temp, fsync, rename, fsync of the folder: after a power cut the file is whole or not there (A14)."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    with temporary.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
