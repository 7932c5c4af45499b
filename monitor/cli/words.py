"""Codes of the law in the words of an office; ``--json`` keeps the codes."""

from __future__ import annotations

from collections.abc import Iterable

from rules.explain import OUTCOME_NAMES, STATUS_NAMES
from rules.model import Flag, Status

FLAGS: dict[str, str] = {
    Flag.EARLY: "đăng sớm",
    Flag.BACKDATING: "nghi ghi lùi ngày",
    Flag.NOT_SEEN: "gần đây chưa xem được",
    Flag.HOI_CUU: "hồi cứu",
    Flag.REMOVED: "có bài đã gỡ",
    Flag.DATE_CHANGED: "có bài đổi ngày đăng",
    Flag.DATE_UNUSABLE: "có bài ghi ngày không dùng được",
    Flag.TLS: "chứng thư của trang có lỗi",
    Flag.MIGRATION: "trang đã chuyển hệ thống",
}
MESSAGE_KINDS: dict[str, str] = {
    "reminder": "nhắc hạn",
    "overdue": "báo chậm",
    "escalation": "báo văn phòng",
    "all_clear": "đã ghi nhận",
    "correction": "đính chính",
    "informed": "để phối hợp",
    "question": "xin ý kiến",
    "digest": "tổng hợp tuần",
    "incident": "sự cố",
    "admin": "quản trị",
}
MESSAGE_STATES: dict[str, str] = {
    "queued": "chờ gửi",
    "held": "đang giữ",
    "leased": "đang xử lý",
    "sending": "đang gửi",
    "sent": "đã gửi",
    "dead": "không gửi được",
    "cancelled": "đã hủy",
}
INCIDENTS: dict[str, str] = {
    "cut_off": "máy này không ra được mạng",
    "all_failed": "hầu hết các trang không xem được",
    "clock": "đồng hồ máy này sai",
    "storm": "số đơn vị có vấn đề tăng khác thường, thư được giữ lại",
    "withdrawn": "nhiều kết luận bị rút cùng lúc, thư đính chính được giữ lại",
    "common_fault": "nhiều đơn vị cùng không xem được vì một máy chủ hoặc một kiểu trang",
    "migration": "một trang chuyển hoặc đăng lại hàng loạt bài cũ",
    "missed": "trước lượt này đã lâu không có lượt nào chạy xong",
    "blind": "đã lâu không xem trọn được trang nào",
    "queue": "có thư chờ quá lâu chưa gửi được",
    "token": "Zalo cần đăng nhập lại",
    "disk": "ổ đĩa gần đầy",
}
TOLD_TO_OFFICE = frozenset({"storm", "withdrawn", "common_fault", "migration"})
"""Incidents that are the office's to hear; the others are the administrator's (S14, S25)."""
_REASONS: dict[str, str] = {
    "attested": "theo xác nhận của người có trách nhiệm",
    "ask_office": "chờ văn phòng xác nhận",
    "asked": "chờ văn phòng trả lời câu hỏi",
    "no_due_day": "kế hoạch chưa nêu ngày hạn",
    "no_event": "chưa có sự kiện",
    "not_received": "văn phòng chưa nhận được",
    "partial_life": "phần lớn kỳ nằm ngoài thời gian hiệu lực",
    "passed_at_issue": "thời gian đã qua khi ban hành kế hoạch",
    "plan_changed": "kế hoạch đã đổi, không còn nghĩa vụ này",
    "plan_removed": "kế hoạch không còn được áp dụng",
    "unit_removed": "đơn vị không còn trong danh mục",
    "unit_ended": "đơn vị đã kết thúc hoạt động",
    "unit_not_begun": "đơn vị chưa hoạt động",
    "not_binding": "không ràng buộc",
    "standing_word": "việc thường xuyên, chờ xác nhận",
    "stale": "lâu chưa có bài mới",
    "absent": "chưa thấy trên trang",
    "present": "đã có trên trang",
    "no_section": "chưa khai báo địa chỉ chuyên mục",
    "never_looked": "chưa xem lần nào",
    "not_looked_since": "chưa xem lại từ sau hạn",
    "incomplete": "lần xem gần nhất chưa đọc đủ tới đầu kỳ",
    "proof_pending": "đang chờ lần xem thứ hai",
}


_SOURCES = {
    "list": "danh sách",
    "article": "trang bài",
    "feed": "nguồn tin",
    "sitemap": "sơ đồ trang",
    "meta": "thẻ ẩn của trang bài",
    "time": "thẻ thời gian",
    "url": "địa chỉ bài",
}
_PRECISIONS = {"minute": "phút", "day": "ngày", "month": "tháng"}


def source_name(code: str | None) -> str:
    """``danh sách (list:text)``: where a day was read; the code stays, for it is what ``--json`` has."""
    words = _SOURCES.get((code or "").partition(":")[0])
    return f"{words} ({code})" if words else code or ""


def precision_name(code: str | None) -> str:
    """``ngày``."""
    return _PRECISIONS.get(code or "", code or "")


def status_name(code: str) -> str:
    """``Quá hạn``."""
    return STATUS_NAMES[Status(code)]


def flag_names(codes: Iterable[str]) -> str:
    """``hồi cứu, đăng sớm``."""
    return ", ".join(FLAGS.get(code, code) for code in codes)


def standing_name(status: str, reason: str) -> str:
    """A status with its reason, where the reason says more than the status does."""
    words = _REASONS.get(reason) or OUTCOME_NAMES.get(reason, "")
    return f"{status_name(status)} ({words})" if words else status_name(status)


def look_name(outcome: str, items: int) -> str:
    """What a look came to; a page that did not change showed no items anew."""
    counted = f", {items} mục" if outcome == "read" else ""
    return f"{OUTCOME_NAMES[outcome]}{counted}"
