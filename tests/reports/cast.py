"""The cast of the reports: four schools, and lines and figures about them as they come from the store."""

from __future__ import annotations

from datetime import datetime

from monitor.reports.figures import DutyLine, Exhibit, Figures, PlanCited
from rules.model import VN, DutyKey, Person, Status
from rules.periods import name, parse

NAMES = {
    "mn-sao-mai": "Trường MN Sao Mai",
    "thcs-hoa-mai": "Trường THCS Hoa Mai",
    "thpt-song-hau": "Trường THPT Sông Hậu",
    "th-binh-minh": "Trường TH Bình Minh",
}
OFFICE = Person("office", "Phòng Tổ chức cán bộ, Sở GDĐT tỉnh Phù Sa", "vanphong@so.test", phone="0299 3000 111")
PLAN = PlanCited("phu-sa-2022", "Kế hoạch tuyên truyền năm 2022", "15/KH-SGDĐT", "Sở GDĐT tỉnh Phù Sa", "", True)
TITLE = "Đăng tin, bài cải cách hành chính"


def line(
    unit: str = "thcs-hoa-mai", period: str = "2022-03", status: Status | None = Status.MET, **given: object
) -> DutyLine:
    """One duty; met duties bear an exhibit, charges their proof."""
    met = status in (Status.MET, Status.LATE)
    charged = status in (Status.LATE, Status.OVERDUE, Status.MISSED)
    exhibit = Exhibit("Tập huấn một cửa", "http://hoa-mai.edu.test/1", "đăng ngày 05/3/2022, theo trang bài")
    values: dict[str, object] = {
        "key": DutyKey(unit, PLAN.id, "IV.1-monthly", period),
        "plan": PLAN.id,
        "unit": NAMES.get(unit, unit),
        "title": TITLE,
        "source": "mục IV.1",
        "lead": NAMES.get(unit, unit),
        "partners": "Tổ CNTT",
        "deadline": name(period),
        "month": period if len(period) == 7 else None,
        "status": status,
        "reason": "test",
        "because": "Trang chặn phần mềm tự động" if status is Status.UNKNOWN else "",
        "counted": int(met),
        "needed": 1,
        "attested": False,
        "hindsight": False,
        "exhibits": (exhibit,) if met else (),
        "proof": "17:00 ngày 02/4/2022 và 17:40 ngày 02/4/2022" if charged else "",
        "seen": "17:40 ngày 02/4/2022",
        "curable": status is Status.OVERDUE,
    }
    return DutyLine(**(values | given))  # type: ignore[arg-type]


def figures_of(*lines: DutyLine, period: str = "2022-03", unit: str | None = None, **given: object) -> Figures:
    """Figures of some lines."""
    names = {one.key.unit: one.unit for one in lines}
    values: dict[str, object] = {
        "period": parse(period),
        "unit": unit,
        "unit_name": NAMES.get(unit or "", ""),
        "known_at": datetime(2022, 4, 5, 8, tzinfo=VN),
        "lines": lines,
        "hindsight": (),
        "plans": (PLAN,),
        "units": len(names),
        "unit_names": names,
        "groups": frozenset(),
        "heads": {"thcs-hoa-mai": "Trần Văn Minh", "th-binh-minh": "Lê Thị Ánh"},
    }
    return Figures(**(values | given))  # type: ignore[arg-type]


def quarter(unit: str | None = None) -> Figures:
    """A quarter in which every status occurs at least once."""
    statuses = [*Status, None]
    units = list(NAMES)
    lines = [
        line(units[place % 4], f"2022-{month:02}", statuses[(place + month) % len(statuses)])
        for month in (1, 2, 3)
        for place in range(len(statuses))
    ]
    lines.append(line("thcs-hoa-mai", "2022-03", Status.MET, attested=True, exhibits=(), word="Bà Lan xác nhận"))
    return figures_of(
        *lines, period="2022-Q1", unit=unit, hindsight=(line("mn-sao-mai", "2022-01", Status.MISSED, hindsight=True),)
    )
