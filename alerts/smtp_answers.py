"""What an SMTP failure means for the message: ask later, never, call the operator, or unclear (FAULTS D1–D16)."""

from __future__ import annotations

import smtplib
import ssl

from alerts.channel import Delivery, Receipt
from alerts.line_faults import words_of_line
from alerts.safe import line

_TOO_LARGE = 552
_AUTH = frozenset({530, 534, 535, 538})


def receipt_for(fault: Exception, dot_left: bool) -> Receipt:
    """``dot_left``: the whole message with its final dot was handed over before the fault."""
    code = code_of(fault)
    if dot_left and code is None:
        # The server may have taken it: only a clear number says otherwise (D7, D8, D9).
        return Receipt(Delivery.UNCLEAR, f"Máy chủ thư ngắt trước khi trả lời: {words_of(fault)}")
    if code is None:
        return _without_answer(fault)
    delivery = Delivery.RETRY if code < 500 else _refused(fault, code)
    return Receipt(delivery, words_of(fault))


def code_of(fault: Exception) -> int | None:
    """The number of the server's refusal, None where it gave none that means anything."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in fault.recipients.values()]
        return _refusal(codes[0]) if codes else None
    if isinstance(fault, smtplib.SMTPResponseException):
        # smtplib makes up "500 Line too long." itself, as text; a server's words are bytes (D16).
        return None if isinstance(fault.smtp_error, str) else _refusal(fault.smtp_code)
    return None


def _refusal(code: int) -> int | None:
    # smtplib says -1 for what it cannot read, and reads a line that was cut short as if it were whole.
    return code if 400 <= code < 600 else None


def words_of(fault: Exception) -> str:
    """The server's answer, or the fault, in one line (S26)."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused) and fault.recipients:
        code, words = next(iter(fault.recipients.values()))
        return line(f"{code} {_text(words)}", 300)
    if isinstance(fault, smtplib.SMTPResponseException):
        return line(f"{fault.smtp_code} {_text(fault.smtp_error)}", 300)
    return words_of_line(fault) or line(f"{type(fault).__name__}: {fault}", 300)


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _refused(fault: Exception, code: int) -> Delivery:
    """A refusal for good: of this message or this recipient, or of us altogether."""
    if code == _TOO_LARGE:
        return Delivery.PERMANENT
    if code in _AUTH:
        return Delivery.OPERATOR
    if isinstance(fault, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)):
        return Delivery.PERMANENT
    # Banner, EHLO, STARTTLS, login or our sender address were refused: no other message would fare better.
    return Delivery.OPERATOR


def _without_answer(fault: Exception) -> Receipt:
    if isinstance(fault, UnicodeError):
        # The fault itself would quote the password (D27).
        return Receipt(Delivery.OPERATOR, "Tên máy chủ, tên đăng nhập hoặc mật khẩu có ký tự không dùng được.")
    if isinstance(fault, ssl.SSLCertVerificationError):
        return Receipt(Delivery.OPERATOR, f"Chứng chỉ của máy chủ thư không tin cậy được: {fault.verify_message}.")
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        # STARTTLS or AUTH is not offered, perhaps stripped on the way: nothing is ever sent in clear instead (D10).
        return Receipt(Delivery.OPERATOR, f"Máy chủ thư không có tính năng cần dùng: {words_of(fault)}")
    if isinstance(fault, ssl.SSLError) and not isinstance(fault, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return Receipt(Delivery.OPERATOR, f"Không bắt tay TLS được với máy chủ thư: {words_of(fault)}")
    passing = isinstance(fault, (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException))
    passing = passing or isinstance(fault, smtplib.SMTPRecipientsRefused)
    if isinstance(fault, smtplib.SMTPException) and not passing:
        return Receipt(Delivery.OPERATOR, f"Không dùng được máy chủ thư: {words_of(fault)}")
    return Receipt(Delivery.RETRY, f"Chưa nói chuyện được với máy chủ thư: {words_of(fault)}", cut=True)
