"""The seventh batch, second half: a district, a board, an education room and a merged commune, all invented."""

from __future__ import annotations

from tests.importing.invented import MERGED, Expected, Grid, InventedPlan

ISLAND_DISTRICT = InventedPlan(
    name="ubnd-huyen-dao-ngoc-2025",
    forms=("docx", "pdf", "xlsx", "md"),
    opening=[
        "ỦY BAN NHÂN DÂN",
        "HUYỆN ĐẢO NGỌC",
        "Số: 05/KH-UBND",
        "Đảo Ngọc, ngày 09 tháng 01 năm 2025",
        "KẾ HOẠCH",
        "Hoạt động kiểm soát thủ tục hành chính năm 2025 trên địa bàn huyện Đảo Ngọc",
        "Thực hiện Kế hoạch số 301/KH-UBND ngày 30/12/2024 của UBND tỉnh, UBND huyện ban hành kế hoạch như sau:",
    ],
    body=[
        "I. YÊU CẦU",
        "- Bảo đảm 100% thủ tục hành chính (TTHC) được niêm yết đúng quy định.",
        "II. LỊCH CÔNG TÁC",
        Grid(
            [["Thời gian", "Stt", "Nội dung công việc", "Kết quả", "Cơ quan, đơn vị chủ trì", "Cơ quan, đơn vị phối"
              " hợp"]],
            [
                ["Tháng 01", "1", "Xây dựng kế hoạch kiểm soát TTHC của huyện", "Kế hoạch", "Văn phòng HĐND và UBND"
                 " huyện", "Phòng Tư pháp"],
                [MERGED, "2", "Kiện toàn đầu mối kiểm soát TTHC cấp xã", "Quyết định", "UBND các xã, thị trấn",
                 "Văn phòng HĐND và UBND huyện"],
                ["Tháng 3", "3", "Tập huấn sử dụng Cổng dịch vụ công cho công chức Một cửa", "Lớp tập huấn",
                 "Phòng Văn hóa và Thông tin", "Văn phòng HĐND và UBND huyện; UBND các xã, thị trấn"],
                [MERGED, "4", "Truyền thông về thanh toán trực tuyến tại bến tàu", "Pa-nô, loa đài", MERGED,
                 "Trung tâm Văn hóa, Thể thao và Du lịch"],
                ["Quý II", "5", "Rà soát TTHC trong lĩnh vực đất đai", "Biểu rà soát", "Phòng Tài nguyên và Môi trường",
                 "Chi nhánh Văn phòng Đăng ký đất đai"],
                ["Trước ngày 10/6", "6", "Kiểm tra việc tiếp nhận hồ sơ tại các xã", "Biên bản", "Văn phòng HĐND"
                 " và UBND"
                 " huyện", "Thanh tra huyện, Phòng Nội vụ"],
                ["Tháng 9", "7", "Tổ chức tuần lễ hỗ trợ người dân nộp hồ sơ qua mạng", "Tuần lễ", "Huyện đoàn",
                 "Các tổ công nghệ số cộng đồng"],
                ["Quý III, quý IV", "8", "Đối thoại với hộ kinh doanh về TTHC", "Hội nghị", "Phòng Tài chính - Kế"
                 " hoạch",
                 "Chi cục Thuế khu vực"],
                ["Chậm nhất 15/11", "9", "Đề xuất khen thưởng cá nhân có sáng kiến cải cách TTHC", "Tờ trình",
                 "Phòng Nội vụ", "Các cơ quan chuyên môn thuộc huyện"],
                ["Hằng tháng", "10", "Đăng danh sách hồ sơ quá hạn trên trang thông tin điện tử huyện", "Danh sách",
                 "Văn phòng HĐND và UBND huyện", ""],
                ["Thường xuyên", "11", "Tiếp nhận phản ánh, kiến nghị về quy định hành chính", "Phiếu tiếp nhận",
                 "Văn phòng HĐND và UBND huyện", "Các đơn vị liên quan"],
            ],
        ),
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Thủ trưởng các cơ quan chuyên môn thuộc UBND huyện, Chủ tịch UBND các xã, thị trấn xây dựng kế hoạch thực"
        " hiện trước ngày 25/01/2025.",
        "2. Giao Văn phòng HĐND và UBND huyện chủ trì, phối hợp với Phòng Tài chính - Kế hoạch tham mưu UBND"
        " huyện bố trí"
        " kinh phí trong quý I/2025; đôn đốc và tổng hợp báo cáo UBND tỉnh định kỳ hằng quý, 6 tháng và năm.",
        "3. UBND các xã, thị trấn gửi báo cáo về UBND huyện (qua Văn phòng HĐND và UBND huyện) trước ngày 14 của tháng"
        " cuối quý.",
        "Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.",
    ],
    expected=[
        Expected("kế hoạch kiểm soát", {"window": "2025-01"}, ("Văn phòng HĐND và UBND huyện",), ("Phòng Tư pháp",)),
        Expected("đầu mối", {"window": "2025-01"}, ("UBND các xã, thị trấn",), ("Văn phòng HĐND và UBND huyện",)),
        Expected("Tập huấn", {"window": "2025-03"}, ("Phòng Văn hóa và Thông tin",),
                 ("Văn phòng HĐND và UBND huyện", "UBND các xã, thị trấn")),
        Expected("bến tàu", {"window": "2025-03"}, ("Phòng Văn hóa và Thông tin",),
                 ("Trung tâm Văn hóa, Thể thao và Du lịch",)),
        Expected("đất đai", {"window": "2025-Q2"}, ("Phòng Tài nguyên và Môi trường",),
                 ("Chi nhánh Văn phòng Đăng ký đất đai",)),
        Expected("tại các xã", {"before": "2025-06-10"}, ("Văn phòng HĐND và UBND huyện",),
                 ("Thanh tra huyện", "Phòng Nội vụ")),
        Expected("tuần lễ", {"window": "2025-09"}, ("Huyện đoàn",), ("Các tổ công nghệ số cộng đồng",)),
        *(Expected("hộ kinh doanh", {"window": quarter}, ("Phòng Tài chính - Kế hoạch",), ("Chi cục Thuế khu vực",))
          for quarter in ("2025-Q3", "2025-Q4")),
        Expected("khen thưởng", {"by": "2025-11-15"}, ("Phòng Nội vụ",), ("Các cơ quan chuyên môn thuộc huyện",)),
        Expected("quá hạn", {"every": "month"}, ("Văn phòng HĐND và UBND huyện",)),
        Expected("kế hoạch thực hiện", {"before": "2025-01-25"},
                 ("Các cơ quan chuyên môn thuộc UBND huyện", "UBND các xã, thị trấn")),
        Expected("kinh phí", {"window": "2025-Q1"}, ("Văn phòng HĐND và UBND huyện",),
                 ("Phòng Tài chính - Kế hoạch",)),
        *(Expected(f"quý {number}", {"undated": True}, ("Văn phòng HĐND và UBND huyện",)) for number in ("I", "III")),
        Expected("6 tháng", {"undated": True}, ("Văn phòng HĐND và UBND huyện",)),
        Expected("năm", {"undated": True}, ("Văn phòng HĐND và UBND huyện",)),
        Expected("báo cáo", {"every": "quarter", "due_day": 14}, ("UBND các xã, thị trấn",)),
    ],
)  # fmt: skip

ZONE_BOARD = InventedPlan(
    name="ban-quan-ly-kkt-nam-ha-2024",
    forms=("official.docx", "pdf", "xlsx"),
    opening=[
        "UBND TỈNH NAM HẢI",
        "BAN QUẢN LÝ KHU KINH TẾ",
        "Số: 44/KH-BQL",
        "Nam Hải, ngày 30 tháng 01 năm 2024",
        "KẾ HOẠCH",
        "Công tác cải cách hành chính năm 2024 của Ban Quản lý Khu kinh tế",
        "Ban Quản lý Khu kinh tế tỉnh (sau đây gọi tắt là Ban) xây dựng kế hoạch công tác cải cách hành chính"
        " (CCHC) năm"
        " 2024 với những nội dung chủ yếu sau:",
    ],
    body=[
        "I. MỤC TIÊU CHUNG",
        "Duy trì kết quả giải quyết hồ sơ trước hạn đạt từ 60% trở lên.",
        "II. PHÂN CÔNG CỤ THỂ",
        Grid(
            [["TT", "Công việc", "Lãnh đạo phụ trách", "Đầu mối tham mưu", "Đơn vị phối hợp", "Thời điểm hoàn thành"]],
            [
                ["1", "Ban hành kế hoạch tuyên truyền CCHC", "Phó Trưởng ban Lê Văn Tám", "Đ/c Chánh Văn phòng",
                 "Các phòng", "Tháng 2"],
                ["2", "Rà soát thủ tục cấp giấy phép lao động", "Phó Trưởng ban Trần Thị Chín", "Đ/c Trưởng phòng Quản"
                 " lý doanh nghiệp và lao động", "Văn phòng Ban", "Quý II"],
                ["3", "Đối thoại với nhà đầu tư thứ cấp", "Trưởng ban", "Phòng Quản lý đầu tư", "Phòng Quản lý doanh"
                 " nghiệp và lao động, Phòng Quản lý môi trường và Văn phòng Ban", "Tháng 5, 10"],
                ["4", "Đăng thông tin quy hoạch khu công nghiệp lên trang thông tin điện tử", "Phó Trưởng ban Lê Văn"
                 " Tám", "Phòng Quản lý quy hoạch, xây dựng", "Văn phòng Ban", "Chậm nhất ngày 30/6"],
                ["5", "Lắp đặt màn hình tra cứu hồ sơ tại Bộ phận Một cửa", MERGED, "Văn phòng Ban", "", "Trước ngày"
                 " 15/8"],
                ["6", "Hướng dẫn doanh nghiệp báo cáo định kỳ qua mạng", "Trưởng ban", "Phòng Quản lý đầu tư phối hợp"
                 " với Văn phòng Ban", "", "Từ tháng 3 đến tháng 7"],
                ["7", "Kiểm tra kỷ luật, kỷ cương hành chính", "Trưởng ban", "Văn phòng Ban (chủ trì), Công đoàn (phối"
                 " hợp)", "", "Quý III"],
                ["8", "Phát hành bản tin khu công nghiệp có nội dung CCHC", "", "Trung tâm Dịch vụ khu công nghiệp", "",
                 "Hằng quý"],
                ["9", "Trả lời câu hỏi trên chuyên mục Hỏi - Đáp", "", "Các phòng chuyên môn", "Văn phòng Ban",
                 "Thường xuyên"],
            ],
        ),
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Các phòng, đơn vị thuộc Ban:",
        "a) Xây dựng kế hoạch chi tiết, gửi về Văn phòng Ban trước ngày 20/02/2024.",
        "b) Báo cáo kết quả về Văn phòng Ban trước ngày 10 của tháng cuối quý.",
        "2. Văn phòng Ban:",
        "a) Theo dõi, đôn đốc việc thực hiện Kế hoạch.",
        "b) Tham mưu Trưởng ban tổ chức sơ kết 6 tháng trong tháng 7/2024, tổng kết năm trong tháng 12/2024.",
        "c) Chủ trì, phối hợp với Trung tâm Dịch vụ khu công nghiệp xây dựng phóng sự về CCHC, hoàn thành trước ngày"
        " 31/10/2024.",
        "3. Đề nghị các doanh nghiệp trong khu kinh tế phối hợp thực hiện.",
        "Nơi nhận:", "- Sở Nội vụ;", "- Các phòng, đơn vị;", "- Lưu: VT, VP.",
    ],
    expected=[
        Expected("kế hoạch tuyên truyền", {"window": "2024-02"}, ("Văn phòng",), ("Các phòng",)),
        Expected("giấy phép lao động", {"window": "2024-Q2"}, ("Phòng Quản lý doanh nghiệp và lao động",),
                 ("Văn phòng Ban",)),
        *(Expected("nhà đầu tư", {"window": month}, ("Phòng Quản lý đầu tư",),
                   ("Phòng Quản lý doanh nghiệp và lao động", "Phòng Quản lý môi trường", "Văn phòng Ban"))
          for month in ("2024-05", "2024-10")),
        Expected("quy hoạch khu công nghiệp", {"by": "2024-06-30"}, ("Phòng Quản lý quy hoạch, xây dựng",),
                 ("Văn phòng Ban",)),
        Expected("màn hình", {"before": "2024-08-15"}, ("Văn phòng Ban",)),
        Expected("báo cáo định kỳ", {"window": {"from": "2024-03-01", "to": "2024-07-31"}}, ("Phòng Quản lý đầu tư",),
                 ("Văn phòng Ban",)),
        Expected("kỷ luật", {"window": "2024-Q3"}, ("Văn phòng Ban",), ("Công đoàn",)),
        Expected("bản tin", {"every": "quarter"}, ("Trung tâm Dịch vụ khu công nghiệp",)),
        Expected("kế hoạch chi tiết", {"before": "2024-02-20"}, ("Các phòng, đơn vị thuộc Ban",)),
        Expected("Báo cáo kết quả", {"every": "quarter", "due_day": 10}, ("Các phòng, đơn vị thuộc Ban",)),
        Expected("sơ kết", {"window": "2024-07"}, ("Văn phòng Ban",)),
        Expected("tổng kết", {"window": "2024-12"}, ("Văn phòng Ban",)),
        Expected("phóng sự", {"before": "2024-10-31"}, ("Văn phòng Ban",), ("Trung tâm Dịch vụ khu công nghiệp",)),
    ],
)  # fmt: skip

SCHOOL_ROOM = InventedPlan(
    name="phong-gddt-tan-khanh-2024",
    forms=("official.docx", "pdf", "xlsx"),
    opening=[
        "UBND HUYỆN TÂN KHÁNH",
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: 31/KH-PGDĐT",
        "Tân Khánh, ngày 02 tháng 02 năm 2024",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính ngành Giáo dục và Đào tạo huyện Tân Khánh năm 2024",
        "Phòng Giáo dục và Đào tạo (GDĐT) xây dựng kế hoạch tuyên truyền cải cách hành chính (CCHC) năm 2024 như sau:",
    ],
    body=[
        "I. MỤC ĐÍCH",
        "Để cha mẹ học sinh biết cách nộp hồ sơ tuyển sinh trực tuyến.",
        "II. PHÂN CÔNG",
        Grid(
            [["Tháng", "Nội dung", "Hình thức", "Người thực hiện", "Phối hợp"]],
            [
                ["2", "Đăng kế hoạch tuyên truyền CCHC năm 2024", "Trang web Phòng GDĐT", "Bộ phận Tổ chức cán bộ",
                 "Bộ phận Công nghệ thông tin"],
                ["3", "Giới thiệu quy trình chuyển trường trực tuyến", "Bài viết", "Bộ phận Phổ thông",
                 "Các trường tiểu học, trung học cơ sở"],
                ["4", "Viết bài về mô hình trường học không tiền mặt", "Bài viết trên trang web", "Bộ phận Kế"
                 " toán", "-"],
                ["5", "Hướng dẫn đăng ký tuyển sinh đầu cấp", "Video", "Bộ phận Phổ thông, Bộ phận Mầm non", "Các"
                 " trường"
                 " trực thuộc"],
                ["6", "Công khai kết quả CCHC 6 tháng đầu năm", "Tin", "Bộ phận Tổ chức cán bộ", "nt"],
                ["9", "Niêm yết thủ tục hành chính đầu năm học", "Niêm yết", "Các trường trực thuộc", ""],
                ["10", "Khảo sát sự hài lòng của cha mẹ học sinh", "Phiếu trực tuyến", "Bộ phận Khảo thí",
                 "Các trường mầm non, tiểu học và trung học cơ sở"],
                ["11", "Tổng hợp tin, bài đã đăng trong năm", "Báo cáo", "Bộ phận Công nghệ thông tin", ""],
            ],
        ),
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Hiệu trưởng các trường mầm non, tiểu học, trung học cơ sở",
        "- Xây dựng kế hoạch tuyên truyền của đơn vị, gửi về Phòng GDĐT trước ngày 23/02/2024;",
        "- Đăng trên trang web của trường tối thiểu 02 tin, bài/tháng;",
        "- Nộp báo cáo: lần 1 trước ngày 20/5/2024, lần 2 trước ngày 20/11/2024.",
        "2. Bộ phận Tổ chức cán bộ (đầu mối)",
        "- Tham mưu lãnh đạo Phòng kiểm tra ít nhất 04 trường trong tháng 4 và tháng 10;",
        "- Báo cáo Ủy ban nhân dân huyện (qua Phòng Nội vụ) kết quả 6 tháng trước ngày 30/5, năm trước ngày 30/11.",
        "3. Bộ phận Kế hoạch - Tài chính bố trí kinh phí.",
        "4. Bộ phận Công nghệ thông tin chủ trì, phối hợp với các trường tạo đường dẫn đến Cổng dịch vụ công trên trang"
        " web của các trường, xong trong quý I/2024.",
        "Nơi nhận:", "- UBND huyện;", "- Các trường;", "- Lưu: VT.",
    ],
    expected=[
        Expected("kế hoạch tuyên truyền", {"window": "2024-02"}, ("Bộ phận Tổ chức cán bộ",),
                 ("Bộ phận Công nghệ thông tin",)),
        Expected("chuyển trường", {"window": "2024-03"}, ("Bộ phận Phổ thông",),
                 ("Các trường tiểu học, trung học cơ sở",)),
        Expected("không tiền mặt", {"window": "2024-04"}, ("Bộ phận Kế toán",)),
        Expected("tuyển sinh đầu cấp", {"window": "2024-05"}, ("Bộ phận Phổ thông", "Bộ phận Mầm non"),
                 ("Các trường trực thuộc",)),
        Expected("6 tháng đầu năm", {"window": "2024-06"}, ("Bộ phận Tổ chức cán bộ",), ("Các trường trực thuộc",)),
        Expected("Niêm yết", {"window": "2024-09"}, ("Các trường trực thuộc",)),
        Expected("hài lòng", {"window": "2024-10"}, ("Bộ phận Khảo thí",),
                 ("Các trường mầm non, tiểu học và trung học cơ sở",)),
        Expected("Tổng hợp tin", {"window": "2024-11"}, ("Bộ phận Công nghệ thông tin",)),
        Expected("kế hoạch tuyên truyền", {"before": "2024-02-23"},
                 ("Các trường mầm non, tiểu học, trung học cơ sở",)),
        Expected("02 tin, bài", {"every": "month"}, ("Các trường mầm non, tiểu học, trung học cơ sở",)),
        *(Expected("báo cáo", {"before": day}, ("Các trường mầm non, tiểu học, trung học cơ sở",))
          for day in ("2024-05-20", "2024-11-20")),
        *(Expected("04 trường", {"window": month}, ("Bộ phận Tổ chức cán bộ",)) for month in ("2024-04", "2024-10")),
        Expected("6 tháng", {"before": "2024-05-30"}, ("Bộ phận Tổ chức cán bộ",)),
        Expected("báo cáo", {"before": "2024-11-30"}, ("Bộ phận Tổ chức cán bộ",)),
        Expected("Cổng dịch vụ công", {"window": "2024-Q1"}, ("Bộ phận Công nghệ thông tin",), ("các trường",)),
    ],
)  # fmt: skip

MERGED_COMMUNE = InventedPlan(
    name="ubnd-xa-dong-tam-2026",
    forms=("official.docx", "listed.docx", "official.pdf", "txt"),
    opening=[
        "ỦY BAN NHÂN DÂN",
        "XÃ ĐỒNG TÂM",
        "Số: 06/KH-UBND",
        "Đồng Tâm, ngày 12 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Cải cách hành chính xã Đồng Tâm năm 2026",
        "Ủy ban nhân dân xã Đồng Tâm ban hành Kế hoạch cải cách hành chính (CCHC) năm 2026, cụ thể:",
    ],
    body=[
        "I. MỤC TIÊU",
        "- Tỷ lệ hồ sơ số hóa đạt trên 95% trước ngày 31/12/2026.",
        "II. CÁC NHIỆM VỤ",
        "1. Xây dựng kế hoạch tuyên truyền CCHC của xã",
        "- Cơ quan chủ trì: Phòng Văn hóa - Xã hội",
        "- Cơ quan phối hợp: Văn phòng HĐND và UBND xã",
        "- Thời gian thực hiện: Tháng 01/2026",
        "2. Sắp xếp lại quầy tiếp nhận của Trung tâm Phục vụ hành chính công",
        "+ Bộ phận tham mưu: Trung tâm Phục vụ hành chính công",
        "+ Bộ phận phối hợp: Phòng Kinh tế; Văn phòng HĐND và UBND xã",
        "+ Hoàn thành: trước ngày 15/3/2026",
        "3. Ra mắt trang Zalo tiếp nhận phản ánh của xã",
        "- Phân công: Phòng Văn hóa - Xã hội chủ trì; Đoàn Thanh niên và Công an xã phối hợp.",
        "- Tiến độ: Quý II năm 2026.",
        "4. Rà soát quy trình nội bộ giải quyết thủ tục hành chính",
        "- Đơn vị thực hiện: các phòng chuyên môn thuộc UBND xã.",
        "- Đơn vị theo dõi, tổng hợp: Văn phòng HĐND và UBND xã.",
        "- Thời hạn: 30/4/2026.",
        "5. Tuyên truyền dịch vụ công trực tuyến trên hệ thống truyền thanh",
        "- Cơ quan chủ trì: Trung tâm Cung ứng dịch vụ công.",
        "- Cơ quan phối hợp: các thôn.",
        "- Thời gian: hằng tuần.",
        "6. Tổ chức cuộc thi tìm hiểu CCHC cho học sinh",
        "- Cơ quan chủ trì: Phòng Văn hóa - Xã hội.",
        "- Cơ quan phối hợp: các trường học trên địa bàn, Đoàn Thanh niên.",
        "- Thời gian: từ ngày 05/10 đến ngày 30/10/2026.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng HĐND và UBND xã là cơ quan thường trực, có trách nhiệm:",
        "1.1. Tham mưu UBND xã ban hành quyết định phân công theo dõi các tiêu chí CCHC trước ngày 28/02/2026.",
        "1.2. Tổng hợp, báo cáo Sở Nội vụ hằng quý (trước ngày 07 của tháng cuối quý) và báo cáo năm (trước ngày"
        " 02/12/2026).",
        "2. Phòng Kinh tế có trách nhiệm tham mưu bố trí kinh phí; công khai quyết toán ngân sách năm 2025 trên trang"
        " thông tin điện tử xã trong tháng 7/2026.",
        "3. Các phòng chuyên môn, Trung tâm Phục vụ hành chính công gửi báo cáo về Văn phòng HĐND và UBND xã trước ngày"
        " 01 của tháng cuối quý.",
        "4. Trưởng các thôn phối hợp với Trung tâm Cung ứng dịch vụ công phát tờ rơi đến từng hộ trong tháng 3, tháng"
        " 8.",
        "Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT.",
    ],
    expected=[
        Expected("kế hoạch tuyên truyền", {"window": "2026-01"}, ("Phòng Văn hóa - Xã hội",),
                 ("Văn phòng HĐND và UBND xã",)),
        Expected("quầy tiếp nhận", {"before": "2026-03-15"}, ("Trung tâm Phục vụ hành chính công",),
                 ("Phòng Kinh tế", "Văn phòng HĐND và UBND xã")),
        Expected("Zalo", {"window": "2026-Q2"}, ("Phòng Văn hóa - Xã hội",), ("Đoàn Thanh niên", "Công an xã")),
        Expected("quy trình nội bộ", {"by": "2026-04-30"}, ("các phòng chuyên môn thuộc UBND xã",)),
        Expected("truyền thanh", {"every": "week"}, ("Trung tâm Cung ứng dịch vụ công",), ("các thôn",)),
        Expected("cuộc thi", {"window": {"from": "2026-10-05", "to": "2026-10-30"}}, ("Phòng Văn hóa - Xã hội",),
                 ("các trường học trên địa bàn", "Đoàn Thanh niên")),
        Expected("phân công theo dõi", {"before": "2026-02-28"}, ("Văn phòng HĐND và UBND xã",)),
        Expected("quý", {"every": "quarter", "due_day": 7}, ("Văn phòng HĐND và UBND xã",)),
        Expected("báo cáo năm", {"before": "2026-12-02"}, ("Văn phòng HĐND và UBND xã",)),
        Expected("quyết toán", {"window": "2026-07"}, ("Phòng Kinh tế",)),
        Expected("báo cáo", {"every": "quarter", "due_day": 1},
                 ("Các phòng chuyên môn", "Trung tâm Phục vụ hành chính công")),
        *(Expected("tờ rơi", {"window": month}, ("các thôn",), ("Trung tâm Cung ứng dịch vụ công",))
          for month in ("2026-03", "2026-08")),
    ],
)  # fmt: skip
