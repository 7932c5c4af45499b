"""What the office is asked about a duty, in words and with the command that answers it (S17, S19, S21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alerts.notice import Notice
from alerts.plan import question_step
from rules.asking import WORD, parts_asked, parts_waiting, waits_for_word
from rules.model import Answer, Attestation, Decision, Duty, DutyKey, Question, Refusal, Reply, Verdict
from rules.parts import part_duties

_WORDS = {
    "ask_office": "Đã qua hạn: Văn phòng đã nhận được kết quả thực hiện chưa?",
    "standing_word": "Việc thường xuyên: Văn phòng xác nhận đã thực hiện chưa?",
}
REPLY = "reply"
"""The kind of question that a unit's answer raises (S21)."""
SIGNED = '--by TÊN --reason "…"'
"""How every command ends by which somebody decides."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. ``about``: its kind and publication, by which it is known again."""

    about: tuple[str, int]
    text: str
    command: str


def asked_of(key: DutyKey, verdict: Verdict) -> list[Asked]:
    """Everything a verdict asks of the office. What is asked about a part is answered for the part (S16)."""
    pairs = zip(parts_asked(verdict), verdict.questions, strict=False)
    found = [Asked((one.kind, one.publication), one.text, _command(key, part, one)) for part, one in pairs]
    if waits_for_word(verdict):
        found.append(Asked(WORD, _WORDS[verdict.reason], _attest(key, "|".join(parts_waiting(verdict)))))
    return found


Word = Attestation | Reply | Refusal | Answer
Said = Mapping[tuple[str, str, str], list[Word]]
"""What people said, by (plan, obligation or part, unit)."""


def said_of(decisions: Iterable[Decision]) -> Said:
    """What may answer a question of ours, or raise it again."""
    found: dict[tuple[str, str, str], list[Word]] = {}
    for one in decisions:
        if isinstance(one, (Attestation, Reply, Refusal, Answer)):
            key = one.key if isinstance(one, Attestation) else one
            found.setdefault((key.plan, key.obligation, key.unit), []).append(one)
    return found


def still_standing(asked: Iterable[Notice], duty: Duty, said: Said) -> list[Notice]:
    """The questions of which nobody said anything since they were asked.

    The others were dealt with: where they are open by now, it is a new matter (a second reply, a word that ran out),
    and the office is asked again (S17, S19, S21). A look that fails and comes back is none.
    """
    keys = [one.key for one in (duty, *part_duties(duty))]
    periods = {None, *(key.period for key in keys)}
    about = [
        one for key in keys for one in said.get((key.plan, key.obligation, key.unit), ()) if _period(one) in periods
    ]
    return [
        notice
        for notice in asked
        if not any(one.made_at > notice.not_before and _concerns(one, notice.step) for one in about)
    ]


def _period(said: Word) -> str | None:
    return said.key.period if isinstance(said, Attestation) else said.period


def _concerns(said: Word, step: str) -> bool:
    """Whether something said may have answered a question, or raised it again."""
    if isinstance(said, Answer):
        return step.endswith(f"-{said.publication}")
    about_reply = step.startswith(question_step(REPLY, 0).removesuffix("0"))
    return about_reply or (isinstance(said, Attestation) and step == question_step(*WORD))


def _command(key: DutyKey, part: str, question: Question) -> str:
    if not question.publication:
        answer = f"dondoc reply {key.unit} {part} {key.period} --accept|--decline {SIGNED}"
        return answer if question.kind == REPLY else _attest(key, part)
    return f"dondoc confirm {key.unit} {part} {key.period} {question.publication} --yes|--no {SIGNED}"


def _attest(key: DutyKey, part: str) -> str:
    return f"dondoc attest {key.unit} {part} {key.period} [--not-received] {SIGNED}"
