"""Files that go along with a letter, as a real SMTP server receives them: whole, named, and nothing to be fetched."""

from __future__ import annotations

import io
import re
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from alerts.channel import Attachment, Delivery
from alerts.channels.file import FileChannel
from alerts.envelope import file_name
from alerts.render import render_digest
from monitor.pipeline.digest_picture import XLSX
from tests.alerts.cast import outgoing
from tests.alerts.conftest import MakeChannel, MakeSink
from tests.alerts.words import digest_of
from tests.faults.post import agrees, posted, turn

BYTES = bytes(range(256)) * 12_000


def arrived(make_sink: MakeSink, make_channel: MakeChannel, *files: Attachment) -> tuple[EmailMessage, bytes]:
    """A digest with these files, parsed and as it came."""
    sink = make_sink()
    shown = render_digest(digest_of("Tin thường"))
    letter = outgoing(kind="digest", text=shown.text, html=shown.html, attachments=files)
    assert make_channel(sink).deliver(letter, 20).delivery is Delivery.SENT
    return sink.parsed()[0], sink.mails[0]


def test_a_file_of_three_megabytes_arrives_byte_for_byte(make_sink: MakeSink, make_channel: MakeChannel) -> None:
    mail, raw = arrived(make_sink, make_channel, Attachment("tong-hop-tuan-2022-W09.xlsx", XLSX, BYTES))
    [part] = mail.iter_attachments()
    assert part.get_content() == BYTES
    assert (part.get_content_type(), part.get_content_disposition()) == (XLSX, "attachment")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert len(raw) < 1.5 * len(BYTES)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Tổng hợp tuần 09.xlsx", "Tổng-hợp-tuần-09.xlsx"),
        ("Bao cao.xlsx", "Bao-cao.xlsx"),
        ("Đơn vị chưa đăng bài tháng 3.xlsx", "Đơn-vị-chưa-đăng-bài-tháng-3.xlsx"),
        ("Tổng hợp".encode().decode() + "\u0301.xlsx", "Tổng-hợṕ.xlsx"),
        ("../../etc/passwd", "etc-passwd"),
        ('a"; filename="b.exe', "a-filename-b.exe"),
        ("a\r\nBcc: khac@xau.test", "a-Bcc-khac-xau.test"),
        ("\u202etxt.exe", "txt.exe"),
        ("a\x00b.xlsx", "a-b.xlsx"),
        ("…", "tep"),
    ],
)
def test_a_name_with_vietnamese_letters_arrives_and_a_hostile_one_only_names_a_file(
    name: str, shown: str, make_sink: MakeSink, make_channel: MakeChannel
) -> None:  # H15
    mail, raw = arrived(make_sink, make_channel, Attachment(name, XLSX, b"PK\x03\x04"))
    [part] = mail.iter_attachments()
    assert part.get_filename() == shown
    assert raw.isascii()  # RFC 2231: percent-encoded, not eight bits in a header
    assert not mail.defects
    assert list(part.keys()) == ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"]
    if not shown.isascii():
        assert b"filename*" in raw


def test_a_long_name_fits_every_file_system(make_sink: MakeSink, make_channel: MakeChannel, tmp_path: Path) -> None:
    name = "ộ" * 300 + ".xlsx"
    assert len(file_name(name).encode()) <= 150
    assert file_name(name).endswith(".xlsx")
    letter = outgoing(kind="digest", attachments=(Attachment(name, XLSX, b"PK"),))
    assert FileChannel(tmp_path).deliver(letter, 5).delivery is Delivery.SENT
    mail, _ = arrived(make_sink, make_channel, Attachment(name, XLSX, b"PK"))
    [part] = mail.iter_attachments()
    assert part.get_filename() == file_name(name)


def test_the_digest_that_cron_sends_bears_a_workbook_that_opens_and_fetches_nothing(
    tmp_path: Path, make_sink: MakeSink
) -> None:
    sink = make_sink()
    world = posted(tmp_path / "w", sink.port, schools=12, bad=3)
    for moment in ("2022-04-04T08:00", "2022-04-04T08:40", "2022-04-12T08:00"):
        turn(world, moment, look=True)
    [mail] = [one for one in sink.parsed() if "Tổng hợp tuần" in one["Subject"]]
    [part] = mail.iter_attachments()
    assert part.get_filename() == "tong-hop-tuan-2022-W14.xlsx"
    data = part.get_content()
    assert 5_000 < len(data) < 500_000
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {"Trường số 1", "Trường số 12"} <= cells
    assert mail["To"].addresses[0].addr_spec == "vanphong@so.test"
    assert mail.get_content_type() == "multipart/mixed"
    # The picture is a table of coloured cells: nothing inside the letter asks for a file, inside or outside of it.
    html = mail.get_body(("html",))
    assert html is not None
    page = html.get_content()
    assert "cid:" not in page
    assert not re.findall(r"<(?:img|link|script|iframe|object|embed|source)\b|\ssrc=|url\(", page, re.IGNORECASE)
    assert 'bgcolor="' in page or "background" in page
    agrees(world, [sink.lines()])
