"""Every kind of decision comes back as it was made, with its line in the log (S20, S21); files of proof are kept."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import insert

from monitor.storage.papers import BadPaper, keep_paper, safe_name
from monitor.storage.store import SqlStore
from monitor.storage.tables import decision
from rules.model import (
    Answer,
    Attestation,
    DaySet,
    Decision,
    DutyKey,
    Occurrence,
    Refusal,
    Release,
    Reply,
    Waiver,
)
from tests.rules.cast import at

WHO = ("thcs-hoa-mai", "IV.1-monthly", "ke-hoach-2022")
SAID = ("Bà Hoa", "công văn 12")
MADE: tuple[Decision, ...] = (
    Waiver(*WHO, date(2022, 3, 1), date(2022, 3, 31), *SAID, at("2022-04-01T08:00")),
    Attestation(
        DutyKey("thcs-hoa-mai", "ke-hoach-2022", "IV.1-monthly", "2022-03"),
        *("Bà Hoa", at("2022-04-01T08:01"), False, True, "data/papers/a.pdf", "đã nhận", date(2022, 12, 31), "ab" * 32),
    ),
    Answer(*WHO, 7, True, "Bà Hoa", at("2022-04-01T08:02"), "2022-03", "đã xem"),
    DaySet(*WHO, None, date(2022, 6, 15), *SAID, at("2022-04-01T08:03")),
    Release("*", "*", "ke-hoach-2022", "2022-02", *SAID, at("2022-04-01T08:04")),
    Occurrence(*WHO, "2022-03", True, *SAID, at("2022-04-01T08:05")),
    Reply(*WHO, "2022-03", "https://thcs-hoa-mai.edu.test/1", "read", *SAID, at("2022-04-01T08:06"), 7, "x"),
    Refusal(*WHO, "2022-03", *SAID, at("2022-04-01T08:07")),
)


def test_decisions_come_back_as_they_were_made_and_stand_in_the_log(store: SqlStore) -> None:
    with store.write(False) as tx:
        for made in MADE:
            tx.verdicts.add_decision(made)
    with store.read(False) as tx:
        assert tuple(tx.verdicts.decisions()) == MADE
        assert tuple(tx.verdicts.decisions(at("2022-04-01T08:03"))) == MADE[:4]
        lines = tx.verdicts.audit()
        assert len(tx.verdicts.audit(at("2022-04-01T08:03"))) == 4
    assert [(line.who, line.action, line.at) for line in lines] == [
        ("Bà Hoa", type(made).__name__.lower(), made.made_at) for made in MADE
    ]
    assert all(line.reason for line in lines)


def test_a_decision_written_before_its_noun_grew_is_still_read(store: SqlStore) -> None:
    body = {"unit": "a", "obligation": "b", "plan": "c", "publication": 3, "serves": True, "by": "Lan", "period": None}
    moment = at("2022-04-01T08:00")
    row = {"rehearsal": False, "kind": "answer", "made_at": moment, "body": body, "recorded_at": moment}
    with store.write(False) as tx:
        tx.session.run(insert(decision).values(row))
    with store.read(False) as tx:
        assert tx.verdicts.decisions() == [Answer("a", "b", "c", 3, True, "Lan", moment)]


# --- papers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Biên bản.PDF", "bien-ban.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        (".bashrc", "bashrc"),
        ("…", "tep"),
        (f"{'a' * 300}.docx", f"{'a' * 75}.docx"),
        ("a\n\u202eb.pdf", "a-b.pdf"),
    ],
)
def test_the_name_of_a_paper_is_plain(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_same_bytes_are_kept_once_and_others_beside_them(tmp_path: Path) -> None:
    home, one, two = tmp_path / "home", tmp_path / "một.pdf", tmp_path / "hai.pdf"
    one.write_bytes(b"x")
    two.write_bytes(b"x")
    first, second = keep_paper(home, one), keep_paper(home, two)
    assert first == second
    assert first.sha256 == sha256(b"x").hexdigest()
    two.write_bytes(b"y")
    assert keep_paper(home, two).name != first.name
    assert sorted(path.name[16:] for path in (home / "data" / "papers").iterdir()) == ["-hai.pdf", "-mot.pdf"]


def test_a_folder_is_no_paper(tmp_path: Path) -> None:
    with pytest.raises(BadPaper, match="không có tệp"):
        keep_paper(tmp_path, tmp_path)
