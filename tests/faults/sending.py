"""One turn of sending as a process that can be killed: ``python -m tests.faults.sending HOME TIME``."""

from __future__ import annotations

import sys
from pathlib import Path

from monitor.app.building import open_channels
from monitor.catalogue.loading import load_catalogue
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.send import send_cycle
from monitor.storage.owners import owner_name
from monitor.storage.store import open_store
from tests.pipeline.world import at


def main(home: Path, moment: str) -> None:
    """Send what is due."""
    catalogue = load_catalogue(home)
    store = open_store(catalogue.settings.database, home, create=False)
    with store.write(False) as tx:
        run = tx.runs.begin("send", at(moment))
    send_cycle(Cycle(catalogue, store, at(moment)), run, open_channels(catalogue.settings, store), owner_name())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
