"""Days of documents: heads wherever they stand, numbers beside a day, names of elements (S7)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crawlers.reading import read_bytes

from .webs import NOW

LIST = "http://thcs-hoa-mai.edu.test/cchc/"
TITLES = (
    "Kế hoạch cải cách hành chính của nhà trường",
    "Niêm yết bộ thủ tục về chuyển trường",
    "Hội nghị cán bộ, công chức, viên chức",
    "Khảo sát mức độ hài lòng của phụ huynh",
)
Row = Callable[[str, str, str], str]
"""(link, number, day) as a row."""


def read(row: Row, around: str = "{}", titles: tuple[str, ...] = TITLES) -> list[tuple[str, str | None]]:
    """(day of posting, day of signing) of each row; the rows are of 21, 20, 19 and 18 October."""
    rows = "".join(
        row(f"<a href='/vb/bai-{n}.html'>{title}</a>", f"{30 - n}/KH-HM", f"{21 - n}/10/2026")
        for n, title in enumerate(titles)
    )
    page = f"<html><body><main><h1>Cải cách hành chính</h1>{around.format(rows)}</main></body></html>"
    items = read_bytes(page.encode(), LIST, "list", {}, NOW)["items"]
    assert isinstance(items, list)
    assert [item["title"] for item in items] == list(titles)
    return [((item["stated"] or "")[:10], item["signed"]) for item in items]


DAYS = [f"2026-10-{21 - n}" for n in range(4)]
POSTED = [(day, None) for day in DAYS]
SIGNED = [("", day) for day in DAYS]
NEITHER = [("", None)] * 4


def block(inner: str) -> Row:
    return lambda link, number, day: (
        f"<div class='vb'><h4>{link}</h4>{inner.replace('#', number).replace('@', day)}</div>"
    )


@pytest.mark.parametrize(
    "inner",
    [
        "<span>#</span> <span class='ngay'>@</span>",
        "<p class='date'>@</p><p>Số ký hiệu: #</p>",
        "<p>Số: #, ngày</p><p>@</p>",
        "<b>05-QĐ/CB</b> <i>@</i>",
        "<b>15/2026/TT-BGDĐT</b> <i>@</i>",
    ],
)
def test_a_bare_day_beside_the_number_of_a_document_is_none_of_posting(inner: str) -> None:
    assert read(block(inner)) == NEITHER


@pytest.mark.parametrize(
    "inner",
    [
        "<span>#</span> <span class='ngay'>@ 09:41</span>",
        "<span>#</span> <span class='ngay-dang'>@</span>",
        "<span>#</span> <span title='Ngày đăng'>@</span>",
        "<span>#</span> <p>Ngày đăng: @</p>",
        "<p>Nhà trường ban hành Kế hoạch số # để thực hiện.</p><span class='ngay'>@</span>",
        "<span>1/2 lớp</span> <span class='ngay'>@</span>",
    ],
)
def test_a_moment_a_label_or_a_name_make_it_one_and_a_number_in_a_sentence_makes_no_document(inner: str) -> None:
    assert read(block(inner)) == POSTED


def test_numbers_in_titles_make_no_list_of_documents() -> None:
    titles = tuple(f"Triển khai Kế hoạch số {n}/KH-HM về cải cách" for n in range(4))
    assert read(block("<span class='date'>@</span>"), titles=titles) == POSTED


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Issue date: @</p>",
        "<p>Date of issue: @</p>",
        "<span class='ngay-ban-hanh'>@</span>",
        "<span id='lblNgayKy'>@</span>",
        "<span class='issued-date'>@</span>",
    ],
)
def test_words_and_names_of_signing_make_a_day_that_of_signing(inner: str) -> None:
    assert read(block(inner)) == SIGNED


@pytest.mark.parametrize("name", ["ngay-ky-niem", "design-date", "date"])
def test_names_that_only_look_so_do_not(name: str) -> None:
    assert read(block(f"<span class='{name}'>@</span>")) == POSTED


def cells(link: str, number: str, day: str) -> str:
    return f"<tr><td>{day}</td><td>{link}</td></tr>"


@pytest.mark.parametrize(("head", "said"), [("Ngày ban hành", SIGNED), ("Ngày đăng", POSTED), ("Issued", SIGNED)])
def test_heads_are_read_below_captions_in_two_rows_and_in_a_table_before(head: str, said: object) -> None:
    heads = f"<tr><th>{head}</th><th>Trích yếu</th></tr>"
    first, rest = head.split(" ", 1) if " " in head else ("Thời gian", head)
    assert read(cells, f"<table><tr><td colspan='2'>Danh mục năm 2026</td></tr>{heads}{{}}</table>") == said
    assert read(cells, f"<table>{heads}</table><table>{{}}</table>") == said
    assert read(cells, f"<table><thead><tr><td colspan=2>Danh mục</td></tr>{heads}</thead><tbody>{{}}</tbody></table>")
    below = f"<tr><th>{first}</th><th rowspan='2'>Trích yếu</th></tr><tr><th>{rest}</th></tr>"
    assert read(cells, f"<table><tr><td colspan='2'>Năm 2026</td></tr>{below}{{}}</table>") in (said, NEITHER)


@pytest.mark.parametrize("name", ["data-title", "data-label", "data-th"])
@pytest.mark.parametrize(("head", "said"), [("Ngày ban hành", SIGNED), ("Ngày đăng", POSTED)])
def test_cells_may_bear_their_own_heads(name: str, head: str, said: object) -> None:
    row = f"<tr><td {name}='{head}'>@</td><td {name}='Trích yếu'>#</td></tr>"
    assert read(lambda link, _, day: row.replace("@", day).replace("#", link), "<table>{}</table>") == said


@pytest.mark.parametrize(("head", "said"), [("Ngày ban hành", SIGNED), ("Ngày đăng", POSTED)])
def test_a_row_of_blocks_may_head_the_others(head: str, said: object) -> None:
    heads = f"<div class='row'><div>{head}</div><div>Trích yếu</div></div>"
    row = "<div class='row'><div>@</div><div>#</div></div>"
    for around in (f"<div>{heads}{{}}</div>", f"<div>{heads}<div>{{}}</div></div>"):
        assert read(lambda link, _, day: row.replace("@", day).replace("#", link), around) == said


@pytest.mark.parametrize("head", ["Ngµy ban hµnh", "Thá»\x9di Ä\x91iá»\x83m kÃ½", "Ngaøy ban haønh"])
def test_below_heads_that_cannot_be_read_only_a_moment_is_posting(head: str) -> None:
    table = f"<table><tr><th>{head}</th><th>Noi dung</th></tr>{{}}</table>"
    assert read(cells, table) == NEITHER
    assert read(lambda link, number, day: cells(link, number, f"{day} 09:41"), table) == POSTED
