"""``doctor``: is everything in place, and if not, what to do about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from alerts.channel import Delivery
from crawlers.identity import host_of
from crawlers.page import Fault, Page, Request
from monitor.app.building import open_channels, open_fetcher
from monitor.app.copies import PASSWORD, MailboxOfCopies
from monitor.app.opened import Workspace
from monitor.catalogue.settings import PASSWORD_VARIABLE, CopySettings
from monitor.pipeline.clock_check import CLOCK_OFF
from monitor.pipeline.lost import lost_now
from monitor.pipeline.redesign import drifted_sections
from monitor.ports import StorageError
from rules.explain import OUTCOME_NAMES
from rules.model import Outcome
from rules.periods import moment_name

_HOSTS_ASKED = 3
_NOBODY_ANSWERED = frozenset(
    {Outcome.NO_ADDRESS, Outcome.FORBIDDEN, Outcome.REFUSED, Outcome.TIMEOUT, Outcome.TLS, Outcome.OUR_TROUBLE}
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``advice``: what to do when it is not in order."""

    name: str
    ok: bool
    detail: str
    advice: str = ""


def examine(app: Workspace) -> list[Check]:
    """Every check; none of them changes anything."""
    return [
        _files(app),
        *_people(app),
        _database(app),
        _decisions(app),
        _redesigned(app),
        *_answering_page(app),
        _disk(app),
        *_network(app),
        *_channels(app),
    ]


def _files(app: Workspace) -> Check:
    """They are right, or nothing would have been opened; without a plan nobody owes anything, which is seldom meant."""
    units, plans = len(app.catalogue.units), len(app.catalogue.plans)
    advice = "chưa có việc nào để theo dõi: `dondoc plan import TỆP` rồi `dondoc plan confirm`, hoặc đặt tệp vào plans/"
    return Check("Cấu hình", plans > 0, f"{units} đơn vị, {plans} kế hoạch", advice)


def _people(app: Workspace) -> Iterator[Check]:
    frame, units = app.frame, app.catalogue.units
    owing = {member for duty in frame.duties for member in duty.members}
    today = frame.now.date()
    owing -= {unit.id for unit in units.values() if unit.ended_by(today)}
    without = [units[member].name for member in sorted(owing) if member in units and not units[member].people]
    placed = {section.unit for section in app.catalogue.sections}
    homeless = sorted({duty.site for duty in frame.duties if not duty.obligation.where.offline} - placed)
    yield Check(
        "Người nhận thư",
        not without,
        f"{len(owing) - len(without)}/{len(owing)} đơn vị có người nhận",
        f"thêm contact_email hoặc head_email cho: {', '.join(without[:10])}",
    )
    yield Check(
        "Địa chỉ chuyên mục",
        not homeless,
        f"{len(placed)} nơi có chuyên mục",
        f"thêm section_url cho: {', '.join(homeless[:10])}",
    )


def _database(app: Workspace) -> Check:
    with app.store.read(False) as tx:
        last = _moment(tx.runs.last())
        stuck = tx.outbox.stuck(app.clock.now() - timedelta(minutes=app.catalogue.settings.watch.queue_min))
    if stuck:
        waiting = ", ".join(f"{count} thư kênh {name}" for name, count, _ in stuck)
        return Check("Hàng đợi thư", False, f"chưa gửi được: {waiting}", "xem lý do: `dondoc messages --state queued`")
    return Check("Cơ sở dữ liệu", True, "; ".join(filter(None, ("mở được", _last_run(app, last), _joined(app)))))


def _last_run(app: Workspace, last: str) -> str:
    if last:
        return f"lượt gần nhất: {last}"
    with app.store.read(True) as tx:
        tried = _moment(tx.runs.last())
    return f"mới chỉ chạy diễn tập (gần nhất: {tried}), chưa có lượt thật nào" if tried else "chưa chạy lượt nào"


def _joined(app: Workspace) -> str:
    joined = app.joined_late()
    return f"lưu ý: {joined}" if joined else ""


def _moment(run: Mapping[str, object] | None) -> str:
    """When a run ended, in words; empty: there is none."""
    finished = run["finished"] if run else None
    return moment_name(finished) if isinstance(finished, datetime) else ""


def _decisions(app: Workspace) -> Check:
    """Nothing that people decided may fall away unnoticed (S21)."""
    with app.store.read(False) as tx:
        lost = lost_now(app.frame, tx)
    advice = "ghi lại, hoặc khôi phục tên cũ: " + "; ".join(map(str, lost[:5]))
    detail = f"{len(lost)} quyết định không còn áp dụng cho việc chưa chốt" if lost else "đều còn áp dụng"
    return Check("Quyết định", not lost, detail, advice)


def _redesigned(app: Workspace) -> Check:
    """What no look can settle: a person has to say whether it is still the section (S11)."""
    with app.store.read(app.frame.rehearsal) as tx:
        found = drifted_sections(app.frame, tx)
    units = list(dict.fromkeys(one.unit for one in found))
    advice = (
        "mở từng trang; vẫn là chuyên mục ấy: `dondoc release --redesign --unit MÃ`; đã ở nơi khác: sửa units.csv, "
        f"sections.csv. Đơn vị: {', '.join(units[:10])}"
    )
    detail = f"{len(found)} chuyên mục đã đổi giao diện, chưa đọc lại được" if found else "không có"
    return Check("Trang làm lại", not found, detail, advice)


def _answering_page(app: Workspace) -> Iterator[Check]:
    """Letters would carry links that nothing answers: this version signs and opens them, and serves no page."""
    if app.catalogue.settings.web.base_url is not None:
        detail = "web.base_url đã đặt, nhưng bản này chưa có trang để đơn vị xem và trả lời"
        advice = "bỏ web.base_url, nếu văn phòng không tự dựng trang ấy; không thì đường dẫn trong thư không mở được"
        yield Check("Trang trả lời", False, detail, advice)


def _disk(app: Workspace) -> Check:
    free, least = shutil.disk_usage(app.home).free // 1_000_000, app.catalogue.settings.watch.free_mb
    return Check(
        "Ổ đĩa", free >= least, f"còn {free} MB", f"dọn bớt ổ đĩa (cần ít nhất {least} MB), hoặc `dondoc prune`"
    )


def _network(app: Workspace) -> Iterator[Check]:
    """Ask the control addresses, or else a few sites, until one shows a page: network and clock at once (S14)."""
    addresses = _to_ask(app)
    if not addresses:
        yield Check("Mạng", False, "chưa có địa chỉ nào để thử", "khai báo looks.control_urls hoặc section_url")
        return
    faults: list[str] = []
    answered = False
    page: Page | None = None
    fetcher = open_fetcher(app.catalogue.settings, app.clock)
    try:
        for address in addresses:
            answer = fetcher.fetch(Request(address, "home"))
            if not isinstance(answer, Fault):
                answered, page = True, answer
                break
            faults.append(f"{address}: {OUTCOME_NAMES[answer.outcome]}")
            answered, page = answered or _answered(answer), page or answer.page
    finally:
        fetcher.close()
    told = "; ".join((["ra được bên ngoài"] if answered else []) + faults)
    yield Check("Mạng", answered, told, "kiểm tra mạng, DNS, tường lửa, hoặc fetch.allow_networks")
    off = _clock_difference(page.headers.get("date")) if answered and page else None
    if off is not None:
        yield Check("Đồng hồ", off < CLOCK_OFF, f"lệch {int(off.total_seconds())} giây", "bật đồng bộ giờ (NTP)")


def _to_ask(app: Workspace) -> list[str]:
    """The control addresses, or one address of each of the first hosts: one site that fails says nothing of the
    network."""
    if control := app.catalogue.settings.looks.control_urls:
        return list(control[:_HOSTS_ASKED])
    hosts: dict[str, str] = {}
    for section in app.catalogue.sections:
        hosts.setdefault(host_of(section.url), section.url)
    return list(hosts.values())[:_HOSTS_ASKED]


def _answered(fault: Fault) -> bool:
    """Whether some server answered, though with no page that can be used."""
    return fault.status is not None or fault.page is not None or fault.outcome not in _NOBODY_ANSWERED


def _clock_difference(header: str | None) -> timedelta | None:
    try:
        theirs = parsedate_to_datetime(header or "")
    except (TypeError, ValueError):
        return None
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=UTC)
    return abs(datetime.now(UTC) - theirs)


def _channels(app: Workspace) -> Iterator[Check]:
    channels = open_channels(app.catalogue.settings, app.store)
    for name, channel in channels.items():
        receipt = channel.check()
        channel.close()
        yield Check(f"Kênh {name}", receipt.delivery is Delivery.SENT, receipt.answer, _mending(app, name))
    email = app.catalogue.settings.channels.email
    if email is not None and email.copy is not None:
        yield _copies(email.copy)


def _mending(app: Workspace, name: str) -> str:
    email, where = app.catalogue.settings.channels.email, "sửa mục channels trong settings.yaml"
    if name != "email" or email is None or email.user is None:
        return where
    return f"{where} (user: {email.user}), hoặc đặt lại mật khẩu trong biến {PASSWORD_VARIABLE}"


def _copies(settings: CopySettings) -> Check:
    name, advice = "Hộp thư bản sao", f"sửa channels.email.copy trong settings.yaml, hoặc biến {PASSWORD}"
    try:
        return Check(name, True, MailboxOfCopies(settings).check())
    except StorageError as fault:
        return Check(name, False, str(fault), advice)
