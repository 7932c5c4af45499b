"""A workspace open to be read: its catalogue, its database, its clock. What works in it stands in ``workspace``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from crawlers.readers import reader_names
from monitor.app.refusals import NeverRan
from monitor.catalogue.faults import CatalogueFaults, Fault
from monitor.catalogue.loading import Catalogue, Written, load_catalogue, written
from monitor.catalogue.settings import database_url
from monitor.clock import Clock
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.reaching import reachable
from monitor.ports import Store, Transaction
from monitor.storage.engine import address_of
from monitor.storage.marker import read_marker
from monitor.storage.store import open_store


class Workspace:
    """One workspace, open to be read."""

    def __init__(self, home: Path, catalogue: Catalogue, store: Store, clock: Clock) -> None:
        self.home = home
        self.catalogue = catalogue
        self.store = store
        self.clock = clock
        self._written: Written = ()

    @classmethod
    def open(cls, home: Path, clock: Clock, create: bool = True) -> Self:
        """Read the catalogue and open the database. ``create`` false: only what is there is opened.

        Raises CatalogueFaults, StorageError, NeverRan.
        """
        home = home.resolve()
        as_written = written(home)
        catalogue = load_catalogue(home, reader_names())
        url = database_url(catalogue.settings)
        if not create:
            _check_ran(url, home)
        opened = cls(home, catalogue, open_store(url, home, create=create), clock)
        opened._written = as_written
        return opened

    def reread(self) -> bool:
        """Take over what people wrote into the files since; whether anything changed.

        Raises CatalogueFaults where they cannot be read or name another database; nothing is taken over then.
        """
        as_written = written(self.home)
        if as_written == self._written:
            return False
        catalogue = load_catalogue(self.home, reader_names())
        if database_url(catalogue.settings) != database_url(self.catalogue.settings):
            raise CatalogueFaults([Fault("settings.yaml", 0, "`database` đã đổi", "dừng rồi chạy lại dịch vụ")])
        self.catalogue, self._written = catalogue, as_written
        return True

    def at(self, moment: datetime) -> Self:
        """The same workspace on the rehearsal clock; database and catalogue are shared."""
        return type(self)(self.home, self.catalogue, self.store, Clock(moment))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.close()

    @property
    def frame(self) -> Cycle:
        """The frame of a cycle that begins now."""
        return self._frame("file" if self.clock.rehearsal else None)

    def _frame(self, override: str | None) -> Cycle:
        catalogue = self.catalogue
        if catalogue.settings.channels.messengers.zalo_oa is not None:
            from monitor.app.linking import with_links  # brings Zalo's client: only where an account is set up

            catalogue = replace(catalogue, units=with_links(catalogue.units, self.store))
        with self.store.read(self.clock.rehearsal) as tx:
            bars = tx.outbox.barred(self.clock.now())
        catalogue = replace(catalogue, units=reachable(catalogue.units, bars))
        return Cycle(catalogue, self.store, self.clock.now(), self.clock.rehearsal, override)

    @contextmanager
    def reading(self) -> Iterator[tuple[Transaction, datetime | None]]:
        """A snapshot to read from, and the moment as known at: with ``--at`` rehearsals too, else real facts only."""
        at = self.clock.at
        with self.store.read(None if at is not None else False) as tx:
            yield tx, at

    def joined_late(self) -> str | None:
        """What to say where the database on a server had runs already when this folder came to it. Raises StorageError.

        A folder restored without its data does so rightly; a second workspace on the same database does not."""
        address = address_of(database_url(self.catalogue.settings), self.home)
        marker = read_marker(self.home / "data") if address.file is None else None
        if marker is None or not marker.joined:
            return None
        return (
            f"cơ sở dữ liệu đã có {marker.joined} lượt từ trước khi thư mục làm việc này dùng nó; nếu đây là bản khôi "
            "phục, hãy chép cả data/evidence cũ về; nếu một thư mục làm việc khác đang dùng cơ sở dữ liệu ấy, hãy cho "
            "mỗi thư mục một cơ sở dữ liệu riêng"
        )

    def letters_waiting(self) -> bool:
        """Whether a message could leave now."""
        with self.store.read(self.clock.rehearsal) as tx:
            return tx.outbox.ready(self.clock.now())


def _check_ran(url: str, home: Path) -> None:
    address = address_of(url, home)
    if address.file is None or address.file.exists() or read_marker(address.file.parent) is not None:
        return
    raise NeverRan(
        f"Chưa có dữ liệu nào: không thấy {address.file}. Chạy `dondoc --home {home} run` để bắt đầu; "
        "nếu thư mục này đã từng chạy thì dữ liệu đã mất, hãy khôi phục bản sao lưu."
    )
