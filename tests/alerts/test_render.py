"""What letters say: every block with its facts, the office in each, kind words, both days (S3, S19, S22, S24, S26)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
from jinja2.exceptions import UndefinedError

from alerts import render
from alerts.digest import DigestFigures, percent, rate, rate_words
from alerts.notice import MessageKind
from alerts.render import render_batch, render_digest, render_memo
from alerts.tones import COLOURS, Tone
from alerts.wording import Letter, Memo, finding_words
from rules.model import (
    DateSeen,
    Flag,
    Medium,
    Precision,
    Publication,
    StatedDate,
    Status,
)
from tests.alerts.cast import HOA_MAI, PLAN, at, duty, verdict
from tests.alerts.words import FINDING, OFFICE_WORDS, digest_of, letter_of

NO_LETTERS = (MessageKind.ADMIN, MessageKind.INCIDENT, MessageKind.DIGEST)
LETTER_KINDS = [kind for kind in MessageKind if kind not in NO_LETTERS]


def of_kind(kind: MessageKind, **changes: object) -> str:
    return render_batch(letter_of(replace(FINDING, kind=kind, **changes))).text  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_every_block_names_unit_duty_source_period_days_counts_and_look(kind: MessageKind) -> None:
    rendered = render_batch(letter_of(replace(FINDING, kind=kind)))
    for words in (
        "Trường THCS Hoa Mai",
        "Đăng tin, bài tuyên truyền cải cách hành chính",
        "mục IV.1, Kế hoạch tuyên truyền cải cách hành chính năm 2022",
        "tháng 3/2022",
        "30/3/2022",
        "31/3/2022",
        "1/2 tin, bài hoặc văn bản",
        "08:40 ngày 02/4/2022",
        "http://hoa-mai.edu.test/a",
    ):
        assert words in rendered.text
        assert words in rendered.html


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_every_letter_bears_the_office_and_its_telephone_and_accuses_nobody(kind: MessageKind) -> None:
    rendered = render_batch(letter_of(replace(FINDING, kind=kind)))
    for words in (OFFICE_WORDS.name, OFFICE_WORDS.phone, OFFICE_WORDS.email):  # S26
        assert words in rendered.text
        assert words in rendered.html
    for harsh in ("vi phạm", "lỗi của", "không chấp hành", "kỷ luật"):
        assert harsh not in rendered.text.lower()


def test_one_day_is_named_once_where_both_readings_agree() -> None:
    text = of_kind(MessageKind.OVERDUE, strict_day="31/3/2022")
    assert "- Hạn: hết ngày 31/3/2022\n" in text


def test_an_overdue_letter_says_until_when_it_can_be_made_good() -> None:
    assert "Còn bổ sung được: đến hết ngày 10/4/2022" in of_kind(MessageKind.OVERDUE)
    gone = of_kind(MessageKind.OVERDUE, status=Status.MISSED, cure_until=None, had_cure=True)
    assert "đã hết thời gian bổ sung" in gone


def test_what_cannot_be_made_good_is_told_and_not_asked_for() -> None:
    missed = replace(FINDING, status=Status.MISSED, cure_until=None)
    rendered = render_batch(letter_of(missed))
    assert rendered.subject.startswith("[Thông báo] Trường THCS Hoa Mai")
    assert "chưa ghi nhận được đủ trong kỳ" in rendered.text
    assert "bổ sung" not in rendered.text  # there never was a time in which to make it good (S15)
    both = render_batch(letter_of(missed, FINDING)).text
    assert "== Chưa ghi nhận được trong kỳ ==" in both
    assert "== Chưa ghi nhận được ==" in both


def test_a_unit_that_was_let_off_hears_no_apology() -> None:
    rendered = render_batch(letter_of(replace(FINDING, kind=MessageKind.CORRECTION, status=Status.WAIVED)))
    assert rendered.subject.startswith("[Được miễn]")
    assert "đã được miễn" in rendered.text
    for words in ("đính chính", "thông cảm"):
        assert words not in rendered.text.lower()


def test_an_escalation_does_not_say_that_the_time_to_make_good_is_over() -> None:
    text = of_kind(MessageKind.ESCALATION)
    assert "vẫn chưa ghi nhận được" in text
    assert "Sau thời gian" not in text


def test_a_reminder_says_how_many_days_are_left_and_what_could_not_be_seen() -> None:
    assert "(còn 3 ngày)" in of_kind(MessageKind.REMINDER)
    assert "(hôm nay)" in of_kind(MessageKind.REMINDER, days_left=0)
    assert "chưa xem được trang" not in of_kind(MessageKind.REMINDER)
    assert "chưa xem được trang" in of_kind(MessageKind.REMINDER, not_seen=True)


def test_a_charge_by_peoples_word_speaks_of_no_page() -> None:
    assert "chưa xem lại được trang" in of_kind(MessageKind.OVERDUE, not_seen=True, proof="hai lần xem")
    assert "chưa xem lại được trang" not in of_kind(MessageKind.OVERDUE, not_seen=True, proof=None)


def test_a_reminder_names_what_was_seen_and_is_before_the_office() -> None:
    text = of_kind(MessageKind.REMINDER, asked="“Kế hoạch CCHC”")
    assert "- Đã thấy: “Kế hoạch CCHC”, đang chờ Văn phòng xác nhận" in text
    assert "đang chờ Văn phòng" not in of_kind(MessageKind.REMINDER)
    assert "đang chờ Văn phòng" not in of_kind(MessageKind.OVERDUE, asked="“Kế hoạch CCHC”")


def test_a_correction_says_why() -> None:
    text = of_kind(MessageKind.CORRECTION, reason="đơn vị được miễn từ 01/3/2022", sentence="Được miễn.")
    assert "Xin đính chính" in text
    assert "Lý do: đơn vị được miễn từ 01/3/2022" in text
    assert "Nay xác định: Được miễn." in text


def test_a_pilot_letter_says_that_the_unit_was_not_told() -> None:
    rendered = render_batch(letter_of(FINDING, pilot=True))
    assert "chỉ gửi văn phòng" in rendered.text
    assert "chỉ gửi văn phòng" in rendered.html
    question = render_batch(letter_of(replace(FINDING, kind=MessageKind.QUESTION), pilot=True))
    assert "chỉ gửi văn phòng" not in question.text


def test_a_mixed_letter_has_a_heading_for_each_kind_weightiest_first() -> None:
    others = [replace(FINDING, kind=kind) for kind in (MessageKind.REMINDER, MessageKind.ALL_CLEAR)]
    rendered = render_batch(letter_of(FINDING, *others))
    headings = ("Chưa ghi nhận được", "Đã ghi nhận", "Sắp đến hạn")
    places = [rendered.text.index(f"== {heading} ==") for heading in headings]
    assert places == sorted(places)
    assert rendered.subject.endswith("và 2 nội dung khác")


def test_a_subject_names_one_finding_and_counts_several() -> None:
    one = render_batch(letter_of(FINDING)).subject
    assert one.startswith("[Đề nghị bổ sung] Trường THCS Hoa Mai, tháng 3/2022: Đăng tin, bài")
    several = render_batch(letter_of(FINDING, replace(FINDING, period="tháng 4/2022"))).subject
    assert several == "[Đề nghị bổ sung] Trường THCS Hoa Mai: 2 nội dung"
    units = render_batch(letter_of(FINDING, replace(FINDING, unit="Trường TH Bình Minh"))).subject
    assert units == "[Đề nghị bổ sung] 2 đơn vị: 2 nội dung"


def test_thousands_of_findings_make_a_letter_of_bounded_size_that_says_what_it_leaves_out() -> None:
    many = tuple(replace(FINDING, unit=f"Trường {number}") for number in range(10_000))  # D28
    rendered = render_batch(letter_of(*many))
    assert len(rendered.html.encode()) < 400_000
    assert "và 9685 nội dung khác" in rendered.text
    assert "10000 nội dung" in rendered.subject


def test_words_are_filled_from_duty_and_verdict() -> None:
    of = duty(date(2022, 3, 31))
    assert of.strict is not None
    of = replace(of, strict=of.strict - timedelta(days=1))
    figures = {"cure_day": "10/4/2022", "seen_at": "08:40 ngày 02/4/2022", "asked": "“Tin\r\nBcc: y”"}
    found = verdict(of, Status.OVERDUE, counted=1, flags=(Flag.NOT_SEEN,), figures=figures)
    stated = StatedDate(at("2022-03-12 09:15"), Precision.MINUTE, "meta", "")
    day = StatedDate(at("2022-03-13 00:00"), Precision.DAY, "list", "")
    seen = Publication(
        1, HOA_MAI.id, "cchc", "http://hoa-mai.edu.test/a", "Tin\r\nBcc: x", Medium.ARTICLE, at("2022-03-14 10:00"),
        at("2022-03-20 10:00"), stated=(DateSeen(stated, at("2022-03-14 10:00")),),
    )  # fmt: skip
    on_day = replace(seen, stated=(DateSeen(day, at("2022-03-14 10:00")),), url="javascript:alert(1)")
    undated = replace(seen, stated=(), title="")
    words = finding_words(
        MessageKind.OVERDUE, of, found, HOA_MAI, PLAN, at("2022-03-28 07:30"), [seen, on_day, undated]
    )  # fmt: skip
    assert (words.unit, words.period, words.counted, words.needed) == ("Trường THCS Hoa Mai", "tháng 3/2022", 1, 1)
    assert (words.strict_day, words.lenient_day, words.days_left) == ("30/3/2022", "31/3/2022", 2)
    assert words.days_differ
    assert words.not_seen
    assert words.cure_until == "hết ngày 10/4/2022"
    assert words.asked == "“Tin Bcc: y”"
    assert words.last_look == "08:40 ngày 02/4/2022"
    assert words.source == "mục IV.1, Kế hoạch tuyên truyền cải cách hành chính năm 2022 số 15/KH-SGDĐT"
    assert [(item.title, item.url, item.published) for item in words.items] == [
        ("Tin Bcc: x", "http://hoa-mai.edu.test/a", "đăng 09:15 ngày 12/3/2022"),
        ("Tin Bcc: x", None, "đăng 13/3/2022"),
        ("(không có tiêu đề)", "http://hoa-mai.edu.test/a", "thấy lần đầu 14/3/2022"),
    ]


def test_a_time_to_make_good_that_is_over_is_not_offered() -> None:
    of = duty()
    found = verdict(of, Status.OVERDUE, figures={"cure_day": "10/4/2022"})
    last, after = (
        finding_words(MessageKind.OVERDUE, of, found, HOA_MAI, PLAN, at(now))
        for now in ("2022-04-10 23:00", "2022-04-12 07:30")
    )
    assert last.cure_until == "hết ngày 10/4/2022"
    assert (after.cure_until, after.had_cure) == (None, True)
    assert render_batch(letter_of(last)).subject.startswith("[Đề nghị bổ sung]")
    assert render_batch(letter_of(after)).subject.startswith("[Thông báo]")
    assert "đã hết thời gian bổ sung" in render_batch(letter_of(after)).text


def test_a_letter_that_lets_off_and_charges_is_headed_by_the_charge() -> None:
    let_off = replace(FINDING, kind=MessageKind.CORRECTION, status=Status.WAIVED)
    assert render_batch(replace(letter_of(let_off, FINDING), kind=MessageKind.CORRECTION)).subject.startswith(
        "[Đề nghị bổ sung] Trường THCS Hoa Mai, tháng 3/2022"
    )
    wrong = replace(let_off, status=Status.MET)
    assert render_batch(replace(letter_of(wrong, FINDING), kind=MessageKind.CORRECTION)).subject.startswith(
        "[Đính chính]"
    )


def test_a_charge_names_the_two_looks_that_carry_it() -> None:
    figures = {"proof_first": "08:00 ngày 02/4/2022", "proof_last": "08:40 ngày 02/4/2022"}
    of = duty()
    words = finding_words(
        MessageKind.OVERDUE, of, verdict(of, Status.OVERDUE, figures=figures), HOA_MAI, PLAN, at("2022-04-03 07:00")
    )
    looks = "Đã xem đủ lúc: 08:00 ngày 02/4/2022 và 08:40 ngày 02/4/2022"  # S13
    assert looks in render_batch(letter_of(words)).text
    assert "Đã xem đủ lúc" not in of_kind(MessageKind.REMINDER, proof="x")


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Nguyễn Thị Lan", "Kính gửi: Ông/Bà Nguyễn Thị Lan,"),
        ("Bà Nguyễn Thị Lan", "Kính gửi: Bà Nguyễn Thị Lan,"),
        ("Văn Mai Hương", "Kính gửi: Ông/Bà Văn Mai Hương,"),
        ("Văn phòng Sở", "Kính gửi: Văn phòng Sở,"),
        ("", "Kính gửi: Trường THCS Hoa Mai,"),
    ],
)
def test_people_are_addressed_politely(name: str, greeting: str) -> None:
    assert render_batch(replace(letter_of(FINDING), recipient=name)).text.startswith(greeting)
    several = letter_of(FINDING, replace(FINDING, unit="Trường TH Bình Minh"))
    assert render_batch(replace(several, recipient="")).text.startswith("Kính gửi: Quý đơn vị,")


def test_a_memo_to_the_administrator_needs_no_office() -> None:
    memo = Memo(MessageKind.ADMIN, "Không kết nối được máy chủ thư", ("535 sai mật khẩu",), ("Đặt lại mật khẩu.",))
    rendered = render_memo(memo)
    assert rendered.subject == "[Quản trị] Không kết nối được máy chủ thư"
    assert "1. Đặt lại mật khẩu." in rendered.text
    assert "535 sai mật khẩu" in rendered.html
    with_office = render_memo(replace(memo, kind=MessageKind.INCIDENT, office=OFFICE_WORDS))
    assert OFFICE_WORDS.phone in with_office.html
    assert with_office.subject.startswith("[Sự cố]")


def test_a_digest_shows_every_status_also_at_nought_and_the_change_since_last_week() -> None:
    rendered = render_digest(digest_of("Đăng tin, bài CCHC", "Trường THCS Hoa Mai"))
    headline = (
        "24 đơn vị, 50 nghĩa vụ: 40 đúng hạn (+2), 1 đăng muộn (+1), 2 quá hạn (−1), 0 không đạt, 3 chưa xác định, "
        "0 được miễn. Tỷ lệ đúng hạn: 93,0 % (tuần trước 92,7 %)."
    )
    assert rendered.text.split("\n")[2] == headline
    assert headline in rendered.html
    for words in ("Được miễn: 0", "Không áp dụng: 0", "Chờ xác nhận: 0"):  # S22
        assert words in rendered.text
    for words in ("tăng 2", "giảm 1", "không đổi", "93,0 %", "tuần trước 92,7 %", "đính chính", "hồi cứu"):
        assert words in rendered.html
    assert rendered.subject == (
        "[Tổng hợp tuần] 28/3/2022 – 03/4/2022: 24 đơn vị, 40 đúng hạn, 2 quá hạn hoặc không đạt, 3 chưa xác định"
    )


def test_a_digest_tells_who_is_behind_what_was_not_seen_and_what_comes() -> None:
    text = render_digest(digest_of("Đăng tin, bài CCHC", "Trường THCS Hoa Mai")).text
    assert "tháng 3/2022: Quá hạn → Đăng muộn (08:00 ngày 01/4/2022)" in text
    assert "Quá hạn (hạn 31/3/2022), đã ghi nhận 1/2, còn bổ sung được đến hết ngày 10/4/2022\n" in text
    assert "(lần xem được gần nhất: 08:00 ngày 28/3/2022) http://sao-mai.edu.test/cchc\n" in text
    assert "15/4/2022: Đăng tin, bài CCHC · tháng 4/2022 (0/1 đơn vị đã có)" in text
    assert "Đang giữ lại 3 thư" in text


def test_an_empty_digest_says_so_in_every_section() -> None:
    figures = DigestFigures("2022-W01", date(2022, 1, 3), date(2022, 1, 9), OFFICE_WORDS, 0, {})
    rendered = render_digest(figures)
    for words in ("Không có thay đổi", "Không có đơn vị nào đang chậm", "Các trang đều xem được", "Không có nội dung"):
        assert words in rendered.text
        assert words in rendered.html
    assert "chưa có nghĩa vụ nào đến hạn" in rendered.text


def test_long_lists_of_a_digest_are_cut_with_the_number_left_out() -> None:
    figures = digest_of("Đăng tin", "Trường THCS Hoa Mai")
    rendered = render_digest(replace(figures, behind=figures.behind * 500, unreachable=("Trường",) * 100))
    assert "… và 440 nội dung khác." in rendered.text
    assert "… và 40 đơn vị khác: xem tệp đính kèm." in rendered.html


def test_a_digest_draws_its_months_in_table_cells_that_any_mail_shows() -> None:
    html = render_digest(digest_of("Đăng tin", "Trường THCS Hoa Mai")).html
    assert 'height="90"' in html
    assert 'height="45"' in html
    assert "1/1 M" in html
    assert f'bgcolor="#{COLOURS[Tone.MIXED]}"' in html
    for word in ("<img", "<script", "<svg", "<style", "http://xau.test"):
        assert word not in html


def test_the_plain_part_tells_the_months_too() -> None:
    text = render_digest(digest_of("Đăng tin", "Trường THCS Hoa Mai")).text
    assert "Tỷ lệ đúng hạn theo tháng: T2 100,0 %; T3 50,0 %; T4 –" in text
    assert "- Trường THCS Hoa Mai: T3 1/1 M;\n" in text


def test_a_question_stands_with_the_command_that_answers_it() -> None:
    rendered = render_digest(digest_of("Đăng tin", "Trường THCS Hoa Mai"))
    for part in (rendered.text, unescape(rendered.html)):
        assert "dondoc confirm thcs-hoa-mai IV.1-monthly 2022-03 12 --yes|--no" in part
        assert "(24 nghĩa vụ)" in part


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, None),
        ({Status.AWAITING: 5, Status.NOT_DUE: 3}, None),
        ({Status.MET: 8, Status.UNKNOWN: 2}, 1.0),
        ({Status.MET: 79, Status.UNKNOWN: 21}, None),
        ({Status.MET: 6, Status.LATE: 1, Status.OVERDUE: 1, Status.MISSED: 2, Status.WAIVED: 9}, 0.6),
        ({Status.UNKNOWN: 4}, None),
    ],
)
def test_a_rate_is_given_only_where_enough_is_known(counts: dict[Status, int], expected: float | None) -> None:
    assert rate(counts) == expected  # S22


def test_a_rate_never_rounds_up_to_all() -> None:
    assert percent(0.9999) == "99,9 %"
    assert percent(6 / 9) == "66,7 %"
    assert percent(1.0) == "100,0 %"
    assert percent(0.6) == "60,0 %"


def test_without_a_rate_the_reason_is_said() -> None:
    figures = digest_of("x")
    assert "hơn 20 %" in rate_words(replace(figures, counts={Status.MET: 1, Status.UNKNOWN: 1}))
    assert "chưa có nghĩa vụ nào đến hạn" in rate_words(replace(figures, counts={Status.AWAITING: 9}))


def test_a_template_that_names_what_is_not_there_fails_loudly() -> None:
    with pytest.raises(UndefinedError):
        render._rendered("letter", "x", {"letter": Letter(MessageKind.REMINDER, "x", OFFICE_WORDS, ())})


def test_no_letter_carries_a_script_a_picture_or_anything_from_outside() -> None:
    for rendered in (render_batch(letter_of(FINDING)), render_digest(digest_of("Đăng tin"))):
        html = rendered.html.lower()
        for word in ("<script", "<img", "<link", "<iframe", "@import", "url(", "<style"):
            assert word not in html
