"""The front of plan import: a document becomes a draft file; the same document again changes nothing."""

from __future__ import annotations

import difflib
import hashlib
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from monitor.catalogue.faults import CatalogueFaults, Collector, Fault
from monitor.catalogue.files import read_bytes
from monitor.catalogue.loading import check_plan
from monitor.catalogue.plan_file import digest_of
from monitor.importing.blocks import ImportTrouble
from monitor.importing.sandbox import parsed
from monitor.importing.sniffing import MOST_BYTES
from rules.model import Plan
from rules.plan_changes import compare

_DAY_IN_NAME = re.compile(r"-20\d\d(?:-(?:\d\d|Q\d|H\d))*")
SEAL = re.compile(r"\A# dondoc-draft: document=([0-9a-f]{64}) body=([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Imported:
    """The draft of a document. ``text``: of the plan file, sealed; ``items``, ``skipped``, ``names``: what to show."""

    id: str
    title: str
    text: str
    items: list[dict[str, Any]]
    skipped: list[dict[str, Any]]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """What writing a draft did. ``state``: new | same | changed | kept; ``diff``: against the earlier draft;
    ``changes``: the same obligation by obligation."""

    path: Path
    state: str
    diff: str = ""
    changes: tuple[str, ...] = ()


def import_document(path: Path) -> Imported:
    """The draft of a document. Raises CatalogueFaults: what is wrong with it, in plain sentences."""
    notes = Collector(str(path))
    data = read_bytes(path, MOST_BYTES, notes)
    if data is None:
        fault = notes.faults[0]
        large = "lớn" in fault.what
        right = "chỉ giữ lại kế hoạch và phụ lục" if large else "kiểm tra lại đường dẫn và quyền đọc"
        what = fault.what.replace("Permission denied", "không có quyền đọc")
        raise CatalogueFaults([Fault(fault.file, 0, what, right)])
    try:
        draft = parsed(data, path.name)
    except ImportTrouble as found:
        raise CatalogueFaults(Fault(str(path), line, what, right) for line, what, right in found.faults) from None
    draft["text"] = sealed(draft["text"], hashlib.sha256(data).hexdigest())
    return Imported(**draft)


def sealed(body: str, document: str) -> str:
    """A draft with its first line: which document it was made of, and its own sum, by which edits are seen."""
    return f"# dondoc-draft: document={document} body={digest_of(body)}\n{body}"


def write_draft(draft: Imported, target: Path) -> Written:
    """Write a draft; the same draft again changes nothing, an earlier one edited by hand is never overwritten.

    Raises CatalogueFaults when the target is no draft of ours, OSError when the disk refuses.
    """
    _check_valid(draft, target)
    if not target.exists():
        replace_file(target, draft.text)
        return Written(target, "new")
    earlier = target.read_text("utf-8", "replace")
    seal = SEAL.match(earlier)
    if seal is None:
        what = "đã có tệp này và nó không phải dự thảo do import viết"
        raise CatalogueFaults([Fault(str(target), 0, what, "chọn tên khác cho -o")])
    ours = SEAL.match(draft.text)
    edited = digest_of(earlier[seal.end() :]) != seal[2]
    if ours and (seal[2] == ours[2] or (edited and seal[1] == ours[1])):
        return Written(target, "kept" if edited else "same")
    diff = difference(earlier, draft.text, str(target), "tài liệu mới")
    changes = changes_between(earlier, draft.text, target)
    if edited:
        beside = target.with_name(f"{target.stem}.moi{target.suffix}")
        replace_file(beside, draft.text)
        return Written(beside, "kept", diff, changes)
    replace_file(target, draft.text)
    return Written(target, "changed", diff, changes)


def _check_valid(draft: Imported, target: Path) -> None:
    """What we wrote must read back as a plan."""
    plan_of(draft.text, target)


def plan_of(text: str, target: Path) -> Plan:
    """The plan that a text is; it stands beside ``target`` for that moment. Raises CatalogueFaults."""
    trial = target.with_name(f".{target.name}.{os.getpid()}.yaml")
    replace_file(trial, text)
    try:
        return check_plan(trial)
    finally:
        trial.unlink(missing_ok=True)


def changes_between(earlier: str, later: str, target: Path) -> tuple[str, ...]:
    """What differs between two texts of a plan, obligation by obligation; nothing where one of them is no plan."""
    try:
        before, after = plan_of(earlier, target), plan_of(later, target)
    except CatalogueFaults:
        return ()
    return tuple(str(one) for one in compare(_renamed(before, after), after))


def _renamed(before: Plan, after: Plan) -> Plan:
    """The earlier plan with its obligations named as in the later one, where only the day in the name differs."""
    kept = {one.id for one in after.obligations}
    gone = [one.id for one in before.obligations if one.id not in kept]
    new = [one.id for one in after.obligations if one.id not in {other.id for other in before.obligations}]
    names = {}
    for name in gone:
        alike = [one for one in new if _DAY_IN_NAME.sub("", one) == _DAY_IN_NAME.sub("", name)]
        if len(alike) == 1 and sum(_DAY_IN_NAME.sub("", one) == _DAY_IN_NAME.sub("", name) for one in gone) == 1:
            names[name] = alike[0]
    return replace(before, obligations=tuple(replace(one, id=names.get(one.id, one.id)) for one in before.obligations))


def difference(earlier: str, later: str, earlier_name: str, later_name: str) -> str:
    """A unified diff without the seals and the lines of counts."""
    lines = [SEAL.sub("", text).splitlines() for text in (earlier, later)]
    return "\n".join(difflib.unified_diff(lines[0], lines[1], earlier_name, later_name, lineterm="", n=1))


def replace_file(target: Path, text: str) -> None:
    """Write a file whole or not at all."""
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        with partial.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def check_target(target: Path, home: Path) -> None:
    """A draft never lands where plans are in force. Raises CatalogueFaults."""
    folder = target.resolve().parent
    if folder == (home / "plans").resolve() or (folder.name == "plans" and (folder.parent / "settings.yaml").is_file()):
        what = "thư mục plans/ chỉ chứa kế hoạch đang có hiệu lực"
        raise CatalogueFaults([Fault(str(target), 0, what, "chọn nơi khác cho dự thảo, ví dụ drafts/")])
