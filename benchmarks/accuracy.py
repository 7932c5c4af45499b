"""How truly pages are read: dates, lists, sections, on real saved pages, captured sites and pages of our own.

    python -m benchmarks.accuracy [--json] [--faults] [--only saved|captured|own|second] [--seeds 500]

Every page goes through the same code as ``dondoc read``. Every figure has its n. ``given``: a date was stated;
``right``: of those given. Lists count only where the labels of the page are complete. What is not there is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from benchmarks.accuracy_own import own_pages
from benchmarks.accuracy_second import second_pages
from benchmarks.accuracy_truth import (
    SHARED,
    Case,
    DateString,
    LinkBlock,
    Wanted,
    captured_sites,
    date_strings,
    link_blocks,
    saved_pages,
)
from crawlers.dates.stated import parse_stated
from crawlers.finding.sections import section_links
from crawlers.identity import UNKNOWN, canonical_url, resolve
from crawlers.markup import parse_bytes
from crawlers.reading import read_bytes
from rules.model import VN

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=VN)
_UNSEEN = 20_000
"""First seed of the variants measured here; tests draw the small ones."""
CLAIMS = {
    "article": "ngày của bài",
    "item": "ngày của mục",
    "signed": "ngày ban hành của văn bản",
    "list": "mục của danh sách",
    "front": "mục có ngày của trang chủ",
    "section": "chuyên mục đứng đầu",
    "near": "chỗ gần giống không được nêu",
    "next": "trang sau",
    "modified": "ngày sửa",
}


@dataclass
class Score:
    """Counts of one claim in one family. Precision and recall use all of them, dates ``wanted``, given, right."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def figures(self, claim: str) -> dict[str, Any]:
        """Shares with their n; None where there is nothing to divide."""
        c = self.counts
        if claim == "list":
            return {"n": c["wanted"], "precision": _share(c["right"], c["given"]), "given": c["given"],
                    "recall": _share(c["right"], c["wanted"])}  # fmt: skip
        return {"n": c["wanted"], "given": _share(c["found"], c["wanted"]), "right": _share(c["right"], c["given"]),
                "given_n": c["given"], "wrong": c["given"] - c["right"]}  # fmt: skip


Scores = dict[tuple[str, str, str], Score]
"""By (claim, origin, family)."""


def measure(cases: Iterable[Case]) -> Scores:
    """Read every page and hold it against its truth."""
    scores: Scores = defaultdict(Score)
    for case in cases:
        found = read_bytes(case.body, case.url, case.purpose, case.headers, case.at or NOW, live=case.at is not None)
        if case.article is not None:
            article = found["article"]
            _date(scores["article", case.origin, case.family], case, case.article, article)  # type: ignore[arg-type]
        if case.items or case.complete:  # a page that says it is empty has none
            _items(scores, case, found["items"])  # type: ignore[arg-type]
        if case.sections is not None:
            _section(scores["section", case.origin, case.family], case, found["sections"])  # type: ignore[arg-type]
        _round_about(scores, case, found)
    return scores


def _date(score: Score, case: Case, wanted: Wanted, got: dict[str, Any] | None) -> None:
    if wanted.stated is None:
        return
    said = got["stated"] if got else None
    right = bool(said and wanted.stated) and _same(wanted.stated or "", str(said), (got or {})["stated_precision"])
    score.counts["wanted"] += bool(wanted.stated)
    score.counts["found"] += bool(said and wanted.stated)
    score.counts["given"] += bool(said)
    score.counts["right"] += right
    if (bool(said) and not right) or (wanted.stated and not said):
        score.faults.append(f"{case.name}: {wanted.title[:40]} wanted {wanted.stated or 'none'}, said {said}")


def _same(wanted: str, said: str, precision: str) -> bool:
    """The day, and the minute where both know it."""
    return said[:16] == wanted if precision == "minute" and len(wanted) == 16 else said[:10] == wanted[:10]


def _items(scores: Scores, case: Case, items: list[dict[str, Any]]) -> None:
    by_id = {item["id"]: item for item in items}
    by_title = {item["title"]: item for item in items}
    matched: set[str] = set()
    lost = []
    for wanted in case.items:
        got = by_id.get(canonical_url(wanted.url)) or by_title.get(wanted.title)
        if got is None:
            lost.append(f"{case.name}: lost {wanted.title[:60]}")
            continue
        matched.add(got["id"])
        _date(scores["item", case.origin, case.family], case, wanted, got)
        if wanted.signed is not None:
            signed = scores["signed", case.origin, case.family].counts
            signed += Counter(wanted=1, found=bool(got["signed"]), given=bool(got["signed"]))
            signed["right"] += got["signed"] == wanted.signed[:10]
    if not case.complete:
        front = scores["front", case.origin, case.family]
        front.counts += Counter(wanted=len(case.items), found=len(matched), given=len(matched), right=len(matched))
        front.faults += lost
        return
    score = scores["list", case.origin, case.family]
    score.counts["wanted"] += len({canonical_url(one.url) for one in case.items})
    score.counts["right"] += len(matched)
    score.counts["given"] += len(items)
    score.faults += lost + [
        f"{case.name}: extra {i['title'][:50]} {i['url'][-50:]}" for i in items if i["id"] not in matched
    ]


def _section(score: Score, case: Case, links: list[dict[str, Any]]) -> None:
    first = links[0]["url"] if links else None
    right = first is not None and canonical_url(first) in {canonical_url(url) for url in case.sections or ()}
    score.counts["wanted"] += bool(case.sections)
    score.counts["found"] += bool(case.sections and first)
    score.counts["given"] += first is not None
    score.counts["right"] += right
    if not right and (case.sections or first):
        score.faults.append(f"{case.name}: wanted {case.sections}, first {links[:2]}")


def _round_about(scores: Scores, case: Case, found: Any) -> None:
    """Near-misses that must not be offered, the page that follows, the day of the last change."""
    if case.never:
        score = scores["near", case.origin, case.family]
        offered = {canonical_url(link["url"]) for link in found["sections"]}
        offered &= {canonical_url(url) for url in case.never}
        score.counts += Counter(wanted=len(case.never), found=len(case.never), given=len(case.never))
        score.counts["right"] += len(case.never) - len(offered)
        score.faults += [f"{case.name}: offers {url}" for url in sorted(offered)]
    if case.next is not None:
        score = scores["next", case.origin, case.family]
        right = [canonical_url(url) for url in found["next"]][:1] == [canonical_url(url) for url in case.next][:1]
        score.counts += Counter(wanted=bool(case.next), found=bool(found["next"]) and bool(case.next))
        score.counts += Counter(given=bool(found["next"]), right=right and bool(case.next))
        score.faults += [] if right else [f"{case.name}: wanted {case.next}, said {found['next'][:2]}"]
    if case.article is not None and case.article.modified:
        said = str((found["article"] or {}).get("modified") or "")
        score = scores["modified", case.origin, case.family]
        score.counts += Counter(wanted=1, found=bool(said), given=bool(said))
        score.counts["right"] += said[:10] == case.article.modified[:10]
        if said[:10] != case.article.modified[:10]:
            score.faults.append(f"{case.name}: wanted {case.article.modified}, said {said or None}")


# --- blocks of links -------------------------------------------------------------------------------------------------


def measure_blocks(blocks: Iterable[LinkBlock]) -> Score:
    """Links as they stood together on one page: the first must be the section; where there is none, none is right."""
    score = Score()
    for block in blocks:
        html = parse_bytes(block.body, UNKNOWN)
        links = section_links(html) if html is not None else ()
        first = canonical_url(links[0].url) if links else None
        right = first is not None and first in {canonical_url(resolve(UNKNOWN, one) or "") for one in block.sections}
        score.counts += Counter(wanted=bool(block.sections), found=bool(block.sections and first), right=right)
        score.counts["given"] += first is not None
        if not right and (block.sections or first):
            score.faults.append(f"{block.name}: wanted {block.sections}, first {first}")
    return score


# --- strings ---------------------------------------------------------------------------------------------------------


def measure_strings(strings: Iterable[DateString]) -> Score:
    """Whole strings: right or none, never wrong. Those that are dates of nothing we publish only must not be wrong."""
    score = Score()
    for one in strings:
        found = parse_stated(one.raw, "list:text", NOW, month_first=one.month_first)
        counted = bool(one.iso) and not one.trap
        score.counts["wanted"] += counted
        score.counts["found"] += counted and found is not None
        score.counts["given"] += found is not None
        right = found is not None and _says(one, found.at)
        score.counts["right"] += right
        if (counted and found is None) or (found is not None and not right):
            score.faults.append(f"{one.raw!r}: wanted {one.iso}, said {found.at if found else None}")
    return score


def _says(one: DateString, at: datetime) -> bool:
    """Labels of moments in UTC leave their offset out: they are compared in UTC."""
    in_utc = one.raw.rstrip().endswith(("Z", "GMT"))
    return bool(one.iso) and f"{at.astimezone(UTC if in_utc else VN):%Y-%m-%d}" == one.iso[:10]


# --- telling ---------------------------------------------------------------------------------------------------------


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def all_cases(only: str | None, seeds: int) -> Iterator[Case]:
    """Every page there is."""
    if only in (None, "own"):
        yield from own_pages(range(_UNSEEN, _UNSEEN + seeds))
    if only in (None, "second"):
        yield from second_pages()
    if only in (None, "saved") and (SHARED / "pages").is_dir():
        yield from saved_pages(SHARED / "pages")
    if only in (None, "captured") and (SHARED / "sites").is_dir():
        yield from captured_sites(SHARED / "sites")


def rows(scores: Scores) -> Iterator[tuple[str, str, str, dict[str, Any], list[str]]]:
    """(claim, origin, family, figures, faults); family "tất cả" sums an origin."""
    for claim in CLAIMS:
        for origin in dict.fromkeys(origin for kind, origin, _ in scores if kind == claim):
            total = Score()
            for (kind, place, family), score in sorted(scores.items()):
                if (kind, place) == (claim, origin):
                    total.counts += score.counts
                    yield claim, origin, family, score.figures(claim), score.faults
            yield claim, origin, "tất cả", total.figures(claim), []


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; with ``--faults`` what is wrong, one line each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--only", choices=("saved", "captured", "own", "second"))
    parser.add_argument("--seeds", type=int, default=500, help="own variants: so many lists and articles")
    asked = parser.parse_args(arguments)
    found = list(rows(measure(all_cases(asked.only, asked.seeds))))
    if (SHARED / "pages").is_dir() and asked.only in (None, "saved"):
        strings = measure_strings(date_strings(SHARED / "pages"))
        blocks = measure_blocks(link_blocks(SHARED / "pages"))
        found.append(("block", "saved pages", "tất cả", blocks.figures("block"), blocks.faults))
        found.append(("string", "saved pages", "tất cả", strings.figures("string"), strings.faults))
    if asked.json:
        print(json.dumps([{"claim": c, "origin": o, "family": f, **v} for c, o, f, v, _ in found], ensure_ascii=False))
        return 0
    for claim, origin, family, figures, faults in found:
        print(f"{claim:8} {origin:14} {family:16}", " ".join(f"{name} {value}" for name, value in figures.items()))
        for fault in faults if asked.faults else ():
            print("      ", fault)
    return 0


if __name__ == "__main__":
    sys.exit(main())
