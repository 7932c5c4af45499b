"""A small court: one unit for each scene, a real site behind it, the real pipeline on the rehearsal clock.

A scene says what its site shows at a moment, and whether the unit did its duty of May. Looks come before, during and
after the month, twice after the day of grace, and twice after the days in which it can be made good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.app.workspace import App
from monitor.clock import Clock
from monitor.ports import VerdictFilter
from monitor.reports.facts import status_facts
from rules.model import VN
from tests.crawlers.webs import Reply, Web

CHARGES = frozenset({"late", "overdue", "missed"})
PATH = "/cai-cach-hanh-chinh/"


def at(text: str) -> datetime:
    """``05-20 09:00`` of the year of the court, in Vietnam."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=VN)


_BEFORE = ("05-10 09:00", "05-20 09:00", "05-31 21:00", "06-01 00:10")
_TIMES = (*_BEFORE, "06-02 06:05", "06-02 06:45", "06-12 06:05", "06-12 06:45")
MOMENTS = tuple(at(text) for text in _TIMES)
CHARGED = at("06-02 06:45")
"""The first moment at which somebody may be charged."""
_SETTINGS = """\
database: sqlite:///data/dondoc.sqlite3
office: {name: "Sở GDĐT tỉnh Phù Sa", email: "vanphong@so.test", phone: "0299 000 0000"}
admin: {email: "quantri@so.test"}
send_to: office
watch_from: 2026-05
fetch: {allow_networks: [127.0.0.0/8], pause_s: 0, deadline_s: 3}
looks: {every_h: 0.4, retry_min: 1, confirm_after_min: 30, threads: 8, processes: 1}
route: [file]
"""
_PLAN = """\
id: toa-thu
title: Kế hoạch
issuer: Sở GDĐT tỉnh Phù Sa
number: null
issued: 2026-01
year: 2026
obligations:
"""
_OBLIGATION = """\
  - id: T-{least}
    title: Đăng tin, bài về cải cách hành chính
    source: "mục {least}"
    kind: recurring
    who: {{group: no-{least}}}
    where: {{topic: cchc}}
    every: month
    from: 2026-05
    to: 2026-05
    at_least: {least}
"""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: its path with the query, its headers, the moment of the court."""

    path: str
    headers: Mapping[str, str]
    now: datetime


@dataclass(frozen=True, slots=True)
class Scene:
    """``site``: what it answers, None for nothing there. ``owes``: so many items in May.

    ``guilty``: the site shows clearly that nothing was posted, and a charge must come. ``known``: innocence can only be
    told by who saw the site before.
    """

    name: str
    site: Callable[[Ask], str | Reply | None]
    guilty: bool = False
    known: bool = False
    owes: int = 1
    feed: bool = False


@dataclass
class Court:
    """What was said of each scene, by moment: status, reason and the last look's outcome."""

    said: dict[str, dict[datetime, tuple[str, str, str]]] = field(default_factory=dict)
    incidents: list[tuple[datetime, tuple[str, ...]]] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    """(kind, recipient) of the letters queued."""

    def charges(self, scene: str) -> list[tuple[datetime, tuple[str, str, str]]]:
        """When it was charged."""
        return [(moment, said) for moment, said in self.said[scene].items() if said[0] in CHARGES]


@dataclass(frozen=True, slots=True)
class NowIs(Clock):
    """A machine whose own clock says so: no rehearsal."""

    @property
    def rehearsal(self) -> bool:
        """It believes itself."""
        return False


def hold(
    scenes: Sequence[Scene], folder: Path, moments: Sequence[datetime] = MOMENTS, clock_of: type[Clock] = Clock
) -> Court:
    """Live through the moments, all scenes in one workspace."""
    clock = [moments[0]]
    court = Court({scene.name: {} for scene in scenes})
    with ExitStack() as stack:
        webs = {
            scene.name: stack.enter_context(Web(_answers(scene, clock), f"127.0.{30 + n // 200}.{n % 200 + 1}"))
            for n, scene in enumerate(scenes)
        }
        home = _workspace(folder, scenes, {name: web.base for name, web in webs.items()})
        with App.open(home, Clock(moments[0])) as app:
            for moment in moments:
                clock[0] = moment
                _sit(App(app.home, app.catalogue, app.store, clock_of(moment)), moment, court)
            with app.store.read(clock_of(moments[0]).rehearsal) as tx:
                court.told = [(row.message.kind, row.message.recipient) for row in tx.outbox.messages()]
    return court


def _answers(scene: Scene, clock: list[datetime]) -> Callable[[str, Mapping[str, str]], Reply]:
    def site(path: str, headers: Mapping[str, str]) -> Reply:
        found = scene.site(Ask(path, headers, clock[0])) if path != "/robots.txt" else None
        if found is None:
            return Reply("không có", 404)
        return found if isinstance(found, Reply) else Reply(found)

    return site


def _sit(app: App, moment: datetime, court: Court) -> None:
    figures = app.cycle(look=True, judge=True)
    if figures.incidents:
        court.incidents.append((moment, tuple(figures.incidents)))
    with app.reading() as (tx, known_at):
        looks = {row.look.unit: row.look.outcome.value for row in tx.observations.looks() if row.look.at == moment}
        facts: list[dict[str, Any]] = status_facts(tx, app.frame.by_key, VerdictFilter(), known_at)
    for row in facts:
        unit = str(row["unit"])
        court.said[unit][moment] = (str(row["status"]), str(row["reason_code"]), looks.get(unit, "-"))


def _workspace(home: Path, scenes: Sequence[Scene], bases: Mapping[str, str]) -> Path:
    (home / "plans").mkdir(parents=True)
    (home / "settings.yaml").write_text(_SETTINGS, encoding="utf-8")
    owed = "".join(_OBLIGATION.format(least=least) for least in sorted({scene.owes for scene in scenes}))
    (home / "plans" / "toa-thu.yaml").write_text(_PLAN + owed, encoding="utf-8")
    rows = ["id,name,short_name,level,parent,groups,website,section_url"]
    for scene in scenes:
        path = "/rss/cchc.xml" if scene.feed else PATH
        base = bases[scene.name]
        rows.append(f"{scene.name},Trường {scene.name},{scene.name},truong,,no-{scene.owes},{base}/,{base}{path}")
    (home / "units.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return home


# --- what pages are made of ------------------------------------------------------------------------------------------

ONE_PAGE = "<ul class='pagination'><li class='active'><span>1</span></li></ul>"
OLD = (
    ("Hội nghị cán bộ, công chức năm 2026", "18/04/2026", "hoi-nghi"),
    ("Niêm yết bộ thủ tục về chuyển trường", "02/04/2026", "niem-yet"),
    ("Tập huấn dịch vụ công trực tuyến", "11/03/2026", "tap-huan"),
    ("Rà soát quy trình một cửa của nhà trường", "20/02/2026", "ra-soat"),
    ("Khảo sát mức độ hài lòng của phụ huynh", "15/01/2026", "khao-sat"),
    ("Kế hoạch kiểm tra công vụ năm 2026", "06/01/2026", "ke-hoach"),
)
MAY = ("Kết quả cải cách hành chính tháng 5", "20/05/2026", "ket-qua-thang-5")
Row = tuple[str, str, str]


def rows(items: Sequence[Row], link: str = "/bai/{}.html", date: str = "<p class='date'>{}</p>") -> str:
    """Items of a list."""
    return "".join(
        f"<div class='item'><h3><a href='{link.format(name)}'>{title}</a></h3>{date.format(day) if day else ''}</div>"
        for title, day, name in items
    )


def page(main: str, after: str = ONE_PAGE, heading: str = "Cải cách hành chính", around: str = "") -> str:
    """A page of a school."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{heading} - Trường THCS Hoa Mai</title></head><body>"
        "<div class='header'><a href='/'>Trang chủ</a> <a href='/gioi-thieu/'>Giới thiệu</a></div>"
        f"{around}<div class='main'><h1>{heading}</h1>{main}{after}</div>"
        "<div class='footer'>Trường THCS Hoa Mai, xã An Phú</div></body></html>"
    )
