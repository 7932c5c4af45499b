"""Where people and sites are reached: e-mail, telephone, web and network addresses from the text of a file."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import SplitResult, urlsplit

from monitor.catalogue import scalars
from monitor.catalogue.faults import Wrong, shown

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:localhost|(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63})")


def email(value: object) -> str:
    """An e-mail address; line breaks and blanks have no place in it (H9)."""
    raw = str(value).strip(" ") if not isinstance(value, dict | list) else scalars.text(value)
    if re.search(r"[\x00-\x1f\x7f\x85\u2028\u2029]", raw):
        what = f"địa chỉ thư {shown(raw)} chứa xuống dòng hoặc ký tự điều khiển"
        raise Wrong(what, "chỉ một địa chỉ, ví dụ ten@truong.edu.vn")
    if len(raw) > 254 or not _EMAIL.fullmatch(raw) or ".." in raw:
        raise Wrong(f"{shown(raw)} không phải địa chỉ thư", "ví dụ ten@truong.edu.vn")
    return raw


def phone(value: object) -> str:
    """A telephone number; digits of other scripts become ASCII digits."""
    word = scalars.digits_of(scalars.text(value))
    if not re.fullmatch(r"\+?[0-9(][0-9 ().-]{1,30}", word):
        raise Wrong(f"{shown(word)} không phải số điện thoại", "ví dụ 0299 3821 234")
    return word


def url(value: object) -> str:
    """An http(s) address without blanks, user names or look-alike digits (F21, G2, G8)."""
    raw = str(value).strip(" ") if not isinstance(value, dict | list) else scalars.text(value)
    if re.search(r"[\s\x00-\x20\x7f\\<>\"]", raw):
        raise Wrong(f"địa chỉ {shown(raw)} chứa khoảng trắng hoặc ký tự lạ", "bỏ ký tự ấy hoặc viết %20")
    try:
        parts = urlsplit(raw)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise Wrong(f"{shown(raw)} không phải địa chỉ web", "ví dụ https://truong.edu.vn/cchc") from None
    if parts.scheme not in ("http", "https") or not host or len(raw) > 2000:
        right = (
            f"có phải là https://{raw}?" if re.fullmatch(r"[\w.-]+\.[a-z]{2,}(/\S*)?", raw) else "bắt đầu bằng https://"
        )
        raise Wrong(f"{shown(raw)} không phải địa chỉ http(s)", right)
    return _plain_host(raw, parts, host)


def _plain_host(raw: str, parts: SplitResult, host: str) -> str:
    if parts.username is not None or parts.password is not None:
        raise Wrong(f"địa chỉ {shown(raw)} chứa tên đăng nhập", "bỏ phần trước dấu @")
    plain = unicodedata.normalize("NFKC", host)
    if plain != host:  # circled and full-width digits hide an address (G2)
        raise Wrong(f"tên máy chủ {shown(host)} dùng ký tự giả dạng", f"viết {plain}")
    return raw


def network(value: object) -> IPv4Network | IPv6Network:
    """A network such as ``127.0.0.0/8``; never the whole Internet (G16)."""
    word = scalars.text(value)
    try:
        found = ip_network(word, strict=False)
    except ValueError:
        raise Wrong(f"{shown(word)} không phải dải mạng", "ví dụ 10.1.0.0/16") from None
    if found.prefixlen == 0:
        raise Wrong(f"{shown(word)} mở toàn bộ mạng", "chỉ ghi đúng dải mạng nội bộ cần đọc, ví dụ 10.1.0.0/16")
    return found


def header_text(value: object) -> str:
    """Text that can stand in an HTTP header: printable ASCII."""
    word = scalars.text(value)
    if not re.fullmatch(r"[\x20-\x7e]{1,200}", word):
        raise Wrong(f"{shown(word)} có ký tự ngoài ASCII hoặc quá dài", "chỉ chữ không dấu, tối đa 200 ký tự")
    return word
