"""Letters that came back: what a delivery report says of whom, strictly; and the plain ones common servers write (D14).

Nothing here is believed: a report counts only where we wrote the very message it names to the very address it names.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr

from alerts.envelope import ADDRESS
from alerts.safe import line

LONGEST = 2_000_000
"""Bytes of a report; what is longer is cut, a report says what it has to say at its beginning."""
_MOST = 50
_ID = re.compile(r"<[0-9a-f]{40}@[A-Za-z0-9.-]{1,253}>")
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_NUMBER = re.compile(r"(?<![\d.-])(5[05]\d|4[025]\d)(?=[ -])")
_POSTMASTERS = re.compile(r"^(mailer-daemon|postmaster|mail-daemon|bounce|microsoftexchange[0-9a-f]*)@", re.IGNORECASE)
_NO_SUCH = re.compile(
    r"user unknown|unknown user|no such user|address not found|couldn't be found|wasn't found|does not exist"
    r"|recipient address rejected|mailbox unavailable|không tìm thấy địa chỉ|không tồn tại",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Returned:
    """One recipient of one message. ``message_ids``: those the report names. ``status``: like ``5.1.1``."""

    recipient: str
    message_ids: tuple[str, ...]
    status: str
    reason: str

    @property
    def for_good(self) -> bool:
        """5.7 is about us or the text, 4 about today; an address is not marked for either."""
        return self.status.startswith("5.") and not self.status.startswith(("5.3.", "5.6.", "5.7."))


def read_returned(data: bytes) -> list[Returned]:
    """What a mail says came back; nothing where it is no such report. Never raises for a malformed mail."""
    mail = message_from_bytes(data[:LONGEST], policy=policy.compat32)
    ids = tuple(dict.fromkeys(_ID.findall(data[:LONGEST].decode("ascii", "replace"))))[:_MOST]
    if not ids:
        return []
    if mail.get_content_type() == "multipart/report":
        kind = str(mail.get_param("report-type") or "delivery-status").lower()
        return list(_from_report(mail, ids)) if kind == "delivery-status" else []
    return list(_from_words(mail, ids)) if _of_a_postmaster(mail) else []


def refused(recipient: str, message_id: str, answer: str) -> Returned | None:
    """A recipient whom the server refused to its face, in the form of a report; None: the refusal is not about them."""
    status, number = _STATUS.search(answer), _NUMBER.match(answer)
    code = status.group(0) if status else "5.1.1" if number and _NO_SUCH.search(answer) else "5.7.0"
    found = Returned(recipient, (message_id,), code, line(answer, 300))
    return found if found.for_good and code.startswith(("5.1.", "5.2.")) else None


def _from_report(mail: Message, ids: tuple[str, ...]) -> Iterator[Returned]:
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for group in _groups(part)[:_MOST]:
            recipient = _address(str(group.get("Final-Recipient") or group.get("Original-Recipient") or ""))
            status = _STATUS.search(str(group.get("Status") or ""))
            if str(group.get("Action") or "").strip().lower() != "failed" or status is None or recipient is None:
                continue  # delayed, relayed, delivered: nothing came back
            words = str(group.get("Diagnostic-Code") or group.get("Status"))
            # Exchange says 5.0.0 or 5.4.x of what its diagnosis knows better.
            told = _STATUS.search(words.partition(";")[2] or words) or status
            yield Returned(recipient, ids, _best(status, told), line(words, 300))


def _groups(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _best(status: re.Match[str], told: re.Match[str]) -> str:
    vague = status.group(2) in ("0", "4") or status.group(0) == "5.5.0"
    return told.group(0) if vague and told.group(1) == status.group(1) else status.group(0)


def _from_words(mail: Message, ids: tuple[str, ...]) -> Iterator[Returned]:
    """Reports in words alone: of Gmail, Exchange, Postfix and their like."""
    text = _text(mail)
    named = [str(mail.get("X-Failed-Recipients") or "")]
    # Above the copy of our own letter stands the report; below it, addresses are those of the letter.
    report = re.split(r"-{3,}.*(?:original|header|copy|thư gốc)|^Message-ID:", text, maxsplit=1, flags=re.I | re.M)[0]
    found = [*named, report]
    status, number = _STATUS.search(report), _NUMBER.search(report)
    if status is not None:
        code = status.group(0)
    elif number is not None:
        code = "5.1.1" if number.group(0)[0] == "5" and _NO_SUCH.search(report) else f"{number.group(0)[0]}.0.0"
    elif _NO_SUCH.search(report):
        code = "5.1.1"
    else:
        return
    if code.startswith("2"):
        return
    lines = [one for one in report.splitlines() if (_STATUS.search(one) or _NUMBER.search(one) or _NO_SUCH.search(one))]
    reason = line(lines[0] if lines else report, 300)
    for recipient in _addresses(found):
        yield Returned(recipient, ids, code, reason)


def _addresses(texts: Iterable[str]) -> list[str]:
    named = (one.lower().rstrip(".") for text in texts for one in ADDRESS.findall(text))
    return [one for one in dict.fromkeys(named) if not _POSTMASTERS.match(one)][:_MOST]


def _address(field: str) -> str | None:
    """``rfc822; lan@hoa-mai.edu.test`` without its kind."""
    found = ADDRESS.search(field.rpartition(";")[2])
    return found.group(0).lower() if found else None


def _of_a_postmaster(mail: Message) -> bool:
    sender = parseaddr(str(mail.get("From") or ""))[1]
    nobody = str(mail.get("Return-Path") or "?").strip() in ("<>", "")
    return bool(_POSTMASTERS.match(sender)) or nobody or mail.get("X-Failed-Recipients") is not None


def _text(mail: Message) -> str:
    texts = []
    for part in list(mail.walk())[:_MOST]:
        if part.get_content_maintype() != "text":
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            words = payload[:LONGEST].decode(_charset(part), "replace")
            texts.append(re.sub(r"<(?!\S+@)[^>]{0,2000}>", " ", words) if "html" in part.get_content_type() else words)
    return "\n".join(texts)


def _charset(part: Message) -> str:
    """The declared one where there is such a thing."""
    try:
        return codecs.lookup(part.get_content_charset("utf-8") or "utf-8").name
    except (LookupError, ValueError):
        return "utf-8"
