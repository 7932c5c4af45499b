"""Which concrete class stands behind each door: the fetcher, the crew, the channels."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from alerts.channel import Channel
from alerts.channels.file import FileChannel
from crawlers.fetching import FetchSettings as FetcherSettings
from crawlers.fetching import HttpFetcher
from crawlers.looking.gate import MOST_WAITING
from crawlers.looking.workers import Orders, look_in_processes
from monitor.app.copies import MailboxOfCopies
from monitor.app.messengers import open_messengers
from monitor.catalogue.settings import PASSWORD_VARIABLE, Settings, smtp_password
from monitor.catalogue.settings import EmailSettings as Email
from monitor.clock import Clock
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.look import Crew
from monitor.ports import Store

if TYPE_CHECKING:
    from alerts.channels.email import EmailChannel

_WORTH_A_PROCESS = 100
"""Sections for which starting a process pays."""


def open_fetcher(settings: Settings, clock: Clock) -> HttpFetcher:
    """The fetcher that the settings ask for; pages are stamped by the clock of the run."""
    return HttpFetcher(fetcher_settings(settings), clock)


def fetcher_settings(settings: Settings) -> FetcherSettings:
    """How sites are fetched."""
    fetch = settings.fetch
    return FetcherSettings(
        allow_networks=tuple(str(network) for network in fetch.allow_networks),
        pause_s=fetch.pause_s,
        deadline_s=fetch.deadline_s,
        visit_s=fetch.visit_s,
        max_bytes=fetch.max_bytes,
        user_agent=fetch.user_agent,
        respect_robots=fetch.respect_robots,
        ca_file=fetch.ca_file,
        max_hosts=max(64, settings.looks.threads * 2 + MOST_WAITING),
    )


def open_crew(cycle: Cycle, clock: Clock, only: str | None) -> Crew | None:
    """Worker processes where there is work for several; None: threads of this process will do."""
    looks = cycle.catalogue.settings.looks
    processes = looks.processes or min(os.cpu_count() or 1, len(cycle.catalogue.sections) // _WORTH_A_PROCESS)
    if only is not None or processes < 2:
        return None
    orders = Orders(fetcher_settings(cycle.catalogue.settings), looks.threads, cycle.now, clock.at)
    return Crew(lambda visits, stop: look_in_processes(visits, orders, processes, stop))


def open_channels(settings: Settings, store: Store) -> Mapping[str, Channel]:
    """The channels that are set up, by name."""
    channels: dict[str, Channel] = {"file": FileChannel(settings.channels.file.dir, sender_of(settings))}
    if settings.channels.email is not None:
        channels["email"] = email_channel(settings.channels.email, settings.office.name)
    return {**channels, **open_messengers(settings.channels.messengers, store)}


def sender_of(settings: Settings) -> str:
    """Who writes: the address of the SMTP account, else that of the office."""
    return settings.channels.email.sender if settings.channels.email else (settings.office.email or "dondoc@localhost")


def email_channel(email: Email, sender_name: str) -> EmailChannel:
    """The SMTP server of the settings. Raises Wrong for a bad password file."""
    from alerts.channels.email import EmailChannel, EmailSettings  # and asyncio with it: 10 MB that no look needs

    return EmailChannel(
        EmailSettings(
            host=email.host,
            port=email.port,
            sender=email.sender,
            sender_name=sender_name,
            security=email.security,
            user=email.user,
            password=smtp_password(email),
            ca_file=email.ca_file,
            timeout_s=email.timeout_s,
            connections=email.connections,
            copy_to=email.copy.to if email.copy else None,
            password_from=f"tệp {email.password_file} hoặc biến {PASSWORD_VARIABLE}"
            if email.password_file
            else PASSWORD_VARIABLE,
        ),
        MailboxOfCopies(email.copy) if email.copy else None,
    )
