"""The servers and certificates of the tests of telling, for faults over the whole path."""

from __future__ import annotations

from tests.alerts.conftest import authority, ca_file, make_channel, make_sink
from tests.zalo.conftest import server, zalo

__all__ = ["authority", "ca_file", "make_channel", "make_sink", "server", "zalo"]
