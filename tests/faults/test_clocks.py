"""Whose clock is wrong? Ours against most sites, or one site's against ours (S14, K15, E49)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.crawlers.webs import Reply

from .court import CHARGED, MOMENTS, OLD, PATH, Ask, Court, NowIs, Scene, hold, page, rows

SINCE_JUNE = tuple(moment for moment in MOMENTS if moment >= datetime.fromisoformat("2026-06-02T00:00+07:00"))
SCHOOLS = ("thcs-hoa-mai", "th-binh-minh", "thpt-song-hau", "mn-sao-mai", "th-an-phu")


def school(name: str, off: timedelta) -> Scene:
    """A site without anything of May, whose clock differs from ours by ``off``."""

    def site(ask: Ask) -> Reply | None:
        if ask.path != PATH:
            return None
        return Reply(page(rows(OLD)), headers={"Date": format_datetime((ask.now + off).astimezone(UTC), usegmt=True)})

    return Scene(name, site, guilty=True)


def judged(folder: Path, offs: dict[str, timedelta]) -> Court:
    scenes = [school(name, offs.get(name, timedelta(seconds=2))) for name in SCHOOLS]
    return hold(scenes, folder, SINCE_JUNE, NowIs)


@pytest.mark.parametrize("days", [-1, 1])
def test_nobody_is_judged_while_our_clock_is_a_day_off_and_the_administrator_is_told(
    tmp_path: Path, days: int
) -> None:  # K15
    court = judged(tmp_path / "so", dict.fromkeys(SCHOOLS, timedelta(days=days)))
    assert all(court.said[name] == {} for name in SCHOOLS)
    assert [incidents for _, incidents in court.incidents] == [("clock",)] * len(SINCE_JUNE)
    assert {kind for kind, _ in court.told} == {"admin"}
    assert {recipient for _, recipient in court.told} == {"quantri@so.test"}


def test_with_a_right_clock_the_same_schools_are_charged(tmp_path: Path) -> None:
    court = judged(tmp_path / "so", {})
    assert all([at for at, _ in court.charges(name)][:1] == [CHARGED] for name in SCHOOLS)
    assert court.incidents == [] or "clock" not in court.incidents[0][1]


def test_a_host_that_lives_days_behind_proves_nothing_of_itself_and_spoils_no_other(tmp_path: Path) -> None:  # E49
    court = judged(tmp_path / "so", {SCHOOLS[0]: timedelta(days=-40), SCHOOLS[1]: timedelta(days=3)})
    assert court.charges(SCHOOLS[0]) == court.charges(SCHOOLS[1]) == []
    assert court.said[SCHOOLS[0]][SINCE_JUNE[-1]][:2] == ("unknown", "incomplete")
    assert all(court.charges(name) for name in SCHOOLS[2:])


def test_a_zone_taken_for_another_is_no_wrong_day(tmp_path: Path) -> None:
    court = judged(tmp_path / "so", {SCHOOLS[0]: timedelta(hours=7)})
    assert court.charges(SCHOOLS[0])
