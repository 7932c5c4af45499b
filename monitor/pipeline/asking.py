"""What the office is asked about a duty, in words and with the command that answers it (S17, S19, S21)."""

from __future__ import annotations

from dataclasses import dataclass

from rules.asking import WORD, waits_for_word
from rules.model import DutyKey, Question, Verdict

_WORDS = {
    "ask_office": "Đã qua hạn: Văn phòng đã nhận được kết quả thực hiện chưa?",
    "standing_word": "Việc thường xuyên: Văn phòng xác nhận đã thực hiện chưa?",
}
_SIGNED = '--by TÊN --reason "…"'


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. ``about``: its kind and publication, by which it is known again."""

    about: tuple[str, int]
    text: str
    command: str


def asked_of(key: DutyKey, verdict: Verdict) -> list[Asked]:
    """Everything a verdict asks of the office."""
    found = [Asked((one.kind, one.publication), one.text, _command(key, one)) for one in verdict.questions]
    if waits_for_word(verdict):
        found.append(Asked(WORD, _WORDS[verdict.reason], _attest(key)))
    return found


def _command(key: DutyKey, question: Question) -> str:
    if not question.publication:
        answer = f"dondoc reply {key.unit} {key.obligation} {key.period} --accept|--decline {_SIGNED}"
        return answer if question.kind == "reply" else _attest(key)
    return f"dondoc confirm {key.unit} {key.obligation} {key.period} {question.publication} --yes|--no {_SIGNED}"


def _attest(key: DutyKey) -> str:
    return f"dondoc attest {key.unit} {key.obligation} {key.period} [--not-received] {_SIGNED}"
