"""What must hold whatever was seen: no false accusation, no order, no hindsight (S13, S14, S20)."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.case import known_at
from rules.model import CHARGES, HEALTHY, DateSeen, Look, Outcome, Place, Precision, Publication, Status
from tests.rules.cast import SECTION, at, item, judged, look, monthly, plan, stated

FAILURES = sorted(set(Outcome) - HEALTHY)
START = at("2022-02-20")

moments = st.integers(0, 90 * 24 * 4).map(lambda quarter: START + timedelta(minutes=15 * quarter))
outcomes = st.sampled_from(
    [Outcome.READ] * 4 + [Outcome.UNCHANGED] * 2 + [Outcome.EMPTY] + FAILURES[:5] + [Outcome.DRIFTED]
)


@st.composite
def some_look(draw: st.DrawFn) -> tuple[datetime, Outcome, dict[str, object]]:
    outcome = draw(outcomes)
    changes: dict[str, object] = {}
    if outcome in HEALTHY:
        changes["complete_since"] = draw(st.sampled_from([None, at("2022-01-01"), at("2022-03-05"), at("2022-04-02")]))
        changes["stored"] = draw(st.booleans()) or draw(st.booleans())
    return draw(moments), outcome, changes


@st.composite
def some_looks(draw: st.DrawFn) -> tuple[Look, ...]:
    chosen = sorted(draw(st.lists(some_look(), max_size=12)), key=lambda entry: entry[0])
    return tuple(look(number, when, outcome, **changes) for number, (when, outcome, changes) in enumerate(chosen, 1))


@st.composite
def some_item(draw: st.DrawFn, number: int = 0) -> Publication:
    when = draw(st.none() | moments)
    first = draw(moments)
    precision = draw(st.sampled_from(Precision))
    dates = () if when is None else (DateSeen(stated(when, precision), first),)
    absent = draw(st.none() | moments)
    return item(
        number,
        None,
        first,
        stated=dates,
        absent_at=min(absent, first) if absent else None,
        baseline=draw(st.booleans()) and absent is None,
        migrated=draw(st.booleans()) and draw(st.booleans()),
    )


@st.composite
def some_items(draw: st.DrawFn) -> tuple[Publication, ...]:
    return tuple(draw(some_item(number)) for number in range(1, draw(st.integers(0, 5)) + 1))


rules = st.builds(
    lambda n, cure, count_by: plan(monthly(at_least=n, cure=cure, count_by=count_by)),
    st.integers(1, 3),
    st.sampled_from([None, "none", "5", "plan_end"]),
    st.sampled_from(["stated", "first_seen", "ask"]),
)

_ORDER = (Status.MET, Status.NOT_APPLICABLE, Status.WAIVED, Status.NOT_DUE, Status.DUE_SOON, Status.AWAITING)
_WORSE = dict.fromkeys(_ORDER, 0) | {Status.UNKNOWN: 1, Status.LATE: 2, Status.OVERDUE: 3, Status.MISSED: 4}


@given(rules, some_looks(), some_items(), moments, st.lists(st.tuples(moments, st.sampled_from(FAILURES))))
def test_failed_looks_never_make_a_verdict_worse(of, looks, items, now, failures) -> None:
    before = judged(of, now, looks, items)
    failed = [look(100 + number, when, outcome) for number, (when, outcome) in enumerate(failures)]
    after = judged(of, now, tuple(sorted((*looks, *failed), key=lambda one: one.at)), items)
    for key, verdict in after.items():
        assert _WORSE[verdict.status] <= _WORSE[before[key].status]


@given(rules, some_looks(), some_items(), moments)
def test_no_charge_without_two_complete_looks_after_the_grace(of, looks, items, now) -> None:
    by_id = {one.id: one for one in looks}
    for (_, period), verdict in judged(of, now, looks, items).items():
        if verdict.status not in CHARGES:
            assert verdict.proof == ()
            continue
        proving = [by_id[number] for number in verdict.proof]
        assert verdict.late_after is not None
        start = at(f"{period}-01")
        assert len(proving) == 2
        assert all(one.healthy and one.stored and one.reaches(start) for one in proving)
        assert all(verdict.late_after + timedelta(days=1) < one.at <= now for one in proving)
        assert abs(proving[0].at - proving[1].at) >= timedelta(minutes=30)
        assert any(one.full for one in proving)


@given(rules, some_looks(), some_items(), moments, st.randoms(use_true_random=False))
def test_judging_does_not_depend_on_the_order_of_what_was_seen(of, looks, items, now, chance: random.Random) -> None:
    shuffled = list(items)
    chance.shuffle(shuffled)
    assert judged(of, now, looks, items) == judged(of, now, looks, tuple(shuffled))


@given(rules, some_looks(), some_items(), moments)
def test_what_was_known_at_a_moment_never_changes_when_later_facts_arrive(of, looks, items, now) -> None:
    everything = judged(of, now, looks, items)
    place = known_at(Place("thcs-hoa-mai", "cchc", (SECTION,), looks, items), now)
    assert judged(of, now, place.looks, place.publications) == everything


@given(rules, some_looks(), some_items(), moments)
def test_time_alone_changes_nothing_before_the_moment_the_verdict_names(of, looks, items, now) -> None:
    first = judged(of, now, looks, items)
    past = tuple(one for one in looks if one.at <= now)
    seen = known_at(Place("thcs-hoa-mai", "cchc", (SECTION,), past, items), now).publications
    for key, verdict in first.items():
        until = verdict.valid_until or now + timedelta(days=30)
        later = judged(of, max(now, until - timedelta(minutes=1)), past, seen)[key]
        assert (later.status, later.counted) == (verdict.status, verdict.counted)


@given(rules, some_items(), moments, st.lists(st.tuples(moments, st.sampled_from(FAILURES)), max_size=8))
def test_a_site_that_was_never_seen_accuses_nobody(of, items, now, failures) -> None:
    looks = tuple(look(number, when, outcome) for number, (when, outcome) in enumerate(sorted(failures), 1))
    assert not any(verdict.status in CHARGES for verdict in judged(of, now, looks, items).values())
