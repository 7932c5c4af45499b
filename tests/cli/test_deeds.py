"""What people decide, from the command line: days, events, words with proof, closing; each once, and logged."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.cli.site import Site, workspace
from tests.cli.test_commands import dondoc, refused

UNIT = "thcs-hoa-mai"
BY = ("--by", "Bà Hoa", "--reason", "công văn 12 của Sở")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace in which nothing can be looked at: people alone decide."""
    return workspace(tmp_path / "home", Site(port=9))


def facts(home: Path, day: str, *words: object) -> Any:
    at = day if "T" in day else f"{day}T09:00"
    done = dondoc("--at", f"{at}+07:00", *words, "--json", home=home)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refusal(home: Path, day: str, *words: object) -> Any:
    return dondoc("--at", f"{day}T09:00+07:00", *words, home=home)


def status(home: Path, day: str, obligation: str, period: str | None = None) -> dict[str, Any]:
    facts(home, day, "judge")
    found = facts(home, day, "status", "--unit", UNIT, "--obligation", obligation)
    (fact,) = [one for one in found if period in (None, one["period"])]
    return dict(fact)


def test_the_office_sets_a_day_and_the_duty_is_judged_by_it(home: Path) -> None:
    assert status(home, "2022-05-04", "bao-cao")["reason_code"] == "no_due_day"
    done = facts(home, "2022-05-04", "set-day", UNIT, "bao-cao", "--day", "2022-06-15", *BY)
    assert (done["changed"], done["day"]) == (True, "2022-06-15")
    fact = status(home, "2022-05-05", "bao-cao")
    assert (fact["status"], fact["due"], fact["due_source"]) == (
        "not_due",
        "2022-06-16T00:00:00+07:00",
        "văn phòng đặt ngày 04/5/2022 (Bà Hoa)",
    )
    assert "văn phòng đặt ngày 04/5/2022" in fact["sentence"]
    assert "15/06/2022" in dondoc("--at", "2022-05-05T09:00+07:00", "status", home=home).stdout
    assert status(home, "2022-06-13", "bao-cao")["status"] == "due_soon"
    assert status(home, "2022-06-20", "bao-cao")["reason_code"] == "ask_office"
    again = facts(home, "2022-06-20", "set-day", UNIT, "bao-cao", "--day", "2022-06-15", *BY)
    assert not again["changed"]
    moved = facts(home, "2022-06-21", "set-day", "--all", "bao-cao", "--day", "2022-07-15", *BY)
    assert moved["changed"]
    assert status(home, "2022-06-22", "bao-cao")["status"] == "not_due"


def test_a_day_is_not_set_where_the_plan_has_one_or_outside_it(home: Path) -> None:
    words = ("set-day", UNIT, "thang", "2022-05", "--day", "2022-06-15", *BY)
    refused(refusal(home, "2022-05-04", *words), 2, "kế hoạch đã nêu hạn", "31/5/2022")
    for day in ("2031-01-01", "2022-01-04"):  # the plan is of 5 January
        words = ("set-day", UNIT, "bao-cao", "--day", day, *BY)
        refused(refusal(home, "2022-05-04", *words), 2, "nằm ngoài kế hoạch")
    refused(refusal(home, "2022-05-04", "set-day", "bao-cao", "--day", "2022-06-15", *BY), 2, "--all")


def test_an_event_makes_what_hangs_on_it_binding(home: Path) -> None:
    assert status(home, "2022-06-10", "hoi-thi")["reason_code"] == "no_event"
    assert facts(home, "2022-06-10", "event", UNIT, "hoi-thi", "--yes", *BY)["took_place"]
    assert status(home, "2022-06-10T10:00", "hoi-thi")["reason_code"] == "ask_office"
    assert not facts(home, "2022-06-11", "event", UNIT, "hoi-thi", "--yes", *BY)["changed"]
    assert facts(home, "2022-06-12", "event", UNIT, "hoi-thi", "--no", *BY)["changed"]
    assert status(home, "2022-06-12T10:00", "hoi-thi")["reason_code"] == "no_event"
    refused(refusal(home, "2022-06-12", "event", UNIT, "bao-cao", "--yes", *BY), 2, "không phải việc")


def test_a_file_is_kept_under_its_hash_and_its_name_made_safe(home: Path, tmp_path: Path) -> None:
    paper = tmp_path / "..Biên bản họp số 1 <x>.PDF"
    paper.write_bytes(b"%PDF-1.4 bien ban")
    words = ("attest", UNIT, "bao-cao", "--file", paper, "--link", "https://so.test/vb/1", "--until", "2022-12-31", *BY)
    done = facts(home, "2022-05-04", *words)
    digest = sha256(paper.read_bytes()).hexdigest()
    assert done["sha256"] == digest
    name, link = done["evidence"].split("; ")
    assert (name, link) == (f"data/papers/{digest[:16]}-bien-ban-hop-so-1-x.pdf", "https://so.test/vb/1")
    assert (home / name).read_bytes() == paper.read_bytes()
    assert status(home, "2022-05-05", "bao-cao")["status"] == "met"
    assert not facts(home, "2022-05-06", *words)["changed"]
    (fact,) = facts(home, "2022-05-06", "why", UNIT, "bao-cao")
    assert [(one["type"], one["by"], one["sha256"]) for one in fact["decisions"]] == [("attestation", "Bà Hoa", digest)]
    assert status(home, "2023-01-01", "bao-cao")["status"] != "met"


@pytest.mark.parametrize("size", [None, 0, 20_000_001])
def test_a_file_that_will_not_do_is_refused_and_nothing_is_kept(home: Path, tmp_path: Path, size: int | None) -> None:
    paper = tmp_path / "to-trinh.pdf"
    if size is not None:
        with paper.open("wb") as file:
            file.truncate(size)
    refused(refusal(home, "2022-05-04", "attest", UNIT, "bao-cao", "--file", paper, *BY), 2, "to-trinh.pdf")
    assert not (home / "data" / "papers").exists()
    assert facts(home, "2022-05-04", "audit") == []


def test_a_units_own_word_waits_for_the_office(home: Path) -> None:
    words = ("attest", UNIT, "bao-cao", "--unit-word", "--link", "https://so.test/vb/2")
    facts(home, "2022-05-04", *words, "--by", "Thầy Minh", "--reason", "đã gửi bản giấy")
    fact = status(home, "2022-05-04T10:00", "bao-cao")
    assert fact["status"] == "awaiting"
    assert [one["kind"] for one in fact["questions"]] == ["word"]
    shown = dondoc("--at", "2022-05-04T11:00+07:00", "why", UNIT, "bao-cao", home=home).stdout
    assert "Thầy Minh báo đã thực hiện (Văn phòng chưa xác nhận)" in shown
    facts(home, "2022-05-05", "attest", UNIT, "bao-cao", *BY)
    fact = status(home, "2022-05-05T10:00", "bao-cao")
    assert (fact["status"], fact["questions"]) == ("met", [])


def test_what_only_a_page_can_prove_takes_no_word(home: Path) -> None:
    done = refusal(home, "2022-05-04", "attest", UNIT, "thang", "2022-04", *BY)
    refused(done, 2, "chỉ nhận minh chứng trên web", "dondoc reply")
    done = refusal(home, "2022-05-04", "attest", UNIT, "hop", "2022-06", *BY)
    refused(done, 2, "nhiều phần", "hop-a", "hop-b")
    assert facts(home, "2022-06-04", "attest", UNIT, "hop-a", "2022-06", *BY)["changed"]


def test_a_deed_without_name_or_reason_is_refused_with_both_named(home: Path) -> None:
    done = refusal(home, "2022-05-04", "close", UNIT, "thang", "2022-04", "--by", "  ")
    refused(done, 2, "thiếu --by", "thiếu --reason", "nhật ký")


def test_confirm_names_what_stands_there(home: Path) -> None:
    words = ("confirm", UNIT, "thang", "2022-04", "77", "--yes", *BY)
    refused(refusal(home, "2022-05-04", *words), 2, "không có bài số 77", "chuyên mục cchc", "chưa có bài nào")


def test_waiving_a_closed_period_says_what_it_did_not_change(home: Path) -> None:
    facts(home, "2022-05-04", "judge")
    assert facts(home, "2022-05-04", "close", UNIT, "thang", "2022-03", *BY)["changed"]
    again = facts(home, "2022-05-04T10:00", "close", UNIT, "thang", "2022-03", *BY)
    assert not again["changed"]
    assert "Đã chốt từ trước" in again["sentence"]
    words = ("waive", UNIT, "thang", "--from", "2022-03-01", "--to", "2022-04-30", *BY)
    done = facts(home, "2022-05-05", *words)
    assert (done["periods"], done["closed"]) == (["2022-04"], ["2022-03"])
    assert "giữ nguyên" in done["sentence"]
    assert status(home, "2022-05-05T10:00", "thang", "2022-03")["status"] == "unknown"
    assert status(home, "2022-05-05T10:00", "thang", "2022-04")["status"] == "waived"
    assert facts(home, "2022-05-06", "reopen", UNIT, "thang", "2022-03", *BY)["changed"]
    assert status(home, "2022-05-06T10:00", "thang", "2022-03")["status"] == "waived"
    assert not facts(home, "2022-05-06T11:00", "reopen", UNIT, "thang", "2022-03", *BY)["changed"]
    assert not facts(home, "2022-05-06T11:00", *words)["changed"]
    refused(
        refusal(home, "2022-05-06", "waive", UNIT, "thang", "--from", "2021-01-01", "--to", "2021-02-01", *BY),
        2,
        "2022-02",
    )
    why = dondoc("--at", "2022-05-06T12:00+07:00", "why", UNIT, "thang", "2022-03", home=home).stdout
    for line in ("Bà Hoa chốt kỳ", "Bà Hoa miễn từ 2022-03-01", "Bà Hoa mở lại kỳ"):
        assert line in why


def test_a_waiver_is_taken_back_and_both_words_stand(home: Path) -> None:
    facts(home, "2022-05-04", "judge")
    words = ("waive", UNIT, "thang", "--from", "2022-04-01", "--to", "2022-04-30", *BY)
    refused(refusal(home, "2022-05-04", *words, "--revoke"), 2, "không được miễn")
    assert facts(home, "2022-05-04T10:00", *words)["granted"]
    assert status(home, "2022-05-04T11:00", "thang", "2022-04")["status"] == "waived"
    done = facts(home, "2022-05-05", *words, "--revoke")
    assert (done["changed"], done["granted"], done["periods"]) == (True, False, ["2022-04"])
    assert "thôi miễn" in done["sentence"]
    assert not facts(home, "2022-05-05T10:00", *words, "--revoke")["changed"]
    assert status(home, "2022-05-05T11:00", "thang", "2022-04")["status"] == "unknown"
    asked = ("--at", "2022-05-05T12:00+07:00", "why", UNIT, "thang", "2022-04")
    (fact,) = json.loads(dondoc(*asked, "--json", home=home).stdout)
    assert [made["granted"] for made in fact["decisions"]] == [True, False]
    assert "Bà Hoa thôi miễn từ 2022-04-01" in dondoc(*asked, home=home).stdout
    log = dondoc("--at", "2022-05-05T12:00+07:00", "audit", home=home, COLUMNS="220").stdout
    assert "│ thôi miễn từ 2022-04-01" in log


def test_the_log_tells_every_deed_once_in_order(home: Path) -> None:
    facts(home, "2022-05-04", "judge")
    facts(home, "2022-05-04", "close", UNIT, "thang", "2022-03", *BY)
    facts(home, "2022-05-05", "close", UNIT, "thang", "2022-03", *BY)
    facts(home, "2022-05-05", "event", "--all", "hoi-thi", "--yes", "--by", "Ông Nam", "--reason", "có hội thi")
    log = facts(home, "2022-05-06", "audit", "--unit", UNIT)
    kept = [(one["at"], one["who"], one["action"], one["reason"]) for one in log]
    assert kept == [
        ("2022-05-04T09:00:00+07:00", "Bà Hoa", "close", "công văn 12 của Sở"),
        ("2022-05-05T09:00:00+07:00", "Ông Nam", "occurrence", "có hội thi"),
    ]
    assert [one["who"] for one in facts(home, "2022-05-06", "audit", "--by", "Ông Nam")] == ["Ông Nam"]
    assert len(facts(home, "2022-05-04", "audit", "--unit", UNIT)) == 1


def test_doctor_speaks_of_letters_that_would_carry_links_nothing_answers(home: Path) -> None:
    def page() -> list[str]:
        told = dondoc("--at", "2022-05-04T09:00+07:00", "doctor", home=home).stdout
        return [line for line in told.splitlines() if "Trang trả lời" in line]

    facts(home, "2022-05-04", "judge")
    assert page() == []
    settings = home / "settings.yaml"
    settings.write_text(settings.read_text("utf-8") + 'web: {base_url: "https://dondoc.so.test"}\n', encoding="utf-8")
    assert any("web.base_url" in line for line in page())


def test_doctor_says_in_words_why_no_site_was_reached(home: Path) -> None:
    facts(home, "2022-05-04", "judge")
    told = dondoc("--at", "2022-05-04T09:00+07:00", "doctor", home=home).stdout
    [line] = [line for line in told.splitlines() if "Mạng:" in line]
    assert line.endswith("máy chủ từ chối kết nối")


def test_an_alarm_about_a_lost_database_stands_in_the_log_and_is_no_bare_word(home: Path) -> None:
    facts(home, "2022-05-04", "judge")
    (home / "data" / "dondoc.sqlite3").unlink()
    done = dondoc("run", home=home)
    assert done.returncode == 3
    assert "đã mất" in done.stderr
    assert "alarm" not in [line.strip() for line in done.stderr.splitlines()]
    log = [json.loads(line) for line in (home / "data" / "logs" / "dondoc.log").read_text("utf-8").splitlines()]
    assert "alarm" in [line["event"] for line in log]
