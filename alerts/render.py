"""Letters as people read them: subject, plain text and HTML from the same words.

Words of strangers reach a template only as values: they are never part of a template (H1, H2), every value printed is
one clean line (H9), and in HTML every value is escaped (H4).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from alerts import phrases
from alerts.digest import DigestFigures, headline, percent
from alerts.notice import ASKING, MessageKind
from alerts.safe import line, subject, web_address
from alerts.tones import COLOURS, LEGEND
from alerts.wording import TITLE_LIMIT, Letter, Memo, Rendered
from rules.explain import STATUS_NAMES
from rules.model import Status
from rules.periods import day_name, moment_name, name

_LINE_LIMIT = 700
_TABLE_LIMIT, _BAR = 60, 90
_LAST = (Status.DUE_SOON, Status.NOT_DUE)
_SUMMARY = (*(status for status in Status if status not in _LAST), *_LAST)


def render_batch(letter: Letter) -> Rendered:
    """A letter of one or more findings: reminder, overdue, escalation, all-clear, correction, question, informed."""
    values = {
        "letter": letter,
        "greeting": phrases.greeting_of(letter),
        "sections": phrases.sections_of(letter),
        "asks": any(finding.kind in ASKING for finding in letter.findings),
        # What the office hears in its own right needs no word about units that were not told (S25).
        "pilot": letter.pilot and any(finding.kind not in FOR_OFFICE for finding in letter.findings),
    }
    return _rendered("letter", phrases.letter_subject(letter), values)


FOR_OFFICE = frozenset({MessageKind.QUESTION, MessageKind.ESCALATION})
"""Kinds that are the office's own."""


def render_memo(memo: Memo) -> Rendered:
    """Plain facts for the office (incident) or the administrator (admin)."""
    return _rendered("memo", phrases.memo_subject(memo), {"memo": memo})


def render_digest(figures: DigestFigures) -> Rendered:
    """The weekly digest for the office. Long lists are cut with the number of what is left out."""
    days = f"{day_name(figures.first)} – {day_name(figures.last)}"
    behind = figures.count(Status.OVERDUE) + figures.count(Status.MISSED)
    title = subject(
        f"[Tổng hợp tuần] {days}: {figures.units} đơn vị, {figures.count(Status.MET)} đúng hạn, "
        f"{behind} quá hạn hoặc không đạt, {figures.count(Status.UNKNOWN)} chưa xác định"
    )
    values = {"figures": figures, "days": days, "headline": headline(figures), "summary": _summary(figures)}
    values |= {"bars": _bars(figures), "legend": LEGEND, "colours": COLOURS, "answers": _answers(figures)}
    return _rendered("digest", title, values)


def _answers(figures: DigestFigures) -> list[tuple[int, str]]:
    """(number of the question, command) at the foot: whoever runs the program needs them, a director does not."""
    found = [(number, one.command) for number, one in enumerate(figures.questions, 1) if one.command]
    return [*found, *([(0, 'dondoc release --by TÊN --reason "…" [--drop]')] if figures.held else [])]


def _summary(figures: DigestFigures) -> list[tuple[Status, str, int, str]]:
    """(status, words, count, change against last week) for every status, also those at nought (S22)."""
    rows = []
    for status in _SUMMARY:
        count = figures.count(status)
        change = "" if figures.before is None else _signed(count - figures.before.get(status, 0))
        rows.append((status, STATUS_NAMES[status], count, change))
    return rows


def _bars(figures: DigestFigures) -> list[tuple[str, str, int]]:
    """(month, rate in words, height in pixels) for the trend; a month without a rate has no bar."""
    return [
        (point.month, percent(point.rate) if point.rate is not None else "–", round(_BAR * (point.rate or 0.0)))
        for point in figures.trend
    ]


def _signed(difference: int) -> str:
    if difference == 0:
        return "không đổi"
    return f"tăng {difference}" if difference > 0 else f"giảm {-difference}"


def _rendered(template: str, title: str, values: dict[str, object]) -> Rendered:
    values = {**values, "subject": title}
    text = _TEXT.get_template(f"{template}.txt.j2").render(values)
    html = _HTML.get_template(f"{template}.html.j2").render(values)
    return Rendered(title, _tidy(text), html)


def _tidy(text: str) -> str:
    """No spaces at line ends, no more than one empty line in a row, one newline at the end."""
    lines: list[str] = []
    for one in (raw.rstrip() for raw in text.split("\n")):
        if one or (lines and lines[-1]):
            lines.append(one)
    return "\n".join(lines).strip("\n") + "\n"


def _clean(value: object) -> object:
    return value if isinstance(value, Markup) else line(str(value), _LINE_LIMIT)


def _short(value: str, limit: int = TITLE_LIMIT) -> str:
    return line(value, limit)


def _cut(rows: Sequence[object]) -> Sequence[object]:
    return rows[:_TABLE_LIMIT]


def _left(rows: Sequence[object]) -> int:
    return max(0, len(rows) - _TABLE_LIMIT)


def _environment(escape: bool) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=escape,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day_name,
        "moment": moment_name,
        "period": name,
        "percent": percent,
        "web": web_address,
        "short": _short,
        "cut": _cut,
        "left": _left,
        "facts": phrases.facts_of,
        "caution": phrases.caution_of,
        "status": STATUS_NAMES.__getitem__,
    }
    environment.globals |= {
        "ANSWER": phrases.ANSWER,
        "ALREADY_DONE": phrases.ALREADY_DONE,
        "PILOT": phrases.PILOT,
        "PILOT_NOW": phrases.PILOT_NOW,
        "AUTOMATIC": phrases.AUTOMATIC,
    }
    return environment


_HTML = _environment(escape=True)
_TEXT = _environment(escape=False)
