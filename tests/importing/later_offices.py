"""Six more plans, written after the reader was mended for the first ten: the check that it is not fitted to them."""

from __future__ import annotations

from tests.importing.invented import GROUP, MERGED, Expected, Grid, InventedPlan

HOSPITAL = InventedPlan(
    name="benh-vien-phu-sa-2026",
    opening=[
        "SỞ Y TẾ PHÙ SA",
        "BỆNH VIỆN ĐA KHOA TỈNH",
        "Số: 08/KH-BVĐK",
        "Phù Sa, ngày 10 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Tuyên truyền công tác cải cách hành chính năm 2026",
        "Căn cứ Kế hoạch số 02/KH-SYT ngày 04/01/2026 của Sở Y tế, Bệnh viện Đa khoa tỉnh xây dựng kế hoạch tuyên"
        " truyền cải cách hành chính (CCHC) như sau:",
        "I. Mục tiêu",
        "- Từ 80% người bệnh trở lên thanh toán không dùng tiền mặt trước ngày 31/12/2026.",
        "II. Nội dung thực hiện",
    ],
    body=[],
    head=[["TT", "Nội dung, nhiệm vụ", "Kết quả/Sản phẩm", "Thời gian thực hiện", "Bộ phận thực hiện",
           "Bộ phận phối hợp"]],
    rows=[
        ["I", "TUYÊN TRUYỀN TRONG BỆNH VIỆN", GROUP, GROUP, GROUP, GROUP],
        ["1", "Đăng bảng giá và quy trình khám bệnh trên trang thông tin điện tử", "Bài đăng", "Xong trước 28/02",
         "Phòng Kế hoạch tổng hợp", "Phòng Tài chính kế toán"],
        ["2", "Đăng kết quả khảo sát hài lòng người bệnh", "Bài đăng website", "Tháng 3, 6, 9, 12",
         "Phòng Quản lý chất lượng", "Các khoa lâm sàng"],
        ["3", "Họp rà soát quy trình ra viện", "Biên bản họp", "Hàng quý", "Phòng Điều dưỡng", ""],
        ["II", "TUYÊN TRUYỀN NGOÀI BỆNH VIỆN", GROUP, GROUP, GROUP, GROUP],
        ["4", "Đăng video hướng dẫn đặt lịch khám trực tuyến", "Video trên website", "Giữa tháng 7",
         "Tổ Công nghệ thông tin", "Phòng Kế hoạch tổng hợp"],
        ["5", "Hội nghị người bệnh", "Hội nghị", "Tuần cuối tháng 10", "Phòng Công tác xã hội",
         "Các khoa lâm sàng; Tổ Công nghệ thông tin"],
        ["6", "Tập huấn kỹ năng giao tiếp, ứng xử", "Lớp tập huấn", "Trong quý I và quý II", "Phòng Tổ chức cán bộ",
         ""],
    ],
    after=["III. Tổ chức thực hiện", "Các khoa, phòng tổ chức thực hiện.", "GIÁM ĐỐC"],
    expected=[
        Expected("bảng giá", {"before": "2026-02-28"}, ("Phòng Kế hoạch tổng hợp",), ("Phòng Tài chính kế toán",)),
        *(Expected("khảo sát hài lòng", {"window": f"2026-{month:02}"}, ("Phòng Quản lý chất lượng",),
                   ("Các khoa lâm sàng",)) for month in (3, 6, 9, 12)),
        Expected("quy trình ra viện", {"every": "quarter"}, ("Phòng Điều dưỡng",)),
        Expected("đặt lịch khám", {"window": "2026-07"}, ("Tổ Công nghệ thông tin",), ("Phòng Kế hoạch tổng hợp",)),
        Expected("Hội nghị người bệnh", {"window": "2026-10"}, ("Phòng Công tác xã hội",),
                 ("Các khoa lâm sàng", "Tổ Công nghệ thông tin")),
        Expected("kỹ năng giao tiếp", {"window": "2026-Q1"}, ("Phòng Tổ chức cán bộ",)),
        Expected("kỹ năng giao tiếp", {"window": "2026-Q2"}, ("Phòng Tổ chức cán bộ",)),
    ],
)  # fmt: skip

QUARTERS_ACROSS = InventedPlan(
    name="ban-quan-ly-kcn-2026",
    opening=[
        "UBND TỈNH PHÙ SA",
        "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP",
        "Phù Sa, ngày 08 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2026",
        "Ban Quản lý các khu công nghiệp ban hành kế hoạch tuyên truyền cải cách hành chính (CCHC) như sau:",
        "1. Mục đích, yêu cầu",
        "Bảo đảm thiết thực, hiệu quả.",
        "2. Tiến độ",
    ],
    body=[],
    head=[
        ["Số TT", "Tên hoạt động", "Đầu mối", "Phối hợp", "Năm 2026", GROUP, GROUP, GROUP],
        [MERGED, MERGED, MERGED, MERGED, "Quý I", "Quý II", "Quý III", "Quý IV"],
    ],
    rows=[
        ["1", "Bản tin CCHC trên website Ban", "Văn phòng Ban", "Phòng Đầu tư", "x", "x", "x", "x"],
        ["2", "Đối thoại với doanh nghiệp khu công nghiệp", "Phòng Đầu tư", "Văn phòng Ban", "", "x", "", "x"],
        ["3", "Đăng video thủ tục cấp giấy phép lao động", "Phòng Lao động", "", "", "", "x", ""],
    ],
    after=[],
    expected=[
        *(Expected("Bản tin CCHC", {"window": f"2026-Q{quarter}"}, ("Văn phòng Ban",), ("Phòng Đầu tư",))
          for quarter in (1, 2, 3, 4)),
        *(Expected("Đối thoại với doanh nghiệp", {"window": f"2026-Q{quarter}"}, ("Phòng Đầu tư",), ("Văn phòng Ban",))
          for quarter in (2, 4)),
        Expected("giấy phép lao động", {"window": "2026-Q3"}, ("Phòng Lao động",)),
    ],
)  # fmt: skip

YOUTH_PROSE = InventedPlan(
    name="phong-gddt-tan-hoa-2026",
    opening=[
        "UBND HUYỆN TÂN HÒA",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Tân Hòa, ngày 19 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Công tác tuyên truyền cải cách hành chính ngành Giáo dục huyện Tân Hòa năm 2026",
        "Phòng Giáo dục và Đào tạo triển khai kế hoạch tuyên truyền cải cách hành chính (CCHC) năm 2026 cụ thể:",
    ],
    body=[
        "I. MỤC ĐÍCH - YÊU CẦU",
        "a) Phấn đấu năm 2026 có ít nhất 90% phụ huynh biết đến tuyển sinh trực tuyến.",
        "b) Tuyên truyền theo Luật số 76/2015/QH13 và Nghị quyết số 99/NQ-CP ngày 10/7/2024.",
        "II. NHIỆM VỤ TRỌNG TÂM",
        "1. Từ tháng 3 đến tháng 5/2026: tuyên truyền tuyển sinh đầu cấp trực tuyến trên trang thông tin điện tử (Tổ"
        " chuyên môn Tiểu học chủ trì).",
        "2. Trong tháng 8 năm 2026, tổ chức tập huấn phần mềm quản lý văn bản cho các trường.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Bộ phận Văn phòng",
        "a) Định kỳ ngày 20 hằng tháng đăng bản tin CCHC trên trang thông tin điện tử của Phòng;",
        "b) Hoàn thành việc rà soát thủ tục hành chính chậm nhất trong quý II năm 2026;",
        "c) Tham mưu báo cáo UBND huyện: quý I trước ngày 15/3, 6 tháng trước ngày 15/6, năm trước ngày 15/12/2026.",
        "2. Hiệu trưởng các trường trực thuộc",
        "- Xây dựng kế hoạch tuyên truyền CCHC của đơn vị, gửi về Phòng trước ngày 10/02/2026.",
        "- Mỗi học kỳ tổ chức ít nhất 01 buổi sinh hoạt về CCHC.",
        "- Duy trì bảng công khai thủ tục hành chính tại trường.",
        "Yêu cầu thủ trưởng các đơn vị nghiêm túc thực hiện.",
        "TRƯỞNG PHÒNG",
    ],
    expected=[
        Expected("tuyển sinh đầu cấp", {"window": {"from": "2026-03-01", "to": "2026-05-31"}},
                 ("Tổ chuyên môn Tiểu học",)),
        Expected("tập huấn phần mềm", {"window": "2026-08"}, ("Phòng Giáo dục và Đào tạo",)),
        Expected("bản tin CCHC", {"every": "month", "due_day": 20}, ("Bộ phận Văn phòng",)),
        Expected("rà soát thủ tục", {"by": "2026-06-30"}, ("Bộ phận Văn phòng",)),
        Expected("quý I", {"before": "2026-03-15"}, ("Bộ phận Văn phòng",)),
        Expected("6 tháng", {"before": "2026-06-15"}, ("Bộ phận Văn phòng",)),
        Expected("năm", {"before": "2026-12-15"}, ("Bộ phận Văn phòng",)),
        Expected("kế hoạch tuyên truyền", {"before": "2026-02-10"}, ("Các trường trực thuộc",)),
    ],
)  # fmt: skip

DITTO = InventedPlan(
    name="so-van-hoa-2026",
    opening=[
        "UBND TỈNH PHÙ SA",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "Phù Sa, ngày 21 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2026",
        "Sở Văn hóa, Thể thao và Du lịch ban hành kế hoạch tuyên truyền cải cách hành chính (CCHC) như sau:",
    ],
    body=[],
    flow=[
        "Phần thứ nhất",
        "MỤC ĐÍCH, YÊU CẦU",
        "Kịp thời, đầy đủ.",
        "Phần thứ hai",
        "NHIỆM VỤ VÀ PHÂN CÔNG",
        Grid([["Nội dung", "Thời gian", "Cơ quan, đơn vị chủ trì", "Cơ quan, đơn vị phối hợp", "Hình thức"]], [
            ["1. Xây dựng phóng sự về dịch vụ công du lịch", "Quý II", "Trung tâm Xúc tiến du lịch", "Văn phòng Sở",
             "Phóng sự đăng website"],
            ["2. Trưng bày pano về chuyển đổi số", "-nt-", "Thư viện tỉnh", "-nt-", "Pano"],
            ["3. Liên hoan tuyên truyền lưu động về CCHC", "Tháng 9", "Trung tâm Văn hóa nghệ thuật", "Các huyện",
             "Hội diễn"],
            ["4. Đăng tin tổng hợp kết quả liên hoan", "-nt-", "Văn phòng Sở", "", "Đăng website"],
        ]),
        "Phần thứ ba",
        "TỔ CHỨC THỰC HIỆN",
        "Các đơn vị trực thuộc báo cáo kết quả về Sở (qua Văn phòng Sở) trước ngày 01 tháng 12 hằng năm.",
    ],
    expected=[
        Expected("phóng sự", {"window": "2026-Q2"}, ("Trung tâm Xúc tiến du lịch",), ("Văn phòng Sở",)),
        Expected("pano", {"window": "2026-Q2"}, ("Thư viện tỉnh",), ("Văn phòng Sở",)),
        Expected("Liên hoan", {"window": "2026-09"}, ("Trung tâm Văn hóa nghệ thuật",), ("Các huyện",)),
        Expected("tổng hợp kết quả liên hoan", {"window": "2026-09"}, ("Văn phòng Sở",)),
        Expected("báo cáo kết quả", {"before": "2026-12-01"}, ("Các đơn vị trực thuộc",)),
    ],
)  # fmt: skip

UNMARKED_PROSE = InventedPlan(
    name="ubnd-xa-long-my-2024",
    opening=[
        "UY BAN NHAN DAN XA LONG MY",
        "Long My, ngay 26 thang 01 nam 2024",
        "KE HOACH",
        "Tuyen truyen cai cach hanh chinh nam 2024",
        "Uy ban nhan dan xa Long My xay dung Ke hoach tuyen truyen cai cach hanh chinh (CCHC) nam 2024 nhu sau:",
    ],
    body=[
        "I. MUC TIEU",
        "Phan dau 100% thu tuc hanh chinh duoc niem yet truoc ngay 31/3/2024.",
        "II. NHIEM VU",
        "1. Cong chuc Van hoa - Xa hoi: xay dung chuyen muc CCHC tren dai truyen thanh, hoan thanh tr0ng thang 3/2024.",
        "2. Cong chuc Van phong - Thong ke",
        "- Dang tai cac van ban ve CCHC tren trang thong tin dien tu xa, toi thieu 02 tin, bai/thang;",
        "- Tong hop, bao cao UBND huyen truoc ngay 20 thang 11 nam 2024.",
        "3. Truong cac ap",
        "Hop dan, tuyen truyen ve dich vu cong truc tuyen trong quy III nam 2024.",
        "Tren day la ke hoach tuyen truyen CCHC nam 2024.",
    ],
    expected=[
        Expected("chuyen muc CCHC", {"window": "2024-03"}, ("Cong chuc Van hoa - Xa hoi",)),
        Expected("02 tin", {"every": "month"}, ("Cong chuc Van phong - Thong ke",)),
        Expected("bao cao UBND huyen", {"before": "2024-11-20"}, ("Cong chuc Van phong - Thong ke",)),
        Expected("Hop dan", {"window": "2024-Q3"}, ("cac ap",)),
    ],
)

UNRULED_LONG = InventedPlan(
    name="so-giao-thong-2026",
    opening=[
        "UBND TỈNH PHÙ SA",
        "SỞ GIAO THÔNG VẬN TẢI",
        "Phù Sa, ngày 13 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2026",
        "Sở Giao thông vận tải ban hành kế hoạch tuyên truyền cải cách hành chính (CCHC) năm 2026 như sau:",
        "PHỤ LỤC",
    ],
    body=[],
    head=[["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Hình thức"]],
    rows=[
        [f"{i + 1}", f"Đăng tin {subject}", "Văn phòng Sở", helper, time, "Website"]
        for i, (subject, helper, time) in enumerate([
            ("kế hoạch CCHC năm 2026", "Thanh tra Sở", "Tháng 01"),
            ("về đổi giấy phép lái xe trực tuyến ở mức độ toàn trình", "Phòng Quản lý vận tải", "Tháng 02"),
            ("về phù hiệu xe", "Phòng Quản lý vận tải", "Trước 31/3"),
            ("về đăng kiểm", "Trung tâm Đăng kiểm", "Tháng 4"),
            ("kết quả sơ kết 6 tháng của toàn ngành giao thông vận tải", "Thanh tra Sở", "Tháng 6"),
            ("về thu phí không dừng", "Trung tâm Đăng kiểm", "Quý III"),
            ("về thủ tục cấp phép thi công trên đường bộ đang khai thác", "Phòng Kết cấu hạ tầng", "Tháng 9"),
            ("về an toàn giao thông đường thủy", "Thanh tra Sở", "Tháng 10"),
            ("kết quả CCHC năm", "Thanh tra Sở", "15/12/2026"),
        ])
    ],
    after=[],
    expected=[
        Expected("kế hoạch CCHC", {"window": "2026-01"}, ("Văn phòng Sở",), ("Thanh tra Sở",)),
        Expected("giấy phép lái xe", {"window": "2026-02"}, ("Văn phòng Sở",), ("Phòng Quản lý vận tải",)),
        Expected("phù hiệu", {"before": "2026-03-31"}, ("Văn phòng Sở",), ("Phòng Quản lý vận tải",)),
        Expected("đăng kiểm", {"window": "2026-04"}, ("Văn phòng Sở",), ("Trung tâm Đăng kiểm",)),
        Expected("sơ kết 6 tháng", {"window": "2026-06"}, ("Văn phòng Sở",), ("Thanh tra Sở",)),
        Expected("thu phí", {"window": "2026-Q3"}, ("Văn phòng Sở",), ("Trung tâm Đăng kiểm",)),
        Expected("thi công", {"window": "2026-09"}, ("Văn phòng Sở",), ("Phòng Kết cấu hạ tầng",)),
        Expected("đường thủy", {"window": "2026-10"}, ("Văn phòng Sở",), ("Thanh tra Sở",)),
        Expected("kết quả CCHC năm", {"by": "2026-12-15"}, ("Văn phòng Sở",), ("Thanh tra Sở",)),
    ],
    forms=("lines.pdf", "pdf", "docx"),
)  # fmt: skip

SECOND_BATCH = (HOSPITAL, QUARTERS_ACROSS, YOUTH_PROSE, DITTO, UNMARKED_PROSE, UNRULED_LONG)
