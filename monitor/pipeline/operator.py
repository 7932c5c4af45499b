"""Our own trouble: one message to the administrator per incident, by another channel where the first is the trouble
(S14)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

from alerts.notice import MessageKind
from alerts.plan import way_to
from alerts.render import render_memo
from alerts.wording import Memo
from crawlers.page import Fault, Fetcher, Request
from monitor.catalogue.settings import Settings
from monitor.pipeline.clock_check import clock_off
from monitor.pipeline.compose import new_message, office_words, unit_of
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.incidents import LEAST, common_faults
from monitor.pipeline.look_figures import LookFigures
from monitor.ports import Transaction
from rules.explain import OUTCOME_NAMES
from rules.model import Person
from rules.periods import moment_name
from rules.text import listed

NAMED = 10
"""So many units or places are named in an incident; the rest is counted."""


def tell_admin(
    cycle: Cycle,
    tx: Transaction,
    incident: str,
    heading: str,
    lines: Sequence[str],
    run: int | None = None,
    failing: Collection[str] = (),
) -> bool:
    """Queue a message to the administrator, once per incident; ``failing``: channels that are the trouble themselves.

    Returns whether anything new was queued.
    """
    memo = Memo(MessageKind.ADMIN, heading, tuple(lines), office=office_words(cycle))
    admin = cycle.catalogue.settings.admin
    route = channels_beside(cycle.catalogue.settings, cycle.route, failing) if failing else cycle.route
    return _queue(cycle, tx, run, f"admin|{incident}", memo, admin, route)


def carrier(cycle: Cycle, channel: str, recipient: str) -> Collection[str]:
    """Channels that must not carry the news of one lost letter: its own, where that went to the administrator; else
    none, since a refusal of one letter is no broken channel. So the news of lost news never goes round (S14)."""
    way = way_to(cycle.catalogue.settings.admin, (channel,))
    return {channel} if way is not None and way[1].lower() == recipient.lower() else ()


def channels_beside(settings: Settings, route: Sequence[str], failing: Collection[str]) -> tuple[str, ...]:
    """The other channels that are set up, those of the route first; the folder of files is always there."""
    channels = settings.channels
    messengers = {name: getattr(channels.messengers, name) for name in ("apprise", "zalo_bot", "zalo_oa")}
    known = [*route, "email" if channels.email else "file", *(name for name, one in messengers.items() if one), "file"]
    return tuple(name for name in dict.fromkeys(known) if name not in failing) or ("file",)


def tell_office(
    cycle: Cycle, tx: Transaction, incident: str, heading: str, lines: Sequence[str], run: int | None = None
) -> bool:
    """Queue a message to the office about an incident that touches units (S25), once."""
    memo = Memo(MessageKind.INCIDENT, heading, tuple(lines), office=office_words(cycle))
    return _queue(cycle, tx, run, f"incident|{incident}", memo, cycle.catalogue.settings.office, cycle.route)


def _queue(
    cycle: Cycle, tx: Transaction, run: int | None, key: str, memo: Memo, person: Person, route: Sequence[str]
) -> bool:
    way = way_to(person, route)
    if way is None or tx.outbox.has(key):
        return False
    message = new_message(cycle, key, memo.kind, way[0], person, way[1], render_memo(memo))
    return tx.outbox.queue(run or 0, message)


def cut_off(cycle: Cycle, run: int, fetcher: Fetcher) -> bool:
    """Whether every control address of the settings fails: the trouble is ours, and looking would only fail (S14)."""
    addresses = cycle.catalogue.settings.looks.control_urls
    answers = [fetcher.fetch(Request(address, "home")) for address in addresses]
    faults = [answer for answer in answers if isinstance(answer, Fault)]
    if not addresses or len(faults) < len(addresses):
        return False
    lines = [f"{fault.request.url}: {OUTCOME_NAMES[fault.outcome]}" for fault in faults]
    lines.append("Lượt này không xem trang nào; không đơn vị nào bị kết luận thiếu vì việc này.")
    with cycle.store.write(cycle.rehearsal) as tx:
        tell_admin(cycle, tx, f"cut-off|{cycle.now.date()}", "Máy không ra được mạng", lines, run)
    return True


def watch_ourselves(cycle: Cycle, run: int, figures: LookFigures) -> list[str]:
    """Incidents that this run's looks betray; the administrator is told of each once (S14)."""
    incidents = ["cut_off"] if figures.cut_off else []
    off = clock_off(figures.dates, figures.enough) if not cycle.rehearsal else None
    with cycle.store.write(cycle.rehearsal) as tx:
        if off is not None:
            lines = [f"Đồng hồ của máy lệch khoảng {off} so với đa số các trang. Chưa kết luận thiếu cho ai."]
            tell_admin(cycle, tx, f"clock|{cycle.now.date()}", "Đồng hồ máy bị lệch", lines, run)
            incidents.append("clock")  # it explains why no look could be used
        elif figures.all_failed and all(state.failures for state in tx.observations.sections()):
            healthy = max(
                (state.last_complete_at for state in tx.observations.sections() if state.last_complete_at), default=None
            )
            since = healthy.isoformat() if healthy else "never"
            reasons = ", ".join(f"{name}: {count}" for name, count in sorted(figures.outcomes.items()))
            lines = [
                f"Cả {figures.total} chuyên mục được xem trong lượt này đều không xem được ({reasons}).",
                "Hãy kiểm tra mạng, DNS và tường lửa của máy chạy đôn đốc.",
                "Không đơn vị nào bị kết luận thiếu vì việc này.",
            ]
            tell_admin(cycle, tx, f"all-failed|{since}", "Không xem được trang nào", lines, run)
            incidents.append("all_failed")  # it lasts, told before or not
        elif _tell_common_faults(cycle, tx, run, figures):
            incidents.append("common_fault")
        if figures.migrated:
            incidents.append("migration")
    return incidents


def _tell_common_faults(cycle: Cycle, tx: Transaction, run: int, figures: LookFigures) -> bool:
    """One incident for each host or vendor at which many units cannot be seen, told once while it lasts (S25)."""
    if figures.failed < LEAST:
        return False
    told = False
    for fault in common_faults(tx.observations.sections(), failures=2):
        since = f"{fault.since:%Y-%m-%d}" if fault.since else "never"
        names = [unit_of(cycle, unit).name for unit in fault.units]
        shown = listed(names, NAMED, "đơn vị")
        lines = [
            f"{len(names)} đơn vị cùng không xem được, chung {fault.name}: {shown}.",
            f"Lần xem trọn vẹn gần nhất: {moment_name(fault.since) if fault.since else 'chưa có'}.",
            "Đây được coi là một sự cố chung; không đơn vị nào bị kết luận thiếu vì việc này.",
        ]
        heading = f"{len(names)} đơn vị cùng không xem được ({fault.name})"
        told = tell_office(cycle, tx, f"common|{fault.name}|{since}", heading, lines, run) or told
    return told


def tell_migrations(cycle: Cycle, tx: Transaction, run: int, migrated: Mapping[tuple[str, str], int]) -> None:
    """Sites that posted old items anew, all at once: one notice for those kept together (S10).

    In the transaction that keeps the looks: no later look would find them new again (S23).
    """
    places = sorted(migrated.items())
    if not places:
        return
    lines = [
        f"{unit_of(cycle, unit).name}, chuyên mục {topic}: {count} mục cũ xuất hiện cùng lúc."
        for (unit, topic), count in places[:NAMED]
    ]
    if len(places) > NAMED:
        lines.append(f"Và {len(places) - NAMED} chuyên mục khác.")
    lines.append("Có thể đơn vị đổi trang hoặc chuyển bài cũ sang; các mục này không bị đánh dấu là đăng lùi ngày.")
    names = ";".join(f"{unit}/{topic}" for (unit, topic), _ in places)
    incident = f"migration|{cycle.now.date()}|{sha256(names.encode()).hexdigest()[:16]}"
    tell_office(cycle, tx, incident, f"{len(places)} chuyên mục chuyển bài cũ hàng loạt", lines, run)
