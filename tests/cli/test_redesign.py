"""A school builds its site anew at the same address: nothing is concluded until the office has said so, then all is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.site import Site, march, run, serving, workspace
from tests.cli.test_commands import dondoc, refused

UNIT, DUTY = "thcs-hoa-mai", "thang"
WORDS = ("release", "--redesign", "--unit", UNIT)
BY = ("--by", "Bà Hoa", "--reason", "trường làm lại trang")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        for day in range(1, 9):
            title = f"Nhà trường triển khai cải cách hành chính đợt {day}"
            site.article(f"/cchc/tin-thang-hai-{day}.html", title, f"{day:02}/02/2022 09:00", True)
        yield site


def rebuilt(site: Site, *march: str) -> None:
    """Other addresses, other titles; nothing of what stood there before."""
    site.listed.clear()
    site.pages.clear()
    for number in range(1, 7):
        title = f"Bài giới thiệu số {number} của cổng thông tin mới"
        site.article(f"/post/{number}", title, f"{number:02}/01/2022 10:00", True)
    for day in march:
        site.article(f"/post/thang-ba-{day}", f"Công khai thủ tục hành chính ngày {day}", f"{day}/03/2022 10:00", True)


def doctor(home: Path, at: str) -> str:
    return dondoc("--at", f"{at}+07:00", "doctor", home=home).stdout


def test_what_a_rebuilt_site_shows_counts_once_the_office_has_said_that_it_is_the_section(
    tmp_path: Path, site: Site
) -> None:
    home = workspace(tmp_path / "home", site)
    run(home, "2022-03-02T08:00")
    refused(dondoc("--at", "2022-03-02T09:00+07:00", *WORDS, *BY, home=home), 2, "đã đổi giao diện")
    rebuilt(site, "12")
    run(home, "2022-04-04T08:00", "2022-04-04T08:40", "2022-04-06T08:00")
    assert march(home, "2022-04-06T09:00")["reason_code"] == "drifted"
    assert UNIT in doctor(home, "2022-04-06T09:00")
    why = dondoc("--at", "2022-04-06T09:00+07:00", "why", UNIT, DUTY, "2022-03", home=home).stdout
    assert "không còn bài nào đã biết từ các lần xem trước" in why
    done = dondoc("--at", "2022-04-06T09:00+07:00", *WORDS, *BY, home=home)
    assert (done.returncode, "/cchc/" in done.stdout) == (0, True), done.stderr
    again = dondoc("--at", "2022-04-06T09:30+07:00", *WORDS, *BY, home=home)
    assert (again.returncode, "Không ghi thêm" in again.stdout) == (0, True), again.stderr
    run(home, "2022-04-06T10:00")
    assert march(home, "2022-04-06T10:10")["status"] == "met"
    assert "release --redesign" not in doctor(home, "2022-04-06T10:10")
    log = dondoc("--at", "2022-04-06T10:10+07:00", "audit", home=home).stdout
    assert log.count("cho đọc lại trang đã làm lại") == 1


def test_a_rebuilt_site_without_the_month_is_charged_after_two_more_looks_only(tmp_path: Path, site: Site) -> None:
    home = workspace(tmp_path / "home", site)
    run(home, "2022-03-02T08:00")
    rebuilt(site)
    run(home, "2022-04-04T08:00", "2022-04-04T08:40")
    assert march(home, "2022-04-04T08:41")["reason_code"] == "drifted"
    done = dondoc("--at", "2022-04-04T09:00+07:00", *WORDS, *BY, home=home)
    assert done.returncode == 0, done.stderr
    run(home, "2022-04-04T09:10")
    assert march(home, "2022-04-04T09:11")["status"] == "unknown"
    run(home, "2022-04-04T09:50", "2022-04-04T10:30")
    assert march(home, "2022-04-04T10:31")["status"] == "overdue"


@pytest.mark.parametrize("more", [("--all",), ("--drop",), ("--hindsight",), ("--period", "2022-03")])
def test_it_is_one_unit_and_nothing_else(tmp_path: Path, site: Site, more: tuple[str, ...]) -> None:
    home = workspace(tmp_path / "home", site)
    refused(dondoc(*WORDS, *more, *BY, home=home), 2, "--redesign cần --unit")
    refused(dondoc("release", "--redesign", *BY, home=home), 2, "--redesign cần --unit")
