"""What is counted, and what is not: rates, hindsight, ranking, months (S6, S22)."""

from __future__ import annotations

import pytest

from monitor.reports.figures import by_reason, counts_of, ranking, unit_months
from monitor.reports.names import person_key, unit_order
from monitor.reports.official import official_report, rate_sentence
from monitor.reports.paper import Table, percent
from rules.model import Status
from rules.text import listed
from tests.reports.cast import NAMES, OFFICE, figures_of, line, quarter


def test_every_status_is_counted_beside_met_and_missed() -> None:
    counts = quarter().counts
    assert counts.total == 34
    assert sum(counts.of(status) for status in Status) + counts.unchecked == 34
    assert counts.unchecked == 3
    assert counts.attested == 1


def test_the_rate_is_met_of_what_was_judged() -> None:
    lines = [line(status=status) for status in (Status.MET, Status.MET, Status.LATE, Status.OVERDUE, Status.MISSED)]
    lines += [line(status=status) for status in (Status.WAIVED, Status.AWAITING, Status.NOT_APPLICABLE, None)]
    assert counts_of(lines).rate == pytest.approx(0.4)
    assert rate_sentence(counts_of(lines)) == "Tỷ lệ đúng hạn: 40,0 % (2/5)."


def test_no_rate_is_given_when_more_than_a_fifth_is_unknown() -> None:
    enough = [line()] * 4 + [line(status=Status.UNKNOWN)]
    assert counts_of(enough).rate == 1.0
    too_little = [line()] * 3 + [line(status=Status.UNKNOWN)]
    assert counts_of(too_little).rate is None
    assert "hơn 20 %" in rate_sentence(counts_of(too_little))
    assert percent(None) == "–"


def test_hindsight_stands_outside_every_count() -> None:
    figures = quarter()
    assert figures.hindsight
    with_it = official_report(figures, OFFICE)
    without = official_report(figures_of(*figures.lines, period="2022-Q1"), OFFICE)
    first, second = (
        next(table for table in paper.annexes if table.name == "Theo đơn vị") for paper in (with_it, without)
    )
    assert first.rows == second.rows
    assert any("hồi cứu" in table.title for table in with_it.annexes)
    assert not any("hồi cứu" in table.title for table in without.annexes)


def test_units_of_one_rate_share_a_place_and_those_without_a_rate_have_none() -> None:
    lines = [
        line("thcs-hoa-mai"),
        line("th-binh-minh"),
        line("mn-sao-mai", status=Status.MISSED),
        line("thpt-song-hau", status=Status.UNKNOWN),
    ]
    ranked = ranking(lines, NAMES, unit_order(NAMES))
    assert [(one.unit, one.place) for one in ranked] == [
        ("th-binh-minh", 1),
        ("thcs-hoa-mai", 1),
        ("mn-sao-mai", 3),
        ("thpt-song-hau", None),
    ]


def test_a_group_that_owes_as_one_has_no_place_among_units() -> None:
    figures = figures_of(line("thcs-hoa-mai"), line("phong-cm-nv"), groups=frozenset({"phong-cm-nv"}))
    [ranked] = [table for table in official_report(figures, OFFICE).annexes if table.name == "Xếp hạng"]
    assert [row[1].text for row in ranked.rows] == ["Trường THCS Hoa Mai"]


def test_a_month_shows_what_most_wants_attention() -> None:
    lines = [line(status=Status.MET), line(status=Status.MISSED), line(status=Status.NOT_APPLICABLE)]
    cell = unit_months(lines)["thcs-hoa-mai"]["2022-03"]
    assert (cell.met, cell.total, cell.worst) == (1, 2, Status.MISSED)
    unjudged = unit_months([line(), line(status=None)])["thcs-hoa-mai"]["2022-03"]
    assert unjudged.worst is None


def test_the_commonest_reason_comes_first() -> None:
    lines = [line(status=Status.UNKNOWN, because=because) for because in ("Một", "Hai", "Hai")]
    assert list(by_reason(lines)) == ["Hai", "Một"]


def test_units_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    names = {str(place): name for place, name in enumerate(("Đông", "Dương", "Ân", "An", "Ăn", "Em", "Đào", "Dao"))}
    ordered = sorted(names, key=unit_order(names).__getitem__)
    assert [names[one] for one in ordered] == ["An", "Ăn", "Ân", "Dao", "Dương", "Đào", "Đông", "Em"]


def test_people_stand_in_the_order_of_their_given_names() -> None:
    people = ["Trần Văn Minh", "Lê Thị Ánh", "Đặng Thị Đào", "Nguyễn Anh Dũng", "Bùi Văn Ánh"]
    assert sorted(people, key=person_key) == [
        "Bùi Văn Ánh",
        "Lê Thị Ánh",
        "Nguyễn Anh Dũng",
        "Đặng Thị Đào",
        "Trần Văn Minh",
    ]


def test_a_long_list_of_units_is_cut_with_their_number() -> None:
    assert listed(["A", "B", "C", "D"], 3, "đơn vị") == "A, B, C và 1 đơn vị khác"
    assert listed(["A", "B"], 3, "đơn vị") == "A, B"


def test_a_plan_without_a_dated_duty_says_so_and_shows_no_rate() -> None:
    undated = line(period="2022", status=Status.AWAITING, because="Kế hoạch chưa nêu ngày hạn")
    plan = quarter().plans[0]
    figures = figures_of(undated, plans=(type(plan)("p", "Kế hoạch không hạn", "", "Sở", "", False),))
    words = "\n".join(block.text for block in official_report(figures, OFFICE).body if not isinstance(block, Table))
    assert "“Kế hoạch không hạn” không có nghĩa vụ nào có thời hạn" in words
    assert "100" not in words


def test_a_unit_has_its_own_report_under_the_body_above_it() -> None:
    paper = official_report(quarter("thcs-hoa-mai"), OFFICE)
    assert paper.head.issuer == "TRƯỜNG THCS HOA MAI"
    assert "của Trường THCS Hoa Mai" in paper.head.about
    assert paper.name == "bao-cao-2022-Q1-thcs-hoa-mai"
    assert not any(table.name == "Xếp hạng" for table in paper.annexes)


def test_the_head_names_the_room_and_the_body_above_it() -> None:
    head = official_report(quarter(), OFFICE).head
    assert (head.over, head.issuer) == ("SỞ GDĐT TỈNH PHÙ SA", "PHÒNG TỔ CHỨC CÁN BỘ")
