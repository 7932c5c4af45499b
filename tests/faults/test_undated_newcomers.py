"""An item without a day, found where the last look need not have seen it: of which month it is only people know, and
the month before is not charged for want of it (S9, E48). Real HTTP, the whole pipeline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.crawlers.webs import Reply
from tests.faults.court import PATH, Ask, Scene, at, hold, page, rows

KINDS = ("Quy trình tiếp công dân", "Niêm yết thủ tục", "Khảo sát hài lòng", "Tập huấn dịch vụ công")
OF = ("học kỳ một", "học kỳ hai", "của tổ Văn phòng", "cho phụ huynh")
OLD = tuple(
    (f"{kind} {of}", "", f"bai-{number}") for number, (kind, of) in enumerate((k, o) for k in KINDS for o in OF)
)
NEW = ("Kết quả cải cách hành chính của nhà trường", "", "ket-qua")
PER_PAGE = 8
POSTED = ("05-29 22:00", "05-30 10:00", "05-31 10:00")
LOOKS = tuple(
    at(moment)
    for moment in (
        *("04-10 09:00", "04-20 09:00", "05-05 09:00", "05-15 09:00", "05-29 21:00", "05-30 21:00", "05-31 21:00"),
        *("06-01 21:00", "06-02 06:05", "06-02 06:45", "06-12 06:05", "06-12 06:45"),
    )
)
Site = Callable[[Ask], str | Reply | None]


def article(slug: str, items: list[tuple[str, str, str]]) -> str | None:
    title = next((title for title, _, name in items if name == slug), None)
    text = "Nội dung bài về cải cách hành chính của nhà trường, có nhiều việc đã làm trong năm học này và sẽ làm. "
    return title and f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text * 3}</p></body></html>"


def paged(posted: str, place: int) -> Site:
    """A list of two pages, into which the item is put at a place."""

    def site(ask: Ask) -> str | None:
        items = list(OLD)
        if ask.now >= at(posted):
            items.insert(place, NEW)
        if ask.path.startswith("/bai/"):
            return article(ask.path.split("/")[2].removesuffix(".html"), items)
        path, _, query = ask.path.partition("?")
        number, last = int(query.partition("=")[2] or 1), -(-len(items) // PER_PAGE)
        if path != PATH or number > last:
            return None
        links = "".join(f'<li><a href="{PATH}?page={each}">{each}</a></li>' for each in range(1, last + 1))
        shown = items[(number - 1) * PER_PAGE : number * PER_PAGE]
        return page(rows(shown), f'<ul class="pagination">{links}</ul>')

    return site


def lying(posted: str) -> Site:
    """A list that answers «not modified» to whoever asks so, although the item is there."""

    def site(ask: Ask) -> str | Reply | None:
        items = [*([NEW] if ask.now >= at(posted) else []), *OLD[:PER_PAGE]]
        if ask.path.startswith("/bai/"):
            return article(ask.path.split("/")[2].removesuffix(".html"), items)
        if ask.path != PATH:
            return None
        headers = {"ETag": '"v1"'}
        asked = any(name.lower() == "if-none-match" for name in ask.headers)
        return Reply("", 304, headers=headers) if asked else Reply(page(rows(items)), headers=headers)

    return site


def test_what_a_look_need_not_have_seen_charges_nobody(tmp_path: Path) -> None:
    deep = {f"page-{n}-{place}": paged(p, place) for n, p in enumerate(POSTED) for place in (9, 16)}
    silent = {f"silent-{n}": lying(posted) for n, posted in enumerate(POSTED)}
    scenes = [Scene(name, site, known=True) for name, site in (deep | silent).items()]
    court = hold(scenes, tmp_path / "w", LOOKS)
    assert {name: court.charges(name) for name in deep | silent if court.charges(name)} == {}
