"""Six plans written after the reader had been mended for all the others; what each asks for was written first.

One meaning was put right after the first reading: departments and the stations of communes are two groups, not one.
"""

from __future__ import annotations

from tests.importing.invented import GROUP, MERGED, Expected, Grid, InventedPlan


def _opening(above: str, office: str, number: str, day: str, title: str, *basis: str) -> list[str]:
    return [above, office, f"Số: {number}", day, "KẾ HOẠCH", title, *basis]


SCHOOL_YEAR = InventedPlan(
    name="th-binh-minh-2025-2026",
    opening=_opening(
        "UBND PHƯỜNG BÌNH MINH", "TRƯỜNG TIỂU HỌC BÌNH MINH", "21/KH-THBM", "Bình Minh, ngày 08 tháng 9 năm 2025",
        "Thực hiện công khai và cải cách hành chính năm học 2025 - 2026",
        "Căn cứ Công văn số 1234/SGDĐT-VP ngày 25/8/2025 của Sở Giáo dục và Đào tạo về việc thực hiện công khai;",
        "Trường Tiểu học Bình Minh xây dựng Kế hoạch công khai và cải cách hành chính năm học 2025 - 2026 như sau:",
    ),
    body=[
        "I. MỤC TIÊU",
        "- 100% hồ sơ tuyển sinh lớp 1 được nộp trực tuyến.",
        "II. NỘI DUNG, THỜI GIAN THỰC HIỆN",
        Grid([["TT", "Nội dung", "Người phụ trách", "Thời gian", "Ghi chú"]],
             [["1", "Công khai cam kết chất lượng giáo dục lên website trường", "Phó Hiệu trưởng", "Tháng 9/2025", ""],
              ["2", "Công khai thông tin về đội ngũ, cơ sở vật chất", "Văn thư", "Tháng 10, tháng 6", ""],
              ["3", "Công khai thu, chi các khoản đóng góp", "Kế toán", "Hằng quý", "Niêm yết bảng tin"],
              ["4", "Tuyên truyền nộp hồ sơ trực tuyến tuyển sinh lớp 1", "Giáo viên Tin học", "Tháng 5", ""],
              ["5", "Tổng kết công tác cải cách hành chính", "Hiệu trưởng", "Cuối tháng 5", ""]]),
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Ban Giám hiệu: chỉ đạo, kiểm tra việc thực hiện.",
        "2. Bộ phận Văn thư: cập nhật tin, bài lên website, mỗi tuần ít nhất 01 tin.",
        "3. Các tổ chuyên môn: gửi danh sách tin, bài về Bộ phận Văn thư trước ngày 25 hằng tháng.",
        "4. Báo cáo: Văn thư tổng hợp báo cáo UBND phường trước ngày 15/01/2026 (học kỳ I) và trước ngày 31/5/2026"
        " (cả năm).",
        "Nơi nhận:", "- UBND phường;", "- Lưu: VT.",
    ],
    expected=[
        Expected("cam kết chất lượng", {"window": "2025-09"}, ("Phó Hiệu trưởng",)),
        Expected("đội ngũ", {"window": "2025-10"}, ("Văn thư",)),
        Expected("đội ngũ", {"window": "2026-06"}, ("Văn thư",)),
        Expected("thu, chi", {"every": "quarter"}, ("Kế toán",)),
        Expected("tuyển sinh", {"window": "2026-05"}, ("Giáo viên Tin học",)),
        Expected("Tổng kết", {"window": "2026-05"}, ("Hiệu trưởng",)),
        Expected("01 tin", {"every": "week"}, ("Bộ phận Văn thư",)),
        Expected("danh sách", {"every": "month", "due_day": 25}, ("Các tổ chuyên môn",)),
        Expected("báo cáo", {"before": "2026-01-15"}, ("Văn thư",)),
        Expected("báo cáo", {"before": "2026-05-31"}, ("Văn thư",)),
    ],
    forms=("official.docx", "pdf", "xlsx", "txt"),
)  # fmt: skip

WARD_ANNEX = InventedPlan(
    name="phuong-cua-song-2026",
    opening=_opening(
        "ỦY BAN NHÂN DÂN", "PHƯỜNG CỬA SÔNG", "17/KH-UBND", "Cửa Sông, ngày 22 tháng 01 năm 2026",
        "Cải cách hành chính nhà nước phường Cửa Sông năm 2026",
        "Thực hiện Kế hoạch số 05/KH-UBND ngày 06 tháng 01 năm 2026 của UBND tỉnh Phù Sa, UBND phường Cửa Sông ban hành"
        " Kế hoạch cải cách hành chính (CCHC) năm 2026 như sau:",
    ),
    body=[
        "I. MỤC TIÊU",
        "Phấn đấu đến tháng 12/2026, tỷ lệ hồ sơ trực tuyến đạt 75%.",
        "II. NHIỆM VỤ (Phụ lục kèm theo)",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng HĐND và UBND phường",
        "a) Tham mưu UBND phường thành lập Tổ công tác CCHC, hoàn thành trong tháng 02/2026.",
        "b) Theo dõi, đôn đốc; định kỳ hằng quý (trước ngày 10 của tháng cuối quý) tham mưu báo cáo gửi Sở Nội vụ.",
        "2. Phòng Kinh tế, Hạ tầng và Đô thị cân đối kinh phí thực hiện Kế hoạch.",
        "3. Công an phường phối hợp hướng dẫn người dân kích hoạt tài khoản định danh điện tử, hoàn thành trước"
        " 30/6/2026.",
        "PHỤ LỤC",
        "DANH MỤC NHIỆM VỤ CCHC NĂM 2026",
    ],
    head=[
        ["TT", "Nội dung nhiệm vụ", "Kết quả đầu ra", "Phân công", GROUP, "Thời hạn hoàn thành"],
        [MERGED, MERGED, MERGED, "Cơ quan chủ trì", "Cơ quan phối hợp", MERGED],
    ],
    rows=[
        ["I", "Chỉ đạo, điều hành", "", "", "", ""],
        ["1.", "Ban hành Kế hoạch tuyên truyền CCHC", "Kế hoạch", "Phòng Văn hóa - Xã hội",
         "Văn phòng HĐND và UBND phường", "Tháng 01"],
        ["2.", "Tổ chức đối thoại với tổ chức, cá nhân", "02 cuộc đối thoại", "UBND phường",
         "Ủy ban MTTQ Việt Nam phường", "Quý II và Quý IV"],
        ["II", "Cải cách thủ tục hành chính", "", "", "", ""],
        ["3.", "Niêm yết, công khai thủ tục hành chính", "Bảng niêm yết; Trang TTĐT",
         "Trung tâm Phục vụ hành chính công", "", "Ngay sau khi có quyết định công bố"],
        ["4.", "Lấy ý kiến khảo sát sự hài lòng", "Phiếu khảo sát", "Trung tâm Phục vụ hành chính công", "Các khu phố",
         "Từ 01/8 đến 30/9/2026"],
        ["III", "Chính quyền số", "", "", "", ""],
        ["5.", "Tập huấn kỹ năng số cho tổ công nghệ số cộng đồng", "Lớp tập huấn", "Phòng Văn hóa - Xã hội",
         "Đoàn Thanh niên phường", "Trong quý III/2026"],
        ["6.", "Đăng tin, bài về chuyển đổi số", "Mỗi tháng 03 tin, bài", "Phòng Văn hóa - Xã hội", "Các khu phố",
         "Hằng tháng"],
        ["7.", "Nâng cấp Trang thông tin điện tử phường", "Trang được nâng cấp", "Phòng Văn hóa - Xã hội", "",
         "Chậm nhất 31/10/2026"],
    ],
    after=["Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT."],
    expected=[
        Expected("Tổ công tác", {"window": "2026-02"}, ("Văn phòng HĐND và UBND phường",)),
        Expected("báo cáo", {"every": "quarter", "due_day": 10}, ("Văn phòng HĐND và UBND phường",)),
        Expected("định danh", {"before": "2026-06-30"}, ("Công an phường",)),
        Expected("Kế hoạch tuyên truyền", {"window": "2026-01"}, ("Phòng Văn hóa - Xã hội",),
                 ("Văn phòng HĐND và UBND phường",)),
        Expected("đối thoại", {"window": "2026-Q2"}, ("UBND phường",), ("Ủy ban MTTQ Việt Nam phường",)),
        Expected("đối thoại", {"window": "2026-Q4"}, ("UBND phường",), ("Ủy ban MTTQ Việt Nam phường",)),
        Expected("Niêm yết", {"undated": True, "when_event": True}, ("Trung tâm Phục vụ hành chính công",)),
        Expected("hài lòng", {"window": {"from": "2026-08-01", "to": "2026-09-30"}},
                 ("Trung tâm Phục vụ hành chính công",), ("Các khu phố",)),
        Expected("kỹ năng số", {"window": "2026-Q3"}, ("Phòng Văn hóa - Xã hội",), ("Đoàn Thanh niên phường",)),
        Expected("chuyển đổi số", {"every": "month"}, ("Phòng Văn hóa - Xã hội",), ("Các khu phố",)),
        Expected("Nâng cấp", {"by": "2026-10-31"}, ("Phòng Văn hóa - Xã hội",)),
    ],
    forms=("official.docx", "pdf", "xlsx", "md"),
)  # fmt: skip

JUSTICE_PROSE = InventedPlan(
    name="so-tu-phap-2026",
    opening=_opening(
        "UBND TỈNH PHÙ SA", "SỞ TƯ PHÁP", "06/KH-STP", "Phù Sa, ngày 13 tháng 01 năm 2026",
        "Tuyên truyền cải cách hành chính năm 2026",
        "Căn cứ Quyết định số 45/QĐ-UBND ngày 08/01/2026 của UBND tỉnh, Sở Tư pháp ban hành Kế hoạch tuyên truyền cải"
        " cách hành chính (CCHC) năm 2026 với các nội dung sau:",
    ),
    body=[
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Tuyên truyền có trọng tâm, tránh hình thức; đã triển khai trong năm 2025 với 45 tin, bài.",
        "II. NỘI DUNG TUYÊN TRUYỀN",
        "1. Tuyên truyền Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị.",
        "2. Tuyên truyền các thủ tục hành chính lĩnh vực hộ tịch, công chứng.",
        "III. HÌNH THỨC TUYÊN TRUYỀN",
        "1. Qua Trang thông tin điện tử của Sở: đăng tối thiểu 04 tin, bài/tháng; giao Văn phòng Sở thực hiện.",
        "2. Qua hội nghị: tổ chức 01 hội nghị phổ biến quy định mới về công chứng trong quý II năm 2026 (Phòng"
        " Bổ trợ tư"
        " pháp chủ trì).",
        "3. Qua tờ gấp: Phòng Phổ biến, giáo dục pháp luật biên soạn, phát hành 2.000 tờ gấp về dịch vụ công trực tuyến"
        " trước ngày 01/9/2026.",
        "IV. TỔ CHỨC THỰC HIỆN",
        "1. Trách nhiệm của Văn phòng Sở",
        "- Chủ trì tham mưu triển khai Kế hoạch; kiểm tra việc thực hiện của các phòng, đơn vị.",
        "- Tổng hợp, xây dựng báo cáo kết quả tuyên truyền 6 tháng đầu năm (trước ngày 15/6), báo cáo năm (trước ngày"
        " 15/12) gửi Sở Nội vụ.",
        "2. Trách nhiệm của các phòng, đơn vị thuộc Sở",
        "- Mỗi phòng, đơn vị cử 01 công chức làm đầu mối, gửi danh sách về Văn phòng Sở trước ngày 25 tháng 01"
        " năm 2026.",
        "- Báo cáo kết quả tuyên truyền về Văn phòng Sở trước ngày 10 tháng 6 và trước ngày 10 tháng 12 năm 2026.",
        "3. Trung tâm Trợ giúp pháp lý nhà nước lồng ghép tuyên truyền trong các đợt trợ giúp pháp lý lưu động tại cơ"
        " sở, ít nhất 02 đợt/quý.",
        "4. Kế hoạch này được phổ biến đến toàn thể công chức, viên chức. Giao Văn phòng Sở theo dõi, đôn đốc.",
        "Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT, VP.",
    ],
    expected=[
        Expected("04 tin, bài", {"every": "month"}, ("Văn phòng Sở",)),
        Expected("hội nghị", {"window": "2026-Q2"}, ("Phòng Bổ trợ tư pháp",)),
        Expected("tờ gấp", {"before": "2026-09-01"}, ("Phòng Phổ biến, giáo dục pháp luật",)),
        Expected("6 tháng", {"before": "2026-06-15"}, ("Văn phòng Sở",)),
        Expected("năm", {"before": "2026-12-15"}, ("Văn phòng Sở",)),
        Expected("đầu mối", {"before": "2026-01-25"}, ("các phòng, đơn vị thuộc Sở",)),
        Expected("báo cáo", {"before": "2026-06-10"}, ("các phòng, đơn vị thuộc Sở",)),
        Expected("báo cáo", {"before": "2026-12-10"}, ("các phòng, đơn vị thuộc Sở",)),
        Expected("trợ giúp pháp lý", {"every": "quarter"}, ("Trung tâm Trợ giúp pháp lý nhà nước",)),
    ],
    forms=("official.docx", "official.pdf", "txt"),
)  # fmt: skip

STRANGE_HEADS = InventedPlan(
    name="so-cong-thuong-2026",
    opening=_opening(
        "UBND TỈNH PHÙ SA", "SỞ CÔNG THƯƠNG", "29/KH-SCT", "Phù Sa, ngày 16 tháng 01 năm 2026",
        "Truyền thông cải cách hành chính năm 2026",
        "Sở Công Thương ban hành Kế hoạch truyền thông cải cách hành chính (CCHC) năm 2026 như sau:",
    ),
    body=["BẢNG PHÂN CÔNG TRUYỀN THÔNG"],
    head=[["STT", "Thông điệp truyền thông", "Đầu mối", "Cùng tham gia", "Đăng ở đâu", "Khi nào"]],
    rows=[
        ["1", "Giới thiệu thủ tục cấp giấy phép bán lẻ", "Phòng Quản lý thương mại", "Văn phòng Sở",
         "Trang thông tin điện tử Sở", "Tháng 2/2026"],
        ["2", "Nộp phí, lệ phí không dùng tiền mặt", "Phòng Kế hoạch - Tài chính", "Văn phòng Sở",
         "Trang thông tin điện tử Sở", "Tháng 4/2026"],
        ["3", "Cắt giảm thời gian giải quyết hồ sơ an toàn thực phẩm", "Phòng Quản lý công nghiệp", "Thanh tra Sở",
         "Cổng thông tin điện tử tỉnh", "Quý III/2026"],
        ["4", "Kết quả chỉ số CCHC của Sở", "Văn phòng Sở", "", "Trang thông tin điện tử Sở", "Sau khi UBND tỉnh công"
         " bố"],
        ["5", "Chuyện về người cán bộ một cửa", "Công đoàn Sở", "Văn phòng Sở", "Fanpage của Sở", "20/10/2026"],
    ],
    after=[
        "TỔ CHỨC THỰC HIỆN",
        "- Văn phòng Sở kiểm duyệt nội dung trước khi đăng; tổng hợp kết quả báo cáo Ban Giám đốc vào ngày 28 hằng"
        " tháng.",
        "- Các phòng, đơn vị được phân công chịu trách nhiệm về nội dung.",
        "Nơi nhận:", "- Lưu: VT.",
    ],
    expected=[
        Expected("bán lẻ", {"window": "2026-02"}, ("Phòng Quản lý thương mại",), ("Văn phòng Sở",)),
        Expected("lệ phí", {"window": "2026-04"}, ("Phòng Kế hoạch - Tài chính",), ("Văn phòng Sở",)),
        Expected("an toàn thực phẩm", {"window": "2026-Q3"}, ("Phòng Quản lý công nghiệp",), ("Thanh tra Sở",)),
        Expected("chỉ số CCHC", {"undated": True, "when_event": True}, ("Văn phòng Sở",)),
        Expected("một cửa", {"by": "2026-10-20"}, ("Công đoàn Sở",), ("Văn phòng Sở",)),
        Expected("kết quả", {"every": "month", "due_day": 28}, ("Văn phòng Sở",)),
    ],
    forms=("official.docx", "pdf", "xlsx", "md"),
)  # fmt: skip

BULLETED_TASKS = InventedPlan(
    name="trung-tam-y-te-2026",
    opening=_opening(
        "SỞ Y TẾ TỈNH PHÙ SA", "TRUNG TÂM Y TẾ KHU VỰC HOA MAI", "14/KH-TTYT", "Hoa Mai, ngày 19 tháng 01 năm 2026",
        "Kiểm soát thủ tục hành chính và truyền thông cải cách hành chính năm 2026",
        "Trung tâm Y tế khu vực Hoa Mai xây dựng Kế hoạch kiểm soát TTHC và truyền thông CCHC năm 2026 như sau:",
    ),
    body=[
        "I. MỤC ĐÍCH",
        "Bảo đảm 95% người bệnh hài lòng trong năm 2026.",
        "II. NHIỆM VỤ CỤ THỂ",
        "1. Công khai thủ tục hành chính",
        "- Nội dung: Niêm yết quy trình khám chữa bệnh, giá dịch vụ tại khu vực tiếp đón.",
        "- Thời gian: Hoàn thành trước 15/02/2026, cập nhật khi có thay đổi.",
        "- Thực hiện: Phòng Kế hoạch - Nghiệp vụ.",
        "2. Truyền thông trên môi trường mạng",
        "- Nội dung: Đăng bài giới thiệu đăng ký khám bệnh qua ứng dụng trên website Trung tâm.",
        "- Thời gian: Tháng 3 và tháng 8 năm 2026.",
        "- Thực hiện: Phòng Dân số - Truyền thông; phối hợp: Khoa Khám bệnh.",
        "3. Tập huấn",
        "- Nội dung: Tập huấn kỹ năng giao tiếp, ứng xử cho viên chức.",
        "- Thời gian: Quý II/2026.",
        "- Thực hiện: Phòng Tổ chức - Hành chính; phối hợp: Công đoàn cơ sở.",
        "III. TỔ CHỨC THỰC HIỆN",
        "- Phòng Tổ chức - Hành chính là đầu mối theo dõi; báo cáo Sở Y tế định kỳ quý, 6 tháng, năm theo quy định.",
        "- Các khoa, phòng, trạm y tế xã nghiêm túc triển khai; gửi báo cáo về Phòng Tổ chức - Hành chính chậm"
        " nhất ngày"
        " 03 của tháng cuối quý.",
        "Nơi nhận:", "- Sở Y tế;", "- Lưu: VT.",
    ],
    expected=[
        Expected("Niêm yết", {"before": "2026-02-15"}, ("Phòng Kế hoạch - Nghiệp vụ",)),
        Expected("đăng ký khám bệnh", {"window": "2026-03"}, ("Phòng Dân số - Truyền thông",), ("Khoa Khám bệnh",)),
        Expected("đăng ký khám bệnh", {"window": "2026-08"}, ("Phòng Dân số - Truyền thông",), ("Khoa Khám bệnh",)),
        Expected("giao tiếp", {"window": "2026-Q2"}, ("Phòng Tổ chức - Hành chính",), ("Công đoàn cơ sở",)),
        *[Expected(name, {"undated": True}, ("Phòng Tổ chức - Hành chính",))
          for name in ("quý I", "6 tháng", "quý III", "năm")],
        Expected("báo cáo", {"every": "quarter", "due_day": 3}, ("Các khoa, phòng", "trạm y tế xã")),
    ],
    forms=("official.docx", "listed.docx", "official.pdf", "txt"),
)  # fmt: skip

PROVINCE_SCHEDULE = InventedPlan(
    name="so-van-hoa-2026",
    opening=_opening(
        "UBND TỈNH PHÙ SA", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "52/KH-SVHTTDL", "Phù Sa, ngày 30 tháng 01 năm 2026",
        "Tuyên truyền công tác cải cách hành chính năm 2026",
        "Sở Văn hóa, Thể thao và Du lịch ban hành Kế hoạch tuyên truyền công tác cải cách hành chính năm 2026 như sau:",
    ),
    body=["PHỤ LỤC", "PHÂN CÔNG NHIỆM VỤ"],
    head=[["Stt", "Nội dung thực hiện", "Đơn vị chủ trì, phối hợp", "Thời gian", "Sản phẩm"]],
    rows=[
        ["1", "Xây dựng phóng sự về dịch vụ công du lịch", "- Chủ trì: Phòng Quản lý du lịch\n- Phối hợp: Trung tâm Xúc"
         " tiến du lịch", "Hoàn thành trước 30/4/2026", "Phóng sự đăng Trang TTĐT"],
        ["2", "Treo pano, khẩu hiệu về CCHC", "- Chủ trì: Trung tâm Văn hóa tỉnh\n- Phối hợp: Bảo tàng tỉnh",
         "Tháng 3, 5, 9/2026", "Pano"],
        ["3", "Duy trì chuyên mục CCHC", "Văn phòng Sở", "Thường xuyên trong năm", "Chuyên mục"],
        ["4", "Họp đánh giá công tác tuyên truyền", "- Chủ trì: Văn phòng Sở\n- Phối hợp: Các phòng, đơn vị",
         "Tuần cuối mỗi quý", "Biên bản"],
        ["5", "Tổ chức chung kết hội thi cán bộ một cửa giỏi", "Văn phòng Sở", "Ngày 22 tháng 8 năm 2026", "Hội thi"],
        ["6", "Báo cáo kết quả thực hiện", "Văn phòng Sở", "Trước ngày 12 tháng 6 và 12 tháng 12", "Báo cáo"],
    ],
    after=["Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT."],
    expected=[
        Expected("phóng sự", {"before": "2026-04-30"}, ("Phòng Quản lý du lịch",), ("Trung tâm Xúc tiến du lịch",)),
        *[Expected("pano", {"window": f"2026-{month}"}, ("Trung tâm Văn hóa tỉnh",), ("Bảo tàng tỉnh",))
          for month in ("03", "05", "09")],
        Expected("đánh giá", {"every": "quarter"}, ("Văn phòng Sở",), ("Các phòng, đơn vị",)),
        Expected("chung kết", {"by": "2026-08-22"}, ("Văn phòng Sở",)),
        Expected("kết quả", {"before": "2026-06-12"}, ("Văn phòng Sở",)),
        Expected("kết quả", {"before": "2026-12-12"}, ("Văn phòng Sở",)),
    ],
    forms=("official.docx", "pdf", "xlsx", "lines.pdf"),
)  # fmt: skip

SIXTH_BATCH = (SCHOOL_YEAR, WARD_ANNEX, JUSTICE_PROSE, STRANGE_HEADS, BULLETED_TASKS, PROVINCE_SCHEDULE)
