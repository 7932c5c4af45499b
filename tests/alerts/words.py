"""Ready-made words for the tests of rendering: one finding, one letter, one digest."""

from __future__ import annotations

from datetime import date

from alerts.digest import (
    BehindWords,
    ChangeWords,
    DigestFigures,
    HeatCell,
    HeatMap,
    QuestionWords,
    TrendPoint,
    UnknownWords,
    UnseenWords,
    UpcomingWords,
)
from alerts.notice import MessageKind
from alerts.tones import Tone
from alerts.wording import FindingWords, ItemWords, Letter, OfficeWords
from rules.model import Status
from tests.alerts.cast import at

OFFICE_WORDS = OfficeWords("Văn phòng Sở Giáo dục và Đào tạo tỉnh Phù Sa", "vanphong@so.test", "0299 3 000 111")
FINDING = FindingWords(
    MessageKind.OVERDUE,
    Status.OVERDUE,
    "Trường THCS Hoa Mai",
    "Đăng tin, bài tuyên truyền cải cách hành chính",
    "mục IV.1, Kế hoạch tuyên truyền cải cách hành chính năm 2022",
    "tháng 3/2022",
    1,
    2,
    "tin, bài hoặc văn bản",
    strict_day="30/3/2022",
    lenient_day="31/3/2022",
    days_left=3,
    last_look="08:40 ngày 02/4/2022",
    cure_until="hết ngày 10/4/2022",
    items=(ItemWords("Họp về cải cách hành chính", "http://hoa-mai.edu.test/a", "đăng 12/3/2022"),),
)


def letter_of(*findings: FindingWords, pilot: bool = False) -> Letter:
    """A letter to the contact of Hoa Mai; its kind is that of the first finding."""
    return Letter(findings[0].kind, "Bà Nguyễn Thị Lan", OFFICE_WORDS, findings, pilot)


def digest_of(title: str, unit: str = "") -> DigestFigures:
    """A week with one row in every table, each bearing the title."""
    unit = unit or title
    counts = {Status.MET: 40, Status.LATE: 1, Status.OVERDUE: 2, Status.UNKNOWN: 3, Status.DUE_SOON: 4}
    return DigestFigures(
        "2022-W13",
        date(2022, 3, 28),
        date(2022, 4, 3),
        OFFICE_WORDS,
        24,
        counts,
        {Status.MET: 38, Status.OVERDUE: 3, Status.UNKNOWN: 3},
        changes=(ChangeWords(unit, title, "2022-03", Status.OVERDUE, Status.LATE, at("2022-04-01 08:00")),),
        behind=(BehindWords(unit, title, "2022-03", Status.OVERDUE, date(2022, 3, 31), 1, 2, "hết ngày 10/4/2022"),),
        unseen=(UnseenWords(unit, "http://sao-mai.edu.test/cchc", title, at("2022-03-28 08:00")),),
        upcoming=(UpcomingWords(title, "2022-04", date(2022, 4, 15), 1, 0),),
        questions=(
            QuestionWords(unit, title, title, "dondoc confirm thcs-hoa-mai IV.1-monthly 2022-03 12 --yes|--no", 24),
        ),
        unknown=(UnknownWords(title, 3, unit),),
        pageless=(unit,),
        plan_changes=(title,),
        heat=HeatMap(("T2", "T3"), ((unit, (None, HeatCell("1/1 M", Tone.MIXED))),), fine=3, more=1),
        trend=(TrendPoint("T2", 1.0, 2, 2), TrendPoint("T3", 0.5, 1, 2), TrendPoint("T4", None, 0, 0)),
        unreachable=(unit,),
        hindsight=2,
        corrections=1,
        held=3,
        notes=(title,),
    )
