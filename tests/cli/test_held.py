"""Letters that the brake holds can be looked at before anybody lets them go (S25)."""

from __future__ import annotations

from pathlib import Path

from tests.cli.site import run, serving, workspace
from tests.cli.test_commands import dondoc


def test_what_is_held_is_listed_until_it_is_let_go(tmp_path: Path) -> None:
    with serving() as site:
        site.article("/cchc/tin-1.html", "Nhà trường triển khai cải cách hành chính", "01/02/2022 09:00", True)
        home = workspace(tmp_path / "home", site)
        settings = home / "settings.yaml"
        settings.write_text(settings.read_text("utf-8") + "storm: {share: 0.1, least: 0}\n", encoding="utf-8")
        run(home, "2022-04-04T08:00", "2022-04-04T08:40")
    at = ("--at", "2022-04-04T08:41+07:00")
    for words in (("messages",), ("messages", "--state", "held")):
        shown = dondoc(*at, *words, home=home).stdout
        assert "Đang giữ, chưa soạn thành thư: 2" in shown
        assert all(word in shown for word in ("lan@thcs-hoa-mai.edu.test", "minh@thcs-hoa-mai.edu.test", "2022-03"))
    assert "Đang giữ, chưa" not in dondoc(*at, "messages", "--state", "sent", home=home).stdout
    done = dondoc(*at, "release", "--by", "Bà Hoa", "--reason", "đã xem", home=home)
    assert "Đã cho gửi 2 thông báo" in done.stdout
    assert "Đang giữ, chưa" not in dondoc(*at, "messages", home=home).stdout
