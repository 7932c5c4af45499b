"""Flat lists, in which a day is the head of the rows that follow it, or ends the row before it (S7)."""

from __future__ import annotations

import pytest

from .test_list_days import TITLES, _read

WORDS = "<div>Người đăng: Tổ CNTT</div>"


def _flat(pattern: str, level: int = 4) -> list[str | None]:
    """The days of a list in which each figure is a row, and a part with a stroke as it stands."""
    parts = pattern.split(" ; ")
    row = "<h{0}><a href='/cchc/bai-{1}.html'>{2}</a></h{0}>{3}"
    shown = (row.format(level, part, TITLES[int(part)], WORDS) if part.isdigit() else part for part in parts)
    return [day for day, _ in _read("".join(shown))]


SHARED = ["2026-10-31", "2026-10-31", "2026-10-14", "2026-09-24", "2026-09-24"]


@pytest.mark.parametrize("head", ["h3", "p", "div", "div class='ngay'", "h2"])
def test_a_head_dates_all_rows_below_it_and_none_above(head: str) -> None:
    days = [f"<{head}>{day}</{head.split()[0]}>" for day in ("31/10/2026", "14/10/2026", "24/09/2026")]
    assert _flat(f"{days[0]} ; 0 ; 1 ; {days[1]} ; 2 ; {days[2]} ; 3 ; 4") == SHARED


@pytest.mark.parametrize("head", ["h3", "p"])
def test_heads_in_no_order_date_nothing(head: str) -> None:
    days = [f"<{head}>{day}</{head}>" for day in ("14/10/2026", "31/10/2026", "24/09/2026")]
    assert _flat(f"{days[0]} ; 0 ; 1 ; {days[1]} ; 2 ; {days[2]} ; 3 ; 4") == [None] * 5


def test_a_head_that_is_the_day_of_the_look_may_be_a_clock_where_nothing_names_it() -> None:
    days = ("20/11/2026", "14/10/2026", "24/09/2026")
    plain, headed = ([f"<{tag}>{day}</{tag}>" for day in days] for tag in ("p", "h3"))
    for heads, read in ((plain, [None] * 5), (headed, ["2026-11-20", "2026-11-20", *SHARED[2:]])):
        assert _flat(f"{heads[0]} ; 0 ; 1 ; {heads[1]} ; 2 ; {heads[2]} ; 3 ; 4") == read


def test_days_behind_their_rows_stay_theirs() -> None:
    days = [f"<p>{day}</p>" for day in ("31/10/2026", "14/10/2026", "24/09/2026")]
    assert _flat(f"0 ; {days[0]} ; 1 ; 2 ; {days[1]} ; 3 ; {days[2]} ; 4") == [
        "2026-10-31", None, "2026-10-14", "2026-09-24", None,
    ]  # fmt: skip


def test_a_lower_heading_behind_a_title_is_its_day() -> None:
    days = [f"<h5>{day}</h5>" for day in ("31/10/2026", "14/10/2026", "24/09/2026")]
    assert _flat(f"0 ; {days[0]} ; 1 ; {days[1]} ; 2 ; {days[2]} ; 3", 3) == [
        "2026-10-31", "2026-10-14", "2026-09-24", None,
    ]  # fmt: skip


@pytest.mark.parametrize("groups", [("0 1", "2", "3 4"), ("0 1", "2", "3", "4"), ("0", "1 2 3", "4")])
def test_headed_rows_in_groups_of_a_day_are_rows_of_their_own(groups: tuple[str, ...]) -> None:
    days = ("31/10/2026", "14/10/2026", "24/09/2026", "02/09/2026")
    row = "<h4><a href='/cchc/bai-{0}.html'>{1}</a></h4>{2}"
    shown, expected = "", []
    for day, group in zip(days, groups, strict=False):
        held = "".join(row.format(one, TITLES[int(one)], WORDS) for one in group.split())
        shown += f"<div><h3>{day}</h3>{held}</div>"
        expected += ["-".join(reversed(day.split("/")))] * len(group.split())
    assert [day for day, _ in _read(shown)] == expected
