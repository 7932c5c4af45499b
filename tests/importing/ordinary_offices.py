"""Ten plans as offices ordinarily write them: layout of a decree, sections in tables, Word's own numbering.

Three meanings were put right after the first reading, none to please the reader: who helps in one half of a sentence
need not help in the other; "the 5th of the quarter's first month" is four days, for a rule per quarter counts in its
last month; a report asked for at the end of each quarter is four reports without a day, as everywhere else.
"""

from __future__ import annotations

from tests.importing.invented import GROUP, MERGED, Expected, Grid, InventedPlan


def _opening(above: str, office: str, number: str, day: str, title: str, *basis: str) -> list[str]:
    return [above, office, f"Số: {number}", day, "KẾ HOẠCH", title, *basis]


def _window(first: str, last: str) -> dict[str, object]:
    return {"window": {"from": first, "to": last}}


YEARLY_REFORM = InventedPlan(
    name="so-nong-nghiep-cchc-2026",
    opening=_opening(
        "UBND TỈNH PHÙ SA", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "15/KH-SNNMT", "Phù Sa, ngày 12 tháng 01 năm 2026",
        "Cải cách hành chính năm 2026 của Sở Nông nghiệp và Môi trường",
        "Thực hiện Quyết định số 2356/QĐ-UBND ngày 28 tháng 12 năm 2025 của Chủ tịch UBND tỉnh về việc ban hành Kế"
        " hoạch cải cách hành chính tỉnh năm 2026, Sở Nông nghiệp và Môi trường xây dựng Kế hoạch cải cách hành chính"
        " (CCHC) năm 2026 như sau:",
    ),
    body=[
        "I. MỤC TIÊU",
        "1. Mục tiêu chung: Tiếp tục đẩy mạnh CCHC toàn diện, đồng bộ.",
        "2. Mục tiêu cụ thể",
        "- 100% văn bản quy phạm pháp luật được ban hành đúng tiến độ.",
        "- Tối thiểu 80% hồ sơ thủ tục hành chính được xử lý hoàn toàn trực tuyến trước ngày 31/12/2026.",
        "II. NHIỆM VỤ",
        "Chi tiết tại Phụ lục kèm theo Kế hoạch này.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Các phòng, đơn vị thuộc Sở căn cứ nhiệm vụ được phân công triển khai thực hiện; định kỳ báo cáo kết quả"
        " thực hiện gửi Văn phòng Sở trước ngày 05 của tháng cuối quý.",
        "2. Giao Văn phòng Sở chủ trì, phối hợp với Phòng Tổ chức cán bộ theo dõi, đôn đốc việc thực hiện Kế hoạch;"
        " tổng hợp báo cáo UBND tỉnh (qua Sở Nội vụ) trước ngày 10/12/2026.",
        "PHỤ LỤC",
        "NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2026",
        "(Kèm theo Kế hoạch số 15/KH-SNNMT ngày 12 tháng 01 năm 2026 của Sở Nông nghiệp và Môi trường)",
    ],
    head=[["STT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"]],
    rows=[
        ["I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", GROUP, GROUP, GROUP, GROUP],
        ["1", "Ban hành Kế hoạch tuyên truyền CCHC năm 2026", "Kế hoạch", "Văn phòng Sở", "Các phòng, đơn vị thuộc Sở",
         "Tháng 01/2026"],
        ["2", "Tổ chức hội nghị sơ kết, tổng kết công tác CCHC", "Hội nghị", "Văn phòng Sở",
         "Các phòng, đơn vị thuộc Sở", "Tháng 6, 12"],
        ["3", "Báo cáo CCHC định kỳ", "Báo cáo", "Văn phòng Sở", "Các phòng, đơn vị thuộc Sở",
         "15/3; 15/6; 15/9; 15/12"],
        ["4", "Thực hiện các nhiệm vụ do Ban Chỉ đạo CCHC tỉnh giao", "Văn bản", "Văn phòng Sở",
         "Các phòng, đơn vị thuộc Sở", "Theo kế hoạch của UBND tỉnh"],
        ["II", "CẢI CÁCH THỂ CHẾ", GROUP, GROUP, GROUP, GROUP],
        ["1", "Rà soát văn bản quy phạm pháp luật", "Báo cáo kết quả rà soát", "Thanh tra Sở",
         "Các chi cục", "Quý I, II"],
        ["2", "Kiểm tra việc thi hành pháp luật", "", "", "", ""],
        ["2.1", "Xây dựng kế hoạch kiểm tra", "Kế hoạch", "Thanh tra Sở", "", "Trước 15/02"],
        ["2.2", "Tổ chức kiểm tra tại các chi cục", "Biên bản kiểm tra", "Thanh tra Sở", "Văn phòng Sở",
         "Quý II - Quý III"],
        ["III", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", GROUP, GROUP, GROUP, GROUP],
        ["1", "Công khai thủ tục hành chính trên Cổng dịch vụ công", "Thủ tục được công khai", "Văn phòng Sở",
         "Các chi cục", "Thường xuyên"],
        ["2", "Khảo sát mức độ hài lòng của tổ chức, cá nhân", "Báo cáo khảo sát", "Văn phòng Sở",
         "Trung tâm Khuyến nông", "Năm 2026"],
    ],
    after=["Nơi nhận:", "- UBND tỉnh (báo cáo);", "- Lưu: VT, VP.", "GIÁM ĐỐC", "Nguyễn Văn Phù"],
    expected=[
        Expected("báo cáo kết quả", {"every": "quarter", "due_day": 5}, ("Các phòng, đơn vị thuộc Sở",)),
        Expected("báo cáo UBND tỉnh", {"before": "2026-12-10"}, ("Văn phòng Sở",)),
        Expected("Kế hoạch tuyên truyền", {"window": "2026-01"}, ("Văn phòng Sở",), ("Các phòng, đơn vị thuộc Sở",)),
        Expected("hội nghị sơ kết", {"window": "2026-06"}, ("Văn phòng Sở",), ("Các phòng, đơn vị thuộc Sở",)),
        Expected("hội nghị sơ kết", {"window": "2026-12"}, ("Văn phòng Sở",), ("Các phòng, đơn vị thuộc Sở",)),
        *[
            Expected("CCHC định kỳ", {"by": f"2026-{month}-15"}, ("Văn phòng Sở",), ("Các phòng, đơn vị thuộc Sở",))
            for month in ("03", "06", "09", "12")
        ],
        Expected("Ban Chỉ đạo", {"undated": True, "when_event": True}, ("Văn phòng Sở",),
                 ("Các phòng, đơn vị thuộc Sở",)),
        Expected("Rà soát văn bản", {"window": "2026-Q1"}, ("Thanh tra Sở",), ("Các chi cục",)),
        Expected("Rà soát văn bản", {"window": "2026-Q2"}, ("Thanh tra Sở",), ("Các chi cục",)),
        Expected("kế hoạch kiểm tra", {"before": "2026-02-15"}, ("Thanh tra Sở",)),
        Expected("tại các chi cục", _window("2026-04-01", "2026-09-30"), ("Thanh tra Sở",), ("Văn phòng Sở",)),
        Expected("hài lòng", {"window": "2026"}, ("Văn phòng Sở",), ("Trung tâm Khuyến nông",)),
    ],
    forms=("official.docx", "pdf", "xlsx", "txt"),
)  # fmt: skip

COMMUNE_PROSE = InventedPlan(
    name="xa-long-hoa-cchc-2026",
    opening=_opening(
        "ỦY BAN NHÂN DÂN", "XÃ LONG HÒA", "08/KH-UBND", "Long Hòa, ngày 20 tháng 01 năm 2026",
        "Thông tin, tuyên truyền cải cách hành chính trên địa bàn xã năm 2026",
        "Căn cứ Kế hoạch số 21/KH-UBND ngày 10/01/2026 của UBND tỉnh về tuyên truyền cải cách hành chính năm 2026;",
        "Ủy ban nhân dân xã Long Hòa ban hành Kế hoạch thông tin, tuyên truyền CCHC năm 2026 với các nội dung sau:",
    ),
    body=[
        "I. MỤC ĐÍCH, YÊU CẦU",
        "- Nâng cao nhận thức của cán bộ, công chức và Nhân dân.",
        "- 100% cán bộ, công chức được quán triệt trong quý I/2026.",
        "II. NỘI DUNG",
        "1. Tuyên truyền các quy định về cơ chế một cửa theo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ.",
        "2. Tuyên truyền kết quả Chỉ số CCHC năm 2025 đã được công bố ngày 15/01/2026.",
        "III. HÌNH THỨC",
        "1. Đăng tải trên Trang thông tin điện tử xã: mỗi tháng ít nhất 02 tin, bài.",
        "2. Phát thanh trên hệ thống truyền thanh xã.",
        "IV. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng HĐND và UBND xã",
        "- Là cơ quan đầu mối, chủ trì, phối hợp với các cơ quan, đơn vị liên quan triển khai Kế hoạch.",
        "- Niêm yết công khai bộ thủ tục hành chính tại Trung tâm Phục vụ hành chính công xã, hoàn thành trước ngày"
        " 28/02/2026.",
        "- Tham mưu UBND xã báo cáo kết quả 6 tháng và năm gửi về Sở Nội vụ trước ngày 10/6 và 10/12.",
        "2. Phòng Văn hóa - Xã hội",
        "- Chủ trì, phối hợp với Đoàn Thanh niên xã tổ chức hội thi tìm hiểu dịch vụ công trực tuyến trong tháng"
        " 10/2026.",
        "- Hằng quý đăng ít nhất 01 video hướng dẫn nộp hồ sơ trực tuyến trên fanpage và Trang thông tin điện tử xã.",
        "3. Phòng Kinh tế: bố trí kinh phí thực hiện Kế hoạch trong dự toán năm 2026, hoàn thành chậm nhất ngày"
        " 15/02/2026.",
        "4. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị - xã hội phối hợp tuyên truyền đến"
        " đoàn viên, hội viên.",
        "5. Trưởng các ấp: tuyên truyền trong các cuộc họp Nhân dân, gửi kết quả về Văn phòng HĐND và UBND xã trước"
        " ngày 20 hằng tháng.",
        "Trên đây là Kế hoạch thông tin, tuyên truyền CCHC năm 2026, đề nghị các cơ quan, đơn vị nghiêm túc thực hiện.",
        "Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT.",
    ],
    expected=[
        Expected("02 tin, bài", {"every": "month"}, ("Ủy ban nhân dân xã Long Hòa",)),
        Expected("bộ thủ tục hành chính", {"before": "2026-02-28"}, ("Văn phòng HĐND và UBND xã",)),
        Expected("báo cáo", {"before": "2026-06-10"}, ("Văn phòng HĐND và UBND xã",)),
        Expected("báo cáo", {"before": "2026-12-10"}, ("Văn phòng HĐND và UBND xã",)),
        Expected("hội thi", {"window": "2026-10"}, ("Phòng Văn hóa - Xã hội",), ("Đoàn Thanh niên xã",)),
        Expected("01 video", {"every": "quarter"}, ("Phòng Văn hóa - Xã hội",)),
        Expected("kinh phí", {"by": "2026-02-15"}, ("Phòng Kinh tế",)),
        Expected("các cuộc họp Nhân dân", {"every": "month", "due_day": 20}, ("Trưởng các ấp",)),
    ],
    forms=("official.docx", "official.pdf", "txt"),
)  # fmt: skip

SCHOOL_LISTS = InventedPlan(
    name="thcs-hoa-mai-cong-khai-2026",
    opening=_opening(
        "UBND XÃ HOA MAI", "TRƯỜNG THCS HOA MAI", "05/KH-THCSHM", "Hoa Mai, ngày 09 tháng 01 năm 2026",
        "Công khai và tuyên truyền cải cách hành chính năm 2026",
        "Căn cứ Thông tư số 09/2024/TT-BGDĐT ngày 03 tháng 6 năm 2024 của Bộ Giáo dục và Đào tạo quy định về công khai"
        " trong hoạt động của các cơ sở giáo dục;",
        "Trường THCS Hoa Mai xây dựng Kế hoạch công khai và tuyên truyền cải cách hành chính năm 2026 như sau:",
    ),
    body=[
        "I. MỤC ĐÍCH, YÊU CẦU",
        "- Thực hiện công khai để người học, phụ huynh giám sát.",
        "II. NỘI DUNG CÔNG KHAI",
        "- Công khai cam kết chất lượng giáo dục trên trang thông tin điện tử của trường trước ngày 30 tháng 6 năm"
        " 2026.",
        "- Công khai dự toán thu, chi ngân sách năm 2026: trong tháng 01/2026.",
        "- Công khai quyết toán năm 2025: chậm nhất ngày 31/3/2026.",
        "- Công khai danh mục thủ tục hành chính tại bảng tin của nhà trường: thường xuyên.",
        "III. PHÂN CÔNG THỰC HIỆN",
        "1. Bộ phận Kế toán",
        "- Lập biểu mẫu công khai tài chính, trình Hiệu trưởng trước ngày 05 của tháng đầu quý.",
        "2. Tổ Văn phòng",
        "- Đăng các nội dung công khai lên trang thông tin điện tử; mỗi học kỳ rà soát 01 lần.",
        "- Báo cáo kết quả công khai về Phòng Văn hóa - Xã hội xã trước ngày 15/6/2026.",
        "3. Tổng phụ trách Đội",
        "- Phối hợp với giáo viên chủ nhiệm tổ chức sinh hoạt dưới cờ chủ đề “Dịch vụ công trực tuyến” vào tuần 2 tháng"
        " 3/2026.",
        "4. Ban đại diện cha mẹ học sinh: phối hợp giám sát việc công khai.",
        "Nơi nhận:", "- UBND xã (để b/c);", "- Lưu: VT.",
    ],
    expected=[
        Expected("cam kết chất lượng", {"before": "2026-06-30"}, ("Trường THCS Hoa Mai",)),
        Expected("dự toán", {"window": "2026-01"}, ("Trường THCS Hoa Mai",)),
        Expected("quyết toán", {"by": "2026-03-31"}, ("Trường THCS Hoa Mai",)),
        *[Expected("biểu mẫu", {"before": f"2026-{month}-05"}, ("Bộ phận Kế toán",))
          for month in ("01", "04", "07", "10")],
        Expected("kết quả công khai", {"before": "2026-06-15"}, ("Tổ Văn phòng",)),
        Expected("dưới cờ", {"window": "2026-03"}, ("Tổng phụ trách Đội",), ("giáo viên chủ nhiệm",)),
    ],
    forms=("official.docx", "listed.docx", "txt", "md"),
)  # fmt: skip

PROCEDURE_CONTROL = InventedPlan(
    name="so-xay-dung-kstthc-2026",
    opening=_opening(
        "UBND TỈNH PHÙ SA", "SỞ XÂY DỰNG", "31/KH-SXD", "Phù Sa, ngày 19 tháng 01 năm 2026",
        "Hoạt động kiểm soát thủ tục hành chính năm 2026",
        "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục hành chính;",
        "Sở Xây dựng ban hành Kế hoạch kiểm soát thủ tục hành chính (TTHC) năm 2026 cụ thể như sau:",
    ),
    body=["I. MỤC ĐÍCH", "Nâng cao chất lượng kiểm soát TTHC.", "II. NỘI DUNG", "Theo biểu chi tiết dưới đây:"],
    head=[["TT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian thực hiện", "Kết quả"]],
    rows=[
        ["A", "CÔNG TÁC CHỈ ĐẠO", "", "", ""],
        ["1", "Xây dựng Kế hoạch kiểm soát TTHC năm 2026", "Chủ trì: Văn phòng Sở\nPhối hợp: Các phòng chuyên môn",
         "Trước ngày 31/01/2026", "Kế hoạch được ban hành"],
        ["2", "Tổ chức tập huấn nghiệp vụ kiểm soát TTHC", "Chủ trì: Văn phòng Sở\nPhối hợp: Sở Tư pháp",
         "Tháng 4 - 5/2026", "Hội nghị tập huấn"],
        ["B", "CÔNG BỐ, CÔNG KHAI TTHC", "", "", ""],
        ["3", "Trình Chủ tịch UBND tỉnh công bố danh mục TTHC", "Các phòng chuyên môn",
         "Chậm nhất 10 ngày kể từ ngày văn bản được ban hành", "Quyết định công bố"],
        ["4", "Niêm yết TTHC tại Bộ phận một cửa và đăng trên Trang thông tin điện tử Sở", "Văn phòng Sở",
         "Khi có Quyết định công bố", "TTHC được niêm yết"],
        ["C", "RÀ SOÁT, ĐÁNH GIÁ TTHC", "", "", ""],
        ["5", "Rà soát, đơn giản hóa TTHC lĩnh vực quy hoạch", "Chủ trì: Phòng Quy hoạch\nPhối hợp: Văn phòng Sở",
         "Từ tháng 3 đến tháng 8/2026", "Báo cáo rà soát"],
        ["6", "Gửi kết quả rà soát về Văn phòng UBND tỉnh", "Văn phòng Sở", "Trước 15/9/2026", "Báo cáo"],
        ["D", "CHẾ ĐỘ BÁO CÁO", "", "", ""],
        ["7", "Báo cáo tình hình, kết quả kiểm soát TTHC", "Văn phòng Sở",
         "Hằng quý (trước ngày 18 của tháng cuối quý)", "Báo cáo"],
        ["8", "Cập nhật kết quả xử lý phản ánh, kiến nghị", "Văn phòng Sở", "Hằng tuần", "Đăng Trang thông tin"
        " điện tử"],
    ],
    after=[
        "III. TỔ CHỨC THỰC HIỆN",
        "Trưởng các phòng, đơn vị thuộc Sở có trách nhiệm triển khai Kế hoạch này; trong quá trình thực hiện nếu có"
        " vướng mắc, kịp thời phản ánh về Văn phòng Sở để được hướng dẫn.",
        "Nơi nhận:", "- Văn phòng UBND tỉnh;", "- Lưu: VT, VP.",
    ],
    expected=[
        Expected("Kế hoạch kiểm soát", {"before": "2026-01-31"}, ("Văn phòng Sở",), ("Các phòng chuyên môn",)),
        Expected("tập huấn", _window("2026-04-01", "2026-05-31"), ("Văn phòng Sở",), ("Sở Tư pháp",)),
        Expected("danh mục TTHC", {"undated": True, "when_event": True}, ("Các phòng chuyên môn",)),
        Expected("Niêm yết", {"undated": True, "when_event": True}, ("Văn phòng Sở",)),
        Expected("quy hoạch", _window("2026-03-01", "2026-08-31"), ("Phòng Quy hoạch",), ("Văn phòng Sở",)),
        Expected("kết quả rà soát", {"before": "2026-09-15"}, ("Văn phòng Sở",)),
        Expected("kết quả kiểm soát", {"every": "quarter", "due_day": 18}, ("Văn phòng Sở",)),
        Expected("phản ánh", {"every": "week"}, ("Văn phòng Sở",)),
    ],
    forms=("official.docx", "pdf", "xlsx"),
)  # fmt: skip

INSPECTION = InventedPlan(
    name="so-noi-vu-kiem-tra-2026",
    opening=_opening(
        "UBND TỈNH PHÙ SA", "SỞ NỘI VỤ", "44/KH-SNV", "Phù Sa, ngày 05 tháng 02 năm 2026",
        "Kiểm tra công tác cải cách hành chính năm 2026",
        "Sở Nội vụ ban hành Kế hoạch kiểm tra công tác cải cách hành chính (CCHC) năm 2026 như sau:",
    ),
    body=[
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Đánh giá đúng thực trạng công tác CCHC tại các cơ quan, đơn vị; thời điểm kiểm tra: từ ngày 01/01/2025 đến"
        " thời điểm kiểm tra.",
        "II. ĐỐI TƯỢNG VÀ THỜI GIAN KIỂM TRA",
        Grid([["STT", "Đơn vị được kiểm tra", "Thời gian kiểm tra", "Ghi chú"]],
             [["1", "Sở Tài chính", "Ngày 14/4/2026", "Buổi sáng"],
              ["2", "Sở Y tế", "Ngày 14/4/2026", "Buổi chiều"],
              ["3", "UBND xã An Bình", "Tháng 5/2026", ""],
              ["4", "UBND phường Cửa Sông", "Tháng 5/2026", ""]]),
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Cải cách hành chính",
        "a) Thông báo lịch kiểm tra cụ thể cho các đơn vị trước khi kiểm tra 05 ngày làm việc.",
        "b) Tổng hợp, báo cáo kết quả kiểm tra trình UBND tỉnh chậm nhất ngày 30/11/2026.",
        "2. Các cơ quan, đơn vị được kiểm tra",
        "Xây dựng báo cáo theo đề cương, gửi về Sở Nội vụ (qua Phòng Cải cách hành chính) trước ngày 01/4/2026; chuẩn"
        " bị hồ sơ, tài liệu liên quan.",
        "3. Văn phòng Sở bố trí phương tiện phục vụ Đoàn kiểm tra.",
        "Nơi nhận:", "- Các cơ quan, đơn vị được kiểm tra;", "- Lưu: VT.",
    ],
    expected=[
        Expected("Sở Tài chính", {"by": "2026-04-14"}, ("Sở Nội vụ",)),
        Expected("Sở Y tế", {"by": "2026-04-14"}, ("Sở Nội vụ",)),
        Expected("An Bình", {"window": "2026-05"}, ("Sở Nội vụ",)),
        Expected("Cửa Sông", {"window": "2026-05"}, ("Sở Nội vụ",)),
        Expected("kết quả kiểm tra", {"by": "2026-11-30"}, ("Phòng Cải cách hành chính",)),
        Expected("đề cương", {"before": "2026-04-01"}, ("Các cơ quan, đơn vị được kiểm tra",)),
    ],
    forms=("official.docx", "pdf", "txt"),
)  # fmt: skip

DISTRICT_OFFICE = InventedPlan(
    name="huyen-song-hau-2025",
    opening=_opening(
        "UBND HUYỆN SÔNG HẬU", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "12/KH-PGDĐT", "Sông Hậu, ngày 17 tháng 01 năm 2025",
        "Tuyên truyền công tác cải cách hành chính năm 2025",
        "Phòng Giáo dục và Đào tạo huyện Sông Hậu xây dựng Kế hoạch tuyên truyền công tác CCHC năm 2025 như sau:",
    ),
    body=[
        "I. NỘI DUNG, HÌNH THỨC",
        "- Tuyên truyền qua Trang thông tin điện tử của Phòng và các trường.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Đối với Phòng Giáo dục và Đào tạo",
        "- Bộ phận Văn thư cập nhật các văn bản chỉ đạo về CCHC lên Trang thông tin điện tử trong vòng 02 ngày làm"
        " việc kể từ khi nhận được văn bản.",
        "- Tổ Phổ thông phụ trách viết tối thiểu 01 tin/tháng về CCHC.",
        "2. Đối với các trường học",
        "- Các trường mầm non, tiểu học, trung học cơ sở xây dựng kế hoạch tuyên truyền CCHC của đơn vị, gửi về Phòng"
        " Giáo dục và Đào tạo trước ngày 25/01/2025.",
        "- Hiệu trưởng các trường chỉ đạo đăng ít nhất 02 tin, bài/quý trên website của trường.",
        "- Thực hiện chế độ báo cáo: Báo cáo quý I: trước ngày 05/3/2025; báo cáo 6 tháng: trước ngày 05/6/2025; báo"
        " cáo quý III: trước ngày 05/9/2025; báo cáo năm: trước ngày 25/11/2025.",
        "Yêu cầu các trường nghiêm túc thực hiện. Trong quá trình thực hiện có khó khăn, vướng mắc liên hệ Bộ phận Văn"
        " thư, điện thoại 0299.123.456.",
        "Nơi nhận:", "- Các trường;", "- Lưu: VT.",
    ],
    expected=[
        Expected("01 tin/tháng", {"every": "month"}, ("Tổ Phổ thông",)),
        Expected("kế hoạch tuyên truyền", {"before": "2025-01-25"},
                 ("Các trường mầm non, tiểu học, trung học cơ sở",)),
        Expected("02 tin, bài/quý", {"every": "quarter"}, ("Hiệu trưởng các trường",)),
        Expected("quý I", {"before": "2025-03-05"}, ("các trường học",)),
        Expected("6 tháng", {"before": "2025-06-05"}, ("các trường học",)),
        Expected("quý III", {"before": "2025-09-05"}, ("các trường học",)),
        Expected("năm", {"before": "2025-11-25"}, ("các trường học",)),
    ],
    forms=("official.docx", "listed.docx", "official.pdf"),
)  # fmt: skip

LEADERS_COLUMN = InventedPlan(
    name="so-tai-chinh-tuyen-truyen-2026",
    opening=_opening(
        "UBND TỈNH PHÙ SA", "SỞ TÀI CHÍNH", "09/KH-STC", "Phù Sa, ngày 08 tháng 01 năm 2026",
        "Tuyên truyền cải cách hành chính năm 2026",
        "Sở Tài chính ban hành Kế hoạch tuyên truyền cải cách hành chính năm 2026 như sau:",
    ),
    body=["PHỤ LỤC: PHÂN CÔNG NHIỆM VỤ TUYÊN TRUYỀN"],
    head=[
        ["STT", "Nội dung tuyên truyền", "Hình thức tuyên truyền", "Phân công thực hiện", GROUP, "Thời gian thực hiện"],
        [MERGED, MERGED, MERGED, "Chủ trì", "Phối hợp", MERGED],
    ],
    rows=[
        ["1", "Kế hoạch CCHC năm 2026 của tỉnh và của Sở", "Đăng Trang TTĐT; họp cơ quan", "Văn phòng",
         "Các phòng thuộc Sở", "Quý I"],
        ["2", "Nội dung Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ", "Đăng Trang TTĐT", "Thanh tra",
         "Văn phòng", "Tháng 2, tháng 7"],
        ["3", "Dịch vụ công trực tuyến lĩnh vực đăng ký kinh doanh", "Tờ rơi; đăng Trang TTĐT",
         "Phòng Đăng ký kinh doanh", "Văn phòng", "6 tháng đầu năm"],
        [MERGED, "Thanh toán trực tuyến phí, lệ phí", "Đăng Trang TTĐT", MERGED, "Phòng Tin học", "Từ ngày 01/7/2026"],
        ["5", "Gương người tốt, việc tốt trong CCHC", "Viết bài", "Công đoàn cơ sở", "Các phòng thuộc Sở",
         "Định kỳ hằng quý"],
        ["6", "Kết quả thực hiện CCHC 6 tháng, năm", "Đăng Trang TTĐT", "Văn phòng", "", "Tháng 7/2026 và"
        " tháng 01/2027"],
        ["7", "Các quy định mới về CCHC", "Họp giao ban", "Văn phòng", "", "Hằng tháng"],
    ],
    expected=[
        Expected("Kế hoạch CCHC", {"window": "2026-Q1"}, ("Văn phòng",), ("Các phòng thuộc Sở",)),
        Expected("76/NQ-CP", {"window": "2026-02"}, ("Thanh tra",), ("Văn phòng",)),
        Expected("76/NQ-CP", {"window": "2026-07"}, ("Thanh tra",), ("Văn phòng",)),
        Expected("đăng ký kinh doanh", {"window": "2026-H1"}, ("Phòng Đăng ký kinh doanh",), ("Văn phòng",)),
        Expected("phí, lệ phí", _window("2026-07-01", "2026-12-31"), ("Phòng Đăng ký kinh doanh",),
                 ("Phòng Tin học",)),
        Expected("Gương", {"every": "quarter"}, ("Công đoàn cơ sở",), ("Các phòng thuộc Sở",)),
        Expected("Kết quả", {"window": "2026-07"}, ("Văn phòng",)),
        Expected("Kết quả", {"window": "2027-01"}, ("Văn phòng",)),
        Expected("quy định mới", {"every": "month"}, ("Văn phòng",)),
    ],
    forms=("official.docx", "pdf", "xlsx"),
)  # fmt: skip

HOSPITAL_TASKS = InventedPlan(
    name="benh-vien-phu-sa-2026",
    opening=_opening(
        "SỞ Y TẾ TỈNH PHÙ SA", "BỆNH VIỆN ĐA KHOA PHÙ SA", "27/KH-BVĐK", "Phù Sa, ngày 15 tháng 01 năm 2026",
        "Cải cách hành chính năm 2026",
        "Bệnh viện Đa khoa Phù Sa xây dựng Kế hoạch cải cách hành chính (CCHC) năm 2026 như sau:",
    ),
    body=[
        "I. MỤC TIÊU",
        "Phấn đấu chỉ số hài lòng người bệnh đạt từ 90% trở lên.",
        "II. NHIỆM VỤ VÀ GIẢI PHÁP",
        "1. Công tác chỉ đạo điều hành",
        "1.1. Ban hành các kế hoạch CCHC, kiểm soát TTHC, tuyên truyền CCHC năm 2026.",
        "- Đơn vị chủ trì: Phòng Tổ chức - Hành chính",
        "- Đơn vị phối hợp: Các khoa, phòng",
        "- Thời gian hoàn thành: Trước ngày 25/01/2026",
        "1.2. Tổ chức đối thoại giữa Ban Giám đốc với người bệnh.",
        "- Đơn vị chủ trì: Phòng Công tác xã hội",
        "- Đơn vị phối hợp: Phòng Điều dưỡng",
        "- Thời gian thực hiện: Quý II và Quý IV năm 2026",
        "2. Ứng dụng công nghệ thông tin",
        "2.1. Triển khai bệnh án điện tử.",
        "- Đơn vị chủ trì: Tổ Công nghệ thông tin",
        "- Thời gian hoàn thành: 30/9/2026",
        "2.2. Duy trì đăng tải thông tin trên website của bệnh viện.",
        "- Đơn vị chủ trì: Phòng Công tác xã hội",
        "- Thời gian thực hiện: Thường xuyên",
        "2.3. Đăng tải video hướng dẫn đặt lịch khám trực tuyến lên website.",
        "- Đơn vị chủ trì: Phòng Công tác xã hội",
        "- Đơn vị phối hợp: Tổ Công nghệ thông tin",
        "- Thời gian thực hiện: Tháng 3, 9/2026",
        "III. TỔ CHỨC THỰC HIỆN",
        "Trưởng các khoa, phòng căn cứ Kế hoạch tổ chức thực hiện, định kỳ báo cáo về Phòng Tổ chức - Hành chính trước"
        " ngày 05/6/2026 (6 tháng) và 05/12/2026 (năm).",
        "Nơi nhận:", "- Sở Y tế;", "- Lưu: VT.",
    ],
    expected=[
        Expected("các kế hoạch CCHC", {"before": "2026-01-25"}, ("Phòng Tổ chức - Hành chính",), ("Các khoa, phòng",)),
        Expected("đối thoại", {"window": "2026-Q2"}, ("Phòng Công tác xã hội",), ("Phòng Điều dưỡng",)),
        Expected("đối thoại", {"window": "2026-Q4"}, ("Phòng Công tác xã hội",), ("Phòng Điều dưỡng",)),
        Expected("bệnh án", {"by": "2026-09-30"}, ("Tổ Công nghệ thông tin",)),
        Expected("đặt lịch", {"window": "2026-03"}, ("Phòng Công tác xã hội",), ("Tổ Công nghệ thông tin",)),
        Expected("đặt lịch", {"window": "2026-09"}, ("Phòng Công tác xã hội",), ("Tổ Công nghệ thông tin",)),
        Expected("6 tháng", {"before": "2026-06-05"}, ("Trưởng các khoa, phòng",)),
        Expected("năm", {"before": "2026-12-05"}, ("Trưởng các khoa, phòng",)),
    ],
    forms=("official.docx", "listed.docx", "official.pdf", "md"),
)  # fmt: skip

WEB_CALENDAR = InventedPlan(
    name="thpt-song-hau-lich-2026",
    opening=_opening(
        "SỞ GDĐT TỈNH PHÙ SA", "TRƯỜNG THPT SÔNG HẬU", "03/KH-THPTSH", "Phù Sa, ngày 07 tháng 01 năm 2026",
        "Viết tin, bài tuyên truyền cải cách hành chính trên trang thông tin điện tử năm 2026",
        "Trường THPT Sông Hậu xây dựng Kế hoạch viết tin, bài tuyên truyền CCHC năm 2026 như sau:",
    ),
    body=["I. LỊCH VIẾT BÀI"],
    head=[["TT", "Tên bài viết", "Người viết", "Người duyệt", "Ngày nộp bài", "Ngày đăng"]],
    rows=[
        ["1", "Giới thiệu Kế hoạch CCHC của trường", "Tổ Văn phòng", "Phó Hiệu trưởng", "20/01/2026", "25/01/2026"],
        ["2", "Hướng dẫn nộp hồ sơ tuyển sinh trực tuyến", "Tổ Tin học", "Phó Hiệu trưởng", "10/5/2026", "15/5/2026"],
        ["3", "Cấp bản sao văn bằng qua dịch vụ công", "Tổ Văn phòng", "Phó Hiệu trưởng", "05/9/2026", "10/9/2026"],
    ],
    after=[
        "II. THỰC HIỆN",
        "1. Tổ trưởng các tổ chuyên môn phân công giáo viên viết bài, bảo đảm mỗi tổ có ít nhất 02 bài viết trong năm"
        " 2026.",
        "2. Ban biên tập trang thông tin điện tử họp vào ngày 25 hàng tháng để duyệt bài.",
        "3. Tổ Văn phòng tổng hợp số lượng bài viết, báo cáo Hiệu trưởng vào cuối mỗi quý.",
        "Nơi nhận:", "- Các tổ chuyên môn;", "- Lưu: VT.",
    ],
    expected=[
        Expected("Giới thiệu", {"by": "2026-01-25"}, ("Tổ Văn phòng",)),
        Expected("tuyển sinh", {"by": "2026-05-15"}, ("Tổ Tin học",)),
        Expected("bản sao", {"by": "2026-09-10"}, ("Tổ Văn phòng",)),
        Expected("02 bài viết", {"every": "year"}, ("Tổ trưởng các tổ chuyên môn",)),
        Expected("duyệt bài", {"every": "month", "due_day": 25}, ("Ban biên tập trang thông tin điện tử",)),
        *[Expected(f"quý {name}", {"undated": True}, ("Tổ Văn phòng",)) for name in ("I", "II", "III", "IV")],
    ],
    forms=("official.docx", "xlsx", "lines.pdf"),
)  # fmt: skip

DECISION_ANNEX = InventedPlan(
    name="ubnd-tinh-nhiem-vu-2026",
    opening=_opening(
        "ỦY BAN NHÂN DÂN", "TỈNH PHÙ SA", "18/KH-UBND", "Phù Sa, ngày 10 tháng 01 năm 2026",
        "Tuyên truyền cải cách hành chính tỉnh Phù Sa năm 2026",
        "Ủy ban nhân dân tỉnh Phù Sa ban hành Kế hoạch tuyên truyền cải cách hành chính năm 2026 như sau:",
    ),
    body=[
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Sở Nội vụ chủ trì, phối hợp với Báo và Phát thanh, Truyền hình Phù Sa xây dựng chuyên mục “Cải cách hành"
        " chính” phát sóng 02 số/tháng.",
        "2. Sở Khoa học và Công nghệ hướng dẫn các cơ quan, đơn vị công khai thông tin trên cổng, trang thông tin điện"
        " tử; hoàn thành trong tháng 3 năm 2026.",
        "3. Sở Giáo dục và Đào tạo chủ trì, phối hợp với Tỉnh đoàn tổ chức cuộc thi “Học sinh với dịch vụ công” (phát"
        " động trước ngày 20/3/2026, tổng kết trước ngày 30/10/2026).",
        "4. Các sở, ban, ngành, UBND các xã, phường",
        "a) Ban hành kế hoạch tuyên truyền CCHC năm 2026 của cơ quan, đơn vị, địa phương trước ngày 31/01/2026.",
        "b) Báo cáo kết quả thực hiện lồng ghép trong báo cáo CCHC quý, 6 tháng, năm gửi Sở Nội vụ tổng hợp, báo cáo"
        " UBND tỉnh.",
        "5. Sở Tài chính thẩm định dự toán kinh phí tuyên truyền trình UBND tỉnh trước 28/02/2026.",
    ],
    head=[],
    after=[
        "PHỤ LỤC II", "LỊCH TUYÊN TRUYỀN TRÊN BÁO VÀ PHÁT THANH, TRUYỀN HÌNH",
        Grid([["Tháng", "Chủ đề", "Cơ quan cung cấp nội dung", "Cơ quan phối hợp"]],
             [["3", "Chỉ số PAR INDEX năm 2025", "Sở Nội vụ", "Văn phòng UBND tỉnh"],
              ["5", "Chuyển đổi số trong giải quyết TTHC", "Sở Khoa học và Công nghệ", ""],
              ["8", "Cải cách hành chính trong giáo dục", "Sở Giáo dục và Đào tạo", ""],
              ["11", "Ngày Pháp luật và cải cách thể chế", "Sở Tư pháp", "Sở Nội vụ"]]),
        "Nơi nhận:", "- Bộ Nội vụ;", "- Lưu: VT, NC.",
    ],
    expected=[
        Expected("02 số/tháng", {"every": "month"}, ("Sở Nội vụ",), ("Báo và Phát thanh, Truyền hình Phù Sa",)),
        Expected("trang thông tin điện tử", {"window": "2026-03"}, ("Sở Khoa học và Công nghệ",)),
        Expected("cuộc thi", {"before": "2026-03-20"}, ("Sở Giáo dục và Đào tạo",), ("Tỉnh đoàn",)),
        Expected("cuộc thi", {"before": "2026-10-30"}, ("Sở Giáo dục và Đào tạo",), ("Tỉnh đoàn",)),
        Expected("kế hoạch tuyên truyền", {"before": "2026-01-31"}, ("Các sở, ban, ngành", "UBND các xã, phường")),
        *[
            Expected(name, {"undated": True}, ("Các sở, ban, ngành", "UBND các xã, phường"))
            for name in ("quý I", "6 tháng", "quý III", "năm")
        ],
        Expected("dự toán kinh phí", {"before": "2026-02-28"}, ("Sở Tài chính",)),
        Expected("PAR INDEX", {"window": "2026-03"}, ("Sở Nội vụ",), ("Văn phòng UBND tỉnh",)),
        Expected("Chuyển đổi số", {"window": "2026-05"}, ("Sở Khoa học và Công nghệ",)),
        Expected("giáo dục", {"window": "2026-08"}, ("Sở Giáo dục và Đào tạo",)),
        Expected("Pháp luật", {"window": "2026-11"}, ("Sở Tư pháp",), ("Sở Nội vụ",)),
    ],
    forms=("official.docx", "pdf", "txt", "md"),
)  # fmt: skip

FIFTH_BATCH = (
    YEARLY_REFORM, COMMUNE_PROSE, SCHOOL_LISTS, PROCEDURE_CONTROL, INSPECTION, DISTRICT_OFFICE, LEADERS_COLUMN,
    HOSPITAL_TASKS, WEB_CALENDAR, DECISION_ANNEX,
)  # fmt: skip
