"""The cast for the law: invented units, a monthly rule, looks and publications in a few words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rules.duties import duties_of
from rules.engine import Facts, judge_all
from rules.model import (
    BEGINNING,
    VN,
    AsOf,
    Calendar,
    DateSeen,
    Every,
    Kind,
    Look,
    Medium,
    Obligation,
    Outcome,
    Place,
    Plan,
    Precision,
    Publication,
    StatedDate,
    Unit,
    Verdict,
    Where,
    Who,
    Window,
    Words,
)

HOA_MAI = Unit("thcs-hoa-mai", "Trường THCS Hoa Mai", groups=("truc-thuoc",))
BINH_MINH = Unit("th-binh-minh", "Trường TH Bình Minh", groups=("truc-thuoc",))
SO = Unit("so-gddt", "Sở GDĐT tỉnh Phù Sa")
TCCB = Unit("phong-tccb", "Phòng Tổ chức cán bộ", parent="so-gddt")
PLAIN_WEEK = Calendar()
SECTION = "thcs-hoa-mai/cchc/https://hoamai.edu.test/cchc/"


def at(text: str) -> datetime:
    """``2022-03-05`` or ``2022-03-05T08:00`` in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VN)


def monthly(**changes: object) -> Obligation:
    """At least one item a month, February to December 2022."""
    values: dict[str, object] = {
        "id": "IV.1-monthly",
        "plan": "ke-hoach-2022",
        "title": "Đăng tin, bài CCHC hằng tháng",
        "source": "IV.1",
        "kind": Kind.RECURRING,
        "who": Who(groups=("truc-thuoc",)),
        "when": Every("month", date(2022, 2, 1), date(2022, 12, 31)),
    }
    return Obligation(**(values | changes))  # type: ignore[arg-type]


def scheduled(id: str, window: str, all_words: tuple[str, ...], **changes: object) -> Obligation:
    """An item of the Sở in a month, with words that its title must say."""
    year, month = (int(part) for part in window.split("-"))
    last = (date(year, month, 1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    values: dict[str, object] = {
        "id": id,
        "plan": "ke-hoach-2022",
        "title": f"Nội dung {id}",
        "source": id,
        "kind": Kind.SCHEDULED,
        "who": Who(units=("phong-tccb",)),
        "when": Window(window, date(year, month, 1), last),
        "where": Where("cchc", "so-gddt"),
        "match": Words(all=all_words),
    }
    return Obligation(**(values | changes))  # type: ignore[arg-type]


def plan(*obligations: Obligation, **changes: object) -> Plan:
    """A plan of 2022, issued on 5 January unless said otherwise."""
    values: dict[str, object] = {
        "id": "ke-hoach-2022",
        "title": "Kế hoạch thử 2022",
        "issuer": "Sở GDĐT",
        "year": 2022,
        "obligations": obligations,
        "digest": "d1",
        "issued_from": date(2022, 1, 5),
        "issued_to": date(2022, 1, 5),
    }
    return Plan(**(values | changes))  # type: ignore[arg-type]


def look(number: int, when: str | datetime, outcome: Outcome = Outcome.READ, **changes: object) -> Look:
    """A complete full look unless said otherwise."""
    moment = at(when) if isinstance(when, str) else when
    healthy = outcome in (Outcome.READ, Outcome.UNCHANGED, Outcome.EMPTY)
    values: dict[str, object] = {
        "id": number,
        "section": SECTION,
        "unit": "thcs-hoa-mai",
        "topic": "cchc",
        "at": moment,
        "outcome": outcome,
        "complete_since": BEGINNING if healthy else None,
        "full": outcome is Outcome.READ,
        "stored": healthy,
    }
    return Look(**(values | changes))  # type: ignore[arg-type]


def stated(when: str | datetime, precision: Precision = Precision.MINUTE) -> StatedDate:
    """A date as a list prints it."""
    moment = at(when) if isinstance(when, str) else when
    return StatedDate(moment, precision, "list:text", moment.isoformat())


def item(
    number: int, when: str | datetime | None, seen: str | datetime | None = None, **changes: object
) -> Publication:
    """A publication stated at ``when`` (None: undated), first seen an hour later unless said otherwise."""
    moment = at(when) if isinstance(when, str) else when
    first = at(seen) if isinstance(seen, str) else seen or (moment + timedelta(hours=1) if moment else None)
    assert first is not None
    values: dict[str, object] = {
        "id": number,
        "unit": "thcs-hoa-mai",
        "topic": "cchc",
        "url": f"https://hoamai.edu.test/cchc/bai-{number}.html",
        "title": f"Bài số {number}",
        "medium": Medium.ARTICLE,
        "first_seen": first,
        "last_seen": first,
        "stated": (DateSeen(stated(moment), first),) if moment else (),
    }
    return Publication(**(values | changes))  # type: ignore[arg-type]


def judged(
    of: Plan,
    now: str | datetime,
    looks: tuple[Look, ...] = (),
    items: tuple[Publication, ...] = (),
    decisions: tuple[object, ...] = (),
    units: tuple[Unit, ...] = (HOA_MAI, SO, TCCB),
    place: tuple[str, str] = ("thcs-hoa-mai", "cchc"),
    calendar: Calendar = PLAIN_WEEK,
    watch_from: date | None = date(2022, 1, 1),
) -> dict[tuple[str, str], Verdict]:
    """Verdicts by (obligation, period) of the only unit that owes them."""
    known = {unit.id: unit for unit in units}
    seen = Place(place[0], place[1], (SECTION,), looks, items)
    moment = at(now) if isinstance(now, str) else now
    asof = AsOf(moment, calendar, watch_from)
    facts = Facts({place: seen}, decisions)  # type: ignore[arg-type]
    verdicts = judge_all(duties_of(of, known, calendar), facts, asof)
    return {(verdict.key.obligation, verdict.key.period): verdict for verdict in verdicts}


def march(now: str, looks: tuple[Look, ...] = (), items: tuple[Publication, ...] = (), **changes: object) -> Verdict:
    """The verdict on March 2022 under the monthly rule."""
    return judged(plan(monthly(**changes)), now, looks, items)["IV.1-monthly", "2022-03"]


PROVEN = (look(1, "2022-04-02T08:00"), look(2, "2022-04-02T08:40"))
"""Two complete full looks after the end of March and its day of grace."""
