"""Tables of assignment: their heads, their rows, and the duties in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from monitor.importing.blocks import Row, SourcePlace, Table, trouble
from monitor.importing.channels import channels, least_of, on_own_site
from monitor.importing.citations import without_citations
from monitor.importing.columns import Columns, completed, guessed_head, read_head
from monitor.importing.draft import DraftDuty, Found, short
from monitor.importing.known import NOTHING, Known
from monitor.importing.matrix import marked_parties, unit_columns
from monitor.importing.moments import Time, is_near, span_of
from monitor.importing.name_ends import ODD_NAME, looks_like_units
from monitor.importing.outline import Spot
from monitor.importing.parties import Party, find_parties
from monitor.importing.plain import mend
from monitor.importing.roles import lead_and_with
from monitor.importing.standing import fixture_of
from monitor.importing.times import find_times

_TICK = re.compile(r"^(?:x+|v|✓|✔|√|●|•|\*|\+|■|1|có)$", re.IGNORECASE)
_DITTO = re.compile(r"^\W*(?:nt|như trên|nhu tren)\W*$|^\s*[\"”〃]\s*$", re.IGNORECASE)
_AS_ITEM = re.compile(
    r"^\W*(?:như|giống|theo|xem)\s+(?:ở\s+)?(?:mục|nhiệm vụ|nội dung|dòng|điểm|stt|việc)?\s*(?:số\s*)?0*"
    r"(?P<number>\d+(?:\.\d+)*)\W*$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\s*(?P<number>\d{1,3}(?:\.\d{1,2})*)\s*[.)]?\s+(?P<rest>\D.*)$", re.DOTALL)
_CONDITIONAL = re.compile(r"neu co\b|khi co\b|neu to chuc|neu duoc")
_LEADS = re.compile(r"^\W*(?:đơn vị |cơ quan |bộ phận )?(?:chủ trì|thực hiện|đầu mối|phụ trách)\s*:", re.IGNORECASE)
_PERCENT = re.compile(r"\d\s*%")
_PART = re.compile(r"^\s*(?:[IVXLA-D]{1,5})\s*[.)]?$")


class TableReader:
    """Reads tables one after the other; a table without a head that goes on from the one before takes its head."""

    def __init__(self, year: int, found: Found, office: Party, known: Known = NOTHING) -> None:
        self._year, self._found, self._office, self._known = year, found, office, known
        self._last: Columns | None = None
        self._head: Columns | None = None
        self._count = 0
        self._above: Row | None = None
        self._carried: tuple[Time, ...] = ()

    def read(self, spot: Spot) -> None:
        """The duties of one table. Raises ImportTrouble for dated rows without a head and for days there are not."""
        assert isinstance(spot.block, Table)
        rows = tuple(row for row in spot.block.rows if any(cell.strip() for cell in row.cells))
        if not rows:
            return
        for part in _by_heads(rows):
            self._one_table(part, spot)

    def _one_table(self, rows: tuple[Row, ...], spot: Spot) -> None:
        head = read_head(rows)
        if head is None and not self._same_table(rows):
            head = guessed_head(rows, self._year)
        if head is not None:
            if self._last is None or head[0] != self._head:
                self._count += 1
            self._head = head[0]
            heads, rows = rows[: head[1]], rows[head[1] :]
            units = unit_columns(heads, rows, head[0].months)
            at = {name: i for name, i in head[0].at.items() if i not in units}
            self._last = completed(replace(head[0], at=at, units=units), rows)
        elif self._last is None or not self._same_table(rows):
            self._without_head(rows)
            return
        before = len(self._found.duties)
        for number, row in enumerate(self._whole_rows(rows), start=1):
            self._row(row, number, spot)
        if len(self._found.duties) == before:
            self._found.skip(
                rows[0].place if rows else SourcePlace("bảng"), "", "bảng không có dòng nào nêu thời gian và việc"
            )

    def _same_table(self, rows: tuple[Row, ...]) -> bool:
        """Whether rows without a head go on from the table before."""
        return self._last is not None and max(len(row.cells) for row in rows) == self._last.width

    def _without_head(self, rows: tuple[Row, ...]) -> None:
        """Letterheads and signatures are laid out as tables too; dated rows that nobody can read are not."""
        dated = 0
        for row in rows:
            cells = [mend(cell).text for cell in row.cells]
            short_cells = [
                cell for cell in cells if len(cell) < 40 and not re.search(r"/kh-|/qd-|doc lap|noi nhan", cell)
            ]
            dated += any(
                find_times(cell, self._year, row.place.line, True) for cell in short_cells if "ngay" not in cell
            )
        if dated >= 2 and max(len(row.cells) for row in rows) >= 3:
            right = "thêm dòng tiêu đề (Nội dung, Hình thức, Đơn vị chủ trì, Đơn vị phối hợp, Thời gian) rồi nhập lại"
            raise trouble(f"bảng không có dòng tiêu đề ({rows[0].place.label})", right, rows[0].place.line)
        self._found.skip(rows[0].place, " | ".join(rows[0].cells), "bảng không phải bảng phân công")

    def _whole_rows(self, rows: Iterable[Row]) -> list[Row]:
        """Rows cut by a page's end put together again; heads repeated on later pages left out."""
        whole: list[Row] = []
        above = self._above if self._above and len(self._above.cells) == self._last_width() else None
        for row in rows:
            if read_head((row,)) is not None and not self._timed(row):
                continue
            row = self._same_as_above(whole[-1] if whole else above, self._same_as_named(whole, row))
            if whole and self._goes_on(whole[-1], row):
                pairs = zip(whole[-1].cells, _filled(row.cells, len(whole[-1].cells)), strict=False)
                whole[-1] = Row(tuple(f"{a} {b}".strip() for a, b in pairs), whole[-1].place)
            else:
                whole.append(row)
        self._above = whole[-1] if whole else None
        return whole

    def _last_width(self) -> int:
        return self._last.width if self._last else 0

    def _timed(self, row: Row) -> bool:
        """Whether the cell of times names one: a row of names of columns does not."""
        assert self._last is not None
        text = mend(self._last.cell(row, "time")).text
        return any(_TICK.match(row.cells[i].strip()) for i in self._last.months if i < len(row.cells)) or any(
            time.kind != "always" for time in find_times(text, self._year, row.place.line, True)
        )

    def _same_as_above(self, last: Row | None, row: Row) -> Row:
        """A row in which "-nt-" (như trên) and ditto marks carry what they stand for."""
        if last is None or not any(_DITTO.match(cell) for cell in row.cells):
            return row
        above = _filled(last.cells, len(row.cells))
        cells = tuple(above[i] if _DITTO.match(cell) else cell for i, cell in enumerate(row.cells))
        return Row(cells, row.place)

    def _same_as_named(self, above: list[Row], row: Row) -> Row:
        """A row in which "Như mục 9" carries what the row of that number says in the same column."""
        assert self._last is not None
        cells = list(row.cells)
        for i, cell in enumerate(cells):
            found = _AS_ITEM.match(cell)
            source = next((one for one in above if found and self._number_of(one) == found["number"]), None)
            if source is not None and i < len(source.cells):
                cells[i] = source.cells[i]
        return Row(tuple(cells), row.place) if cells != list(row.cells) else row

    def _number_of(self, row: Row) -> str:
        assert self._last is not None
        item = _ITEM.match(self._last.cell(row, "content"))
        return (self._last.cell(row, "number") or (item["number"] if item else "")).strip(" .)").lstrip("0")

    def _goes_on(self, last: Row, row: Row) -> bool:
        """A row without a number and time of its own, whose content goes on in the middle of a sentence."""
        assert self._last is not None
        if len(set(row.cells)) == 1:
            return False
        content, time = self._last.cell(row, "content"), self._last.cell(row, "time")
        if self._last.cell(row, "number") or _ITEM.match(content):
            return False
        starts_small = not content or content[0].islower()
        if time and find_times(mend(time).text, self._year, row.place.line, True):
            return bool(starts_small and not self._last.cell(last, "time"))
        return starts_small and not self._last.months

    def _row(self, row: Row, number: int, spot: Spot) -> None:
        columns = self._last
        assert columns is not None
        texts = {cell.strip() for cell in row.cells if cell.strip()}
        if len(texts) == 1 or (len(texts) == 2 and any(_PART.match(text) for text in texts)):
            self._group(max(texts, key=len), row)
            return
        content = columns.cell(row, "content")
        if not re.search(r"\w{2}", content) or re.fullmatch(r"\(?\d{1,2}\)?", content):
            return
        item = _ITEM.match(content)
        label = columns.cell(row, "number").strip(" .") or (item["number"] if item else str(number))
        if item:
            content = item["rest"]
        times, doubts = self._times(columns, row)
        if not times:
            self._found.skip(row.place, content, "dòng của bảng không nêu thời gian")
            return
        lead, helpers, more = self._parties(columns, row, spot)
        if not looks_like_units((*lead, *helpers)):
            more += (ODD_NAME,)
        for time in times:
            duty = self._duty(columns, row, spot, time, label, content)
            to = find_parties(columns.cell(row, "to"), self._known)
            duty = replace(duty, lead=lead, helpers=helpers, report_to=to[:1], low=(*duty.low, *doubts, *more))
            self._found.duties.append(replace(duty, stem=duty.stem + (_suffix(time) if len(times) > 1 else "")))

    def _group(self, text: str, row: Row) -> None:
        """A row that spans the table: a title, which may name the time of the rows below it."""
        self._carried = tuple(find_times(mend(text).text, self._year, row.place.line)) if len(text) < 60 else ()

    def _times(self, columns: Columns, row: Row) -> tuple[list[Time], tuple[str, ...]]:
        if columns.months:
            ticked = [
                month for i, month in columns.months.items() if i < len(row.cells) and _TICK.match(row.cells[i].strip())
            ]
            keys = [f"{self._year}-{month}" for month in ticked]
            return [Time((("window", key),), 0, 0, False, key) for key in keys], ()
        if "begin" in columns.at and (between := self._between(columns, row)):
            return [between], ()
        plain = mend(columns.cell(row, "time"))
        text = f"thang {plain.text}" if plain.text.isdigit() and 1 <= int(plain.text) <= 12 else plain.text
        times = list(find_times(text, self._year, row.place.line, True))
        far = [time for time in times if not is_near(time, self._year)]
        times = [time for time in times if time not in far]
        doubts = tuple(dict.fromkeys(time.doubt for time in times if time.doubt))
        if plain.mended and times:
            doubts += ("chữ ở ô thời gian bị hỏng khi nhận dạng",)
        if far:
            self._found.skip(row.place, columns.cell(row, "time"), f"thời gian ở ngoài năm {self._year}")
        if not times and not text.strip() and self._carried:
            return list(self._carried), ("thời gian lấy từ dòng tiêu đề nhóm",)
        if text.strip() and not times and not far:
            if columns.cell(row, "lead") or columns.cell(row, "both"):
                said = short(columns.cell(row, "time"), 60)
                doubt = f"không hiểu ô thời gian “{said}”: điền hạn rồi hãy xác nhận"
                return [Time((("undated", True),), 0, 0)], (doubt,)
            self._found.skip(row.place, columns.cell(row, "time"), "không hiểu ô thời gian")
        return _settled(times), doubts

    def _between(self, columns: Columns, row: Row) -> Time | None:
        """The window from the cell that says when it begins to the cell that says when it ends."""
        ends = [
            find_times(mend(columns.cell(row, name)).text, self._year, row.place.line, True)
            for name in ("begin", "finish")
        ]
        days = [span for times in ends for time in times[:1] if (span := span_of(time))]
        if len(days) == 2 and days[0][0] <= days[1][1]:
            window = {"from": days[0][0].isoformat(), "to": days[1][1].isoformat()}
            return Time((("window", window),), 0, 0, True)
        return next((time for times in reversed(ends) for time in times), None)

    def _parties(
        self, columns: Columns, row: Row, spot: Spot
    ) -> tuple[tuple[Party, ...], tuple[Party, ...], tuple[str, ...]]:
        if columns.units:
            lead, helpers = marked_parties(columns.units, row)
            if lead:
                return lead, helpers, ()
        both = columns.cell(row, "both")
        lead_text = both or columns.cell(row, "lead")
        helpers = find_parties(columns.cell(row, "with"), self._known)
        if re.search(r"phoi hop|\((?:chu tri|ct|chinh)\b", mend(lead_text).text):
            lead, extra = lead_and_with(lead_text, self._known)
            helpers = (*helpers, *(party for party in extra if party not in helpers))
        else:
            lead = find_parties(_LEADS.sub("", lead_text), self._known)
        if both and not helpers and len(lead) > 1:
            return lead[:1], lead[1:], ("một ô ghi cả chủ trì và phối hợp; coi tên đứng đầu là chủ trì",)
        if lead:
            return lead, helpers, ()
        if spot.units:
            return spot.units, helpers, ("ô chủ trì trống; lấy đơn vị ở tiêu đề mục",)
        return (self._office,), helpers, ("không thấy đơn vị chủ trì; tạm ghi cơ quan ban hành",)

    def _duty(self, columns: Columns, row: Row, spot: Spot, time: Time, label: str, content: str) -> DraftDuty:
        form = columns.cell(row, "form")
        plain = mend(f"{content} {form}")
        ways = channels(form or columns.cell(row, "product"), content)
        low: tuple[str, ...] = (
            () if ways else ("không thấy hình thức (web, họp, niêm yết…); tạm coi là việc do người xác nhận",)
        )
        if _PERCENT.search(without_citations(plain.text)):
            low += ("dòng này có chỉ tiêu %; chỉ phần việc có hạn được lấy",)
        if columns.guessed:
            low += ("tiêu đề cột không quen, cột được đoán theo nội dung",)
        if "không kẻ" in row.place.label:
            low += ("bảng trong PDF không có đường kẻ, hàng và cột đoán theo vị trí chữ",)
        prefix = "PL" if self._count == 1 else f"PL{self._count}"
        where = spot.path.split(" gạch")[0] or "Bảng"
        return DraftDuty(
            ref=f"{where}, mục {label} ({row.place.label})",
            title=short(content.rstrip(" .;"), 160),
            quote=short(" | ".join(dict.fromkeys(cell for cell in row.cells if cell.strip())), 320),
            place=row.place,
            time=time,
            lead=(),
            how=f"đọc từ bảng, {row.place.label}",
            channels=tuple(ways),
            at_least=least_of(f"{plain.text} {mend(columns.cell(row, 'product')).text}") if time.kind == "every" else 1,
            event=bool(_CONDITIONAL.search(plain.text)),
            own_site=on_own_site(plain.text),
            content=content,
            low=low,
            stem=f"{prefix}-{_label(label)}",
            fixture=fixture_of(plain.text) if time.kind == "always" else None,
        )  # fmt: skip


def _by_heads(rows: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    """A sheet that holds several tables one below the other, parted where another head begins."""
    starts, at, last = [0], 0, read_head(rows)
    at = last[1] if last else len(rows)
    while at < len(rows):
        head = read_head(rows[at : at + 2]) if _is_head_row(rows[at]) and read_head(rows[at : at + 1]) else None
        if head and last and head[0].at != last[0].at:
            starts.append(at)
            last = head
        at += head[1] if head else 1
    return [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _is_head_row(row: Row) -> bool:
    """Whether a row has the look of a head: its first cell is "TT" or the like."""
    first = next((cell for cell in row.cells if cell.strip()), "")
    return len(set(row.cells)) > 2 and bool(
        re.match(r"^\W*(?:s?tt|số (?:tt|thứ tự))\W*$", first.strip(), re.IGNORECASE)
    )


def _filled(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*cells, *("" for _ in range(width - len(cells))))


def _label(label: str) -> str:
    ascii_only = re.sub(r"[^0-9A-Za-z.]+", "", label)[:12].strip(".") or "x"
    return f"{int(ascii_only):02}" if ascii_only.isdigit() else ascii_only


def _suffix(time: Time) -> str:
    return "-" + re.sub(r"[^0-9A-Za-z]+", "-", str(time.keys[0][1])).strip("-")[:24]


def _settled(times: list[Time]) -> list[Time]:
    """Times of one cell: a named time outweighs "thường xuyên" beside it, a step with a day the bare step."""
    named = [time for time in times if time.kind in ("window", "before", "by", "every")]
    kept = [time for time in named if time.prompted and time.kind in ("before", "by")] or named or times[:1]
    steps = [time for time in kept if time.kind == "every" and len(time.keys) > 1]
    return steps or kept
