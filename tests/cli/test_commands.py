"""The program as people run it: exit codes, sentences, and what a command leaves behind."""

from __future__ import annotations

import json
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.pipeline.world import SmallWorld
from tests.program import program

ROOT = Path(__file__).parents[2]


def dondoc(*words: object, home: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    place = ["--home", home] if home is not None else []
    return program(*place, *words, **environment)


def refused(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """It ended with that code and one sentence of ours, not with the inside of the program."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which February is proven overdue for both schools, March is running."""
    world = SmallWorld(tmp_path_factory.mktemp("judged") / "home")
    world.publish(1, "2022-03-05T09:00")
    for moment in ("2022-03-03T08:00", "2022-03-03T09:00", "2022-03-06T08:00"):
        world.run(moment)
    world.store.close()
    return world.home


def fresh(tmp_path: Path) -> Path:
    """A workspace that holds files and no data."""
    world = SmallWorld(tmp_path / "home")
    world.store.close()
    for path in sorted((world.home / "data").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (world.home / "data").rmdir()
    return world.home


@pytest.mark.parametrize(
    "words",
    [
        ("why", "truong-9", "thang", "2022-02"),
        ("close", "truong-1", "thangg", "2022-02", "--by", "Lan", "--reason", "thử"),
        ("attest", "truong-9", "thang", "2022-02", "--by", "Lan", "--reason", "thử"),
        ("confirm", "truong-1", "thang", "2031-02", "1", "--yes", "--by", "Lan", "--reason", "thử"),
        ("waive", "truong-9", "thang", "--from", "2022-02-01", "--to", "2022-02-02", "--by", "Lan", "--reason", "thử"),
    ],
)
def test_a_name_that_is_not_there_ends_with_2(judged: Path, words: tuple[str, ...]) -> None:
    refused(dondoc(*words, home=judged), 2, "không có")


def test_reading_a_file_that_is_not_there_ends_with_2() -> None:
    refused(dondoc("read", "/nofile.html"), 2, "/nofile.html", "không có tệp")


@pytest.mark.parametrize("week", ["2026-W99", "abc", "2026-03", "2021-W53"])
def test_a_week_that_no_calendar_has_ends_with_2(judged: Path, week: str) -> None:
    refused(dondoc("digest", "--week", week, home=judged), 2, week, "2022-W09")


def test_a_folder_that_cannot_be_made_ends_with_3(tmp_path: Path) -> None:
    refused(dondoc("init", "/proc/so-moi"), 3, "/proc/so-moi")


def test_an_address_we_may_not_visit_ends_with_3_and_names_the_setting() -> None:
    done = dondoc("read", "http://127.0.0.1:9/")
    refused(done, 3, "fetch.allow_networks", "http://127.0.0.1:9/")
    assert json.loads(dondoc("read", "http://127.0.0.1:9/", "--json").stdout)["health"] == "forbidden_address"


class _Gone(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<html><body><h1>404</h1><p>Not here</p></body></html>"
        self.send_response(404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_an_address_that_answers_404_ends_with_3_and_says_why(tmp_path: Path) -> None:
    home = fresh(tmp_path)
    settings = home / "settings.yaml"
    settings.write_text(settings.read_text("utf-8") + "fetch: {allow_networks: [127.0.0.0/8]}\n", encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Gone)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        refused(dondoc("read", f"http://127.0.0.1:{server.server_port}/tin/", home=home), 3, "Không đọc được")
    finally:
        server.shutdown()


@pytest.mark.parametrize("command", ["status", "history", "looks", "messages", "publications"])
def test_a_reading_command_makes_nothing_where_nothing_ever_ran(tmp_path: Path, command: str) -> None:
    home = fresh(tmp_path)
    done = dondoc(command, "--json", home=home)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert "dondoc.sqlite3" in done.stderr
    assert not (home / "data").exists()
    refused(dondoc("evidence", "verify", home=home), 3, "dondoc.sqlite3")


def test_why_tells_what_people_decided_and_numbers_what_was_counted(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "home")
    world.publish(1, "2022-02-05T09:00")
    world.run("2022-03-03T08:00")
    world.store.close()
    span = ("--from", "2022-02-01", "--to", "2022-02-28")
    done = dondoc("waive", "truong-2", "thang", *span, "--by", "Bà Hoa", "--reason", "sửa trang", home=world.home)
    assert done.returncode == 0, done.stderr
    assert '"event"' not in done.stderr  # a decision is answered by a sentence; the log stays in its file
    (fact,) = json.loads(dondoc("why", "truong-2", "thang", "2022-02", "--json", home=world.home).stdout)
    (decision,) = fact["decisions"]
    assert (decision["type"], decision["by"], decision["reason"]) == ("waiver", "Bà Hoa", "sửa trang")
    assert "Bà Hoa miễn" in dondoc("why", "truong-2", "thang", "2022-02", home=world.home).stdout
    (other,) = json.loads(dondoc("why", "truong-2", "thang", "2022-03", "--json", home=world.home).stdout)
    assert other["decisions"] == []
    (counted,) = json.loads(dondoc("why", "truong-1", "thang", "2022-02", "--json", home=world.home).stdout)
    number = counted["publications"][0]["id"]
    assert f"bài số {number}" in dondoc("why", "truong-1", "thang", "2022-02", home=world.home).stdout


def test_an_answer_about_an_item_of_another_month_says_so(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "home")
    world.publish(1, "2022-02-05T09:00")
    world.run("2022-03-03T08:00")
    world.store.close()
    office = ("--yes", "--by", "Bà Hoa", "--reason", "đã xem")
    (counted,) = json.loads(dondoc("why", "truong-1", "thang", "2022-02", "--json", home=world.home).stdout)
    number = str(counted["publications"][0]["id"])
    own, other = (
        dondoc("confirm", "truong-1", "thang", month, number, *office, home=world.home).stdout
        for month in ("2022-02", "2022-03")
    )
    assert "Lưu ý" not in own
    assert "bài ghi ngày 05/02/2022, ngoài kỳ này" in other


def test_a_reader_that_is_not_there_is_told_with_its_line(tmp_path: Path) -> None:
    home = fresh(tmp_path)
    (home / "sections.csv").write_text(
        "unit,topic,url,reader\ntruong-1,khac,https://truong-1.edu.test/khac/,wordpres\n", encoding="utf-8"
    )
    for words in (("units", "check"), ("doctor",), ("run",)):
        refused(dondoc(*words, home=home), 2, "sections.csv:2", "wordpres", "wordpress")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--unit", "truong-11"), "truong-1"),
        (("--obligation", "thangg"), "thang"),
        (("--period", "2026-99"), "2022-Q1"),
    ],
)
def test_status_of_a_name_that_is_not_there_ends_with_2(judged: Path, words: tuple[str, str], hint: str) -> None:
    done = dondoc("status", *words, "--json", home=judged)
    refused(done, 2, words[1], hint)
    assert done.stdout == ""


def test_the_beginning_of_all_lists_carries_the_offset_of_vietnam_today(judged: Path) -> None:
    looks = json.loads(dondoc("looks", "--json", home=judged).stdout)
    assert {look["complete_since"] for look in looks} == {"1970-01-01T00:00:00+07:00"}


def test_a_bare_day_of_known_at_is_the_end_of_that_day(judged: Path) -> None:
    def rows(moment: str) -> list[dict[str, str]]:
        return json.loads(dondoc("history", "--known-at", moment, "--json", home=judged).stdout)

    assert rows("2022-03-02") == []
    assert rows("2022-03-03") == rows("2022-03-03T23:59+07:00") == rows("03/03/2022") == rows("3/3/2022") != []
    refused(dondoc("history", "--known-at", "31/02/2022", home=judged), 2, "05/03/2022")


def test_officers_read_words_and_scripts_read_codes(judged: Path) -> None:
    shown = dondoc("messages", home=judged).stdout
    assert "đã gửi" in shown
    assert " sent " not in shown
    assert {row["state"] for row in json.loads(dondoc("messages", "--json", home=judged).stdout)} >= {"sent"}


def test_a_narrow_terminal_shows_blocks_and_no_address_is_cut(judged: Path) -> None:
    for columns in ("80", "120"):
        shown = dondoc("publications", home=judged, COLUMNS=columns).stdout
        whole = "".join(line.strip(" │┃").rpartition("│")[2].strip() for line in shown.splitlines())
        assert "https://truong-1.edu.test/cchc/bai-1.html" in whole
        assert "…" not in shown


def test_a_second_init_adds_no_example_beside_a_plan(tmp_path: Path) -> None:
    home = tmp_path / "so-moi"
    assert dondoc("init", home, "--plan", "soc-trang-gddt-2022").returncode == 0
    assert dondoc("init", home).returncode == 0
    assert [path.name for path in (home / "plans").iterdir()] == ["soc-trang-gddt-2022.yaml"]


def test_init_names_the_plans_there_are() -> None:
    shown = "".join(dondoc("init", "--help").stdout.split())
    for plan in (ROOT / "config" / "plans").glob("*.yaml"):
        assert plan.stem in shown


def test_a_file_where_the_data_folder_belongs_is_named(tmp_path: Path) -> None:
    home = fresh(tmp_path)
    (home / "data").write_text("x", encoding="utf-8")
    for words in (("status",), ("run",)):
        refused(dondoc(*words, home=home), 2, str(Path("data")), "thư mục")


def test_a_home_that_is_not_there_is_named_whole(tmp_path: Path) -> None:
    refused(dondoc("status", home=tmp_path / "nowhere"), 2, str(tmp_path / "nowhere"))


PLAN = """\
id: thu
title: Kế hoạch thử
issuer: Sở GDĐT tỉnh Phù Sa
issued: 2022-01-05
year: 2022
obligations:
  - {id: phim, title: Video, source: "1", kind: recurring, who: {units: [a]}, where: {topic: cchc}, every: quarter,
     from: 2022-01, to: 2022-12, accepts: [video]}
  - {id: tin, title: Tin bài, source: "2", kind: recurring, who: {units: [a]}, where: {topic: cchc}, every: month,
     from: 2022-01, to: 2022-12}
"""


def test_match_shows_duties_without_words_and_takes_nothing_for_a_video(tmp_path: Path) -> None:
    plan = tmp_path / "thu.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    done = dondoc("match", "Bất kỳ", "--plan", plan, "--json")
    assert done.returncode == 0, done.stderr
    found = {row["obligation"]: row for row in json.loads(done.stdout)}
    assert (found["tin"]["decision"], found["tin"]["score"], found["tin"]["matched"]) == ("yes", 1.0, [])
    assert found["phim"]["decision"] == "ask"
    said = {row["obligation"]: row for row in json.loads(dondoc(
        "match", "Bất kỳ", "--plan", plan, "--kind", "video", "--json").stdout)}  # fmt: skip
    assert said["phim"]["decision"] == "yes"
    assert "bất kỳ bài nào" in dondoc("match", "Bất kỳ", "--plan", plan).stdout


def test_verify_counts_what_it_checked(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "home")
    world.run("2022-03-03T08:00")
    world.store.close()
    draft = world.home / "data" / "evidence" / "dở-dang.warc.gz.tmp"
    draft.write_bytes(b"torn")
    done = dondoc("evidence", "verify", home=world.home)
    assert "2 bản ghi trong 1 tệp" in done.stdout
    assert f"{draft.name}: bản nháp bỏ dở, vô hại" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("command", ["run", "daemon"])
def test_a_rehearsal_in_a_workspace_that_really_looked_is_refused_at_once(judged: Path, command: str) -> None:
    refused(dondoc("--at", "2022-03-08T08:00+07:00", command, home=judged), 2, "không diễn tập", "dondoc init")


def test_a_workbook_needs_a_file_to_go_to(judged: Path) -> None:
    done = dondoc("history", "--format", "xlsx", home=judged)
    refused(done, 2, "-o TỆP")
    assert done.stdout == ""
