"""A ninth batch: four plans in the forms that are met most, written after the reader was mended for the eighth."""

from __future__ import annotations

from tests.importing.invented import GROUP, MERGED, Expected, Grid, InventedPlan

TRADE = InventedPlan(
    name="so-cong-thuong-van-hai-2025",
    forms=("docx", "pdf", "xlsx"),
    opening=[
        "UBND TỈNH VÂN HẢI",
        "SỞ CÔNG THƯƠNG",
        "Số: 09/KH-SCT",
        "Vân Hải, ngày 10 tháng 01 năm 2025",
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2025",
        "Sở Công Thương xây dựng Kế hoạch cải cách hành chính (CCHC) năm 2025 với các nội dung sau:",
    ],
    body=[
        "I. MỤC TIÊU",
        "Tỷ lệ thanh toán trực tuyến đạt trên 55% vào cuối năm 2025.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Trưởng các phòng chuyên môn, Giám đốc các đơn vị sự nghiệp quán triệt kế hoạch đến từng công chức,"
        " viên chức;"
        " gửi báo cáo quý trước ngày 08 tháng cuối quý về Văn phòng Sở.",
        "2. Giao Chánh Văn phòng Sở theo dõi, đôn đốc, trình Giám đốc Sở ký báo cáo CCHC 6 tháng trước ngày 15/6 và báo"
        " cáo năm trước ngày 10/12/2025.",
        "Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT, VP.",
        "PHỤ LỤC",
        "NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2025",
        "(Ban hành kèm theo Kế hoạch số 09/KH-SCT ngày 10/01/2025 của Sở Công Thương)",
        Grid(
            [["STT", "Nội dung công việc", "Đơn vị thực hiện", GROUP, "Thời gian thực hiện", GROUP, "Sản phẩm"],
             [MERGED, MERGED, "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc", MERGED]],
            [
                ["I", "CÔNG TÁC CHỈ ĐẠO", GROUP, GROUP, GROUP, GROUP, GROUP],
                ["1", "Xây dựng kế hoạch tự kiểm tra CCHC", "Văn phòng Sở", "Các phòng chuyên môn", "Tháng 02/2025",
                 "Tháng 3/2025", "Kế hoạch"],
                ["2", "Tổ chức cuộc thi trực tuyến tìm hiểu CCHC", "Văn phòng Sở; Công đoàn cơ sở", "Các phòng, Trung"
                 " tâm", "01/8/2025", "31/8/2025", "Cuộc thi"],
                ["II", "THỦ TỤC HÀNH CHÍNH", GROUP, GROUP, GROUP, GROUP, GROUP],
                ["3", "Rà soát thủ tục lĩnh vực xăng dầu", "P. QLTM", "VP Sở, P. Pháp chế", "Tháng 4/2025", "Tháng"
                 " 6/2025", "Phương án"],
                ["4", "Tái cấu trúc quy trình cấp phép hóa chất", "P. QLCN", "Như trên", "15/5/2025", "15/9/2025",
                 "Quy trình"],
                ["5", "Đăng tải hướng dẫn nộp hồ sơ khuyến mại", "TT Xúc tiến thương mại", "VP Sở", "Tháng 7/2025",
                 "Tháng 7/2025", "Bài viết"],
            ],
        ),
    ],
    expected=[
        Expected("báo cáo quý", {"every": "quarter", "due_day": 8},
                 ("các phòng chuyên môn", "các đơn vị sự nghiệp")),
        Expected("6 tháng", {"before": "2025-06-15"}, ("Văn phòng Sở",)),
        Expected("báo cáo năm", {"before": "2025-12-10"}, ("Văn phòng Sở",)),
        Expected("tự kiểm tra", {"window": {"from": "2025-02-01", "to": "2025-03-31"}}, ("Văn phòng Sở",),
                 ("Các phòng chuyên môn",)),
        Expected("cuộc thi", {"window": {"from": "2025-08-01", "to": "2025-08-31"}},
                 ("Văn phòng Sở", "Công đoàn cơ sở"), ("Các phòng, Trung tâm",)),
        Expected("xăng dầu", {"window": {"from": "2025-04-01", "to": "2025-06-30"}}, ("P. QLTM",),
                 ("VP Sở", "P. Pháp chế")),
        Expected("hóa chất", {"window": {"from": "2025-05-15", "to": "2025-09-15"}}, ("P. QLCN",),
                 ("VP Sở", "P. Pháp chế")),
        Expected("khuyến mại", {"window": {"from": "2025-07-01", "to": "2025-07-31"}}, ("TT Xúc tiến thương mại",),
                 ("VP Sở",)),
    ],
)  # fmt: skip

MOUNTAIN_DISTRICT = InventedPlan(
    name="ubnd-huyen-nam-cao-2024",
    forms=("official.docx", "official.pdf", "txt", "listed.docx"),
    opening=[
        "UBND TỈNH SƠN BÌNH",
        "ỦY BAN NHÂN DÂN HUYỆN NẬM CAO",
        "Số: 21/KH-UBND",
        "Nậm Cao, ngày 31 tháng 01 năm 2024",
        "KẾ HOẠCH",
        "Thông tin, tuyên truyền cải cách hành chính trên địa bàn huyện Nậm Cao năm 2024",
        "Ủy ban nhân dân huyện ban hành Kế hoạch thông tin, tuyên truyền cải cách hành chính (CCHC) năm 2024 như sau:",
    ],
    body=[
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Người dân vùng cao được nghe, hiểu về CCHC bằng tiếng phổ thông và tiếng dân tộc.",
        "II. NỘI DUNG TUYÊN TRUYỀN",
        "Các quy định tại Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ; kết quả Chỉ số CCHC năm 2023.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Nội vụ",
        "- Là cơ quan thường trực tham mưu UBND huyện triển khai Kế hoạch.",
        "- Chủ trì, phối hợp với Phòng Dân tộc biên dịch tờ rơi sang tiếng dân tộc, hoàn thành trong tháng 5/2024.",
        "- Tổng hợp, tham mưu UBND huyện báo cáo Sở Nội vụ trước ngày 25/6 và 25/11/2024.",
        "2. Phòng Văn hóa và Thông tin",
        "- Hướng dẫn hệ thống truyền thanh cơ sở phát chuyên mục CCHC, tối thiểu 02 lượt/tuần.",
        "- Lắp 03 cụm pa nô tại trung tâm huyện trước dịp 30/4/2024.",
        "3. Trung tâm Văn hóa, Thể thao và Truyền thông huyện",
        "Xây dựng phóng sự về Bộ phận Một cửa cấp xã phát trên sóng truyền hình, ít nhất 01 phóng sự/quý.",
        "4. Văn phòng HĐND - UBND huyện",
        "- Công khai kết quả giải quyết hồ sơ trên Trang thông tin điện tử huyện vào ngày 02 hằng tháng.",
        "- Phối hợp với Bưu điện huyện, Phòng Tư pháp mở đợt cao điểm hỗ trợ nộp hồ sơ trực tuyến trong tháng 8/2024.",
        "5. Đề nghị Ủy ban MTTQ Việt Nam huyện và các tổ chức chính trị - xã hội huyện lồng ghép tuyên truyền"
        " CCHC trong"
        " sinh hoạt hội viên, gửi kết quả về Phòng Nội vụ trước ngày 15/11/2024.",
        "6. Các cơ quan, đơn vị thuộc huyện; UBND các xã, thị trấn",
        "a) Xây dựng kế hoạch, bố trí nhân lực thực hiện; thời hạn hoàn thành trước ngày 29/02/2024.",
        "b) Định kỳ 6 tháng (trước ngày 15/6), năm (trước ngày 15/11) báo cáo UBND huyện qua Phòng Nội vụ.",
        "7. Hiệu trưởng các trường phổ thông dân tộc bán trú tổ chức cho học sinh vẽ tranh về Bộ phận Một cửa trong học"
        " kỳ, xong trước ngày 20/10/2024.",
        "Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT, NV.",
    ],
    expected=[
        Expected("tờ rơi", {"window": "2024-05"}, ("Phòng Nội vụ",), ("Phòng Dân tộc",)),
        *(Expected("báo cáo", {"before": day}, ("Phòng Nội vụ",)) for day in ("2024-06-25", "2024-11-25")),
        Expected("chuyên mục CCHC", {"every": "week"}, ("Phòng Văn hóa và Thông tin",)),
        Expected("pa nô", {"before": "2024-04-30"}, ("Phòng Văn hóa và Thông tin",)),
        Expected("phóng sự", {"every": "quarter"}, ("Trung tâm Văn hóa, Thể thao và Truyền thông huyện",)),
        Expected("kết quả giải quyết", {"every": "month", "due_day": 2}, ("Văn phòng HĐND - UBND huyện",)),
        Expected("cao điểm", {"window": "2024-08"}, ("Văn phòng HĐND - UBND huyện",),
                 ("Bưu điện huyện", "Phòng Tư pháp")),
        Expected("hội viên", {"before": "2024-11-15"},
                 ("Ủy ban MTTQ Việt Nam huyện", "các tổ chức chính trị - xã hội huyện")),
        Expected("kế hoạch", {"before": "2024-02-29"},
                 ("Các cơ quan, đơn vị thuộc huyện", "UBND các xã, thị trấn")),
        *(Expected("báo cáo", {"before": day}, ("Các cơ quan, đơn vị thuộc huyện", "UBND các xã, thị trấn"))
          for day in ("2024-06-15", "2024-11-15")),
        Expected("vẽ tranh", {"before": "2024-10-20"}, ("các trường phổ thông dân tộc bán trú",)),
    ],
)  # fmt: skip

SCIENCE = InventedPlan(
    name="so-khcn-thanh-lam-2026",
    forms=("official.docx", "pdf", "xlsx", "md"),
    opening=[
        "UBND TỈNH THANH LÂM",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "Số: 14/KH-SKHCN",
        "Thanh Lâm, ngày 16 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Kiểm soát thủ tục hành chính năm 2026",
        "Sở Khoa học và Công nghệ xây dựng Kế hoạch kiểm soát thủ tục hành chính (TTHC) năm 2026, cụ thể như sau:",
    ],
    body=[
        "I. MỤC TIÊU",
        "- 100% TTHC được công bố, công khai đúng hạn.",
        "II. NỘI DUNG THỰC HIỆN",
        Grid(
            [["TT", "Nhiệm vụ trọng tâm", "Thời gian hoàn thành", "Phân công thực hiện", "Kết quả"]],
            [
                ["1", "Trình công bố danh mục TTHC mới", "Chậm nhất 20/3/2026", "Văn phòng chủ trì, phối hợp với các"
                 " phòng chuyên môn", "Quyết định công bố"],
                ["2", "Rà soát TTHC lĩnh vực sở hữu trí tuệ", "Quý II", "Phòng Quản lý chuyên ngành; Văn phòng"
                 " phối hợp",
                 "Báo cáo"],
                ["3", "Niêm yết TTHC tại nơi tiếp nhận", "Tháng 02; tháng 8", "Văn phòng", "Bảng niêm yết"],
                ["4", "Tập huấn kỹ năng số hóa hồ sơ", "Nửa đầu tháng 5", "Trung tâm Chuyển đổi số (chủ trì); Văn"
                 " phòng,"
                 " Phòng Quản lý công nghệ (phối hợp)", "Lớp tập huấn"],
                ["5", "Kiểm tra công tác kiểm soát TTHC", "Tháng 9-10", "Tổ kiểm tra CCHC của Sở", "Biên bản"],
                ["6", "Báo cáo tình hình kiểm soát TTHC", "Trước ngày 15 tháng cuối quý", "Các phòng, đơn vị gửi Văn"
                 " phòng", "Báo cáo"],
                ["7", "Đăng bài giới thiệu dịch vụ công trực tuyến toàn trình", "Mỗi quý 01 bài", "Các phòng chuyên môn"
                 " luân phiên", "Bài đăng"],
                ["8", "Chi cục Tiêu chuẩn Đo lường Chất lượng đánh giá nội bộ ISO", "30/11/2026", "Chi cục Tiêu"
                 " chuẩn Đo"
                 " lường Chất lượng", "Báo cáo đánh giá"],
            ],
        ),
        "III. TRÁCH NHIỆM THỰC HIỆN",
        "1. Văn phòng:",
        "- Làm đầu mối tổ chức thực hiện Kế hoạch.",
        "- Lập dự toán kinh phí trình Giám đốc Sở trong quý I/2026.",
        "2. Trung tâm Chuyển đổi số bảo đảm hạ tầng kỹ thuật; nâng cấp chuyên mục TTHC trước ngày 01/4/2026.",
        "Nơi nhận:", "- Văn phòng UBND tỉnh;", "- Lưu: VT.",
    ],
    expected=[
        Expected("danh mục TTHC mới", {"by": "2026-03-20"}, ("Văn phòng",), ("các phòng chuyên môn",)),
        Expected("sở hữu trí tuệ", {"window": "2026-Q2"}, ("Phòng Quản lý chuyên ngành",), ("Văn phòng",)),
        *(Expected("Niêm yết", {"window": month}, ("Văn phòng",)) for month in ("2026-02", "2026-08")),
        Expected("số hóa hồ sơ", {"window": "2026-05"}, ("Trung tâm Chuyển đổi số",),
                 ("Văn phòng", "Phòng Quản lý công nghệ")),
        Expected("Kiểm tra công tác", {"window": {"from": "2026-09-01", "to": "2026-10-31"}},
                 ("Tổ kiểm tra CCHC của Sở",)),
        Expected("tình hình kiểm soát", {"every": "quarter", "due_day": 15}, ("Các phòng, đơn vị",)),
        Expected("toàn trình", {"every": "quarter"}, ("Các phòng chuyên môn",)),
        Expected("ISO", {"by": "2026-11-30"}, ("Chi cục Tiêu chuẩn Đo lường Chất lượng",)),
        Expected("dự toán", {"window": "2026-Q1"}, ("Văn phòng",)),
        Expected("nâng cấp chuyên mục", {"before": "2026-04-01"}, ("Trung tâm Chuyển đổi số",)),
    ],
)  # fmt: skip

COLLEGE = InventedPlan(
    name="truong-cao-dang-bac-son-2025",
    forms=("official.docx", "pdf", "txt"),
    opening=[
        "UBND TỈNH BẮC SƠN",
        "TRƯỜNG CAO ĐẲNG SƯ PHẠM",
        "Số: 66/KH-CĐSP",
        "Bắc Sơn, ngày 20 tháng 01 năm 2025",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2025",
        "Trường Cao đẳng Sư phạm xây dựng kế hoạch tuyên truyền cải cách hành chính (CCHC) năm 2025 như sau:",
    ],
    body=[
        "1. Mục đích",
        "Nâng cao ý thức phục vụ người học.",
        "2. Nội dung và phân công",
        "2.1. Công khai quy trình xác nhận sinh viên trên trang thông tin điện tử: Phòng Công tác sinh viên thực hiện,"
        " xong trước ngày 28/02/2025.",
        "2.2. Làm 02 video giới thiệu một cửa của trường: Trung tâm Ngoại ngữ - Tin học chủ trì, Đoàn Thanh niên phối"
        " hợp; thời gian: tháng 3 và tháng 10.",
        "2.3. Tổ chức đối thoại giữa Ban Giám hiệu và sinh viên (Phòng Công tác sinh viên, Hội Sinh viên): quý II"
        " và quý"
        " IV.",
        "2.4. Phát thanh nội bộ về CCHC: Đoàn Thanh niên, mỗi tuần một lần.",
        "2.5. Khảo sát mức độ hài lòng của người học: Phòng Khảo thí và Đảm bảo chất lượng chủ trì, các khoa phối hợp,"
        " hoàn thành chậm nhất 30/6/2025.",
        "3. Tổ chức thực hiện",
        "a) Trưởng các phòng, khoa, trung tâm phổ biến kế hoạch này trong tháng 02/2025.",
        "b) Phòng Tổ chức - Hành chính tham mưu Hiệu trưởng sơ kết trước ngày 10/7/2025, tổng kết trước ngày"
        " 20/12/2025; báo cáo Sở Giáo dục và Đào tạo theo quy định.",
        "c) Phòng Kế hoạch - Tài vụ bảo đảm kinh phí.",
        "Nơi nhận:", "- Ban Giám hiệu;", "- Lưu: VT.",
    ],
    expected=[
        Expected("xác nhận sinh viên", {"before": "2025-02-28"}, ("Phòng Công tác sinh viên",)),
        *(Expected("video", {"window": month}, ("Trung tâm Ngoại ngữ - Tin học",), ("Đoàn Thanh niên",))
          for month in ("2025-03", "2025-10")),
        *(Expected("đối thoại", {"window": quarter}, ("Phòng Công tác sinh viên", "Hội Sinh viên"))
          for quarter in ("2025-Q2", "2025-Q4")),
        Expected("Phát thanh", {"every": "week"}, ("Đoàn Thanh niên",)),
        Expected("hài lòng", {"by": "2025-06-30"}, ("Phòng Khảo thí và Đảm bảo chất lượng",), ("các khoa",)),
        Expected("phổ biến", {"window": "2025-02"}, ("các phòng, khoa, trung tâm",)),
        Expected("sơ kết", {"before": "2025-07-10"}, ("Phòng Tổ chức - Hành chính",)),
        Expected("tổng kết", {"before": "2025-12-20"}, ("Phòng Tổ chức - Hành chính",)),
    ],
)  # fmt: skip

NINTH_BATCH = (TRADE, MOUNTAIN_DISTRICT, SCIENCE, COLLEGE)
