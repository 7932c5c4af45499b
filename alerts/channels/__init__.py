"""One file per channel; the folder is the register.

A channel module has ``NAME``, the key of its settings, and ``open_channel(settings, home, environment)`` which returns
the channel (alerts/channel.py) or raises ``ChannelSettingsError`` with every fault of its settings at once.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, cast

from alerts.channel import Channel


class ChannelSettingsError(ValueError):
    """Settings of a channel that cannot work. ``faults``: one sentence each, with what would be right."""

    def __init__(self, channel: str, faults: Sequence[str]) -> None:
        super().__init__(f"channels.{channel}: " + " ".join(faults))
        self.channel = channel
        self.faults = tuple(faults)


class ChannelModule(Protocol):
    """What a module of this folder offers."""

    NAME: str

    def open_channel(self, settings: Mapping[str, object], home: Path, environment: Mapping[str, str]) -> Channel:
        """The channel, not yet connected. Raises ChannelSettingsError."""


def channel_modules() -> dict[str, ChannelModule]:
    """Every channel of this folder by its name; nothing else lists them."""
    found: dict[str, ChannelModule] = {}
    for entry in pkgutil.iter_modules(__path__):
        module = cast(ChannelModule, importlib.import_module(f"{__name__}.{entry.name}"))
        found[module.NAME] = module
    return found
