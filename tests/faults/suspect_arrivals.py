"""Items whose own day puts them elsewhere, though our looks saw them come in the month (S7, S10, decision 0007).

Beside each kind stands a guilty school whose site writes in the same way, and where nothing came in May.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from .court import OLD, PATH, Ask, Row, Scene, at, page, rows
from .suspect_sites import LATE_MAY, POSTED, SCENES, day

IN_MAY = at("05-15 10:00")
PAPERS = [(f"Công văn số {n} về kiểm tra công vụ", f"{28 - n}/04/2026", f"cong-van-{n}") for n in range(12)]
"""Of April, by their days of signing."""


def arriving(name: str, new: list[Row], since: datetime = IN_MAY) -> None:
    """A list in which some items come at a moment that our looks can tell."""

    def site(ask: Ask) -> str | None:
        if ask.path != PATH:
            return None
        return page(rows([*(new if ask.now >= since else []), *OLD[1:]]))

    SCENES.append(Scene(name, site, known=True))


arriving("three-papers-come-in-may-under-their-days-of-signing", PAPERS[:3])
arriving("twelve-papers-come-in-may-at-once", PAPERS)
arriving("it-is-seen-on-31-may-and-dated-1-june", [day(LATE_MAY, "01/06/2026")], at("05-31 20:00"))


def mended(name: str, new: Row, wrong: str, since: datetime) -> None:
    """An item with a slip in its day, mended on the 15th."""

    def site(ask: Ask) -> str | None:
        shown = [new if ask.now >= IN_MAY else day(new, wrong)] if ask.now >= since else []
        return page(rows([*shown, *OLD])) if ask.path == PATH else None

    SCENES.append(Scene(name, site, known=True))


mended(
    "a-slip-in-the-month-was-mended-after-the-first-look", day(LATE_MAY, "09/05/2026"), "09/04/2026", at("05-09 10:00")
)
SCENES.append(
    Scene(
        "the-papers-of-april-were-always-there",
        lambda ask: page(rows([*PAPERS, *OLD[1:]])) if ask.path == PATH else None,
        guilty=True,
    )
)


def twice_dated(
    name: str, list_day: Callable[[Row, Ask], str], article: Callable[[Row], str], guilty: bool = False
) -> None:
    """The list prints one day, the article another one."""

    def site(ask: Ask) -> str | None:
        items = [LATE_MAY, *OLD] if ask.now >= POSTED and not guilty else list(OLD)
        if ask.path == PATH:
            return page(rows([day(row, list_day(row, ask)) for row in items]))
        for row in items:
            if ask.path == f"/bai/{row[2]}.html":
                return page(f"<article><h1>{row[0]}</h1>{article(row)}<p>Nội dung bài viết.</p></article>", "", row[0])
        return None

    SCENES.append(Scene(name, site, guilty))


def edited(row: Row, ask: Ask) -> str:
    """The day of the last change: the report was corrected on 2 June."""
    return "02/06/2026" if row == LATE_MAY and ask.now >= at("06-02 00:00") else row[1]


def posted(row: Row) -> str:
    return f"<p class='meta'>Ngày đăng: {row[1]} 22:00</p>"


def timed(row: Row) -> str:
    iso = "-".join(reversed(row[1].split("/")))
    return f"<time class='published' datetime='{iso}T22:00:00+07:00'>{row[1]} 22:00</time>"


twice_dated("the-list-prints-the-day-of-the-last-change", edited, posted)
twice_dated("the-list-prints-the-last-change-beside-a-time-element", edited, timed)
twice_dated("article-and-list-say-the-same-and-nothing-came", edited, posted, guilty=True)


def as_utc(name: str, guilty: bool = False) -> None:
    """Time elements that print local time as if it were UTC, and no words."""

    def site(ask: Ask) -> str | None:
        if ask.path != PATH:
            return None
        new = [(LATE_MAY, POSTED - timedelta(minutes=90))] if ask.now >= POSTED and not guilty else []
        old = [(row, at(f"{row[1][3:5]}-{row[1][:2]} 09:00")) for row in OLD]
        return page(
            "".join(
                f"<div class='tin'><h3><a href='/bai/{row[2]}.html'>{row[0]}</a></h3>"
                f"<time datetime='{moment:%Y-%m-%dT%H:%M:%S}Z'></time></div>"
                for row, moment in [*new, *old]
            )
        )

    SCENES.append(Scene(name, site, guilty))


as_utc("the-evening-of-31-may-is-printed-as-utc")
as_utc("local-time-as-utc-and-nothing-came", guilty=True)
