"""The small world of the kills: half of the false year's schools, its mail sink, moments worth living through."""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import trustme

from benchmarks.killing.nursery import COPY_PASSWORD
from rules.model import VN
from tests.alerts.conftest import server_context
from tests.alerts.imap_server import ImapServer
from tests.falseworld.cast import SEATS
from tests.falseworld.sink import MailSink, Moods
from tests.falseworld.story import Story

SCHOOLS = 8
HOURS = ((8, 0), (17, 0), (17, 40))
"""A morning with letters, an evening with looks, the proving look."""


COPY = "luu@so.test"
LAG_S = 0.2
"""So long a copy takes from the SMTP server to the mailbox."""


@dataclass
class Life:
    """One workspace living through the year: ``channel`` is what people are told by; ``imap``: e-mail with a mailbox of
    copies, in which it can be read back."""

    story: Story
    sink: MailSink
    home: Path
    channel: str
    copies: ImapServer | None = None

    def at(self, moment: datetime) -> datetime:
        """Let the world be at that moment."""
        self.story.world.now = moment
        return moment


def open_life(folder: Path, channel: str = "email", database: str | None = None) -> Life:
    """Build the workspace; ``story.world`` and ``sink`` are started here, ``close_life`` ends them."""
    story = Story()
    story.world.__enter__()
    sink = MailSink(folder / "mail", moods=Moods(delay=0.03))
    sink.start()
    home = story.workspace(folder / "home", sink.port)
    _fewer_schools(home / "units.csv")
    settings = (home / "settings.yaml").read_text(encoding="utf-8")
    copies = None
    if channel == "imap":
        copies, box = _mailbox_of_copies(folder, sink)
        settings = settings.replace('sender: "dondoc@so.test"}', f'sender: "dondoc@so.test", copy: {box}}}')
    else:
        settings = settings.replace("route: [email]", f"route: [{channel}]")
    if database:
        settings = settings.replace("sqlite:///data/dondoc.sqlite3", database)
    (home / "settings.yaml").write_text(settings, encoding="utf-8")
    return Life(story, sink, home, channel, copies)


def close_life(life: Life) -> None:
    """Stop its servers."""
    life.sink.stop()
    if life.copies is not None:
        life.copies.__exit__()
    life.story.world.__exit__(None, None, None)


def moments(story: Story, times: int) -> Iterator[datetime]:
    """So many moments of the year, spread over it, in order."""
    every = [
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=VN)
        for day in story.days()
        for hour, minute in HOURS
    ]
    if times > len(every):
        every = [moment.replace(minute=moment.minute + turn) for moment in every for turn in range(3)]
    step = max(1.0, len(every) / times)
    yield from (every[int(number * step)] for number in range(min(times, len(every))))


def _mailbox_of_copies(folder: Path, sink: MailSink) -> tuple[ImapServer, str]:
    """An IMAP server that gets whatever the sink takes for ``COPY``, and how settings.yaml names it."""
    authority, roots = trustme.CA(), folder / "ca.pem"
    authority.cert_pem.write_to_path(str(roots))
    server = ImapServer(server_context(authority), {COPY: COPY_PASSWORD}).__enter__()

    def forward(mail: bytes) -> None:
        threading.Timer(LAG_S, server.put, (mail.replace(b"\r\n", b"\n"),)).start()

    sink.forward[COPY] = forward
    place = f"host: {server.host}, port: {server.port}, user: {COPY}"
    return server, f"{{to: {COPY}, {place}, ca_file: {roots}, wait_s: {5 * LAG_S}}}"


def _fewer_schools(table: Path) -> None:
    gone = {seat.id for seat in SEATS[SCHOOLS:]}
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        heads, rows = reader.fieldnames or (), [row for row in reader if row["id"] not in gone]
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, heads)
        writer.writeheader()
        writer.writerows(rows)
