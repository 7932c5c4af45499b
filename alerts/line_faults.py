"""Why a line to a server did not come about or broke, in the words that looks have for it: offices read them (S26)."""

from __future__ import annotations

import errno
import smtplib
import socket
import ssl

from rules.explain import OUTCOME_NAMES
from rules.model import Outcome

_BROKEN_OFF = (ConnectionResetError, BrokenPipeError, ConnectionAbortedError, EOFError, smtplib.SMTPServerDisconnected)
_NO_ROUTE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL})
_CUT = (ssl.SSLEOFError, ssl.SSLZeroReturnError)


def words_of_line(fault: BaseException) -> str | None:
    """None where we have no words of our own: what a server said stays what it said."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        return f"chứng thư số của máy chủ không tin cậy được ({fault.verify_message})"
    if isinstance(fault, TimeoutError) or "timed out" in str(fault):  # smtplib tells of both in one kind of fault
        return "máy chủ không trả lời kịp"
    if isinstance(fault, (*_BROKEN_OFF, *_CUT)):
        return "máy chủ ngắt kết nối"
    if isinstance(fault, socket.gaierror):
        return "không tra được tên máy chủ"
    if isinstance(fault, ConnectionRefusedError):
        return OUTCOME_NAMES[Outcome.REFUSED]
    if isinstance(fault, OSError) and fault.errno in _NO_ROUTE:
        return "không có đường mạng tới máy chủ"
    return None
