"""Days without a year below the years of their groups, day first or month first: none where both may be (S7)."""

from __future__ import annotations

import pytest

from crawlers.reading import read_bytes

from .test_list_days import LIST, NOON, TITLES, _read


@pytest.mark.parametrize(
    ("groups", "read"),
    [
        (
            {"Năm 2026": ["05/10", "21/08"], "Năm 2025": ["30/12", "17/06", "09/01"]},
            ["2026-10-05", "2026-08-21", "2025-12-30", "2025-06-17", "2025-01-09"],
        ),
        ({"Năm 2026": ["05/10", "21/08"], "Năm 2025": ["10/01", "17/06", "30/12"]}, [None] * 5),  # in no order
        ({"Tin trường": ["05/10", "21/08"], "Tin ngành": ["30/12", "17/06", "09/01"]}, []),
        (
            {"2026": ["10-21", "08-05"], "2025": ["12-03", "11-02", "01-09"]},  # month first, as one number says
            ["2026-10-21", "2026-08-05", "2025-12-03", "2025-11-02", "2025-01-09"],
        ),
        (
            {"2026": ["10-01", "08-05"], "2025": ["12-03", "11-04", "01-09"]},  # as only their order says
            ["2026-10-01", "2026-08-05", "2025-12-03", "2025-11-04", "2025-01-09"],
        ),
        (
            {"2026": ["05-10", "08-07"], "2025": ["04-11", "09-03", "10-01"]},  # day first, for the same reason
            ["2026-10-05", "2026-07-08", "2025-11-04", "2025-03-09", "2025-01-10"],
        ),
        ({"2026": ["06-05", "05-04"], "2025": ["12-03", "11-02", "02-02"]}, [None] * 5),  # either way in order
        ({"2026": ["05-05", "06-06"], "2025": ["11-03", "10-02", "02-02"]}, [None] * 5),  # neither
        ({"2026": ["10-01", "08-05"], "2025": ["12-03", "11-04"]}, [None] * 4),  # too few for their order to say it
        ({"2026": ["10-21", "21-08"], "2025": ["12-03", "11-02", "02-02"]}, [None] * 5),  # not one way for all
        (
            {"2026": ["10-21", "08-05", "03-03", "03-02", "02-02"]},  # one year alone
            ["2026-10-21", "2026-08-05", "2026-03-03", "2026-03-02", "2026-02-02"],
        ),
        ({"2026": ["06-05", "05-04", "03-03", "02-02", "01-01"]}, [None] * 5),
        ({"2026": ["12-21", "08-05", "03-03", "03-02", "02-02"]}, [None] * 5),  # still to come
        (
            {"Tháng 6 2026": ["07-06", "05-06"], "Tháng 5 2026": ["04-05", "03-05", "02-05"]},  # as the heads say
            ["2026-06-07", "2026-06-05", "2026-05-04", "2026-05-03", "2026-05-02"],
        ),
        ({"Tháng 7 2026": ["21-06", "20-06"], "Tháng 5 2026": ["19-05", "18-05", "17-05"]}, [None] * 5),
    ],
)
def test_days_below_their_years_are_days_of_those_years(groups: dict[str, list[str]], read: list[str | None]) -> None:
    rows, number = "", 0
    for head, days in groups.items():
        rows += f"<div class='group'><h3>{head}</h3><div class='rows'>"
        for day in days:
            link = f"<a href='/cchc/bai-{number}.html'>{TITLES[number]}</a>"
            rows += f"<div class='row row-{number}'><span>{day}</span><b>{link}</b></div>"
            number += 1
        rows += "</div></div>"
    shown = [day for day, _ in _read(rows)]
    assert shown == read if read else not any(shown)


def test_a_time_in_a_link_dates_it_and_is_no_part_of_its_title() -> None:
    days = ("10-21", "08-05", "03-03", "03-02")
    rows = "".join(
        f"<a class='row' href='/cchc/bai-{n}.html'><time>{day}</time> <div class='words'>{TITLES[n]}</div></a>"
        for n, day in enumerate(days)
    )
    page = f"<html><body><main><div class='list-news'><p class='head'>2026</p>{rows}</div></main></body></html>"
    items = read_bytes(page.encode(), LIST, "list", {}, NOON)["items"]
    assert isinstance(items, list)
    assert [(item["title"], item["stated"][5:10]) for item in items] == list(zip(TITLES, days, strict=False))


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        ("{title} <time>3 giờ trước</time>", "{title}"),
        ("<span><time><b>21</b> Th10</time></span>{title}", "{title}"),
        ("{title} ngày <time>21/10</time> của trường", "{title} ngày 21/10 của trường"),
        ("<time>{title}</time>", "{title}"),
    ],
)
def test_a_time_that_begins_or_ends_a_link_is_no_part_of_its_title(inside: str, title: str) -> None:
    rows = "".join(
        f"<li><a href='/cchc/bai-{n}.html'>{inside.format(title=one)}</a></li>" for n, one in enumerate(TITLES)
    )
    items = read_bytes(f"<html><body><main><ul>{rows}</ul></main></body></html>".encode(), LIST, "list", {}, NOON)[
        "items"
    ]
    assert isinstance(items, list)
    assert [item["title"] for item in items] == [title.format(title=one) for one in TITLES]
