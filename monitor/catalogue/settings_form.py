"""The keys of settings.yaml and what each may hold; meanings stand in config/settings.example.yaml."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from monitor.catalogue import addresses, scalars
from monitor.catalogue.forms import Email, FirstDay, Form, Phone, Text, TimeOfDay, Truth, one_of, whole_number
from monitor.catalogue.messengers import AppriseForm, ZaloBotForm, ZaloOaForm, ZaloZnsForm

CHANNELS = ("email", "file", "zalo_bot", "zalo_oa", "zalo_zns", "apprise")


def _number(least: float, most: float) -> BeforeValidator:
    return BeforeValidator(scalars.optional(scalars.decimal(least, most)))


class OfficeForm(Form):
    name: Text = None
    email: Email = None
    phone: Phone = None


class AdminForm(Form):
    name: Text = None
    email: Email = None
    phone: Phone = None


class FetchForm(Form):
    allow_networks: list[Annotated[Any, BeforeValidator(addresses.network)]] | None = None
    pause_s: Annotated[float | None, _number(0, 600)] = None
    deadline_s: Annotated[float | None, _number(0.1, 600)] = None
    visit_s: Annotated[float | None, _number(1, 7200)] = None
    max_bytes: Annotated[int | None, whole_number(10_000, 200_000_000)] = None
    user_agent: Annotated[str | None, BeforeValidator(scalars.optional(addresses.header_text))] = None
    respect_robots: Truth = None
    ca_file: Text = None


class LooksForm(Form):
    confirm_after_min: Annotated[int | None, whole_number(1, 1440)] = None
    every_h: Annotated[float | None, _number(0.1, 720)] = None
    retry_min: Annotated[int | None, whole_number(1, 1440)] = None
    threads: Annotated[int | None, whole_number(1, 256)] = None
    processes: Annotated[int | None, whole_number(0, 64)] = None
    control_urls: list[Annotated[str, BeforeValidator(addresses.url)]] | None = None


class MailboxForm(Form):
    host: Text = None
    port: Annotated[int | None, whole_number(1, 65535)] = None
    user: Text = None
    folder: Text = None
    ca_file: Text = None


class CopyForm(MailboxForm):
    to: Email = None
    wait_s: Annotated[float | None, _number(0, 30)] = None


class EmailForm(Form):
    host: Text = None
    port: Annotated[int | None, whole_number(1, 65535)] = None
    security: Annotated[str | None, one_of("none", "starttls", "tls")] = None
    user: Text = None
    sender: Email = None
    ca_file: Text = None
    timeout_s: Annotated[float | None, _number(1, 600)] = None
    password_file: Text = None
    connections: Annotated[int | None, whole_number(1, 16)] = None
    copy_: CopyForm | None = Field(default=None, alias="copy")


class FileForm(Form):
    dir: Text = None


class ChannelsForm(Form):
    email: EmailForm | None = None
    file: FileForm | None = None
    zalo_bot: ZaloBotForm | None = None
    zalo_oa: ZaloOaForm | None = None
    zalo_zns: ZaloZnsForm | None = None
    apprise: AppriseForm | None = None


class LadderForm(Form):
    remind_days: list[Annotated[int, BeforeValidator(scalars.whole(0, 90))]] | None = None
    escalate_days: Annotated[int | None, whole_number(1, 90)] = None
    digest: Annotated[Any, BeforeValidator(scalars.optional(scalars.weekday_time))] = None


class QuietForm(Form):
    from_: TimeOfDay = Field(default=None, alias="from")
    to: TimeOfDay = None


class StormForm(Form):
    share: Annotated[float | None, _number(0, 1)] = None
    least: Annotated[int | None, whole_number(0, 100_000)] = None


class WebForm(Form):
    base_url: Annotated[str | None, BeforeValidator(scalars.optional(addresses.url))] = None
    link_days: Annotated[int | None, whole_number(1, 60)] = None


class BouncesForm(MailboxForm):
    seen: Truth = None


class PingForm(Form):
    url: Annotated[str | None, BeforeValidator(scalars.optional(addresses.url))] = None
    timeout_s: Annotated[float | None, _number(1, 60)] = None


class WatchForm(Form):
    missed_h: Annotated[float | None, _number(0.1, 720)] = None
    healthy_h: Annotated[float | None, _number(1, 720)] = None
    queue_min: Annotated[int | None, whole_number(5, 10_080)] = None
    hung_min: Annotated[int | None, whole_number(5, 10_080)] = None
    free_mb: Annotated[int | None, whole_number(10, 1_000_000)] = None


class RetentionForm(Form):
    evidence_months: Annotated[int | None, whole_number(0, 240)] = None
    letters_months: Annotated[int | None, whole_number(0, 240)] = None


class SettingsForm(Form):
    database: Text = None
    office: OfficeForm | None = None
    admin: AdminForm | None = None
    send_to: Annotated[str | None, one_of("nobody", "office", "units")] = None
    fetch: FetchForm | None = None
    looks: LooksForm | None = None
    watch_from: FirstDay = None
    channels: ChannelsForm | None = None
    route: list[Annotated[str, BeforeValidator(scalars.choice(*CHANNELS))]] | None = None
    ladder: LadderForm | None = None
    quiet: QuietForm | None = None
    storm: StormForm | None = None
    ping: PingForm | None = None
    watch: WatchForm | None = None
    retention: RetentionForm | None = None
    web: WebForm | None = None
    bounces: BouncesForm | None = None
