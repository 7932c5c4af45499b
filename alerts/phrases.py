"""The fixed sentences of our letters, by kind: kind, short, official register. A head reads them on a telephone."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.notice import MessageKind
from alerts.safe import shorten, subject
from alerts.wording import FindingWords, Letter, Memo
from rules.model import Status


@dataclass(frozen=True, slots=True)
class Phrases:
    """``tag``: opens the subject. ``heading``, ``lead``: open a section. ``colour``: of its bar in HTML."""

    tag: str
    heading: str
    lead: str
    colour: str


PHRASES = {
    MessageKind.CORRECTION: Phrases(
        "Đính chính",
        "Đính chính",
        "Xin đính chính thông báo trước đây: nội dung dưới đây không còn được ghi là quá hạn. "
        "Mong Quý đơn vị thông cảm vì sự bất tiện này.",
        "#5b4b8a",
    ),
    MessageKind.OVERDUE: Phrases(
        "Đề nghị bổ sung",
        "Chưa ghi nhận được",
        "Đến nay hệ thống chưa ghi nhận được đủ nội dung dưới đây theo kế hoạch.",
        "#a4461f",
    ),
    MessageKind.ESCALATION: Phrases(
        "Đề nghị quan tâm",
        "Vẫn chưa ghi nhận được",
        "Đã quá hạn mà nội dung dưới đây vẫn chưa ghi nhận được. Kính đề nghị văn phòng xem xét, hỗ trợ đơn vị.",
        "#a4461f",
    ),
    MessageKind.ALL_CLEAR: Phrases(
        "Đã ghi nhận",
        "Đã ghi nhận",
        "Nội dung đã thông báo trước đây nay đã được ghi nhận. Đơn vị không cần làm gì thêm. Trân trọng cảm ơn.",
        "#2f6b3c",
    ),
    MessageKind.QUESTION: Phrases(
        "Xin ý kiến",
        "Cần ý kiến của văn phòng",
        "Các nội dung dưới đây hệ thống không tự kết luận được, kính đề nghị văn phòng cho ý kiến.",
        "#1f4e79",
    ),
    MessageKind.INFORMED: Phrases(
        "Để phối hợp",
        "Để biết và phối hợp",
        "Quý đơn vị là đơn vị phối hợp của nội dung dưới đây.",
        "#1f4e79",
    ),
    MessageKind.REMINDER: Phrases(
        "Nhắc hạn",
        "Sắp đến hạn",
        "Xin nhắc Quý đơn vị nội dung dưới đây sắp đến hạn.",
        "#1f4e79",
    ),
}

GONE = Phrases(
    "Thông báo",
    "Chưa ghi nhận được trong kỳ",
    "Nội dung dưới đây chưa ghi nhận được đủ trong kỳ. Xin thông báo để Quý đơn vị biết và rà soát.",
    "#a4461f",
)
LET_OFF = Phrases(
    "Được miễn",
    "Đã được miễn",
    "Nội dung dưới đây đã được miễn. Đơn vị không cần làm gì thêm.",
    "#2f6b3c",
)

ALREADY_DONE = (
    "Nếu đơn vị đã thực hiện mà chưa được ghi nhận, xin trả lời thư này kèm đường dẫn bài đăng, "
    "hoặc kèm minh chứng nếu là việc không phải đăng trên trang; "
    "văn phòng sẽ cho kiểm tra lại."
)
NOT_SEEN = (
    "Gần đây hệ thống chưa xem được trang của đơn vị, nên có thể đơn vị đã đăng mà chưa thấy. "
    "Nếu đã đăng, xin bỏ qua lời nhắc này."
)
NOT_SEEN_SINCE = (
    "Từ lần xem ấy đến nay hệ thống chưa xem lại được trang của đơn vị. Nếu đơn vị đã đăng sau đó, xin báo văn phòng."
)
ANSWER = "Xem và trả lời"
PILOT = "Đang chạy thử: thư này chỉ gửi văn phòng, đơn vị chưa nhận được thông báo nào."
PILOT_NOW = "Đang chạy thử: thư này chỉ gửi văn phòng; có nội dung đơn vị đã được báo từ trước khi chạy thử."
AUTOMATIC = "Thư do hệ thống Đôn Đốc lập tự động. Khi trả lời, thư của Quý vị được chuyển đến văn phòng."


@dataclass(frozen=True, slots=True)
class LetterSection:
    """Findings of one kind under one heading. ``blocks``: shown whole; ``rows``: one line each; ``rest``: a count."""

    kind: MessageKind
    phrases: Phrases
    blocks: tuple[FindingWords, ...]
    rows: tuple[FindingWords, ...]
    rest: int


BLOCKS, ROWS = 15, 300


def sections_of(letter: Letter) -> tuple[LetterSection, ...]:
    """The findings by kind, weightiest first. A letter of thousands stays readable, and says what it leaves out."""
    made = []
    for kind in sorted(PHRASES, key=lambda one: -one.weight):
        of_kind = [finding for finding in letter.findings if finding.kind is kind]
        for phrases in dict.fromkeys(map(phrases_of, of_kind)):
            found = tuple(finding for finding in of_kind if phrases_of(finding) == phrases)
            rows = found[BLOCKS : BLOCKS + ROWS]
            rest = max(0, len(found) - BLOCKS - ROWS)
            made.append(LetterSection(kind, phrases, found[:BLOCKS], rows, rest))
    return tuple(made)


def phrases_of(finding: FindingWords) -> Phrases:
    """What is past asks for nothing that cannot be done any more (S15); who was let off is owed no apology (S21)."""
    if finding.kind is MessageKind.OVERDUE and finding.gone:
        return GONE
    if finding.kind is MessageKind.CORRECTION and finding.status is Status.WAIVED:
        return LET_OFF
    return PHRASES[finding.kind]


def facts_of(finding: FindingWords) -> tuple[tuple[str, str], ...]:
    """What a block shows, label by label; a fact that is not known has no line."""
    facts = [("Đơn vị", finding.note)] if finding.note else []
    facts += [("Kỳ", finding.period), *_deadline(finding)]
    if finding.needed:
        facts.append(("Đã ghi nhận", f"{finding.counted}/{finding.needed} {finding.what}".rstrip()))
    if finding.asked and finding.kind is MessageKind.REMINDER:
        facts.append(("Đã thấy", f"{finding.asked}, đang chờ Văn phòng xác nhận"))
    if finding.last_look:
        facts.append(("Lần xem được gần nhất", finding.last_look))
    if finding.kind in (MessageKind.OVERDUE, MessageKind.ESCALATION):
        if finding.proof:
            facts.append(("Đã xem đủ lúc", finding.proof))
        if finding.cure_until:
            facts.append(("Còn bổ sung được", f"đến {finding.cure_until}"))
        elif finding.gone and finding.had_cure:
            facts.append(("Bổ sung", "đã hết thời gian bổ sung của kỳ này"))
    if finding.reason:
        facts.append(("Nội dung cần hỏi" if finding.kind is MessageKind.QUESTION else "Lý do", finding.reason))
    if finding.command:
        facts.append(("Cách trả lời", finding.command))
    if finding.kind in (MessageKind.ALL_CLEAR, MessageKind.CORRECTION) and finding.sentence:
        facts.append(("Nay xác định", finding.sentence))
    facts.append(("Căn cứ", finding.source))
    return tuple(facts)


def caution_of(finding: FindingWords) -> str:
    """That the page cannot be seen these days, for whom is asked to post: a charge stands on what was seen (S13), but
    what came since may have made it good; "" where nothing is to be said."""
    if not finding.not_seen:
        return ""
    if finding.kind is MessageKind.REMINDER:
        return NOT_SEEN
    charged = finding.kind in (MessageKind.OVERDUE, MessageKind.ESCALATION)
    return NOT_SEEN_SINCE if charged and finding.proof else ""


def _deadline(finding: FindingWords) -> list[tuple[str, str]]:
    if finding.strict_day is None:
        return []
    left = _left(finding) if finding.kind is MessageKind.REMINDER else ""
    if not finding.days_differ:
        return [("Hạn", f"hết ngày {finding.strict_day}{left}")]
    # S3: people are warned by the strictest day and called late only after the most lenient; both are shown.
    return [("Hạn", f"hết ngày {finding.strict_day}{left}; chỉ coi là muộn sau ngày {finding.lenient_day}")]


def _left(finding: FindingWords) -> str:
    if finding.days_left is None or finding.days_left < 0:
        return ""
    return " (hôm nay)" if finding.days_left == 0 else f" (còn {finding.days_left} ngày)"


def letter_subject(letter: Letter) -> str:
    """One finding is named; several are counted. At most 200 characters, one line (H9)."""
    own = _named(letter)
    tag = (phrases_of(own[0]) if own else PHRASES[letter.kind]).tag
    others = len(letter.findings) - len(own)
    more = f" và {others} nội dung khác" if others else ""
    if len(own) == 1:
        one = own[0]
        # The unit and the period matter more on a telephone than the end of a long title.
        return subject(f"[{tag}] {shorten(one.unit, 60)}, {one.period}: {shorten(one.title, 80)}{more}")
    units = {finding.unit for finding in own}
    whose = shorten(own[0].unit, 80) if len(units) == 1 else f"{len(units)} đơn vị"
    return subject(f"[{tag}] {whose}: {len(own)} nội dung{more}")


def _named(letter: Letter) -> list[FindingWords]:
    """The findings that the subject names: the weightiest; but what asks for something before what lets off."""
    own = [finding for finding in letter.findings if finding.kind is letter.kind] or list(letter.findings)
    asks = [finding for finding in letter.findings if finding.kind is MessageKind.OVERDUE]
    return asks if asks and all(phrases_of(finding) is LET_OFF for finding in own) else own


def memo_subject(memo: Memo) -> str:
    """The heading under its tag."""
    tag = "Quản trị" if memo.kind is MessageKind.ADMIN else "Sự cố"
    return subject(f"[{tag}] {memo.heading}")


def greeting_of(letter: Letter) -> str:
    """``Kính gửi: Ông/Bà …``; an office, a unit or somebody with a title already is named as it is."""
    who = shorten(letter.recipient.strip(), 120)
    if not who:
        units = {finding.unit for finding in letter.findings}
        return f"Kính gửi: {units.pop()}" if len(units) == 1 else "Kính gửi: Quý đơn vị"
    named = who.casefold().startswith(_NAMED) or len(who.split()) == 1
    return f"Kính gửi: {who}" if named else f"Kính gửi: Ông/Bà {who}"


_NAMED = (
    "ông ", "bà ", "thầy ", "cô ", "anh ", "chị ", "đồng chí ", "đ/c ", "văn phòng", "phòng ", "sở ", "trường ", "tổ ",
    "ban ", "bộ phận ", "trung tâm ", "ủy ban", "uỷ ban", "ubnd", "th ", "thcs ", "thpt ", "mn ",
)  # fmt: skip
