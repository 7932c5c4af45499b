"""Four plans more: times with a bracket, numbered tasks inside a sentence, traps without a duty, groups of rows."""

from __future__ import annotations

from tests.importing.invented import GROUP, Expected, InventedPlan


def _opening(office: str, day: str) -> list[str]:
    return [
        "UBND TỈNH PHÙ SA",
        office.upper(),
        f"Phù Sa, {day}",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2026",
        f"{office} ban hành Kế hoạch tuyên truyền cải cách hành chính (CCHC) năm 2026 như sau:",
    ]


BRACKETED_TIMES = InventedPlan(
    name="so-cong-nghe-2026",
    opening=_opening("Sở Khoa học và Công nghệ", "ngày 07 tháng 01 năm 2026"),
    body=["I. PHÂN CÔNG"],
    head=[["TT", "Nội dung công việc", "Đơn vị chủ trì thực hiện", "Đơn vị phối hợp thực hiện", "Thời gian, tiến độ",
           "Sản phẩm đầu ra"]],
    rows=[
        ["1", "Đăng tin về bộ chỉ số CCHC", "Văn phòng", "Thanh tra", "Tháng 3/2026 (trước ngày 20)",
         "Tin trên website"],
        ["2", "Đăng bài về đo lường chất lượng", "Chi cục Tiêu chuẩn", "Văn phòng", "Tháng 4, 5/2026",
         "Bài trên website"],
        ["3", "Báo cáo công tác tuyên truyền", "Văn phòng", "Các phòng, đơn vị", "Hằng tháng (trước ngày 25)",
         "Báo cáo"],
        ["4", "Đăng bản tin khoa học", "Trung tâm Ứng dụng", "", "Theo quý", "Bản tin trên website"],
        ["5", "Đăng video hướng dẫn đăng ký sáng chế", "Phòng Quản lý công nghệ", "Trung tâm Ứng dụng",
         "31/3/2026 - 30/6/2026", "Video trên website"],
        ["6", "Hội nghị doanh nghiệp", "Văn phòng", "Chi cục Tiêu chuẩn", "Quý I và Quý IV/2026", "Hội nghị"],
    ],
    after=[],
    expected=[
        Expected("bộ chỉ số", {"before": "2026-03-20"}, ("Văn phòng",), ("Thanh tra",)),
        Expected("chất lượng", {"window": "2026-04"}, ("Chi cục Tiêu chuẩn",), ("Văn phòng",)),
        Expected("chất lượng", {"window": "2026-05"}, ("Chi cục Tiêu chuẩn",), ("Văn phòng",)),
        Expected("Báo cáo công tác", {"every": "month", "due_day": 25}, ("Văn phòng",), ("Các phòng, đơn vị",)),
        Expected("bản tin khoa học", {"every": "quarter"}, ("Trung tâm Ứng dụng",)),
        Expected("sáng chế", {"window": {"from": "2026-03-31", "to": "2026-06-30"}}, ("Phòng Quản lý công nghệ",),
                 ("Trung tâm Ứng dụng",)),
        Expected("Hội nghị doanh nghiệp", {"window": "2026-Q1"}, ("Văn phòng",), ("Chi cục Tiêu chuẩn",)),
        Expected("Hội nghị doanh nghiệp", {"window": "2026-Q4"}, ("Văn phòng",), ("Chi cục Tiêu chuẩn",)),
    ],
)  # fmt: skip

NUMBERED_INSIDE = InventedPlan(
    name="tp-phu-sa-2026",
    opening=_opening("Ủy ban nhân dân thành phố Phù Sa", "ngày 23 tháng 01 năm 2026"),
    body=[
        "Điều 1. Mục tiêu",
        "Nâng cao chất lượng phục vụ.",
        "Điều 2. Tổ chức thực hiện",
        "1. Phòng Nội vụ: (1) Tham mưu kế hoạch kiểm tra CCHC trước ngày 10/3/2026; (2) Tổ chức hội nghị tập huấn"
        " CCHC trong quý II/2026; (3) Tổng hợp báo cáo UBND tỉnh trước ngày 05/12/2026.",
        "2. Ủy ban nhân dân các phường gửi số liệu tuyên truyền về Phòng Nội vụ trước ngày 20 hàng tháng.",
        "3. Phòng Văn hóa, Khoa học và Thông tin chủ trì, phối hợp với Phòng Nội vụ, Văn phòng HĐND và UBND thành phố"
        " xây dựng 04 phóng sự về CCHC, đăng trên Cổng thông tin điện tử thành phố xong trước ngày 30/9/2026.",
    ],
    expected=[
        Expected("kế hoạch kiểm tra", {"before": "2026-03-10"}, ("Phòng Nội vụ",)),
        Expected("tập huấn", {"window": "2026-Q2"}, ("Phòng Nội vụ",)),
        Expected("báo cáo UBND tỉnh", {"before": "2026-12-05"}, ("Phòng Nội vụ",)),
        Expected("số liệu tuyên truyền", {"every": "month", "due_day": 20}, ("Ủy ban nhân dân các phường",)),
        Expected("phóng sự", {"before": "2026-09-30"}, ("Phòng Văn hóa, Khoa học và Thông tin",),
                 ("Phòng Nội vụ", "Văn phòng HĐND và UBND thành phố")),
    ],
)  # fmt: skip

TRAPS = InventedPlan(
    name="so-ngoai-vu-2026",
    opening=[
        *_opening("Sở Ngoại vụ", "ngày 25 tháng 01 năm 2026"),
        "Căn cứ Nghị quyết số 202/2025/QH15 ngày 12/6/2025; Quyết định số 03/QĐ-UBND có hiệu lực từ ngày 01/3/2026;",
    ],
    body=[
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "Từ ngày 01/7/2025, tỉnh thực hiện chính quyền địa phương hai cấp. Hội nghị ngày 15/01/2026 đã thống nhất nội"
        " dung tuyên truyền CCHC. Quý IV/2025, Sở xếp thứ 5.",
        "II. MỤC TIÊU",
        "- Đạt 90% hồ sơ trực tuyến vào quý IV/2026; trước ngày 31/12/2026 số hóa 100% hồ sơ.",
        "- Giai đoạn 2026 - 2030 giữ vững nhóm dẫn đầu.",
        "III. NỘI DUNG",
        "1. Tuyên truyền Nghị định số 61/2018/NĐ-CP ngày 23/4/2018, Nghị định 118/2025/NĐ-CP có hiệu lực từ ngày"
        " 01/7/2025.",
        "2. Tiếp nhận phản ánh qua số điện thoại 0299.3821.234, giờ hành chính từ thứ Hai đến thứ Sáu.",
        "IV. KINH PHÍ",
        "50.000.000 đồng theo dự toán tại Quyết định số 99/QĐ-STC ngày 30/12/2025; quyết toán theo quy định.",
        "V. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng Sở gửi báo cáo tổng kết trước ngày 10/12/2026.",
        "2. Kế hoạch này thay thế Kế hoạch số 15/KH-SNgV ngày 20/01/2025 và có hiệu lực kể từ ngày ký.",
        "Nơi nhận:",
        "- Sở Nội vụ (báo cáo trước ngày 01/02/2026);",
    ],
    expected=[Expected("báo cáo tổng kết", {"before": "2026-12-10"}, ("Văn phòng Sở",))],
)

GROUPED_ROWS = InventedPlan(
    name="ban-dan-toc-2026",
    opening=_opening("Ban Dân tộc", "ngày 09 tháng 01 năm 2026"),
    body=["PHỤ LỤC", "Lịch tuyên truyền theo quý"],
    head=[["STT", "Nội dung tuyên truyền", "Đơn vị thực hiện", "Ghi chú"]],
    rows=[
        ["QUÝ I/2026", GROUP, GROUP, GROUP],
        ["1", "Đăng tin kế hoạch CCHC lên website", "Văn phòng Ban", ""],
        ["2", "Đăng bài về dịch vụ công lên website", "Thanh tra Ban", ""],
        ["QUÝ II/2026", GROUP, GROUP, GROUP],
        ["3", "Đăng bài sơ kết CCHC lên website", "Văn phòng Ban", ""],
    ],
    after=[],
    expected=[
        Expected("kế hoạch CCHC", {"window": "2026-Q1"}, ("Văn phòng Ban",)),
        Expected("dịch vụ công", {"window": "2026-Q1"}, ("Thanh tra Ban",)),
        Expected("sơ kết", {"window": "2026-Q2"}, ("Văn phòng Ban",)),
    ],
)  # fmt: skip

FOURTH_BATCH = (BRACKETED_TIMES, NUMBERED_INSIDE, TRAPS, GROUPED_ROWS)
