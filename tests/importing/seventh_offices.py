"""A seventh batch: departments of invented provinces, with roles in one cell, ditto marks, people and two annexes."""

from __future__ import annotations

from tests.importing.invented import GROUP, MERGED, Expected, Grid, InventedPlan
from tests.importing.seventh_districts import ISLAND_DISTRICT, MERGED_COMMUNE, SCHOOL_ROOM, ZONE_BOARD

JUSTICE = InventedPlan(
    name="so-tu-phap-lam-giang-2025",
    forms=("official.docx", "pdf", "xlsx"),
    opening=[
        "UBND TỈNH LAM GIANG",
        "SỞ TƯ PHÁP",
        "Số: 118/KH-STP",
        "Lam Giang, ngày 17 tháng 01 năm 2025",
        "KẾ HOẠCH",
        "Cải cách hành chính nội bộ của Sở Tư pháp năm 2025",
        "Căn cứ Quyết định số 2890/QĐ-UBND ngày 27/12/2024 của UBND tỉnh Lam Giang ban hành Kế hoạch cải cách hành"
        " chính (CCHC) năm 2025, Giám đốc Sở Tư pháp ban hành kế hoạch với các nội dung sau:",
    ],
    body=[
        "I. MỤC TIÊU",
        "1. 100% thủ tục hành chính (TTHC) được công khai trong thời hạn quy định; đến 30/11/2025 tỷ lệ hồ sơ trực"
        " tuyến đạt tối thiểu 75%.",
        "2. Chỉ số CCHC của Sở năm 2025 tăng ít nhất 02 bậc.",
        "II. NHIỆM VỤ",
        "Các nhiệm vụ, đơn vị thực hiện và tiến độ nêu tại biểu dưới đây:",
        Grid(
            [["TT", "Nhiệm vụ", "Sản phẩm", "Đơn vị thực hiện", "Tiến độ", "Ghi chú"]],
            [
                ["A", "Công tác chỉ đạo, điều hành", GROUP, GROUP, GROUP, GROUP],
                ["1", "Xây dựng kế hoạch kiểm tra công tác CCHC trong nội bộ Sở", "Kế hoạch",
                 "Chủ trì: Văn phòng Sở\nPhối hợp: Thanh tra Sở", "Trong tháng 02", ""],
                ["2", "Kiểm tra việc thực hiện CCHC tại các phòng", "Thông báo kết luận",
                 "Chủ trì: Thanh tra Sở\nPhối hợp: Văn phòng Sở, Phòng Hành chính tư pháp", "Tháng 5 và tháng 10", ""],
                ["3", "Tổ chức hội nghị đánh giá kết quả CCHC giữa năm", "Hội nghị",
                 "Chủ trì: Văn phòng Sở\nPhối hợp: Các phòng, đơn vị thuộc Sở", "Chậm nhất 10/7", "Có thể trực tuyến"],
                ["4", "Đề xuất sáng kiến CCHC của Sở gửi Hội đồng sáng kiến tỉnh", "Văn bản đề xuất", "-nt-",
                 "Trước 15/8/2025", ""],
                ["B", "Cải cách thể chế và thủ tục hành chính", GROUP, GROUP, GROUP, GROUP],
                ["5", "Rà soát, đơn giản hóa TTHC lĩnh vực công chứng", "Báo cáo rà soát",
                 "Chủ trì: Phòng Bổ trợ tư pháp\nPhối hợp: Văn phòng Sở", "Quý II", ""],
                ["6", "Rà soát văn bản quy phạm pháp luật liên quan đến TTHC", "Danh mục văn bản",
                 "Chủ trì: Phòng Xây dựng và kiểm tra văn bản", "Từ tháng 2 đến tháng 11", ""],
                ["7", "Công khai danh mục TTHC trên trang thông tin điện tử của Sở", "Danh mục được đăng tải",
                 "Chủ trì: Văn phòng Sở\nPhối hợp: Phòng Hành chính tư pháp; Phòng Bổ trợ tư pháp",
                 "Thường xuyên", ""],
                ["8", "Thống kê kết quả giải quyết hồ sơ tại Bộ phận Một cửa", "Bảng số liệu",
                 "Chủ trì: Văn phòng Sở\nPhối hợp: Trung tâm Trợ giúp pháp lý nhà nước",
                 "Hằng tháng, trước ngày 20", ""],
                ["C", "Cải cách tổ chức bộ máy, công vụ", GROUP, GROUP, GROUP, GROUP],
                ["9", "Rà soát vị trí việc làm của các phòng chuyên môn", "Tờ trình",
                 "Chủ trì: Văn phòng Sở\nPhối hợp: Các phòng chuyên môn", "6 tháng đầu năm", ""],
                ["10", "Cử công chức dự lớp bồi dưỡng kỹ năng giao tiếp", "Danh sách cử đi",
                 "Như mục 9", "Quý III/2025", "Theo giấy triệu tập"],
                ["11", "Khảo sát mức độ hài lòng của người dân đối với Trung tâm", "Phiếu khảo sát",
                 "Chủ trì: Trung tâm Trợ giúp pháp lý nhà nước", "Tháng 4, tháng 8", ""],
                ["D", "Tài chính công, chuyển đổi số", GROUP, GROUP, GROUP, GROUP],
                ["12", "Sửa đổi quy chế chi tiêu nội bộ", "Quyết định", "Chủ trì: Bộ phận Kế toán\nPhối hợp: Công đoàn"
                 " cơ sở", "Xong trước ngày 31/3", ""],
                ["13", "Số hóa sổ hộ tịch giai đoạn 2", "Cơ sở dữ liệu", "Chủ trì: Phòng Hành chính tư pháp\nPhối hợp:"
                 " Văn phòng Sở", "Quý IV", ""],
            ],
        ),
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Trưởng các phòng, Giám đốc Trung tâm Trợ giúp pháp lý nhà nước cụ thể hóa kế hoạch này thành chương trình"
        " công tác của đơn vị, gửi Văn phòng Sở trước ngày 15/02/2025.",
        "2. Văn phòng Sở tổng hợp, tham mưu báo cáo UBND tỉnh quý I trước ngày 12/3, 6 tháng trước ngày 12/6, quý III"
        " trước ngày 12/9 và báo cáo năm trước ngày 05/12/2025.",
        "Nơi nhận:", "- Sở Nội vụ;", "- Các phòng, đơn vị thuộc Sở;", "- Lưu: VT, VP.",
    ],
    expected=[
        Expected("kế hoạch kiểm tra", {"window": "2025-02"}, ("Văn phòng Sở",), ("Thanh tra Sở",)),
        *(Expected("Kiểm tra việc thực hiện", {"window": month}, ("Thanh tra Sở",),
                   ("Văn phòng Sở", "Phòng Hành chính tư pháp")) for month in ("2025-05", "2025-10")),
        Expected("giữa năm", {"by": "2025-07-10"}, ("Văn phòng Sở",), ("Các phòng, đơn vị thuộc Sở",)),
        Expected("sáng kiến", {"before": "2025-08-15"}, ("Văn phòng Sở",), ("Các phòng, đơn vị thuộc Sở",)),
        Expected("công chứng", {"window": "2025-Q2"}, ("Phòng Bổ trợ tư pháp",), ("Văn phòng Sở",)),
        Expected("quy phạm pháp luật", {"window": {"from": "2025-02-01", "to": "2025-11-30"}},
                 ("Phòng Xây dựng và kiểm tra văn bản",)),
        Expected("Công khai danh mục", {"always": True}, ("Văn phòng Sở",),
                 ("Phòng Hành chính tư pháp", "Phòng Bổ trợ tư pháp")),
        Expected("Thống kê kết quả", {"every": "month", "due_day": 20}, ("Văn phòng Sở",),
                 ("Trung tâm Trợ giúp pháp lý nhà nước",)),
        Expected("vị trí việc làm", {"window": "2025-H1"}, ("Văn phòng Sở",), ("Các phòng chuyên môn",)),
        Expected("kỹ năng giao tiếp", {"window": "2025-Q3"}, ("Văn phòng Sở",), ("Các phòng chuyên môn",)),
        *(Expected("mức độ hài lòng", {"window": month}, ("Trung tâm Trợ giúp pháp lý nhà nước",))
          for month in ("2025-04", "2025-08")),
        Expected("chi tiêu nội bộ", {"before": "2025-03-31"}, ("Bộ phận Kế toán",), ("Công đoàn cơ sở",)),
        Expected("hộ tịch", {"window": "2025-Q4"}, ("Phòng Hành chính tư pháp",), ("Văn phòng Sở",)),
        Expected("chương trình công tác", {"before": "2025-02-15"},
                 ("Các phòng", "Trung tâm Trợ giúp pháp lý nhà nước")),
        *(Expected("báo cáo", {"before": day}, ("Văn phòng Sở",))
          for day in ("2025-03-12", "2025-06-12", "2025-09-12", "2025-12-05")),
    ],
)  # fmt: skip

BUILDING = InventedPlan(
    name="so-xay-dung-an-hai-2024",
    forms=("official.docx", "official.pdf", "txt"),
    opening=[
        "UBND TỈNH AN HẢI",
        "SỞ XÂY DỰNG",
        "Số: 27/KH-SXD",
        "An Hải, ngày 22 tháng 01 năm 2024",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2024",
        "Thực hiện Kế hoạch số 09/KH-UBND ngày 11/01/2024 của UBND tỉnh, Sở Xây dựng xây dựng Kế hoạch tuyên truyền cải"
        " cách hành chính (sau đây gọi tắt là CCHC) năm 2024 như sau:",
    ],
    body=[
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Giúp tổ chức, cá nhân nắm được quy trình nộp hồ sơ cấp giấy phép xây dựng qua mạng.",
        "2. Nội dung tuyên truyền bám sát Nghị quyết số 131/NQ-CP ngày 06/10/2022 của Chính phủ.",
        "II. NHIỆM VỤ CỦA VĂN PHÒNG SỞ",
        "a) Mở chuyên mục CCHC trên trang thông tin điện tử của Sở trước ngày 20/02/2024.",
        "b) Hằng tháng biên tập và đăng ít nhất 03 tin, bài về CCHC.",
        "c) Phối hợp với Báo An Hải thực hiện 02 phóng sự về cấp phép xây dựng trực tuyến trong quý II và quý IV.",
        "d) Niêm yết bộ thủ tục hành chính (TTHC) đã được công bố tại Bộ phận Một cửa, hoàn thành trong tháng 3/2024.",
        "đ) Chủ trì, phối hợp với Phòng Quản lý nhà và thị trường bất động sản biên soạn sổ tay hỏi đáp về nhà ở xã"
        " hội; thời gian hoàn thành: 30/9/2024.",
        "III. NHIỆM VỤ CỦA CÁC PHÒNG CHUYÊN MÔN",
        "1. Phòng Quy hoạch - Kiến trúc",
        "- Viết 01 bài giới thiệu TTHC về cấp chứng chỉ quy hoạch, đăng trong tháng 4.",
        "- Phối hợp Văn phòng Sở tổ chức tọa đàm với doanh nghiệp tư vấn (tháng 6/2024).",
        "2. Phòng Quản lý hoạt động xây dựng",
        "- Xây dựng video hướng dẫn nộp hồ sơ thẩm định dự án, xong trước ngày 31/5/2024.",
        "- Cung cấp danh sách hồ sơ trễ hạn cho Văn phòng Sở chậm nhất ngày 25 hằng tháng.",
        "3. Phòng Hạ tầng kỹ thuật và Phòng Vật liệu xây dựng: mỗi quý gửi 01 tin, bài về Văn phòng Sở để biên tập.",
        "IV. NHIỆM VỤ CHUNG",
        "Giao Thanh tra Sở chủ trì, phối hợp với Văn phòng Sở và Phòng Quản lý hoạt động xây dựng tham mưu tổ chức đối"
        " thoại về trật tự xây dựng trước ngày 15/8/2024.",
        "Giao Chi cục Giám định xây dựng, Trung tâm Kiểm định chất lượng xây dựng niêm yết TTHC tại trụ sở trước ngày"
        " 01/3/2024.",
        "Các phòng, đơn vị thuộc Sở đăng ký nội dung tuyên truyền với Văn phòng Sở trước ngày 05/02/2024; báo cáo kết"
        " quả 6 tháng trước ngày 05/6 và báo cáo năm trước ngày 25/11/2024.",
        "Giao đồng chí Chánh Văn phòng Sở trình Giám đốc Sở phê duyệt danh sách cộng tác viên viết tin, bài trong tháng"
        " 02/2024.",
        "Trên cơ sở báo cáo của các đơn vị, Văn phòng Sở tổng hợp, gửi Sở Nội vụ báo cáo năm chậm nhất ngày"
        " 05/12/2024.",
        "Trên đây là Kế hoạch tuyên truyền CCHC năm 2024, yêu cầu các phòng, đơn vị nghiêm túc thực hiện./.",
        "Nơi nhận:", "- UBND tỉnh (để b/c);", "- Lưu: VT.",
    ],
    expected=[
        Expected("chuyên mục CCHC", {"before": "2024-02-20"}, ("Văn phòng Sở",)),
        Expected("03 tin, bài", {"every": "month"}, ("Văn phòng Sở",)),
        *(Expected("phóng sự", {"window": quarter}, ("Văn phòng Sở",), ("Báo An Hải",))
          for quarter in ("2024-Q2", "2024-Q4")),
        Expected("Niêm yết bộ thủ tục", {"window": "2024-03"}, ("Văn phòng Sở",)),
        Expected("sổ tay", {"by": "2024-09-30"}, ("Văn phòng Sở",),
                 ("Phòng Quản lý nhà và thị trường bất động sản",)),
        Expected("chứng chỉ quy hoạch", {"window": "2024-04"}, ("Phòng Quy hoạch - Kiến trúc",)),
        Expected("tọa đàm", {"window": "2024-06"}, ("Phòng Quy hoạch - Kiến trúc",), ("Văn phòng Sở",)),
        Expected("video hướng dẫn", {"before": "2024-05-31"}, ("Phòng Quản lý hoạt động xây dựng",)),
        Expected("trễ hạn", {"every": "month", "due_day": 25}, ("Phòng Quản lý hoạt động xây dựng",)),
        Expected("01 tin, bài", {"every": "quarter"}, ("Phòng Hạ tầng kỹ thuật", "Phòng Vật liệu xây dựng")),
        Expected("đối thoại", {"before": "2024-08-15"}, ("Thanh tra Sở",),
                 ("Văn phòng Sở", "Phòng Quản lý hoạt động xây dựng")),
        Expected("niêm yết TTHC", {"before": "2024-03-01"},
                 ("Chi cục Giám định xây dựng", "Trung tâm Kiểm định chất lượng xây dựng")),
        Expected("đăng ký nội dung", {"before": "2024-02-05"}, ("Các phòng, đơn vị thuộc Sở",)),
        Expected("6 tháng", {"before": "2024-06-05"}, ("Các phòng, đơn vị thuộc Sở",)),
        Expected("báo cáo năm", {"before": "2024-11-25"}, ("Các phòng, đơn vị thuộc Sở",)),
        Expected("cộng tác viên", {"window": "2024-02"}, ("Văn phòng Sở",)),
        Expected("báo cáo năm", {"by": "2024-12-05"}, ("Văn phòng Sở",)),
    ],
)  # fmt: skip

LAND = InventedPlan(
    name="so-tai-nguyen-phu-dong-2023",
    forms=("docx", "pdf", "xlsx", "md"),
    opening=[
        "UBND TỈNH PHÚ ĐÔNG",
        "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
        "Số: 03/KH-STNMT",
        "Phú Đông, ngày 06 tháng 01 năm 2023",
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2023 của Sở Tài nguyên và Môi trường",
        "Sở Tài nguyên và Môi trường (TN&MT) ban hành Kế hoạch cải cách hành chính (CCHC) năm 2023. Trong kế hoạch này,"
        " Văn phòng Sở viết tắt là VP, Phòng Tổ chức cán bộ viết tắt là TCCB, Phòng Kế hoạch - Tài chính viết tắt là"
        " KHTC, Văn phòng Đăng ký đất đai viết tắt là VPĐK.",
    ],
    body=[
        "I. QUAN ĐIỂM, MỤC TIÊU",
        "Phấn đấu 90% hồ sơ đất đai được trả đúng hạn trong năm 2023.",
        "II. NHIỆM VỤ CỤ THỂ",
        "1. Công tác chỉ đạo, điều hành CCHC",
        Grid(
            [["Số TT", "Tên nhiệm vụ", "Thời điểm hoàn thành", "Phân công", GROUP, "Kết quả đầu ra"],
             [MERGED, MERGED, MERGED, "Chính", "Phối hợp", MERGED]],
            [
                ["1.1", "Ban hành kế hoạch tuyên truyền CCHC của Sở", "Tháng 01/2023", "TCCB", "VP", "Kế hoạch"],
                ["1.2", "Phổ biến kế hoạch CCHC tại giao ban tháng", "Tháng 02/2023", MERGED, "VP; KHTC; các đơn vị"
                 " trực thuộc", "Biên bản họp"],
                ["1.3", "Kiểm tra CCHC tại các Chi nhánh VPĐK", "Quý II và quý III", "Thanh tra Sở", "TCCB, VPĐK",
                 "Kết luận kiểm tra"],
                ["1.4", "Chấm điểm Chỉ số CCHC của các đơn vị trực thuộc", "Trước ngày 10/11/2023", "TCCB",
                 "Các phòng thuộc Sở", "Bảng điểm"],
            ],
        ),
        "2. Cải cách thủ tục hành chính",
        Grid(
            [["Số TT", "Tên nhiệm vụ", "Thời điểm hoàn thành", "Phân công", GROUP, "Kết quả đầu ra"],
             [MERGED, MERGED, MERGED, "Chính", "Phối hợp", MERGED]],
            [
                ["2.1", "Cập nhật TTHC đất đai lên Cổng dịch vụ công", "Chậm nhất 28/4/2023", "VPĐK", "VP", "TTHC được"
                 " cập nhật"],
                ["2.2", "Cắt giảm thời gian giải quyết hồ sơ đăng ký biến động", "6 tháng cuối năm", "VPĐK", "-nt-",
                 "Quy trình mới"],
                ["2.3", "Thay bảng niêm yết TTHC tại nơi tiếp nhận hồ sơ", "Tháng 3 và tháng 9", "VP\nVPĐK", "",
                 "Bảng niêm yết"],
                ["2.4", "Lấy ý kiến người dân về thủ tục cấp đổi giấy chứng nhận", "Từ tháng 4 đến tháng 6", "VPĐK",
                 "UBND các huyện, thành phố", "Báo cáo khảo sát"],
            ],
        ),
        "3. Hiện đại hóa hành chính, tài chính công",
        Grid(
            [["Số TT", "Tên nhiệm vụ", "Thời điểm hoàn thành", "Phân công", GROUP, "Kết quả đầu ra"],
             [MERGED, MERGED, MERGED, "Chính", "Phối hợp", MERGED]],
            [
                ["3.1", "Công khai dự toán ngân sách trên trang thông tin điện tử", "Hằng quý", "KHTC", "VP", "Công"
                 " khai"],
                ["3.2", "Nâng cấp chuyên mục CCHC trên trang thông tin điện tử của Sở", "Đến hết tháng 6/2023",
                 "Trung tâm Công nghệ thông tin TN&MT", "VP, TCCB", "Chuyên mục"],
                ["3.3", "Tập huấn sử dụng chữ ký số", "Quý 3/2023", MERGED, "Tất cả các phòng, đơn vị", "Lớp tập huấn"],
                ["3.4", "Đăng tin, bài về chuyển đổi số", "Mỗi tuần 01 tin", "Trung tâm Công nghệ thông tin TN&MT", "",
                 "Tin, bài"],
            ],
        ),
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Thủ trưởng các đơn vị gửi báo cáo về Sở (qua TCCB) trước ngày 08 của tháng cuối quý.",
        "2. TCCB tổng hợp, xây dựng báo cáo CCHC năm trình Giám đốc Sở trước ngày 30/11/2023.",
        "3. KHTC cân đối kinh phí phục vụ công tác CCHC.",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT, TCCB.",
    ],
    expected=[
        Expected("kế hoạch tuyên truyền", {"window": "2023-01"}, ("TCCB",), ("VP",)),
        Expected("giao ban tháng", {"window": "2023-02"}, ("TCCB",), ("VP", "KHTC", "các đơn vị trực thuộc")),
        *(Expected("Chi nhánh", {"window": quarter}, ("Thanh tra Sở",), ("TCCB", "VPĐK"))
          for quarter in ("2023-Q2", "2023-Q3")),
        Expected("Chấm điểm", {"before": "2023-11-10"}, ("TCCB",), ("Các phòng thuộc Sở",)),
        Expected("Cổng dịch vụ công", {"by": "2023-04-28"}, ("VPĐK",), ("VP",)),
        Expected("đăng ký biến động", {"window": "2023-H2"}, ("VPĐK",), ("VP",)),
        *(Expected("bảng niêm yết", {"window": month}, ("VP", "VPĐK")) for month in ("2023-03", "2023-09")),
        Expected("cấp đổi", {"window": {"from": "2023-04-01", "to": "2023-06-30"}}, ("VPĐK",),
                 ("UBND các huyện, thành phố",)),
        Expected("dự toán", {"every": "quarter"}, ("KHTC",), ("VP",)),
        Expected("Nâng cấp chuyên mục", {"by": "2023-06-30"}, ("Trung tâm Công nghệ thông tin TN&MT",),
                 ("VP", "TCCB")),
        Expected("chữ ký số", {"window": "2023-Q3"}, ("Trung tâm Công nghệ thông tin TN&MT",),
                 ("Tất cả các phòng, đơn vị",)),
        Expected("chuyển đổi số", {"every": "week"}, ("Trung tâm Công nghệ thông tin TN&MT",)),
        Expected("báo cáo", {"every": "quarter", "due_day": 8}, ("Các đơn vị",)),
        Expected("báo cáo CCHC năm", {"before": "2023-11-30"}, ("TCCB",)),
    ],
)  # fmt: skip

FARMING = InventedPlan(
    name="so-nong-nghiep-hoa-lam-2025",
    forms=("docx", "pdf", "xlsx"),
    opening=[
        "UBND TỈNH HÒA LÂM",
        "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
        "Số: 12/KH-SNN",
        "Hòa Lâm, ngày 13 tháng 01 năm 2025",
        "KẾ HOẠCH",
        "Kiểm soát thủ tục hành chính và tuyên truyền cải cách hành chính năm 2025",
        "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ về kiểm soát thủ tục hành chính (TTHC); Sở Nông"
        " nghiệp và Phát triển nông thôn ban hành kế hoạch năm 2025 kèm theo hai phụ lục.",
        "1. Các phòng, chi cục, trung tâm thuộc Sở căn cứ nhiệm vụ được giao tại Phụ lục I để thực hiện đúng tiến độ.",
        "2. Giám đốc, Chi cục trưởng các đơn vị trực thuộc chịu trách nhiệm về số liệu báo cáo.",
        "Nơi nhận:", "- Văn phòng UBND tỉnh;", "- Các đơn vị thuộc Sở;", "- Lưu: VT.",
        "PHỤ LỤC I",
        "PHÂN CÔNG NHIỆM VỤ NĂM 2025",
        "(Kèm theo Kế hoạch số 12/KH-SNN ngày 13/01/2025)",
    ],
    body=[
        Grid(
            [["STT", "Bộ phận chủ trì tham mưu", "Nội dung nhiệm vụ", "Sản phẩm dự kiến", "Bộ phận phối hợp", "Quý I",
              "Quý II", "Quý III", "Quý IV"]],
            [
                ["1", "Văn phòng Sở", "Rà soát danh mục dịch vụ công trực tuyến", "Danh mục", "Các chi cục", "x",
                 "", "x",
                 ""],
                ["2", MERGED, "Tổ chức đoàn tự kiểm tra kiểm soát TTHC", "Báo cáo", "Thanh tra Sở", "", "x", "", ""],
                ["3", MERGED, "Đăng phóng sự ảnh về Bộ phận Một cửa lên trang web Sở", "Phóng sự", "Trung tâm Khuyến"
                 " nông", "", "", "", "x"],
                ["4", "Chi cục Chăn nuôi và Thú y\nChi cục Trồng trọt và Bảo vệ thực vật", "Đề xuất bãi bỏ giấy"
                 " tờ trùng"
                 " lặp trong hồ sơ", "Phương án", "Văn phòng Sở", "", "x", "", ""],
                ["5", "Chi cục Thủy lợi", "Xây dựng quy trình điện tử cấp phép xả thải", "Quy trình", "Văn phòng Sở;"
                 " Phòng Kế hoạch - Tài chính", "", "", "x", ""],
                ["6", "Chi cục Kiểm lâm", "Hướng dẫn hồ sơ lâm sản qua tờ gấp", "Tờ gấp", "Văn phòng Sở - Trung tâm"
                 " Khuyến nông", "x", "", "", ""],
                ["7", "Phòng Kế hoạch - Tài chính", "Công khai phí, lệ phí trong TTHC", "Thông báo", "", "x", "x", "",
                 ""],
            ],
        ),
        "PHỤ LỤC II",
        "CHẾ ĐỘ BÁO CÁO NĂM 2025",
        "(Kèm theo Kế hoạch số 12/KH-SNN ngày 13/01/2025)",
        Grid(
            [["TT", "Loại báo cáo", "Thời hạn gửi", "Đơn vị báo cáo", "Nơi nhận"]],
            [
                ["1", "Báo cáo quý I về kiểm soát TTHC", "Trước ngày 15/3/2025", "Các chi cục", "Văn phòng Sở"],
                ["2", "Báo cáo 6 tháng đầu năm về kiểm soát TTHC", "Trước ngày 15/6/2025", MERGED, MERGED],
                ["3", "Báo cáo năm về kiểm soát TTHC", "Trước ngày 15/12/2025", MERGED, MERGED],
                ["4", "Báo cáo tổng hợp kết quả tuyên truyền CCHC", "Chậm nhất ngày 20/12/2025", "Văn phòng Sở",
                 "Sở Nội"
                 " vụ"],
                ["5", "Báo cáo tình hình tiếp nhận phản ánh, kiến nghị", "Ngày 25 hằng tháng", "Văn phòng Sở",
                 "Văn phòng"
                 " UBND tỉnh"],
            ],
        ),
    ],
    expected=[
        *(Expected("dịch vụ công trực tuyến", {"window": quarter}, ("Văn phòng Sở",), ("Các chi cục",))
          for quarter in ("2025-Q1", "2025-Q3")),
        Expected("tự kiểm tra", {"window": "2025-Q2"}, ("Văn phòng Sở",), ("Thanh tra Sở",)),
        Expected("phóng sự ảnh", {"window": "2025-Q4"}, ("Văn phòng Sở",), ("Trung tâm Khuyến nông",)),
        Expected("giấy tờ trùng lặp", {"window": "2025-Q2"},
                 ("Chi cục Chăn nuôi và Thú y", "Chi cục Trồng trọt và Bảo vệ thực vật"), ("Văn phòng Sở",)),
        Expected("xả thải", {"window": "2025-Q3"}, ("Chi cục Thủy lợi",),
                 ("Văn phòng Sở", "Phòng Kế hoạch - Tài chính")),
        Expected("tờ gấp", {"window": "2025-Q1"}, ("Chi cục Kiểm lâm",), ("Văn phòng Sở", "Trung tâm Khuyến nông")),
        *(Expected("phí, lệ phí", {"window": quarter}, ("Phòng Kế hoạch - Tài chính",))
          for quarter in ("2025-Q1", "2025-Q2")),
        *(Expected("kiểm soát TTHC", {"before": day}, ("Các chi cục",))
          for day in ("2025-03-15", "2025-06-15", "2025-12-15")),
        Expected("tổng hợp kết quả", {"by": "2025-12-20"}, ("Văn phòng Sở",)),
        Expected("phản ánh, kiến nghị", {"every": "month", "due_day": 25}, ("Văn phòng Sở",)),
    ],
)  # fmt: skip

SEVENTH_BATCH = (JUSTICE, BUILDING, LAND, FARMING, ISLAND_DISTRICT, ZONE_BOARD, SCHOOL_ROOM, MERGED_COMMUNE)
