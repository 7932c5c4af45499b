"""Every command, the file it stands in and its line in ``--help``; a command is loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from monitor.cli.misuse import in_vietnamese

CONTENTS = {
    "attest": ("deciding", "Xác nhận một việc đã làm, hoặc chưa nhận được."),
    "audit": ("auditing", "Nhật ký quyết định: ai, lúc nào, việc gì, vì sao."),
    "bounces": ("bouncing", "Thư bị trả lại: đọc từ tệp hoặc hộp thư; liệt kê."),
    "close": ("deciding", "Chốt một kỳ trước hạn chốt; kỳ đã chốt không kết luận lại."),
    "confirm": ("deciding", "Trả lời một câu hỏi: bài ấy có tính cho kỳ này không."),
    "daemon": ("running", "Chạy thường trực: tự xem, kết luận, gửi; SIGTERM để dừng."),
    "digest": ("running", "Bản tổng hợp tuần của văn phòng."),
    "doctor": ("setup", "Kiểm tra cấu hình, dữ liệu, mạng, thư; nói rõ cần làm gì."),
    "event": ("ordaining", "Cho biết sự kiện của một việc “(nếu có)” đã diễn ra."),
    "evidence": ("evidence", "Bằng chứng: kiểm tra, xem."),
    "history": ("showing", "Mọi thay đổi kết luận; --known-at: lúc ấy chương trình đã biết gì."),
    "init": ("setup", "Tạo thư mục làm việc mới, có chú thích, chạy được ngay."),
    "judge": ("running", "Chỉ kết luận lại từ những gì đã xem."),
    "look": ("running", "Chỉ xem các trang."),
    "looks": ("listing", "Sổ các lần xem."),
    "match": ("plans", "Một tiêu đề có thể đáp ứng những nghĩa vụ nào, và vì sao."),
    "messages": ("listing", "Hàng thư và sổ thư đã gửi."),
    "plan": ("plans", "Kế hoạch: xem, kiểm tra, nhập từ tài liệu, cho có hiệu lực."),
    "prune": ("pruning", "Bỏ bớt bằng chứng và dữ liệu cá nhân đã quá hạn lưu."),
    "publications": ("listing", "Những gì đã thấy trên các trang, với ngày đăng và nguồn."),
    "read": ("reading", "Trình đọc thấy gì trong một trang, tệp hoặc địa chỉ."),
    "release": ("deciding", "Cho gửi, hoặc bỏ, các thư đang giữ; cho báo kết luận hồi cứu."),
    "reopen": ("deciding", "Mở lại một kỳ đã chốt."),
    "reply": ("replying", "Đơn vị trả lời bằng một đường dẫn trên trang của mình."),
    "report": ("reporting", "Báo cáo theo mẫu hành chính của tháng, quý, 6 tháng, năm."),
    "run": ("running", "Một lượt: xem các trang đến hạn xem, kết luận, gửi thư."),
    "send": ("running", "Gửi các thư đến lúc gửi."),
    "set-day": ("ordaining", "Đặt ngày hạn cho việc mà kế hoạch chưa nêu ngày."),
    "status": ("showing", "Kết luận hiện nay (hoặc tại thời điểm --at)."),
    "themes": ("themes", "Mỗi chủ đề của kế hoạch được bao nhiêu bài nói tới."),
    "units": ("units", "Đơn vị: kiểm tra danh sách, tìm chuyên mục trên trang."),
    "waive": ("deciding", "Miễn một nghĩa vụ cho một đơn vị trong một thời gian, hoặc thôi miễn."),
    "why": ("showing", "Vì sao kết luận vậy: bài đã tính, các lần xem, bằng chứng."),
    "zalo": ("zalo", "Kênh Zalo: đăng nhập, gửi thử, liên kết, nghe sự kiện."),
}


class Commands(click.Group):
    """The commands of ``CONTENTS``: a short question does not wait for what other commands need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in order."""
        return sorted(CONTENTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded; None when there is none."""
        if cmd_name not in CONTENTS:
            return None
        module = import_module(f"{__package__}.{CONTENTS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """As click's, with its faults told in Vietnamese."""
        try:
            return super().make_context(*args, **extra)
        except click.UsageError as fault:
            raise in_vietnamese(fault) from None

    def invoke(self, ctx: click.Context) -> Any:
        """As click's, with its faults told in Vietnamese."""
        try:
            return super().invoke(ctx)
        except click.UsageError as fault:
            raise in_vietnamese(fault) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The contents, without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, CONTENTS[name][1]) for name in self.list_commands(ctx)])
