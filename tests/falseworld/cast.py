"""Who lives in the false world: twenty-four schools, each with a habit, and the department with its rooms.

A month that a habit does not speak of gets one or two publications on ordinary days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .world import VN, Category, Fault


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2022) -> datetime:
    """A moment of the story's year."""
    return datetime(year, month, day, hour, minute, tzinfo=VN)


@dataclass(frozen=True, slots=True)
class Post:
    """One publication as a habit prescribes it; ``appears`` None: when it says."""

    stated: datetime
    appears: datetime | None = None
    removed: datetime | None = None
    edited: datetime | None = None
    signed: date | None = None


MET, UNKNOWN = frozenset({"met"}), frozenset({"unknown"})
LATE, MISSED, EITHER = frozenset({"late"}), frozenset({"missed"}), frozenset({"met", "unknown"})


@dataclass(frozen=True, slots=True)
class Seat:
    """A school of the cast. ``months``: what it posts where its habit differs; ``expected``: final statuses but met."""

    id: str
    name: str
    level: str
    template: str
    habit: str
    months: Mapping[int, tuple[Post, ...]] = field(default_factory=dict)
    expected: Mapping[int, frozenset[str]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    site: Mapping[str, Any] = field(default_factory=dict)


def _months(first: int, last: int, value: frozenset[str]) -> dict[int, frozenset[str]]:
    return dict.fromkeys(range(first, last + 1), value)


def _late(month: int, day: int) -> dict[int, tuple[Post, ...]]:
    """Nothing in the month before; in this one a post of its first days and no other."""
    return {month - 1: (), month: (Post(at(month, day, 9, 20)),)}


_NO_BRIDGE = {"from": "cai-cach-hanh-chinh", "to": "cong-khai-cai-cach"}

SEATS: tuple[Seat, ...] = (
    Seat("thpt-song-hau", "Trường THPT Sông Hậu", "thpt", "nukeviet", "đăng đều"),
    Seat(
        "thcs-hoa-mai",
        "Trường THCS Hoa Mai",
        "thcs",
        "nukeviet",
        "tháng lẻ nào cũng đăng muộn vài ngày",
        months=_late(4, 4) | _late(6, 6) | _late(8, 4) | _late(10, 6) | _late(12, 5),
        expected=dict.fromkeys((3, 5, 7, 9, 11), LATE),
    ),
    Seat(
        "th-binh-minh",
        "Trường Tiểu học Bình Minh",
        "th",
        "wordpress",
        "đăng đều; tháng 10 máy chủ trả 304 sai",
        faults=(Fault("lies_304", at(10, 10), at(11, 7)),),
    ),
    Seat(
        "mn-sao-mai",
        "Trường Mầm non Sao Mai",
        "mn",
        "handmade",
        "nghỉ hè là thôi đăng",
        months={6: (), 7: (), 8: (), 9: (Post(at(9, 15, 8, 20)),)},
        expected=_months(6, 8, MISSED),
    ),
    Seat(
        "thpt-con-en",
        "Trường THPT Cồn Én",
        "thpt",
        "nukeviet",
        "máy chủ tắt một tuần vắt qua cuối tháng 4",
        months={4: (Post(at(4, 28, 10, 15)),)},
        faults=(Fault("down", at(4, 26), at(5, 4)),),
    ),
    Seat(
        "thcs-rang-dong",
        "Trường THCS Rạng Đông",
        "thcs",
        "nukeviet-raw",
        "tháng 4 đăng bài ghi ngày tháng 3",
        months={3: (Post(at(3, 29, 9, 15), appears=at(4, 7, 10, 5)),)},
    ),
    Seat(
        "thpt-anh-duong",
        "Trường THPT Ánh Dương",
        "thpt",
        "nukeviet",
        "tháng 6 dời chuyên mục, địa chỉ cũ về trang nhất",
        months={6: (Post(at(6, 6, 8, 40)),)},
        expected=_months(7, 12, EITHER),
        faults=(Fault("moved", at(6, 13), None, _NO_BRIDGE),),
    ),
    Seat(
        "thcs-cau-vong",
        "Trường THCS Cầu Vồng",
        "thcs",
        "wordpress",
        "tường chặn máy suốt năm",
        expected=_months(2, 12, UNKNOWN) | {2: frozenset({"unknown", "not_applicable"})},
        faults=(Fault("bot_wall", at(1, 1, year=2021), None, {"status": 403}),),
    ),
    Seat(
        "th-mang-non",
        "Trường Tiểu học Măng Non",
        "th",
        "aspnet",
        "trang chết từ tháng 9, rồi tên miền bị rao bán",
        months={8: (Post(at(8, 11, 14, 5)),)},
        expected=_months(9, 12, UNKNOWN),
        faults=(Fault("down", at(9, 1), at(10, 17)), Fault("parked", at(10, 17))),
    ),
    Seat(
        "thcs-phuong-nam",
        "Trường THCS Phương Nam",
        "thcs",
        "portal",
        "giữa tháng 5 đổi giao diện và hệ thống",
        months={5: (Post(at(5, 5, 9, 30)), Post(at(5, 23, 10, 0)))},
        expected=_months(6, 12, EITHER),
        faults=(Fault("redesign", at(5, 16), None, {"template": "wordpress"}),),
    ),
    Seat(
        "th-hoa-sen",
        "Trường Tiểu học Hoa Sen",
        "th",
        "nukeviet-raw",
        "danh sách chỉ hiện bằng script, còn RSS",
        site={"script_list": True},
    ),
    Seat(
        "mn-hoa-mi",
        "Trường Mầm non Họa Mi",
        "mn",
        "handmade",
        "không ghi ngày đăng",
        months={2: (Post(at(2, 17, 9, 0)),)},  # what stands there before the first look can serve no month (S9)
        site={"dated": False, "page_size": 60},
    ),
    Seat(
        "thpt-bien-xanh",
        "Trường THPT Biển Xanh",
        "thpt",
        "portal",
        "đăng đều; có hôm nhỏ giọt, có hôm trang trắng",
        faults=(Fault("drip", at(9, 12), at(9, 13)), Fault("empty_body", at(10, 3), at(10, 6))),
    ),
    Seat(
        "thcs-dong-xanh",
        "Trường THCS Đồng Xanh",
        "thcs",
        "portal",
        "bỏ trống tháng 9",
        months={9: (), 10: (Post(at(10, 20, 15, 30)),)},
        expected={9: MISSED},
    ),
    Seat(
        "th-suoi-mo",
        "Trường Tiểu học Suối Mơ",
        "th",
        "sharepoint",
        "tháng 8 dời chuyên mục, có chuyển hướng",
        months={8: (Post(at(8, 4, 8, 25)),)},
        expected=_months(9, 12, EITHER),
        faults=(Fault("moved", at(8, 15), None, {"from": "cai-cach-hanh-chinh", "to": "cchc"}),),
    ),
    Seat(
        "thcs-ban-mai",
        "Trường THCS Ban Mai",
        "thcs",
        "sharepoint",
        "bỏ trống tháng 7",
        months={7: (), 8: (Post(at(8, 18, 16, 10)),)},
        expected={7: MISSED},
    ),
    Seat(
        "thpt-rung-tram",
        "Trường THPT Rừng Tràm",
        "thpt",
        "aspnet",
        "cuối tháng 11 chuyển sang máy chủ khác",
        months={11: (Post(at(11, 10, 9, 45)),)},
        expected={12: EITHER},
        faults=(Fault("host_moved", at(11, 21)),),
        site={"new_host": "127.30.0.60"},
    ),
    Seat("th-canh-buom", "Trường Tiểu học Cánh Buồm", "th", "documents", "đăng văn bản sau khi ký vài tuần"),
    Seat(
        "thcs-nang-mai",
        "Trường THCS Nắng Mai",
        "thcs",
        "documents",
        "ký trong tháng 10 nhưng tháng 11 mới đăng",
        months={10: (), 11: (Post(at(11, 7, 10, 30), signed=date(2022, 10, 20)),)},
        expected={10: LATE},
    ),
    Seat(
        "thpt-chim-lac",
        "Trường THPT Chim Lạc",
        "thpt",
        "nukeviet-raw",
        "đăng đều; hai đợt lỗi máy chủ",
        faults=(Fault("error500", at(3, 7), at(3, 12)), Fault("error500", at(7, 29), at(8, 3))),
    ),
    Seat(
        "mn-tuoi-ngoc",
        "Trường Mầm non Tuổi Ngọc",
        "mn",
        "wordpress",
        "bảo trì tháng 4; đầu hè trang nào cũng báo không có",
        months={6: (Post(at(6, 23, 9, 0)),)},
        faults=(Fault("maintenance", at(4, 18), at(4, 23)), Fault("soft_404", at(6, 20), at(7, 7))),
    ),
    Seat(
        "th-dong-sen",
        "Trường Tiểu học Đồng Sen",
        "th",
        "wordpress",
        "tháng 10 bắt đăng nhập mới xem được",
        months={10: (Post(at(10, 20, 8, 15)),)},
        faults=(Fault("login_wall", at(10, 3), at(11, 4)),),
    ),
    Seat(
        "thcs-song-xanh",
        "Trường THCS Sóng Xanh",
        "thcs",
        "aspnet",
        "đăng lúc 23:58 ngày cuối tháng 3",
        months={3: (Post(at(3, 31, 23, 58)),)},
        faults=(Fault("timeout", at(11, 10), at(11, 11)),),
    ),
    Seat(
        "mn-nai-vang",
        "Trường Mầm non Nai Vàng",
        "mn",
        "handmade",
        "gỡ bài tháng 10 sau khi đã đăng, sửa tựa bài tháng 5",
        months={
            5: (Post(at(5, 12, 9, 0), edited=at(5, 26, 9, 0)),),
            10: (Post(at(10, 13, 10, 0), removed=at(10, 24, 10, 0)),),
        },
    ),
)

SCHOOL_PARTS = (
    Category("cai-cach-hanh-chinh", "Cải cách hành chính", "cchc"),
    Category("tin-tuc", "Tin tức - Sự kiện", "tin-tuc"),
    Category("thong-bao", "Thông báo", "thong-bao"),
)

OFFICE_ID, OFFICE_NAME = "so-gddt", "Sở Giáo dục và Đào tạo tỉnh Phù Sa"
OFFICE_PARTS = (
    Category("cai-cach-hanh-chinh", "Cải cách hành chính", "cchc"),
    Category("video-tuyen-truyen", "Video tuyên truyền CCHC", "video"),
    Category("hoi-dap", "Hỏi - Đáp", "hoi-dap"),
    Category("thu-tuc-hanh-chinh", "Thủ tục hành chính", "tthc"),
    Category("tin-tuc", "Tin tức", "tin-tuc"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """What the department posts for one line of its appendix, and what must come of it."""

    line: str
    window: int
    lead: str
    expected: frozenset[str]
    posted: datetime | None = None
    topic: str = "cchc"
    title: str = ""
    medium: str = "article"
    why: str = ""


_MEETING = frozenset({"met", "awaiting"})

APPENDIX: tuple[Item, ...] = (
    Item(
        "PL-01",
        1,
        "phong-tccb",
        frozenset({"met", "not_applicable", "awaiting"}),
        at(1, 20, 9, 10),
        title="Triển khai Kế hoạch thực hiện cải cách hành chính năm 2022 của Sở",
        medium="document",
        why="đã qua khi ban hành; đúng hạn nếu thấy bài và tệp đính kèm",
    ),
    Item(
        "PL-02",
        2,
        "*",
        _MEETING,
        at(2, 24, 14, 35),
        medium="document",
        title="Phổ biến Kế hoạch tuyên truyền cải cách hành chính năm 2022",
        why="phần họp chờ xác nhận",
    ),
    Item(
        "PL-03",
        3,
        "phong-tccb",
        MET,
        at(3, 17, 8, 50),
        title="Công bố Chỉ số cải cách hành chính năm 2021 của các đơn vị trực thuộc",
    ),
    Item(
        "PL-04",
        4,
        "van-phong",
        MET,
        at(4, 14, 10, 20),
        "video",
        "Video clip hướng dẫn thực hiện dịch vụ công trực tuyến",
        "video",
    ),
    Item(
        "PL-05",
        5,
        "phong-tccb",
        MET,
        at(5, 19, 15, 0),
        title="Kết quả thực hiện cải cách hành chính 6 tháng đầu năm 2022",
    ),
    Item(
        "PL-06",
        6,
        "van-phong",
        frozenset({"awaiting"}),
        at(6, 16, 9, 0),
        "tthc",
        "Niêm yết công khai thủ tục hành chính thuộc thẩm quyền giải quyết",
        why="bảng thông báo do người xác nhận",
    ),
    Item(
        "PL-07",
        7,
        "phong-tccb",
        MET,
        at(6, 23, 8, 30),
        why="sớm",
        title="Giải pháp, cách làm hay trong công tác cải cách hành chính ở một trường ven sông",
    ),
    Item(
        "PL-08",
        8,
        "phong-tccb",
        frozenset({"overdue", "missed"}),
        None,
        "video",
        medium="video",
        why="không đăng video nào sau tháng 4",
    ),
    Item("PL-09", 9, "phong-tccb", frozenset({"not_applicable"}), None, why="nếu có; không ai báo có"),
    Item(
        "PL-10",
        10,
        "phong-tccb",
        frozenset({"late", "awaiting"}),
        at(11, 10, 10, 40),
        why="bài đăng tháng sau; phần điều tra do người xác nhận",
        title="Kết quả đo lường sự hài lòng của người dân về dịch vụ giáo dục công năm 2021",
    ),
    Item(
        "PL-11",
        11,
        "*",
        _MEETING,
        at(11, 24, 16, 0),
        why="phần họp chờ xác nhận",
        title="Kết quả thực hiện cải cách hành chính năm 2022 của ngành giáo dục tỉnh Phù Sa",
    ),
    Item(
        "PL-12",
        12,
        "phong-tccb",
        MET,
        at(12, 15, 9, 25),
        title="Kết quả tiếp nhận, giải quyết hồ sơ thủ tục hành chính tại Bộ phận tiếp nhận và trả kết quả năm 2022; "
        "kết quả chuyên mục Hỏi - đáp và đường dây nóng",
    ),
)

NEAR_MISSES: tuple[tuple[datetime, str], ...] = (
    (at(2, 14, 9, 0), "Kế hoạch kiểm tra cải cách hành chính tại các đơn vị"),
    (at(4, 21, 9, 0), "Tỉnh Phù Sa họp báo về Chỉ số cải cách hành chính của các sở, ban, ngành"),
    (at(8, 18, 9, 0), "Phát động cuộc thi xây dựng tiểu phẩm về cải cách hành chính"),
)
