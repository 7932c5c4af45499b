"""The real pipeline over a town on the rehearsal clock, and how its verdicts compare with what is so (FAULTS K)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from monitor.app.workspace import App
from monitor.clock import Clock
from monitor.ports import VerdictFilter
from monitor.reports.facts import status_facts

from .many import END, START, Town, Truth
from .world import VN

CHARGES = frozenset({"late", "overdue", "missed"})
PROVABLE = END + timedelta(days=1)
"""Looks later than this prove (due moment and a day of grace)."""


def _june(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=VN)


MOMENTS = (
    datetime(2026, 4, 29, 16, 0, tzinfo=VN),
    datetime(2026, 5, 1, 6, 0, tzinfo=VN),
    datetime(2026, 5, 16, 9, 0, tzinfo=VN),
    datetime(2026, 5, 31, 21, 30, tzinfo=VN),
    datetime(2026, 5, 31, 23, 59, tzinfo=VN),
    _june(1, 0, 10),
    _june(2, 6, 5),
    _june(2, 6, 45),
    _june(3, 12, 0),
    _june(12, 6, 5),
    _june(12, 6, 45),
    _june(19, 9, 0),
    _june(19, 9, 40),
    _june(19, 21, 0),
    _june(20, 9, 0),
)
_SETTINGS = """\
database: sqlite:///data/dondoc.sqlite3
office: {{name: "Sở GDĐT tỉnh Phù Sa", email: "vanphong@so.test", phone: "0299 000 0000"}}
send_to: office
watch_from: 2026-05
fetch:
  {{allow_networks: [127.0.0.0/8], pause_s: 0, deadline_s: 3, max_bytes: 1000000, ca_file: "{ca}"}}
looks: {{every_h: 0.4, retry_min: 1, confirm_after_min: 30, threads: 8, processes: 1}}
route: [file]
"""
_PLAN = """\
id: oan-sai
title: Kế hoạch
issuer: Sở GDĐT tỉnh Phù Sa
number: null
issued: 2026-01
year: 2026
source: {document: "ke-hoach.pdf"}
obligations:
  - id: K-1
    title: Đăng tin, bài về cải cách hành chính
    source: "mục 1"
    kind: recurring
    who: {group: truc-thuoc}
    where: {topic: cchc}
    every: month
    from: 2026-05
    to: 2026-05
    at_least: 1
    accepts: [article, document, video]
"""


def write_workspace(town: Town, home: Path) -> Path:
    """A workspace that watches a running town."""
    (home / "plans").mkdir(parents=True)
    (home / "settings.yaml").write_text(_SETTINGS.format(ca=town.ca_file), encoding="utf-8")
    (home / "plans" / "oan-sai.yaml").write_text(_PLAN, encoding="utf-8")
    heads = "id,name,short_name,level,parent,groups,website,section_url,contact_name,contact_email\n"
    rows = [
        f"{site.id},{site.name},{site.id},truong,,truc-thuoc,{town.base(site.id)}/,{town.url(site.id)},Văn thư,"
        f"vanthu@{site.id}.edu.test\n"
        for site in town.drawn
    ]
    (home / "units.csv").write_text(heads + "".join(rows), encoding="utf-8")
    return home


@dataclass
class Score:
    """``judged``: verdicts about sites that could be seen and proven; ``right`` of them. ``named``: of the unproven.

    ``false``: charges that are not true, or that nobody could prove. ``people``: what only people can settle (K5): a
    document without any date, articles that all got new addresses. ``worst``: a line for each that is not right.
    """

    false: int = 0
    charges: int = 0
    seen: int = 0
    judged: int = 0
    right: int = 0
    unproven: int = 0
    named: int = 0
    people: int = 0
    worst: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Score) -> Score:
        names = ("false", "charges", "seen", "judged", "right", "unproven", "named", "people")
        sums = {name: getattr(self, name) + getattr(other, name) for name in names}
        return Score(**sums, worst=self.worst + other.worst, reasons=self.reasons + other.reasons)


def rehearse(town: Town, home: Path, tell: Callable[[datetime, Score], None] = lambda at, score: None) -> Score:
    """Live through the moments; the scores of all of them together."""
    total = Score()
    with App.open(home, Clock(MOMENTS[0])) as app:
        lived: list[datetime] = []
        for moment in MOMENTS:
            town.now = moment
            now = app.at(moment)
            now.cycle(look=True, judge=True)
            lived.append(moment)
            with now.reading() as (tx, known_at):
                facts = status_facts(tx, now.frame.by_key, VerdictFilter(), known_at)
            score = score_of(town, {str(fact["unit"]): fact for fact in facts}, lived)
            tell(moment, score)
            total += score
    return total


def score_of(town: Town, facts: dict[str, dict[str, object]], lived: list[datetime]) -> Score:
    """Of one moment, the last one lived."""
    score, at = Score(), lived[-1]
    for site in town.drawn:
        truth, fact = site.truth, facts[site.id]
        failing = [bool(site.fault(moment)) for moment in lived]
        proofs = [m for m, bad in zip(lived, failing, strict=True) if m > PROVABLE and not _blind(truth, bad)]
        _one(score, truth, fact, at, failing, proofs)
    return score


def _readable(truth: Truth) -> bool:
    """Whether its failing still shows what is there: old items may be known by name without dates, by the system's own
    number under a new design (S8). A charge must be true all the same."""
    return truth.way is not None and truth.way.kind in ("undated", "redesign")


def _blind(truth: Truth, failing: bool) -> bool:
    """Whether a look of that moment shows nothing to judge by."""
    return failing and not (truth.way is not None and truth.span == "always" and "" in truth.way.fresh)


def _one(
    score: Score, truth: Truth, fact: dict[str, object], at: datetime, failing: list[bool], proofs: list[datetime]
) -> None:
    status, reason = str(fact["status"]), str(fact["reason_code"])
    line = f"{at:%d/%m %H:%M} {truth.id} {truth.family} {truth.habit} {truth.way and truth.way.kind} {truth.span}: "
    line += f"{status} ({reason}), {fact['looks']['last_outcome']}"  # type: ignore[index]
    if status in CHARGES:
        score.charges += 1
        if not truth.charge_true(at) or (len(proofs) < 2 and not _readable(truth)):
            score.false += 1
            score.worst.append(f"FALSE {line}")
    if at < PROVABLE:
        return
    if status == "unknown":
        score.reasons[reason] += 1
    if (truth.habit, reason) in _FOR_PEOPLE:
        score.people += 1
    elif not failing[-1] and len(proofs) >= 2:
        score.seen += 1
        score.judged += status not in ("unknown", "awaiting")
        ok = status in truth.expected(at)
        score.right += ok
        if not ok:
            score.worst.append(f"{'UNJUDGED' if status == 'unknown' else 'WRONG'} {line}")
    elif failing[-1] and truth.way is not None and status not in ("met", *CHARGES):
        score.unproven += 1
        ok = status in ("unknown", "awaiting") and reason in _fit(truth, failing)
        score.named += ok
        if not ok:
            score.worst.append(f"REASON {line}")


_FOR_PEOPLE = frozenset({("pdf", "asked"), ("readdressed", "drifted")})


def _fit(truth: Truth, failing: list[bool]) -> frozenset[str]:
    assert truth.way is not None
    return truth.way.fresh if all(failing) else truth.way.reasons


__all__ = ["END", "MOMENTS", "START", "Score", "rehearse", "score_of", "write_workspace"]
