"""Wiring: the only room that knows every concrete class. Opens a workspace and carries out what the commands ask."""

from monitor.app.answering import reply
from monitor.app.building import open_channels, open_fetcher, reader_names
from monitor.app.discovering import UnknownUnit, accept_sections, discover_sections
from monitor.app.outside import create_workspace, read_address
from monitor.app.workspace import App, NeverRan, RehearsalRefused, RunFigures
from monitor.storage.papers import BadPaper, keep_paper

__all__ = [
    "App",
    "BadPaper",
    "NeverRan",
    "RehearsalRefused",
    "RunFigures",
    "UnknownUnit",
    "accept_sections",
    "create_workspace",
    "discover_sections",
    "keep_paper",
    "open_channels",
    "open_fetcher",
    "read_address",
    "reader_names",
    "reply",
]
