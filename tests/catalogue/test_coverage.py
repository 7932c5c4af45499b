"""docs/coverage.tsv: where each of the 268 rows read by hand from the five documents went."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from monitor.catalogue.loading import check_plan
from monitor.catalogue.workspace import config_dir
from rules.model import Deadline, Kind, Obligation, Undated, Window
from rules.text import fold

PLANS = {
    "ST22": "soc-trang-gddt-2022",
    "KT21": "kon-tum-gddt-2021",
    "CM24": "ca-mau-gddt-2024",
    "SL21": "soc-trang-ldtbxh-2021",
    "TN20": "tay-ninh-gddt-2020",
}
COUNTS = {"ST22": 62, "KT21": 55, "CM24": 74, "SL21": 52, "TN20": 25}
NOT_A_DUTY, THEME = "not-a-duty", "theme:"
Row = dict[str, str]


def table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def rows(root: Path) -> list[Row]:
    return table(root / "docs" / "coverage.tsv")


@pytest.fixture(scope="module")
def obligations() -> dict[str, Obligation]:
    """``plan-id:obligation-id`` → the obligation or part."""
    found: dict[str, Obligation] = {}
    for id in PLANS.values():
        for whole in check_plan(config_dir() / "plans" / f"{id}.yaml").obligations:
            for one in (whole, *whole.parts):
                found[f"{id}:{one.id}"] = one
    return found


@pytest.fixture(scope="module")
def by_hand(shared: Path) -> dict[str, Row]:
    return {row["id"]: row for row in table(shared / "duties" / "obligations.tsv")}


def targets(row: Row) -> list[str]:
    return [target.strip() for target in row["target"].split(",")]


def test_each_of_the_268_rows_stands_there_once(rows: list[Row]) -> None:
    assert list(rows[0]) == ["id", "target", "reason"]
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)) == 268
    assert Counter(id[:4] for id in ids) == COUNTS


def test_every_target_exists_in_the_plan_of_its_row(rows: list[Row], obligations: dict[str, Obligation]) -> None:
    tags = {(name.partition(":")[0], tag) for name, one in obligations.items() for tag in one.themes}
    for row in rows:
        plan, wanted = PLANS[row["id"][:4]], targets(row)
        for target in wanted:
            if target == NOT_A_DUTY:
                assert wanted == [NOT_A_DUTY], row
            elif target.startswith(THEME):
                assert (plan, target.removeprefix(THEME)) in tags, row
            else:
                assert target in obligations, row
                assert target.startswith(f"{plan}:"), row


def test_what_is_no_duty_has_a_reason_in_vietnamese(rows: list[Row]) -> None:
    for row in rows:
        if not any(target in row["target"] for target in PLANS.values()):
            assert len(row["reason"].split()) >= 4, row
            assert fold(row["reason"]) != row["reason"].casefold(), row


def test_no_obligation_and_no_theme_is_invented(rows: list[Row], obligations: dict[str, Obligation]) -> None:
    named = {target for row in rows for target in targets(row)}
    for name, one in obligations.items():
        plan = name.partition(":")[0]
        parts = {f"{plan}:{part.id}" for part in one.parts}
        assert name in named or parts & named, name
    tags = {(PLANS[row["id"][:4]], target) for row in rows for target in targets(row)}
    for name, one in obligations.items():
        for tag in one.themes:
            assert (name.partition(":")[0], THEME + tag) in tags, (name, tag)


# --- beside the list read by hand ------------------------------------------------------------------------------------

beside_the_list = pytest.mark.shared


def named_by(row: Row, obligations: dict[str, Obligation]) -> list[Obligation]:
    return [obligations[target] for target in targets(row) if target in obligations]


@beside_the_list
def test_the_rows_are_those_of_the_list(rows: list[Row], by_hand: dict[str, Row]) -> None:
    assert [row["id"] for row in rows] == list(by_hand)


@beside_the_list
def test_what_a_website_can_show_names_an_obligation(
    rows: list[Row], by_hand: dict[str, Row], obligations: dict[str, Obligation]
) -> None:
    for row in rows:
        read = by_hand[row["id"]]
        if read["kind"] in ("recurring", "scheduled", "report", "standing") and read["evidence"] in ("web", "partly"):
            assert named_by(row, obligations), row


@beside_the_list
def test_everything_that_binds_names_an_obligation(
    rows: list[Row], by_hand: dict[str, Row], obligations: dict[str, Obligation]
) -> None:
    for row in rows:
        if by_hand[row["id"]]["kind"] in ("recurring", "scheduled", "report", "standing", "attested", "conditional"):
            assert named_by(row, obligations), row


@beside_the_list
def test_themes_are_tags_and_wishes_never_go_bad(
    rows: list[Row], by_hand: dict[str, Row], obligations: dict[str, Obligation]
) -> None:
    for row in rows:
        read = by_hand[row["id"]]
        kind = read["kind"]
        if kind == "theme":
            open_clause = read["evidence"] == "attestation" and targets(row) == [NOT_A_DUTY]
            assert open_clause or all(target.startswith(THEME) for target in targets(row)), row
        elif kind in ("quality", "target", "encouraged", "implied"):
            assert all(one.binding in ("encouraged", "target") for one in named_by(row, obligations)), row
            assert not row["target"].startswith(THEME), row


@beside_the_list
def test_times_are_those_of_the_list(
    rows: list[Row], by_hand: dict[str, Row], obligations: dict[str, Obligation]
) -> None:
    """Windows, last days, reports without a day, duties of an event."""
    for row in rows:
        read, found = by_hand[row["id"]], named_by(row, obligations)
        window = re.search(r"W (\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", read["when_machine"])
        last = re.fullmatch(r"D <(\d{4}-\d\d-\d\d)", read["when_machine"])
        for one in found:
            if window:
                assert isinstance(one.when, Window), row
                assert [one.when.first.isoformat(), one.when.last.isoformat()] == list(window.groups()), row
            elif last:
                assert isinstance(one.when, Deadline), row
                assert (one.when.day.isoformat(), one.when.inclusive) == (last[1], False), row
            elif read["kind"] == "report" and read["when_machine"].startswith("RPT"):
                assert isinstance(one.when, Undated), row
            elif read["kind"] == "recurring":
                assert one.kind is Kind.RECURRING, row
        if read["kind"] == "conditional" or read["when_machine"].startswith("C "):
            assert all(one.when_event for one in found), row


@beside_the_list
def test_sources_point_to_the_same_place(
    rows: list[Row], by_hand: dict[str, Row], obligations: dict[str, Obligation]
) -> None:
    for row in rows:
        place = re.match(r"[IVX]+(?:\.\d+)?(?= |$)", by_hand[row["id"]]["ref"])
        found = named_by(row, obligations)
        covering = row["id"] in ("ST22-14", "ST22-37")  # said in general there, assigned in the appendix
        if place and found and not covering:
            assert any(re.search(rf"\b{re.escape(place[0])}\b", one.source) for one in found), row


@beside_the_list
def test_nothing_of_the_list_is_pasted(
    rows: list[Row], by_hand: dict[str, Row], obligations: dict[str, Obligation]
) -> None:
    said = {row["what"].casefold() for row in by_hand.values()}
    said |= {row["ambiguity"].casefold() for row in by_hand.values() if len(row["ambiguity"].split()) > 5}
    for name, one in obligations.items():
        if ":PL-" not in name:  # the appendix names what is published by its official name
            assert one.title.casefold() not in said, name
        assert not {one.ambiguity.casefold().rstrip(".")} & said - {""}, name
    for row in rows:
        assert row["reason"].casefold() not in said or not row["reason"], row
