"""The workspace's own secret: from the environment, else a file beside the data that only its owner reads (I18).

Everything that needs a secret takes a key of its own from it, by name; a copy of the database tells nothing (D27).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from monitor.ports import StorageError

VARIABLE = "DONDOC_KEY"
LENGTH = 32


def secret_key(data: Path, purpose: str, environment: Mapping[str, str] = os.environ) -> bytes:
    """32 bytes for one purpose. ``data``: the folder that holds ``secret.key``; it is made on first use.

    Raises StorageError when the secret is malformed, too short, or readable by others.
    """
    told = environment.get(VARIABLE)
    master = _decoded(told.strip(), VARIABLE) if told else _from_file(data / "secret.key")
    return hmac.new(master, purpose.encode(), hashlib.sha256).digest()


def _from_file(path: Path) -> bytes:
    with suppress(FileExistsError):
        _make(path)
    try:
        facts = path.stat()
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"Không đọc được khóa {path}: {error}; khôi phục tệp ấy từ bản sao lưu.") from None
    if not stat.S_ISREG(facts.st_mode) or facts.st_mode & 0o077:
        raise StorageError(f"Người khác đọc được khóa {path}; chạy chmod 600 {path}.")
    return _decoded(text, str(path))


def _make(path: Path) -> None:
    """A new secret, whole or not there: two processes at once end with the same one."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(LENGTH)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()


def _decoded(text: str, where: str) -> bytes:
    with suppress(binascii.Error, ValueError):
        master = base64.b64decode(text, validate=True)
        if len(master) >= LENGTH:
            return master
    raise StorageError(f"Khóa trong {where} sai dạng: cần base64 của ít nhất {LENGTH} byte ngẫu nhiên.")
