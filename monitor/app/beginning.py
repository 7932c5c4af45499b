"""A workspace made anew (``init``)."""

from __future__ import annotations

from pathlib import Path

from monitor.catalogue.loading import check_settings
from monitor.catalogue.settings import database_url
from monitor.catalogue.workspace import write_workspace
from monitor.storage.store import open_store


def create_workspace(folder: Path, plan_id: str | None) -> list[str]:
    """A new workspace that runs at once, its database included; one line for each thing made."""
    written = write_workspace(folder, plan_id)
    settings = check_settings(folder / "settings.yaml")
    open_store(database_url(settings), folder.resolve(), create=True).close()
    return [f"Đã tạo {path}" for path in written]
