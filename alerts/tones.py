"""Backgrounds that go with a verdict, alike in letters and on paper; the words beside them say the same."""

from __future__ import annotations

from enum import StrEnum

from rules.model import Status


class Tone(StrEnum):
    """Background of a cell, for those who print in colour."""

    NONE = ""
    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"
    UNSURE = "unsure"
    WAITING = "waiting"


COLOURS = {
    Tone.GOOD: "DCEFDC",
    Tone.MIXED: "FFF2CC",
    Tone.BAD: "F8D0C4",
    Tone.UNSURE: "E2E5E9",
    Tone.WAITING: "DCE6F4",
}
"""RGB in hex; light enough for black words, and far enough apart in grey."""

TONES: dict[Status | None, Tone] = {
    Status.MET: Tone.GOOD,
    Status.LATE: Tone.MIXED,
    Status.OVERDUE: Tone.BAD,
    Status.MISSED: Tone.BAD,
    Status.UNKNOWN: Tone.UNSURE,
    Status.AWAITING: Tone.WAITING,
    None: Tone.UNSURE,
}
"""None: a duty that was never judged."""

MARKS: dict[Status | None, str] = {
    Status.LATE: " M",
    Status.OVERDUE: " Q",
    Status.MISSED: " K",
    Status.UNKNOWN: " ?",
    Status.AWAITING: " C",
    Status.NOT_DUE: " Đ",
    Status.DUE_SOON: " Đ",
    None: " ?",
}
"""What stands behind a fraction, so that nobody needs the colours."""

LEGEND = (
    "M – có nội dung đăng muộn; Q – quá hạn; K – không đạt; ? – chưa xác định hoặc chưa kiểm tra; C – chờ xác nhận; "
    "Đ – còn nội dung chưa đến hạn"
)
