"""The corpus of hostile titles through subject, plain text, HTML and the wire (H1–H10, H16)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

import pytest

from alerts.channel import Delivery
from alerts.notice import MessageKind
from alerts.render import render_batch, render_digest, render_memo
from alerts.safe import line, subject, web_address
from alerts.wording import FindingWords, ItemWords, Letter, Memo, OfficeWords, Rendered
from tests.alerts.cast import outgoing
from tests.alerts.conftest import MakeChannel, MakeSink
from tests.alerts.hostile_titles import TITLES
from tests.alerts.words import FINDING, digest_of, letter_of

pytestmark = pytest.mark.corpus

HEADERS = [
    "Message-ID", "Date", "From", "To", "Reply-To", "Subject", "Auto-Submitted", "MIME-Version", "Content-Type",
]  # fmt: skip
PLAIN_TITLE = "Tin thường"


class _Shape(HTMLParser):
    """Elements with the names of their attributes, comments and declarations; and the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.links: list[str] = []
        self.others: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[(tag, tuple(name for name, _ in attrs))] += 1
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "background")]

    def handle_endtag(self, tag: str) -> None:
        self.elements[("/" + tag, ())] += 1

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def finding_with(title: str) -> FindingWords:
    item = ItemWords(title, "http://hoa-mai.edu.test/a", "đăng 12/3/2022")
    return replace(
        FINDING, unit=title or "x", title=title, source=title, period=title, reason=title or "x", what=title,
        items=(item,), cure_until=title or "x", last_look=title or "x",
    )  # fmt: skip


def exits(title: str) -> dict[str, Rendered]:
    """The same title in every place of every kind of message."""
    office = OfficeWords(title, "vanphong@so.test", title or "x")
    return {
        "letter": render_batch(Letter(MessageKind.OVERDUE, title, office, (finding_with(title),))),
        "digest": render_digest(digest_of(title)),
        "memo": render_memo(Memo(MessageKind.ADMIN, title, (title,), (title,), office)),
    }


EXPECTED = {name: _Shape(rendered.html) for name, rendered in exits(PLAIN_TITLE).items()}


def test_the_corpus_has_at_least_120_different_titles() -> None:
    assert len(set(TITLES)) >= 120


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_a_hostile_title_adds_no_element_attribute_or_link_to_the_html(title: str) -> None:
    for name, rendered in exits(title).items():
        shape = _Shape(rendered.html)
        assert shape.elements == EXPECTED[name].elements
        assert shape.links == EXPECTED[name].links
        assert shape.others == []


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_a_hostile_title_stays_one_visible_line_in_every_exit(title: str) -> None:
    plain = exits(PLAIN_TITLE)
    for name, rendered in exits(title).items():
        assert len(rendered.subject) <= 200
        for text in (rendered.subject, rendered.text, rendered.html):
            unwanted = [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs")]
            assert not unwanted
        assert "\n" not in rendered.subject
        if line(title):
            assert rendered.text.count("\n") == plain[name].text.count("\n")


@pytest.mark.parametrize("title", [title for title in TITLES if line(title) == title and title.isascii()])
def test_an_ordinary_looking_title_is_printed_as_it_is(title: str) -> None:
    rendered = exits(title)["letter"]
    shown = line(title, 500)
    assert shown in rendered.text
    assert shown in "".join(_Shape(rendered.html).words)


def test_hostile_titles_over_the_wire_make_no_header_no_part_and_no_other_recipient(
    make_sink: MakeSink, make_channel: MakeChannel
) -> None:
    sink = make_sink()
    channel = make_channel(sink)
    sent = []
    for number, title in enumerate(TITLES):
        rendered = exits(title)["letter"]
        # The subject straight from the site, too: the channel must not rely on whoever wrote it.
        for subject_line in (rendered.subject, title):
            message = replace(
                outgoing(number), subject=subject_line, text=rendered.text, html=rendered.html, recipient_name=title
            )
            assert channel.deliver(message, 10).delivery is Delivery.SENT
            sent.append(message)
    mails = sink.parsed()
    assert len(mails) == len(sent) == 2 * len(TITLES)
    assert {record["recipient"] for record in sink.lines()} == {"lan@hoa-mai.edu.test"}
    for mail, message in zip(mails, sent, strict=True):
        _check(mail, message.subject, message.text, message.html)


def _check(mail: EmailMessage, subject_line: str, text: str, html: str) -> None:
    assert list(mail.keys()) == HEADERS
    assert not mail.defects
    assert mail["Subject"] == subject(subject_line)
    assert [one.addr_spec for one in mail["To"].addresses] == ["lan@hoa-mai.edu.test"]
    parts = list(mail.walk())
    assert [part.get_content_type() for part in parts] == ["multipart/alternative", "text/plain", "text/html"]
    assert not any(part.get_filename() or part.defects for part in parts)
    assert parts[1].get_content().replace("\r\n", "\n") == text
    assert parts[2].get_content().replace("\r\n", "\n").strip() == html.strip()
    assert {key for part in parts[1:] for key in part} <= {"Content-Type", "Content-Transfer-Encoding", "MIME-Version"}


def test_no_line_of_a_mail_is_longer_than_the_wire_allows(make_sink: MakeSink, make_channel: MakeChannel) -> None:
    sink = make_sink()
    rendered = exits("Kế hoạch " * 1000)["digest"]
    make_channel(sink).deliver(outgoing(subject=rendered.subject, text=rendered.text, html=rendered.html), 10)
    assert max(len(row) for row in sink.mails[0].split(b"\r\n")) <= 998
    assert message_from_bytes(sink.mails[0], policy=default)["Subject"] == rendered.subject


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x",
        "file:///etc/passwd", "ftp://xau.test/a", "//xau.test/a", "/a/b", "", " ", "http://", "http:///a",
        "https:xau.test",
        "http://u:p@xau.test/", "http://so.test@xau.test/", "http://xau.test\\@so.test/", "http://xau.test:99999/",
        "http://xau\r\n.test/", "http://[::1", "http://a b.test/", "http://x.test/\u202ea", "mailto:a@b.test", "http://<b>/",
        "https://xau.test/" + "a" * 2000,
    ],
)  # fmt: skip
def test_only_plain_web_addresses_can_be_clicked(address: str) -> None:
    assert web_address(address) is None  # H6
    rendered = render_batch(letter_of(replace(FINDING, items=(ItemWords("Tin", address, "đăng 12/3/2022"),))))
    assert _Shape(rendered.html).links == []


@pytest.mark.parametrize(
    ("address", "clicked"),
    [
        ("http://hoa-mai.edu.test/a?x=1&y=2#z", "http://hoa-mai.edu.test/a?x=1&y=2#z"),
        ("HTTPS://Hoa-Mai.edu.test:8443/a", "https://hoa-mai.edu.test:8443/a"),
        ('http://hoa-mai.edu.test/tin/"><script>', "http://hoa-mai.edu.test/tin/%22%3E%3Cscript%3E"),
        ("http://hoa-mai.edu.test/kế-hoạch", "http://hoa-mai.edu.test/k%E1%BA%BF-ho%E1%BA%A1ch"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
    ],
)
def test_a_web_address_is_kept_and_made_harmless(address: str, clicked: str) -> None:
    assert web_address(address) == clicked


def test_a_long_title_is_shortened_with_a_sign_between_words() -> None:
    short = line("Kế hoạch tuyên truyền cải cách hành chính " * 20, 60)
    assert short.endswith("…")
    assert len(short) <= 60
    assert "Kế hoạch tuyên truyền cải cách hành chính Kế hoạch tuyên".startswith(short[:-1])
