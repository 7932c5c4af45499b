"""settings.yaml: its defaults, its faults, and no secrets in it."""

from __future__ import annotations

from datetime import date, time
from ipaddress import ip_network
from pathlib import Path

import pytest

from monitor.catalogue.loading import check_settings
from monitor.catalogue.settings import CopySettings, Settings, database_url, smtp_password
from monitor.catalogue.workspace import config_dir
from tests.catalogue.worlds import SETTINGS, faults_of, has


def read(folder: Path, text: str) -> Settings:
    (folder / "settings.yaml").write_text(text, encoding="utf-8")
    return check_settings(folder / "settings.yaml")


def faults(folder: Path, text: str) -> list[str]:
    found = faults_of(lambda: read(folder, text))
    return [fault.removeprefix(f"{folder}/") for fault in found]


def test_little_is_enough_and_the_rest_has_defaults(tmp_path: Path) -> None:
    settings = read(tmp_path, SETTINGS)
    assert settings.database == f"sqlite:///{tmp_path}/data/dondoc.sqlite3"
    assert (settings.send_to, settings.route, settings.looks.confirm_after_min) == ("office", ("file",), 30)
    assert settings.admin.email == settings.office.email == "cchc@so.test"
    assert (settings.quiet.start, settings.quiet.end) == (time(20), time(7))
    assert settings.channels.file.dir == tmp_path / "data/outbox"


def test_every_key_of_the_interface_is_understood(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        SETTINGS.replace("send_to: office", "send_to: units")
        + """
database: postgresql+psycopg://dondoc@127.0.0.1:5432/dondoc
admin: {email: "admin@so.test"}
fetch: {allow_networks: [127.0.0.0/8], pause_s: 0.5, deadline_s: 20, user_agent: "thu nghiem"}
looks: {confirm_after_min: 40, every_h: 12}
watch_from: 2026-04
channels:
  email: {host: 127.0.0.1, port: 2525, security: none, user: null, sender: "dondoc@so.test"}
  file: {dir: hop-thu}
route: [email, file]
ladder: {remind_days: [3, 10, 10], escalate_days: 5, digest: "Fri 16:00"}
quiet: {from: 21:30, to: 06:00}
storm: {share: 0.5, least: 2}
""",
    )
    assert settings.send_to == "units"
    assert settings.fetch.allow_networks == (ip_network("127.0.0.0/8"),)
    assert settings.watch_from == date(2026, 4, 1)
    assert settings.channels.email is not None
    assert (settings.channels.email.port, settings.channels.email.security) == (2525, "none")
    assert settings.ladder.remind_days == (10, 3)
    assert (settings.ladder.digest_weekday, settings.ladder.digest_time) == (4, time(16))
    assert settings.quiet.start == time(21, 30)
    assert settings.database.startswith("postgresql+psycopg://")


def test_a_day_may_begin_the_watch(tmp_path: Path) -> None:
    assert read(tmp_path, SETTINGS + "watch_from: 2026-04-15\n").watch_from == date(2026, 4, 15)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("send_too: units", ("không có khóa “send_too”", "“send_to”")),
        ("fetch: {pauze_s: 1}", ("không có khóa “pauze_s”", "“pause_s”")),
        ("quiet: {form: 20:00}", ("“form”", "“from”")),
        ("fetch: {pause_s: 1,5}", ("pause_s",)),
        ("fetch: {deadline_s: 1e3}", ("“1e3” không phải số",)),
        ("fetch: {deadline_s: 020}", ("“020” không phải số",)),
        ("fetch: {pause_s: -1}", ("-1 nằm ngoài khoảng cho phép", "từ 0 đến 600")),
        ("fetch: {respect_robots: no}", ("viết false",)),
        ("fetch: {allow_networks: [0.0.0.0/0]}", ("mở toàn bộ mạng",)),
        ("fetch: {allow_networks: 10.0.0.0/8}", ("phải là danh sách",)),
        ("fetch: {user_agent: 'Đôn Đốc'}", ("ASCII",)),
        ("fetch: {ca_file: khong-co.pem}", ("không có tệp",)),
        ("looks: {confirm_after_min: 0}", ("từ 1 đến 1440",)),
        ("looks: {control_urls: ['ftp://a.test']}", ("không phải địa chỉ http",)),
        ("looks: 5", ("`looks` phải là các cặp",)),
        ("watch_from: 2026-13", ("không có tháng 13",)),
        ("watch_from: 04/2026", ("viết năm-tháng, ví dụ 2026-04",)),
        ("ladder: {digest: 'Hai 07:30'}", ("không phải thứ và giờ",)),
        ("quiet: {from: 25:00}", ("“25:00” không phải giờ",)),
        ("quiet: {from: 07:00}", ("cùng lúc",)),
        ("route: [email]", ("channels.email chưa có",)),
        ("route: [zalo]", ("“zalo”",)),
        ("storm: {share: 2}", ("từ 0 đến 1",)),
        ("database: mysql://a/b", ("sqlite:///data/dondoc.sqlite3",)),
        ("database: postgresql+psycopg://u:bi-mat@h/d", ("mật khẩu", "PGPASSWORD")),
        ("admin: {email: 'khong phai thu'}", ("địa chỉ thư",)),
        ("channels: {email: {host: h, sender: a@so.test, copy: {user: u, host: h}}}", ("`copy`: thiếu to",)),
        ("channels: {email: {host: h, sender: a@so.test, copy: {to: b@so.test, user: u}}}", ("`copy`: thiếu host",)),
        ("bounces: {port: 993}", ("`bounces`: thiếu host", "viết bounces: {host: …")),
        ('admin: {email: "a@b.test\\nBcc: c@d.test"}', ("xuống dòng",)),
        ("channels: {email: {host: h, sender: a@so.test, password: bi-mat}}", ("không được nằm trong tệp",)),
        ("channels: {email: {host: h}}", ("kênh thư thiếu `sender`",)),
        ("channels: {email: {host: h, sender: a@so.test, password_file: khong-co}}", ("không có tệp mật khẩu",)),
    ],
)
def test_a_fault_names_its_line_and_what_would_be_right(tmp_path: Path, line: str, words: tuple[str, ...]) -> None:
    found = faults(tmp_path, SETTINGS + line + "\n")  # F20
    assert has(found, "settings.yaml:3: ", *words), found


def test_a_mailbox_of_copies_belongs_to_the_email_channel(tmp_path: Path) -> None:
    box = "{to: luu@so.test, host: mail.so.test, user: luu, folder: Lưu, wait_s: 2}"
    line = f"channels: {{email: {{host: h, sender: a@so.test, copy: {box}}}}}\n"
    email = read(tmp_path, SETTINGS + line).channels.email
    assert email is not None
    assert email.copy == CopySettings("mail.so.test", "luu", 993, "Lưu", to="luu@so.test", wait_s=2.0)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    text = "office: {email: sai}\nsend_to: everybody\nfetch:\n  pause_s: chậm\n  deadlines_s: 1\nquiet: {from: 9h}\n"
    assert [fault.split(": ")[0] for fault in faults(tmp_path, text)] == [
        f"settings.yaml:{line}" for line in (1, 2, 4, 5, 6)
    ]


def test_an_office_without_address_is_a_fault_unless_nobody_is_told(tmp_path: Path) -> None:
    assert has(faults(tmp_path, "send_to: office\n"), "settings.yaml:1: thiếu office.email")
    assert faults(tmp_path, "send_to: nobody\n") == []


def test_the_secret_never_shows_in_a_fault(tmp_path: Path) -> None:
    text = SETTINGS + "password: bi-mat-lam\ndatabase: mysql://u:bi-mat-lam@h/d\n"
    assert "bi-mat-lam" not in "\n".join(faults(tmp_path, text))


def test_a_password_file_must_not_be_readable_by_everybody(tmp_path: Path) -> None:  # I18
    secret = tmp_path / "smtp"
    secret.write_text("bi-mat\n")
    text = SETTINGS + "channels:\n  email: {host: h, sender: a@so.test, password_file: smtp}\n"
    secret.chmod(0o644)
    assert has(faults(tmp_path, text), "settings.yaml:4: ai cũng đọc được", "chmod 600")
    secret.chmod(0o600)
    email = read(tmp_path, text).channels.email
    assert email is not None
    assert smtp_password(email, {}) == "bi-mat"
    assert smtp_password(email, {"DONDOC_SMTP_PASSWORD": "khac"}) == "khac"
    assert "bi-mat" not in repr(email)


def test_the_environment_may_name_another_database(tmp_path: Path) -> None:
    settings = read(tmp_path, SETTINGS)
    assert database_url(settings, {"DONDOC_DATABASE": "postgresql+psycopg://u:p@h/d"}) == "postgresql+psycopg://u:p@h/d"
    assert database_url(settings, {}) == settings.database


def test_the_shipped_example_says_the_defaults(tmp_path: Path) -> None:
    text = (config_dir() / "settings.example.yaml").read_text(encoding="utf-8")
    example, bare = read(tmp_path, text), read(tmp_path, SETTINGS)
    assert (example.fetch, example.looks, example.ladder) == (bare.fetch, bare.looks, bare.ladder)
    assert (example.quiet, example.storm, example.database) == (bare.quiet, bare.storm, bare.database)


def test_the_commented_mail_block_of_the_example_is_right(tmp_path: Path) -> None:
    text = (config_dir() / "settings.example.yaml").read_text(encoding="utf-8")
    lines = text.splitlines()
    start = lines.index("  # email:")
    for number in range(start, start + 9):
        lines[number] = lines[number].replace("  # ", "  ", 1)
    settings = read(tmp_path, "\n".join(lines).replace("route: [file]", "route: [email]"))
    assert settings.channels.email is not None
    assert settings.channels.email.sender == "dondoc@so.test"


def test_a_missing_file_says_how_to_begin(tmp_path: Path) -> None:
    assert has(faults_of(lambda: check_settings(tmp_path / "settings.yaml")), "", "không có tệp này", "dondoc init")
