"""Ten plans of other offices, in forms unlike the first three; what each asks for was written before any was read."""

from __future__ import annotations

from tests.importing.invented import GROUP, MERGED, Expected, Grid, InventedPlan

_X12 = [f"{month}" for month in range(1, 13)]


def _ticked(*months: int) -> list[str]:
    return ["X" if month in months else "" for month in range(1, 13)]


def _opening(office: str, day: str, title: str, subject: str) -> list[str]:
    return [
        "UBND TỈNH PHÙ SA",
        office.upper(),
        f"Phù Sa, {day}",
        "KẾ HOẠCH",
        title,
        f"{office} ban hành {subject} như sau:",
    ]


MONTHS_ACROSS = InventedPlan(
    name="huyen-an-phu-2026",
    opening=[
        "ỦY BAN NHÂN DÂN",
        "HUYỆN AN PHÚ",
        "Số: 12/KH-UBND",
        "An Phú, ngày 15 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính trên địa bàn huyện năm 2026",
        "Thực hiện Kế hoạch số 07/KH-UBND ngày 05/01/2026 của UBND tỉnh, UBND huyện An Phú ban hành Kế hoạch tuyên"
        " truyền CCHC năm 2026 như sau:",
        "I. MỤC TIÊU",
        "- 100% cơ quan, đơn vị có chuyên mục CCHC.",
        "II. TIẾN ĐỘ THỰC HIỆN",
    ],
    body=[],
    head=[
        ["STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan thực hiện", "Cơ quan phối hợp", "Thời gian thực hiện (tháng)",
         *[GROUP] * 11],
        [MERGED, MERGED, MERGED, MERGED, MERGED, *_X12],
    ],
    rows=[
        ["1", "Viết tin về kết quả xếp hạng CCHC các xã", "Tin, bài trên trang thông tin điện tử", "Phòng Nội vụ",
         "UBND các xã, thị trấn", *_ticked(2, 8)],
        ["2", "Tọa đàm trực tuyến về dịch vụ công trực tuyến", "Tọa đàm", "Trung tâm Văn hóa - Thông tin",
         "Văn phòng HĐND và UBND huyện", *_ticked(5)],
        ["3", "Cập nhật bộ thủ tục hành chính cấp huyện", "Danh mục trên trang thông tin điện tử",
         "Văn phòng HĐND và UBND huyện", "", *_ticked(4)],
    ],
    after=["III. KINH PHÍ", "Từ nguồn chi thường xuyên năm 2026.", "Nơi nhận:", "- UBND tỉnh;"],
    expected=[
        Expected("xếp hạng CCHC các xã", {"window": "2026-02"}, ("Phòng Nội vụ",), ("UBND các xã, thị trấn",)),
        Expected("xếp hạng CCHC các xã", {"window": "2026-08"}, ("Phòng Nội vụ",), ("UBND các xã, thị trấn",)),
        Expected("Tọa đàm trực tuyến", {"window": "2026-05"}, ("Trung tâm Văn hóa - Thông tin",),
                 ("Văn phòng HĐND và UBND huyện",)),
        Expected("bộ thủ tục hành chính", {"window": "2026-04"}, ("Văn phòng HĐND và UBND huyện",)),
    ],
)  # fmt: skip

TIMES_OF_ALL_KINDS = InventedPlan(
    name="so-nong-nghiep-2026",
    opening=_opening("Sở Nông nghiệp và Môi trường", "ngày 20 tháng 01 năm 2026",
                     "Truyền thông cải cách hành chính năm 2026", "Kế hoạch truyền thông cải cách hành chính (CCHC)"),
    body=["I. MỤC ĐÍCH", "Nâng tỷ lệ hồ sơ trực tuyến lên 85% trong năm 2026.", "II. NHIỆM VỤ CỤ THỂ"],
    head=[["STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị thực hiện", "Đơn vị phối hợp", "Thời gian hoàn thành",
           "Ghi chú"]],
    rows=[
        ["1", "Công tác chỉ đạo, điều hành", "", "", "", "", ""],
        ["1.1", "Ban hành văn bản phân công tuyên truyền CCHC", "Văn bản", "Văn phòng Sở", "Các phòng, đơn vị",
         "Quý II/2026", ""],
        ["1.2", "Báo cáo tình hình tuyên truyền hằng tháng", "Báo cáo", "Văn phòng Sở", "", "Trước 25 hằng tháng", ""],
        ["1.3", "Báo cáo tình hình tuyên truyền hằng quý", "Báo cáo", "Văn phòng Sở", "Chi cục Kiểm lâm",
         "Ngày 20 của tháng cuối quý", ""],
        ["2", "Công tác truyền thông", "", "", "", "", ""],
        ["2.1", "Bài viết về thủ tục đất đai trên cổng thông tin", "02 bài viết", "Chi cục Quản lý đất đai",
         "Văn phòng Sở", "Tháng 3-4", "Kinh phí tự chủ 30%"],
        ["2.2", "Đăng video hướng dẫn nộp hồ sơ đất đai", "01 video trên trang web", "Chi cục Quản lý đất đai", "",
         "Chậm nhất ngày 15/6", ""],
        ["2.3", "Niêm yết thủ tục thú y tại bộ phận một cửa", "Bảng niêm yết", "Chi cục Chăn nuôi và Thú y", "",
         "Thường xuyên", ""],
        ["2.4", "Hội nghị tập huấn kỹ năng số cho nông dân", "Hội nghị", "Trung tâm Khuyến nông", "Chi cục Kiểm lâm",
         "Hoàn thành trong tháng 9/2026", ""],
        ["2.5", "Chiến dịch đăng tin về nộp thuế đất trực tuyến", "Tin trên trang thông tin điện tử", "Văn phòng Sở",
         "Trung tâm Khuyến nông", "Từ 01/3 đến 30/4/2026", ""],
        ["2.6", "Đăng kết quả giải quyết thủ tục hành chính", "Tin trên trang thông tin điện tử", "Văn phòng Sở", "",
         "Quý I, quý III", ""],
    ],
    after=["III. TỔ CHỨC THỰC HIỆN", "Các đơn vị căn cứ kế hoạch tổ chức thực hiện."],
    expected=[
        Expected("văn bản phân công", {"window": "2026-Q2"}, ("Văn phòng Sở",), ("Các phòng, đơn vị",)),
        Expected("hằng tháng", {"every": "month", "due_day": 25}, ("Văn phòng Sở",)),
        Expected("hằng quý", {"every": "quarter", "due_day": 20}, ("Văn phòng Sở",), ("Chi cục Kiểm lâm",)),
        Expected("thủ tục đất đai", {"window": {"from": "2026-03-01", "to": "2026-04-30"}},
                 ("Chi cục Quản lý đất đai",), ("Văn phòng Sở",)),
        Expected("video hướng dẫn", {"by": "2026-06-15"}, ("Chi cục Quản lý đất đai",)),
        Expected("Niêm yết thủ tục thú y", {"always": True}, ("Chi cục Chăn nuôi và Thú y",)),
        Expected("kỹ năng số", {"window": "2026-09"}, ("Trung tâm Khuyến nông",), ("Chi cục Kiểm lâm",)),
        Expected("nộp thuế đất", {"window": {"from": "2026-03-01", "to": "2026-04-30"}}, ("Văn phòng Sở",),
                 ("Trung tâm Khuyến nông",)),
        Expected("kết quả giải quyết", {"window": "2026-Q1"}, ("Văn phòng Sở",)),
        Expected("kết quả giải quyết", {"window": "2026-Q3"}, ("Văn phòng Sở",)),
    ],
)  # fmt: skip

MONTH_FIRST = InventedPlan(
    name="cao-dang-y-te-2026",
    opening=[
        "SỞ Y TẾ TỈNH PHÙ SA",
        "TRƯỜNG CAO ĐẲNG Y TẾ PHÙ SA",
        "Phù Sa, ngày 06 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Công tác cải cách hành chính và tuyên truyền cải cách hành chính năm 2026",
        "Trường Cao đẳng Y tế Phù Sa xây dựng kế hoạch như sau:",
        "1. Mục đích",
        "Thực hiện Quyết định số 15/QĐ-SYT ngày 03/01/2026 của Sở Y tế về cải cách hành chính.",
        "2. Lịch công việc",
    ],
    body=[],
    head=[["Tháng", "Bộ phận phụ trách", "Nội dung công việc", "Phối hợp", "Hình thức"]],
    rows=[
        ["Tháng 1", "Phòng Hành chính - Quản trị", "Công bố kế hoạch CCHC của trường", "Phòng Đào tạo",
         "Đăng website trường"],
        [MERGED, MERGED, "Rà soát thủ tục nhập học", "Khoa Điều dưỡng", "Họp giao ban"],
        ["Tháng 3", "Phòng Đào tạo", "Hướng dẫn nộp hồ sơ tuyển sinh trực tuyến", "", "Đăng video trên website"],
        ["Tháng 7", "Phòng Công tác sinh viên", "Khảo sát sự hài lòng của sinh viên", "Đoàn Thanh niên",
         "Phiếu khảo sát"],
        [MERGED, "Phòng Đào tạo", "Bài viết về tuyển sinh không giấy tờ", "", "Bài đăng website"],
    ],
    after=["3. Kinh phí", "Theo quy chế chi tiêu nội bộ.", "HIỆU TRƯỞNG"],
    expected=[
        Expected("kế hoạch CCHC của trường", {"window": "2026-01"}, ("Phòng Hành chính - Quản trị",),
                 ("Phòng Đào tạo",)),
        Expected("thủ tục nhập học", {"window": "2026-01"}, ("Phòng Hành chính - Quản trị",), ("Khoa Điều dưỡng",)),
        Expected("hồ sơ tuyển sinh", {"window": "2026-03"}, ("Phòng Đào tạo",)),
        Expected("hài lòng của sinh viên", {"window": "2026-07"}, ("Phòng Công tác sinh viên",), ("Đoàn Thanh niên",)),
        Expected("không giấy tờ", {"window": "2026-07"}, ("Phòng Đào tạo",)),
    ],
)  # fmt: skip

COMMUNE_PROSE = InventedPlan(
    name="xa-vinh-loc-2026",
    opening=[
        "ỦY BAN NHÂN DÂN XÃ VĨNH LỘC",
        "Vĩnh Lộc, ngày 22 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2026",
        "Căn cứ Kế hoạch số 33/KH-UBND ngày 12/01/2026 của UBND tỉnh Phù Sa về cải cách hành chính;",
        "Ủy ban nhân dân xã Vĩnh Lộc ban hành Kế hoạch tuyên truyền cải cách hành chính năm 2026, cụ thể:",
    ],
    body=[
        "A. MỤC ĐÍCH, YÊU CẦU",
        "Đến ngày 31/12/2026, 90% hồ sơ được nộp trực tuyến.",
        "B. NHIỆM VỤ VÀ PHÂN CÔNG THỰC HIỆN",
        "I. Nhiệm vụ",
        "1. Tuyên truyền trên hệ thống truyền thanh",
        "- Phát thanh chuyên đề về dịch vụ công trực tuyến: từ ngày 01/3 đến ngày 30/4/2026.",
        "+ Nội dung bám sát Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.",
        "II. Phân công",
        "1. Giao Văn phòng HĐND và UBND chủ trì, phối hợp với Phòng Văn hóa - Xã hội tổng kết công tác tuyên truyền"
        " CCHC trước ngày 15 tháng 12 năm 2026.",
        "2. Phòng Văn hóa - Xã hội",
        "- Chủ trì xây dựng 02 video giới thiệu Trung tâm Phục vụ hành chính công, hoàn thành trong tháng 9/2026;",
        "- Mỗi tuần đăng ít nhất 02 tin, bài về CCHC trên trang thông tin điện tử của xã;",
        "- Thường xuyên nắm bắt dư luận về CCHC.",
        "3. Trung tâm Phục vụ hành chính công",
        "Chậm nhất ngày 05 hằng tháng, công khai kết quả giải quyết hồ sơ trên trang thông tin điện tử của xã.",
        "4. Đề nghị Ủy ban Mặt trận Tổ quốc xã",
        "Vận động đoàn viên nộp hồ sơ trực tuyến.",
        "5. Các thôn",
        "Báo cáo kết quả về Văn phòng HĐND và UBND trước ngày 10/6/2026 và trước ngày 30/11/2026.",
        "Trên đây là Kế hoạch tuyên truyền CCHC năm 2026 của UBND xã Vĩnh Lộc./.",
        "Nơi nhận:",
        "- Như trên;",
        "TM. ỦY BAN NHÂN DÂN",
    ],
    expected=[
        Expected(
            "Phát thanh chuyên đề",
            {"window": {"from": "2026-03-01", "to": "2026-04-30"}},
            ("Ủy ban nhân dân xã Vĩnh Lộc",),
        ),
        Expected(
            "tổng kết công tác", {"before": "2026-12-15"}, ("Văn phòng HĐND và UBND",), ("Phòng Văn hóa - Xã hội",)
        ),
        Expected("02 video", {"window": "2026-09"}, ("Phòng Văn hóa - Xã hội",)),
        Expected("ít nhất 02 tin", {"every": "week"}, ("Phòng Văn hóa - Xã hội",)),
        Expected("kết quả giải quyết", {"every": "month", "due_day": 5}, ("Trung tâm Phục vụ hành chính công",)),
        Expected("Báo cáo", {"before": "2026-06-10"}, ("Các thôn",)),
        Expected("Báo cáo", {"before": "2026-11-30"}, ("Các thôn",)),
    ],
)

RECOGNISED = InventedPlan(
    name="so-tu-phap-2025",
    opening=[
        "UBND TINH PHU SA",
        "SO TU PHAP",
        "Phu Sa, ngay 17 thang 02 nam 2025",
        "KE HOACH",
        "Tuyen truyen cai cach hanh chinh nam 2025",
        "So Tu phap ban hanh Ke hoach tuyen truyen cai cach hanh chinh (CCHC) nam 2025 nhu sau:",
    ],
    body=[
        "I. MUC DICH",
        "Nang cao nhan thuc cua can bo, cong chuc ve cai cach hanh chinh.",
        "II. TO CHUC THUC HIEN",
        "1. Van phong So chu tri, phoi hop voi Phong Hanh chinh tu phap dang tai tin, bai ve CCHC tren trang thong tin"
        " dien tu, moi thang it nhat 03 tin, bai.",
        "2. Cac phong chuyen mon bao cao ket qua tuyen truyen ve Van phong So trudc ngay 05/6/2025 va truoc ngay"
        " 05/12/2025.",
        "3. Trung tam Tro giup phap ly",
        "- To chuc tro giup phap ly luu dong ket hop tuyen truyen CCHC trong quy II nam 2025.",
        "PHU LUC",
        "Phan cong nhiem vu",
    ],
    head=[["TT", "Noi dung", "Hinh thuc", "Don vi chu tri", "Don vi phoi hop", "Thoi gian"]],
    rows=[
        ["1", "Tuyen truyen ket qua chi so CCHC nam 2024", "Dang website", "Van phong So", "Thanh tra So", "Thang 3"],
        ["2", "Huong dan cap phieu ly lich tu phap truc tuyen", "Video dang website", "Phong Hanh chinh tu phap",
         "Van phong So", "Thang 5/2025"],
        ["3", "Niem yet thu tuc ho tich", "Niem yet", "Phong Hanh chinh tu phap", "", "Truoc ngay 30/6/2025"],
    ],
    after=[],
    expected=[
        Expected("it nhat 03 tin", {"every": "month"}, ("Van phong So",), ("Phong Hanh chinh tu phap",)),
        Expected("Bao cao", {"before": "2025-06-05"}, ("Cac phong chuyen mon",)),
        Expected("Bao cao", {"before": "2025-12-05"}, ("Cac phong chuyen mon",)),
        Expected("luu dong", {"window": "2025-Q2"}, ("Trung tam Tro giup phap ly",)),
        Expected("chi so CCHC", {"window": "2025-03"}, ("Van phong So",), ("Thanh tra So",)),
        Expected("phieu ly lich", {"window": "2025-05"}, ("Phong Hanh chinh tu phap",), ("Van phong So",)),
        Expected("thu tuc ho tich", {"before": "2025-06-30"}, ("Phong Hanh chinh tu phap",)),
    ],
)  # fmt: skip

UNRULED = InventedPlan(
    name="so-xay-dung-2026",
    opening=_opening("Sở Xây dựng", "ngày 12 tháng 01 năm 2026", "Tuyên truyền cải cách hành chính năm 2026",
                     "kế hoạch tuyên truyền cải cách hành chính (CCHC)"),
    body=["I. PHÂN CÔNG NHIỆM VỤ"],
    head=[["STT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"]],
    rows=[
        ["1", "Đăng tin kế hoạch CCHC trên website", "Văn phòng Sở", "Thanh tra Sở", "Tháng 02/2026"],
        ["2", "Đăng bài hướng dẫn cấp phép xây dựng trực tuyến trên website Sở", "Phòng Quản lý quy hoạch",
         "Văn phòng Sở", "Trước ngày 15/5/2026"],
        ["3", "Tổ chức đối thoại với doanh nghiệp xây dựng", "Phòng Quản lý đô thị", "Văn phòng Sở", "Quý III/2026"],
    ],
    after=["II. KINH PHÍ", "Theo dự toán được giao."],
    expected=[
        Expected("kế hoạch CCHC", {"window": "2026-02"}, ("Văn phòng Sở",), ("Thanh tra Sở",)),
        Expected("cấp phép xây dựng", {"before": "2026-05-15"}, ("Phòng Quản lý quy hoạch",), ("Văn phòng Sở",)),
        Expected("đối thoại với doanh nghiệp", {"window": "2026-Q3"}, ("Phòng Quản lý đô thị",), ("Văn phòng Sở",)),
    ],
    forms=("lines.pdf",),
)  # fmt: skip

_TRADE_HEAD = [["TT", "Hoạt động", "Chủ trì", "Phối hợp", "Hình thức tuyên truyền", "Tiến độ"]]
BROKEN_TABLE = InventedPlan(
    name="so-cong-thuong-2026",
    opening=_opening("Sở Công Thương", "ngày 09 tháng 01 năm 2026",
                     "Tuyên truyền cải cách hành chính ngành Công Thương năm 2026", "Kế hoạch tuyên truyền CCHC"),
    body=[],
    flow=[
        "I. NỘI DUNG",
        "Tuyên truyền cải cách hành chính đến doanh nghiệp theo Chỉ thị số 05/CT-UBND ngày 02/01/2026.",
        "II. BẢNG PHÂN CÔNG",
        Grid(_TRADE_HEAD, [
            ["1", "Giới thiệu bộ thủ tục hành chính ngành Công Thương", "Văn phòng", "Phòng Quản lý thương mại",
             "Tin trên trang thông tin điện tử", "Tháng 2"],
            ["2", "Đăng bài về cấp phép bán lẻ xăng dầu", "Phòng Quản lý thương mại", "Văn phòng",
             "Bài trên trang thông tin điện tử", "Tháng 3, tháng 8"],
        ]),
        "2",
        Grid(_TRADE_HEAD, [
            ["3", "Tập huấn phần mềm một cửa", "Văn phòng", "Trung tâm Xúc tiến thương mại", "Tập huấn",
             "Tuần 2 tháng 4"],
            ["4", "Đăng video về khai báo hóa chất", "Phòng Kỹ thuật an toàn", "Văn phòng", "Video trên website",
             "Cuối tháng 5"],
        ]),
        "3",
        Grid([], [
            ["5", "Tổng kết công tác tuyên truyền", "Văn phòng", "Các phòng chuyên môn", "Hội nghị",
             "Trước 20/12/2026"],
        ]),
        "III. TỔ CHỨC THỰC HIỆN",
        "Các phòng, đơn vị gửi kết quả về Văn phòng trước ngày 15 hằng tháng.",
        "Nơi nhận:",
        "- Lưu: VT.",
    ],
    expected=[
        Expected("bộ thủ tục hành chính", {"window": "2026-02"}, ("Văn phòng",), ("Phòng Quản lý thương mại",)),
        Expected("xăng dầu", {"window": "2026-03"}, ("Phòng Quản lý thương mại",), ("Văn phòng",)),
        Expected("xăng dầu", {"window": "2026-08"}, ("Phòng Quản lý thương mại",), ("Văn phòng",)),
        Expected("phần mềm một cửa", {"window": "2026-04"}, ("Văn phòng",), ("Trung tâm Xúc tiến thương mại",)),
        Expected("khai báo hóa chất", {"window": "2026-05"}, ("Phòng Kỹ thuật an toàn",), ("Văn phòng",)),
        Expected("Tổng kết công tác", {"before": "2026-12-20"}, ("Văn phòng",), ("Các phòng chuyên môn",)),
        Expected("gửi kết quả", {"every": "month", "due_day": 15}, ("Các phòng, đơn vị",)),
    ],
)  # fmt: skip

SHORT_CELLS = InventedPlan(
    name="so-noi-vu-2026",
    opening=_opening("Sở Nội vụ", "ngày 05 tháng 01 năm 2026", "Tuyên truyền cải cách hành chính năm 2026",
                     "Kế hoạch tuyên truyền cải cách hành chính (CCHC)"),
    body=["Phụ lục: Danh mục nhiệm vụ"],
    head=[["Thời hạn", "Việc cần làm", "Kênh đăng tải", "Người thực hiện", "Người phối hợp", "Căn cứ"]],
    rows=[
        ["15/02/2026", "Đăng tin khởi động chương trình CCHC", "Website", "VP", "P.CCHC", "KH 12/KH-UBND"],
        ["3/2026", "Đăng kết quả chỉ số CCHC các sở", "Website", "P.CCHC", "VP", "QĐ số 45/QĐ-UBND ngày 02/01/2026"],
        ["T6", "Đăng bài sơ kết 6 tháng", "Website", "P.CCHC", "VP", ""],
        ["Hằng tuần", "Đăng tin trên trang Zalo của Sở", "Zalo", "VP", "", ""],
        ["30/11", "Đăng bài tổng kết năm", "Website", "P.CCHC", "VP, Thanh tra", ""],
        ["Theo chỉ đạo của UBND tỉnh", "Dự hội thi CCHC của tỉnh", "Hội thi", "P.CCHC", "", ""],
    ],
    after=[],
    expected=[
        Expected("khởi động chương trình", {"by": "2026-02-15"}, ("VP",), ("P.CCHC",)),
        Expected("chỉ số CCHC", {"window": "2026-03"}, ("P.CCHC",), ("VP",)),
        Expected("sơ kết 6 tháng", {"window": "2026-06"}, ("P.CCHC",), ("VP",)),
        Expected("trang Zalo", {"every": "week"}, ("VP",)),
        Expected("tổng kết năm", {"by": "2026-11-30"}, ("P.CCHC",), ("VP", "Thanh tra")),
        Expected("Dự hội thi", {"undated": True, "when_event": True}, ("P.CCHC",)),
    ],
)  # fmt: skip

HEADED_LISTS = InventedPlan(
    name="thi-xa-cau-ke-2026",
    opening=[
        "# KẾ HOẠCH",
        "## Tuyên truyền cải cách hành chính thị xã Cầu Kè năm 2026",
        "*Cầu Kè, ngày 18 tháng 01 năm 2026*",
        "UBND thị xã Cầu Kè ban hành kế hoạch tuyên truyền cải cách hành chính (CCHC) như sau:",
    ],
    body=[
        "## I. Yêu cầu",
        "- Bám sát Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ.",
        "## II. Nhiệm vụ theo tháng",
        "### 1. Tháng 2/2026",
        "- Đăng tin về kế hoạch CCHC trên cổng thông tin điện tử (Phòng Nội vụ)",
        "- Họp triển khai kế hoạch CCHC (Văn phòng HĐND và UBND)",
        "### 2. Tháng 6/2026",
        "* Đăng bài sơ kết công tác CCHC trên cổng thông tin điện tử (Phòng Nội vụ chủ trì, Phòng Văn hóa phối hợp)",
        "### 3. Quý IV/2026",
        "* Hội thi tìm hiểu CCHC (Thị đoàn)",
        "## III. Tổ chức thực hiện",
        "- **Phòng Nội vụ**: theo dõi, tổng hợp báo cáo UBND tỉnh trước ngày 01/12/2026.",
        "- **UBND các xã, phường**: gửi báo cáo hàng quý về Phòng Nội vụ trước ngày 10 của tháng cuối quý.",
    ],
    expected=[
        Expected("kế hoạch CCHC trên cổng", {"window": "2026-02"}, ("Phòng Nội vụ",)),
        Expected("Họp triển khai", {"window": "2026-02"}, ("Văn phòng HĐND và UBND",)),
        Expected("sơ kết công tác CCHC", {"window": "2026-06"}, ("Phòng Nội vụ",), ("Phòng Văn hóa",)),
        Expected("Hội thi tìm hiểu", {"window": "2026-Q4"}, ("Thị đoàn",)),
        Expected("báo cáo UBND tỉnh", {"before": "2026-12-01"}, ("Phòng Nội vụ",)),
        Expected("báo cáo hàng quý", {"every": "quarter", "due_day": 10}, ("UBND các xã, phường",)),
    ],
    forms=("md",),
)

DETAILED_LISTS = InventedPlan(
    name="so-tai-chinh-2026",
    opening=_opening("Sở Tài chính", "ngày 14 tháng 01 năm 2026", "Tuyên truyền cải cách hành chính năm 2026",
                     "Kế hoạch tuyên truyền cải cách hành chính (CCHC)"),
    body=[
        "PHẦN I. MỤC TIÊU",
        "1. 100% thủ tục hành chính được công khai trước ngày 30/6/2026.",
        "PHẦN II. NHIỆM VỤ",
        "1. Tuyên truyền trên trang thông tin điện tử",
        "1.1. Xây dựng chuyên trang cải cách hành chính trên trang thông tin điện tử của Sở",
        "- Đơn vị chủ trì: Văn phòng Sở",
        "- Đơn vị phối hợp: Phòng Tin học; Phòng Ngân sách",
        "- Thời gian thực hiện: Quý I năm 2026",
        "1.2. Đăng tải bài viết về cải cách tài chính công",
        "- Đơn vị chủ trì: Phòng Ngân sách",
        "- Đơn vị phối hợp: Văn phòng Sở",
        "- Thời gian hoàn thành: trước ngày 31/10/2026",
        "2. Tuyên truyền qua hội nghị",
        "2.1. Đối thoại với doanh nghiệp về thủ tục đăng ký kinh doanh (Chủ trì: Phòng Đăng ký kinh doanh; Phối hợp:"
        " Văn phòng Sở; Thời gian: tháng 10/2026)",
        "PHẦN III. TỔ CHỨC THỰC HIỆN",
        "1. Giao Văn phòng Sở theo dõi, đôn đốc; tổng hợp báo cáo Giám đốc Sở kết quả thực hiện trước ngày 20/6 và"
        " 20/11 hằng năm.",
    ],
    expected=[
        Expected("chuyên trang cải cách hành chính", {"window": "2026-Q1"}, ("Văn phòng Sở",),
                 ("Phòng Tin học", "Phòng Ngân sách")),
        Expected("cải cách tài chính công", {"before": "2026-10-31"}, ("Phòng Ngân sách",), ("Văn phòng Sở",)),
        Expected("Đối thoại với doanh nghiệp", {"window": "2026-10"}, ("Phòng Đăng ký kinh doanh",), ("Văn phòng Sở",)),
        Expected("báo cáo", {"before": "2026-06-20"}, ("Văn phòng Sở",)),
        Expected("báo cáo", {"before": "2026-11-20"}, ("Văn phòng Sở",)),
    ],
)  # fmt: skip

FIRST_BATCH = (
    MONTHS_ACROSS, TIMES_OF_ALL_KINDS, MONTH_FIRST, COMMUNE_PROSE, RECOGNISED, UNRULED, BROKEN_TABLE, SHORT_CELLS,
    HEADED_LISTS, DETAILED_LISTS,
)  # fmt: skip
