"""The log: one event, one JSON line, for machines; control characters gone, long values cut (H12)."""

from __future__ import annotations

import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

LINE_LIMIT = 20_000
FILE_LIMIT = 10_000_000
KEPT_FILES = 5


class JsonLines(logging.Formatter):
    """``{"at", "level", "logger", "event", …facts, "error"}`` on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        text = json.dumps(line, ensure_ascii=True, default=str)
        return text if len(text) <= LINE_LIMIT else json.dumps({**_short(line), "cut": len(text)}, ensure_ascii=True)


def _short(line: dict[str, object]) -> dict[str, object]:
    return {name: str(value)[:500] for name, value in line.items()}


def start_log(folder: Path) -> None:
    """Log to ``folder/dondoc.log``, rotated; and to standard error where that is no terminal. Raises OSError."""
    root = logging.getLogger("dondoc")
    if any(not isinstance(handler, logging.NullHandler) for handler in root.handlers):
        return
    root.setLevel(logging.INFO)
    root.propagate = False
    folder.mkdir(parents=True, exist_ok=True)
    handlers: list[logging.Handler] = [
        RotatingFileHandler(folder / "dondoc.log", maxBytes=FILE_LIMIT, backupCount=KEPT_FILES, encoding="utf-8")
    ]
    if not sys.stderr.isatty():
        handlers.append(logging.StreamHandler(sys.stderr))
    for handler in handlers:
        handler.setFormatter(JsonLines())
        root.addHandler(handler)


def start_log_early(folder: Path) -> None:
    """The same for who does not know yet whether anything can be opened: nothing is made but where ``folder`` can lie.

    Without a log, what is logged goes nowhere: Python's own last resort is a bare English word on standard error.
    """
    logging.getLogger("dondoc").addHandler(logging.NullHandler())
    if folder.parent.is_dir():
        with suppress(OSError):
            start_log(folder)
