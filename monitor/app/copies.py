"""The mailbox of copies: did a letter of unclear fate arrive? Asked by IMAP before it is sent again (S23, D7, D8)."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack

from alerts.smtp_line import Watch
from monitor.app.mailboxes import ImapFolder, imap_folder
from monitor.catalogue.settings import CopySettings
from monitor.ports import StorageError

log = logging.getLogger("dondoc.copies")

PASSWORD = "DONDOC_COPY_PASSWORD"
_AGAIN_S = 0.5
_TIMEOUT_S, _LONGEST_S = 10.0, 20.0
"""The longest silence of the server, and the longest that one look may last, whatever drips meanwhile."""


class MailboxOfCopies:
    """Opened at the first look and kept open; nothing in it is changed. For several threads, one look at a time.

    A mailbox that fails is not asked again until it is closed: nobody waits for it twice, no account is locked (D11).
    """

    def __init__(
        self,
        settings: CopySettings,
        environment: Mapping[str, str] = os.environ,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        longest_s: float = _LONGEST_S,
    ) -> None:
        self._settings, self._environment = settings, environment
        self._clock, self._sleep, self._longest_s = clock, sleep, longest_s
        self._lock = threading.Lock()
        self._watch = Watch()
        self._opened = ExitStack()
        self._folder: ImapFolder | None = None
        self._away = False
        self._waits_until: float | None = None

    def holds(self, message_id: str, patient: bool) -> bool | None:
        """Whether a copy is there; None: nobody can say. ``patient``: looks again while a copy may be on its way.

        The wait is one for all letters: whoever sent them was dead before the first of them was looked for.
        """
        with self._lock:
            if self._waits_until is None and patient:
                self._waits_until = self._clock() + self._settings.wait_s
            while True:
                found = self._look(message_id)
                left = (self._waits_until or 0.0) - self._clock()
                if found is not False or not patient or left <= 0:
                    return found
                self._sleep(min(_AGAIN_S, left))

    def check(self) -> str:
        """Log in, open the folder, leave (``doctor``). Raises StorageError, saying what to do."""
        with self._lock:
            try:
                self._open()
            finally:
                self._drop()
        return f"Mở được thư mục {self._settings.folder} của {self._settings.user} tại {self._settings.host}."

    def close(self) -> None:
        """Log out; the next look opens the mailbox again."""
        with self._lock:
            self._drop()
            self._away, self._waits_until = False, None

    def _look(self, message_id: str) -> bool | None:
        if self._away:
            return None
        reused = self._folder is not None
        try:
            folder = self._folder or self._open()
            with self._watch.limit(self._longest_s):
                return folder.holds(message_id)
        except StorageError as fault:
            self._drop()
            if reused:  # a server lets idle lines fall: that says nothing yet
                return self._look(message_id)
            self._away = True
            log.warning("copies unreachable", extra={"facts": {"answer": str(fault)}})
            return None

    def _open(self) -> ImapFolder:
        with self._watch.limit(self._longest_s):
            opening = imap_folder(self._settings, self._environment, _TIMEOUT_S, PASSWORD, self._watch)
            self._folder = self._opened.enter_context(opening)
        return self._folder

    def _drop(self) -> None:
        self._folder = None
        with self._watch.limit(2.0):
            self._opened.close()
        self._watch.release()
