"""Which duty does a title serve? Explained: words matched, words missing, a score, and a decision (S18, S19)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rules.model import Medium, Obligation, Publication, Words
from rules.said import BARE, Said, named_only
from rules.text import clean
from rules.title_times import OTHER, UNSURE, time_fits, years_named

__all__ = ["ASK", "YES", "Match", "accepts", "best_match", "match", "touches", "years_named"]

YES = 0.8
ASK = 0.55
"""At or above YES it serves; between the two the office is asked; below it does not (S19)."""
DOUBT = 0.75
"""The most that a doubtful match may score: a person must say."""
_RANK = {"no": 0, "ask": 1, "yes": 2}

_ASKS_FOR = (
    "dự thảo|góp ý|lấy ý kiến",
    "đôn đốc|đề nghị|yêu cầu|nhắc nhở|chấn chỉnh",
    "công văn|về việc báo cáo|về việc gửi báo cáo|về việc xây dựng|về việc đăng ký|chế độ báo cáo",
    "hướng dẫn xây dựng|hướng dẫn báo cáo|hướng dẫn tự chấm|đề cương|biểu mẫu|mẫu báo cáo",
    "phiếu khảo sát|giấy mời|thư mời",
    "tiêu chí|quy định|quy trình|quy chế",
)
"""A letter that asks for a thing, a draft or a form of it, is not the thing; but a plan's words may name it."""
_OTHERS = (
    "của bộ|của chính phủ|của thủ tướng|của ủy ban nhân dân|của hội đồng nhân dân",
    "của tỉnh|của huyện|của thành phố|của thị xã",
)
_NOT_OTHERS = "của bộ phận"
_OTHERS_FIRST = re.compile(
    r"\W*(?:ubnd|hđnd|ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|chính phủ|thủ tướng|tỉnh(?! đoàn)|huyện|"
    r"thành phố|thị xã|"
    r"bộ (?:trưởng|chính trị|nội vụ|giáo dục|tài chính|y tế|tư pháp|công an|khoa học|thông tin|kế hoạch|lao động)|"
    r"sở (?:nội vụ|y tế|tài chính|tư pháp|xây dựng|công thương|nông nghiệp|giao thông|kế hoạch và đầu tư|tài nguyên|"
    r"thông tin và truyền thông|khoa học|văn hóa|văn hoá|ngoại vụ|du lịch))(?!\w)",
    re.IGNORECASE,
)
"""Who stands first in a title is who did it: another office's plan or report is not ours."""
_UNIT_FIRST = re.compile(r"\W*(?:trường|phòng giáo dục|trung tâm)(?!\w)", re.IGNORECASE)
_PAPERS = ("kế hoạch", "kết quả", "báo cáo", "tổng kết")
"""Of these each office has its own: on a common site a school's is not that of the office."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well a title fits an obligation. ``decision``: yes | ask | no. ``missing`` holds what spoke against it."""

    obligation: str
    score: float
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    decision: str


def match(title: str, obligation: Obligation, plan_year: int) -> Match:
    """Compare a title with the words, the year and the part of the year that an obligation asks for."""
    said = Said.of(title)
    words = obligation.match
    forbidden = [phrase for phrase in words.none if said.forbids(phrase)]
    if forbidden:
        return Match(obligation.id, 0.0, (), tuple(f"không được có: {phrase}" for phrase in forbidden), "no")
    time, note = time_fits(title, obligation, plan_year)
    if time == OTHER:
        return Match(obligation.id, 0.0, (), (note,), "no")
    score, matched, missing = _score(said, words)
    doubts = [note] if time == UNSURE else []
    if words.given and score >= YES:
        doubts += _doubts(said, words) or _others(title, obligation)
    if doubts and score >= YES:
        # What the title leaves open, a person must say (S18, S19).
        return Match(obligation.id, min(score, DOUBT), matched, (*missing, *doubts), "ask")
    return Match(obligation.id, round(score, 3), matched, missing, _decide(score))


def best_match(publication: Publication, obligation: Obligation, plan_year: int) -> Match:
    """The best of what it is and was called: what met a duty still does under another title (S10).

    What only another page calls it is asked about: that page's title may be that of something around it (S19).
    """
    found = match(publication.title, obligation, plan_year)
    if found.decision == "yes" or not (publication.titles or publication.also_titled):
        return found
    before = (match(title, obligation, plan_year) for title in publication.titles)
    elsewhere = (_asked(title, match(title, obligation, plan_year)) for title in publication.also_titled)
    return max(found, *before, *elsewhere, key=lambda one: (_RANK[one.decision], one.score))


def _asked(title: str, found: Match) -> Match:
    if found.decision != "yes":
        return found
    missing = (*found.missing, f"trang bài ghi: “{title}”")
    return replace(found, score=min(found.score, DOUBT), missing=missing, decision="ask")


def touches(title: str, words: Words) -> bool:
    """Whether a title speaks of a subject; every phrase of ``all``, one of ``any``, none of ``none``."""
    said = Said.of(title)
    if any(said.forbids(phrase) for phrase in words.none):
        return False
    return words.given and _score(said, words)[0] >= YES


def accepts(obligation: Obligation, publication: Publication) -> bool:
    """Whether the publication is of an accepted kind and carries what the obligation needs."""
    # A video stands in an article's page; where articles count, a page with a player does too.
    counted_as = {publication.medium, Medium.ARTICLE if publication.medium is Medium.VIDEO else publication.medium}
    if not counted_as & obligation.accepts:
        return False
    return not ("attachment" in obligation.needs and not publication.attachments)


def _decide(score: float) -> str:
    if score >= YES:
        return "yes"
    return "ask" if score >= ASK else "no"


def _score(said: Said, words: Words) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """Mean weight of the wanted groups: every ``all`` phrase is one, the best of ``any`` is one."""
    matched: list[str] = []
    missing: list[str] = []
    weights: list[float] = []
    for phrase in words.all:
        weight, reading = said.best(phrase)
        weights.append(weight)
        (matched if weight else missing).append(reading if weight else phrase)
    if words.any:
        weight, reading = said.best("|".join(words.any))
        weights.append(weight)
        (matched if weight else missing).append(reading if weight else " / ".join(words.any))
    score = sum(weights) / len(weights) if weights else 1.0
    if weights and min(weights) < YES:
        # One group in doubt, and another word with the same letters is a doubt, leaves the whole in doubt.
        score = min(score, DOUBT)
    if missing:
        # One missing group may still be the office's way of putting it; two are another subject.
        score = min(score, DOUBT) if len(missing) == 1 and len(weights) > 1 else 0.0
    return score, tuple(matched), tuple(missing)


def _others(title: str, obligation: Obligation) -> list[str]:
    """Whether somebody else stands first in the title, whom the plan's own words do not name."""
    text = clean(title)
    found = _OTHERS_FIRST.match(text)
    wanted = "|".join((*obligation.match.all, *obligation.match.any))
    if found is None and obligation.where.site is not None and any(named_only(paper, wanted) for paper in _PAPERS):
        found = _UNIT_FIRST.match(text)
    if found is None or named_only(found[0].strip(), wanted):
        return []
    return ["có thể là của cơ quan khác"]


def _doubts(said: Said, words: Words) -> list[str]:
    """Signs that the title asks for the thing, or speaks of somebody else's, although its words are there."""
    wanted = "|".join((*words.all, *words.any))
    found = [
        f"có thể chỉ là văn bản yêu cầu hoặc hướng dẫn: {reading}"
        for group in _ASKS_FOR
        for reading in group.split("|")
        if said.weight(reading) >= BARE and not named_only(reading, wanted)
    ]
    if any(said.weight(group) >= BARE for group in _OTHERS) and not said.weight(_NOT_OTHERS):
        found.append("có thể là của cơ quan khác")
    return found[:2]
