"""An eighth batch: a matrix of units, a calendar of months, a city's table of milestones, and prose without a table."""

from __future__ import annotations

from tests.importing.invented import MERGED, Expected, Grid, InventedPlan

CULTURE = InventedPlan(
    name="so-van-hoa-ngan-son-2025",
    forms=("docx", "pdf", "xlsx"),
    opening=[
        "UBND TỈNH NGÀN SƠN",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "Số: 77/KH-SVHTTDL",
        "Ngàn Sơn, ngày 21 tháng 01 năm 2025",
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2025 của ngành Văn hóa, Thể thao và Du lịch",
        "Căn cứ Kế hoạch số 15/KH-UBND ngày 10/01/2025 của UBND tỉnh về cải cách hành chính (CCHC) năm 2025, Sở"
        " Văn hóa,"
        " Thể thao và Du lịch ban hành Kế hoạch CCHC của ngành, gồm các nội dung sau:",
    ],
    body=[
        "I. CHỈ TIÊU",
        "- Tối thiểu 80% hồ sơ được nộp trực tuyến trước khi kết thúc năm 2025.",
        "II. BẢNG PHÂN CÔNG",
        "Ký hiệu: CT là chủ trì, PH là phối hợp.",
        Grid(
            [["TT", "Nhiệm vụ", "Hạn xong", "Văn phòng", "Phòng Tổ chức pháp chế", "Thanh tra", "Thư viện tỉnh"]],
            [
                ["1", "Xây dựng kế hoạch tuyên truyền CCHC", "31/01/2025", "CT", "PH", "", ""],
                ["2", "Rà soát văn bản hết hiệu lực", "Quý I", "PH", "CT", "", ""],
                ["3", "Kiểm tra đột xuất việc chấp hành giờ làm việc", "Tháng 4, tháng 7", "", "PH", "CT", ""],
                ["4", "Cấp thẻ bạn đọc qua mạng", "Trước 30/6/2025", "", "", "", "CT"],
                ["5", "Niêm yết thủ tục hành chính (TTHC) mới ban hành", "Tháng 5", "CT", "", "", "PH"],
                ["6", "Đánh giá, chấm điểm công chức theo tháng", "Ngày 28 hằng tháng", "PH", "CT", "PH", ""],
                ["7", "Trưng bày ảnh về CCHC", "Quý III/2025", "", "", "", "CT"],
                ["8", "Khảo sát du khách về cung cấp thông tin", "Từ 01/6 đến 31/8", "CT", "", "", "PH"],
            ],
        ),
        "III. TRÁCH NHIỆM THỰC HIỆN",
        "1. Người đứng đầu các phòng, đơn vị trực thuộc Sở phê duyệt kế hoạch của đơn vị mình trước 15/02/2025.",
        "2. Văn phòng chịu trách nhiệm trình Giám đốc Sở báo cáo quý I (trước ngày 10/3), báo cáo 6 tháng (trước ngày"
        " 10/6), báo cáo quý III (trước ngày 10/9), báo cáo năm (trước ngày 01/12).",
        "3. Thư viện tỉnh, Bảo tàng tỉnh và Trung tâm Văn hóa nghệ thuật lắp biển chỉ dẫn đến quầy hồ sơ, xong"
        " trong quý"
        " II/2025.",
        "Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.",
    ],
    expected=[
        Expected("kế hoạch tuyên truyền", {"by": "2025-01-31"}, ("Văn phòng",), ("Phòng Tổ chức pháp chế",)),
        Expected("hết hiệu lực", {"window": "2025-Q1"}, ("Phòng Tổ chức pháp chế",), ("Văn phòng",)),
        *(Expected("giờ làm việc", {"window": month}, ("Thanh tra",), ("Phòng Tổ chức pháp chế",))
          for month in ("2025-04", "2025-07")),
        Expected("bạn đọc", {"before": "2025-06-30"}, ("Thư viện tỉnh",)),
        Expected("Niêm yết", {"window": "2025-05"}, ("Văn phòng",), ("Thư viện tỉnh",)),
        Expected("chấm điểm", {"every": "month", "due_day": 28}, ("Phòng Tổ chức pháp chế",),
                 ("Văn phòng", "Thanh tra")),
        Expected("Trưng bày", {"window": "2025-Q3"}, ("Thư viện tỉnh",)),
        Expected("du khách", {"window": {"from": "2025-06-01", "to": "2025-08-31"}}, ("Văn phòng",),
                 ("Thư viện tỉnh",)),
        Expected("kế hoạch", {"before": "2025-02-15"}, ("các phòng, đơn vị trực thuộc Sở",)),
        *(Expected("báo cáo", {"before": day}, ("Văn phòng",))
          for day in ("2025-03-10", "2025-06-10", "2025-09-10", "2025-12-01")),
        Expected("biển chỉ dẫn", {"window": "2025-Q2"},
                 ("Thư viện tỉnh", "Bảo tàng tỉnh", "Trung tâm Văn hóa nghệ thuật")),
    ],
)  # fmt: skip

HOSPITAL = InventedPlan(
    name="benh-vien-song-lam-2024",
    forms=("official.docx", "official.pdf", "txt", "md"),
    opening=[
        "SỞ Y TẾ TỈNH SÔNG LAM",
        "BỆNH VIỆN ĐA KHOA TỈNH",
        "Số: 210/KH-BV",
        "Sông Lam, ngày 24 tháng 01 năm 2024",
        "KẾ HOẠCH",
        "Công tác cải cách hành chính năm 2024",
        "Bệnh viện Đa khoa tỉnh xây dựng Kế hoạch công tác cải cách hành chính (CCHC) năm 2024 với lịch thực hiện theo"
        " từng tháng như sau:",
    ],
    body=[
        "I. MỤC ĐÍCH",
        "Rút ngắn thời gian chờ khám; người bệnh hài lòng từ 90% trở lên.",
        "II. LỊCH THỰC HIỆN",
        "1. Tháng 02/2024",
        "- Phòng Tổ chức cán bộ: trình ban hành quyết định kiện toàn Tổ CCHC.",
        "- Phòng Công nghệ thông tin chủ trì, Khoa Khám bệnh phối hợp: lắp máy lấy số tự động.",
        "2. Tháng 4/2024",
        "- Phòng Điều dưỡng và các khoa lâm sàng: tập huấn giao tiếp ứng xử cho điều dưỡng viên.",
        "- Phòng Kế hoạch tổng hợp: đăng trên trang thông tin điện tử bảng giá dịch vụ.",
        "3. Quý III/2024",
        "- Phòng Quản lý chất lượng phối hợp với Phòng Công tác xã hội khảo sát người bệnh nội trú.",
        "- Đoàn Thanh niên: ra quân hướng dẫn đặt lịch khám qua mạng.",
        "4. Tháng 12/2024",
        "- Tổ CCHC: họp tổng kết, bình xét khen thưởng.",
        "III. CHẾ ĐỘ BÁO CÁO",
        "1. Các khoa, phòng báo cáo Phòng Tổ chức cán bộ vào ngày 25 hằng tháng.",
        "2. Phòng Tổ chức cán bộ làm đầu mối tổng hợp, dự thảo báo cáo gửi Sở Y tế chậm nhất ngày 05 tháng 6 (6"
        " tháng đầu"
        " năm) và ngày 05 tháng 12 (cả năm).",
        "3. Đối với Trung tâm Đào tạo - Chỉ đạo tuyến: hoàn thành phần mềm đăng ký thực hành khám bệnh trước ngày"
        " 30/9/2024.",
        "4. Trưởng Khoa Dược phối hợp cùng Trưởng Phòng Tài chính kế toán công khai giá thuốc tại quầy và trên trang"
        " thông tin điện tử mỗi quý một lần.",
        "Nơi nhận:", "- Sở Y tế;", "- Các khoa, phòng;", "- Lưu: VT, TCCB.",
    ],
    expected=[
        Expected("kiện toàn", {"window": "2024-02"}, ("Phòng Tổ chức cán bộ",)),
        Expected("máy lấy số", {"window": "2024-02"}, ("Phòng Công nghệ thông tin",), ("Khoa Khám bệnh",)),
        Expected("giao tiếp", {"window": "2024-04"}, ("Phòng Điều dưỡng", "các khoa lâm sàng")),
        Expected("bảng giá", {"window": "2024-04"}, ("Phòng Kế hoạch tổng hợp",)),
        Expected("nội trú", {"window": "2024-Q3"}, ("Phòng Quản lý chất lượng",), ("Phòng Công tác xã hội",)),
        Expected("đặt lịch", {"window": "2024-Q3"}, ("Đoàn Thanh niên",)),
        Expected("tổng kết", {"window": "2024-12"}, ("Tổ CCHC",)),
        Expected("báo cáo", {"every": "month", "due_day": 25}, ("Các khoa, phòng",)),
        *(Expected("báo cáo", {"by": day}, ("Phòng Tổ chức cán bộ",)) for day in ("2024-06-05", "2024-12-05")),
        Expected("thực hành", {"before": "2024-09-30"}, ("Trung tâm Đào tạo - Chỉ đạo tuyến",)),
        Expected("giá thuốc", {"every": "quarter"}, ("Khoa Dược",), ("Phòng Tài chính kế toán",)),
    ],
)  # fmt: skip

CITY = InventedPlan(
    name="ubnd-thanh-pho-hai-lang-2025",
    forms=("official.docx", "pdf", "xlsx"),
    opening=[
        "UBND TỈNH TRÀ GIANG",
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI LĂNG",
        "Số: 33/KH-UBND",
        "Hải Lăng, ngày 15 tháng 01 năm 2025",
        "KẾ HOẠCH",
        "Cải cách thủ tục hành chính và tuyên truyền cải cách hành chính năm 2025",
        "Ủy ban nhân dân thành phố ban hành kế hoạch cải cách hành chính (CCHC) năm 2025 như sau:",
    ],
    body=[
        "A. MỤC TIÊU",
        "Không để hồ sơ quá hạn mà không có văn bản xin lỗi.",
        "B. CÁC MỐC CÔNG VIỆC",
        Grid(
            [["Mã số", "Mốc hoàn thành", "Chịu trách nhiệm chính", "Cùng tham gia", "Việc phải làm", "Bàn giao"]],
            [
                ["CC-01", "Hết quý I", "Phòng Nội vụ", "Phòng Tư pháp\nPhòng Tài chính - Kế hoạch", "Trình ban hành bộ"
                 " tiêu chí chấm điểm CCHC cấp phường", "Quyết định"],
                ["CC-02", "30/4", "Văn phòng HĐND và UBND thành phố", "12 phường, xã", "Thay mới bảng hướng dẫn tại Bộ"
                 " phận Một cửa", "Ảnh nghiệm thu"],
                ["CC-03", "Tháng 5 - tháng 6", MERGED, "Bưu điện thành phố; Công an thành phố", "Chạy thử trả kết"
                 " quả tại"
                 " nhà", "Báo cáo chạy thử"],
                ["CC-04", "Trước 15/7", "Trưởng phòng Văn hóa và Thông tin", "Trung tâm Truyền thông và Văn hóa", "Phát"
                 " sóng chuyên mục hỏi đáp TTHC", "Chuyên mục"],
                ["CC-05", "Tháng 9", "Phòng Giáo dục và Đào tạo; Phòng Y tế", "Các trường học, trạm y tế", "Tuyên"
                 " truyền"
                 " hồ sơ trực tuyến tới phụ huynh", "Tin, bài"],
                ["CC-06", "Quý IV", "Phòng Lao động - Thương binh và Xã hội", "", "Số hóa hồ sơ người có công", "Kho dữ"
                 " liệu"],
                ["CC-07", "Ngày 05 hằng tháng", "UBND các phường, xã", "", "Gửi số liệu hồ sơ về Phòng Nội vụ", "Biểu"
                 " số liệu"],
                ["CC-08", "20/12", "Phòng Nội vụ (đầu mối), Văn phòng HĐND và UBND thành phố (phối hợp)", "", "Tổng kết"
                 " phong trào thi đua CCHC", "Hội nghị"],
            ],
        ),
        "C. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Nội vụ theo dõi chung; cuối mỗi quý gửi thông báo đôn đốc; sơ kết 6 tháng trước 10/7/2025.",
        "2. Chủ tịch UBND các phường, xã ký cam kết thực hiện chỉ tiêu với Chủ tịch UBND thành phố trước ngày"
        " 28/02/2025; định kỳ 6 tháng và năm báo cáo về Phòng Nội vụ.",
        "3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam thành phố giám sát việc giải quyết hồ sơ, thông báo kết quả"
        " giám sát"
        " trước ngày 30/10/2025.",
        "Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT, NV.",
    ],
    expected=[
        Expected("tiêu chí chấm điểm", {"by": "2025-03-31"}, ("Phòng Nội vụ",),
                 ("Phòng Tư pháp", "Phòng Tài chính - Kế hoạch")),
        Expected("bảng hướng dẫn", {"by": "2025-04-30"}, ("Văn phòng HĐND và UBND thành phố",), ("12 phường, xã",)),
        Expected("tại nhà", {"window": {"from": "2025-05-01", "to": "2025-06-30"}},
                 ("Văn phòng HĐND và UBND thành phố",), ("Bưu điện thành phố", "Công an thành phố")),
        Expected("hỏi đáp", {"before": "2025-07-15"}, ("phòng Văn hóa và Thông tin",),
                 ("Trung tâm Truyền thông và Văn hóa",)),
        Expected("phụ huynh", {"window": "2025-09"}, ("Phòng Giáo dục và Đào tạo", "Phòng Y tế"),
                 ("Các trường học", "trạm y tế")),
        Expected("người có công", {"window": "2025-Q4"}, ("Phòng Lao động - Thương binh và Xã hội",)),
        Expected("số liệu", {"every": "month", "due_day": 5}, ("UBND các phường, xã",)),
        Expected("thi đua", {"by": "2025-12-20"}, ("Phòng Nội vụ",), ("Văn phòng HĐND và UBND thành phố",)),
        Expected("sơ kết", {"before": "2025-07-10"}, ("Phòng Nội vụ",)),
        Expected("cam kết", {"before": "2025-02-28"}, ("UBND các phường, xã",)),
        *(Expected(word, {"undated": True}, ("UBND các phường, xã",)) for word in ("6 tháng", "năm")),
        Expected("giám sát", {"before": "2025-10-30"}, ("Ủy ban Mặt trận Tổ quốc Việt Nam thành phố",)),
    ],
)  # fmt: skip

INSURANCE = InventedPlan(
    name="bhxh-tinh-dong-hung-2026",
    forms=("official.docx", "listed.docx", "official.pdf", "txt"),
    opening=[
        "BẢO HIỂM XÃ HỘI VIỆT NAM",
        "BẢO HIỂM XÃ HỘI TỈNH ĐÔNG HƯNG",
        "Số: 58/KH-BHXH",
        "Đông Hưng, ngày 08 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2026",
        "Bảo hiểm xã hội (BHXH) tỉnh xây dựng kế hoạch tuyên truyền cải cách hành chính (CCHC) năm 2026 như sau:",
    ],
    body=[
        "I. YÊU CẦU",
        "Bám sát chỉ đạo của BHXH Việt Nam; không phô trương, hình thức.",
        "II. PHÂN CÔNG NHIỆM VỤ",
        "1. Văn phòng BHXH tỉnh (sau đây viết tắt là VP)",
        "a) Tham mưu Giám đốc ban hành văn bản chỉ đạo; xong trước ngày 25/01/2026.",
        "b) Phối hợp với Phòng Truyền thông và Phòng Công nghệ thông tin mở hộp thư góp ý điện tử trong tháng 3/2026.",
        "2. Phòng Truyền thông",
        "a) Đăng tải mỗi tuần ít nhất 02 tin, bài trên cổng thông tin.",
        "b) Tổ chức cuộc thi viết về CCHC; phát động tháng 4/2026, trao giải chậm nhất ngày 20/11/2026.",
        "3. Các phòng nghiệp vụ: Phòng Chế độ bảo hiểm xã hội, Phòng Giám định bảo hiểm y tế, Phòng Quản lý thu",
        "Mỗi phòng gửi 01 bài viết về Phòng Truyền thông trước ngày 15 của tháng cuối quý.",
        "4. BHXH các huyện, thị xã",
        "- Niêm yết quy trình mới tại trụ sở trong tháng 02/2026;",
        "- Tổ chức ngày tiếp doanh nghiệp vào tháng 6 và tháng 10;",
        "- Báo cáo kết quả về VP trước ngày 05/6/2026 và 05/12/2026.",
        "III. TỔ CHỨC THỰC HIỆN",
        "Ông Trần Văn Hòa, Phó Giám đốc, chỉ đạo chung.",
        "Ngoài nhiệm vụ nêu trên, Phòng Công nghệ thông tin còn bảo đảm đường truyền và hoàn thành nâng cấp phần"
        " mềm tiếp"
        " nhận hồ sơ trước ngày 31/5/2026.",
        "VP có trách nhiệm đôn đốc, kiểm tra; tổng hợp kết quả báo cáo BHXH Việt Nam trước ngày 15/12/2026.",
        "Riêng BHXH thành phố Đông Hưng được chọn làm điểm, hoàn thành mô hình một cửa thân thiện trong quý II/2026.",
        "Nơi nhận:", "- BHXH Việt Nam;", "- Lưu: VT.",
    ],
    expected=[
        Expected("văn bản chỉ đạo", {"before": "2026-01-25"}, ("Văn phòng BHXH tỉnh",)),
        Expected("hộp thư", {"window": "2026-03"}, ("Văn phòng BHXH tỉnh",),
                 ("Phòng Truyền thông", "Phòng Công nghệ thông tin")),
        Expected("02 tin, bài", {"every": "week"}, ("Phòng Truyền thông",)),
        Expected("cuộc thi", {"window": "2026-04"}, ("Phòng Truyền thông",)),
        Expected("trao giải", {"by": "2026-11-20"}, ("Phòng Truyền thông",)),
        Expected("bài viết", {"every": "quarter", "due_day": 15},
                 ("Phòng Chế độ bảo hiểm xã hội", "Phòng Giám định bảo hiểm y tế", "Phòng Quản lý thu")),
        Expected("Niêm yết", {"window": "2026-02"}, ("BHXH các huyện, thị xã",)),
        *(Expected("doanh nghiệp", {"window": month}, ("BHXH các huyện, thị xã",)) for month in ("2026-06", "2026-10")),
        *(Expected("báo cáo", {"before": day}, ("BHXH các huyện, thị xã",)) for day in ("2026-06-05", "2026-12-05")),
        Expected("phần mềm", {"before": "2026-05-31"}, ("Phòng Công nghệ thông tin",)),
        Expected("tổng hợp kết quả", {"before": "2026-12-15"}, ("VP",)),
        Expected("thân thiện", {"window": "2026-Q2"}, ("BHXH thành phố Đông Hưng",)),
    ],
)  # fmt: skip

EIGHTH_BATCH = (CULTURE, HOSPITAL, CITY, INSURANCE)
