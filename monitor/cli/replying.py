"""The command of the right of reply (S21)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from monitor.app.answering import reply as look_and_keep
from monitor.app.workspace import App
from monitor.cli.deeds import carry_out, deed_options, tell, told
from monitor.cli.frame import BadArgument, Frame
from monitor.cli.words import status_name
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.named import Deed, Done, duties_named, one_duty, whole_of
from monitor.pipeline.reply import refuse
from monitor.ports import Transaction
from monitor.reports.facts import moment
from rules.explain import OUTCOME_NAMES
from rules.model import SETTLED


@click.command()
@click.argument("unit")
@click.argument("obligation")
@click.argument("period", required=False)
@click.option("--link", default="", help="Địa chỉ của bài trên trang của chính đơn vị.")
@click.option("--own", is_flag=True, help="Bài đúng là của đơn vị này, dù nhiều đơn vị dùng chung máy chủ.")
@click.option("--accept", is_flag=True, help="Văn phòng đã tự xem và tính; không --link: câu trả lời gần nhất.")
@click.option("--decline", is_flag=True, help="Văn phòng không nhận câu trả lời gần nhất.")
@deed_options
def reply(
    frame: Frame,
    unit: str,
    obligation: str,
    period: str | None,
    link: str,
    own: bool,
    accept: bool,
    decline: bool,
    deed: Deed,
    as_json: bool,
) -> None:
    """Đơn vị trả lời bằng một đường dẫn trên trang của mình; xem ngay, đủ thì kết thúc, chưa đủ thì hỏi Văn phòng."""
    if bool(link.strip() or accept) == decline:
        raise BadArgument(
            "cần một trong ba: --link ĐỊA_CHỈ (đơn vị trả lời), --accept (Văn phòng nhận), --decline (không nhận)"
        )
    if decline:

        def what(cycle: Cycle, tx: Transaction) -> Done:
            return refuse(tx, cycle, one_duty(cycle, tx, unit, obligation, period), deed)

        carry_out(frame, as_json, deed, what)
        return
    with frame.working_app(loud=False) as app:
        what_is_said = {"own_word": own, "taken": accept}
        done = told(lambda: look_and_keep(app, unit, obligation, period, link.strip(), deed, **what_is_said))
        app.cycle(judge=True)
        done = _judged(app, done)
    tell(done, deed, as_json)


def _judged(app: App, done: Done) -> Done:
    """What became of the duty by it."""
    frame, facts = app.frame, dict(done.facts)
    [part, *_] = duties_named(frame, facts["unit"], facts["obligation"], facts["period"])
    key = whole_of(frame, part).key
    with app.store.read(frame.rehearsal) as tx:
        verdict = tx.verdicts.current([key])[key].verdict
    settled = verdict.status in SETTLED
    questions = [one.text for one in verdict.questions if one.kind == "reply"]
    facts |= {
        "status": verdict.status.value,
        "verdict": verdict.sentence,
        "settled": settled,
        "questions": [] if settled else questions,
        "at": moment(frame.now),
    }
    return replace(done, sentence="\n".join((done.sentence, *_lines(facts))), facts=facts)


def _lines(facts: dict[str, Any]) -> list[str]:
    number = f" (bài số {facts['publication']})" if facts["publication"] else ""
    lines = [f"Đã xem {facts['link']}: {OUTCOME_NAMES[facts['outcome']]}{number}."]
    lines.append(f"{status_name(facts['status'])}. {facts['verdict']}")
    if facts["questions"]:
        lines.append("Chuyển Văn phòng xem xét; việc nhắc và báo tạm dừng nhiều nhất 5 ngày làm việc.")
        lines += [f"  ? {text}" for text in facts["questions"]]
    return lines
