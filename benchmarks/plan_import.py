"""Recall and precision of plan import: the five founding plans, then invented ones in every format that fits them.

    python -m benchmarks.plan_import [--json] [--batch NAME]

A dated duty counts as found when its time, its lead and its coordinating units are all right. "Reports" are periodic
reports of which the plan names the period and no day. The founding plans are read where they stand, beside the project.

Each batch of invented plans was written, its meaning first, before it was read for the first time; what came out then
is the honest figure for forms never met (``FIRST_READ``), what comes out now shows that nothing was lost since.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.catalogue.faults import CatalogueFaults
from monitor.importing.documents import Imported, import_document
from rules.text import fold
from tests.importing.eighth_offices import EIGHTH_BATCH
from tests.importing.further_offices import SIXTH_BATCH
from tests.importing.invented import INVENTED, Expected, InventedPlan
from tests.importing.last_offices import THIRD_BATCH
from tests.importing.later_offices import SECOND_BATCH
from tests.importing.ninth_offices import NINTH_BATCH
from tests.importing.ordinary_offices import FIFTH_BATCH
from tests.importing.other_offices import FIRST_BATCH
from tests.importing.renderings import RENDERINGS, renderings_of, retyped
from tests.importing.seventh_offices import SEVENTH_BATCH
from tests.importing.unmet_offices import FOURTH_BATCH

BATCHES = {
    "invented": INVENTED,
    "first": FIRST_BATCH,
    "second": SECOND_BATCH,
    "third": THIRD_BATCH,
    "fourth": FOURTH_BATCH,
    "fifth": FIFTH_BATCH,
    "sixth": SIXTH_BATCH,
    "seventh": SEVENTH_BATCH,
    "eighth": EIGHTH_BATCH,
    "ninth": NINTH_BATCH,
}
FIRST_READ = {
    "first": (264, 0.678, 0.865),
    "second": (197, 0.853, 0.944),
    "third": (90, 0.556, 0.769),
    "fourth": (85, 0.765, 0.765),
    "fifth": (304, 0.549, 0.645),
    "sixth": (203, 0.744, 0.740),
    "seventh": (430, 0.649, 0.658),
    "eighth": (188, 0.356, 0.372),
    "ninth": (150, 0.567, 0.538),
}
"""Duties wanted, recall, precision at the first reading of a batch, before the reader was mended for it."""
SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
_STOP = frozenset(["cac", "so", "thuoc", "truong", "thu", "va", "gd", "dt", "don", "vi"])
_SHORT = {
    "tccb": "to chuc can bo",
    "cm": "chuyen mon",
    "nv": "nghiep vu",
    "tp": "thanh pho",
    "gddt": "gd dt",
    "kh": "ke hoach",
}


@dataclass
class Score:
    """Duties of one document: wanted, drafted, and drafted rightly."""

    name: str
    wanted: int = 0
    drafted: int = 0
    right: int = 0
    low: int = 0
    items: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float | None:
        """None where nothing is wanted."""
        return self.right / self.wanted if self.wanted else None

    @property
    def precision(self) -> float | None:
        """None where nothing was drafted."""
        return self.right / self.drafted if self.drafted else None


@dataclass(frozen=True)
class Wanted:
    """A row of the hand-made reading. ``when``: a month, a day, a step or a period of reports."""

    id: str
    when: str
    lead: str
    helpers: str
    dated: bool


def wanted_of(document: str) -> list[Wanted]:
    """Dated duties and periodic reports of one founding plan; parts of one item of a table are one."""
    found: dict[str, Wanted] = {}
    with (SHARED / "duties" / "obligations.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            when = _when(row["when_machine"])
            if row["doc"] != document or when is None:
                continue
            lead, _, helpers = row["who"].partition("; phối hợp ")
            item = re.sub(r"(?<=A\d\d)[a-z]$", "", row["id"])
            found.setdefault(item, Wanted(item, when, lead, helpers, not row["when_machine"].startswith("RPT")))
    return list(found.values())


def _when(machine: str) -> str | None:
    """``2022-03``, ``<2021-03-13``, ``month``, ``report 2021-Q1`` …; None for what has no time of its own."""
    machine = machine.removeprefix("C ")
    if found := re.match(r"W (\d{4}-\d\d)-01\.\.", machine):
        return found[1]
    if found := re.match(r"D <(\S+)", machine):
        return f"<{found[1]}"
    if found := re.match(r"R (\w+)", machine):
        return found[1]
    if found := re.match(r"RPT (?:q|6m|1y) (\d{4})(Q\d|H\d)?", machine):
        return (
            f"report {found[1]}" + (f"-{found[2]}" if found[2] else "")
            if ".." not in machine
            else f"report {found[1]}-Q"
        )
    return None


def drafted_when(item: dict[str, Any]) -> str | None:
    """The time of a drafted obligation in the same words; None for what has no time."""
    time = item["time"]
    if "undated" in time:
        return f"report {item['covers']}" if item["covers"] else None
    if "window" in time:
        return str(time["window"])
    if "every" in time:
        return str(time["every"])
    day = time.get("before") or time.get("by")
    return f"<{day}" if day else None


def alike(name: str, drafted: Iterable[str]) -> bool:
    """Whether the drafted names are those of the reading: most words of the one stand in the other."""
    wanted, found = _words(name), _words(" ".join(drafted))
    if not wanted or not found:
        return not wanted and not found
    return len(wanted & found) >= 0.6 * len(wanted)


def _words(text: str) -> set[str]:
    plain = re.sub(r"[^a-z0-9]+", " ", fold(text).replace("gd&dt", "gddt").replace("gd&pt", "gddt"))
    for short, full in _SHORT.items():
        plain = re.sub(rf"\b{short}\b", full, plain)
    return set(plain.split()) - _STOP


def score_seed(path: Path, ending: str = "txt") -> tuple[Score, Score]:
    """Dated duties and periodic reports of one founding plan, as it is or typed anew as .docx, .pdf or .xlsx."""
    draft = import_document(path) if ending == "txt" else _retyped(path, ending)
    wanted = wanted_of(path.stem)
    scores = []
    for dated in (True, False):
        rows = [one for one in wanted if one.dated is dated]
        items = [item for item in draft.items if _is_dated(item) is dated and drafted_when(item)]
        name = path.stem[:3] + (" dated" if dated else " reports") + ("" if ending == "txt" else f" .{ending}")
        scores.append(_score(name, rows, items))
    return scores[0], scores[1]


def _retyped(path: Path, ending: str) -> Imported:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"{path.stem}.{ending}"
        copy.write_bytes(RENDERINGS[ending](retyped(path.read_bytes(), path.stem)))
        return import_document(copy)


def _is_dated(item: dict[str, Any]) -> bool:
    return "undated" not in item["time"]


def _score(name: str, rows: list[Wanted], items: list[dict[str, Any]]) -> Score:
    score = Score(name, len(rows), len(items), 0, _low(items), len(items))
    free = list(items)
    for row in rows:
        hits = [item for item in free if _right(row, item)]
        if not hits:
            score.missed.append(f"{row.id} {row.when} {row.lead}")
            continue
        score.right += 1
        quarters = row.when.endswith("-Q")  # one row of the reading stands for every quarter
        for item in hits if quarters else hits[:1]:
            free.remove(item)
            score.drafted -= quarters and item is not hits[0]
    score.extra = [f"{item['id']} {drafted_when(item)} {item['lead']}" for item in free]
    return score


def _low(items: list[dict[str, Any]]) -> int:
    return sum(item["confidence"] == "low" for item in items)


def _right(row: Wanted, item: dict[str, Any]) -> bool:
    when = drafted_when(item) or ""
    timely = when.startswith(row.when) if row.when.endswith("-Q") else when == row.when
    return timely and alike(row.lead, item["lead"]) and alike(row.helpers, item["with"])


def score_invented(plans: Iterable[InventedPlan] = INVENTED) -> Iterator[Score]:
    """Invented plans in every format that makes sense for them."""
    with tempfile.TemporaryDirectory() as folder:
        for plan in plans:
            for ending, render in renderings_of(plan).items():
                path = Path(folder) / f"{plan.name}.{ending}"
                path.write_bytes(render(plan))
                yield _score_file(f"{plan.name}.{ending}", plan.expected, path)


def _score_file(name: str, expected: list[Expected], path: Path) -> Score:
    """A document that is refused counts as one in which nothing was found."""
    try:
        draft = import_document(path)
    except CatalogueFaults as faults:
        return Score(name, len(expected), missed=[f"refused: {faults}"])
    return score_expected(name, expected, draft)


def score_expected(name: str, expected: list[Expected], draft: Imported) -> Score:
    """Dated duties of a draft against what its author meant: title, time, leads and helpers all right."""
    expected = [one for one in expected if "always" not in one.time]
    free = [item for item in draft.items if "always" not in item["time"]]
    score = Score(name, len(expected), len(free), 0, _low(free), len(free))
    for one in expected:
        hit = next((item for item in free if _meets(one, item, draft)), None)
        if hit is None:
            score.missed.append(f"{one.title} {one.time} {one.lead} {one.helpers}")
        else:
            free.remove(hit)
            score.right += 1
    score.extra = [f"{item['id']} {item['time']} {item['lead']} {item['with']}" for item in free]
    return score


def _meets(one: Expected, item: dict[str, Any], draft: Imported) -> bool:
    slugs = {name: slug for slug, name in draft.names.items()}
    same = [_same_units(wanted, item[key], slugs) for key, wanted in (("lead", one.lead), ("with", one.helpers))]
    return fold(one.title) in fold(item["title"]) and item["time"] == one.time and all(same)


def _same_units(wanted: tuple[str, ...], drafted: list[str], slugs: dict[str, str]) -> bool:
    """Whether each unit wanted, by its id or its name, is one of those drafted, and there are no others."""
    if {slugs.get(name, name) for name in drafted} == set(wanted):
        return True
    plain = [sorted(re.findall(r"[a-z0-9]+", _office_of(fold(name)))) for name in drafted]
    return sorted(plain) == sorted(sorted(re.findall(r"[a-z0-9]+", _office_of(fold(name)))) for name in wanted)


def _office_of(name: str) -> str:
    """The units whose heads are named: a draft gives the duty to the unit."""
    return re.sub(r"^(?:(?:to |hieu )?truong|thu truong) (?=cac )", "", name)


def main() -> int:
    """Print the table; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--batch", choices=BATCHES, action="append", help="these batches alone, without founding plans")
    args = parser.parse_args()
    scores = [] if args.batch else list(_score_seeds())
    batches = {name: list(score_invented(BATCHES[name])) for name in args.batch or BATCHES}
    scores += [score for batch in batches.values() for score in batch]
    if args.json:
        print(json.dumps([vars(score) for score in scores], ensure_ascii=False, indent=2))
    else:
        _print(scores)
        _print_batches(batches)
    return 0 if all(_goal(score) for score in scores) else 1


def _score_seeds() -> Iterator[Score]:
    """The founding plans, as they are and typed anew."""
    for ending in ("txt", "docx", "pdf", "xlsx"):
        for path in sorted((SHARED / "seeds").glob("*.txt")) if SHARED.is_dir() else []:
            yield from score_seed(path, ending)


def _goal(score: Score) -> bool:
    if score.name.startswith("003"):
        return score.drafted == 0
    if score.name.startswith("002"):
        return (score.recall or 0) >= 0.8 and score.low == score.items
    if score.name.startswith("001"):
        return True
    return (score.recall or 0) >= 0.95 and (score.precision or 0) >= 0.95


def _print(scores: list[Score]) -> None:
    print(f"{'document':34} {'n':>3} {'recall':>7} {'drafted':>7} {'precision':>9} {'low':>4}")
    for score in scores:
        recall = "—" if score.recall is None else f"{score.recall:.3f}"
        precision = "—" if score.precision is None else f"{score.precision:.3f}"
        print(f"{score.name:34} {score.wanted:3} {recall:>7} {score.drafted:7} {precision:>9} {score.low:4}")
        for kind, lines in (("missed", score.missed), ("extra", score.extra)):
            for line in lines:
                print(f"    {kind}: {line}")


def _print_batches(batches: dict[str, list[Score]]) -> None:
    for name, scores in batches.items():
        wanted, drafted, right = (sum(getattr(one, key) for one in scores) for key in ("wanted", "drafted", "right"))
        line = f"batch {name}: {len(scores)} files, n={wanted}, recall {right / wanted:.3f}, precision"
        line += f" {right / drafted:.3f}"
        if name in FIRST_READ:
            n, recall, precision = FIRST_READ[name]
            line += f"; at the first reading n={n}, recall {recall}, precision {precision}"
        print(line)


if __name__ == "__main__":
    sys.exit(main())
