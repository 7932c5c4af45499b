"""Lists whose items bear a day that is not the one of posting, before the month (S7).

Beside each kind stands a guilty school whose site writes in the same way, and where nothing was posted in May.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .court import OLD, PATH, Ask, Row, Scene, page
from .suspect_sites import LATE_MAY, POSTED, SCENES, after, day

EVENING = ("Hội nghị công chức, viên chức", "30/04/2026", "hoi-nghi-toi")
"""Posted in April, late in the evening."""
SIGNED = day(LATE_MAY, "28/04/2026")
"""Posted in May, signed or held in April."""


def dated(name: str, beside: Callable[[Row], str], items: Callable[[Ask], Sequence[Row]], guilty: bool = False) -> None:
    """A list in which each title stands above what is said of its days."""

    def site(ask: Ask) -> str | None:
        if ask.path != PATH:
            return None
        return page(
            "".join(
                f"<div class='item'><h3><a href='/bai/{row[2]}.html'>{row[0]}</a></h3>{beside(row)}</div>"
                for row in items(ask)
            )
        )

    SCENES.append(Scene(name, site, guilty))


def listed(name: str, heads: Sequence[str], *, cell: str = "th", guilty: bool = False) -> None:
    """A table of documents; the days of its rows stand in its last columns."""

    def site(ask: Ask) -> str | None:
        if ask.path != PATH:
            return None
        top = "".join(f"<{cell}>{head}</{cell}>" for head in heads)
        body = "".join(
            f"<tr><td>{20 - n}/KH-THCS</td><td><a href='/vb/{row[2]}.html'>{row[0]}</a></td>"
            f"{f'<td>{row[1]}</td>' * (len(heads) - 2)}</tr>"
            for n, row in enumerate(OLD if guilty else signed(ask))
        )
        return page(f"<table><tr>{top}</tr>{body}</table>")

    SCENES.append(Scene(name, site, guilty))


def signed(ask: Ask) -> list[Row]:
    return [SIGNED, *OLD] if ask.now >= POSTED else list(OLD)


def nothing(_: Ask) -> Sequence[Row]:
    return OLD


def _machine(row: Row, clock: str = "") -> str:
    return "-".join(reversed(row[1].split("/"))) + clock


# --- the attribute of a time element and its words

dated("placeholder-left-in-datetime", lambda row: f"<time datetime='2014-06-20'>{row[1]}</time>", after)
dated("placeholder-left-and-nothing-posted", lambda row: f"<time datetime='2026-05-20'>{row[1]}</time>", nothing, True)
dated(
    "local-time-marked-as-utc-shown-with-its-clock",
    lambda row: f"<time datetime='{_machine(row, 'T22:00:00Z')}'>{row[1]} 22:00</time>",
    after,
)
dated(
    "local-time-marked-as-utc-shown-as-a-day",
    lambda row: f"<time datetime='{_machine(row, 'T21:40:00+00:00')}'>{row[1]}</time>",
    after,
)
dated(
    "local-time-marked-as-utc-on-the-last-evening-of-april",
    lambda row: f"<time datetime='{_machine(row, 'T22:00:00Z')}'>{row[1]} 22:00</time>",
    lambda _: [EVENING, *OLD],
    True,
)

# --- columns of documents

listed("documents-sent-out-on", ("Số hiệu", "Trích yếu", "Ngày phát hành"))
listed("documents-with-a-time-of-something", ("Số, ký hiệu", "Tên văn bản", "Thời gian"), cell="td")
listed("documents-sent-out-and-posted", ("Số hiệu", "Trích yếu", "Ngày phát hành", "Ngày đăng"), guilty=True)

# --- days of what an item is about


def told(row: Row) -> str:
    return f"<p>Ngày <b>{row[1]}</b>, các tổ chuyên môn đã rà soát hồ sơ và niêm yết tại trường.</p>"


def held(row: Row) -> str:
    return f"<p>Thời gian: {row[1]}</p>"


dated("summary-tells-of-a-day", told, signed)
dated("summary-tells-of-a-day-beside-that-of-posting", lambda row: f"{told(EVENING)}<i>{row[1]}</i>", nothing, True)
dated("a-time-of-something-held-in-april", held, signed)
dated(
    "a-time-of-something-beside-that-of-posting",
    lambda row: f"{held(LATE_MAY)}<p>Ngày đăng: {row[1]}</p>",
    nothing,
    True,
)
