"""Setting Zalo up: log in, try it out, link a person, listen for events."""

from __future__ import annotations

import json
import os
import secrets
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import click

from alerts.channel import Channel, Delivery, Outgoing, Receipt
from alerts.zalo_tokens import LogIn, Tokens, begin_log_in, finish_log_in
from monitor.app.building import open_channels
from monitor.app.messengers import open_tokens, zalo_now
from monitor.app.workspace import App
from monitor.catalogue.messengers import APP_SECRET, OA_SECRET, secret
from monitor.cli.frame import BadArgument, Frame, NoWork, say, workspace_options
from monitor.storage.store import SqlStore
from monitor.storage.zalo import SqlPeople, SqlTokens
from monitor.web.zalo import Receiver, serve
from rules.model import VN

_PATIENCE_S = 3600
_ROLES = click.Choice(["contact", "head"])


@click.group()
def zalo() -> None:
    """Kênh Zalo: đăng nhập, gửi thử, liên kết người nhận, nghe sự kiện."""


@zalo.command()
@click.option("--redirect-uri", required=True, help="Địa chỉ chuyển về đã khai với ứng dụng Zalo.")
@click.option("--code", default=None, help="Mã, hoặc cả địa chỉ trình duyệt chuyển về, của lần `zalo login` trước.")
@workspace_options
def login(frame: Frame, redirect_uri: str, code: str | None) -> None:
    """Lấy mã truy cập cho Official Account (OAuth v4, PKCE)."""
    with frame.working_app(loud=False) as app:
        tokens = _tokens(app)
        if not tokens.app.secret:
            raise BadArgument(f"Chưa có khóa bí mật của ứng dụng: đặt biến {APP_SECRET} (hoặc {APP_SECRET}_FILE).")
        pending = app.home / "data" / "zalo-login.json"
        started = _begun(pending) if code else begin_log_in(tokens.app, redirect_uri)
        if code is None:
            _remember(pending, started)
            say("Mở địa chỉ này bằng tài khoản quản trị OA, đồng ý, rồi chép địa chỉ mà trình duyệt chuyển về:")
            say(started.url)
            if not sys.stdin.isatty():
                say("Sau đó chạy lại lệnh này với --code ĐỊA_CHỈ_CHUYỂN_VỀ.")
                return
        answer = code or click.prompt("Địa chỉ chuyển về, hoặc mã", type=str)
        found = finish_log_in(tokens.app, started, _code_of(answer, started), zalo_now)
        if isinstance(found, Receipt):
            raise NoWork(found.answer)
        SqlTokens(_store(app), tokens.app.id).keep(found)
        pending.unlink(missing_ok=True)
    say(f"Đã đăng nhập. Mã truy cập hiện tại hết hạn lúc {found.expires:%H:%M %d/%m/%Y}, tự làm mới;")
    say(f"phiên này cần đăng nhập lại trước ngày {found.dies:%d/%m/%Y}.")


def _remember(path: Path, started: LogIn) -> None:
    """Keep the secret half of PKCE until the answer comes: for its owner alone, and only for a while."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump({"url": started.url, "state": started.state, "verifier": started.verifier}, file)


def _begun(path: Path) -> LogIn:
    """The log-in that was begun; Zalo takes its code within minutes."""
    try:
        if time.time() - path.stat().st_mtime < _PATIENCE_S:
            return LogIn(**json.loads(path.read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        pass
    raise BadArgument("Chưa có lần đăng nhập nào đang chờ (hoặc đã quá một giờ); chạy lệnh này không có --code trước.")


def _code_of(answer: str, started: LogIn) -> str:
    """The code out of a bare code or of the whole address; the address must carry our own state."""
    if "://" not in answer:
        return answer.strip()
    asked = parse_qs(urlsplit(answer.strip()).query)
    if not secrets.compare_digest(asked.get("state", [""])[0].encode(), started.state.encode()):
        raise BadArgument("Địa chỉ này không thuộc lần đăng nhập vừa mở (state khác); hãy chạy lại lệnh.")
    code = asked.get("code") or asked.get("oauth_code") or [""]
    return code[0]


@zalo.command()
@click.option("--to", "person", default=None, help="Gửi thử một tin tới user_id, chat_id hoặc số điện thoại này.")
@click.option("--channel", type=click.Choice(["zalo_bot", "zalo_oa", "zalo_zns"]), default=None)
@workspace_options
def test(frame: Frame, person: str | None, channel: str | None) -> None:
    """Kiểm tra các kênh Zalo; với --to thì gửi một tin thử."""
    with frame.working_app(loud=False) as app:
        channels = {name: one for name, one in _channels(app).items() if channel in (None, name)}
        if not channels:
            raise BadArgument("settings.yaml chưa có kênh Zalo nào; xem mục Zalo trong sổ tay.")
        failed = False
        for name, one in channels.items():
            receipt = one.check() if person is None else one.deliver(_trial(name, person), 30.0)
            good = receipt.delivery is Delivery.SENT
            failed = failed or not good
            say(f"{'✔' if good else '✘'} {name}: {receipt.answer}")
    if failed:
        raise NoWork("Có kênh Zalo chưa dùng được.")


def _trial(channel: str, person: str) -> Outgoing:
    number = secrets.token_hex(8)
    text = "Đây là tin thử của Đôn Đốc. Không cần trả lời."
    return Outgoing(f"<{number}@dondoc>", channel, person, "", "admin", "Tin thử", text, "", zalo_now())


@zalo.command()
@click.argument("unit")
@click.argument("role", type=_ROLES, default="contact")
@workspace_options
def link(frame: Frame, unit: str, role: str) -> None:
    """In một mã dùng một lần: người của đơn vị nhắn mã ấy cho OA để nhận tin qua Zalo."""
    with frame.working_app(loud=False) as app:
        known = app.catalogue.units.get(unit)
        if known is None:
            raise BadArgument(f"Không có đơn vị {unit} trong units.csv.")
        if getattr(known, role) is None:
            raise BadArgument(f"{known.name} chưa có {role} trong units.csv; thêm tên người trước.")
        code, until = SqlPeople(_store(app)).new_code(unit, role)
    say(f"{code}")
    say(f"Nhắn mã này cho OA bằng Zalo trước {until.astimezone(VN):%H:%M %d/%m/%Y}; mỗi mã chỉ dùng một lần.")


@zalo.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Chỉ mở ra ngoài sau một máy chủ có TLS.")
@click.option("--port", type=click.IntRange(0, 65535), default=8089, show_default=True)
@workspace_options
def webhook(frame: Frame, host: str, port: int) -> None:
    """Nghe sự kiện của OA: ai vừa nhắn, ai vừa quan tâm, ai gửi mã liên kết."""
    with frame.working_app() as app:
        tokens, hidden = _tokens(app), secret(OA_SECRET)
        if not hidden:
            raise BadArgument(f"Chưa có khóa bí mật của OA: đặt biến {OA_SECRET} (hoặc {OA_SECRET}_FILE).")
        receiver = Receiver(tokens.app.id, hidden, SqlPeople(_store(app)), zalo_now)
        server = serve(receiver, host, port)
        say(f"Đang nghe ở http://{host}:{server.server_port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            server.server_close()


def _tokens(app: App) -> Tokens:
    tokens = open_tokens(app.catalogue.settings.channels.messengers, app.store)
    if tokens is None:
        raise BadArgument("settings.yaml chưa có channels.zalo_oa hoặc channels.zalo_zns.")
    return tokens


def _store(app: App) -> SqlStore:
    assert isinstance(app.store, SqlStore)
    return app.store


def _channels(app: App) -> dict[str, Channel]:
    channels = open_channels(app.catalogue.settings, app.store)
    return {name: one for name, one in channels.items() if name.startswith("zalo_")}
