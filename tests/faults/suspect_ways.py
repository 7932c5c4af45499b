"""Pages that say by the way above them («Trang chủ » CCHC » Thủ tục») of which section they are (S12, S13).

Each has twins that are guilty: nothing of May is there, or it stands on the way of another section.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .court import OLD, PATH, Ask, Row, Scene, page, rows
from .suspect_moves import article
from .suspect_sites import LATE_MAY, POSTED, SCENES
from .suspect_surroundings import Draw, new_of

MENU = (
    f"<ul class='menu'><li><a href='{PATH}'>Cải cách hành chính</a></li>"
    "<li><a href='/danh-muc/9/'>Thủ tục hành chính</a></li></ul>"
)


def way(through: str) -> str:
    return f"<nav class='breadcrumb'><a href='/'>Trang chủ</a> » <a href='{through}'>Chuyên mục</a></nav>"


def beside_in_the_menu(through: str) -> Draw:
    """Procedures stand beside the section in the menu; the way above them tells whose part they are."""

    def draw(ask: Ask, items: Sequence[Row]) -> str | None:
        if ask.path == "/danh-muc/9/":
            listed = rows([*new_of(items), *OLD[4:]])
            return page(listed, heading="Thủ tục hành chính", around=MENU + way(through))
        return page(rows(OLD), around=MENU) if ask.path == PATH else None

    return draw


def on_the_front_page(through: str) -> Draw:
    """The section's list was left as it was; the front page shows what is new, each below the way to its section."""

    def draw(ask: Ask, items: Sequence[Row]) -> str | None:
        if ask.path == "/":
            return page(rows([*new_of(items), *OLD[:2]]), "", "Trang chủ")
        if ask.path == PATH:
            return page(rows(OLD))
        shown = article(ask, items)
        return shown.replace("<div class='main'>", way(through) + "<div class='main'>") if shown else None

    return draw


def scenes(name: str, draw: Callable[[str], Draw]) -> None:
    """One innocent, and two guilty: on its way stands another section, or nothing is there."""

    def site(through: str, new: Sequence[Row]) -> Callable[[Ask], str | None]:
        def answer(ask: Ask) -> str | None:
            items = [*(new if ask.now >= POSTED else ()), *OLD]
            shown = draw(through)(ask, items) or article(ask, items)
            return shown if isinstance(shown, str) else None

        return answer

    SCENES.append(Scene(name, site(PATH, [LATE_MAY])))
    SCENES.append(Scene(f"{name}-guilty", site(PATH, []), guilty=True))
    SCENES.append(Scene(f"{name}-of-another-section", site("/tin-tuc/", [LATE_MAY]), guilty=True))


scenes("procedures-beside-the-section-in-the-menu", beside_in_the_menu)
scenes("news-of-the-section-on-the-front-page", on_the_front_page)
