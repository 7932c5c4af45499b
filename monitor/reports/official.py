"""From figures to an official report: head, căn cứ, four chapters, nơi nhận, phụ lục (VIETNAM conventions, S22)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.reports import annexes, listing
from monitor.reports.figures import Counts, DutyLine, Figures, PlanCited
from monitor.reports.paper import Block, Head, Paper, Paragraph, Style, Table, number, percent
from rules.model import Person, Status, Unit
from rules.periods import day_name, last_day, moment_name, name
from rules.text import listed

UNITS_NAMED = 8


def official_report(figures: Figures, office: Person, parent: Unit | None = None) -> Paper:
    """The report of the office, or the own report of one unit. ``parent``: the unit above that one."""
    span = period_words(figures)
    over, issuer = _bodies(figures, office, parent)
    about = f"Kết quả thực hiện kế hoạch công khai, tuyên truyền cải cách hành chính {span}"
    if figures.unit:
        about += f" của {figures.unit_name}"
    head = Head(over, issuer, "……………", "BÁO CÁO", about)
    tables = _annexes(figures)
    return Paper(
        name=_file_name(figures),
        head=head,
        body=tuple(_body(figures, span, figures.unit_name or office.name)),
        copies=_copies(figures),
        signer="THỦ TRƯỞNG ĐƠN VỊ",
        annexes=tuple(tables),
        extra=(annexes.exhibits_table(figures), annexes.people_table(figures)),
    )


def period_words(figures: Figures) -> str:
    """``tháng 3 năm 2022``, ``quý I năm 2022`` …, as a title of a report says it."""
    key = figures.period.key
    if ".." in key:
        first, last = figures.period.start.date(), last_day(figures.period.end)
        return f"từ ngày {day_name(first)} đến ngày {day_name(last)}"
    return name(key).replace("/", " năm ")


def _bodies(figures: Figures, office: Person, parent: Unit | None) -> tuple[str, str]:
    if figures.unit:
        return (parent.name if parent else "").upper(), figures.unit_name.upper()
    room, comma, above = office.name.rpartition(", ")
    return (above.upper(), room.upper()) if comma else ("", office.name.upper())


def _file_name(figures: Figures) -> str:
    unit = f"-{figures.unit}" if figures.unit else ""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-" for letter in unit)
    return f"bao-cao-{figures.period.key.replace('..', '_')}{plain}"


def _annexes(figures: Figures) -> list[Table]:
    """Numbered in Roman; what has no row is left out."""
    makers = [annexes.counts_table, annexes.months_table, listing.detail_table, annexes.ranking_table]
    if figures.unit:
        makers = makers[1:3]
    makers += [annexes.themes_table] if figures.themes else []
    makers += [listing.hindsight_table] if figures.hindsight else []
    tables: list[Table] = []
    for make in makers:
        table = make(figures, f"Phụ lục {_ROMAN[len(tables)]}")
        if table.rows:
            tables.append(table)
    return tables


_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def _body(figures: Figures, span: str, issuer: str) -> Iterator[Block]:
    for plan in figures.plans:
        yield Paragraph(f"Căn cứ {_cited(plan)};", Style.BASIS)
    yield Paragraph(f"{issuer} báo cáo kết quả thực hiện {span} như sau (số liệu đến {moment_name(figures.known_at)}):")
    if figures.rehearsal:
        yield Paragraph("Số liệu diễn tập, không dùng để báo cáo chính thức.", Style.REMARK)
    yield Paragraph("I. KẾT QUẢ THỰC HIỆN", Style.CHAPTER)
    yield from _results(figures)
    yield Paragraph("II. TỒN TẠI: NỘI DUNG ĐĂNG MUỘN, QUÁ HẠN, KHÔNG ĐẠT", Style.CHAPTER)
    yield from _behind(figures)
    yield Paragraph("III. NỘI DUNG CHƯA XÁC ĐỊNH", Style.CHAPTER)
    yield from _unknown(figures)
    yield Paragraph("IV. KIẾN NGHỊ", Style.CHAPTER)
    yield from _asks(figures)


def _cited(plan: PlanCited) -> str:
    number_words = f" số {plan.number}" if plan.number else ""
    title = plan.title if not plan.number else f"{plan.title[:1].lower()}{plan.title[1:]}"
    head = f"Kế hoạch{number_words}, {title}" if plan.number else title
    issued = f", ban hành {plan.issued}" if plan.issued else ""
    return f"{head} của {plan.issuer}{issued}"


def _results(figures: Figures) -> Iterator[Block]:
    counts = figures.counts
    yield Paragraph(f"1. Số đơn vị có nghĩa vụ trong kỳ: {number(figures.units)}; số nghĩa vụ: {number(counts.total)}.")
    yield Paragraph("2. Kết quả:")
    for words, count in _summary(counts):
        yield Paragraph(f"- {words}: {number(count)}", Style.ITEM)
    yield Paragraph(f"3. {rate_sentence(counts)}")
    if figures.hindsight:
        more = number(len(figures.hindsight))
        yield Paragraph(f"Ngoài ra có {more} nghĩa vụ của kỳ trước khi theo dõi (hồi cứu), không tính vào số liệu.")
    for plan in figures.plans:
        if not plan.dated:
            yield Paragraph(f"“{plan.title}” không có nghĩa vụ nào có thời hạn nên không có tỷ lệ hoàn thành.")


def _summary(counts: Counts) -> Iterator[tuple[str, int]]:
    """Every status beside met and missed, also those at nought (S22)."""
    attested = number(counts.attested)
    yield f"Đúng hạn (trong đó theo xác nhận của người có trách nhiệm: {attested})", counts.of(Status.MET)
    yield "Đăng muộn, đã bổ sung", counts.of(Status.LATE)
    yield "Quá hạn, còn bổ sung được", counts.curable
    if over := counts.of(Status.OVERDUE) - counts.curable:
        yield "Quá hạn, đã hết thời gian bổ sung", over
    yield "Không đạt", counts.of(Status.MISSED)
    yield "Chưa xác định (chưa đủ căn cứ để kết luận)", counts.of(Status.UNKNOWN)
    yield "Chờ văn phòng xác nhận", counts.of(Status.AWAITING)
    yield "Được miễn", counts.of(Status.WAIVED)
    yield "Chưa kiểm tra", counts.unchecked
    yield "Chưa đến hạn", counts.of(Status.NOT_DUE, Status.DUE_SOON)
    yield "Không áp dụng", counts.of(Status.NOT_APPLICABLE)


def rate_sentence(counts: Counts) -> str:
    """The rate with its fraction, or why there is none (S22)."""
    if counts.rate is not None:
        return f"Tỷ lệ đúng hạn: {percent(counts.rate)} ({number(counts.of(Status.MET))}/{number(counts.judged)})."
    if counts.of(Status.UNKNOWN):
        return "Chưa tính tỷ lệ đúng hạn: hơn 20 % nghĩa vụ đã đến hạn còn chưa xác định."
    return "Chưa tính tỷ lệ đúng hạn: chưa có nghĩa vụ nào đến hạn."


def _behind(figures: Figures) -> Iterator[Block]:
    table = listing.behind_table(figures)
    if not table.rows:
        yield Paragraph("Không có nội dung đăng muộn, quá hạn hoặc không đạt.")
        return
    lines = figures.with_status(*listing.BEHIND)
    units = len({line.key.unit for line in lines})
    yield Paragraph(f"Có {number(len(lines))} nghĩa vụ của {number(units)} đơn vị:")
    yield table


def _unknown(figures: Figures) -> Iterator[Block]:
    table = listing.unknown_table(figures)
    if not table.rows:
        yield Paragraph("Không có.")
        return
    yield Paragraph("Các nội dung dưới đây chưa đủ căn cứ để kết luận hoặc đang chờ xác nhận, không tính là chậm:")
    yield table


def _asks(figures: Figures) -> Iterator[Block]:
    asks = list(_asked_for(figures)) or ["Tiếp tục thực hiện theo kế hoạch"]
    for place, words in enumerate(asks, start=1):
        end = "./." if place == len(asks) else "."
        yield Paragraph(f"{place}. {words}{end}")


def _asked_for(figures: Figures) -> Iterator[str]:
    late = figures.with_status(Status.OVERDUE)
    overdue, over = _named(line for line in late if line.curable), _named(line for line in late if not line.curable)
    missed = _units(figures, Status.MISSED)
    unknown, awaiting = _units(figures, Status.UNKNOWN), figures.counts.of(Status.AWAITING)
    if overdue:
        yield f"Đề nghị các đơn vị còn nội dung quá hạn bổ sung trong thời gian cho phép: {overdue}"
    if over:
        yield f"Đề nghị các đơn vị còn nội dung quá hạn, đã hết thời gian bổ sung, báo lại kết quả thực hiện: {over}"
    if missed:
        yield f"Đề nghị các đơn vị có nội dung không đạt giải trình bằng văn bản: {missed}"
    if unknown:
        yield f"Đề nghị các đơn vị có trang chưa xem được kiểm tra trang, chuyên mục và báo lại địa chỉ đúng: {unknown}"
    if awaiting:
        yield f"Văn phòng xác nhận {number(awaiting)} nội dung đang chờ, hoặc ấn định thời hạn cho nội dung chưa có hạn"


def _units(figures: Figures, status: Status) -> str:
    return _named(figures.with_status(status))


def _named(lines: Iterable[DutyLine]) -> str:
    return listed(dict.fromkeys(line.unit for line in lines), UNITS_NAMED, "đơn vị")


def _copies(figures: Figures) -> tuple[str, ...]:
    issuers = dict.fromkeys(plan.issuer for plan in figures.plans)
    return (*(f"- {issuer} (để b/c);" for issuer in issuers), "- Các đơn vị có tên (để t/h);", "- Lưu: VT.")
