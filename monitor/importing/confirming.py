"""A draft becomes a plan in force: every name mapped to the workspace's units, the whole checked, then one rename."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from monitor.catalogue.faults import CatalogueFaults, Collector, Fault, did_you_mean
from monitor.catalogue.files import read_bytes
from monitor.catalogue.loading import Catalogue, check_plan
from monitor.importing.documents import SEAL, Written, changes_between, difference, replace_file
from monitor.importing.sniffing import MOST_BYTES
from rules.model import Obligation, Plan
from rules.text import fold

_NAMING = re.compile(r"^(?P<key>\s*(?:- )?(?P<name>lead|who|with|report_to|where):\s*)(?P<value>.*)$")
_SPELT = re.compile(r"^#   ([a-z0-9-]+): (.+)$", re.MULTILINE)
_DRAFT_LINES = re.compile(r"\A(?:# (?:Chưa có hiệu lực|A draft|A template).*\n)+")
_ID = re.compile(r"^id:.*$", re.MULTILINE)
CONFIRMED = "# Đã xác nhận từ dự thảo (confirmed draft).\n"


def confirm_draft(
    draft: Path, catalogue: Catalogue, mapping: Mapping[str, str], replace: bool = False, instead: str = ""
) -> tuple[Plan, Written]:
    """Put a draft in force.

    ``mapping``: ids of the draft to ids of units.csv; an empty id takes a coordinating unit or an addressee out.
    ``replace``: a plan in force that no draft made may be replaced. ``instead``: the id of a plan in force that this
    one amends; it goes by that id from now on, so that decisions, verdicts and letters stay with it (S20, S21).
    Raises CatalogueFaults with every fault of the draft and every name that is not mapped.
    """
    text = _mapped(_draft_text(draft), mapping, catalogue, draft)
    if instead:
        text, replace = _amending(text, instead, catalogue, draft), True
    folder = catalogue.home / "plans"
    folder.mkdir(exist_ok=True)
    trial = folder / f".{draft.stem}.{os.getpid()}.yaml"
    replace_file(trial, _DRAFT_LINES.sub(CONFIRMED, text))
    try:
        _check_names(check_plan(trial), text, catalogue, draft)
        plan = check_plan(trial, catalogue)
        _check_free(plan.id, draft, catalogue)
        return plan, _put(trial, folder / f"{plan.id}.yaml", replace, draft)
    except CatalogueFaults as faults:
        moved = [Fault(str(draft), fault.line, fault.what, fault.right) for fault in faults.faults]
        raise CatalogueFaults(moved) from None
    finally:
        trial.unlink(missing_ok=True)


def _draft_text(draft: Path) -> str:
    notes = Collector(str(draft))
    data = read_bytes(draft, MOST_BYTES, notes)
    if data is None:
        raise CatalogueFaults([Fault(str(draft), 0, notes.faults[0].what, "kiểm tra lại đường dẫn dự thảo")])
    text = SEAL.sub("", data.decode("utf-8", "replace"))
    if re.search(r"^obligations:\s*\[\]\s*$", text, re.MULTILINE):
        what = "dự thảo không có nghĩa vụ nào nên không thể có hiệu lực"
        raise CatalogueFaults([Fault(str(draft), 0, what, "thêm nghĩa vụ bằng tay, hoặc không xác nhận kế hoạch này")])
    return text


def _amending(text: str, instead: str, catalogue: Catalogue, draft: Path) -> str:
    """The draft under the id of the plan that it amends."""
    known = [plan.id for plan in catalogue.plans]
    if instead not in known:
        what = f"--for: không có kế hoạch {instead} đang có hiệu lực"
        raise CatalogueFaults([Fault(str(draft), 0, what, did_you_mean(instead, known))])
    return _ID.sub(f"id: {instead}", text, count=1)


def twins(plan: Plan, catalogue: Catalogue) -> dict[str, int]:
    """Other plans in force of the same year, and how many obligations of the same words they ask of the same ones."""
    asked = Counter((fold(one.title), one.who) for one in plan.obligations)
    found = {
        other.id: sum((asked & Counter((fold(one.title), one.who) for one in other.obligations)).values())
        for other in catalogue.plans
        if other.id != plan.id and other.year == plan.year
    }
    return {name: count for name, count in found.items() if count}


def _mapped(text: str, mapping: Mapping[str, str], catalogue: Catalogue, draft: Path) -> str:
    """The draft with its ids replaced where ids stand, never in quotes or comments."""
    unused = set(mapping)
    lines: list[str] = []
    for line in text.split("\n"):
        naming = _NAMING.match(line)
        if naming is None:
            lines.append(line)
            continue
        words = set(re.findall(r"[a-z0-9-]+", naming["value"]))
        unused -= words
        value = _value(naming["name"], naming["value"], {k: v for k, v in mapping.items() if k in words}, catalogue)
        if value:
            lines.append(naming["key"] + value)
    if unused:
        right = "xem các mã ở đầu dự thảo"
        raise CatalogueFaults(Fault(str(draft), 0, f"--map: dự thảo không dùng mã {name}", right) for name in unused)
    return "\n".join(lines)


def _value(key: str, value: str, mapping: Mapping[str, str], catalogue: Catalogue) -> str:
    """A value with its ids replaced; a group that is mapped to one unit is written as that unit, and the reverse."""
    for name, own in mapping.items():
        if not own:
            if key in ("with", "report_to"):
                value = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])\s*,?\s*", "", value)
            continue
        bare = key in ("lead", "who") and value.strip() == name
        grouped = key in ("lead", "who") and re.fullmatch(rf"\{{\s*group:\s*{re.escape(name)}\s*\}}", value.strip())
        if bare and own in catalogue.groups and own not in catalogue.units:
            value = f"{{group: {own}}}"
        elif grouped and own in catalogue.units and own not in catalogue.groups:
            value = own
        else:
            value = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", own, value)
    value = re.sub(r",\s*\]", "]", value)
    return "" if re.fullmatch(r"\[\s*\]", value.strip()) else value


def _check_names(plan: Plan, text: str, catalogue: Catalogue, draft: Path) -> None:
    """Every name that units.csv lacks, once. Raises CatalogueFaults."""
    known = {**catalogue.units, **catalogue.groups}
    spelt = dict(_SPELT.findall(text))
    unknown: Counter[tuple[str, bool]] = Counter()
    for obligation in _all(plan.obligations):
        leads = {
            *obligation.who.units,
            *obligation.who.groups,
            *([obligation.where.site] if obligation.where.site else []),
        }
        unknown.update((name, True) for name in leads if name not in known)
        unknown.update((name, False) for name in {*obligation.informed, *obligation.report_to} if name not in known)
    if not unknown:
        return
    faults = []
    for (name, leads_it), count in unknown.items():
        who = f"{name} ({spelt[name]})" if name in spelt else name
        role = "chủ trì hoặc có trang điện tử" if leads_it else "phối hợp hoặc nhận báo cáo"
        out = "" if leads_it else f", hoặc --map {name}= để bỏ"
        close = did_you_mean(name, [*known])
        hint = f"; {close}" if close.startswith("có phải") else ""
        right = f"thêm vào units.csv, hoặc --map {name}=MÃ{out}{hint}"
        faults.append(Fault(str(draft), 0, f"chưa ghép {who}, {role} ở {count} nghĩa vụ", right))
    raise CatalogueFaults(faults)


def _all(obligations: tuple[Obligation, ...]) -> Iterator[Obligation]:
    for obligation in obligations:
        yield obligation
        yield from _all(obligation.parts)


def _check_free(plan_id: str, draft: Path, catalogue: Catalogue) -> None:
    """The id may be that of an earlier version in its own file, not of a plan in another."""
    own = catalogue.home / "plans" / f"{plan_id}.yaml"
    if any(plan.id == plan_id for plan in catalogue.plans) and not own.exists():
        what = f"mã kế hoạch {plan_id} đã có trong một tệp tên khác của plans/"
        raise CatalogueFaults([Fault(str(draft), 0, what, "đổi `id` của dự thảo")])


def _put(trial: Path, target: Path, replace: bool, draft: Path) -> Written:
    text = trial.read_text("utf-8")
    earlier = target.read_text("utf-8", "replace") if target.exists() else None
    if earlier == text:
        return Written(target, "same")
    if earlier is not None and not earlier.startswith(CONFIRMED) and not replace:
        what = f"đã có kế hoạch {target.name} đang có hiệu lực, không phải từ dự thảo mà ra"
        raise CatalogueFaults([Fault(str(draft), 0, what, "đổi `id` của dự thảo, hoặc thêm --replace để thay hẳn")])
    trial.replace(target)
    if earlier is None:
        return Written(target, "new")
    changes = changes_between(earlier, text, target.parent.parent / f".{target.name}")
    return Written(target, "changed", difference(earlier, text, "đang có hiệu lực", "vừa xác nhận"), changes)
