"""Lists that show a part by choice: of a year, a month, a kind; and emptiness that is only of that part (S11, S13)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .court import OLD, PATH, Ask, Row, Scene, page, rows
from .suspect_sites import POSTED, SCENES, day

JUNE = tuple((f"Thông báo tuyển sinh lớp 10, đợt {n}", "01/06/2026", f"tuyen-sinh-{n}") for n in range(1, 5))
LAST_YEAR = tuple(day(row, row[1].replace("2026", "2025")) for row in OLD)
NOTHING = "<p>Chưa có bài viết nào.</p>"
FOOT = "<select><option>-- Liên kết website --</option><option>Cổng thông tin điện tử tỉnh</option></select>"


def part(name: str, control: str, shown: Sequence[Row] = LAST_YEAR, *, guilty: bool = False) -> None:
    """A section with a control above what it shows of it; whatever was posted in May stands in another part."""

    def site(ask: Ask) -> str | None:
        return page(control + rows(shown)) if ask.path == PATH else None

    SCENES.append(Scene(name, site, guilty))


def bare(name: str, main: Callable[[Ask], str], *, guilty: bool = False) -> None:
    """A section that says that nothing is there."""
    around = f"<form action='/tim'><input name='q'><button>Tìm</button></form>{FOOT}"

    def site(ask: Ask) -> str | None:
        return page(main(ask), "", around=around) if ask.path == PATH else None

    SCENES.append(Scene(name, site, guilty))


def of_june(name: str, control: str) -> None:
    """From June on the site shows June's alone."""

    def site(ask: Ask) -> str | None:
        return page(control + rows(JUNE if ask.now >= POSTED else OLD)) if ask.path == PATH else None

    SCENES.append(Scene(name, site))


# --- a list of some

MONTHS = "".join(f"<option{' selected' if n == 6 else ''}>Tháng {n}</option>" for n in range(1, 13))
of_june("only-a-chosen-month", f"<form><select name='thang'>{MONTHS}</select></form>")
of_june("only-from-one-day-to-another", "<form>Từ <input value='01/06/2026'> đến <input value='30/06/2026'></form>")
part(
    "only-a-chosen-kind",
    "<form><select name='loai'><option>Tất cả</option><option selected>Quyết định</option></select></form>",
    OLD,
)
part(
    "the-year-that-is-no-link-among-others",
    "<p>Năm: <a href='?nam=2026'>2026</a> <strong>2025</strong> <a href='?nam=2024'>2024</a></p>",
)
part(
    "the-year-marked-unlike-others",
    "<ul><li><a href='?nam=2026'>2026</a></li><li class='on'><a href='?nam=2025'>2025</a></li></ul>",
)
part(
    "the-first-year-where-none-is-marked",
    "<select name='nam'><option value='2025'>2025</option><option value='2026'>2026</option></select>",
)
part("the-year-in-the-heading", "<h2>Văn bản năm 2025</h2>")
part(
    "the-year-below-another-one-chosen",
    "<select onchange='chon()'><option>2026</option><option>2025</option></select><script>var bai = {}</script>",
)

# --- emptiness of some

SEARCH = (
    "<form>Loại văn bản <select><option>--Chọn--</option><option>Báo cáo</option></select>"
    "<input name='tukhoa'><button>Tìm kiếm</button></form><p>Không tìm thấy văn bản nào.</p>"
)
bare("nothing-in-a-chosen-month", lambda _: f"<form><select name='thang'>{MONTHS}</select></form>{NOTHING}")
bare("nothing-found-below-a-form", lambda _: SEARCH)

# --- the guilty: nothing is left out

ALL = (
    "<form><select name='nam'><option>2026</option><option>2025</option></select>"
    "<select name='loai'><option selected>Tất cả</option><option>Quyết định</option></select>"
    "<select name='limit'><option>Tất cả</option><option selected>20</option></select>"
    "<select name='sort'><option>-- Sắp xếp --</option><option selected>Mới nhất</option></select>"
    "<select name='lang'><option>Chọn ngôn ngữ</option><option selected>Tiếng Việt</option></select>"
    "<select name='muc'><option>Tất cả</option><option selected>Cải cách hành chính</option></select></form>"
)
part(
    "guilty-with-choices-that-leave-nothing-out",
    f"{ALL}<p><a href='?nam=2025'>2025</a> <b>2026</b></p><h2>Kế hoạch năm 2026</h2>{FOOT}"
    "<form>Từ <input value='01/01/2026'> đến <input value='31/12/2026'></form>"
    f"<div class='lich'><select>{MONTHS}</select></div>",
    OLD,
    guilty=True,
)
bare("guilty-and-empty-with-choices-that-leave-nothing-out", lambda _: ALL + NOTHING, guilty=True)
