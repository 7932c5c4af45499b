"""Settings of a workspace as frozen values; secrets are never among them (I18, D27)."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from monitor.catalogue.faults import Wrong
from monitor.catalogue.messengers import Messengers
from rules.model import Ladder, Person

PASSWORD_VARIABLE = "DONDOC_SMTP_PASSWORD"
DATABASE_VARIABLE = "DONDOC_DATABASE"
USER_AGENT = "dondoc/0.1 (theo doi tin bai cai cach hanh chinh)"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How sites are fetched. Seconds and bytes; ``visit_s``: all requests of one visit to one host together."""

    allow_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    pause_s: float = 2.0
    deadline_s: float = 20.0
    visit_s: float = 300.0
    max_bytes: int = 10_000_000
    user_agent: str = USER_AGENT
    respect_robots: bool = True
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True)
class LooksSettings:
    """When sections are looked at (S13). ``control_urls``: addresses that tell our own trouble from theirs (S14).

    ``processes``: how many look at the same time, each with its ``threads``; 0: as many as the machine and the work ask
    for.
    """

    confirm_after_min: int = 30
    every_h: float = 24.0
    retry_min: int = 60
    threads: int = 8
    processes: int = 0
    control_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImapMailbox:
    """A folder of a mailbox by IMAP over TLS; its password comes from the environment."""

    host: str
    user: str
    port: int = 993
    folder: str = "INBOX"
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True)
class BounceSettings(ImapMailbox):
    """Where returned letters arrive. Nothing is changed in it unless ``seen`` asks that letters read be marked so."""

    seen: bool = False


@dataclass(frozen=True, slots=True)
class CopySettings(ImapMailbox):
    """Where a copy of every letter arrives, addressed to ``to``, so that a letter of unclear fate can be looked for.

    ``wait_s``: so many seconds a copy may take to come.
    """

    to: str = field(kw_only=True)
    wait_s: float = 5.0


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """An SMTP server. ``security``: none | starttls | tls. The password comes from ``smtp_password``.

    ``connections``: at most so many at once, where many letters wait. ``copy`` None: letters cannot be read back.
    """

    host: str
    port: int
    sender: str
    security: str = "starttls"
    user: str | None = None
    ca_file: Path | None = None
    timeout_s: float = 60.0
    password_file: Path | None = None
    connections: int = 4
    copy: CopySettings | None = None


@dataclass(frozen=True, slots=True)
class FileSettings:
    """The folder of the file channel."""

    dir: Path


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """The channels that are set up; ``file`` always is."""

    file: FileSettings
    email: EmailSettings | None = None
    messengers: Messengers = Messengers()


@dataclass(frozen=True, slots=True)
class Quiet:
    """Local times between which only the administrator is told (S24); usually over midnight: ``start`` > ``end``."""

    start: time = time(20, 0)
    end: time = time(7, 0)


@dataclass(frozen=True, slots=True)
class Storm:
    """The storm brake: unit messages are held when more than ``share`` and more than ``least`` units turn bad (S25)."""

    share: float = 0.2
    least: int = 5


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The page where units see and answer. ``base_url`` None: there is none, and letters carry no link.

    ``link_days``: how long a link in a letter works.
    """

    base_url: str | None = None
    link_days: int = 30


@dataclass(frozen=True, slots=True)
class Ping:
    """The outside dead-man's switch: told of each cycle's beginning, end and failure. ``url`` None: there is none."""

    url: str | None = None
    timeout_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Watch:
    """When our own trouble is told to the administrator (S14). Hours, minutes, megabytes.

    ``missed_h``: no finished run. ``healthy_h``: no complete look at any site. ``queue_min``: a letter that should have
    left. ``hung_min``: one cycle of the service. ``free_mb``: left on the disk.
    """

    missed_h: float = 26.0
    healthy_h: float = 24.0
    queue_min: int = 120
    hung_min: int = 120
    free_mb: int = 500


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept, in months; 0: for ever. ``letters``: texts and addresses of messages; ``evidence``:
    stored pages that no open or questioned finding needs (L10)."""

    evidence_months: int = 36
    letters_months: int = 24


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything of settings.yaml, defaults filled in, paths absolute. ``send_to``: nobody | office | units (S25).

    ``database``: SQLAlchemy address without a password. ``watch_from``: first day that may be charged (S6).
    """

    database: str
    office: Person
    admin: Person
    channels: ChannelSettings
    send_to: str = "office"
    fetch: FetchSettings = FetchSettings()
    looks: LooksSettings = LooksSettings()
    watch_from: date | None = None
    route: tuple[str, ...] = ("file",)
    ladder: Ladder = field(default_factory=Ladder)
    quiet: Quiet = Quiet()
    storm: Storm = Storm()
    ping: Ping = Ping()
    watch: Watch = Watch()
    retention: Retention = Retention()
    web: WebSettings = WebSettings()
    bounces: BounceSettings | None = None


def database_url(settings: Settings, environment: Mapping[str, str] = os.environ) -> str:
    """Address of the database: ``DONDOC_DATABASE`` (which may hold a password), else that of the settings."""
    return environment.get(DATABASE_VARIABLE) or settings.database


def smtp_password(email: EmailSettings, environment: Mapping[str, str] = os.environ) -> str | None:
    """The password from the environment, else from ``password_file``. Raises Wrong when the file will not do (I18)."""
    if environment.get(PASSWORD_VARIABLE):
        return environment[PASSWORD_VARIABLE]
    if email.password_file is None:
        return None
    check_secret(email.password_file)
    return email.password_file.read_text(encoding="utf-8").strip()


def check_secret(path: Path) -> None:
    """Raises Wrong when a secret file is missing, empty, too large or readable by everybody (I18)."""
    try:
        facts = path.stat()
    except OSError:
        raise Wrong(f"không có tệp mật khẩu {path}", f"tạo tệp ấy hoặc đặt biến {PASSWORD_VARIABLE}") from None
    if not stat.S_ISREG(facts.st_mode) or not 0 < facts.st_size <= 4096:
        raise Wrong(f"tệp mật khẩu {path} rỗng hoặc không phải tệp thường", "ghi đúng một dòng mật khẩu vào tệp")
    if facts.st_mode & 0o007:
        raise Wrong(f"ai cũng đọc được tệp mật khẩu {path}", f"chạy chmod 600 {path}")
