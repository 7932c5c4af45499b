"""A workspace on real SQLite with a simulated web: what each section shows at a moment is a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from alerts.channel import Channel
from alerts.channels.file import FileChannel
from crawlers.looking.pool import Job
from crawlers.page import Item, LookResult, Memory, Page, Request
from monitor.catalogue.loading import Catalogue, load_catalogue
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.digest import digest_cycle
from monitor.pipeline.judge import JudgeFigures, judge_cycle
from monitor.pipeline.look import look_cycle
from monitor.pipeline.look_figures import LookFigures
from monitor.pipeline.operator import watch_ourselves
from monitor.pipeline.send import SendFigures, send_cycle
from monitor.storage.store import open_store
from rules.model import BEGINNING, VN, Outcome, Precision, StatedDate
from tests.databases import unused_sqlite

SETTINGS = """\
database: sqlite:///data/dondoc.sqlite3
office: {{name: "Văn phòng Sở", email: "vanphong@so.test", phone: "0299 000 0000"}}
admin: {{email: "quantri@so.test"}}
send_to: {send_to}
looks: {{confirm_after_min: 30, every_h: 24}}
watch_from: 2022-01
route: [file]
storm: {{share: 0.2, least: {least}}}
"""
PLAN = """\
id: ke-hoach-2022
title: Kế hoạch thử 2022
issuer: Sở GDĐT tỉnh Phù Sa
issued: 2022-01-05
year: 2022
obligations:
  - id: thang
    title: Đăng tin CCHC hằng tháng
    source: "IV.1"
    kind: recurring
    who: {group: truc-thuoc}
    where: {topic: cchc}
    every: month
    from: 2022-02
    to: 2022-12
"""


def at(text: str) -> datetime:
    """``2022-04-02T08:00`` in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VN)


@dataclass
class SmallWorld:
    """``shows``: per unit, (moment of appearing, stated moment, number) of its items. ``broken``: outcomes of units."""

    home: Path
    schools: int = 2
    send_to: str = "units"
    least: int = 5
    database: str | None = None
    shows: dict[str, list[tuple[datetime, datetime, int]]] = field(default_factory=dict)
    broken: dict[str, Outcome] = field(default_factory=dict)
    looked: list[tuple[str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.home / "plans").mkdir(parents=True)
        (self.home / "settings.yaml").write_text(
            SETTINGS.format(send_to=self.send_to, least=self.least), encoding="utf-8"
        )
        (self.home / "plans" / "ke-hoach-2022.yaml").write_text(PLAN, encoding="utf-8")
        heads = "id,name,groups,section_url,contact_name,contact_email,head_name,head_email\n"
        rows = (
            f"truong-{n},Trường số {n},truc-thuoc,https://truong-{n}.edu.test/cchc/,Cô Lan,lan@truong-{n}.edu.test,"
            f"Thầy Minh,minh@truong-{n}.edu.test\n"
            for n in range(1, self.schools + 1)
        )
        (self.home / "units.csv").write_text(heads + "".join(rows), encoding="utf-8")
        self.catalogue: Catalogue = load_catalogue(self.home)
        self.store = open_store(self.database or unused_sqlite(self.home), self.home, create=True)
        self.channels: Mapping[str, Channel] = {"file": FileChannel(self.catalogue.settings.channels.file.dir)}

    def publish(self, number: int, stated: str, school: int = 1, appears: str | None = None) -> None:
        """An item of a school, on its page from ``appears`` (default: when stated)."""
        moment = at(stated)
        self.shows.setdefault(f"truong-{school}", []).append((at(appears) if appears else moment, moment, number))

    def cycle(self, now: str) -> Cycle:
        """The frame of a run at a moment."""
        return Cycle(self.catalogue, self.store, at(now))

    def run(
        self, now: str, look: bool = True, send: bool = True, looks_follow: bool = False
    ) -> tuple[LookFigures, JudgeFigures, SendFigures]:
        """One whole cycle. ``looks_follow``: one without looks, as the service sends between its ticks."""
        cycle = replace(self.cycle(now), looks=look or looks_follow)
        with self.store.write(False) as tx:
            run = tx.runs.begin("run", cycle.now)
        seen = look_cycle(cycle, run, lambda job: self._look(job, cycle.now)) if look else LookFigures()
        if look:
            watch_ourselves(cycle, run, seen)
        judged = judge_cycle(cycle, run)
        sent = SendFigures()
        if send:
            digest_cycle(cycle, run)
            sent = send_cycle(cycle, run, self.channels, "owner")
        with self.store.write(False) as tx:
            tx.runs.finish(run, cycle.now, {})
        return seen, judged, sent

    def _look(self, job: Job, now: datetime) -> LookResult:
        section = job.section
        self.looked.append((section.unit, job.force_full))
        failed = self.broken.get(section.unit)
        page = Page(Request(section.url, "list"), section.url, 200, {}, f"{section.unit} {now}".encode(), now)
        if failed is not None:
            return LookResult(section, now, failed, "simulated", pages=(page,), memory=job.memory)
        items = tuple(
            _item(section.url, number, stated)
            for appears, stated, number in sorted(
                self.shows.get(section.url, self.shows.get(section.unit, [])), reverse=True
            )
            if appears <= now
        )
        memory = Memory(
            known={item.identity: item.stated for item in items}, complete_since=BEGINNING, shown_items=bool(items)
        )
        return LookResult(
            section, now, Outcome.READ, complete_since=BEGINNING, full=True, items=items, pages=(page,), memory=memory
        )

    def statuses(self, school: int = 1) -> dict[str, str]:
        """Status per period."""
        with self.store.read(False) as tx:
            rows = tx.verdicts.current()
        return {k.period: row.verdict.status.value for k, row in rows.items() if k.unit == f"truong-{school}"}

    def mail(self, kind: str | None = None) -> list[tuple[str, str, tuple[str, ...]]]:
        """(kind, recipient, periods) of messages sent, oldest first."""
        with self.store.read(False) as tx:
            rows = tx.outbox.messages("sent")
        return [
            (row.message.kind, row.message.recipient, tuple(key.period for key in row.message.findings))
            for row in rows
            if kind in (None, row.message.kind)
        ]


def _item(base: str, number: int, stated: datetime) -> Item:
    date = StatedDate(stated, Precision.MINUTE, "list:text", stated.isoformat())
    return Item(f"{base}bai-{number}.html", f"Bài số {number}", f"{base}bai-{number}", dates=(date,))


DAY = timedelta(days=1)
