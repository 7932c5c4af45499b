"""Right of reply, from the command line to the site and back (S21)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.site import Site, serving, workspace
from tests.cli.test_commands import dondoc, refused

UNIT, DUTY = "thcs-hoa-mai", "thang"
DEED = ("--by", "Cô Lan", "--reason", "bài đăng ở mục Tin tức")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as site:
        for day in range(1, 9):
            path = f"/cchc/tin-thang-hai-{day}.html"
            site.article(path, f"Nhà trường triển khai cải cách hành chính đợt {day}", f"{day:02}/02/2022 09:00", True)
        yield site


@pytest.fixture(scope="module")
def overdue(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Path:
    home = workspace(tmp_path_factory.mktemp("overdue") / "home", site)
    for moment in ("2022-04-04T08:00", "2022-04-04T08:40"):
        run(home, moment)
    assert march(home, "2022-04-04T08:41")["status"] == "overdue"
    return home


@pytest.fixture
def home(tmp_path: Path, overdue: Path) -> Path:
    """March is proven overdue for the school, and it was told."""
    return shutil.copytree(overdue, tmp_path / "home")


def run(home: Path, moment: str) -> None:
    done = dondoc("--at", f"{moment}+07:00", "run", home=home)
    assert done.returncode == 0, done.stderr


def facts(*words: object, home: Path, at: str) -> Any:
    done = dondoc("--at", f"{at}+07:00", *words, "--json", home=home)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def march(home: Path, at: str) -> dict[str, Any]:
    (fact,) = facts("status", "--unit", UNIT, "--obligation", DUTY, "--period", "2022-03", home=home, at=at)
    return dict(fact)


def reply(home: Path, link: str, at: str = "2022-04-05T09:00") -> dict[str, Any]:
    return dict(facts("reply", UNIT, DUTY, "2022-03", "--link", link, *DEED, home=home, at=at))


def mail(home: Path, at: str) -> list[tuple[str, str]]:
    rows = facts("messages", home=home, at=at)
    return [(row["kind"], row["recipient"]) for row in rows if row["state"] == "sent"]


def test_an_answer_that_settles_the_matter_closes_it_with_evidence_and_all_clear(home: Path, site: Site) -> None:
    # K14
    link = site.article("/tin-tuc/hop-giao-ban.html", "Họp giao ban cải cách hành chính", "20/03/2022 15:30")
    done = reply(home, link)
    assert (done["settled"], done["status"], done["outcome"], done["questions"]) == (True, "met", "read", [])
    fact = march(home, "2022-04-05T09:01")
    assert "backdating_question" in fact["flags"]  # S10: it counts, and is flagged
    (counted,) = fact["publications"]
    assert (counted["url"], counted["stated"]) == (link, "2022-03-20T15:30:00+07:00")
    assert counted["first_seen"] == "2022-04-05T09:00:00+07:00"
    (look,) = [one for one in facts("looks", home=home, at="2022-04-05T09:01") if one["section"].endswith(link)]
    assert look["evidence"]
    assert look["complete_since"] is None
    body = dondoc("evidence", "show", look["evidence"][-1], home=home)
    assert "Họp giao ban cải cách hành chính" in body.stdout
    assert "nguyên vẹn" in dondoc("evidence", "verify", home=home).stdout
    run(home, "2022-04-05T09:30")
    told = [recipient for kind, recipient in mail(home, "2022-04-05T10:00") if kind == "all_clear"]
    assert sorted(told) == ["lan@thcs-hoa-mai.edu.test", "minh@thcs-hoa-mai.edu.test"]


def test_an_answer_outside_the_period_goes_to_the_office_and_pauses_the_ladder(home: Path, site: Site) -> None:
    link = site.article("/tin-tuc/cu.html", "Tin cũ về cải cách hành chính", "15/01/2022 08:00")
    done = reply(home, link)
    assert (done["settled"], done["status"]) == (False, "overdue")
    (question,) = done["questions"]
    assert link in question
    assert "15/01/2022" in question
    assert "tháng 3/2022" in question
    asked = march(home, "2022-04-05T09:01")["questions"]
    assert [(one["kind"], one["publication"]) for one in asked] == [("reply", done["publication"])]
    digest = dondoc("--at", "2022-04-11T07:40+07:00", "digest", "--week", "2022-W14", home=home).stdout
    assert link in digest
    why = dondoc("--at", "2022-04-05T09:01+07:00", "why", UNIT, DUTY, "2022-03", home=home).stdout
    assert f"Cô Lan ghi câu trả lời của đơn vị: {link}" in why


@pytest.mark.parametrize(("status", "outcome"), [(404, "http_status"), (503, "http_status")])
def test_a_look_that_fails_accuses_nobody_and_goes_to_the_office(
    home: Path, site: Site, status: int, outcome: str
) -> None:
    link = site.page("/tin-tuc/mat.html", "<h1>Lỗi</h1>", status)
    before = march(home, "2022-04-05T08:59")
    done = reply(home, link)
    assert (done["outcome"], done["settled"], done["publication"]) == (outcome, False, None)
    after = march(home, "2022-04-05T09:01")
    assert (after["status"], after["counted"]) == (before["status"], before["counted"])
    assert "không đọc được bài" in done["questions"][0]


def test_a_link_elsewhere_is_refused_before_anything_is_fetched(home: Path, site: Site) -> None:
    def asked(link: str) -> Any:
        words = ("reply", UNIT, DUTY, "2022-03", "--link", link, *DEED)
        return dondoc("--at", "2022-04-05T09:00+07:00", *words, home=home)

    refused(asked(site.url("/a.html", "127.0.0.2")), 2, "127.0.0.2", f"127.0.0.1:{site.port}")
    refused(asked("ftp://127.0.0.1/a"), 2, "ví dụ đúng")
    refused(asked(site.url("/")), 2, "trang chủ")
    refused(asked(site.url("/cchc/")), 2, "danh sách")
    assert facts("looks", home=home, at="2022-04-05T09:01")[0]["at"].startswith("2022-04-04")


def test_a_link_that_leads_to_another_site_is_a_named_outcome(home: Path, site: Site) -> None:
    other = site.url("/x.html", "127.0.0.2")
    site.article("/x.html", "Bài của trường khác", "20/03/2022 08:00")
    link = site.page("/di.html", "", 302, Location=other)
    assert reply(home, link)["outcome"] == "wrong_site"


def test_a_known_publication_is_not_counted_twice(home: Path, site: Site) -> None:
    """S8: the address that the list showed is the publication that is known."""
    known = facts("publications", home=home, at="2022-04-05T08:00")
    done = reply(home, f"{known[0]['url']}?utm_source=zalo#x")
    assert done["publication"] == known[0]["id"]
    assert len(facts("publications", home=home, at="2022-04-05T09:01")) == len(known)


def test_an_article_without_a_date_is_asked_about(home: Path, site: Site) -> None:
    done = reply(home, site.article("/tin-tuc/khong-ngay.html", "Tin không ghi ngày đăng"))
    assert (done["settled"], done["outcome"]) == (False, "read")
    assert "không ghi ngày đăng" in done["questions"][0]


def test_the_office_answers_and_the_question_is_closed(home: Path, site: Site) -> None:
    done = reply(home, site.article("/tin-tuc/khong-ngay.html", "Tin không ghi ngày đăng"))
    at, office = "2022-04-05T10:00", ("--by", "Bà Hoa", "--reason", "đã gọi cho trường")
    said = facts("confirm", UNIT, DUTY, "2022-03", done["publication"], "--yes", *office, home=home, at=at)
    assert said["changed"]
    fact = march(home, "2022-04-05T10:01")
    assert (fact["status"], [one for one in fact["questions"] if one["kind"] == "reply"]) == ("met", [])
    (decision, answer) = facts("why", UNIT, DUTY, "2022-03", home=home, at="2022-04-05T10:01")[0]["decisions"]
    assert (decision["type"], answer["type"], answer["reason"]) == ("reply", "answer", "đã gọi cho trường")


def test_the_office_declines_and_the_same_answer_twice_is_one(home: Path, site: Site) -> None:
    link = site.url("/tin-tuc/khong-co.html")
    assert reply(home, link)["changed"]
    again = reply(home, link, "2022-04-05T11:00")
    assert not again["changed"]
    assert "Đã có từ trước: Cô Lan" in again["sentence"]
    words = ("reply", UNIT, DUTY, "2022-03", "--decline", "--by", "Bà Hoa", "--reason", "không có bài")
    assert facts(*words, home=home, at="2022-04-05T12:00")["changed"]
    assert march(home, "2022-04-05T12:01")["questions"] == []
    assert not facts(*words, home=home, at="2022-04-05T13:00")["changed"]
    log = facts("audit", home=home, at="2022-04-05T14:00")
    assert [(one["action"], one["who"]) for one in log if one["action"] in ("reply", "refusal")] == [
        ("reply", "Cô Lan"),
        ("refusal", "Bà Hoa"),
    ]


def test_the_office_takes_an_answer_that_we_could_not_read(home: Path, site: Site) -> None:
    """What a person opened and saw counts (S21); read later, it is the same publication, and a no takes it back."""
    refused(dondoc("reply", UNIT, DUTY, "2022-03", "--accept", *OFFICE, home=home), 2, "chưa có câu trả lời nào")
    link = site.page("/tin-tuc/tam-hong.html", "<h1>Lỗi</h1>", 503)
    assert len(reply(home, link)["questions"]) == 1
    digest = dondoc("--at", "2022-04-11T07:40+07:00", "digest", "--week", "2022-W14", home=home).stdout
    assert f"reply {UNIT} {DUTY} 2022-03 --accept|--decline" in digest
    words = ("reply", UNIT, DUTY, "2022-03", "--accept", *OFFICE)
    done = facts(*words, home=home, at="2022-04-05T10:00")
    assert (done["changed"], done["status"], done["outcome"]) == (True, "met", "http_status")
    fact = march(home, "2022-04-05T10:01")
    assert ([one["url"] for one in fact["publications"]], fact["questions"]) == ([link], [])
    assert not facts(*words, home=home, at="2022-04-05T11:00")["changed"]
    site.article("/tin-tuc/tam-hong.html", "Họp bàn cải cách hành chính tháng ba", "21/03/2022 09:00")
    known = len(facts("publications", home=home, at="2022-04-05T11:00"))
    assert reply(home, link, "2022-04-05T12:00")["publication"] == done["publication"]
    (counted,) = march(home, "2022-04-05T12:01")["publications"]
    assert (counted["title"], counted["stated"][:10]) == ("Họp bàn cải cách hành chính tháng ba", "2022-03-21")
    assert len(facts("publications", home=home, at="2022-04-05T12:01")) == known
    no = ("reply", UNIT, DUTY, "2022-03", "--decline", "--by", "Bà Hoa", "--reason", "nhầm trường")
    facts(*no, home=home, at="2022-04-05T13:00")
    assert march(home, "2022-04-05T13:01")["status"] == "overdue"


OFFICE = ("--by", "Bà Hoa", "--reason", "đã tự mở xem bài")


@pytest.fixture
def two(tmp_path: Path, site: Site) -> Path:
    """A school that owes two items a month and has none for March."""
    home = workspace(tmp_path / "two", site)
    plan = home / "plans" / "ke-hoach-2022.yaml"
    plan.write_text(plan.read_text("utf-8").replace("every: month,", "every: month, at_least: 2,"), encoding="utf-8")
    for moment in ("2022-04-04T08:00", "2022-04-04T08:40"):
        run(home, moment)
    return home


def test_what_was_taken_is_one_item_whatever_its_address_answers_later(two: Path, site: Site) -> None:
    """S8: an article reached by a redirect, which the office counts twice over, is one."""
    real = site.article("/tin-tuc/bai-that.html", "Họp cải cách hành chính", "15/01/2022 08:00")
    link = site.page("/node/77", "", 302, Location=real)
    number = reply(two, link)["publication"]
    facts("confirm", UNIT, DUTY, "2022-03", number, "--yes", *OFFICE, home=two, at="2022-04-05T09:30")
    site.page("/node/77", "<h1>Lỗi</h1>", 503)
    words = ("reply", UNIT, DUTY, "2022-03", "--accept", *OFFICE)
    done = facts(*words, home=two, at="2022-04-05T10:00")
    assert (done["publication"], done["changed"], done["settled"]) == (number, False, False)
    assert "Chuyển Văn phòng" not in done["sentence"]  # nothing is asked any more, nothing pauses
    fact = march(two, "2022-04-05T10:01")
    assert (fact["status"], fact["counted"], fact["questions"]) == ("overdue", 1, [])
    site.article("/node/77", "Họp cải cách hành chính", "15/01/2022 08:00")
    facts(*words, home=two, at="2022-04-05T11:00")
    assert march(two, "2022-04-05T11:01")["questions"] == []


def test_a_no_to_a_reply_takes_nothing_from_what_counts_by_itself(home: Path, site: Site) -> None:
    link = site.article("/tin-tuc/du.html", "Họp giao ban cải cách hành chính", "20/03/2022 15:30")
    number = reply(home, link)["publication"]
    no = ("reply", UNIT, DUTY, "2022-03", "--decline", "--by", "Bà Hoa", "--reason", "không cần")
    done = facts(*no, home=home, at="2022-04-05T10:00")
    assert f"{number} --no" in done["sentence"]
    assert march(home, "2022-04-05T10:01")["status"] == "met"


def test_the_last_word_of_the_office_holds(home: Path, site: Site) -> None:
    number = reply(home, site.article("/tin-tuc/khong-ngay.html", "Tin không ghi ngày đăng"))["publication"]
    no = ("reply", UNIT, DUTY, "2022-03", "--decline", *OFFICE)
    facts(*no, home=home, at="2022-04-05T10:00")
    facts("confirm", UNIT, DUTY, "2022-03", number, "--yes", *OFFICE, home=home, at="2022-04-05T11:00")
    assert march(home, "2022-04-05T11:01")["status"] == "met"
    assert facts(*no, home=home, at="2022-04-05T12:00")["changed"]
    assert march(home, "2022-04-05T12:01")["status"] == "overdue"


def test_on_a_host_of_several_units_only_people_can_say_whose_an_article_is(tmp_path: Path, site: Site) -> None:
    other = (
        f"th-binh-minh,Trường TH Bình Minh,truc-thuoc,{site.url('/binh-minh/')},,Thầy Tư,tu@th-binh-minh.edu.test,,\n"
    )
    home = workspace(tmp_path / "shared", site, other)
    for moment in ("2022-04-04T08:00", "2022-04-04T08:40"):
        run(home, moment)
    link = site.article("/chung/tin.html", "Tin trên trang chung", "20/03/2022 08:00")
    done = reply(home, link)
    assert (done["settled"], done["publication"]) == (False, None)
    assert "nhiều đơn vị dùng chung" in done["questions"][0]
    own = site.article("/cchc/tin-chua-len-danh-sach.html", "Tin của trường", "20/01/2022 08:00")
    assert reply(home, own, "2022-04-05T11:00")["publication"] is not None
    words = ("reply", UNIT, DUTY, "2022-03", "--link", link, "--own", *DEED)
    assert facts(*words, home=home, at="2022-04-05T12:00")["settled"]


def test_paper_is_attested_and_not_replied_to(home: Path, site: Site) -> None:
    words = ("reply", UNIT, "bao-cao", "--link", site.url("/a.html"), *DEED)
    refused(dondoc("--at", "2022-04-05T09:00+07:00", *words, home=home), 2, "dondoc attest", "upload")
