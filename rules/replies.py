"""What units say for themselves: a link in reply, a word of their own. What does not settle the matter is a question to
the office, with what is missing (S21). Pure."""

from __future__ import annotations

from dataclasses import replace

from rules.case import Case
from rules.dating import place_in_time
from rules.explain import OUTCOME_NAMES, accepted_names
from rules.matching import accepts, best_match
from rules.model import SETTLED, VN, Attestation, Publication, Question, Refusal, Reply, Verdict
from rules.periods import day_name, moment_name, name

SHARED = "shared"
"""``Reply.detail``: several units publish under the host, and only people can say whose the article is (S18)."""
_LONGEST = 200


def with_said(case: Case, verdict: Verdict) -> Verdict:
    """The verdict with what the unit said and the office has not dealt with, as questions; one for each publication."""
    if verdict.status in SETTLED:
        return verdict
    reply, word = open_reply(case), _open_word(case)
    if reply is None and word is None:
        return verdict
    about = reply.publication if reply else None
    kept = [one for one in verdict.questions if not one.publication or one.publication != about]
    kept += [question_of(case, reply, verdict)] if reply else []
    return replace(verdict, questions=(*kept, *([_word_question(word)] if word else [])))


def counts(word: Attestation, case: Case) -> bool:
    """A unit's own word settles nothing where the plan wants the office's (S21)."""
    return word.confirmed or not word.received or case.duty.obligation.confirmed_by != "office"


def holds(word: Attestation, case: Case) -> bool:
    """Whether its last day has not passed."""
    return word.valid_until is None or case.asof.now.date() <= word.valid_until


def _open_word(case: Case) -> Attestation | None:
    newest = case.attestations[-1] if case.attestations else None
    return newest if newest is not None and not counts(newest, case) and holds(newest, case) else None


def _word_question(word: Attestation) -> Question:
    proof = f", minh chứng: {word.evidence}" if word.evidence else ""
    said = f"{word.by} báo đã thực hiện (lúc {moment_name(word.made_at)}{proof})"
    return Question("word", 0, f"{said}: Văn phòng có xác nhận không?")


def open_reply(case: Case) -> Reply | None:
    """The newest answer of the unit that the office has not dealt with: no refusal, no answer, no word since."""
    reply = case.replies[-1] if case.replies else None
    if reply is None or isinstance(reply, Refusal):
        return None
    # S18: a word about another period deals with nothing here, unless it gives the publication away.
    said = case.answer_for(reply.publication) if reply.publication is not None else None
    since = [said.made_at] if said is not None else []
    since += [one.made_at for one in case.attestations if one.confirmed or not one.received]
    return reply if all(moment < reply.made_at for moment in since) else None


def question_of(case: Case, reply: Reply, verdict: Verdict) -> Question:
    """What the office has to look at, in Vietnamese."""
    link = reply.link if len(reply.link) <= _LONGEST else f"{reply.link[:_LONGEST]}…"
    day = day_name(reply.made_at.astimezone(VN).date())
    text = (
        f"Đơn vị trả lời ngày {day} bằng {link}: {missing(case, reply, verdict)}. "
        "Văn phòng xem và cho biết có tính hay không."
    )
    return Question("reply", reply.publication or 0, text)


def missing(case: Case, reply: Reply, verdict: Verdict) -> str:
    """Why an answer does not settle the matter by itself, in Vietnamese."""
    publication = next((one for one in case.publications if one.id == reply.publication), None)
    if publication is None and reply.detail == SHARED:
        return "đọc được bài, nhưng nhiều đơn vị dùng chung máy chủ này nên chưa rõ bài của ai"
    if publication is None:
        return f"không đọc được bài ở đường dẫn này ({OUTCOME_NAMES.get(reply.outcome, reply.outcome)})"
    return _unfit(case, publication) or _untimely(case, publication) or _too_few(verdict)


def _unfit(case: Case, publication: Publication) -> str:
    obligation = case.duty.obligation
    if not accepts(obligation, publication):
        needed = " có tệp đính kèm" if "attachment" in obligation.needs else ""
        wanted = f"{accepted_names(obligation.accepts)}{needed}"
        return f"“{publication.title}” không phải loại nội dung được tính (cần {wanted})"
    fit = best_match(publication, obligation, case.plan_year) if obligation.match.given else None
    if fit is None or fit.decision == "yes":
        return ""
    lacking = f" ({'; '.join(fit.missing)})" if fit.missing else ""
    return f"tiêu đề “{publication.title}” chưa khớp với “{obligation.title}”{lacking}"


def _untimely(case: Case, publication: Publication) -> str:
    placed, period = place_in_time(publication, case.duty.obligation.count_by), case.duty.period
    if placed.stated is None:
        return f"“{publication.title}” không ghi ngày đăng dùng được"
    dated = f"“{publication.title}” ghi ngày {day_name(placed.stated.at.astimezone(VN).date())}"
    if not placed.inside(period):
        return f"{dated}, không nằm trong {name(period.key)}"
    return f"{dated}, nhưng lần xem sau ngày ấy chưa có bài" if placed.question == "backdating" else ""


def _too_few(verdict: Verdict) -> str:
    return f"đã ghi nhận nhưng mới có {verdict.counted}/{verdict.needed}"
