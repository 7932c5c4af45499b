"""The story of the year is the same for the same seed, and its truth is what the sites serve."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from .cast import SEATS, at
from .reading import rows, whole_list
from .sites import FAMILIES
from .story import Story
from .wording import rfc822
from .workspace import PLAN
from .world import VN, Article


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    told = Story()
    with told.world:
        yield told


def test_the_story_is_the_same_for_the_same_seed_and_another_for_another(story: Story) -> None:
    def told(other: Story) -> list[Article]:
        return [article for site in other.world.sites for article in site.articles]

    assert told(Story()) == told(story)
    assert told(Story(7)) != told(story)


def test_the_cast_speaks_in_many_titles_and_uses_every_family(story: Story) -> None:
    reform = {a.title for s in story.world.sites for a in s.articles if a.category == "cai-cach-hanh-chinh"}
    assert len(SEATS) == 24
    assert len(reform) >= 60
    assert {site.template for site in story.world.sites} == set(FAMILIES)


@pytest.mark.parametrize("seed", [2022, 1, 2, 3])
def test_every_expected_status_agrees_with_what_was_posted(seed: int) -> None:
    after = at(1, 20, year=2023)
    for row in Story(seed).truth():
        if row.expected <= {"met"}:
            assert row.count >= 1, row
        if row.expected & {"late", "missed", "overdue"}:
            assert row.count == 0, row
            assert row.charge_true(after), row
        assert not row.charge_true(row.end - timedelta(seconds=1))


def test_the_truth_is_what_the_sites_serve_at_the_end(story: Story, client: requests.Session) -> None:
    story.world.now = at(1, 16, 17, 0, 2023)
    unreachable = {"thcs-cau-vong", "th-mang-non", "thpt-anh-duong", "th-hoa-sen", "thcs-phuong-nam", "mn-nai-vang"}
    per_unit: dict[str, int] = {}
    for row in story.truth():
        per_unit[row.unit] = per_unit.get(row.unit, 0) + row.count
    for seat in SEATS:
        if seat.id in unreachable:
            continue
        served = {title for _, title, _ in whole_list(client, seat.template, story.world.url(seat.id))}
        site = story.world.site(seat.id)
        told = [a for a in site.articles if a.category == "cai-cach-hanh-chinh"]
        assert served == {a.title for a in told}, seat.id
        assert sum(1 for a in told if at(2, 1) <= a.stated) == per_unit[seat.id]


def test_a_removed_item_is_gone_and_an_edited_one_has_its_new_title(story: Story, client: requests.Session) -> None:
    address = story.world.url("mn-nai-vang")
    story.world.now = at(10, 20)
    before = whole_list(client, "handmade", address)
    story.world.now = at(10, 25)
    after = whole_list(client, "handmade", address)
    assert len(before) == len(after) + 1
    assert any(title.endswith("(cập nhật)") for _, title, _ in after)


def test_a_backdated_item_is_not_there_before_it_appears(story: Story, client: requests.Session) -> None:
    row = next(r for r in story.truth() if (r.unit, r.period) == ("thcs-rang-dong", "2022-03"))
    assert row.charge_true(at(4, 4))
    assert not row.charge_true(at(4, 8))
    title = row.items[0].title
    for moment, there in ((at(4, 6), False), (at(4, 8), True)):
        story.world.now = moment
        shown = {name for _, name, _ in whole_list(client, "nukeviet-raw", story.world.url("thcs-rang-dong"))}
        assert (title in shown) is there


def test_the_department_shows_its_april_video_in_a_player_and_none_in_august(
    story: Story, client: requests.Session
) -> None:
    story.world.now = at(9, 1)
    videos = rows("nukeviet", client.get(story.world.url("so-gddt", "video"), timeout=5).text)
    assert [date[3:10] for _, _, date in videos] == ["04/2022", "11/2021", "05/2021"]
    page = client.get(urljoin(story.world.base("so-gddt"), videos[0][0]), timeout=5).text
    body = page.split('id="news-bodyhtml"')[1].split("</div>")[0]
    assert 'src="https://www.youtube.com/embed/' in body


def test_a_school_with_a_feed_only_shows_nothing_in_its_list(story: Story, client: requests.Session) -> None:
    story.world.now = at(6, 1)
    assert rows("nukeviet-raw", client.get(story.world.url("th-hoa-sen"), timeout=5).text) == []
    feed = client.get(story.world.feed("th-hoa-sen") or "", timeout=5).text
    assert feed.count("<item>") >= 15


def test_the_days_hold_every_change_and_leave_out_the_rest(story: Story) -> None:
    days = list(story.days())
    assert days == sorted(set(days))
    assert 120 <= len(days) <= 175
    for site in story.world.sites:
        changes = {moment.astimezone(VN).date() for moment in site.moments}
        assert {day for day in changes if days[0] <= day <= days[-1]} <= set(days)
    assert {at(4, 1).date(), at(4, 4).date(), at(4, 11).date()} <= set(days)


def test_a_whole_year_of_lists_is_served_in_a_few_seconds(story: Story) -> None:
    begun, asked = time.perf_counter(), 0
    for day in list(story.days())[::4]:
        story.world.now = datetime(day.year, day.month, day.day, 17, tzinfo=VN)
        for site in story.world.sites:
            if site.fault(story.world.now, "down", "timeout", "drip"):
                continue
            connection = http.client.HTTPConnection(site.host, story.world.port, timeout=5)
            for path in (story.world.url(site.id), story.world.feed(site.id) or story.world.url(site.id, "tin-tuc")):
                connection.request("GET", path.split(str(story.world.port), 1)[1])
                connection.getresponse().read()
                asked += 1
            connection.close()
    assert asked > 1500
    assert (time.perf_counter() - begun) / asked < 0.05  # a fiftieth of it on an idle machine


def test_a_workspace_names_every_section_and_person(story: Story, tmp_path: Path) -> None:
    plan = PLAN if PLAN.exists() else tmp_path / "plan.yaml"
    if not PLAN.exists():
        plan.write_text("id: thu\n", encoding="utf-8")
    home = story.workspace(tmp_path / "home", 2525, "units", plan)
    units = (home / "units.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(units) == 1 + 1 + 6 + 24
    assert f"127.30.0.1:{story.world.port}/cai-cach-hanh-chinh/" in units[8]
    assert (home / "sections.csv").read_text(encoding="utf-8-sig").count("so-gddt,") == 3
    assert (home / "plans" / plan.name).exists()
    assert "send_to: units" in (home / "settings.yaml").read_text(encoding="utf-8")


def test_a_feed_date_is_written_in_utc_whatever_the_zone() -> None:
    assert rfc822(at(3, 1, 0, 30)) == "Mon, 28 Feb 2022 17:30:00 +0000"
