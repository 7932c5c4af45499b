"""The oracle and the law agree: eyes that miss nothing but what the faults hide come to the expected statuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.catalogue.loading import load_catalogue
from rules.duties import duties_of
from rules.engine import Facts, judge_all
from rules.model import (
    BEGINNING,
    AsOf,
    DateSeen,
    Duty,
    Look,
    Medium,
    Outcome,
    Place,
    Precision,
    Publication,
    StatedDate,
    Verdict,
)

from .cast import at
from .oracle import MONTHLY, TruthRow
from .story import Story
from .workspace import PLAN
from .world import Article, Site

OF_PARTS = frozenset({"PL-02", "PL-06", "PL-09", "PL-10", "PL-11", "PL-12"})
HIDDEN = ("down", "timeout", "bot_wall", "maintenance", "soft_404", "login_wall", "parked", "empty_body", "error500")


def looks_of(story: Story, site: Site, topic: str) -> list[Look]:
    """Two looks at the end of each day of the story; they fail while the site is hidden."""
    found = []
    for day in story.days():
        for minute in (0, 40):
            moment = at(day.month, day.day, 17, minute, day.year)
            lost = site.fault(moment, *HIDDEN) or (site.template == "nukeviet" and site.fault(moment, "moved"))
            outcome = Outcome.REFUSED if lost else Outcome.READ
            section = f"{site.id}/{topic}"
            since = None if lost else BEGINNING
            found.append(Look(len(found) + 1, section, site.id, topic, moment, outcome, since, not lost, not lost))
    return found


def seen(site: Site, topic: str, article: Article, looks: list[Look]) -> Publication | None:
    """What those looks tell of one article."""
    healthy = [look.at for look in looks if look.healthy]
    sighted = [moment for moment in healthy if article.shown(moment)]
    if not sighted:
        return None
    absent = [moment for moment in healthy if moment < sighted[0]]
    gone = [moment for moment in healthy if moment > sighted[-1]]
    dated = DateSeen(StatedDate(article.stated, Precision.MINUTE, "article", ""), sighted[0])
    return Publication(
        id=article.number,
        unit=site.id,
        topic=topic,
        url=f"http://{site.host}/{article.number}",
        title=article.title,
        medium=Medium(article.medium),
        first_seen=sighted[0],
        last_seen=sighted[-1],
        stated=(dated,) if site.dated else (),
        absent_at=absent[-1] if absent else None,
        baseline=not absent,
        removed_at=gone[0] if gone else None,
        attachments=("tep.pdf",) if article.attached else (),
    )


def place_of(story: Story, site: Site, topic: str) -> Place:
    looks = looks_of(story, site, topic)
    slug = site.category(topic).slug
    shown = (seen(site, topic, article, looks) for article in site.articles if article.category == slug)
    return Place(site.id, topic, (f"{site.id}/{topic}",), tuple(looks), tuple(p for p in shown if p))


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    told = Story()
    with told.world:
        yield told


@pytest.fixture(scope="module")
def duties(story: Story, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Duty], AsOf]:
    if not PLAN.exists():
        pytest.skip("the plan of the story is not in config/plans")
    home: Path = story.workspace(tmp_path_factory.mktemp("home"), 2525)
    catalogue = load_catalogue(home)
    assert {seat.id for seat in story.seats} <= set(catalogue.units)
    asof = AsOf(at(1, 16, 18, 0, 2023), catalogue.calendar, at(2, 1).date())
    told = {row.obligation for row in story.truth()}  # the story is one of the monthly rule and the appendix
    bound = duties_of(catalogue.plans[0], catalogue.units, catalogue.calendar)
    return [duty for duty in bound if duty.key.obligation in told], asof


@pytest.fixture(scope="module")
def facts(story: Story) -> Facts:
    office = story.world.site("so-gddt")
    places = [place_of(story, story.world.site(seat.id), "cchc") for seat in story.seats]
    places += [place_of(story, office, topic) for topic in ("cchc", "video")]
    return Facts({(place.unit, place.topic): place for place in places})


def row_for(verdict: Verdict, rows: list[TruthRow]) -> TruthRow:
    key = verdict.key
    for row in rows:
        if row.obligation == key.obligation and row.period == key.period and row.unit in (key.unit, "*"):
            return row
    raise AssertionError(f"no truth for {key}")


def off(verdicts: list[Verdict], rows: list[TruthRow]) -> dict[str, tuple[str, list[str], str]]:
    """Verdicts that are not what the oracle expects: status, expected, reason."""
    return {
        str(verdict.key): (verdict.status.value, sorted(row_for(verdict, rows).expected), verdict.reason)
        for verdict in verdicts
        if verdict.status.value not in row_for(verdict, rows).expected
    }


def test_perfect_eyes_and_the_law_come_to_the_expected_statuses(
    story: Story, duties: tuple[list[Duty], AsOf], facts: Facts
) -> None:
    bound, asof = duties
    verdicts = judge_all(bound, facts, asof)
    assert len(verdicts) == len(story.truth())
    simple = [verdict for verdict in verdicts if verdict.key.obligation not in OF_PARTS]
    assert off(simple, story.truth()) == {}


def test_items_of_several_parts_come_to_the_expected_statuses(
    story: Story, duties: tuple[list[Duty], AsOf], facts: Facts
) -> None:
    bound, asof = duties
    composed = [verdict for verdict in judge_all(bound, facts, asof) if verdict.key.obligation in OF_PARTS]
    assert len(composed) == len(OF_PARTS)
    assert off(composed, story.truth()) == {}


def test_the_law_counts_what_the_oracle_counts_for_the_monthly_rule(
    story: Story, duties: tuple[list[Duty], AsOf], facts: Facts
) -> None:
    bound, asof = duties
    rows = story.truth()
    for verdict in judge_all(bound, facts, asof):
        if verdict.key.obligation == MONTHLY and verdict.status.value == "met":
            assert verdict.counted == row_for(verdict, rows).count, verdict.key


@pytest.mark.parametrize("month", [3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
def test_no_charge_of_the_law_is_false_at_the_moment_it_is_made(
    story: Story, duties: tuple[list[Duty], AsOf], facts: Facts, month: int
) -> None:
    bound, asof = duties
    rows = story.truth()
    for day in (2, 6, 12):
        moment: datetime = at(month, day, 18)
        early = AsOf(moment, asof.calendar, asof.watch_from)
        for verdict in judge_all(bound, facts, early):
            truth = row_for(verdict, rows)
            assert truth.judge(verdict.status.value, moment) != "false", (verdict, truth)
            assert not truth.charge_true(truth.end - timedelta(minutes=1))
