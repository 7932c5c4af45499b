"""Watching ourselves: once per trouble and day to the administrator, by a channel that is not the trouble (S14, C13).

What is open is remembered (``alarms``), so that the end of a trouble is told too.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from monitor.pipeline.alarms import Alarm, Alarms
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.operator import tell_admin
from monitor.ports import Transaction
from rules.periods import moment_name

_TOLD_ELSEWHERE = {
    "clock": "Đồng hồ máy bị lệch",
    "all_failed": "Không xem được trang nào",
    "cut_off": "Máy không ra được mạng",
}
"""Incidents of the looks, told where they are found; here only their end is (monitor/pipeline/operator.py)."""
_SEEN_BY_LOOKS = frozenset({"clock", "all_failed"})
"""Of these, the ones that nobody can call over who looked at nothing."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something of ours. ``failing``: channels that must not carry the news. ``passing``: over when it is told."""

    name: str
    heading: str
    lines: tuple[str, ...]
    failing: frozenset[str] = frozenset()
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """What this run knows beside the database. ``before``: when the run before this one had finished.

    ``token``: a sentence about a dying Zalo session. ``incidents``: what the looks of this run betrayed; ``looked``:
    whether it looked at anything."""

    home: Path
    before: datetime | None = None
    token: str | None = None
    incidents: Collection[str] = ()
    looked: bool = True


@dataclass
class Watched:
    """``names`` of the troubles; ``told``: whether anything new was queued."""

    names: list[str] = field(default_factory=list)
    told: bool = False


def watch_over(cycle: Cycle, run: int, signs: Signs) -> Watched:
    """Tell what is wrong and what is over. In a rehearsal there is nothing to watch."""
    watched = Watched()
    if cycle.rehearsal:
        return watched
    alarms = Alarms(signs.home)
    with cycle.store.write(cycle.rehearsal, "watch") as tx:
        found = list(troubles(cycle, tx, signs))
        for trouble in found:
            key = f"self|{trouble.name}|{cycle.now.date()}"
            watched.told |= tell_admin(cycle, tx, key, trouble.heading, trouble.lines, run, trouble.failing)
        lasting = {trouble.name: trouble for trouble in found if not trouble.passing}
        open_now = lasting.keys() | (set(signs.incidents) & _TOLD_ELSEWHERE.keys())
        open_now |= set() if signs.looked else alarms.open.keys() & _SEEN_BY_LOOKS
        for name, since in alarms.open.items():
            if name not in open_now:
                watched.told |= _all_clear(cycle, tx, run, name, since)
    alarms.keep(cycle.now, {name: _heading(name, lasting) for name in open_now})
    watched.names = [trouble.name for trouble in found]
    return watched


def troubles(cycle: Cycle, tx: Transaction, signs: Signs) -> Iterator[Trouble]:
    """Everything that is wrong now."""
    yield from _missed(cycle, signs)
    yield from _blind(cycle, tx)
    yield from _stuck(cycle, tx)
    if signs.token:
        yield Trouble("token", "Zalo cần đăng nhập lại", (signs.token,), frozenset({"zalo_oa", "zalo_zns"}))
    least = cycle.catalogue.settings.watch.free_mb
    with suppress(OSError):
        free = shutil.disk_usage(signs.home).free // 1_000_000
        if free < least:
            yield Trouble("disk", "Ổ đĩa gần đầy", (f"Còn {free} MB, cần ít nhất {least} MB. {_DISK_ADVICE}",))


_DISK_ADVICE = "Hãy dọn ổ đĩa, hoặc chạy `dondoc prune --dry-run` xem có thể bỏ bớt gì."


def _missed(cycle: Cycle, signs: Signs) -> Iterator[Trouble]:
    limit = timedelta(hours=cycle.catalogue.settings.watch.missed_h)
    if signs.before is None or cycle.now - signs.before <= limit:
        return
    lines = (
        f"Từ {moment_name(signs.before)} đến {moment_name(cycle.now)} không có lượt nào chạy xong.",
        "Từ lượt này đã chạy lại. Những gì hết hạn trong lúc ấy được kết luận theo bằng chứng xem sau; "
        "điều không thể biết thì ghi là chưa xác định, không ai bị kết luận thiếu vì máy nghỉ.",
        "Hãy kiểm tra cron hoặc dịch vụ: `dondoc doctor`.",
    )
    yield Trouble("missed", "Đôn đốc đã ngừng một thời gian", lines, passing=True)


def _blind(cycle: Cycle, tx: Transaction) -> Iterator[Trouble]:
    """No complete look anywhere for a day, or for one and a half of the usual distances between looks."""
    settings = cycle.catalogue.settings
    newest = tx.observations.newest_complete()
    hours = max(settings.watch.healthy_h, 1.5 * settings.looks.every_h)
    if newest is None or cycle.now - newest <= timedelta(hours=hours):
        return
    lines = (
        f"Lần xem trọn vẹn gần nhất: {moment_name(newest)}, đã hơn {hours:g} giờ.",
        "Hãy chạy `dondoc looks --failed` và `dondoc doctor`. Không đơn vị nào bị kết luận thiếu vì việc này.",
    )
    yield Trouble("blind", "Lâu rồi không xem trọn được trang nào", lines)


def _stuck(cycle: Cycle, tx: Transaction) -> Iterator[Trouble]:
    minutes = cycle.catalogue.settings.watch.queue_min
    stuck = tx.outbox.stuck(cycle.now - timedelta(minutes=minutes))
    if not stuck:
        return
    lines = [f"Kênh {name}: {count} thư, cũ nhất từ {moment_name(oldest)}." for name, count, oldest in stuck]
    lines.append("Thư vẫn được giữ và thử lại; xem lý do bằng `dondoc messages --state queued`.")
    yield Trouble("queue", "Thư chưa gửi đi được", tuple(lines), frozenset(name for name, _, _ in stuck))


def _heading(name: str, lasting: Mapping[str, Trouble]) -> str:
    return lasting[name].heading if name in lasting else _TOLD_ELSEWHERE[name]


def _all_clear(cycle: Cycle, tx: Transaction, run: int, name: str, since: Alarm) -> bool:
    lines = (f"Sự cố từ {moment_name(since.since)} đã hết.",)
    key, heading = f"clear|{name}|{since.since.isoformat()}", f"Đã trở lại bình thường: {since.heading}"
    return tell_admin(cycle, tx, key, heading, lines, run)
