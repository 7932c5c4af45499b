"""Two weeks at sites of ten families: articles are posted, scheduled, backdated, edited, redated and taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from monitor.app.workspace import App
from monitor.clock import Clock
from rules.dating import place_in_time, usable_date
from rules.model import VN, Flag, Precision, Publication
from tests.falseworld.many import Drawn, Town
from tests.falseworld.many_families import FAMILIES, PART
from tests.falseworld.many_score import write_workspace
from tests.falseworld.titles import REFORM, SENTENCES
from tests.falseworld.world import Article

FIRST, DAYS, SITES = datetime(2026, 5, 10, 7, tzinfo=VN), 14, 20
SEED = 14
REDATED = datetime(2026, 5, 19, 12, tzinfo=VN)
EVENTS = ("posted", "backdated", "scheduled", "edited", "removed", "redated")


def may(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=VN)


def story(number: int) -> list[Article]:
    """What one site publishes; the titles of the six events are the last ones of its stock."""

    def one(place: int, at: datetime, **more: object) -> Article:
        title = f"{REFORM[(number * 7 + place) % len(REFORM)]} – {number}.{place}"
        facts = {"stated": at, "appears_at": at, "paragraphs": SENTENCES[:3]} | more
        return Article(PART, title, **facts)  # type: ignore[arg-type]

    old = [one(n + 10, datetime(2026, 4, 24, 9, n, tzinfo=VN) - timedelta(days=11 * n)) for n in range(8)]
    posted = one(0, may(12, 9, 10))
    backdated = one(1, may(12, 8), appears_at=may(17, 10))
    scheduled = one(2, may(18, 6, 30))
    edited = one(3, may(13, 14))
    edited = replace(edited, edited=(may(17, 8), f"{edited.title} (bổ sung)"))
    removed = one(4, may(14, 15), removed_at=may(20, 12))
    return [*old, posted, backdated, scheduled, edited, removed, one(5, may(15, 10))]


@dataclass(frozen=True)
class Lived:
    """What is known of each site after two weeks, and what is so."""

    sites: list[Drawn]
    known: dict[str, list[Publication]]

    def of(self, event: str) -> list[tuple[Drawn, Publication]]:
        """The publication of an event at each site; it is found by the end of its title, whatever became of it."""
        place = EVENTS.index(event)
        return [
            (site, publication)
            for site in self.sites
            for publication in self.known[site.id]
            if publication.title.removesuffix(" (bổ sung)").endswith(f"– {int(site.id[-3:])}.{place}")
        ]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    folder = tmp_path_factory.mktemp("weeks")
    with Town(SITES, SEED, 0.0, folder, FIRST) as town:
        for number, site in enumerate(town.drawn):
            articles = sorted(story(number), key=lambda article: article.appears_at)
            site.articles = [replace(article, number=n) for n, article in enumerate(articles, 11)]
            site.taste = replace(site.taste, dated_list=True, image=False, pdf=False)
            site.truth = replace(site.truth, habit="posts")
            site.page_size = 10
        with App.open(write_workspace(town, folder / "home"), Clock(FIRST)) as app:
            for half_day in range(DAYS * 2):
                town.now = FIRST + timedelta(hours=12 * half_day)
                if town.now >= REDATED:
                    _redate(town)
                app.at(town.now).cycle(look=True, judge=True)
            with app.at(town.now).reading() as (tx, _):
                places = tx.observations.places([(site.id, "cchc") for site in town.drawn], FIRST)
        yield Lived(town.drawn, {unit: list(place.publications) for (unit, _), place in places.items()})


def _redate(town: Town) -> None:
    for site in town.drawn:
        site.articles = [replace(a, stated=may(19, 10)) if a.stated == may(15, 10) else a for a in site.articles]


def test_every_family_is_there(lived: Lived) -> None:
    assert {site.template for site in lived.sites} == set(FAMILIES)


def test_everything_is_known_once_and_nothing_else(lived: Lived) -> None:
    for site in lived.sites:
        titles = Counter(publication.title for publication in lived.known[site.id])
        assert [title for title, count in titles.items() if count > 1] == [], site.template
        assert len(lived.known[site.id]) == len(story(0)), (site.template, sorted(titles))


@pytest.mark.parametrize("event", ["posted", "backdated", "scheduled", "edited", "removed"])
def test_the_date_is_the_one_that_the_site_states(lived: Lived, event: str) -> None:
    truth = story(0)[8 + EVENTS.index(event)].stated
    found = lived.of(event)
    assert len(found) == SITES
    for site, publication in found:
        stated, _ = usable_date(publication)
        assert stated is not None
        wanted = truth if stated.precision is Precision.MINUTE else truth.replace(hour=0, minute=0)
        assert stated.at.astimezone(VN) == wanted, (site.template, site.taste, publication.stated)


@pytest.mark.parametrize("event", EVENTS)
def test_flags_tell_what_happened_and_no_more(lived: Lived, event: str) -> None:
    wanted = {
        "backdated": {Flag.BACKDATING}, "removed": {Flag.REMOVED}, "redated": {Flag.DATE_CHANGED},
    }.get(event, set())  # fmt: skip
    off = [
        (site.template, site.taste.form, sorted(place_in_time(publication).flags))
        for site, publication in lived.of(event)
        if set(place_in_time(publication).flags) != wanted
    ]
    assert off == []


def test_an_edit_of_the_title_is_followed(lived: Lived) -> None:
    assert all(publication.title.endswith("(bổ sung)") for _, publication in lived.of("edited"))


def test_what_is_scheduled_is_first_seen_when_it_appears(lived: Lived) -> None:
    assert {publication.first_seen.astimezone(VN) for _, publication in lived.of("scheduled")} == {may(18, 7)}
