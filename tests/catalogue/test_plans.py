"""Plan files: every key, every fault at once with its line and the nearest right name (F20)."""

from __future__ import annotations

import hashlib
import os
from datetime import date, time
from pathlib import Path

import pytest

from monitor.catalogue.loading import check_plan, load_catalogue
from rules.model import AfterIssue, Always, Deadline, Every, Kind, Medium, Obligation, Plan, Undated, Window
from tests.catalogue.worlds import PLAN, faults_of, has, workspace

BASE = "id: p\nyear: 2026\nobligations:\n"


def read(folder: Path, text: str) -> Plan:
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    return check_plan(folder / "p.yaml")


def one(folder: Path, keys: str) -> Obligation:
    return read(folder, BASE + "  - {id: X, who: a, " + keys + "}\n").obligations[0]


def faults(folder: Path, text: str) -> list[str]:
    return [fault.removeprefix(f"{folder}/") for fault in faults_of(lambda: read(folder, text))]


def in_workspace(folder: Path, plan: str, **files: str) -> list[str]:
    return faults_of(lambda: load_catalogue(workspace(folder, plan=plan, **files)))


# --- what is right ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "when"),
    [
        (
            "kind: recurring, every: month, from: 2026-02, to: 2026-11",
            Every("month", date(2026, 2, 1), date(2026, 11, 30)),
        ),
        ("kind: recurring, every: week", Every("week", date(2026, 1, 1), date(2026, 12, 31))),
        (
            "kind: deadline, every: half, bounds: [12-15, 06-15], skip: [H2], due_day: 20",
            Every("half", date(2026, 1, 1), date(2026, 12, 31), ((12, 15), (6, 15)), ("H2",), 20),
        ),
        ("kind: scheduled, window: 2026-02", Window("2026-02", date(2026, 2, 1), date(2026, 2, 28))),
        (
            "kind: scheduled, window: {from: 2026-04-01, to: 2026-04-20}",
            Window("2026-04-01..2026-04-20", date(2026, 4, 1), date(2026, 4, 20)),
        ),
        (
            "kind: scheduled, window: {from: 2026-04, to: 2026-05}",
            Window("2026-04-01..2026-05-31", date(2026, 4, 1), date(2026, 5, 31)),
        ),
        ("kind: deadline, before: 2026-04-02", Deadline(date(2026, 4, 2), inclusive=False)),
        ("kind: deadline, by: 2026-04-02", Deadline(date(2026, 4, 2), inclusive=True)),
        ("kind: scheduled, after: issue", AfterIssue()),
        ("kind: standing, always: true, present: section", Always()),
        ("kind: standing, fresh_days: 30", Always()),
        ("kind: deadline, undated: true", Undated()),
        ("kind: deadline, undated: true, covers: 2026-H1", Undated("2026-H1")),
    ],
)
def test_every_time_key_is_understood(tmp_path: Path, keys: str, when: object) -> None:
    assert one(tmp_path, keys).when == when


def test_every_other_key_is_understood(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        "kind: scheduled, window: 2026-04, title: T, source: 'II.3', with: [b, {group: g}], report_to: [c],"
        "where: {topic: van-ban, site: so-gddt}, at_least: 2, accepts: [video], needs: [attachment], covers: 2025,"
        "match: {all: ['a|b'], any: [c d], none: [đ]}, reading: strict, roll: next_working_day, grace_days: 0,"
        "cure: 10, early: ask, proof: [web, upload], confirmed_by: office, when_event: true, binding: target,"
        "count_by: ask, ladder: {remind_days: [5]}, watch_from: 2026-03, note: n, ambiguity: m, themes: [t]",
    )
    assert found.informed == ("b", "g")
    assert (found.where.topic, found.where.site) == ("van-ban", "so-gddt")
    assert (found.at_least, found.accepts, found.needs) == (2, {Medium.VIDEO}, ("attachment",))
    assert (found.match.all, found.match.any, found.match.none) == (("a|b",), ("c d",), ("đ",))
    assert (found.reading, found.roll, found.grace_days, found.early) == ("strict", "next_working_day", 0, "ask")
    assert (found.proof, found.confirmed_by, found.when_event) == (("web", "upload"), "office", True)
    assert (found.binding, found.count_by, found.watch_from) == ("target", "ask", date(2026, 3, 1))
    assert found.ladder is not None
    assert (found.ladder.remind_days, found.ladder.escalate_days, found.ladder.digest_time) == ((5,), 7, time(7, 30))


@pytest.mark.parametrize("cure", ["none", "10", "plan_end"])
def test_a_cure_is_none_days_or_the_end_of_the_plan(tmp_path: Path, cure: str) -> None:
    assert one(tmp_path, f"kind: scheduled, window: 2026-04, cure: {cure}").cure == cure


def test_who_is_a_unit_units_or_a_group_each_or_as_one(tmp_path: Path) -> None:
    text = BASE
    for number, lead in enumerate(["a", "{units: [a, b]}", "{group: g, each: false}"]):
        text += f"  - {{id: X{number}, kind: scheduled, window: 2026-04, lead: {lead}}}\n"
    first, second, third = (item.who for item in read(tmp_path, text).obligations)
    assert (first.units, second.units, third.groups) == (("a",), ("a", "b"), ("g",))
    assert (first.each, second.each, third.each) == (True, True, False)


def test_an_attested_duty_has_no_place_on_the_web_and_the_office_confirms_it(tmp_path: Path) -> None:
    found = one(tmp_path, "kind: attested, window: 2026-04")
    assert (found.where.offline, found.proof, found.confirmed_by) == (True, ("attest",), "office")


def test_parts_take_what_they_leave_out_from_the_whole(tmp_path: Path) -> None:
    text = (
        BASE + "  - id: W\n    kind: scheduled\n    lead: a\n    with: [b]\n    window: 2026-04\n    covers: 2025\n"
        "    all_of:\n"
        "      - {id: Wa, kind: attested, where: offline}\n"
        "      - {id: Wb, window: 2026-05, who: c}\n"
    )
    whole = read(tmp_path, text).obligations[0]
    first, second = whole.parts
    assert whole.parts_mode == "all_of"
    assert (first.kind, first.who.units, first.informed, first.covers) == (Kind.ATTESTED, ("a",), ("b",), "2025")
    assert first.when == whole.when
    assert (second.kind, second.who.units) == (Kind.SCHEDULED, ("c",))
    assert second.when == Window("2026-05", date(2026, 5, 1), date(2026, 5, 31))


@pytest.mark.parametrize(
    ("issued", "first", "last"),
    [
        ("issued: 2022-02", date(2022, 2, 1), date(2022, 2, 28)),
        ("issued: 2022-02\nissued_after: 2022-02-18", date(2022, 2, 19), date(2022, 2, 28)),
        ("issued: 2022-02-21", date(2022, 2, 21), date(2022, 2, 21)),
        ("year: 2022", None, None),
    ],
)
def test_the_day_of_issue_may_be_known_only_roughly(
    tmp_path: Path, issued: str, first: date | None, last: date | None
) -> None:  # S5
    plan = read(tmp_path, f"id: p\n{issued}\nobligations: [{{id: X, kind: attested, who: a, window: 2022-04}}]\n")
    assert (plan.issued_from, plan.issued_to, plan.year) == (first, last, 2022)


def test_the_digest_names_the_text_not_its_encoding(tmp_path: Path) -> None:  # S20
    (tmp_path / "a.yaml").write_bytes(PLAN.encode())
    (tmp_path / "b.yaml").write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").replace("ỗ", "ô\u0303").encode())
    digest = check_plan(tmp_path / "a.yaml").digest
    assert digest == check_plan(tmp_path / "b.yaml").digest == hashlib.sha256(PLAN.encode()).hexdigest()


def test_the_ladder_of_a_plan_builds_on_that_of_the_settings(tmp_path: Path) -> None:
    settings = "office: {email: a@so.test}\nladder: {escalate_days: 9, remind_days: [20]}\n"
    plan = PLAN + "    ladder: {remind_days: [5]}\n"
    catalogue = load_catalogue(workspace(tmp_path, settings=settings, plan=plan))
    first, second = catalogue.plans[0].obligations
    assert first.ladder is None
    assert second.ladder is not None
    assert (second.ladder.remind_days, second.ladder.escalate_days) == ((5,), 9)


# --- what is wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("kind: scheduled, window: 2026-13", ("`window`: không có tháng 13",)),
        ("kind: deadline, by: 2026-11-31", ("tháng 11/2026 không có ngày 31", "2026-11-30")),
        ("kind: deadline, by: 2026-02-29", ("không có ngày 29", "2026-02-28")),
        ("kind: deadline, by: 15/4/2026", ("“15/4/2026” không phải ngày", "ví dụ 2026-04-15")),
        ("kind: scheduled, window: 2026-4", ("ví dụ 2026-04",)),
        ("kind: scheduled, window: tháng 4", ("không phải tháng hay kỳ",)),
        ("kind: scheduled, window: 2062-04", ("quá xa năm của kế hoạch (2026)",)),
        ("kind: scheduled, window: {from: 2026-05, to: 2026-04}", ("sau `to`",)),
        ("kind: scheduled, window: {from: 2026-05}", ("cần cả `from` và `to`",)),
        ("kind: recurring, every: month, from: 2026-05, to: 2026-04", ("sau `to`",)),
        ("kind: recurring, every: moth", ("“moth”", "“month”")),
        ("kind: recurring, window: 2026-04", ("`window` không hợp với kind: recurring", "every")),
        ("kind: scheduled, every: month", ("`every` không hợp với kind: scheduled",)),
        ("kind: scheduled, window: 2026-04, by: 2026-04-02", ("nhiều khóa thời gian: window, by",)),
        ("kind: scheduled", ("không có thời gian",)),
        ("kind: scheduled, window: 2026-04, skip: [Q2]", ("`skip` chỉ đi cùng `every`",)),
        ("kind: deadline, every: half, bounds: [12-32]", ("không có ngày 32",)),
        ("kind: deadline, every: half, bounds: [12-15]", ("`bounds` có 1 mốc", "2 mốc")),
        ("kind: recurring, every: week, bounds: [12-15]", ("dùng every: half",)),
        ("kind: deadline, every: half, skip: [Q5]", ("“Q5”",)),
        ("kind: scheduld, window: 2026-04", ("“scheduld”", "“scheduled”")),
        ("window: 2026-04", ("thiếu `kind`",)),
        ("kind: scheduled, window: 2026-04, where: offline", ("`where: offline` không đi cùng `kind: scheduled`",)),
        ("kind: recurring, every: month, where: offline", ("`where: offline` không đi cùng `kind: recurring`",)),
        ("kind: scheduled, window: 2026-04, where: web", ("“web” không phải nơi đăng",)),
        ("kind: scheduled, window: 2026-04, where: {topc: x}", ("“topc”", "“topic”")),
        ("kind: scheduled, window: 2026-04, acepts: [video]", ("“acepts”", "“accepts”")),
        ("kind: scheduled, window: 2026-04, accepts: [vidio]", ("“vidio”", "“video”")),
        ("kind: scheduled, window: 2026-04, accepts: video", ("phải là danh sách",)),
        ("kind: scheduled, window: 2026-04, at_least: no", ("không phải số nguyên",)),
        ("kind: scheduled, window: 2026-04, at_least: 012", ("viết 12",)),
        ("kind: scheduled, window: 2026-04, at_least: ٣", ("viết 3",)),
        ("kind: scheduled, window: 2026-04, at_least: 0", ("từ 1 đến",)),
        ("kind: scheduled, window: 2026-04, when_event: yes", ("viết true",)),
        ("kind: scheduled, window: 2026-04, cure: mai", ("plan_end",)),
        ("kind: scheduled, window: 2026-04, covers: năm ngoái", ("`covers`",)),
        ("kind: scheduled, window: 2026-04, match: {all: ['kế hoạch.*']}", ("biểu thức chính quy",)),
        ("kind: scheduled, window: 2026-04, match: {all: ['a|']}", ("để trống",)),
        ("kind: scheduled, window: 2026-04, match: {alll: [a]}", ("“alll”", "“all”")),
        ("kind: scheduled, window: 2026-04, match: {share: [Y]}", ("không có nghĩa vụ “Y”",)),
        ("kind: scheduled, window: 2026-04, match: {share: [X]}", ("chính nghĩa vụ này",)),
        ("kind: scheduled, window: 2026-04, lead: b", ("có cả `who` và `lead`",)),
        ("kind: scheduled, window: 2026-04, fresh_days: 3", ("chỉ dùng với kind: standing",)),
        ("kind: standing, always: false", ("`always: false` không có nghĩa",)),
        ("kind: scheduled, window: 2026-04, all_of: []", ("`all_of` rỗng",)),
        ("kind: scheduled, window: 2026-04, with: so", ("phải là danh sách",)),
        ("kind: scheduled, window: 2026-04, with: [Sở GDĐT]", ("so-gddt",)),
    ],
)
def test_a_fault_of_an_obligation_is_told_with_its_line(tmp_path: Path, keys: str, words: tuple[str, ...]) -> None:
    found = faults(tmp_path, BASE + "  - {id: X, who: a, " + keys + "}\n")  # F19, F20
    assert has(found, "p.yaml:4: ", *words), found


def test_two_faults_in_one_obligation_and_one_in_another_come_together(tmp_path: Path) -> None:
    text = PLAN.replace("from: 2026-02", "from: 2026-13").replace("title: Bài", "titel: Bài")
    text = text.replace("id: A-2", "id: a-1")
    found = faults(tmp_path, text)
    assert has(found, "p.yaml:11: ", "không có tháng 13")
    assert has(found, "p.yaml:13: ", "“a-1” lặp lại (đã có ở dòng 5)")
    assert has(found, "p.yaml:14: ", "không có khóa “titel”", "“title”")
    assert len(found) == 3


def test_a_misspelt_key_hides_no_fault_of_the_keys_beside_it(tmp_path: Path) -> None:
    plan = PLAN.replace("title: Mỗi", "titel: Mỗi").replace("group: truc-thuoc", "group: truc-thoc")
    found = in_workspace(tmp_path, plan.replace("to: 2026-11", "to: 2026-01"))
    assert [fault.split(": ")[0] for fault in found] == ["plans/a.yaml:6", "plans/a.yaml:9", "plans/a.yaml:12"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("{group: truc-thuoc}", "{group: truc-thoc}", 9, ("không có nhóm “truc-thoc”", "“truc-thuoc”")),
        ("lead: phong-tccb", "lead: phong-tcb", 17, ("không có đơn vị “phong-tcb”", "“phong-tccb”")),
        ("with: [so-gddt]", "with:\n      - so-gddt\n      - so-gdt", 20, ("không có đơn vị hay nhóm “so-gdt”",)),
        ("site: so-gddt", "site: so-gdđt-x", 19, ("“so-gdđt-x” không phải mã hợp lệ",)),
        ("site: so-gddt", "site: so-gd", 19, ("không có đơn vị “so-gd”", "“so-gddt”")),
    ],
)
def test_unknown_names_are_told_with_the_nearest_known_one(
    tmp_path: Path, old: str, new: str, line: int, words: tuple[str, ...]
) -> None:
    found = in_workspace(tmp_path, PLAN.replace(old, new))
    assert has(found, f"plans/a.yaml:{line}: ", *words), found


def test_without_a_workspace_names_are_checked_for_form_only(tmp_path: Path) -> None:
    assert faults(tmp_path, PLAN.replace("truc-thuoc", "nhom-la").replace("phong-tccb", "don-vi-la")) == []
    assert has(faults(tmp_path, PLAN.replace("truc-thuoc", "Trực thuộc")), "p.yaml:9: ", "truc-thuoc")


def test_faults_of_all_files_come_in_one_list(tmp_path: Path) -> None:
    found = in_workspace(
        tmp_path,
        PLAN.replace("kind: recurring", "kind: recuring"),
        settings="office: {email: a@so.test}\nsend_too: units\n",
        units="id,name,groups,parent\nso-gddt,S,,\nphong-tccb,=cmd(),,\nx,X,truc-thuoc,y\n",
        holidays="date,kind\n2026-02-30,off\n",
        sections="unit,topic,url\nx,cchc,https://a b/\n",
        plan2="id: ke-hoach-2026\nyear: 2026\nobligations: {}\n",
    )
    starts = [fault.split(": ")[0] for fault in found]
    for place in (
        "settings.yaml:2", "units.csv:3", "units.csv:4", "sections.csv:2", "holidays.csv:2", "plans/a.yaml:8",
        "plans/b.yaml:3", "plans/b.yaml",
    ):  # fmt: skip
        assert place in starts, (place, found)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[1, 2]\n", 1, ("phải là các cặp",)),
        ("kế hoạch\n", 1, ("phải là các cặp",)),
        ("id: p\nyear: 2026\n", 1, ("thiếu `obligations`",)),
        ("id: p\nyear: 2026\nobligations: 5\n", 3, ("phải là danh sách",)),
        ("id: p\nyear: 2026\nobligations: [5]\n", 3, ("phải là các cặp",)),
        ("id: p\nobligations: [{id: X, kind: attested, who: a, window: 2026-04}]\n", 1, ("thiếu `year`",)),
        ("year: 2026\nobligations: [{id: X, kind: attested, who: a, window: 2026-04}]\n", 1, ("thiếu `id`",)),
        ("id: Kế hoạch 1\n", 1, ("ke-hoach-1",)),
        ("id: p\nissued: 2026-02\nissued_after: 2026-03-01\n", 3, ("không trước ngày ban hành",)),
        ("id: p\nobligatons: []\n", 2, ("“obligatons”", "“obligations”")),
    ],
)
def test_a_fault_of_the_head_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, words: tuple[str, ...]
) -> None:
    found = faults(tmp_path, text)
    assert has(found, f"p.yaml:{line}: ", *words), found


def test_parts_too_deep_are_refused(tmp_path: Path) -> None:
    part = "{id: Z, kind: attested, who: a, window: 2026-04}"
    for number in range(4):
        part = f"{{id: Y{number}, kind: attested, who: a, window: 2026-04, all_of: [{part}]}}"
    assert has(faults(tmp_path, BASE + f"  - {part}\n"), "p.yaml:4: ", "lồng nhau quá sâu")


def test_a_message_shows_no_control_characters_of_the_file(tmp_path: Path) -> None:  # H16
    found = faults(tmp_path, BASE + '  - {id: X, who: a, kind: "\\e[31mđỏ\\u202e\\n", window: 2026-04}\n')
    assert found
    assert not any(c in "".join(found) for c in "\x1b\u202e\n")


def test_a_plan_that_is_a_pipe_or_a_folder_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.yaml")
    assert has(faults_of(lambda: check_plan(tmp_path / "p.yaml")), "", "tệp đặc biệt")


def test_a_plan_over_a_megabyte_is_refused(tmp_path: Path) -> None:  # F19
    assert has(faults(tmp_path, PLAN + "#" * 1_000_001), "p.yaml: ", "lớn hơn 1 MB")


def test_keys_that_would_do_nothing_are_faults(tmp_path: Path) -> None:
    text = (
        BASE + "  - {id: A, kind: recurring, who: a, every: week, due_day: 2}\n"
        "  - {id: B, kind: attested, who: a, window: 2026-04, proof: [web]}\n"
        "  - {id: C, kind: scheduled, who: a, window: 2026-04, at_least: 2,\n"
        "     any_of: [{id: Ca}, {id: Cb}]}\n"
    )
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    faults = faults_of(lambda: check_plan(tmp_path / "p.yaml"))
    assert [fault.split("`")[1] for fault in faults] == ["due_day", "proof: [web]", "at_least"]


def test_parts_take_words_and_media_of_the_whole_but_a_person_s_word_does_not(tmp_path: Path) -> None:
    text = (
        BASE + "  - {id: W, kind: scheduled, who: a, window: 2026-04, accepts: [video], match: {all: [phóng sự]},\n"
        "     all_of: [{id: Wa, kind: attested, where: offline}, {id: Wb}]}\n"
    )
    word, web = read(tmp_path, text).obligations[0].parts
    assert (web.accepts, web.match.all) == (frozenset({Medium.VIDEO}), ("phóng sự",))
    assert (word.proof, word.match.given) == (("attest",), False)


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ('window: 2026-04, match: {all: ["kế hoạch … cải cách"], none: ["kế hoạch"]}', "không bài nào được tính"),
        ('window: 2026-04, match: {any: ["kế hoạch A", "kế hoạch B"], none: ["kế hoạch"]}', "không bài nào được tính"),
        ('window: 2026-04, match: {all: ["kế hoạch|báo cáo"], none: ["kế hoạch"]}', ""),
        ('window: 2026-04, match: {all: ["kế hoạch"], none: ["kế hoạch … kiểm tra"]}', ""),
        ("every: quarter, skip: [H1]", "không có kỳ nào"),
        ("every: quarter, skip: [Q1, Q2, Q3, Q4]", "bỏ hết mọi kỳ"),
        ('every: month, skip: ["07"]', ""),
        ("always: true, present: pattern", "cần từ khóa"),
    ],
)
def test_what_could_never_be_met_or_looked_for_is_a_fault(tmp_path: Path, keys: str, fault: str) -> None:
    kind = {"w": "scheduled", "e": "recurring", "a": "standing"}[keys[0]]
    (tmp_path / "p.yaml").write_text(f"{BASE}  - {{id: A, kind: {kind}, who: a, {keys}}}\n", encoding="utf-8")
    faults = faults_of(lambda: check_plan(tmp_path / "p.yaml"))
    assert len(faults) == bool(fault)
    assert all(fault in one and "p.yaml:" in one for one in faults)
