"""A process that wants a token: ``python -m tests.zalo.worker DATABASE HOME SERVER [REFUSED]``."""

from __future__ import annotations

import sys
from pathlib import Path

from alerts.channel import Receipt
from alerts.zalo_tokens import Tokens, ZaloApp
from monitor.storage.store import open_store
from monitor.storage.zalo import SqlTokens
from tests.zalo.conftest import now
from tests.zalo.server import APP_ID, APP_SECRET


def main() -> None:
    """Print ``token …`` or ``trouble …``."""
    database, home, server, refused = sys.argv[1:5]
    store = open_store(database, Path(home), create=False)
    found = Tokens(ZaloApp(APP_ID, APP_SECRET, server), SqlTokens(store, APP_ID), now).access(refused or None)
    print(f"trouble {found.answer}" if isinstance(found, Receipt) else f"token {found}")


if __name__ == "__main__":
    main()
