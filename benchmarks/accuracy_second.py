"""Pages written by a second author with their truth beside them, in tests/crawlers/second_pages.

Each page has a JSON of the same name: family, purpose, url, at (the moment of the look), batch, and what is true of it.
``stated`` "" means that the page states none that can be used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.accuracy_truth import Case, Wanted

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "crawlers" / "second_pages"


def second_pages(batch: int | None = None) -> Iterator[Case]:
    """Every page of the second author; ``batch`` 1 was read before mending, 2 after."""
    for path in sorted(FOLDER.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if batch in (None, truth["batch"]):
            yield _case(path, truth)


def _case(path: Path, truth: dict[str, Any]) -> Case:
    body = next(one for one in path.parent.glob(f"{path.stem}.*") if one.suffix != ".json").read_bytes()
    article = truth.get("article")
    return Case(
        f"second author {truth['batch']}", truth["family"], path.stem, body, truth["url"], truth["purpose"],
        truth.get("headers", {}), items=tuple(_wanted(one) for one in truth.get("items", ())),
        complete=truth.get("complete", False), article=_wanted({"url": truth["url"], **article}) if article else None,
        sections=tuple(truth["sections"]) if "sections" in truth else None, at=datetime.fromisoformat(truth["at"]),
        never=tuple(truth.get("never", ())), next=tuple(truth["next"]) if "next" in truth else None,
    )  # fmt: skip


def _wanted(one: dict[str, str]) -> Wanted:
    return Wanted(one["url"], one.get("title", ""), one.get("stated"), one.get("signed"), one.get("modified"))
