"""Precision and recall of title matching: a list of our own writing, real titles, and near-duplicates that must part.

    python -m benchmarks.matching [--json] [--errors] [--half seen|held-out|later]

Our own list (``benchmarks/titles``) was written before the words were tuned. Its second half, chosen by a hash of the
title, is held out: it is read at the end and never tuned to. "later": four more lists, each tried first and tuned to
afterwards. Real titles stand beside the project; each is tried in the
year that it names, so that its kind is what is measured, and once more in another year, when nothing may say yes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from monitor.catalogue.loading import check_plan
from monitor.catalogue.workspace import config_dir
from rules.matching import Match
from rules.model import Medium, Obligation, Plan
from rules.serving import Told, serves
from rules.title_times import years_named

PLAN = "soc-trang-gddt-2022"
TITLES = Path(__file__).resolve().parent / "titles" / f"{PLAN}.tsv"
LATER = TITLES.with_name(f"{PLAN}-later.tsv")
REAL = Path(__file__).resolve().parents[1] / ".." / "shared" / "pages" / "article_titles.tsv"
ITEMS = ("PL-01", "PL-02b", "PL-03", "PL-04", "PL-05", "PL-06", "PL-07", "PL-08", "PL-09", "PL-10b", "PL-11b", "PL-12a",
         "PL-12b")  # fmt: skip
PROVED_BY_PEOPLE = frozenset({"PL-06", "PL-09"})
"""Items that no web page proves: a title is a hint there, so "ask" is the right answer (S17)."""
OF_KIND = {"K01": "PL-01", "K02": "PL-02b", "K03": "PL-03", "K05": "PL-05", "K10": "PL-10b", "K11": "PL-11b"}
"""Kinds of the real titles that a title alone can show."""


@dataclass(frozen=True)
class Row:
    """A title, its medium where that is known, and the items it serves."""

    title: str
    medium: str
    items: frozenset[str]

    @property
    def held_out(self) -> bool:
        """Whether the title belongs to the half that is not tuned to."""
        return hashlib.sha256(self.title.encode("utf-8")).digest()[0] % 2 == 1


@dataclass
class Score:
    """Decisions about one item."""

    wanted: int = 0
    yes: int = 0
    right: int = 0
    asked: int = 0
    asked_right: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, title: str, decision: str, serves_it: bool) -> None:
        """Count one title."""
        self.wanted += serves_it
        if decision == "yes":
            self.yes += 1
            self.right += serves_it
        elif decision == "ask":
            self.asked += 1
            self.asked_right += serves_it
        if (decision == "yes") != serves_it:
            self.errors.append(f"{'thừa' if not serves_it else 'thiếu'} {decision}: {title}")

    def plus(self, other: Score) -> Score:
        """The sum of two."""
        return Score(
            self.wanted + other.wanted,
            self.yes + other.yes,
            self.right + other.right,
            self.asked + other.asked,
            self.asked_right + other.asked_right,
        )

    def fact(self) -> dict[str, Any]:
        """Figures as plain values; None where nothing was there to count."""
        return {
            "wanted": self.wanted,
            "yes": self.yes,
            "right": self.right,
            "ask": self.asked,
            "precision": self.right / self.yes if self.yes else None,
            "recall": self.right / self.wanted if self.wanted else None,
            "recall_with_ask": (self.right + self.asked_right) / self.wanted if self.wanted else None,
        }


def rows(path: Path = TITLES) -> list[Row]:
    """A list of our own."""
    with path.open(encoding="utf-8") as file:
        return [
            Row(row["title"], row["medium"], frozenset(row["serves"].split(",")) - {"-"})
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def item_of(obligation: str) -> str | None:
    """The item of the appendix that an obligation belongs to; those proved by people are one with their parts."""
    if obligation in ITEMS:
        return obligation
    return obligation[:5] if obligation[:5] in PROVED_BY_PEOPLE else None


def decisions(found: Iterable[Match]) -> dict[str, str]:
    """The best decision for each item."""
    best: dict[str, str] = {}
    for one in found:
        item = item_of(one.obligation)
        if item is not None and ("no", "ask", "yes").index(one.decision) >= ("no", "ask", "yes").index(
            best.get(item, "no")
        ):
            best[item] = one.decision
    return best


def measure(plan: Plan, chosen: Iterable[Row], with_medium: bool = True) -> dict[str, Score]:
    """Every title against every item."""
    scores = {item: Score() for item in ITEMS}
    for row in chosen:
        told = Told(kind=Medium(row.medium) if row.medium and with_medium else None)
        said = decisions(serves(row.title, plan, told))
        for item, score in scores.items():
            score.add(row.title, said.get(item, "no"), item in row.items)
    return scores


def total(scores: Mapping[str, Score], leave_out: frozenset[str] = PROVED_BY_PEOPLE) -> Score:
    """All items together, without those that no page proves."""
    whole = Score()
    for item, score in scores.items():
        if item not in leave_out:
            whole = whole.plus(score)
    return whole


NEAR_DUPLICATES = (
    ("kế hoạch CCHC", "Kế hoạch CCHC năm 2022", "PL-01", ("PL-02b",)),
    ("kế hoạch tuyên truyền CCHC", "Kế hoạch tuyên truyền CCHC năm 2022", "PL-02b", ("PL-01",)),
    ("6 tháng, không phải cả năm", "Kết quả CCHC 6 tháng đầu năm 2022", "PL-05", ("PL-11b",)),
    ("cả năm, không phải 6 tháng", "Kết quả CCHC năm 2022", "PL-11b", ("PL-05",)),
    ("quý không phải 6 tháng hay năm", "Kết quả CCHC quý III năm 2022", None, ("PL-05", "PL-11b")),
    ("kết quả năm 2021", "Kết quả thực hiện CCHC năm 2021", None, ("PL-11b", "PL-05")),
    ("kế hoạch năm 2020", "Kế hoạch cải cách hành chính năm 2020", None, ("PL-01", "PL-02b")),
    ("chỉ số 2021 của các đơn vị", "Công bố chỉ số CCHC năm 2021 các đơn vị trực thuộc", "PL-03", ("PL-11b",)),
    ("chỉ số 2022 là của năm khác", "Công bố chỉ số CCHC năm 2022 các đơn vị trực thuộc", None, ("PL-03", "PL-11b")),
    ("hài lòng năm 2022", "Kết quả đo lường sự hài lòng về dịch vụ giáo dục công năm 2022", None, ("PL-10b",)),
    ("video tháng 4", "Video clip hướng dẫn thực hiện dịch vụ công trực tuyến", "PL-04", ("PL-08",)),
    ("video tháng 8", "Video clip tuyên truyền cải cách hành chính", "PL-08", ("PL-04",)),
    ("video của tháng 4 ghi trong tiêu đề", "Video tuyên truyền CCHC tháng 4 năm 2022", None, ("PL-08", "PL-04")),
)


Real = tuple[dict[str, Score], int, int]
"""Scores by item, how many say yes in a year that the title does not name, how many titles."""


def near_duplicates(plan: Plan) -> list[tuple[str, bool]]:
    """Pairs that differ in a word or a year: the one says yes, the others never."""
    found = []
    for label, title, wanted, others in NEAR_DUPLICATES:
        said = decisions(serves(title, plan, Told(kind=Medium.VIDEO if title.startswith("Video") else None)))
        found.append(
            (label, (wanted is None or said.get(wanted) == "yes") and not any(said.get(o) == "yes" for o in others))
        )
    return found


def real_titles(plan: Plan) -> Real | None:
    """Real titles: each kind in the year its title names; and how many say yes in a year that it does not name."""
    if not REAL.is_file():
        return None
    scores = {item: Score() for item in OF_KIND.values()}
    wrong_year = count = 0
    with REAL.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL):
            title, kind = row["title"], row["kind"]
            if kind.endswith("?"):
                continue
            count += 1
            said = decisions(serves(title, in_year(plan, title)))
            for item, score in scores.items():
                score.add(title, said.get(item, "no"), OF_KIND.get(kind) == item)
            other = replace(plan, year=2040, obligations=tuple(moved(one, 2040) for one in plan.obligations))
            named = bool(years_named(title))
            wrong_year += named and "yes" in decisions(serves(title, other)).values()
    return scores, wrong_year, count


def in_year(plan: Plan, title: str) -> Plan:
    """The plan as if it were of the year that a title names first, its data years with it."""
    found = re.search(r"20[012]\d", title)
    years = sorted(years_named(title))
    year = years[0] if years else int(found[0]) if found else plan.year
    return replace(plan, year=year, obligations=tuple(moved(one, year) for one in plan.obligations))


def moved(obligation: Obligation, year: int) -> Obligation:
    """The obligation with its data in that year."""
    covers = f"{year}{obligation.covers[4:]}" if obligation.covers else None
    return replace(obligation, covers=covers, parts=tuple(moved(part, year) for part in obligation.parts))


def shown(name: str, score: Score) -> str:
    """One line of the table."""
    fact = score.fact()
    rates = [f"{fact[key]:.3f}" if fact[key] is not None else "  –  " for key in ("precision", "recall")]
    with_ask = f"{fact['recall_with_ask']:.3f}" if fact["recall_with_ask"] is not None else "  –  "
    counts = f"n={score.wanted:3}  yes {score.right:3}/{score.yes:3}  ask {score.asked:3}"
    return f"{name:12} {counts}  precision {rates[0]}  recall {rates[1]}  with ask {with_ask}"


def main() -> int:
    """Print the tables; 1 when "yes" is less than 0.97 precise or a near-duplicate is not told apart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--half", choices=("seen", "held-out", "later"))
    options = parser.parse_args()
    plan = check_plan(config_dir() / "plans" / f"{PLAN}.yaml")
    halves = {
        "seen": [one for one in rows() if not one.held_out],
        "held-out": [one for one in rows() if one.held_out],
        "later": rows(LATER),
    }
    facts: dict[str, Any] = {}
    good, words = True, list[str]()
    for half, chosen in halves.items():
        if options.half in (None, half):
            scores = measure(plan, chosen)
            alone = total(measure(plan, chosen, with_medium=False))
            facts[half] = _fact(plan, chosen, scores, alone)
            good = good and _precise(total(scores))
            words += _told(half, facts[half], scores, alone, options.errors and half != "held-out")
    pairs = near_duplicates(plan)
    facts["near_duplicates"] = dict(pairs)
    words += ["\n* proved by people: the right answer is a question", "\nnear-duplicates"]
    words += [f"  {'told apart' if right else 'CONFUSED  '}  {label}" for label, right in pairs]
    real = real_titles(plan)
    if real is not None:
        good = good and _precise(total(real[0])) and not real[1]
        facts["real"] = {"titles": real[2], "all": total(real[0]).fact(), "yes_in_another_year": real[1]}
    words += _told_real(real, options.errors)
    print(json.dumps(facts, ensure_ascii=False, indent=1) if options.json else "\n".join(words))
    return 0 if good and all(right for _, right in pairs) else 1


def _precise(score: Score) -> bool:
    return score.right >= 0.97 * score.yes


def _fact(plan: Plan, chosen: Sequence[Row], scores: Mapping[str, Score], alone: Score) -> dict[str, Any]:
    return {
        "titles": len(chosen),
        "titles_asked": sum("ask" in decisions(serves(one.title, plan)).values() for one in chosen),
        "all": total(scores).fact(),
        "title_alone": alone.fact(),
        "items": {item: score.fact() for item, score in scores.items()},
    }


def _told(half: str, fact: Mapping[str, Any], scores: Mapping[str, Score], alone: Score, errors: bool) -> Iterator[str]:
    """One half for people: a line an item, its errors below it where they are asked for."""
    yield f"\n{half}: {fact['titles']} titles, {fact['titles_asked']} with a question"
    yield from _lines(scores, errors)
    yield shown("all", total(scores))
    yield shown("title alone", alone)


def _told_real(real: Real | None, errors: bool) -> Iterator[str]:
    if real is None:
        yield f"\nreal titles: skipped, {REAL} is not there"
        return
    scores, wrong_year, count = real
    yield f"\nreal titles: {count}, each in the year it names"
    yield from _lines(scores, errors)
    yield shown("all", total(scores))
    yield f"yes in a year that the title does not name: {wrong_year}"


def _lines(scores: Mapping[str, Score], errors: bool) -> Iterator[str]:
    for item, score in scores.items():
        yield shown(item + ("*" if item in PROVED_BY_PEOPLE else ""), score)
        yield from (f"       {error}" for error in score.errors if errors)


if __name__ == "__main__":
    sys.exit(main())
