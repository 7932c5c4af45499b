"""Cells written anew: every other byte stays what people wrote."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from monitor.catalogue.amending import Csv, NotAmended, read_text, replace_file
from monitor.catalogue.faults import CatalogueFaults
from monitor.catalogue.loading import check_units
from monitor.catalogue.placing import Placing, write_placings
from rules.model import VN

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=VN)
HEAD = "id;name;website;section_url;feed_url;reader;phone"


def csv(*lines: str, end: str = "\r\n", bom: str = "\ufeff") -> str:
    return bom + end.join(lines) + end


def amended(text: str, unit: str, **cells: str) -> str:
    table = Csv.read(text)
    record = next(one for one in table.records if table.value(one, "id") == unit)
    return table.amended([(record, cells)])


def test_one_cell_changes_and_nothing_else() -> None:
    text = csv(HEAD, 'thcs-hoa-mai;"Trường ""Hoa Mai""; cơ sở 1"; https://a.test ;;;;0299 1', "th-binh-minh;B;;;;;")
    after = amended(text, "thcs-hoa-mai", section_url="https://a.test/cchc")
    assert after == text.replace("https://a.test ;;", "https://a.test ;https://a.test/cchc;")


def test_a_cell_over_several_lines_is_one_cell() -> None:
    text = csv(HEAD, 'thcs-hoa-mai;"Trường\r\nHoa Mai";;;;;', "th-binh-minh;B;;;;;")
    assert amended(text, "th-binh-minh", reader="vhv") == text.replace("B;;;;;", "B;;;;vhv;")


def test_a_short_row_is_made_as_long_as_it_must_be() -> None:
    text = csv(HEAD, "thcs-hoa-mai;Hoa Mai", "th-binh-minh;B;;;;;")
    assert amended(text, "thcs-hoa-mai", feed_url="https://a.test/rss") == text.replace(
        "Hoa Mai\r\n", "Hoa Mai;;;https://a.test/rss\r\n"
    )


def test_what_holds_the_separator_is_quoted() -> None:
    text = "id,section_url\nthcs-hoa-mai,\n"
    assert amended(text, "thcs-hoa-mai", section_url="https://a.test/x,y").endswith(
        'thcs-hoa-mai,"https://a.test/x,y"\n'
    )


def test_a_last_line_without_its_end_stays_whole() -> None:
    table = Csv.read("id,name\na,A")
    assert table.appended(table.text, [{"id": "b", "name": "B"}]) == "id,name\na,A\nb,B\n"


def test_a_quote_that_never_closes_is_refused() -> None:
    with pytest.raises(NotAmended, match="dấu nháy"):
        Csv.read('id,name\na,"A\n')


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("mới\n", encoding="utf-8")
    with pytest.raises(NotAmended, match="vừa được người khác sửa"):
        replace_file(path, "cũ\n", "của ta\n", NOW)
    assert path.read_text(encoding="utf-8") == "mới\n"
    assert [one.name for one in tmp_path.iterdir()] == ["units.csv"]


def test_what_stood_there_is_kept_beside_with_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes(b"\xef\xbb\xbfid\r\na\r\n")
    path.chmod(0o640)
    copy = replace_file(path, read_text(path), read_text(path) + "b\r\n", NOW)
    assert copy is not None
    assert copy.name == "units.csv.20261120-090000.bak"
    assert copy.read_bytes() == b"\xef\xbb\xbfid\r\na\r\n"
    assert path.read_bytes() == b"\xef\xbb\xbfid\r\na\r\nb\r\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in tmp_path.iterdir()) == ["units.csv", copy.name]


# --- sections in their files


def units(folder: Path, *rows: str) -> Path:
    path = folder / "units.csv"
    path.write_text(csv(HEAD, *rows), encoding="utf-8", newline="")
    return path


def test_a_topic_without_columns_of_its_own_goes_to_sections(tmp_path: Path) -> None:
    path = units(tmp_path, "thcs-hoa-mai;A;;;;;")
    before = path.read_bytes()
    write_placings(tmp_path, [Placing("thcs-hoa-mai", "video", "https://a.test/video", reader="vhv")], ["vhv"], NOW)
    assert path.read_bytes() == before
    assert (tmp_path / "sections.csv").read_text(encoding="utf-8").splitlines() == [
        "unit,topic,url,feed_url,reader,filter,tls,valid_from,valid_to",
        "thcs-hoa-mai,video,https://a.test/video,,vhv,,,,",
    ]


def test_units_without_the_columns_get_their_section_in_sections(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("id,name\nthcs-hoa-mai,A\n", encoding="utf-8")
    write_placings(tmp_path, [Placing("thcs-hoa-mai", "cchc", "https://a.test/cchc")], [], NOW)
    assert "thcs-hoa-mai,cchc,https://a.test/cchc" in (tmp_path / "sections.csv").read_text(encoding="utf-8")


def test_on_an_address_that_stays_only_empty_cells_are_filled(tmp_path: Path) -> None:
    path = units(tmp_path, "thcs-hoa-mai;A;;https://a.test/cchc;https://a.test/cua-toi;;")
    same = "https://a.test/cchc"
    write_placings(tmp_path, [Placing("thcs-hoa-mai", "cchc", same, "https://a.test/rss", "vhv", same)], ["vhv"], NOW)
    assert "https://a.test/cchc;https://a.test/cua-toi;vhv;" in path.read_text(encoding="utf-8")


def test_an_address_that_stays_is_found_where_a_column_is_wanting(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("id,name,section_url,reader\nthcs-hoa-mai,A,https://a.test/cchc,\n", encoding="utf-8")
    same = "https://a.test/cchc"
    write_placings(tmp_path, [Placing("thcs-hoa-mai", "cchc", same, "https://a.test/rss", "vhv", same)], ["vhv"], NOW)
    assert "thcs-hoa-mai,A,https://a.test/cchc,vhv" in path.read_text(encoding="utf-8")
    assert not (tmp_path / "sections.csv").exists()


def test_what_would_make_the_files_wrong_is_not_written(tmp_path: Path) -> None:
    path = units(tmp_path, "thcs-hoa-mai;A;;https://a.test/cchc;;;", "th-binh-minh;B;;;;;")
    before = path.read_bytes()
    with pytest.raises(CatalogueFaults, match="đã thuộc đơn vị"):
        write_placings(tmp_path, [Placing("th-binh-minh", "cchc", "https://a.test/cchc")], [], NOW)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["units.csv"]


def test_a_reader_may_name_the_browser_and_a_family(tmp_path: Path) -> None:
    readers = ["nukeviet_laws", "vhv", "browser", "browser:vhv"]
    for name in readers:
        path = units(tmp_path, f"thcs-hoa-mai;A;;https://a.test/cchc;;{name};")
        assert check_units(path, readers=readers).sections[0].reader == name
    for name in ("browser:vvh", "browser:", ":vhv", "browser:vhv:x", "Browser:vhv"):
        with pytest.raises(CatalogueFaults, match=r"units\.csv:2"):
            check_units(units(tmp_path, f"thcs-hoa-mai;A;;https://a.test/cchc;;{name};"), readers=readers)


def test_a_workbook_is_not_written_by_us(tmp_path: Path) -> None:
    (tmp_path / "units.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(NotAmended, match="bảng tính"):
        write_placings(tmp_path, [Placing("thcs-hoa-mai", "cchc", "https://a.test/cchc")], [], NOW)
