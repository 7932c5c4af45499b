"""Settings of channels beside e-mail: Zalo in its three forms, and anything that Apprise can reach.

Secrets are never in the file: they come from environment variables, or from a file that ``<variable>_FILE`` names.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from monitor.catalogue import addresses, scalars
from monitor.catalogue.faults import Collector, Wrong
from monitor.catalogue.forms import Form, Text, Truth
from monitor.catalogue.tree import Tree

BOT_TOKEN = "DONDOC_ZALO_BOT_TOKEN"
APP_SECRET = "DONDOC_ZALO_APP_SECRET"
OA_SECRET = "DONDOC_ZALO_OA_SECRET"
APPRISE_URLS = "DONDOC_APPRISE_URLS"
PARAM_WORDS = ("name", "subject", "date", "summary")
_Url = Annotated[str | None, BeforeValidator(scalars.optional(addresses.url))]
_AppId = Annotated[str | None, BeforeValidator(scalars.optional(addresses.header_text))]


@dataclass(frozen=True, slots=True)
class ZaloBotSettings:
    """A bot; its token is ``DONDOC_ZALO_BOT_TOKEN``."""

    api: str = "https://bot-api.zaloplatforms.com"


@dataclass(frozen=True, slots=True)
class ZaloOaSettings:
    """An Official Account; the application's secret is ``DONDOC_ZALO_APP_SECRET``."""

    app_id: str
    template_type: str | None = "transaction_education"
    proof: bool = False
    api: str = "https://openapi.zalo.me"
    oauth: str = "https://oauth.zaloapp.com"


@dataclass(frozen=True, slots=True)
class ZaloZnsSettings:
    """Templates to telephones, with the token of the same application. ``params``: parameter → one of PARAM_WORDS."""

    app_id: str
    template_id: str
    params: Mapping[str, str] = field(default_factory=lambda: {"name": "name", "content": "subject", "date": "date"})
    limit: int = 100
    development: bool = False
    proof: bool = False
    api: str = "https://business.openapi.zalo.me"
    oauth: str = "https://oauth.zaloapp.com"


@dataclass(frozen=True, slots=True)
class AppriseSettings:
    """Addresses of Apprise are secrets: ``DONDOC_APPRISE_URLS``, one a line. Only the office is told this way."""


@dataclass(frozen=True, slots=True)
class Messengers:
    """Those that are set up."""

    zalo_bot: ZaloBotSettings | None = None
    zalo_oa: ZaloOaSettings | None = None
    zalo_zns: ZaloZnsSettings | None = None
    apprise: AppriseSettings | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those that are set up, as ``route`` calls them."""
        pairs = (("zalo_bot", self.zalo_bot), ("zalo_oa", self.zalo_oa), ("zalo_zns", self.zalo_zns))
        return tuple(name for name, one in (*pairs, ("apprise", self.apprise)) if one is not None)

    @property
    def app(self) -> ZaloOaSettings | ZaloZnsSettings | None:
        """Whichever names the application at Zalo."""
        return self.zalo_oa or self.zalo_zns


class ZaloBotForm(Form):
    api: _Url = None


class ZaloOaForm(Form):
    app_id: _AppId = None
    template_type: Text = None
    proof: Truth = None
    api: _Url = None
    oauth: _Url = None


class ZaloZnsForm(Form):
    app_id: _AppId = None
    template_id: _AppId = None
    params: dict[str, Annotated[str, BeforeValidator(scalars.choice(*PARAM_WORDS))]] | None = None
    limit: Annotated[int | None, BeforeValidator(scalars.optional(scalars.whole(10, 400)))] = None
    development: Truth = None
    proof: Truth = None
    api: _Url = None
    oauth: _Url = None


class AppriseForm(Form):
    pass


def messengers(
    bot: ZaloBotForm | None,
    oa: ZaloOaForm | None,
    zns: ZaloZnsForm | None,
    apprise: AppriseForm | None,
    tree: Tree,
    notes: Collector,
) -> Messengers:
    """Their settings; what must be there and is not is noted."""
    _needed("zalo_oa", oa, ("app_id",), tree, notes)
    _needed("zalo_zns", zns, ("app_id", "template_id"), tree, notes)
    if oa and zns and oa.app_id and zns.app_id and oa.app_id != zns.app_id:
        notes.add(tree.line(("channels", "zalo_zns")), "`app_id` khác với zalo_oa", "dùng cùng một ứng dụng Zalo")
    no_template = isinstance(tree.data, dict) and "template_type" in _raw(tree, "zalo_oa") and oa is not None
    found_oa = ZaloOaSettings(**_given(oa, app_id=oa.app_id or "")) if oa else None
    if found_oa is not None and oa is not None and no_template and oa.template_type is None:
        found_oa = ZaloOaSettings(**_given(oa, app_id=oa.app_id or "", template_type=None))
    return Messengers(
        zalo_bot=ZaloBotSettings(**_given(bot)) if bot else None,
        zalo_oa=found_oa,
        zalo_zns=ZaloZnsSettings(**_given(zns, app_id=zns.app_id or "", template_id=zns.template_id or ""))
        if zns
        else None,
        apprise=AppriseSettings() if apprise else None,
    )


def _raw(tree: Tree, name: str) -> Mapping[str, Any]:
    channels = tree.data.get("channels") if isinstance(tree.data, dict) else None
    found = channels.get(name) if isinstance(channels, dict) else None
    return found if isinstance(found, dict) else {}


def _needed(name: str, form: Form | None, keys: tuple[str, ...], tree: Tree, notes: Collector) -> None:
    for key in keys:
        if form is not None and not _raw(tree, name).get(key):
            notes.add(tree.line(("channels", name)), f"kênh {name} thiếu `{key}`", f'ví dụ {key}: "1234567890"')


def _given(form: Form | None, **more: Any) -> dict[str, Any]:
    values = {name: getattr(form, name) for name in type(form).model_fields} if form else {}
    return {
        name: v.rstrip("/") if name in ("api", "oauth") else v for name, v in values.items() if v is not None
    } | more


def secret(variable: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """The secret from the environment, else from the file that ``<variable>_FILE`` names; None: there is none.

    Raises Wrong when the file will not do (I18).
    """
    if environment.get(variable):
        return environment[variable].strip()
    named = environment.get(f"{variable}_FILE")
    if not named:
        return None
    path = Path(named)
    try:
        facts = path.stat()
    except OSError:
        raise Wrong(f"không có tệp {path} ({variable}_FILE)", "tạo tệp ấy hoặc bỏ biến này") from None
    if facts.st_mode & 0o007 or not 0 < facts.st_size <= 65536:
        raise Wrong(f"tệp {path} rỗng, quá lớn hoặc ai cũng đọc được", f"chạy chmod 600 {path}")
    return path.read_text(encoding="utf-8").strip()
