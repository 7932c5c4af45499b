"""One publication, one name (S8)."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.gathering import Gathering, names_of
from crawlers.identity import canonical_url, is_home, resolve, same_site
from crawlers.page import Item
from crawlers.reading import read_bytes
from rules.model import VN, Medium, Precision, StatedDate

from .webs import NOW

SAME = (
    ("http://thcs-hoa-mai.edu.test/tin/bai-1/", "https://THCS-Hoa-Mai.edu.test:443/tin/bai-1"),
    ("http://www.so.test/a?b=2&a=1", "http://so.test/a?a=1&b=2#binh-luan"),
    ("http://so.test/a?utm_source=x&fbclid=y&PHPSESSID=z&id=4", "http://so.test/a?id=4"),
    ("http://so.test/a?sid=9f86d081884c7d659a2feaa0c55ad015&id=4", "http://so.test/a?id=4"),
    ("http://so.test/a;jsessionid=A1B2?id=4", "http://so.test/a?id=4"),
    ("http://so.test/b%E1%BA%A3n-tin", "http://so.test/bản-tin"),
    ("http://so.test/b%E1%BA%A3n-tin", "http://so.test/ba\u0309n-tin"),
    ("http://so.test//tin//bai", "http://so.test/tin/bai"),
)
OTHER = (
    ("http://so.test/a?id=4", "http://so.test/a?id=5"),
    ("http://so.test/a", "http://so.test/A"),
    ("http://so.test:8081/a", "http://so.test:8082/a"),
    ("http://so.test/?p=4", "http://so.test/?cat=4"),
    ("http://so.test/modules.php?name=News&sid=804", "http://so.test/modules.php?name=News&sid=805"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_one_page_have_one_name(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_addresses_of_two_pages_have_two_names(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P")), max_size=80))
def test_encoding_a_path_does_not_change_its_name(path: str) -> None:
    path = unicodedata.normalize("NFC", path.replace("%", ""))
    for sign in "?#;":
        path = path.replace(sign, "")
    assert canonical_url(f"http://so.test/x{quote(path)}") == canonical_url(f"http://so.test/x{path}")


@given(st.text(max_size=300))
def test_no_text_breaks_the_naming(text: str) -> None:
    assert "\x00" not in canonical_url(text)


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "data:text/html,x", "mailto:a@so.test", "#top", "", "file:///etc/passwd", "http://[x"],
)
def test_only_web_addresses_are_links(href: str) -> None:
    assert resolve("http://so.test/", href) is None


def test_links_stay_on_the_web_and_front_pages_are_known() -> None:
    assert resolve("http://so.test/tin/", "../../../khac/bai\n") == "http://so.test/khac/bai"
    assert resolve("http://so.test/tin/", "//khac.test/a") == "http://khac.test/a"
    assert same_site("http://www.so.test/a", "https://so.test/b")
    assert not same_site("http://so.test/", "http://so.test:8080/")
    assert is_home("http://so.test/")
    assert is_home("http://so.test/Pages/default.aspx")
    assert not is_home("http://so.test/?p=4")


def item(url: str, title: str = "Niêm yết thủ tục", minute: int | None = None, **more: object) -> Item:
    dates = ()
    if minute is not None:
        dates = (StatedDate(NOW.replace(minute=minute), Precision.MINUTE, "list:text", str(minute)),)
    return Item(url, title, canonical_url(url), dates=dates, **more)  # type: ignore[arg-type]


def test_the_same_number_of_the_system_or_title_and_minute_make_one_publication() -> None:
    seen = Gathering()
    seen.add(item("http://so.test/a-16.html", aliases=("nv:16",)))
    seen.add(item("http://so.test/b-16.html", aliases=("nv:16",), minute=5))
    seen.add(item("http://so.test/in/a", minute=5, medium=Medium.VIDEO))
    assert len(seen.items) == 1
    assert seen.items[0].medium is Medium.VIDEO
    assert "so.test/in/a" in seen.items[0].aliases


def test_the_same_title_alone_never_makes_one_publication() -> None:
    seen = Gathering()
    seen.add(item("http://so.test/a", minute=5))
    seen.add(item("http://so.test/b", minute=6))
    seen.add(item("http://so.test/c"))
    assert len(seen.items) == 3


def test_a_site_wide_list_dates_items_and_adds_none() -> None:
    seen = Gathering()
    day = StatedDate(NOW.replace(hour=0, minute=0), Precision.DAY, "list:text", "20/11/2026")
    seen.add(Item("http://so.test/a", "Niêm yết thủ tục", "so.test/a", dates=(day,)))
    moment = StatedDate(NOW.astimezone(VN), Precision.MINUTE, "sitemap:lastmod", "x")
    seen.date([Item("http://so.test/a", "", "so.test/a", dates=(moment,)), Item("http://so.test/z", "", "so.test/z")])
    assert [one.stated for one in seen.items] == [moment]
    assert names_of(seen.items[0])[0] == "so.test/a"


@pytest.mark.parametrize(
    ("short", "full", "cut"),
    [
        ("Kế hoạch cải cách…", "Kế hoạch cải cách hành chính", True),
        ("Kế hoạch cải cách [...]", "Kế hoạch cải cách hành chính", True),
        ("Kế hoạch thực hiện cải cách", "Kế hoạch thực hiện cải cách hành chính", True),
        ("Kế hoạch", "Kế hoạch cải cách hành chính", False),
        ("Kế hoạch cải cách hành chính", "Kế hoạch cải cách hành chính - Trường Hoa Mai", False),
        ("Kế hoạch cải cách…", "Trường THCS Hoa Mai", False),
    ],
)
def test_a_cut_title_gives_way_to_the_fuller_one_any_other_to_what_was_seen_first(
    short: str, full: str, cut: bool
) -> None:
    for first, second in ((short, full), (full, short)):
        seen = Gathering()
        for title in (first, second):
            seen.add(Item("http://so.test/a", title, "so.test/a"))
        assert seen.items[0].title == (full if cut else first)


def test_an_item_whose_address_is_a_file_carries_it() -> None:
    seen = Gathering()
    file = "http://so.test/tep/86-KH-SGDDT.signed.pdf"
    seen.add(Item(file, "Kế hoạch", "so.test/tep/86-KH-SGDDT.signed.pdf", medium=Medium.DOCUMENT))
    seen.add(Item("http://so.test/a", "Kế hoạch", "so.test/a", medium=Medium.DOCUMENT))
    assert [one.attachments for one in seen.items] == [(file,), ()]
    seen.add(Item(file, "Kế hoạch", "so.test/tep/86-KH-SGDDT.signed.pdf", attachments=("http://so.test/b.pdf",)))
    assert seen.items[0].attachments == (file, "http://so.test/b.pdf")


def test_a_number_in_a_parameter_names_something_only_below_its_own_page() -> None:
    seen = Gathering()
    seen.add(item("http://so.test/tin.aspx?newsid=3", aliases=("aspnet:3@so.test",)))
    seen.add(item("http://so.test/tin.aspx?newsid=3&cat=2", aliases=("aspnet:3@so.test",)))
    seen.add(item("http://so.test/vanban.aspx?newsid=3", aliases=("aspnet:3@so.test",)))
    seen.add(item("http://so.test/tin/bai/ct/2/3", aliases=("aspnet:3@so.test",)))
    seen.add(item("http://so.test/cchc/bai/ct/5/3", aliases=("aspnet:3@so.test",)))
    assert [one.url.rpartition("/")[2] for one in seen.items] == ["tin.aspx?newsid=3", "vanban.aspx?newsid=3", "3"]


@pytest.mark.parametrize(
    ("address", "titles", "count"),
    [
        ("/tin#{}", ("Niêm yết bộ thủ tục", "Hội nghị viên chức", "Khảo sát phụ huynh"), 3),
        ("/xem?utm_id={}", ("Niêm yết bộ thủ tục", "Hội nghị viên chức", "Khảo sát phụ huynh"), 3),
        ("/bai?utm_content={}", ("Niêm yết bộ thủ tục", "Niêm yết bộ …", "Niêm yết bộ thủ tục"), 1),
    ],
)
def test_rows_of_one_address_are_several_where_their_titles_are_and_something_tells_them_apart(
    address: str, titles: tuple[str, ...], count: int
) -> None:
    rows = "".join(
        f"<li><a href='{address.format(800 + n)}'>{title}</a> <span class='date'>{20 - n}/10/2026</span></li>"
        for n, title in enumerate(titles)
    )
    page = f"<html><body><main><h1>Tin</h1><ul>{rows}</ul></main></body></html>".encode()
    items = read_bytes(page, "http://so.test/cchc/", "list", {}, NOW)["items"]
    assert isinstance(items, list)
    assert len(items) == count
