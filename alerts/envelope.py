"""Our own e-mail message: headers and parts exactly as they are to arrive (S23, S26, FAULTS H9)."""

from __future__ import annotations

import re
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from unicodedata import normalize

from alerts.channel import Outgoing
from alerts.safe import line, subject

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
"""An address as it stands in a header, without quotes or comments."""
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+>")

_NAME_BYTES = 150


class BadAddressError(ValueError):
    """An address, or a Message-ID, that cannot stand in a header."""


def plain_address(address: str) -> str:
    """The address as SMTP takes it. Raises BadAddressError where it is none."""
    if not ADDRESS.fullmatch(address):
        raise BadAddressError(f"Địa chỉ thư không hợp lệ: {line(address, 80)!r}.")
    return address


def compose(message: Outgoing, sender: str, sender_name: str = "") -> EmailMessage:
    """Plain text with an HTML alternative, the files that go along, and no header but ours.

    ``Date`` is when the message was made, so that every attempt is the same mail. Raises BadAddressError.
    """
    mail = EmailMessage(policy=SMTP)
    # What is plain by its making, or was checked, needs no parsing by the library: that took longer than the sending.
    mail.set_raw("Message-ID", _identifier(message.message_id))
    mail.set_raw("Date", format_datetime(message.created))
    mail["From"] = _person(sender_name, sender)
    mail["To"] = _person(message.recipient_name, message.recipient)
    if message.reply_to:
        mail["Reply-To"] = _person("", message.reply_to)
    # The library's own folding may add a space to a long first word; encoded words of our making come back whole.
    mail.set_raw("Subject", Header(subject(message.subject), "utf-8", maxlinelen=75, header_name="Subject").encode())
    mail.set_raw("Auto-Submitted", "auto-generated")
    if message.attempt > 1:
        mail.set_raw("X-Dondoc-Attempt", str(message.attempt))
    if message.thread:
        mail.set_raw("In-Reply-To", _identifier(message.thread))
        mail.set_raw("References", _identifier(message.thread))
    if message.kind == "digest":
        # Leaving the digest is a word to the office, not a click on a stranger's server.
        mail["List-Unsubscribe"] = f"<mailto:{plain_address(message.reply_to or sender)}?subject=unsubscribe>"
    mail.set_content(message.text, charset="utf-8", cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", charset="utf-8", cte="quoted-printable")
    # The boundary follows from the Message-ID: a repeat carries the same bytes.
    boundary = f"=_{message.message_id.strip('<>').partition('@')[0][:40]}"
    mail.set_boundary(boundary)
    for one in message.attachments:
        kind, _, subtype = one.media.partition("/")
        mail.add_attachment(one.data, maintype=kind, subtype=subtype, filename=file_name(one.name))
    if message.attachments:
        mail.set_boundary(f"{boundary}-files")
    return mail


def file_name(name: str) -> str:
    """A name that only names a file: no path, no line, no letter that turns the reading direction (H15).

    Vietnamese letters stay; on the wire they are written as RFC 2231 wants. At most 150 bytes, the end is kept.
    """
    plain = re.sub(r"[^\w.-]+", "-", normalize("NFC", name)).strip("-.")
    return plain.encode()[-_NAME_BYTES:].decode("utf-8", "ignore").strip("-.") or "tep"


def _person(name: str, address: str) -> Address:
    return Address(display_name=line(name, 120).replace("=?", "= ?"), addr_spec=plain_address(address))


def _identifier(value: str) -> str:
    if not _MESSAGE_ID.fullmatch(value):
        raise BadAddressError(f"Message-ID không hợp lệ: {line(value, 80)!r}.")
    return value
