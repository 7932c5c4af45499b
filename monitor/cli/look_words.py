"""What a look says of itself (``looks --json`` keeps it as it is), in the words of an office."""

from __future__ import annotations

import re

from rules.explain import OUTCOME_NAMES

_LIST = {
    "a box made like the list's own shows what the list does not": (
        "một ô cùng kiểu trên trang có bài mà danh sách không có"
    ),
    "a box of the page shows an item below the section's own address that the list does not": (
        "một ô của trang có bài của chuyên mục mà danh sách không có"
    ),
    "a dated row of the list that could not be taken": "có dòng ghi ngày trong kỳ nhưng không đọc được đường dẫn",
    "a day of the open time beside the list that no item bears": (
        "cạnh danh sách có ngày trong kỳ mà không bài nào mang"
    ),
    "a month of the open time beside the list that no item bears": (
        "cạnh danh sách có nêu tháng trong kỳ mà không bài nào mang"
    ),
    "a link beside the list leads to an item that the list does not show": (
        "một liên kết cạnh danh sách dẫn tới bài trong kỳ mà danh sách không có"
    ),
    "a list without days beside another one with a day of the open time": (
        "danh sách không ghi ngày, cạnh đó có danh sách khác ghi ngày trong kỳ"
    ),
    "a row above the list that leads elsewhere": "dòng trên cùng của danh sách dẫn đi nơi khác",
    "a row of the list whose words are too few for a title": "có dòng quá ngắn, chưa chắc là tiêu đề bài",
    "a script fills a part of the list's own column": "một phần danh sách do JavaScript vẽ",
    "another tab of the page shows what the list does not": "một thẻ (tab) khác của trang có bài mà danh sách không có",
    "another list of the site shows what this one does not": (
        "một danh sách khác của trang có bài trong kỳ mà chuyên mục không có"
    ),
    "another list of the section could not be read": "một mục con của chuyên mục không đọc được",
    "more stands beside the list than is opened": "cạnh danh sách còn nhiều liên kết chưa mở xem hết",
    "only a box beside the list could be read": "chỉ đọc được một ô bên cạnh, không phải danh sách",
    "the section has more parts than are asked": "chuyên mục có nhiều mục con, chưa xem hết",
    "what a link beside the list leads to could not be read": "một liên kết cạnh danh sách không mở được",
    "two copies of the list that differ": "hai lần tải liền nhau cho hai danh sách khác nhau",
    "no second copy of the list could be had": "không tải lại được danh sách để đối chiếu",
    "no items, and the page does not say that it is empty": "không thấy bài nào, trang cũng không nói là chưa có bài",
    "no list of articles found": "không tìm thấy danh sách bài",
    "none of the items known from earlier looks is there": "không còn bài nào đã biết từ các lần xem trước",
    "the list is filled by a script": "danh sách do JavaScript vẽ",
    "nothing found below a form for searching": "trang chờ người xem chọn hoặc tìm, chưa hiện danh sách",
}
_PAGE = {
    "a smaller version of the page": "trang rút gọn cho điện thoại",
    "a copy that its cache calls stale": "bản sao cũ của máy chủ trung gian",
    "the page says that it is a stored copy": "trang tự ghi là bản lưu",
    "the page says that it is not up to date": "trang tự ghi là chưa cập nhật",
    "the page says that the section has moved": "trang báo chuyên mục đã chuyển chỗ",
    "the page sends its visitors elsewhere": "trang dẫn người xem đi nơi khác",
    "the page's own clock stands days ago": "đồng hồ trên trang dừng từ nhiều ngày trước",
    "the page breaks off": "trang bị đứt giữa chừng",
    "the page shows an error of its own program": "trang báo lỗi chương trình",
    "the same page for any address": "địa chỉ nào cũng ra cùng một trang",
    "the site's front page sends its visitors elsewhere": "trang chủ dẫn người xem đi nơi khác",
    "the section leads to the front page": "chuyên mục dẫn về trang chủ",
    "redirected to another site": "bị chuyển sang trang khác",
    "redirected to a page of another name": "bị chuyển sang trang mang tên khác",
    "the list of a chosen kind": "danh sách đang lọc theo một loại",
    "the list of another year": "danh sách của năm khác",
    "the list of chosen days": "danh sách của những ngày đã chọn",
    "a feed of another site": "nguồn tin của trang khác",
    "a feed without a page that can be read beside it": "chỉ có RSS, không đọc được trang để đối chiếu",
    "an entry of the feed without address or title": "RSS có mục thiếu địa chỉ hoặc tiêu đề",
    "not modified": "máy chủ báo không đổi",
    "same bytes": "nội dung y hệt lần trước",
    "same list": "danh sách y hệt lần trước",
    "no time was left to ask the parts of the section": "hết thời gian, chưa xem các mục con",
    "no time was left to open what stands beside the list": "hết thời gian, chưa mở các liên kết cạnh danh sách",
    "no address is noted for the section": "chưa khai báo địa chỉ chuyên mục",
}
_HOST = {
    "browser challenge": "trang chặn máy, đòi kiểm tra trình duyệt",
    "captcha or browser check": "trang chặn máy, đòi mã kiểm tra",
    "a login form in place of the page": "thay cho trang là ô đăng nhập",
    "for members only": "chỉ thành viên xem được",
    "parked, for sale, expired or a bare server": "tên miền hết hạn, rao bán hoặc máy chủ trống",
    "closed or under maintenance": "đang đóng hoặc bảo trì",
    "gambling advertisements: the site was taken over": "trang bị chèn quảng cáo cờ bạc",
    "defaced: the site was taken over": "trang bị phá hoại",
    "no readable HTML": "không đọc được HTML",
    "empty body": "trang trống",
    "no complete answer within the deadline": "không trả lời trọn vẹn trong thời hạn",
    "no connection within the time for it": "không kết nối được trong thời hạn",
    "name service did not answer in time": "không tra được tên miền trong thời hạn",
    "connection refused": "máy chủ từ chối kết nối",
    "connection reset": "máy chủ ngắt kết nối",
    "closed without an answer": "máy chủ đóng kết nối, không trả lời",
    "redirect loop": "chuyển hướng vòng tròn",
    "certificate expired": "chứng thư số của trang đã hết hạn",
    "certificate not yet valid": "chứng thư số của trang chưa tới ngày dùng",
    "wrong host name": "chứng thư số mang tên trang khác",
    "self-signed certificate": "chứng thư số tự cấp",
    "self-signed certificate in the chain": "chứng thư số do nơi tự cấp ký",
    "incomplete chain or unknown authority": "chứng thư số thiếu chuỗi hoặc do nơi không quen biết cấp",
    "body shorter than announced": "nội dung gửi về thiếu so với đã báo",
    "broken chunk": "nội dung gửi về bị vỡ",
    "headers too large": "phần đầu của câu trả lời quá lớn",
    "too many headers": "phần đầu của câu trả lời quá nhiều dòng",
    "not understandable as HTTP": "câu trả lời không đúng giao thức HTTP",
    "a script sets a cookie and reloads": "trang chặn máy bằng JavaScript",
    "user name in the address": "địa chỉ có tên đăng nhập, không hỏi",
    "odd spelling of an IPv4 address": "địa chỉ số viết khác thường, không hỏi",
    "our clock is wrong": "đồng hồ của máy này sai",
    "disallowed by robots.txt": "robots.txt không cho xem",
}
WORDS = _LIST | _PAGE | _HOST
_AROUND = (
    (r"robots\.txt: (.+)", "robots.txt: {0}"),
    (r"feed: (.+)", "RSS: {0}"),
    (r"(.+), status (\d+)", "{0} (mã {1})"),
    (r"(.+) \(after (\d+) redirects\)", "{0} (sau {1} lần chuyển hướng)"),
)
"""What is said around another detail."""
PATTERNS = (
    (r"a page that says it is none, with status (\d+)", "trang tự báo là không có, dù trả lời mã {0}"),
    (r"a copy (\d+) hours old", "bản sao đã {0} giờ"),
    (r"the host's clock, or the copy it serves, is (\d+) hours off", "đồng hồ máy chủ, hoặc bản sao, lệch {0} giờ"),
    (r"larger than (\d+) bytes", "lớn hơn {0} byte"),
    (r"(\d+) bytes announced, at most (\d+) are read", "báo {0} byte, chỉ đọc tới {1}"),
    (r"more than (\d+) redirects", "chuyển hướng quá {0} lần"),
    (r"(\S+) is (?:not a public address|never connected to)", "{0} không phải địa chỉ công khai, không hỏi"),
    (r"port (\d+) is not a web port", "cổng {0} không phải cổng web, không hỏi"),
    (r"content encoding that was not asked for \((.*)\)", "máy chủ nén kiểu {0}, không đọc được"),
    (r"robots.txt (\d+)", "robots.txt trả lời mã {0}"),
    (r"certificate ends (\S+)", "chứng thư số của trang hết hạn ngày {0}"),
    (r"page (\d+): (\w+)", "trang {0} của danh sách: {1}"),
    (r"page (\d+) repeats what was seen", "trang {0} của danh sách lặp lại trang trước"),
    (r"page (\d+) of (\d+) shows nothing", "trang {0}/{1} của danh sách trống"),
    (r"stopped after (\d+) pages", "dừng sau {0} trang của danh sách"),
    (r"status (\d+)", "máy chủ trả lời mã {0}"),
    (r"no items where there used to be (\d+)", "không còn bài nào, trước đây có {0}"),
    (r"(\d+) items where there used to be (\d+)", "còn {0} bài, trước đây có {1}"),
)


def detail_words(detail: str) -> str:
    """A look's detail in Vietnamese; as it is where it has no words of ours (a library's, a server's)."""
    sentence, colon, address = detail.partition(": http")  # the address that gave a doubt
    if sentence in WORDS:
        return f"{WORDS[sentence]}{colon}{address}"
    for pattern, told in PATTERNS:
        if found := re.fullmatch(pattern, detail):
            return told.format(*(OUTCOME_NAMES.get(one, one) for one in found.groups()))
    for pattern, told in _AROUND:
        if found := re.fullmatch(pattern, detail):
            return told.format(detail_words(found[1]), *found.groups()[1:])
    return detail
