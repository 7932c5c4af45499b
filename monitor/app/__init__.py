"""Wiring: the only room that knows every concrete class. Opens a workspace and carries out what the commands ask."""

from monitor.app.building import open_channels, open_fetcher, reader_names
from monitor.app.outside import create_workspace, read_address
from monitor.app.workspace import App, NeverRan, RehearsalRefused, RunFigures

__all__ = [
    "App",
    "NeverRan",
    "RehearsalRefused",
    "RunFigures",
    "create_workspace",
    "open_channels",
    "open_fetcher",
    "read_address",
    "reader_names",
]
