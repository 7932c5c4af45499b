"""What all decisions of people share: a name and a reason, one transaction, judging at once, one sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from monitor.cli.frame import BadArgument, F, Frame, json_option, print_json, say, workspace_options
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.named import Deed, Done, Refused
from monitor.ports import Transaction

_MOST = {"--by": 200, "--reason": 2000}


def deed_options(command: F) -> F:
    """``--by`` and ``--reason``, without which nobody decides anything, ``--json``, and those of the workspace."""

    @click.option("--by", default="", help="Người quyết định.")
    @click.option("--reason", default="", help="Lý do.")
    @json_option
    @workspace_options
    @wraps(command)
    def wrapped(frame: Frame, by: str, reason: str, **options: Any) -> Any:
        return command(frame, deed=_deed(by, reason), **options)

    return wrapped  # type: ignore[return-value]


def _deed(by: str, reason: str) -> Deed:
    """Raises BadArgument telling everything that is missing or too long."""
    said = {"--by": " ".join(by.split()), "--reason": " ".join(reason.split())}
    examples = {"--by": '--by "Bà Hoa" (ai quyết định)', "--reason": '--reason "…" (vì sao)'}
    faults = [f"thiếu {examples[name]}" for name, text in said.items() if not text]
    faults += [f"{name} dài quá {most} ký tự" for name, most in _MOST.items() if len(said[name]) > most]
    if faults:
        raise BadArgument(f"{'; '.join(faults)}. Mọi quyết định đều ghi tên và lý do vào nhật ký.")
    return Deed(said["--by"], said["--reason"])


def carry_out(frame: Frame, as_json: bool, deed: Deed, what: Callable[[Cycle, Transaction], Done]) -> None:
    """Carry out a decision and judge what it touches at once."""
    with frame.working_app(loud=False) as app:
        done = told(lambda: app.decide(what))
        if done.changed:
            app.cycle(judge=True)
    tell(done, deed, as_json)


def told(decide: Callable[[], Done]) -> Done:
    """What was done; a refusal ends with 2 and its sentence."""
    try:
        return decide()
    except Refused as refused:
        raise BadArgument(str(refused)) from None


def tell(done: Done, deed: Deed, as_json: bool) -> None:
    """One sentence, or the facts."""
    if as_json:
        facts = {"changed": done.changed, "sentence": done.sentence, "by": deed.by, "reason": deed.reason}
        print_json(facts | dict(done.facts))
    else:
        say(done.sentence)
