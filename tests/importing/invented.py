"""Three plans of our own invention, in forms that offices use, and what they ask for."""

from __future__ import annotations

from dataclasses import dataclass, field

MERGED = "\0merged"
"""A cell that is part of the one above it."""
GROUP = "\0group"
"""A cell that is part of the one to its left."""


@dataclass(frozen=True)
class Expected:
    """One duty: words of its title, its time as the draft writes it, leads and helpers by id or by name."""

    title: str
    time: dict[str, object]
    lead: tuple[str, ...]
    helpers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """One table: the rows of its head, and the others."""

    head: list[list[str]]
    rows: list[list[str]]


@dataclass(frozen=True)
class InventedPlan:
    """A plan as its author would type it. ``head``: rows of the table's head; ``after``: text below the table;
    ``flow``: text and tables in any order, instead of those; ``forms``: the renderings that make sense, all if none."""

    name: str
    opening: list[str]
    body: list[str | Grid]
    head: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    after: list[str | Grid] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    flow: list[str | Grid] = field(default_factory=list)
    forms: tuple[str, ...] = ()

    @property
    def parts(self) -> list[str | Grid]:
        """Paragraphs and tables in their order."""
        table = [Grid(self.head, self.rows)] if self.head or self.rows else []
        return [*self.opening, *self.body, *self.flow, *table, *self.after]


def _month(month: int, year: int) -> dict[str, object]:
    return {"window": f"{year}-{month:02}"}


HEALTH = InventedPlan(
    name="so-y-te-2025",
    opening=[
        "UBND TỈNH PHÙ SA",
        "SỞ Y TẾ",
        "Số: 41/KH-SYT",
        "Phù Sa, ngày 14 tháng 01 năm 2025",
        "KẾ HOẠCH",
        "Truyền thông cải cách hành chính năm 2025",
        "Căn cứ Quyết định số 1205/QĐ-UBND ngày 20/12/2024 của UBND tỉnh Phù Sa ban hành kế hoạch cải cách hành chính"
        " năm 2025;",
        "Sở Y tế ban hành Kế hoạch truyền thông cải cách hành chính (CCHC) năm 2025 như sau:",
    ],
    body=[
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "- Phấn đấu đến hết tháng 12/2025, 95% người dân đến giao dịch biết cách nộp hồ sơ trực tuyến.",
        "- Trước ngày 30/6/2025, tỷ lệ hồ sơ trực tuyến đạt 80%.",
        "2. Yêu cầu",
        "- Nội dung ngắn gọn, dễ hiểu, đúng đối tượng.",
        "II. NỘI DUNG",
        "Tuyên truyền kết quả thực hiện Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về cơ chế một cửa.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Các đơn vị trực thuộc",
        "- Mỗi tháng đăng ít nhất 02 tin, bài về CCHC trên trang thông tin điện tử của đơn vị.",
        "- Gửi báo cáo kết quả về Văn phòng Sở trước ngày 10/6/2025 (báo cáo 6 tháng) và trước ngày 05/12/2025.",
        "2. Phòng Kế hoạch - Tài chính",
        "Bố trí kinh phí thực hiện theo quy định.",
        "PHỤ LỤC",
        "Bảng phân công nhiệm vụ truyền thông CCHC năm 2025",
    ],
    head=[
        ["STT", "Nội dung công việc", "Hình thức", "Phân công", GROUP, "Thời gian hoàn thành"],
        [MERGED, MERGED, MERGED, "Chủ trì", "Phối hợp", MERGED],
    ],
    rows=[
        ["I", "Truyền thông trên môi trường mạng", GROUP, GROUP, GROUP, GROUP],
        ["1", "Giới thiệu kế hoạch CCHC năm 2025 của Sở", "Tin, bài trên website", "Văn phòng Sở",
         "Phòng Nghiệp vụ Y", "Tháng 02/2025"],
        ["2", "Công bố kết quả xếp hạng CCHC các bệnh viện năm"
              " 2024", "Đăng website", "Văn phòng Sở", "Thanh tra Sở", "Quý I/2025"],
        ["3", "Hướng dẫn người dân nộp hồ sơ cấp chứng chỉ hành nghề trực"
              " tuyến", "Video trên website", "Phòng Nghiệp vụ Y", "Văn phòng Sở", "Trước ngày 15/4/2025"],
        ["4", "Đăng bài về mô hình bệnh viện không giấy tờ", "Bài viết trên trang thông tin điện"
            " tử", MERGED, "Phòng Kế hoạch - Tài chính", "Tháng 5, tháng 9"],
        ["II", "Truyền thông trực tiếp", GROUP, GROUP, GROUP, GROUP],
        ["5", "Niêm yết thủ tục hành chính mới", "Niêm yết tại bộ phận một"
            " cửa", "Văn phòng Sở", "", "Chậm nhất ngày 28/02/2025"],
        ["6", "Tổ chức hội nghị đối thoại với doanh nghiệp"
              " dược", "Hội nghị", "Phòng Nghiệp vụ Dược", "Văn phòng Sở; Thanh tra"
                  " Sở", "Từ ngày 01/7 đến ngày 20/7/2025"],
        ["7", "Phát tờ rơi, treo băng rôn tại các trạm y"
              " tế", "Trực quan", "Trung tâm Y tế các huyện", "", "Thường xuyên"],
    ],
    after=["Nơi nhận:", "- UBND tỉnh (báo cáo trước ngày 31/01/2025);", "- Lưu: VT, VP."],
    expected=[
        Expected("ít nhất 02 tin, bài", {"every": "month"}, ("truc-thuoc",)),
        Expected("6 tháng", {"before": "2025-06-10"}, ("truc-thuoc",)),
        Expected("Báo cáo", {"before": "2025-12-05"}, ("truc-thuoc",)),
        Expected("kế hoạch CCHC năm 2025", _month(2, 2025), ("van-phong",), ("phong-nghiep-vu-y",)),
        Expected("xếp hạng CCHC", {"window": "2025-Q1"}, ("van-phong",), ("thanh-tra-so",)),
        Expected("chứng chỉ hành nghề", {"before": "2025-04-15"}, ("phong-nghiep-vu-y",), ("van-phong",)),
        Expected("không giấy tờ", _month(5, 2025), ("phong-nghiep-vu-y",), ("phong-khtc",)),
        Expected("không giấy tờ", _month(9, 2025), ("phong-nghiep-vu-y",), ("phong-khtc",)),
        Expected("Niêm yết thủ tục", {"by": "2025-02-28"}, ("van-phong",)),
        Expected("đối thoại", {"window": {"from": "2025-07-01", "to": "2025-07-20"}},
                 ("phong-nghiep-vu-duoc",), ("van-phong", "thanh-tra-so")),
        Expected("tờ rơi", {"always": True}, ("trung-tam-y-te-cac-huyen",)),
    ],
)  # fmt: skip

DISTRICT = InventedPlan(
    name="ubnd-huyen-2024",
    opening=[
        "ỦY BAN NHÂN DÂN HUYỆN BÌNH AN",
        "Bình An, ngày 05 tháng 02 năm 2024",
        "KẾ HOẠCH",
        "Tuyên truyền công tác cải cách hành chính huyện Bình An năm 2024",
        "Thực hiện Kế hoạch số 15/KH-UBND ngày 19/01/2024 của UBND tỉnh về tuyên truyền cải cách hành chính năm 2024,"
        " Ủy ban nhân dân huyện xây dựng kế hoạch như sau:",
    ],
    body=[
        "I. MỤC TIÊU",
        "1. Đến cuối năm 2024, 100% cán bộ, công chức được phổ biến nội dung cải cách hành chính.",
        "II. NỘI DUNG, HÌNH THỨC",
        "1. Tuyên truyền Chương trình tổng thể cải cách hành chính giai đoạn 2021 - 2030.",
        "2. Cập nhật thường xuyên chuyên mục cải cách hành chính trên trang thông tin điện tử huyện.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Nội vụ",
        "a) Chủ trì, phối hợp với Phòng Văn hóa và Thông tin xây dựng chuyên mục hỏi đáp về CCHC trên trang thông tin"
        " điện tử của huyện; hoàn thành trước ngày 31/3/2024.",
        "b) Tham mưu tổ chức hội thi tìm hiểu cải cách hành chính trong quý III/2024.",
        "c) Tổng hợp, báo cáo UBND tỉnh kết quả tuyên truyền chậm nhất ngày 20/11/2024.",
        "2. Văn phòng HĐND và UBND huyện",
        "Đăng tải kế hoạch này và các văn bản chỉ đạo về CCHC trên trang thông tin điện tử huyện; mỗi tuần đăng ít"
        " nhất 01 tin"
        " về CCHC.",
        "3. Trung tâm Văn hóa - Thể thao và Truyền thanh",
        "Hằng quý, xây dựng tối thiểu 01 chuyên đề phát thanh về CCHC.",
        "4. UBND các xã, thị trấn",
        "- Ban hành kế hoạch tuyên truyền CCHC của địa phương, gửi về Phòng Nội vụ trước ngày 29/02/2024.",
        "- Báo cáo kết quả thực hiện định kỳ 6 tháng, năm về Phòng Nội vụ; báo cáo hằng quý trước ngày 10 của"
        " tháng cuối quý.",
        "Trên đây là kế hoạch của UBND huyện, đề nghị các đơn vị triển khai thực hiện trước ngày 01/3/2024./.",
        "Nơi nhận:",
        "- Sở Nội vụ (báo cáo);",
        "- Lưu: VT.",
    ],
    expected=[
        Expected("chuyên mục hỏi đáp", {"before": "2024-03-31"}, ("phong-noi-vu",), ("phong-vhtt",)),
        Expected("hội thi", {"window": "2024-Q3"}, ("phong-noi-vu",)),
        Expected("báo cáo UBND tỉnh", {"by": "2024-11-20"}, ("phong-noi-vu",)),
        Expected("ít nhất 01 tin", {"every": "week"}, ("van-phong",)),
        Expected("chuyên đề phát thanh", {"every": "quarter"}, ("trung-tam-van-hoa-the-thao-va-truyen-thanh",)),
        Expected("kế hoạch tuyên truyền", {"before": "2024-02-29"}, ("ubnd-xa",)),
        Expected("6 tháng", {"undated": True}, ("ubnd-xa",)),
        Expected("năm", {"undated": True}, ("ubnd-xa",)),
        Expected("Báo cáo hằng quý", {"every": "quarter", "due_day": 10}, ("ubnd-xa",)),
    ],
)

SCHOOLS = InventedPlan(
    name="so-gddt-phu-sa-2026",
    opening=[
        "UBND TỈNH PHÙ SA",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "Phù Sa, ngày 09 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Thông tin, tuyên truyền cải cách hành chính năm 2026",
        "Sở Giáo dục và Đào tạo xây dựng kế hoạch thông tin, tuyên truyền cải cách hành chính (CCHC) năm 2026 như sau:",
    ],
    body=[
        "I. MỤC TIÊU",
        "Nâng cao nhận thức của viên chức, học sinh và cha mẹ học sinh.",
        "II. LỊCH ĐĂNG TIN",
        "Phân công viết bài CCHC đăng trên cổng thông tin của Sở:",
    ],
    head=[["TT", "Chủ đề", "Hình thức thực hiện", "Đơn vị thực hiện",
           "Tháng 1", "Tháng 2", "Tháng 3", "Tháng 4", "Tháng 5"]],
    rows=[
        ["1", "Kế hoạch CCHC của ngành năm 2026", "Tin trên cổng thông tin", "Văn phòng Sở", "x", "", "", "", ""],
        ["2", "Tuyển sinh đầu cấp trực tuyến", "Bài trên cổng thông tin", "Phòng Giáo dục Trung học chủ trì, phối"
            " hợp với Tổ CNTT", "", "", "x", "x", ""],
        ["3", "Cách làm hay trong giải quyết hồ sơ", "Bài trên cổng thông tin", "Thanh tra Sở", "", "", "", "", "x"],
    ],
    after=[
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Thủ trưởng các đơn vị trực thuộc Sở xây dựng kế hoạch tuyên truyền CCHC của đơn vị, hoàn thành trong"
        " tháng 02/2026.",
        "2. Giao Văn phòng Sở chủ trì, phối hợp với các phòng chuyên môn, nghiệp vụ tổng kết công tác tuyên truyền"
        " trước ngày"
        " 15 tháng 12 năm 2026.",
    ],
    expected=[
        Expected("Kế hoạch CCHC của ngành", _month(1, 2026), ("van-phong",)),
        Expected("Tuyển sinh đầu cấp", _month(3, 2026), ("phong-giao-duc-trung-hoc",), ("to-cntt",)),
        Expected("Tuyển sinh đầu cấp", _month(4, 2026), ("phong-giao-duc-trung-hoc",), ("to-cntt",)),
        Expected("Cách làm hay", _month(5, 2026), ("thanh-tra-so",)),
        Expected("kế hoạch tuyên truyền CCHC của đơn vị", {"window": "2026-02"}, ("truc-thuoc",)),
        Expected("tổng kết công tác", {"before": "2026-12-15"}, ("van-phong",), ("phong-cm-nv",)),
    ],
)  # fmt: skip

INVENTED = (HEALTH, DISTRICT, SCHOOLS)
