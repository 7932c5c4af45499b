"""Duties in running text: deadlines, counts per period, periodic reports; the rest is left out with its reason."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.importing.blocks import Table
from monitor.importing.channels import BOARD, COUNT, REPORT, WEB, Channel, channels, is_act, least_of, on_own_site
from monitor.importing.citations import without_citations
from monitor.importing.draft import DraftDuty, Found, short
from monitor.importing.flow import Paragraph
from monitor.importing.labels import WHEN_LABEL, fields
from monitor.importing.moments import Time, is_near
from monitor.importing.name_ends import ODD_NAME, looks_like_units
from monitor.importing.outline import Spot
from monitor.importing.parties import Party
from monitor.importing.plain import Plain, mend
from monitor.importing.reporting import ReportPeriod, period_before, periods_of
from monitor.importing.standing import REASON, fixture_of
from monitor.importing.subjects import parties_of, reports_to, without_marker
from monitor.importing.times import find_times
from rules.text import clean

_CITES = re.compile(
    r"^\W*(?:can cu|theo (?:ke hoach|cong van|quyet dinh|chi dao)|thuc hien (?:ke hoach|quyet dinh|cong van|nghi"
    r" quyet|chi thi|chuong trinh) (?:so|cua)|kem theo)\b"
)
_PERCENT = re.compile(r"\d\s*%|\bphan tram\b")
_IS_TARGET = "chỉ tiêu tính theo %, không phải nghĩa vụ"
_BACK = re.compile(
    r"^\W*(?:(?:thoi (?:gian|han)|han)(?: hoan thanh| thuc hien| bao cao)?\b"
    r"|(?:va )?(?:phai )?(?:hoan thanh|xong|thuc hien)(?: xong)? (?:truoc|trong|cham nhat|vao|som hon))"
)
_NAMED_AFTER = re.compile(
    r"\s*(?:\(|,?\s*(?:doi voi|cho)\s+)\s*(?:bao cao )?(?P<name>(?:quy|(?:0?6|sau|0?9) thang|nam)\b[^,;)]{0,40})\)?"
)
_CONDITIONAL = re.compile(r"\bneu co\b|\bkhi co\b|neu to chuc")
_STANDING = re.compile(r"thuong xuyen|duy tri|kip thoi|lien tuc")
_LABELLED = re.compile(r"^\W*(?:trong |vao )?$")
_WHEN = re.compile(
    rf"(?:(?:thoi gian|thoi han|tien do|han)(?: hoan thanh| thuc hien| dang)?\s*:?\s*(?:trong |vao )?|{WHEN_LABEL})$"
)
_ACT_THEN = re.compile(
    r"\b(?:phat dong|to chuc|khai mac|be mac|hoan thanh|xong|ban hanh|trinh|gui|nop|hop|so ket|tong ket|trao giai"
    r"|nghiem thu|ra mat|cong bo|ket thuc|trien khai|thuc hien)\s*(?:vao |trong )?$"
)
"""A verb directly before a month: ``phát động tháng 4/2026, trao giải …``."""
_NO_OBJECT = re.compile(
    r"^\W*(?:phat dong|khai mac|be mac|trao giai|so ket|tong ket|cong bo|nghiem thu|ra mat|ket thuc)\s+"
    r"(?:vao|trong|truoc|cham nhat|thang|ngay|quy|tu)\b"
)
"""``…; phát động tháng 4``: what is meant stands in the clause before."""
_EVERY_LABEL = re.compile(WHEN_LABEL)
_TITLE_LABEL = re.compile(
    r"^\s*(?:(?:nội dung|nhiệm vụ|công việc)[^:]{0,20}"
    r"|(?:các |phòng|văn phòng|khoa|ban|trung tâm|tổ(?! chức)|chi cục|thanh tra)"
    r"[^:]{2,160} (?:chủ trì|phối hợp)):\s*(?=\w)",
    re.IGNORECASE,
)
_TITLE_CUT = re.compile(
    r"\s*\((?:[^()]*(?:chủ trì|phối hợp)[^()]*)\)"
    r"|[,;.]?\s*(?:đơn vị |cơ quan |bộ phận )?(?:chủ trì|phối hợp|thời gian|thời hạn|hình thức)[^:,;.]{0,20}:.*$",
    re.IGNORECASE | re.DOTALL,
)
MOST_CLAUSE = 2500
_IN_YEAR = re.compile(r"\btrong (?:ca )?nam(?: 20\d\d)?\s*(?:$|[.;,])|\bmot nam\b|/\s*nam\b")
_UNSURE = "có mốc thời gian trong câu nhưng chưa chắc đó là hạn"
_PAST = re.compile(
    r"\bda (?:duoc |co )?\w+|\bvua qua\b|hieu luc|thay the|giai doan|ban hanh (?:kem theo|tai)|nhiem ky|ke tu|duoc giao"
    r"|tiep tuc thuc hien (?:ke hoach|quyet dinh)"
)
_ACTS_FIRST = re.compile(
    r"\b(?:chu tri|tham muu|xay dung|to chuc|dang|bao cao|gui|nop|cong khai|niem yet|hoan thanh|ra soat|cap nhat"
    r"|tong hop|trinh|ban hanh|khao sat|kiem tra|phat dong|tap huan|so ket|tong ket|viet|lap)\b"
)


def read_prose(spot: Spot, found: Found, year: int, office: Party) -> None:
    """The duties of one paragraph. Raises ImportTrouble for a day that does not exist."""
    assert not isinstance(spot.block, Table)
    ProseReader(spot, spot.block, found, year, office).read()


class ProseReader:
    """Reads one paragraph, clause by clause."""

    def __init__(self, spot: Spot, block: Paragraph, found: Found, year: int, office: Party) -> None:
        self._spot, self._block, self._found, self._year, self._office = spot, block, found, year, office
        self._before = ""

    def read(self) -> None:
        """The duties of the paragraph; what is left out is noted."""
        plain = mend(self._block.text).text
        if _CITES.match(plain) or self._spot.role == "opening":
            if _CITES.match(plain) and re.search(r"\bngay\s+\d", plain):
                self._skip(self._block.text, "viện dẫn văn bản, không phải nghĩa vụ")
            return
        parts = clauses(self._block.text)
        if self._spot.times and self._spot.role not in ("goal", "scope") and not self._has_own_time():
            self._under_heading(parts[0], mend(parts[0]))
            return
        for clause in parts:
            self._clause(clause[:MOST_CLAUSE])
            self._before = clause

    def _has_own_time(self) -> bool:
        plain = mend(self._block.text).text
        return any(self._is_due(t, plain) for t in find_times(plain, self._year, self._block.place.line))

    def _skip(self, text: str, reason: str) -> None:
        self._found.skip(self._block.place, text, reason)

    def _clause(self, clause: str) -> None:
        plain = mend(clause)
        times = [t for t in find_times(plain.text, self._year, self._block.place.line) if is_near(t, self._year)]
        dated = [t for t in times if self._is_due(t, plain.text)]
        counted = [t for t in times if t.kind == "every" and len(t.keys) == 1]
        if not dated and not counted and COUNT.search(plain.text) and _IN_YEAR.search(plain.text):
            counted = [Time((("every", "year"),), 0, 0)]
        if (dated or counted) and _PERCENT.search(without_citations(plain.text)):
            self._skip(clause, _IS_TARGET)
        elif dated:
            self._dated(clause, plain, dated)
        elif counted and self._counts(plain.text, counted):
            self._recurring(clause, plain, counted[0])
        elif re.search(r"\bbao cao\b", plain.text) and self._spot.role in ("duty", "money", "content"):
            self._reports(clause, plain)
        elif self._spot.role == "duty" and self._standing(clause, plain):
            return
        elif self._spot.role == "duty" and (spoken := self._spoken_of(plain.text, times)):
            self._dated(clause, plain, [replace(time, doubt=_UNSURE) for time in spoken])
        elif self._spot.role == "duty" and _STANDING.search(plain.text) and is_act(plain.text):
            self._skip(clause, "việc thường xuyên, không có hạn hay số lượng; thêm tay nếu muốn theo dõi")
        elif self._spot.role in ("duty", "goal", "content") and _PERCENT.search(without_citations(plain.text)):
            self._skip(clause, _IS_TARGET)

    def _is_due(self, time: Time, plain: str) -> bool:
        """Whether something is due at a time, and not merely spoken of."""
        before, after = plain[: time.start], plain[time.end :]
        if time.kind in ("before", "by"):
            return time.prompted or bool(_WHEN.search(before))
        if time.kind == "every":
            return len(time.keys) > 1 or bool(_EVERY_LABEL.search(before))
        if time.kind != "window" or self._spot.role in ("goal", "scope"):
            return False
        if re.match(r"\s*(?:\(?(?:xong |hoan thanh )?truoc|cham nhat|muon nhat|som hon)\b", after):
            return False  # "quý I trước ngày 15/3": the quarter is what is reported on
        if _WHEN.search(before):
            return True
        bare = re.sub(r"^\W*(?:\d+[.)])?\s*", "", before)
        entry = _LABELLED.match(bare) and (re.match(r"\s*:", after) or (re.match(r"\s*,", after) and is_act(plain)))
        labelled = before.rstrip().endswith(":") or entry
        alone = re.search(r"(?<!\d)(?<!\d\s)\($", before.rstrip()) and re.match(r"\s*\)", after)
        if _ACT_THEN.search(before) and re.match(r"\s*(?:$|[.,;()])", after):
            return True
        closing = time.prompted and re.match(r"\s*(?:$|[.,;()])", after)
        return bool(labelled or alone or closing) and (is_act(plain) or bool(labelled))

    def _spoken_of(self, plain: str, times: list[Time]) -> list[Time]:
        """Times in a sentence that gives somebody something to do, though none is plainly when it is due."""
        if not is_act(plain) or _PAST.search(plain) or _PERCENT.search(plain) or not _ACTS_FIRST.search(plain[:160]):
            return []
        named = [time for time in times if time.kind in ("window", "by", "before") and not _data_of(time, plain)]
        return [time for time in named if not re.match(r"t\d", plain[time.start :])]  # "T6" may be a damaged "Tổ"

    def _counts(self, plain: str, times: list[Time]) -> bool:
        """A number per period, or a web post that repeats; a mere "hằng năm" is no rule."""
        if COUNT.search(plain):
            return self._spot.role != "scope"
        steps = [t for t in times if t.keys[0][1] != "year"]
        posts = any(one.on_web for one in channels("", plain)) and bool(
            re.search(r"\b(?:dang|viet|gui|cap nhat|dua)\b", plain)
        )
        return bool(steps) and posts and self._spot.role in ("duty", "content") and not re.search(r"\bbao cao\b", plain)

    def _recurring(self, clause: str, plain: Plain, time: Time) -> None:
        number = COUNT.search(plain.text)
        least = least_of(plain.text)
        low: tuple[str, ...] = () if number else ("không nêu số lượng; tạm lấy ít nhất 1",)
        if self._spot.role == "goal":
            low += ("nằm ở phần mục tiêu, yêu cầu",)
        names = {"month": "monthly", "week": "weekly", "quarter": "quarterly", "year": "yearly"}
        duty = self._duty(clause, plain, time, clause, names[str(time.keys[0][1])])
        self._found.duties.append(replace(duty, at_least=least, low=(*duty.low, *low)))

    def _dated(self, clause: str, plain: Plain, times: list[Time]) -> None:
        start = 0
        for time in times:
            segment = plain.text[start : time.start]
            after = _NAMED_AFTER.match(plain.text[time.end :])
            start = time.end + (after.end() if after else 0)
            period = period_before(f"bao cao {after['name']}" if after else segment, self._year)
            report = bool(re.search(r"\bbao cao\b", segment + (after.group() if after else "")))
            back = bool(_BACK.match(plain.text)) and bool(self._before)
            if not back and self._before and not report and _NO_OBJECT.match(plain.text):
                self._add(clause, plain, time, f"{self._before.rstrip(' .;')}; {clause}", period, clause)
                continue
            if back:
                self._add(self._before, plain, time, f"{self._before.rstrip(' .;')}", None, clause)
            if report and (period or len(times) > 1 or back):
                self._add(clause, plain, time, _report_title(period, clause, back), period, clause)
            elif not back:
                self._add(clause, plain, time, clause, period if report else None, clause)

    def _add(self, spoken: str, plain: Plain, time: Time, title: str, period: ReportPeriod | None, quote: str) -> None:
        duty = self._duty(spoken, plain, _years_on(time, period, self._year), title, "", quote)
        is_report = bool(re.search(r"\bbao cao\b", mend(title).text)) and not any(one.on_web for one in duty.channels)
        if is_report:
            duty = replace(duty, channels=(Channel(REPORT, "báo cáo"),), report_to=reports_to(quote))
        if period:
            duty = replace(
                duty, time=replace(duty.time, covers=period.key), stem=duty.stem + f"-{period.key or period.name}"
            )
        else:
            duty = replace(duty, stem=f"{duty.stem}-{_day_name(time)}" + ("-bc" if is_report else ""))
        self._found.duties.append(duty)

    def _reports(self, clause: str, plain: Plain) -> None:
        """Reports of which the plan names the period and no day (S5)."""
        periods, vague = periods_of(plain.text, self._year)
        for period in periods:
            time = Time((("undated", True),), 0, 0, False, period.key)
            duty = self._duty(
                clause, plain, time, _report_title(period, clause, False), f"bc-{period.key or period.name}"
            )
            low: tuple[str, ...] = ("kế hoạch không nêu kỳ báo cáo",) if vague else ()
            if self._spot.role == "content":
                low += ("nằm ở phần nội dung, không ở phần tổ chức thực hiện",)
            self._found.duties.append(
                replace(
                    duty, channels=(Channel(REPORT, "báo cáo"),), report_to=reports_to(clause), low=(*duty.low, *low)
                )
            )

    def _standing(self, clause: str, plain: Plain) -> bool:
        """Something that has to be there for good, where the plan says whose task it is."""
        fixture = fixture_of(plain.text)
        if fixture is None or len(plain.text) < 20:
            return False
        duty = self._duty(clause, plain, Time((("always", True),), 0, 0), clause, "thuong-truc")
        if duty.lead == (self._office,):
            return False
        ways = (Channel(WEB, fixture.name),) if fixture.topic else (Channel(BOARD, fixture.name),)
        self._found.duties.append(replace(duty, channels=ways, fixture=fixture, low=(*duty.low, REASON)))
        return True

    def _under_heading(self, clause: str, plain: Plain) -> None:
        """An entry below a heading that names a time."""
        for time in self._spot.times:
            duty = self._duty(clause, plain, time, clause, _day_name(time))
            self._found.duties.append(replace(duty, low=(*duty.low, "thời gian lấy từ tiêu đề của mục")))

    def _duty(self, clause: str, plain: Plain, time: Time, title: str, suffix: str, quote: str = "") -> DraftDuty:
        lead, helpers, doubt = parties_of(self._block.text, clause, self._spot)
        ways = channels("", clause)
        odd = "" if looks_like_units((*lead, *helpers)) else ODD_NAME
        low = tuple(reason for reason in (doubt, odd, time.doubt) if reason)
        if plain.mended:
            low += ("chữ bị hỏng khi nhận dạng, đã đoán lại",)
        if not ways:
            low += ("không thấy hình thức (web, họp, báo cáo…); tạm coi là việc do người xác nhận",)
        stem = re.sub(r"[^0-9A-Za-z.]+", "-", mend(self._spot.path).text.upper()).strip("-.") or "M"
        return DraftDuty(
            ref=f"{self._spot.path or 'Lời văn'} ({self._block.place.label})",
            title=short(_title(title), 160),
            quote=short(quote or clause, 320),
            place=self._block.place,
            time=time,
            lead=lead or (self._office,),
            how=f"đọc từ lời văn, {self._block.place.label}",
            helpers=tuple(party for party in helpers if party not in lead),
            channels=tuple(ways),
            event=bool(_CONDITIONAL.search(plain.text)),
            own_site=on_own_site(plain.text) or any(party.group for party in lead),
            content=clause,
            low=low,
            stem=stem + (f"-{suffix}" if suffix else ""),
        )


def _data_of(time: Time, plain: str) -> bool:
    """``kết quả quý II``, ``số liệu tháng 5``: the period of the data, not a time to do something."""
    before = plain[: time.start].rstrip()
    return bool(re.search(r"\b(?:ket qua|so lieu|chi so|bao cao|ke hoach|cchc|hanh chinh|nhiem vu|cong tac)$", before))


def _title(text: str) -> str:
    bare = clean(without_marker(text))
    labelled = fields(bare)
    if labelled and labelled[0].start > 8:
        bare = bare[: labelled[0].start]
    bare = _TITLE_LABEL.sub("", bare)
    bare = _TITLE_CUT.sub("", bare).strip(" .;,-+(")
    return bare[:1].upper() + bare[1:]


def _report_title(period: ReportPeriod | None, clause: str, back: bool) -> str:
    if period:
        return f"Báo cáo {period.name}"
    return "Báo cáo việc thực hiện" if back else clause


def _day_name(time: Time) -> str:
    value = time.keys[0][1] if len(time.keys) == 1 else "-".join(str(part) for _, part in time.keys)
    return re.sub(r"[^0-9A-Za-z]+", "-", "-".join(map(str, value.values())) if isinstance(value, dict) else str(value))[
        :24
    ]


def _years_on(time: Time, period: ReportPeriod | None, year: int) -> Time:
    """A report of the whole year due in January is due in the next one."""
    key, day = time.keys[0]
    if period and period.key == str(year) and key in ("before", "by") and str(day)[:7] in (f"{year}-01", f"{year}-02"):
        keys = ((key, f"{year + 1}{str(day)[4:]}"), *time.keys[1:])
        return replace(time, keys=keys, doubt="báo cáo năm hẹn đầu năm: hiểu là năm sau")
    return time


_CLAUSE_END = re.compile(r"[;]|(?<!\d)\.(?=\s|$)|\.(?=\s+[^\W\d])|\./")


def clauses(text: str) -> list[str]:
    """A paragraph parted at semicolons and full stops outside brackets."""
    parts, depth, last = [], 0, 0
    ends = {found.start(): found.end() for found in _CLAUSE_END.finditer(text)}
    for i, letter in enumerate(text):
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if i in ends and (depth == 0 or i - last > MOST_CLAUSE) and i > 4:
            parts.append(text[last:i])
            last = ends[i]
    parts.append(text[last:])
    return [part.strip() for part in parts if re.search(r"\w{2}", part)]
