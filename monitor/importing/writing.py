"""A draft as the text of a plan file: every obligation with its quote, its confidence and the reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from monitor.importing.channels import NAMES, REPORT, Channel, title_words, words_against
from monitor.importing.draft import DraftDuty, Head, short
from monitor.importing.moments import SchoolYear
from monitor.importing.parties import Party
from monitor.importing.plain import flat
from rules.text import clean

_OFFLINE = "offline"
Keys = dict[str, Any]


def obligation(duty: DraftDuty, number: str, head: Head) -> Keys:
    """The keys of one obligation of a plan file."""
    parts = duty.channels
    web = [one for one in parts if one.on_web]
    kind, when = _kind_and_time(duty, head, bool(web))
    keys: Keys = {"id": number, "title": duty.title, "source": duty.ref, "kind": kind}
    keys |= _parties(duty)
    if web and kind != "attested":
        keys["where"] = _where(web[0], duty, head)
    elif kind == "attested":
        keys["where"] = _OFFLINE
    keys |= when
    if duty.at_least > 1:
        keys["at_least"] = duty.at_least
    if duty.time.covers and not web and any(one.form == REPORT for one in parts):
        keys["covers"] = duty.time.covers
    elif web and (data := data_period(duty, head.year)):
        keys["covers"] = data
    if duty.event or ("when_event", True) in duty.time.keys:
        keys["when_event"] = True
    pieces = pieces_of(duty.content) if len(parts) == 1 else []
    if kind == "standing":
        keys |= duty.fixture.keys if duty.fixture else {"present": "section", "accepts": ["page"]}
    elif len(pieces) > 1:
        split = [replace(duty, title=short(piece, 160), content=piece) for piece in pieces]
        keys["all_of"] = [_part(parts[0], i, one, number, kind, head) for i, one in enumerate(split)]
    elif len(parts) > 1:
        keys["all_of"] = [_part(one, i, duty, number, kind, head) for i, one in enumerate(parts)]
    elif web and kind != "attested":
        keys |= _on_web(web[0], duty)
    else:
        keys["proof"] = ["upload", "attest"]
    return keys


_PIECES = re.compile(r"(?:^|[;,.:]|\bvà)\s*[–-]\s+(?=[^\W\d])|(?:^|[;,.:\s])\s*[a-e]\)\s+")


def pieces_of(content: str) -> list[str]:
    """The things that one entry asks for under letters or dashes: ``a) … b) …``, ``… và – …``; one where it is one."""
    pieces = [clean(piece).strip(" .;,:–-") for piece in _PIECES.split(content)]
    return [piece for piece in pieces if len(piece) >= 12]


def data_period(duty: DraftDuty, year: int) -> str | None:
    """The period whose figures are published, where the words name another than the plan's year (S18)."""
    plain = flat(duty.content)
    named = re.search(r"\bnam (20\d\d)\b", plain)
    full = int(named[1]) if named and year - 2 <= int(named[1]) <= year else year
    half = re.search(r"\b(?:0?6|sau) thang (dau|cuoi) nam", plain)
    if half:
        return f"{full}-H{1 if half[1] == 'dau' else 2}"
    quarter = re.search(r"ket qua[^.;]{0,60}\bquy (iv|iii|ii|i|[1-4])\b", plain)
    if quarter:
        return f"{full}-Q{ {'i': 1, 'ii': 2, 'iii': 3, 'iv': 4}.get(quarter[1]) or quarter[1] }"
    return str(full) if full != year else None


def _kind_and_time(duty: DraftDuty, head: Head, web: bool) -> tuple[str, Keys]:
    """The kind that fits the time and the way of proof (S16), and the keys of the time."""
    time = {key: value for key, value in duty.time.keys if key != "when_event"}
    name = duty.time.kind
    report = any(one.form in (REPORT, "document") for one in duty.channels)
    if name in ("before", "by") or (name == "every" and len(time) > 1 and not web):
        kind = "deadline"
    elif name == "undated":
        kind = "deadline" if report else "scheduled" if web else "attested"
    elif name == "always":
        kind = "standing" if web else "attested"
    elif name == "every":
        kind = "recurring" if web else "attested"
    else:
        kind = "scheduled" if web else "attested"
    if name == "every":
        time |= _life(head)
    return kind, time


def _life(head: Head) -> Keys:
    if isinstance(head.year, SchoolYear):
        return {"from": f"{head.year}-09", "to": f"{head.year + 1}-05"}
    first = head.issued[:7] if head.issued and head.issued.startswith(str(head.year)) else f"{head.year}-01"
    return {"from": first, "to": f"{head.year}-12"}


def _parties(duty: DraftDuty) -> Keys:
    keys: Keys = {"lead": _who(duty.lead)}
    if len(duty.lead) > 1 or (duty.lead[0].group and duty.time.kind == "window"):
        keys["each"] = False
    helpers = [party.slug for party in duty.helpers if party not in duty.lead]
    if helpers:
        keys["with"] = list(dict.fromkeys(helpers))
    if duty.report_to:
        keys["report_to"] = [party.slug for party in duty.report_to]
    return keys


def _who(lead: tuple[Party, ...]) -> object:
    if len(lead) == 1:
        return {"group": lead[0].slug} if lead[0].group else lead[0].slug
    if all(not party.group for party in lead):
        return {"units": [party.slug for party in lead]}
    return {"group": joined_slug(lead)}


def joined_slug(lead: tuple[Party, ...]) -> str:
    """One group that stands for several groups leading together."""
    return "-va-".join(party.slug for party in lead)[:60].strip("-")


def _where(way: Channel, duty: DraftDuty, head: Head) -> Keys:
    topic = "video" if way.form == "video" else (duty.fixture and duty.fixture.topic) or "cchc"
    return {"topic": topic} if duty.own_site else {"topic": topic, "site": head.abbr}


def _on_web(way: Channel, duty: DraftDuty) -> Keys:
    keys: Keys = {"accepts": ["video"] if way.form == "video" else ["article", "document"]}
    if re.search(r"kèm|đính kèm", duty.quote) and way.form != "video":
        keys["needs"] = ["attachment"]
    words = title_words(duty.content)
    if words and duty.time.kind in ("window", "before", "by", "undated"):
        against = words_against(words)
        keys["match"] = {"all": words} | ({"none": against} if against else {})
    return keys


def _part(way: Channel, place: int, duty: DraftDuty, number: str, kind: str, head: Head) -> Keys:
    keys: Keys = {"id": f"{number}{chr(ord('a') + place)}", "title": f"{short(duty.title, 120)} ({NAMES[way.form]})"}
    if way.on_web:
        if place and kind != "attested":
            keys["where"] = _where(way, duty, head)
        return keys | _on_web(way, duty)
    if kind != "attested":
        keys |= {"kind": "attested", "where": _OFFLINE}
    return keys | {"proof": ["upload", "attest"]}


def quoted(text: str) -> str:
    """A text as a YAML scalar that means exactly this text."""
    return json.dumps(text, ensure_ascii=False)


def yaml_lines(keys: Mapping[str, Any], indent: int) -> Iterable[str]:
    """The lines of a mapping; small lists and mappings stand on one line."""
    pad = " " * indent
    for key, value in keys.items():
        if key == "all_of":
            yield f"{pad}{key}:"
            for part in value:
                lines = list(yaml_lines(part, indent + 4))
                yield f"{pad}  - {lines[0].lstrip()}"
                yield from lines[1:]
        else:
            yield f"{pad}{key}: {_flow(value)}"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    text = str(value)
    if re.fullmatch(r"[a-z][a-z0-9_-]*", text) and text not in (
        "null",
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
    ):
        return text
    return text if isinstance(value, int) or re.fullmatch(r"20\d\d(?:-(?:\d\d|Q\d|H\d)){1,2}", text) else quoted(text)
