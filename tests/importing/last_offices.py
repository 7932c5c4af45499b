"""Four plans written after everything else, as a second check on forms that the reader had not met."""

from __future__ import annotations

import textwrap

from tests.importing.invented import Expected, InventedPlan


def _opening(office: str, day: str) -> list[str]:
    return [
        "UBND TỈNH PHÙ SA",
        office.upper(),
        f"Phù Sa, {day}",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2026",
        f"{office} ban hành Kế hoạch tuyên truyền cải cách hành chính (CCHC) năm 2026 như sau:",
    ]


BEGIN_AND_END = InventedPlan(
    name="so-khoa-hoc-2026",
    opening=_opening("Sở Khoa học và Công nghệ", "ngày 16 tháng 01 năm 2026"),
    body=["I. KẾ HOẠCH CHI TIẾT"],
    head=[["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc", "Kết quả đạt được"]],
    rows=[
        ["1", "Đăng loạt bài về chuyển đổi số trên website", "Phòng Bưu chính", "Văn phòng Sở", "01/3/2026",
         "31/5/2026", "05 bài"],
        ["2", "Hội thảo về dữ liệu mở", "Trung tâm Thông tin", "Phòng Bưu chính", "Tháng 8", "Tháng 9", "01 hội thảo"],
        ["3", "Khảo sát mức độ hài lòng", "Văn phòng Sở", "Thanh tra Sở", "15/10/2026", "15/11/2026", "Báo cáo"],
    ],
    after=["Nơi nhận:", "- Lưu: VT."],
    expected=[
        Expected("loạt bài", {"window": {"from": "2026-03-01", "to": "2026-05-31"}}, ("Phòng Bưu chính",),
                 ("Văn phòng Sở",)),
        Expected("Hội thảo", {"window": {"from": "2026-08-01", "to": "2026-09-30"}}, ("Trung tâm Thông tin",),
                 ("Phòng Bưu chính",)),
        Expected("hài lòng", {"window": {"from": "2026-10-15", "to": "2026-11-15"}}, ("Văn phòng Sở",),
                 ("Thanh tra Sở",)),
    ],
)  # fmt: skip

SHORT_TIMES = InventedPlan(
    name="so-dan-toc-2026",
    opening=_opening("Sở Dân tộc và Tôn giáo", "ngày 11 tháng 01 năm 2026"),
    body=["PHỤ LỤC", "Danh mục công việc"],
    head=[["TT", "Đơn vị chủ trì", "Công việc", "Thời gian", "Đơn vị phối hợp", "Phương thức"]],
    rows=[
        ["1", "Văn phòng", "Tin về kế hoạch CCHC", "T01", "Thanh tra", "Trang thông tin điện tử"],
        ["2", "Phòng Chính sách", "Bài về chính sách dân tộc trực tuyến", "02/2026", "Văn phòng",
         "Trang thông tin điện tử"],
        ["3", "Thanh tra", "Bài về tiếp công dân", "Đến 30/6", "Văn phòng", "Trang thông tin điện tử"],
        ["4", "Phòng Chính sách", "Bài về hồ sơ xét công nhận người có uy tín", "Trong tháng 7", "",
         "Trang thông tin điện tử"],
        ["5", "Văn phòng", "Tọa đàm về một cửa", "Quý 3", "Phòng Chính sách; Thanh tra", "Tọa đàm"],
        ["6", "Phòng Tôn giáo", "Bài về đăng ký sinh hoạt tôn giáo", "6 tháng cuối năm", "Văn phòng",
         "Trang thông tin điện tử"],
        ["7", "Văn phòng", "Trả lời kiến nghị của tổ chức, cá nhân", "Khi có phát sinh", "Các phòng", "Văn bản"],
        ["8", "Văn phòng", "Báo cáo sơ kết", "Ngày 10/6 và 10/12", "Các phòng", "Báo cáo"],
    ],
    after=[],
    expected=[
        Expected("kế hoạch CCHC", {"window": "2026-01"}, ("Văn phòng",), ("Thanh tra",)),
        Expected("chính sách dân tộc", {"window": "2026-02"}, ("Phòng Chính sách",), ("Văn phòng",)),
        Expected("tiếp công dân", {"by": "2026-06-30"}, ("Thanh tra",), ("Văn phòng",)),
        Expected("người có uy tín", {"window": "2026-07"}, ("Phòng Chính sách",)),
        Expected("Tọa đàm", {"window": "2026-Q3"}, ("Văn phòng",), ("Phòng Chính sách", "Thanh tra")),
        Expected("sinh hoạt tôn giáo", {"window": "2026-H2"}, ("Phòng Tôn giáo",), ("Văn phòng",)),
        Expected("kiến nghị", {"undated": True, "when_event": True}, ("Văn phòng",), ("Các phòng",)),
        Expected("sơ kết", {"by": "2026-06-10"}, ("Văn phòng",), ("Các phòng",)),
        Expected("sơ kết", {"by": "2026-12-10"}, ("Văn phòng",), ("Các phòng",)),
    ],
)  # fmt: skip

LABELLED_BLOCKS = InventedPlan(
    name="so-giao-duc-2026",
    opening=_opening("Sở Giáo dục và Đào tạo", "ngày 18 tháng 01 năm 2026"),
    body=[
        "I. NHIỆM VỤ",
        "1. Tuyên truyền về tuyển sinh trực tuyến",
        "a) Nội dung: đăng bài hướng dẫn đăng ký tuyển sinh trên trang thông tin điện tử.",
        "b) Thời gian thực hiện: Tháng 4/2026.",
        "c) Đơn vị thực hiện: Phòng Khảo thí.",
        "d) Đơn vị phối hợp: Văn phòng Sở.",
        "2. Tuyên truyền về học bạ số",
        "a) Nội dung: đăng video giới thiệu học bạ số trên trang thông tin điện tử.",
        "b) Thời gian thực hiện: Quý III/2026.",
        "c) Đơn vị thực hiện: Phòng Giáo dục Phổ thông.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Yêu cầu các đơn vị trực thuộc Sở nộp kế hoạch của đơn vị chậm nhất là ngày 28 tháng 02 năm 2026.",
        "2. Văn phòng Sở có trách nhiệm đôn đốc, tổng hợp kết quả, tham mưu báo cáo UBND tỉnh trước 30/11/2026.",
    ],
    expected=[
        Expected("tuyển sinh", {"window": "2026-04"}, ("Phòng Khảo thí",), ("Văn phòng Sở",)),
        Expected("học bạ số", {"window": "2026-Q3"}, ("Phòng Giáo dục Phổ thông",)),
        Expected("kế hoạch của đơn vị", {"by": "2026-02-28"}, ("các đơn vị trực thuộc Sở",)),
        Expected("báo cáo UBND tỉnh", {"before": "2026-11-30"}, ("Văn phòng Sở",)),
    ],
)


def _wrapped(*lines: str) -> list[str]:
    """Lines cut at 72 letters, as mail programs do."""
    return ["\n".join(textwrap.wrap(line, 72)) for line in lines]


WRAPPED_MAIL = InventedPlan(
    name="truong-song-hau-2026",
    opening=[
        "SỞ GDĐT PHÙ SA",
        "TRƯỜNG THPT SÔNG HẬU",
        "Phù Sa, ngày 20 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2026",
        *_wrapped("Trường THPT Sông Hậu xây dựng kế hoạch tuyên truyền cải cách hành chính (CCHC) năm 2026 như sau:"),
    ],
    body=_wrapped(
        "1. Mục đích: giúp giáo viên, học sinh hiểu về dịch vụ công trực tuyến, phấn đấu 100% phụ huynh biết.",
        "2. Phân công thực hiện:",
        "2.1. Tổ Văn phòng đăng tải bảng công khai thủ tục hành chính lên trang thông tin điện tử của trường trước"
        " ngày 15/02/2026; mỗi tháng đăng ít nhất 01 tin, bài về CCHC.",
        "2.2. Đoàn Thanh niên phối hợp với Tổ Ngữ văn tổ chức cuộc thi viết về dịch vụ công trực tuyến trong tháng 3"
        " năm 2026.",
        "2.3. Phó Hiệu trưởng phụ trách báo cáo Sở Giáo dục và Đào tạo định kỳ 6 tháng (trước ngày 05/6) và năm"
        " (trước ngày 05/12).",
    ),
    expected=[
        Expected("thủ tục hành chính", {"before": "2026-02-15"}, ("Tổ Văn phòng",)),
        Expected("ít nhất 01 tin", {"every": "month"}, ("Tổ Văn phòng",)),
        Expected("cuộc thi", {"window": "2026-03"}, ("Đoàn Thanh niên",), ("Tổ Ngữ văn",)),
        Expected("6 tháng", {"before": "2026-06-05"}, ("Phó Hiệu trưởng phụ trách",)),
        Expected("năm", {"before": "2026-12-05"}, ("Phó Hiệu trưởng phụ trách",)),
    ],
    forms=("txt", "docx"),
)

THIRD_BATCH = (BEGIN_AND_END, SHORT_TIMES, LABELLED_BLOCKS, WRAPPED_MAIL)
