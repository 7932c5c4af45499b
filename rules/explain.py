"""One plain Vietnamese sentence per verdict: rule and source, period, what was counted, when we looked, what is
missing,
until when (S19). Every figure in it is stored with the verdict."""

from __future__ import annotations

import re
from dataclasses import replace

from rules.case import Case, last_healthy
from rules.duties import reach
from rules.model import CHARGES, VN, Duty, Flag, Kind, Medium, Outcome, Status, Verdict
from rules.periods import day_name, last_day, moment_name, name

STATUS_NAMES: dict[Status, str] = {
    Status.NOT_DUE: "Chưa đến hạn",
    Status.DUE_SOON: "Sắp đến hạn",
    Status.MET: "Đúng hạn",
    Status.LATE: "Đăng muộn",
    Status.OVERDUE: "Quá hạn",
    Status.MISSED: "Không đạt",
    Status.UNKNOWN: "Chưa xác định",
    Status.AWAITING: "Chờ xác nhận",
    Status.WAIVED: "Được miễn",
    Status.NOT_APPLICABLE: "Không áp dụng",
}

OUTCOME_NAMES: dict[str, str] = {
    Outcome.READ: "đã đọc",
    Outcome.UNCHANGED: "không thay đổi so với lần trước",
    Outcome.EMPTY: "chuyên mục ghi là chưa có bài",
    Outcome.NO_ADDRESS: "không tìm thấy địa chỉ trang",
    Outcome.FORBIDDEN: "địa chỉ nằm ngoài phạm vi được phép truy cập",
    Outcome.REFUSED: "máy chủ từ chối kết nối",
    Outcome.TIMEOUT: "trang không trả lời kịp",
    Outcome.TLS: "chứng thư bảo mật của trang có lỗi",
    Outcome.HTTP_STATUS: "máy chủ báo lỗi",
    Outcome.TOO_LARGE: "trang quá lớn",
    Outcome.BOT_WALL: "trang chặn phần mềm tự động",
    Outcome.ROBOTS: "trang không cho phần mềm tự động xem (robots.txt)",
    Outcome.LOGIN_WALL: "trang đòi đăng nhập",
    Outcome.SOFT_404: "trang báo không tìm thấy nội dung",
    Outcome.PARKED: "tên miền đang bỏ trống hoặc rao bán",
    Outcome.MAINTENANCE: "trang đang bảo trì",
    Outcome.UNREADABLE: "không đọc được danh sách bài trên trang",
    Outcome.WRONG_SITE: "địa chỉ dẫn tới trang của nơi khác",
    Outcome.MOVED: "chuyên mục đã chuyển chỗ",
    Outcome.DRIFTED: "trang đã đổi giao diện, chưa đọc lại được chắc chắn",
    Outcome.OUR_TROUBLE: "sự cố phía hệ thống theo dõi",
}

UNPROVEN: dict[str, str] = {
    "no_section": "đơn vị chưa khai báo địa chỉ chuyên mục",
    "never_looked": "chưa xem lần nào",
    "not_looked_since": "chưa xem lại từ sau hạn",
    "incomplete": "lần xem gần nhất chưa đọc đủ tới đầu kỳ",
    "proof_pending": "đang chờ lần xem thứ hai để xác nhận",
}

_MEDIUM_NAMES = {
    Medium.ARTICLE: "tin, bài",
    Medium.DOCUMENT: "văn bản",
    Medium.VIDEO: "video",
    Medium.PAGE: "trang",
}


def explained(case: Case, verdict: Verdict) -> Verdict:
    """The verdict with its figures completed and its sentence written."""
    figures = _figures(case, verdict) | dict(verdict.figures)
    full = replace(verdict, figures=figures)
    return replace(full, sentence=sentence(full))


def _figures(case: Case, verdict: Verdict) -> dict[str, str | int | None]:
    duty, obligation = case.duty, case.duty.obligation
    seen = last_healthy(case.places)
    return {
        "title": obligation.title,
        "source": obligation.source,
        "period_name": name(duty.period.key),
        "counted": verdict.counted,
        "needed": verdict.needed,
        "what": accepted_names(obligation.accepts) if obligation.kind is not Kind.ATTESTED else None,
        "due_day": day_name(last_day(duty.strict)) if duty.strict else None,
        "late_day": day_name(last_day(duty.lenient)) if duty.lenient else None,
        "seen_at": moment_name(seen.at) if seen else None,
        **({"day_set": duty.day_set} if duty.day_set else {}),
        **_read_to(duty, verdict),
    }


def _read_to(duty: Duty, verdict: Verdict) -> dict[str, str]:
    """How far back a look must read, where that is not the start of the period: what came early would do (S16)."""
    if verdict.reason != "incomplete" or (start := reach(duty)) >= duty.period.start:
        return {}
    return {"reach_day": day_name(start.astimezone(VN).date())}


def accepted_names(accepts: frozenset[Medium]) -> str:
    """``tin, bài, văn bản hoặc video``."""
    names = [_MEDIUM_NAMES[medium] for medium in Medium if medium in accepts]
    return " hoặc ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


_NOT_BINDING = {
    "encouraged": "nội dung khuyến khích, không tính thiếu",
    "target": "chỉ tiêu phấn đấu, không tính thiếu",
    "undecidable": "kế hoạch nêu chưa đủ cụ thể để kết luận",
}


def place_name(source: str) -> str:
    """Where the plan says it: ``mục IV.1``; a place that names itself (``Phụ lục, mục 2``) stands as it is."""
    return f"mục {source}" if re.match(r"[IVX\d]", source) else source


def sentence(verdict: Verdict) -> str:
    """The sentence, made from the verdict's own figures and from nothing else."""
    figures = verdict.figures
    head = f"{figures.get('title')} ({place_name(str(figures.get('source')))}), {figures.get('period_name')}"
    return f"{head}: {_tail(verdict)}{_day_source(verdict)}{_hindsight(verdict)}."


def _hindsight(verdict: Verdict) -> str:
    """A charge about the time before watching began is nobody's charge (S6)."""
    if Flag.HOI_CUU not in verdict.flags or verdict.status not in CHARGES:
        return ""
    return "; kỳ này có trước ngày bắt đầu theo dõi, chỉ để Văn phòng xem lại (hồi cứu)"


def _day_source(verdict: Verdict) -> str:
    """A day that the office named is told as its own (S5)."""
    source = verdict.figures.get("day_set")
    dated = verdict.due is not None and verdict.status not in (Status.MET, Status.WAIVED, Status.NOT_APPLICABLE)
    return f"; hạn này do {source}" if source and dated else ""


def _tail(verdict: Verdict) -> str:
    figures = verdict.figures
    if figures.get("part_words"):
        return f"{STATUS_NAMES[verdict.status].lower()} ({figures['part_words']})"
    match verdict.status:
        case Status.MET:
            return _met(verdict)
        case Status.NOT_DUE:
            until = f"chưa đến hạn {figures['due_day']}" if figures.get("due_day") else "đang trong thời gian thực hiện"
            return f"{until}{_count(verdict)}{_asked(verdict)}{_not_seen(verdict)}"
        case Status.DUE_SOON:
            return f"hạn đến hết {_due(verdict)}{_count(verdict)}{_asked(verdict)}{_not_seen(verdict)}"
        case Status.LATE:
            return (
                f"trong kỳ chưa có đủ, đã bổ sung sau hạn {figures.get('late_day')}{_count(verdict)}; {_proof(verdict)}"
            )
        case Status.OVERDUE:
            until = f"; có thể bổ sung đến hết ngày {figures['cure_day']}" if figures.get("cure_day") else ""
            return f"{_over(verdict)}{_missing(verdict)}{until}"
        case Status.MISSED:
            return f"hết hạn {figures['late_day']}, {_missing(verdict)}"
        case Status.UNKNOWN:
            return f"chưa đủ căn cứ để kết luận: {_why(verdict)}{_count(verdict)}"
        case Status.AWAITING:
            return _awaiting(verdict)
        case Status.WAIVED:
            return f"được miễn: {figures.get('waiver_reason')} (người duyệt: {figures.get('by')})"
        case Status.NOT_APPLICABLE:
            return _not_applicable(verdict)


def _met(verdict: Verdict) -> str:
    figures = verdict.figures
    if verdict.reason == "attested":
        return f"đã thực hiện theo xác nhận của {figures.get('by')} lúc {figures.get('word_at')}"
    early = ", đăng sớm hơn thời gian nêu trong kế hoạch" if "early" in verdict.flags else ""
    return f"đã đạt{_count(verdict)}{early}"


def _count(verdict: Verdict) -> str:
    figures = verdict.figures
    if not figures.get("what"):
        return ""
    return f"; ghi nhận {verdict.counted}/{verdict.needed} {figures['what']}"


def _asked(verdict: Verdict) -> str:
    """That something was seen, and waits for the office's word (S19, S24)."""
    asked = verdict.figures.get("asked")
    return f"; {asked} đang chờ Văn phòng xác nhận" if asked else ""


def _not_seen(verdict: Verdict) -> str:
    """That little was counted may be because we could not look (S19)."""
    if Flag.NOT_SEEN not in verdict.flags:
        return ""
    seen = verdict.figures.get("seen_at")
    return f"; gần đây chưa xem được trang (lần xem được gần nhất: {seen or 'chưa lần nào'})"


def _due(verdict: Verdict) -> str:
    figures = verdict.figures
    strict, late = figures.get("due_day"), figures.get("late_day")
    return f"ngày {strict}" if strict == late else f"ngày {strict} (chậm nhất {late})"


def _over(verdict: Verdict) -> str:
    """What must always be there has no last day."""
    day = verdict.figures.get("late_day")
    return f"quá hạn {day}, " if day else ""


def _missing(verdict: Verdict) -> str:
    figures = verdict.figures
    if verdict.reason == "stale":
        last = f"bài gần nhất ngày {figures['newest_day']}" if figures.get("newest_day") else "chưa có bài nào"
        return f"{last}, quá {figures.get('fresh_days')} ngày chưa có bài mới; {_proof(verdict)}"
    if verdict.reason == "absent":
        seen = f"mới thấy {verdict.counted}/{verdict.needed}" if verdict.counted else "chưa thấy"
        return f"{seen} {figures.get('what')} này trên trang; {_proof(verdict)}"
    if verdict.reason == "not_received":
        return f"{figures.get('by')} cho biết chưa nhận được (lúc {figures.get('word_at')})"
    lacking = verdict.needed - verdict.counted
    return f"ghi nhận {verdict.counted}/{verdict.needed} {figures.get('what')}, còn thiếu {lacking}; {_proof(verdict)}"


def _proof(verdict: Verdict) -> str:
    return f"đã xem đủ chuyên mục lúc {verdict.figures.get('proof_first')} và {verdict.figures.get('proof_last')}"


def _why(verdict: Verdict) -> str:
    reason = UNPROVEN.get(verdict.reason) or OUTCOME_NAMES.get(verdict.reason, verdict.reason)
    if verdict.figures.get("reach_day"):
        reason = f"lần xem gần nhất chưa đọc đủ tới ngày {verdict.figures['reach_day']}, bài đăng sớm cũng được tính"
    look = verdict.figures.get("look_at")
    return f"{reason} (lần xem {look})" if look else reason


def _awaiting(verdict: Verdict) -> str:
    match verdict.reason:
        case "no_due_day":
            return "kế hoạch chưa nêu ngày hạn, chờ Văn phòng ấn định"
        case "standing_word":
            return "việc làm thường xuyên, chờ Văn phòng xác nhận"
        case "ask_office":
            return f"đã qua hạn {verdict.figures.get('late_day')}, chờ Văn phòng xác nhận đã nhận hay chưa"
    return f"có nội dung cần Văn phòng xác nhận{_count(verdict)}"


def _not_applicable(verdict: Verdict) -> str:
    if verdict.figures.get("gone_words"):
        since = f" từ ngày {verdict.figures['gone_day']}" if verdict.figures.get("gone_day") else ""
        return f"không còn áp dụng{since}: {verdict.figures['gone_words']}"
    reasons = {
        "passed_at_issue": "thời gian thực hiện đã qua khi kế hoạch được ban hành",
        "partial_life": "phần lớn kỳ này nằm ngoài thời gian hiệu lực của kế hoạch hoặc của đơn vị",
        "no_event": "chỉ áp dụng khi có sự kiện (nếu có)",
        "not_binding": _NOT_BINDING.get(str(verdict.figures.get("binding")), "không ràng buộc"),
    }
    return f"không áp dụng: {reasons.get(verdict.reason, verdict.reason)}{_count(verdict) if verdict.counted else ''}"
