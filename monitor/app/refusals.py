"""Why a workspace is not opened, or not worked in; apart from it, so that who only catches them loads no database."""

from __future__ import annotations

from monitor.ports import StorageError


class RehearsalRefused(Exception):
    """A workspace that holds real looks takes no rehearsal that writes (INTERFACE)."""


class NeverRan(StorageError):
    """There is no database yet, nor a trace of one: nothing to show, and reading makes none (A8)."""
