"""units.csv and sections.csv, by whatever program they were saved; every fault with its line (F21, F24)."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from monitor.catalogue.loading import Registry, check_units
from tests.catalogue.worlds import UNITS, faults_of, has

HEAD = "id,name\n"


def read(folder: Path, text: str | bytes, sections: str | None = None) -> Registry:
    (folder / "units.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    if sections is not None:
        (folder / "sections.csv").write_text(sections, encoding="utf-8")
    return check_units(folder / "units.csv", folder / "sections.csv")


def faults(folder: Path, text: str | bytes, sections: str | None = None) -> list[str]:
    return [fault.replace(f"{folder}/", "") for fault in faults_of(lambda: read(folder, text, sections))]


def test_units_groups_and_shorthand_sections(tmp_path: Path) -> None:
    registry = read(tmp_path, UNITS)
    assert list(registry.units) == ["so-gddt", "phong-tccb", "thcs-hoa-mai", "th-binh-minh"]
    assert registry.groups["truc-thuoc"] == ("thcs-hoa-mai", "th-binh-minh")
    assert registry.groups["tieu-hoc"] == ("th-binh-minh",)
    assert [(s.unit, s.topic) for s in registry.sections][:2] == [("so-gddt", "cchc"), ("thcs-hoa-mai", "cchc")]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + UNITS,
        UNITS.replace(",", ";"),
        UNITS.replace("\n", "\r\n"),
        "\ufeff" + UNITS.replace(",", ";").replace("\n", "\r\n"),
        "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in UNITS.splitlines()),
        UNITS.replace("Phòng Tổ chức", "Pho\u0300ng Tô\u0309 chức") + "\n,,,,\n",
    ],
    ids=["bom", "semicolon", "crlf", "excel", "quoted", "decomposed-and-empty-rows"],
)
def test_the_same_units_however_the_file_was_saved(tmp_path: Path, text: str) -> None:  # F24
    assert read(tmp_path, text) == read(tmp_path, UNITS)


def test_a_line_break_in_a_quoted_name_is_a_blank_and_later_lines_keep_their_numbers(tmp_path: Path) -> None:  # F24
    text = HEAD + '"thcs-hoa-mai","Trường THCS\r\nHoa Mai; cơ sở ""A"""\r\nSAI,Trường khác\r\n'
    assert has(faults(tmp_path, text), "units.csv:4: ", "“SAI”", "ví dụ sai")
    assert read(tmp_path, text.replace("SAI", "sai")).units["thcs-hoa-mai"].name == 'Trường THCS Hoa Mai; cơ sở "A"'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("id,website\na,\n", 1, ("thiếu cột `name`",)),
        ("id,nmae\na,\n", 1, ("không có cột “nmae”", "“name”")),
        ("id,name,id\na,A,b\n", 1, ("“id” lặp lại",)),
        (HEAD + "a,A\nb,B\na,C\n", 4, ("“a” lặp lại (đã có ở dòng 2)",)),
        (HEAD + "THCS Hoa Mai,A\n", 2, ("không phải mã hợp lệ", "thcs-hoa-mai")),
        (HEAD + "Đồng Tháp,A\n", 2, ("dong-thap",)),
        (HEAD + ",A\n", 2, ("cột `id` để trống",)),
        (HEAD + "a,\n", 2, ("cột `name` để trống",)),
        (HEAD + "a,=cmd()\n", 2, ("công thức",)),
        (HEAD + "a,@SUM(A1)\n", 2, ("công thức",)),
        (HEAD + "a,+84\n", 2, ("công thức",)),
        (HEAD + "a,-1\n", 2, ("công thức",)),
        (HEAD + "a,＝cmd()\n", 2, ("công thức",)),
        ("id,name,website\na,A,https://hoa mai.edu.test/\n", 2, ("website", "khoảng trắng")),
        ("id,name,website\na,A,hoamai.edu.test\n", 2, ("có phải là https://hoamai.edu.test?",)),
        ("id,name,website\na,A,file:///etc/passwd\n", 2, ("không phải địa chỉ http(s)",)),
        ("id,name,website\na,A,javascript:alert(1)\n", 2, ("không phải địa chỉ http(s)",)),
        ("id,name,website\na,A,http://u:p@h.test/\n", 2, ("tên đăng nhập",)),
        ("id,name,website\na,A,http://①②⑦.0.0.1/\n", 2, ("giả dạng", "127.0.0.1")),
        ("id,name,website\na,A,http://h.test:99999/\n", 2, ("không phải địa chỉ web",)),
        ("id,name,section_url\na,A,http://h.test\\@x.test/\n", 2, ("ký tự lạ",)),
        ("id,name,feed_url\na,A,http://h.test/rss\n", 2, ("thiếu section_url",)),
        ("id,name,contact_email\na,A,khong-phai\n", 2, ("không phải địa chỉ thư",)),
        ('id,name,contact_email\na,A,"x@y.test\r\nBcc: z@y.test"\n', 2, ("xuống dòng",)),
        ("id,name,head_email\na,A,a@b.test; c@d.test\n", 2, ("không phải địa chỉ thư",)),
        ("id,name,email\na,A,a@b.test\n", 1, ("có phải là “contact_email” hay “head_email”?",)),
        ("id,name,valid_from\na,A,01/04/2022\n", 2, ("ví dụ 2022-04-01",)),
        ("id,name,valid_from\na,A,2022-11-31\n", 2, ("không có ngày 31", "2022-11-30")),
        ("id,name,valid_from\na,A,２０２２-04-01\n", 2, ("ví dụ 2022-04-01",)),
        ("id,name,valid_from,valid_to\na,A,2022-04-02,2022-04-01\n", 2, ("valid_from 2022-04-02 sau",)),
        ("id,name,parent\nso-gddt,S,\na,A,so-gdt\n", 3, ("không có đơn vị “so-gdt”", "“so-gddt”")),
        ("id,name,predecessor\na,A,b\n", 2, ("cột `predecessor`: không có đơn vị “b”",)),
        ("id,name,parent\na,A,b\nb,B,c\nc,C,a\n", 2, ("đi vòng", "a → b → c → a")),
        ("id,name,parent\na,A,a\n", 2, ("đi vòng",)),
        ("id,name,groups\na,A,truc thuoc|x\n", 2, ("“truc thuoc”", "truc-thuoc")),
        (HEAD + 'a,"chưa đóng\nb,B\n', 2, ("sai dạng CSV",)),
        (HEAD + 'a,"A"B\n', 2, ("sai dạng CSV",)),
        (HEAD + "a,A,thừa\n", 2, ("nhiều hơn số cột",)),
        (HEAD + "a,A\x00\n", 2, ("U+0000",)),
        ("id,name,phone\na,A,gọi tôi\n", 2, ("không phải số điện thoại",)),
        ("", 0, ("tệp rỗng",)),
    ],
)
def test_a_bad_cell_is_refused_with_its_line(tmp_path: Path, text: str, line: int, words: tuple[str, ...]) -> None:
    found = faults(tmp_path, text)  # F21
    assert has(found, f"units.csv:{line}: " if line else "units.csv: ", *words), found


def test_all_faults_of_a_table_come_at_once(tmp_path: Path) -> None:
    text = "id,name,website,valid_from\nA B,=x,ftp://a,2022-02-30\nb,B,,\nb,B,,\n"
    assert sorted(int(fault.split(":")[1]) for fault in faults(tmp_path, text)) == [2, 2, 2, 2, 4]


def test_a_table_of_nonsense_is_described_not_listed(tmp_path: Path) -> None:
    found = faults(tmp_path, HEAD + "A B,=x\n" * 20_000)
    assert len(found) == 201
    assert "còn 39800 lỗi khác" in found[0]


def test_telephone_digits_of_other_scripts_become_ascii(tmp_path: Path) -> None:  # F21
    contact = read(tmp_path, "id,name,phone\na,A,０２９９ 3821 234\n").units["a"].contact
    assert contact is not None
    assert contact.phone == "0299 3821 234"


def test_a_windows_code_page_is_named(tmp_path: Path) -> None:
    assert has(faults(tmp_path, HEAD.encode() + "a,Trường".encode("cp1258", "replace")), "units.csv:2: ", "UTF-8")


def test_two_units_on_one_section_need_a_filter_each(tmp_path: Path) -> None:  # S18, F21
    text = "id,name,section_url\na,A,https://h.test/cchc\nb,B,https://h.test/cchc\n"
    assert has(faults(tmp_path, text), "units.csv:3: ", "đã thuộc đơn vị “a” (units.csv:2)", "filter")
    both = "unit,topic,url,filter\na,cchc,https://h.test/cchc,tổ A\nb,cchc,https://h.test/cchc,tổ B\n"
    assert faults(tmp_path, HEAD + "a,A\nb,B\n", both) == []


def test_a_successor_may_keep_the_address_of_its_predecessor(tmp_path: Path) -> None:  # S4
    text = (
        "id,name,section_url,valid_from,valid_to,predecessor\n"
        "a,A,https://h.test/cchc,,2025-06-30,\nb,B,https://h.test/cchc,2025-07-01,,a\n"
    )
    assert faults(tmp_path, text) == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("thcs-hoamai,video,https://h.test/v,", ("không có đơn vị “thcs-hoamai”", "“thcs-hoa-mai”")),
        ("thcs-hoa-mai,Video,https://h.test/v,", ("cột `topic`",)),
        ("thcs-hoa-mai,video,,", ("cột `url` để trống",)),
        ("thcs-hoa-mai,video,https://h.test/v,bỏ qua", ("cột `tls`", "tolerate")),
        ("thcs-hoa-mai,cchc,https://hoamai.edu.test/cchc,", ("khai báo hai lần (đã có ở units.csv:4)",)),
    ],
)
def test_a_bad_section_is_refused_with_its_line(tmp_path: Path, row: str, words: tuple[str, ...]) -> None:
    found = faults(tmp_path, UNITS, "unit,topic,url,tls\n" + row + "\n")
    found = [fault.replace(str(tmp_path) + "/", "") for fault in found]
    assert has(found, "sections.csv:2: ", *words), found


def test_a_section_may_tolerate_a_broken_certificate(tmp_path: Path) -> None:
    registry = read(tmp_path, UNITS, "unit,topic,url,tls\nso-gddt,video,https://so.test/v,tolerate\n")
    assert [section.tolerate_tls for section in registry.sections if section.topic == "video"] == [True]


def workbook(folder: Path, *rows: list[object], merged: tuple[str, ...] = ()) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    book.save(folder / "units.xlsx")
    return folder / "units.xlsx"


def test_a_workbook_with_the_same_heads_gives_the_same_units(tmp_path: Path) -> None:
    path = workbook(tmp_path, *([cell or None for cell in line.split(",")] for line in UNITS.splitlines()))
    registry = check_units(path)
    path.unlink()
    assert registry == read(tmp_path, UNITS)


def test_dates_and_numbers_of_a_workbook_are_understood(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["id", "name", "valid_from", "phone"], ["a", "A", datetime(2022, 4, 1), 2993821234])
    unit = check_units(path).units["a"]
    assert unit.valid_from == date(2022, 4, 1)
    assert unit.contact is not None
    assert unit.contact.phone == "2993821234"


def test_a_merged_cell_stands_for_every_row_it_covers(tmp_path: Path) -> None:
    rows = [["a", "A", "tieu-hoc"], ["b", "B", None], ["c", "C", None], ["d", "D", "thcs"], ["e", "E", None]]
    path = workbook(tmp_path, ["id", "name", "groups"], *rows, merged=("C2:C4", "C5:C6", "F1:F9"))
    groups = [sorted(unit.groups) for unit in check_units(path).units.values()]
    assert groups == [["tieu-hoc"]] * 3 + [["thcs"]] * 2


def test_a_row_that_is_empty_below_a_merged_cell_is_no_unit(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["id", "name", "groups"], ["a", "A", "tieu-hoc"], ["b", "B"], [], merged=("C2:C9",))
    assert list(check_units(path).units) == ["a", "b"]


@pytest.mark.parametrize(
    ("area", "row", "word"), [("A2:A3", 3, "lặp lại"), ("B2:C2", 2, "gộp ngang"), ("B2:C3", 2, "gộp ngang")]
)
def test_a_merged_cell_that_is_not_clear_is_refused_with_its_row(
    tmp_path: Path, area: str, row: int, word: str
) -> None:
    path = workbook(tmp_path, ["id", "name", "short_name"], ["a", "A"], ["b", "B", "B"], merged=(area,))
    assert has(faults_of(lambda: check_units(path)), f"{path}:{row}: ", word)


def test_a_range_as_large_as_a_sheet_takes_no_room(tmp_path: Path) -> None:  # F15
    source, target = workbook(tmp_path, ["id", "name", "groups"], ["a", "A", "x"], ["b", "B"]), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            end, body = b"</sheetData>", old.read(part)
            body = body.replace(end, end + b'<mergeCells><mergeCell ref="C2:C1048576"/></mergeCells>')
            new.writestr(part.filename, body)
    source.write_bytes(target.getvalue())
    assert [unit.groups for unit in check_units(source).units.values()] == [("x",), ("x",)]


def test_a_formula_in_a_workbook_is_refused_with_its_row(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["id", "name"], ["a", "A"], ["b", '=HYPERLINK("http://x.test")'])
    assert has(faults_of(lambda: check_units(path)), f"{path}:3: ", "công thức")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:  # F15
    path = tmp_path / "units.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 150_000_000)
    assert has(faults_of(lambda: check_units(path)), f"{path}: ", "nén quá lớn")


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:  # F3, F4
    source, target = workbook(tmp_path, ["id", "name"], ["a", "A"]), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            body = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                body = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + body
            new.writestr(part.filename, body)
    source.write_bytes(target.getvalue())
    assert has(faults_of(lambda: check_units(source)), f"{source}: ", "thực thể XML")


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 broken", b"PK\x05\x06" + bytes(18)])
def test_anything_else_named_xlsx_is_one_clear_fault(tmp_path: Path, data: bytes) -> None:  # F17
    path = tmp_path / "units.xlsx"
    path.write_bytes(data)
    assert len(faults_of(lambda: check_units(path))) == 1


def test_a_workbook_named_csv_is_named_as_such(tmp_path: Path) -> None:  # F17
    source = workbook(tmp_path, ["id", "name"], ["a", "A"])
    assert has(faults(tmp_path, source.read_bytes()), "units.csv: ", "bảng tính Excel")


def test_a_repeated_id_hides_no_other_fault_of_its_row(tmp_path: Path) -> None:
    text = "id,name,section_url,valid_to\na,A,,\na,=cmd(),truong.test,2022-99-01\n"
    found = faults(tmp_path, text)
    for word in ("lặp lại", "công thức", "cột `section_url`", "cột `valid_to`"):
        assert has(found, "units.csv:3: ", word), found


def test_a_reader_is_checked_where_the_names_are_known(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("id,name,section_url,reader\na,A,https://a.edu.test/cchc/,vnport\n", encoding="utf-8")
    assert has(faults_of(lambda: check_units(path, readers=["vnportal", "wordpress"])), f"{path}:2: ", "“vnportal”")
    assert check_units(path).sections[0].reader == "vnport"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("autor: Lan", ("không có loại “autor”", "author: TÊN")),
        ("author: Lan |", ("vế trống",)),
        ("author:", ("vế trống",)),
        ("tổ A", ("giống hệt của đơn vị “a”", "bộ lọc riêng")),
    ],
)
def test_a_filter_that_cannot_part_items_is_told(tmp_path: Path, cell: str, words: tuple[str, ...]) -> None:  # S18
    both = f"unit,topic,url,filter\na,cchc,https://h.test/cchc,tổ A\nb,cchc,https://h.test/cchc,{cell}\n"
    assert has(faults(tmp_path, HEAD + "a,A\nb,B\n", both), "sections.csv:3: ", *words)
