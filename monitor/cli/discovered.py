"""What discover found, in the words of an office and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import unquote

from crawlers.discovering import FoundSection
from monitor.pipeline.discover import FAILED, FOUND, KEPT, MOVED, NOT_FOUND, UNSURE, Discovery
from monitor.reports.facts import moment
from rules.explain import OUTCOME_NAMES
from rules.model import VN

STATES = {
    FOUND: "tìm thấy",
    MOVED: "đã chuyển chỗ, tìm thấy nơi mới",
    KEPT: "vẫn còn như đã khai",
    UNSURE: "chưa chắc",
    NOT_FOUND: "không thấy",
    FAILED: "không xem được",
}
_REASONS = {
    "words": "chữ trên liên kết đúng tên chuyên mục",
    "words among others": "chữ trên liên kết có nhắc tên chuyên mục",
    "address": "địa chỉ mang tên chuyên mục",
    "image": "hình liên kết mang tên chuyên mục",
    "words in the address": "địa chỉ có nhắc tên chuyên mục",
    "heading of a block": "nằm dưới khung mang tên chuyên mục",
    "feed": "nguồn tin RSS mang tên chuyên mục",
    "sitemap": "có trong sơ đồ trang (sitemap)",
    "second level": "qua một trang trung gian",
    "list not readable": "danh sách do JavaScript vẽ nên chưa đọc được",
    "noted": "đã khai trong tệp",
}
_DOUBTS = {
    "weak": "dấu hiệu còn yếu, cần người xem lại",
    "several": "có nhiều nơi giống nhau, cần người chọn",
    "list not readable": "danh sách do JavaScript vẽ; máy có phần mở rộng `browser` thì ghi `browser` vào cột reader",
    "shared": "cùng địa chỉ với đơn vị khác; mỗi đơn vị cần một `filter` trong sections.csv",
    "nothing found": "không có liên kết nào dẫn tới chuyên mục",
    "unknown topic": "chương trình không biết cách tìm loại chuyên mục này; hãy khai trong sections.csv",
    "no website": "chưa khai cột website",
}
_REFUSALS = {
    "near-miss": "là thủ tục, tra cứu hoặc dịch vụ công, không phải chuyên mục",
    "another service": "là dịch vụ của nơi khác",
    "another site": "dẫn sang trang của nơi khác",
    "an article": "là một bài hoặc một văn bản",
    "one article": "mở ra chỉ có một bài, không có danh sách",
    "other words": "chữ trên liên kết nói việc khác",
    "leads home": "dẫn về trang chủ",
    "no list": "mở ra không có danh sách bài",
}

_UNOPENED = frozenset({"near-miss", "another service", "another site", "an article", "other words"})
"""Refusals by the words of a link alone."""


def reason_of(result: Discovery) -> str:
    """One Vietnamese sentence: why this came out."""
    if result.state in (FOUND, MOVED) and result.place is not None:
        why = f"nơi cũ: {_outcome(result.reason)}; " if result.state == MOVED else ""
        return why + place_reason(result.place)
    if result.state == KEPT:
        return _filled(result)
    said = _opened_in_vain(result) or _DOUBTS.get(result.reason) or _outcome(result.reason)
    if result.state == UNSURE and result.place is not None and result.reason != "list not readable":
        said = f"{said} ({place_reason(result.place)})"
    return f"{said}: {result.detail}" if result.detail else said


def _opened_in_vain(result: Discovery) -> str:
    """There was a link of the section's name, but no list behind it: not the same as no link at all."""
    tried = (one for one in result.refused if one.reason not in _UNOPENED)
    one = next(tried, None) if result.reason == "nothing found" else None
    return f"liên kết “{one.text or one.url}” có, nhưng chưa dùng được: {refusal(one.reason)}" if one else ""


def place_reason(place: FoundSection) -> str:
    """Why a place is taken for the section, and what was seen there."""
    words = [_REASONS.get(reason, reason) for reason in place.reasons]
    if place.items:
        latest = f", mới nhất {place.latest.astimezone(VN):%d/%m/%Y}" if place.latest else ""
        words.append(f"mở ra có {place.items} mục{latest}")
    elif place.said_empty:
        words.append("mở ra ghi là chưa có bài")
    return "; ".join(words)


def refusal(reason: str) -> str:
    """Why a link was refused."""
    return _REFUSALS.get(reason) or _outcome(reason)


def rows(results: Sequence[Discovery]) -> list[tuple[object, ...]]:
    """Unit, topic, state, address, score, why: one row a result."""
    return [
        (
            result.unit.short_name or result.unit.id,
            result.topic,
            STATES[result.state],
            unquote(_address(result)),
            f"{result.place.score:.2f}".replace(".", ",") if result.place and result.state != KEPT else "",
            reason_of(result),
        )
        for result in results
    ]


def summary(results: Sequence[Discovery]) -> str:
    """How many of each."""
    counts = Counter(result.state for result in results)
    return ", ".join(f"{words} {counts[state]}" for state, words in STATES.items() if counts[state])


def as_json(result: Discovery, accepted: bool) -> dict[str, object]:
    """One result; ``reason`` is a sentence, ``code`` what it comes from."""
    proposals = [result.place, *result.others] if result.place is not None else []
    return {
        "unit": result.unit.id,
        "website": result.unit.website,
        "topic": result.topic,
        "state": result.state,
        "code": result.reason,
        "reason": reason_of(result),
        "noted": result.old.url if result.old is not None else None,
        "accepted": accepted,
        "proposals": [_place_json(place) for place in proposals],
        "refused": [
            {"url": one.url, "text": one.text, "code": one.reason, "reason": refusal(one.reason)}
            for one in result.refused
        ],
    }


def _place_json(place: FoundSection) -> dict[str, object]:
    return {
        "section_url": place.url,
        "feed_url": place.feed_url,
        "reader": place.reader,
        "text": place.text,
        "score": place.score,
        "reason": place_reason(place),
        "items": place.items,
        "latest": moment(place.latest) if place.latest is not None else None,
    }


def _outcome(code: str) -> str:
    return OUTCOME_NAMES.get(code, code)


def _address(result: Discovery) -> str:
    if result.state == KEPT and result.old is not None:
        return result.old.url
    return result.place.url if result.place is not None else (result.old.url if result.old is not None else "")


def _filled(result: Discovery) -> str:
    placing = result.placing
    if placing is None or result.old is None:
        return "đọc được"
    more = [f"nguồn tin {placing.feed_url}"] if placing.feed_url and not result.old.feed_url else []
    more += [f"trình đọc {placing.reader}"] if placing.reader and not result.old.reader else []
    return "đọc được; có thể điền thêm " + ", ".join(more)
