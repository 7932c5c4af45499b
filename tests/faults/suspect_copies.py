"""Copies that call themselves old, pages that break off, days that no item bears, entries without a name (S12, S13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from tests.crawlers.webs import Reply

from .court import OLD, PATH, Ask, Row, page, rows
from .suspect_sites import LATE_MAY, POSTED, after, scene

SCRIPT = "javascript:xem(7)"


def shown(name: str, drawn: Callable[[Row], str], below: str = "", guilty: bool = False) -> None:
    """The last evening's news stand beside the list in a way of their own; a guilty school shows March's so."""
    title, stated, slug = LATE_MAY

    @scene(name, guilty=guilty)
    def site(ask: Ask) -> str | None:
        new = ("Công khai bộ thủ tục của nhà trường", "11/03/2026", "cong-khai") if guilty else (title, stated, slug)
        box = drawn(new) if guilty or ask.now >= POSTED else ""
        if ask.path != PATH:
            return None
        return page(rows(OLD) + below + box if below else box + rows(OLD))


def table(row: Callable[[str, str], str]) -> Callable[[Ask], str | None]:
    """A table of papers; what ``row`` makes of the new one stands on top."""

    def site(ask: Ask) -> str | None:
        new = row(LATE_MAY[0], LATE_MAY[1]) if ask.now >= POSTED else ""
        old = "".join(
            f"<tr><td>{number}</td><td><a href='/tep/{slug}.pdf'>{title}</a></td><td>{day}</td></tr>"
            for number, (title, day, slug) in enumerate(OLD, 2)
        )
        heads = "<tr><th>TT</th><th>Tên văn bản</th><th>Ngày đăng</th></tr>"
        return page(f"<table>{heads}{new}{old}</table>") if ask.path == PATH else None

    return site


# --- days of the open time that no item bears

scene("a-row-of-another-make-without-a-link")(
    table(lambda title, day: f"<tr class='moi'><td>1</td><td>{title}</td><td>{day}</td></tr>")
)


def _film(row: Row) -> str:
    return f"<div class='phim'><iframe src='https://www.youtube.com/embed/x'></iframe><p>{row[0]} - {row[1]}</p></div>"


shown(
    "a-report-shown-above-the-list",
    lambda row: f"<h3>{row[0]}</h3><p>Ngày đăng: {row[1]}</p><iframe src='https://docs.so.test/x'></iframe>",
)
shown("a-film-below-the-list", _film, "<h2>Phim ngắn</h2>")
shown("an-old-film-below-the-list-and-nothing-posted", _film, "<h2>Phim ngắn</h2>", guilty=True)
shown(
    "a-large-first-item-on-a-drive",
    lambda row: f"<div class='dau'><h2><a href='https://drive.so.test/d/1'>{row[0]}</a></h2><p>{row[1]}</p></div>",
)


@scene("a-day-in-the-words-of-the-section-and-nothing-posted", guilty=True)
def introduced(ask: Ask) -> str | None:
    """Days in sentences, of spans, of other papers and below another heading are none of posting."""
    said = (
        "<p>Thực hiện Kế hoạch số 45/KH-UBND ngày 12/05/2026 của Ủy ban, nhà trường công khai thủ tục tại đây.</p>"
        "<p>Tiếp nhận góp ý từ ngày 04/05/2026 đến ngày 29/05/2026.</p>"
    )
    other = "<h2>Thời khóa biểu</h2><p>Áp dụng từ ngày 18/05/2026</p><p>Khối 6: 25/05/2026</p>"
    return page(said + rows(OLD), f"{other}") if ask.path == PATH else None


# --- copies


def stamped(name: str, made: Callable[[datetime], str], guilty: bool = False, **headers: str) -> None:
    """A copy of 29 May; a guilty school's is made anew where nobody has asked for that address before."""

    @scene(name, guilty=guilty)
    def site(ask: Ask) -> Reply | None:
        if ask.path.partition("?")[0] != PATH or ("?" in ask.path and not guilty):
            return None
        of = ask.now if "?" in ask.path else ask.now.replace(month=5, day=min(ask.now.day, 29))
        return Reply(page(rows(OLD)).replace("</body></html>", f"{made(of)}</body></html>"), headers=headers)


def _signed(of: datetime) -> str:
    return f"<!-- Page cached by Bo dem 2.1 on {of:%Y-%m-%d %H:%M:%S} -->"


stamped("a-cache-signs-with-its-time", _signed)
stamped("a-cache-signs-with-its-time-and-nothing-posted", _signed, guilty=True)
stamped("the-footer-says-when-the-page-was-made", lambda of: f"<p>Trang được tạo lúc {of:%d/%m/%Y %H:%M}.</p>")
stamped("a-cache-that-calls-its-copy-stale", lambda of: "", **{"X-Cache-Status": "STALE"})


@scene("data-not-up-to-date-while-the-machine-is-mended")
def banner(ask: Ask) -> str | None:
    said = "<div class='bao'>Máy chủ đang bảo trì, tin bài mới chưa được cập nhật.</div>" if ask.now >= POSTED else ""
    return page(said + rows(OLD)) if ask.path == PATH else None


_asked: Counter[datetime] = Counter()


@scene("the-second-copy-is-refused")
def refused(ask: Ask) -> Reply | str | None:
    """One of two servers is behind, and whoever asks again at once is asked to wait."""
    if ask.path != PATH:
        return None
    _asked[ask.now] += 1
    return page(rows(OLD)) if _asked[ask.now] == 1 else Reply("quá nhiều yêu cầu", 429)


# --- pages that break off


@scene("the-program-died-above-the-list")
def died(ask: Ask) -> str | None:
    if ask.path != PATH:
        return None
    if ask.now < POSTED:
        return page(rows(OLD))
    whole = page(f"{rows(OLD[:4])}<div class='ds'>", "")
    return whole[: whole.index("<div class='ds'>") + 16] + "<b>Fatal error</b>: Out of memory in <b>a.php</b> on line 7"


@scene("the-last-tags-are-left-out-and-nothing-posted", guilty=True)
def unclosed(ask: Ask) -> str | None:
    return page(rows(after(ask)[-6:])).replace("</body></html>", "") if ask.path == PATH else None
