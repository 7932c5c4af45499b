"""What must not be read off a copy of the database is sealed. Loaded where something is: its library is a large one."""

from __future__ import annotations

import base64
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from monitor.storage.secret_key import secret_key


class Seal:
    """Closes and opens by the workspace's own secret. ``data``: its folder; ``purpose``: no other key fits."""

    def __init__(self, data: Path, purpose: str) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(secret_key(data, purpose)))

    def close(self, text: str) -> str:
        """The text, sealed."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text. Raises ValueError when it was sealed by another key."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise ValueError("sealed by another key") from None
