"""Output injection where no other file stands for it: H5, H7, H12, H14. The corpus goes through mail, plain text and
HTML in tests/alerts/test_hostile_titles.py (H1–H4, H6, H9), through XLSX, CSV, DOCX, PDF and terminal in tests/reports
(H8, H10, H11, H15, H16), through Zalo in tests/zalo/test_channels.py (H13)."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from alerts.notice import MessageKind
from alerts.render import render_memo
from alerts.wording import Memo, OfficeWords
from monitor.logs import LINE_LIMIT, JsonLines
from monitor.ports import VerdictFilter
from tests.alerts.hostile_titles import TITLES
from tests.pipeline.world import SmallWorld

OFFICE = OfficeWords("Sở GDĐT tỉnh Phù Sa", "vanphong@so.test", "0299 000 0000")


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_h5_the_words_of_an_error_are_inert_in_the_alarm(title: str) -> None:
    calm = render_memo(Memo(MessageKind.ADMIN, "Một lượt bị lỗi", ("bình thường",), office=OFFICE))
    told = render_memo(Memo(MessageKind.ADMIN, "Một lượt bị lỗi", (f"ValueError: {title}",), office=OFFICE))
    for mark in ("<script", "<img", "<svg", "<iframe", "<a ", "<style", "</title"):
        assert told.html.lower().count(mark) == calm.html.lower().count(mark), mark
    assert not set(told.subject) & {"\r", "\n"}


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_h7_no_title_reaches_a_style(title: str) -> None:
    calm = render_memo(Memo(MessageKind.ADMIN, "Chuyện thường", ("bình thường",), office=OFFICE))
    told = render_memo(Memo(MessageKind.ADMIN, "Chuyện thường", (title,), office=OFFICE))
    assert _styles(told.html) == _styles(calm.html)


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_h12_one_event_is_one_short_line_of_json(title: str) -> None:
    record = logging.LogRecord("dondoc", logging.INFO, "x.py", 1, "look failed", None, None)
    record.facts = {"title": title * 50}
    line = JsonLines().format(record)
    assert "\n" not in line
    assert "\x1b" not in line
    assert len(line) <= LINE_LIMIT + 5_000
    assert json.loads(line)["event"] == "look failed"


def test_h14_every_filter_takes_hostile_words_as_words(tmp_path: Path) -> None:
    world = SmallWorld(tmp_path / "w", schools=1)
    world.run("2022-02-10T09:00")
    with world.store.read(False) as tx:
        everything = len(tx.verdicts.history(VerdictFilter()))
    for word in (*TITLES, "' OR 1=1 --", "%", "_", "\x00", "truong-1'; DROP TABLE verdict; --"):
        with world.store.read(False) as tx:
            for name in ("unit", "obligation", "plan", "period", "status"):
                assert list(tx.verdicts.history(VerdictFilter(**{name: word}))) == [], (name, word)
            assert tx.outbox.messages(word) == []
            assert not tx.outbox.has(word)
    with world.store.read(False) as tx:
        assert len(tx.verdicts.history(VerdictFilter())) == everything > 0


def _styles(html: str) -> list[str]:
    return [part.split('"', 1)[0] for part in html.split('style="')[1:]]
