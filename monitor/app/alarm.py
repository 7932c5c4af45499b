"""When the database itself fails the outbox cannot carry the news: one direct message a day, by whatever still works.

The record of such a message is the log (S14, S26). The outside hears of every whole cycle (``pinging``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from alerts.channel import Channel, Delivery, Outgoing
from alerts.channels.file import FileChannel
from alerts.ids import domain_of, message_id
from alerts.notice import MessageKind
from alerts.plan import way_to
from alerts.render import render_memo
from alerts.wording import Memo, OfficeWords
from monitor.app.building import email_channel, sender_of
from monitor.app.messengers import apprise_channel
from monitor.app.pinging import DONE, FAILED, START, ping
from monitor.catalogue.faults import CatalogueFaults
from monitor.catalogue.loading import settings_as_far_as_read
from monitor.catalogue.settings import Settings
from monitor.pipeline.alarms import Alarms
from monitor.pipeline.operator import channels_beside
from monitor.ports import AlreadyRunning, StorageError

log = logging.getLogger("dondoc.alarm")

DEADLINE_S = 30.0


@contextmanager
def under_watch(settings: Settings, home: Path, now: datetime) -> Iterator[None]:
    """A whole cycle: the outside hears of it, and the administrator when it breaks."""
    ping(settings, START)
    try:
        yield
    except AlreadyRunning:
        raise
    except Exception as trouble:
        ping(settings, FAILED)
        broken(settings, home, now, trouble)
        raise
    ping(settings, DONE)


def broken(settings: Settings, home: Path, now: datetime, trouble: Exception) -> None:
    """Tell of a cycle that could not be finished."""
    if isinstance(trouble, StorageError):
        sound(settings, home, now, "database", "Cơ sở dữ liệu hoặc ổ đĩa có sự cố", (str(trouble), _NOBODY))
        return
    what = f"Một lượt dừng giữa chừng vì lỗi bất ngờ ({type(trouble).__name__}); xem data/logs/dondoc.log."
    sound(settings, home, now, "crash", "Một lượt bị lỗi", (what, _NOBODY))


def unreadable(settings: Settings, home: Path, now: datetime, faults: CatalogueFaults, meanwhile: str) -> None:
    """Tell of files with faults. ``meanwhile``: what is done and not done until they are mended."""
    lines = (*str(faults).splitlines()[:_FAULTS_TOLD], meanwhile)
    sound(settings, home, now, "files", "Tệp cấu hình có lỗi", lines)


def unread(home: Path, now: datetime, faults: CatalogueFaults) -> None:
    """Tell of files for which a run ended before it began: nobody reads what cron says. Never raises."""
    try:
        settings = settings_as_far_as_read(home / "settings.yaml")
    except Exception:
        log.exception("alarm failed")
        return
    if settings is not None:
        unreadable(settings, home, now, faults, _NOTHING)


_FAULTS_TOLD = 20
_NOTHING = "Chưa xem trang nào, chưa kết luận và chưa gửi thư nào cho tới khi sửa xong."
_NOBODY = "Không đơn vị nào bị kết luận thiếu vì việc này."


def sound(settings: Settings, home: Path, now: datetime, name: str, heading: str, lines: tuple[str, ...]) -> bool:
    """Tell the administrator directly, once per trouble and day; whether anybody was told. Never raises."""
    try:
        if not Alarms(home).first_today(name, now.date().isoformat()):
            return False
        return any(_tell(channel, settings, now, name, heading, lines) for channel in _channels(settings))
    except Exception:
        log.exception("alarm failed")
        return False


def _channels(settings: Settings) -> Iterator[Channel]:
    """Those that need no database, the route's first; the folder of files is the last."""
    for name in channels_beside(settings, settings.route, ()):
        if name == "email" and settings.channels.email is not None:
            yield email_channel(settings.channels.email, settings.office.name)
        elif name == "apprise":
            yield apprise_channel()
        elif name == "file":
            yield FileChannel(settings.channels.file.dir, sender_of(settings))


def _tell(channel: Channel, settings: Settings, now: datetime, name: str, heading: str, lines: tuple[str, ...]) -> bool:
    way = way_to(settings.admin, (channel.name,))
    if way is None:
        return False
    office = OfficeWords(settings.office.name, settings.office.email or "", settings.office.phone or "")
    rendered = render_memo(Memo(MessageKind.ADMIN, heading, lines, office=office))
    number = message_id(f"alarm|{name}|{channel.name}|{now.date()}", domain_of(sender_of(settings)))
    words = (rendered.subject, rendered.text, rendered.html)
    receipt = channel.deliver(
        Outgoing(number, channel.name, way[1], settings.admin.name, MessageKind.ADMIN.value, *words, now), DEADLINE_S
    )
    channel.close()
    log.error("alarm", extra={"facts": {"trouble": name, "channel": channel.name, "answer": receipt.answer}})
    return receipt.delivery in (Delivery.SENT, Delivery.UNCLEAR)
