"""settings.yaml: from its form to its values, with the checks that need more than one key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from monitor.catalogue.faults import Collector, Wrong, shown
from monitor.catalogue.forms import Form, fill
from monitor.catalogue.messengers import messengers
from monitor.catalogue.settings import (
    BounceSettings,
    ChannelSettings,
    CopySettings,
    EmailSettings,
    FetchSettings,
    FileSettings,
    LooksSettings,
    Ping,
    Quiet,
    Retention,
    Settings,
    Storm,
    Watch,
    WebSettings,
    check_secret,
)
from monitor.catalogue.settings_form import (
    AdminForm,
    BouncesForm,
    ChannelsForm,
    CopyForm,
    EmailForm,
    FetchForm,
    LadderForm,
    LooksForm,
    MailboxForm,
    OfficeForm,
    PingForm,
    QuietForm,
    RetentionForm,
    SettingsForm,
    StormForm,
    WatchForm,
    WebForm,
)
from monitor.catalogue.tree import Tree, read_tree
from rules.model import Ladder, Person

PORTS = {"none": 25, "starttls": 587, "tls": 465}
_SECRETS = ("password", "pass", "passwd", "mat_khau", "secret", "token", "app_secret", "oa_secret")


def read_settings(path: Path, notes: Collector) -> Settings | None:
    """The settings of a file, paths taken from its folder; None when there is nothing to read."""
    tree = read_tree(path, notes)
    if tree is None:
        return None
    _refuse_secrets(tree, notes)
    form = fill(SettingsForm, tree.data, tree, (), notes)
    home = path.resolve().parent
    office = _person("office", form.office or OfficeForm())
    channels = _channels(form.channels or ChannelsForm(), home, tree, notes)
    _check_people(form, tree, notes)
    return Settings(
        database=_database(form.database, home, tree, notes),
        office=office,
        admin=_person("admin", form.admin) if form.admin else Person("admin", office.name, office.email),
        channels=channels,
        send_to=form.send_to or "office",
        fetch=_fetch(form.fetch or FetchForm(), home, tree, notes),
        looks=_looks(form.looks or LooksForm()),
        watch_from=form.watch_from,
        route=_route(form, channels, tree, notes),
        ladder=ladder(form.ladder, Ladder()),
        quiet=_quiet(form.quiet or QuietForm(), tree, notes),
        storm=Storm(**_given(form.storm or StormForm())),
        ping=Ping(**_given(form.ping or PingForm())),
        watch=Watch(**_given(form.watch or WatchForm())),
        retention=Retention(**_given(form.retention or RetentionForm())),
        web=WebSettings(**_given(form.web or WebForm())),
        bounces=_bounces(form.bounces, home, tree, notes) if form.bounces else None,
    )


def _given(form: Form) -> dict[str, Any]:
    """The keys that hold a value; lists as tuples."""
    values = {name: getattr(form, name) for name in type(form).model_fields}
    return {name: tuple(v) if isinstance(v, list) else v for name, v in values.items() if v is not None}


def ladder(form: LadderForm | None, default: Ladder) -> Ladder:
    """A ladder whose missing keys are those of the default (S24)."""
    form = form or LadderForm()
    weekday, at = form.digest or (default.digest_weekday, default.digest_time)
    remind = default.remind_days if form.remind_days is None else tuple(sorted(set(form.remind_days), reverse=True))
    return Ladder(remind, form.escalate_days or default.escalate_days, weekday, at)


def _person(role: str, form: OfficeForm | AdminForm) -> Person:
    return Person(role, form.name or "", form.email, phone=form.phone)


def _check_people(form: SettingsForm, tree: Tree, notes: Collector) -> None:
    refused = isinstance(tree.data, dict) and tree.data.get("office") is not None and form.office is None
    if form.send_to == "nobody" or refused or (form.office and form.office.email):
        return  # a refused office has its own fault already
    right = 'viết office: {name: "…", email: "cchc@so.edu.vn", phone: "…"}'
    notes.add(tree.line(("office",)), "thiếu office.email", right)


def _refuse_secrets(tree: Tree, notes: Collector) -> None:
    for loc, line in tree.lines.items():
        if loc and str(loc[-1]).casefold() in _SECRETS:
            right = "đặt biến môi trường DONDOC_SMTP_PASSWORD hoặc khóa password_file (Zalo: DONDOC_ZALO_…, xem sổ tay)"
            notes.add(line, f"mật khẩu không được nằm trong tệp này ({shown(loc[-1])})", right)
            _drop(tree.data, loc)


def _drop(data: Any, loc: tuple[str | int, ...]) -> None:
    for step in loc[:-1]:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(data, dict):
        data.pop(loc[-1], None)


def _database(address: str | None, home: Path, tree: Tree, notes: Collector) -> str:
    address = address or "sqlite:///data/dondoc.sqlite3"
    line = tree.line(("database",))
    scheme, separator, rest = address.partition(":///")
    if scheme == "sqlite" and separator and rest and rest != ":memory:":
        return f"sqlite:///{home / rest}"
    if not address.startswith("postgresql+psycopg://"):
        known = "sqlite:///data/dondoc.sqlite3 hoặc postgresql+psycopg://máy-chủ/cơ-sở-dữ-liệu"
        notes.add(line, f"`database`: không dùng được địa chỉ {shown(address.split('@')[-1])}", f"viết {known}")
        return address
    try:
        parts = urlsplit(address)
        secret = parts.password is not None or "password=" in parts.query
    except ValueError:
        notes.add(line, "`database`: địa chỉ sai dạng", "viết postgresql+psycopg://máy-chủ:5432/cơ-sở-dữ-liệu")
        return address
    if secret:
        right = "bỏ mật khẩu khỏi địa chỉ; dùng PGPASSWORD, ~/.pgpass hoặc biến DONDOC_DATABASE"
        notes.add(line, "mật khẩu cơ sở dữ liệu không được nằm trong tệp này", right)
    return address


def _existing(text: str | None, home: Path, loc: tuple[str, ...], tree: Tree, notes: Collector) -> Path | None:
    if text is None:
        return None
    path = home / text
    if not path.is_file():
        right = "sửa đường dẫn (tính từ thư mục làm việc)"
        notes.add(tree.line(loc), f"`{loc[-1]}`: không có tệp {shown(path)}", right)
    return path


def _fetch(form: FetchForm, home: Path, tree: Tree, notes: Collector) -> FetchSettings:
    given = _given(form)
    given["ca_file"] = _existing(form.ca_file, home, ("fetch", "ca_file"), tree, notes)
    fetch = FetchSettings(**given)
    if fetch.visit_s < fetch.deadline_s:
        what = f"`visit_s` ({fetch.visit_s:g}) nhỏ hơn `deadline_s` ({fetch.deadline_s:g})"
        notes.add(tree.line(("fetch", "visit_s")), what, f"visit_s ít nhất là {fetch.deadline_s:g}")
    return fetch


def _bounces(form: BouncesForm, home: Path, tree: Tree, notes: Collector) -> BounceSettings | None:
    given = _mailbox(form, ("host", "user"), ("bounces",), home, tree, notes)
    return BounceSettings(**given) if given is not None else None


def _copy(form: CopyForm, home: Path, tree: Tree, notes: Collector) -> CopySettings | None:
    given = _mailbox(form, ("to", "host", "user"), ("channels", "email", "copy"), home, tree, notes)
    return CopySettings(**given) if given is not None else None


def _mailbox(
    form: MailboxForm, needed: Sequence[str], loc: tuple[str, ...], home: Path, tree: Tree, notes: Collector
) -> dict[str, Any] | None:
    """The keys of a mailbox by IMAP; None where one of the ``needed`` is missing."""
    given = _given(form)
    right = f"viết {loc[-1]}: {{{', '.join(f'{name}: …' for name in needed)}}}"
    missing = [name for name in needed if name not in given]
    for name in missing:
        notes.add(tree.line(loc), f"`{loc[-1]}`: thiếu {name}", right)
    ca_file = _existing(form.ca_file, home, (*loc, "ca_file"), tree, notes)
    return None if missing else given | {"ca_file": ca_file}


def _looks(form: LooksForm) -> LooksSettings:
    return LooksSettings(**_given(form))


def _quiet(form: QuietForm, tree: Tree, notes: Collector) -> Quiet:
    usual = Quiet()
    start = usual.start if form.from_ is None else form.from_
    quiet = Quiet(start, usual.end if form.to is None else form.to)
    if quiet.start == quiet.end:
        right = 'ví dụ {from: "20:00", to: "07:00"}'
        notes.add(tree.line(("quiet",)), "giờ yên lặng bắt đầu và kết thúc cùng lúc", right)
    return quiet


def _channels(form: ChannelsForm, home: Path, tree: Tree, notes: Collector) -> ChannelSettings:
    folder = (form.file.dir if form.file else None) or "data/outbox"
    return ChannelSettings(
        FileSettings(home / folder),
        _email(form.email, home, tree, notes) if form.email else None,
        messengers(form.zalo_bot, form.zalo_oa, form.zalo_zns, form.apprise, tree, notes),
    )


def _email(form: EmailForm, home: Path, tree: Tree, notes: Collector) -> EmailSettings:
    loc = ("channels", "email")
    given = tree.data["channels"]["email"] if isinstance(tree.data, dict) else {}
    for key, example in (("host", "mail.so.edu.vn"), ("sender", "dondoc@so.edu.vn")):
        if not given.get(key):
            notes.add(tree.line(loc), f"kênh thư thiếu `{key}`", f"ví dụ {key}: {example}")
    security = form.security or "starttls"
    secret = home / form.password_file if form.password_file else None
    try:
        if secret is not None:
            check_secret(secret)
    except Wrong as wrong:
        notes.add(tree.line((*loc, "password_file")), wrong.what, wrong.right)
    return EmailSettings(
        host=form.host or "",
        port=form.port or PORTS[security],
        sender=form.sender or "",
        security=security,
        user=form.user,
        ca_file=_existing(form.ca_file, home, (*loc, "ca_file"), tree, notes),
        timeout_s=form.timeout_s or 60.0,
        password_file=secret,
        connections=form.connections or 4,
        copy=_copy(form.copy_, home, tree, notes) if form.copy_ else None,
    )


def _route(form: SettingsForm, channels: ChannelSettings, tree: Tree, notes: Collector) -> tuple[str, ...]:
    wanted = form.route if form.route is not None else ["email" if channels.email else "file"]
    given = tree.data.get("channels") if isinstance(tree.data, dict) else None
    for name in wanted:
        # A channel with faults of its own is there all the same.
        if name != "file" and not (isinstance(given, dict) and name in given):
            what = f"`route` dùng kênh {name} nhưng channels.{name} chưa có"
            notes.add(tree.line(("route",)), what, f"thêm channels.{name} hoặc viết route: [file]")
    if not wanted or len(set(wanted)) != len(wanted):
        notes.add(tree.line(("route",)), "`route` rỗng hoặc lặp kênh", "ví dụ route: [email]")
    return tuple(wanted)
