"""Hostile, broken and mistaken documents: one plain sentence each, exit code 2, nothing left behind."""

from __future__ import annotations

import contextlib
import io
import os
import random
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.catalogue.faults import CatalogueFaults
from monitor.importing.blocks import ImportTrouble
from monitor.importing.documents import import_document
from monitor.importing.sandbox import parsed
from tests.importing.invented import DISTRICT, HEALTH, InventedPlan
from tests.importing.renderings import as_docx, as_pdf, as_txt, as_xlsx

Write = Callable[..., Path]
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT = as_txt(HEALTH).decode()


def docx_bomb() -> bytes:
    """A .docx of some kilobytes that unpacks to 300 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(300):
                part.write(b"A" * 1_000_000)
    return file.getvalue()


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, the first its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    return out + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (size, start)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<</Font<</F 5 0 R>>/XObject<</X 5 0 R>>>>"
    b"/Contents 4 0 R>>"
)


def stream(body: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(body), more, body)


def looping_tree() -> bytes:
    return pdf_of(CATALOGUE, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>")


def looping_form() -> bytes:
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    return pdf_of(CATALOGUE, ONE_PAGE, PAGE, stream(b"/X Do"), form)


def deflate_bomb() -> bytes:
    """A page whose content unpacks to 4 GB: one flushed block of zeros, many times over."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"\0" * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return pdf_of(CATALOGUE, ONE_PAGE, PAGE, stream(head + block * 4000, b"/Filter/FlateDecode"), b"<<>>")


def endless_page() -> bytes:
    """A page with more letters than anyone waits for."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf_of(CATALOGUE, ONE_PAGE, PAGE, stream(b"BT /F 9 Tf " + b"(abcdefgh) Tj " * 400_000 + b"ET"), font)


def without_head() -> InventedPlan:
    return InventedPlan("x", HEALTH.opening, HEALTH.body, [], [row for row in HEALTH.rows if row[0].isdigit()])


def two_plans() -> InventedPlan:
    return InventedPlan("x", HEALTH.opening + HEALTH.body, DISTRICT.opening + DISTRICT.body)


CASES: list[tuple[str, Callable[[], bytes | str], str]] = [
    ("trong.txt", lambda: b"", "tệp trống"),
    ("trong.docx", lambda: b" \n ", "tệp trống"),
    ("khoa.pdf", lambda: as_pdf(HEALTH, password="1234"), "mật khẩu"),
    ("vong.pdf", looping_tree, "không có trang nào"),
    ("vong2.pdf", looping_form, "trống"),
    ("bom.docx", docx_bomb, "bung ra quá lớn"),
    ("bom.pdf", deflate_bomb, "bộ nhớ|không đọc được|trống"),
    ("cut.pdf", lambda: as_pdf(HEALTH)[:4000], "không đọc được tệp PDF"),
    ("cut.docx", lambda: as_docx(HEALTH)[:9000], "hỏng"),
    ("bang.docx", lambda: as_xlsx(HEALTH), r"bên trong là \.xlsx"),
    ("bang.txt", lambda: as_xlsx(HEALTH), r"bên trong là \.xlsx"),
    ("word.pdf", lambda: as_docx(HEALTH), r"bên trong là \.docx"),
    ("cu.doc", lambda: OLD_OFFICE + bytes(600), r"đời cũ.*chuyển sang \.docx"),
    ("khoa.docx", lambda: OLD_OFFICE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu.*bỏ mật khẩu"),
    ("lon.txt", lambda: b"a" * 45_000_000, "lớn hơn 40 MB"),
    ("thang.txt", lambda: TEXT.replace("Tháng 02/2025", "Tháng 13/2025"), "tháng 13 không có thật"),
    ("rac.txt", lambda: bytes(range(256)) * 20, "UTF-8"),
    ("la.exe", lambda: b"MZ" + b"a" * 99, r"không nhận tệp \.exe"),
    ("ma.txt", lambda: "Kế hoạch cải cách hành chính".encode("cp1258", "replace"), "UTF-8"),
    ("hai.txt", lambda: TEXT + "\n\n" + as_txt(DISTRICT).decode(), "tệp chứa 2 kế hoạch"),
    ("hai.docx", lambda: as_docx(two_plans()), "2 kế hoạch"),
    ("dau.txt", lambda: "\n".join(line for line in TEXT.split("\n") if "<b>" not in line), "không có dòng tiêu đề"),
    ("dau.docx", lambda: as_docx(without_head()), "không có dòng tiêu đề"),
    ("dau.xlsx", lambda: as_xlsx(without_head()), "không có dòng tiêu đề"),
    ("ngay.txt", lambda: TEXT.replace("15/4/2025", "31/11/2025"), "ngày 31/11/2025 không có thật"),
    ("khac.txt", lambda: TEXT.replace("cải cách hành chính", "dịch tễ").replace("CCHC", "dịch"), "không nói về"),
    ("baocao.md", lambda: "# BÁO CÁO\nKết quả cải cách hành chính năm"
                          " 2024\n" + "Cải cách hành chính đạt kết quả tốt. " * 5, "BÁO CÁO"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "told"), CASES, ids=[name for name, _, _ in CASES])
def test_a_bad_document_gets_a_plain_sentence(
    name: str, make: Callable[[], bytes | str], told: str, document: Write
) -> None:
    path = document(make(), name)
    with pytest.raises(CatalogueFaults, match=told) as raised:
        import_document(path)
    for fault in raised.value.faults:
        assert str(fault).count("\n") == 0
        assert not {"Traceback", "Error", "Exception"} & set(str(fault).split())


def test_every_impossible_day_is_told_at_once(document: Write) -> None:
    text = TEXT.replace("15/4/2025", "31/11/2025").replace("10/6/2025", "30/02/2025")
    with pytest.raises(CatalogueFaults) as raised:
        import_document(document(text))
    assert len(raised.value.faults) == 2
    assert all(fault.line for fault in raised.value.faults)


def test_a_document_that_takes_too_long_is_killed_at_the_deadline() -> None:
    began = time.monotonic()
    with pytest.raises(ImportTrouble, match="đã dừng"):
        parsed(endless_page(), "dai.pdf", seconds=2)
    assert time.monotonic() - began < 10
    left = [one for one in Path("/proc").glob("[0-9]*/cmdline") if b"importing.child\x002" in _read(one)]
    assert not left


def _read(path: Path) -> bytes:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return b""


def large_docx() -> bytes:
    """A .docx of honest words, far larger than a plan: nothing in it says beforehand that it is too large."""
    words = random.Random(7).choices(["tin", "bài", "kế", "hoạch", "cải", "cách", "hành", "chính", "đăng"], k=400_000)
    run = f"<w:p><w:r><w:t>{' '.join(words)}</w:t></w:r></w:p>".encode()
    file = io.BytesIO(as_docx(HEALTH))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in parts.items():
            whole = body.replace(b"<w:body>", b"<w:body>" + run * 30) if name == "word/document.xml" else body
            archive.writestr(name, whole)
    return out.getvalue()


def test_a_document_that_wants_more_memory_than_it_may_have_is_refused() -> None:
    with pytest.raises(ImportTrouble, match=r"bộ nhớ|không đọc được"):
        parsed(large_docx(), "lon.docx", memory=150_000_000)


@pytest.mark.parametrize("kind", ["folder", "nothing", "pipe"])
def test_what_is_no_file_is_told_so_at_once(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.docx"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(CatalogueFaults, match=r"thư mục hoặc tệp đặc biệt|không có tệp này"):
        import_document(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_nobody_may_read_is_told_in_vietnamese(document: Write) -> None:
    path = document(TEXT)
    path.chmod(0)
    with pytest.raises(CatalogueFaults, match="không có quyền đọc"):
        import_document(path)


def test_the_command_exits_with_2_and_leaves_nothing(document: Write, tmp_path: Path) -> None:
    path = document(TEXT.replace("15/4/2025", "31/11/2025"))
    out = tmp_path / "out" / "draft.yaml"
    command = [
        sys.executable,
        "-c",
        "from monitor.cli import main; main()",
        "plan",
        "import",
        str(path),
        "-o",
        str(out),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "31/11/2025" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(item.name for item in tmp_path.iterdir()) == [path.name]
