"""Days that only a whole list tells, and what beside a row is no day of it (S7): refused where two readings remain."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawlers.reading import read_bytes
from rules.model import VN

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=VN)
LIST = "http://thcs-hoa-mai.edu.test/cchc/"
TITLES = [
    "Thông báo lịch trả kết quả hồ sơ tháng này", "Hướng dẫn nộp đơn trực tuyến cho phụ huynh",
    "Kế hoạch rà soát quy trình nội bộ của trường", "Họp tổ công tác cải cách hành chính",
    "Công khai danh mục hồ sơ tiếp nhận tại trường",
]  # fmt: skip


def _read(rows: str) -> list[tuple[str | None, str | None]]:
    page = f"<html><body><main><div class='list-news'>{rows}</div></main></body></html>".encode()
    items = read_bytes(page, LIST, "list", {}, NOON)["items"]
    assert isinstance(items, list)
    return [((item["stated"] or "")[:10] or None, item["signed"]) for item in items]


def _link(number: int) -> str:
    return f"<h3><a href='/cchc/bai-{number}.html'>{TITLES[number]}</a></h3>"


def _rows(beside: list[str]) -> str:
    return "".join(f"<div class='row-news'>{_link(n)}{words}</div>" for n, words in enumerate(beside))


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (["25/02/26", "12/02/26", "11/01/26", "30/12/25"], ["2026-02-25", "2026-02-12", "2026-01-11", "2025-12-30"]),
        (["12/02/26", "11/02/26", "10/01/26", "09/01/26"], [None] * 4),  # any of the three may be the day
        (["12/02/26", "25/02/26", "11/01/26", "30/12/25"], [None] * 4),  # in no order
        (["25/12/26", "12/12/26", "11/11/26", "30/10/26"], [None] * 4),  # still to come
        (["25/02/26", "", "11/01/26", "30/12/25"], [None] * 4),
    ],
)
def test_a_year_of_two_figures_counts_where_the_whole_list_proves_it(days: list[str], read: list[str | None]) -> None:
    shown = _read(_rows([f"<i>({day})</i>" if day else "" for day in days]))
    assert [day for day, _ in shown] == read


def _group(day: str, *numbers: int) -> str:
    posts = "".join(f"<div class='post'>{_link(n)}<p>Người đăng: Tổ CNTT</p></div>" for n in numbers)
    return f"<div class='day'><h2 class='date-header'>{day}</h2><div class='posts'>{posts}</div></div>"


def test_items_below_the_day_they_share_are_all_found_and_dated() -> None:
    page = _group("Thứ Ba, 12 tháng 5, 2026", 0, 1) + _group("Thứ Hai, 4 tháng 5, 2026", 2) + _group("1/5/2026", 3, 4)
    assert [day for day, _ in _read(page)] == ["2026-05-12", "2026-05-12", "2026-05-04", "2026-05-01", "2026-05-01"]


@pytest.mark.parametrize(
    ("day", "row"),
    [("<dt>{}</dt>", "<dd>{}</dd>"), ("<p class='d'>{}</p>", "<div class='post'>{}</div>"), ("<div>{}</div>", "{}")],
)
def test_a_day_right_before_each_bare_row_is_its_own_and_not_that_of_the_row_above(day: str, row: str) -> None:
    flat = "".join(f"{day.format(f'{20 - n}/10/2026')}{row.format(_link(n))}" for n in range(4))
    assert [found for found, _ in _read(flat)] == [f"2026-10-{20 - n}" for n in range(4)]


def test_a_month_above_the_items_of_a_month_is_no_day_of_theirs() -> None:
    assert [day for day, _ in _read(_group("Tháng 10/2026", 0, 1) + _group("Tháng 9/2026", 2, 3))] == [None] * 4


def test_days_behind_bare_rows_stay_theirs_below_a_clock() -> None:
    clock = "<p class='now'>Thứ Sáu, 20/11/2026</p>"
    behind = "".join(f"{_link(n)}<p class='d'>{20 - n}/10/2026</p>" for n in range(3)) + _link(3)
    assert [day for day, _ in _read(clock + behind)] == ["2026-10-20", "2026-10-19", "2026-10-18", None]
    bare = "".join(f"<div class='post'>{_link(n)}</div>" for n in range(4))
    assert [day for day, _ in _read(clock + bare)] == [None] * 4


def test_the_day_beside_a_number_is_that_of_signing() -> None:
    shown = _read(_rows([f"<p>Số {n}12/QĐ-THCS ngày {n + 5}/3/2026</p>" for n in range(4)]))
    assert shown == [(None, f"2026-03-0{n + 5}") for n in range(4)]


def test_a_change_kept_for_machines_is_no_day_of_publishing() -> None:
    unseen = "<span class='updated rich-snippet-hidden'>2026-06-0{}T08:00:00+07:00</span>"
    assert [day for day, _ in _read(_rows([unseen.format(n + 1) for n in range(4)]))] == [None] * 4
    both = [f"<div><b>{9 - n}</b><small>Tháng 5/2026</small></div>{unseen.format(n + 1)}" for n in range(4)]
    assert [day for day, _ in _read(_rows(both))] == [f"2026-05-0{9 - n}" for n in range(4)]


def test_a_sheet_of_another_month_is_a_second_date() -> None:
    assert [day for day, _ in _read(_rows(["<i>12/5/2026</i><i>Tháng 6/2026</i>"] * 4))] == [None] * 4


def test_a_whole_date_shown_on_pointing_dates_a_day_without_its_year() -> None:
    shown = [f"<span title='{n + 3}/10/2026'>{n + 3} thg 10</span>" for n in reversed(range(4))]
    assert [day for day, _ in _read(_rows(shown))] == [f"2026-10-0{n + 3}" for n in reversed(range(4))]
    ending = [f"<span title='Hết hạn: {n + 3}/10/2026'>{n + 3} thg 10</span>" for n in range(4)]
    assert [day for day, _ in _read(_rows(ending))] == [None] * 4


@pytest.mark.parametrize(
    "beside",
    [
        "<span class='event-date'>{}/10/2026</span>",
        "<p>Thời gian: 08:00 {}/10/2026</p><p>Địa điểm: Hội trường A</p>",
        "<b>Hạn chót</b> <i>{}/10/2026</i>",
    ],
)
def test_when_something_is_held_or_ends_is_no_day_of_publishing(beside: str) -> None:
    shown = [beside.format(n + 3) for n in reversed(range(4))]
    assert [day for day, _ in _read(_rows(shown))] == [None] * 4
    posted = [f"{text}<em>Ngày đăng: {n + 1}/9/2026</em>" for n, text in zip(reversed(range(4)), shown, strict=True)]
    assert [day for day, _ in _read(_rows(posted))] == [f"2026-09-0{n + 1}" for n in reversed(range(4))]


def test_days_as_an_american_system_prints_them_count_where_one_of_them_tells() -> None:
    either = [f"<i>{month}/{month - 1}/2026 8:05:11 AM</i>" for month in (11, 10, 9, 8)]
    assert [day for day, _ in _read(_rows(either))] == [None] * 4
    padded = [f"<i>0{n + 3}/10/2026 08:05:11 AM</i>" for n in reversed(range(4))]
    assert [day for day, _ in _read(_rows(padded))] == [f"2026-10-0{n + 3}" for n in reversed(range(4))]
    told = [*either[:3], "<i>7/28/2026 8:05:11 AM</i>"]
    assert [day for day, _ in _read(_rows(told))] == ["2026-11-10", "2026-10-09", "2026-09-08", "2026-07-28"]


def test_cells_beside_one_that_goes_over_several_rows_stand_below_their_own_heads() -> None:
    heads = "<tr><th>Nhóm</th><th>Số</th><th>Ngày đăng</th><th>Ngày ban hành</th><th>Trích yếu</th></tr>"
    rows = "".join(
        f"<tr>{'<td rowspan=4>I</td>' if n == 3 else ''}<td>{n}/KH</td><td>{n + 3}/10/2026</td><td>{n + 1}/9/2026</td>"
        f"<td>{_link(n)}</td></tr>"
        for n in reversed(range(4))
    )
    wanted = [(f"2026-10-0{n + 3}", f"2026-09-0{n + 1}") for n in reversed(range(4))]
    assert _read(f"<table>{heads}{rows}</table>") == wanted


def test_a_document_of_which_only_the_number_is_a_link_has_the_title_of_its_row() -> None:
    head = "<tr><th>STT</th><th>Số/Ký hiệu</th><th>Ngày ký</th><th>Trích yếu</th><th>Ngày hiệu lực</th></tr>"
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='/vb/{n}.html'>{n}/QĐ-THCS</a></td><td>0{n + 1}/10/2026</td><td>{title}</td>"
        f"<td>1{n}/11/2026</td></tr>"
        for n, title in enumerate(TITLES)
    )
    page = f"<html><body><main><table>{head}{rows}</table></main></body></html>".encode()
    items = read_bytes(page, LIST, "list", {}, NOON)["items"]
    assert isinstance(items, list)
    assert [(item["title"], item["stated"], item["signed"]) for item in items] == [
        (title, None, f"2026-10-0{n + 1}") for n, title in enumerate(TITLES)
    ]


@pytest.mark.parametrize("head", ["Thời gian hủy", "Ngày cấp", "Thời điểm thu hồi"])
def test_a_column_headed_as_another_day_tells_none_of_posting(head: str) -> None:
    assert _read(_headed(head)) == [(None, None)] * 4


@pytest.mark.parametrize("head", ["Ngày", "Ngày công bố", "Ngày, tháng", "Ngày niêm yết", "Thời gian"])
def test_a_column_headed_as_the_day_of_posting_may_be_tells_it(head: str) -> None:
    assert [day for day, _ in _read(_headed(head))] == [f"2026-10-0{n + 3}" for n in reversed(range(4))]


def _headed(head: str) -> str:
    rows = "".join(f"<tr><td>{n}</td><td>{_link(n)}</td><td>0{n + 3}/10/2026</td></tr>" for n in reversed(range(4)))
    return f"<table><thead><tr><th>Mã</th><th>Tên</th><th>{head}</th></tr></thead><tbody>{rows}</tbody></table>"


def test_who_began_a_discussion_and_when_is_its_day_and_the_last_answer_is_not() -> None:
    head = "<tr><th>Thảo luận</th><th>Bắt đầu bởi</th><th>Bài viết cuối</th><th>Phúc đáp</th></tr>"
    moment = "<div>{}</div><time datetime='2026-{}T08:00:00+07:00'>.</time>"
    rows = "".join(
        f"<tr><th><a href='/mod/discuss.php?d={n}'>{title}</a></th><td>{moment.format('Lan', f'10-0{9 - n}')}</td>"
        f"<td>{moment.format('Mai', f'11-0{n + 1}')}</td><td>{n}</td></tr>"
        for n, title in enumerate(TITLES)
    )
    page = f"<html><body><main><table>{head}{rows}</table></main></body></html>".encode()
    items = read_bytes(page, LIST, "list", {}, NOON)["items"]
    assert isinstance(items, list)
    assert [item["stated"][:10] for item in items] == [f"2026-10-0{9 - n}" for n in range(len(TITLES))]


@pytest.mark.parametrize(
    ("said", "shown"), [("Không có bài viết nào trong chuyên mục này.", 0), ("Tin về công tác của trường", 5)]
)
def test_a_section_that_says_below_its_name_that_it_is_empty_has_no_item_of_a_box_beside_it(
    said: str, shown: int
) -> None:
    box = "".join(f"<li><a href='/tb/{n}.html'>{title}</a> <i>1{n}/11/2026</i></li>" for n, title in enumerate(TITLES))
    page = (
        "<html><head><title>Cải cách hành chính - Trường THCS Hoa Mai</title></head><body><div class='row'><div>"
        f"<h3>Cải cách hành chính</h3><div class='alert'>{said}</div></div></div><div class='row'>"
        f"<h3>Thông báo</h3><ul>{box}</ul></div></body></html>"
    )
    read = read_bytes(page.encode(), LIST, "list", {}, NOON)
    assert (len(read["items"]), read["health"]) == (shown, "read" if shown else "empty")  # type: ignore[arg-type]


ROWS = "".join(f"<li><a href='/cchc/{n}.html'>{title}</a> <i>1{n}/11/2026</i></li>" for n, title in enumerate(TITLES))
BESIDE = f"<ul>{ROWS}</ul>"
NAMED = "<h1>Cải cách hành chính</h1>"
NONE_YET = "<p>Chưa có bài viết nào{}.</p>"


@pytest.mark.parametrize(
    ("matter", "health"),
    [
        # Another part of the same section, though the words stand under its name and the list does not.
        (f"<div>{NAMED}<p>Chưa có văn bản nào.</p></div><div><h2>Tin bài</h2>{BESIDE}</div>", "unreadable"),
        (f"<main>{NAMED}<p>Chưa có thông tin mới</p></main><div><h2>Danh sách</h2>{BESIDE}</div>", "unreadable"),
        (f"<div>{BESIDE}</div><div id='main'><p>Không có thông tin nổi bật</p></div>", "unreadable"),
        # The whole section is said to be empty, or what stands beside it is named as a box.
        (f"<main>{NAMED}{NONE_YET.format(' trong mục này')}</main><div><h2>Sự kiện</h2>{BESIDE}</div>", "empty"),
        (f"<main>{NAMED}{NONE_YET.format('')}</main><div><h3>Tin mới nhất</h3>{BESIDE}</div>", "empty"),
        (f"<main>{NAMED}{NONE_YET.format('')}</main><div class='sidebar'>{BESIDE}</div>", "empty"),
    ],
)
def test_words_that_a_part_is_empty_prove_nothing_beside_a_list(matter: str, health: str) -> None:  # S11
    head = "<html><head><title>Cải cách hành chính - Trường THCS Hoa Mai</title></head>"
    read = read_bytes(f"{head}<body>{matter}</body>".encode(), LIST, "list", {}, NOON)
    assert (read["items"], read["health"]) == ([], health)


def test_rows_that_a_page_builder_put_into_many_elements_are_rows() -> None:
    def row(number: int) -> str:
        link = f"<p><span>{number + 1}. </span><a href='/cchc/bai-{number}.html'>{TITLES[number]}</a></p>"
        return f"<section>{'<div>' * 10}{link}{'</div>' * 10}</section>"

    assert len(_read("".join(row(number) for number in range(len(TITLES))))) == len(TITLES)


def test_months_with_how_many_items_they_hold_are_no_items() -> None:
    months = "".join(f"<li><a href='/cchc/2026/{n}'>Tháng Mười 2026 ({n})</a></li>" for n in range(1, 5))
    assert _read(f"<ul>{months}</ul>") == []


@pytest.mark.parametrize(
    ("said", "outcome"), [("Chưa có bài viết nào.", "empty"), ("Chào mừng các bạn đến với trang của trường.", "read")]
)
def test_what_stands_beside_a_page_whose_own_matter_says_that_it_is_empty_is_no_list(said: str, outcome: str) -> None:
    box = "".join(f"<div class='hot'><a href='/t/{n}.html'>{title}</a></div>" for n, title in enumerate(TITLES))
    page = (
        f"<html><head><title>CCHC</title></head><body><main><span>Chuyên mục</span><p>{said}</p></main>"
        f"<div class='right-col'>{box}</div></body></html>"
    )
    assert read_bytes(page.encode(), LIST, "list", {}, NOON)["health"] == outcome


def _badges(*rows: tuple[str, str], more: str = "") -> list[str | None]:
    shown = "".join(
        f"<div class='post-item'><h5><a href='/{there}/bai-{n}/'>{TITLES[n]}</a></h5><p>Niêm yết từ ngày 07/09/2026 để"
        f" phụ huynh theo dõi.</p><div class='badge'>{badge}{more}</div></div>"
        for n, (there, badge) in enumerate(rows)
    )
    return [day for day, _ in _read(shown)]


SHEET = "<span>{}</span><br><span>{}</span>"
IN_ORDER = (("2026/11/16", SHEET.format(16, "Th11")), ("2026/11/05", SHEET.format("05", "Th11")))


@pytest.mark.parametrize(
    ("last", "read"),
    [
        (("2025/12/31", SHEET.format(31, "Th12")), "2025-12-31"),
        (("2026/10/31", SHEET.format("Oct", 31)), "2026-10-31"),
        (("2026/10/31", SHEET.format(31, "Tháng Mười")), "2026-10-31"),
        (("2026/10/31", SHEET.format(30, "Th10")), None),  # the address may be of UTC, or of the draft
        (("2026/10", SHEET.format(31, "Th10")), None),
        (("su-kien/2026-10-31", SHEET.format(31, "Th10")), None),
        (("2026/10/31", ""), None),
        (("2026/12/31", SHEET.format(31, "Th12")), None),  # still to come
        (("2026/02/30", SHEET.format(30, "Th2")), None),
    ],
)
def test_a_badge_without_a_year_counts_where_each_address_of_the_list_holds_that_day(
    last: tuple[str, str], read: str | None
) -> None:
    whole = ["2026-11-16", "2026-11-05", read] if read else [None] * 3
    assert _badges(*IN_ORDER, last) == whole


def test_a_second_badge_of_another_day_makes_the_first_none() -> None:
    rows = (*IN_ORDER, ("2026/10/31", SHEET.format(31, "Th10")))
    assert _badges(*rows, more="</div><div class='badge'><b>25</b> <b>Th9</b>") == [None] * 3
    assert _badges(*rows[:2]) == [None] * 2
