"""A unit's reply, from the link to the record: checked, looked at by the real fetcher, kept (S21)."""

from __future__ import annotations

from crawlers.looking.one_article import look_at_article
from crawlers.page import LookResult
from crawlers.readers import all_readers
from monitor.app.building import open_fetcher
from monitor.app.workspace import App
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.named import Deed, Done, one_duty
from monitor.pipeline.reply import Asked, asked, keep
from monitor.ports import Transaction


def reply(
    app: App,
    unit: str,
    obligation: str,
    period: str | None,
    link: str,
    deed: Deed,
    *,
    own_word: bool = False,
    taken: bool = False,
) -> Done:
    """Look at the link straight away and keep what was seen; nothing is judged here.

    ``link`` empty: that of the newest reply. ``own_word``: the article is the unit's own; ``taken``: the office counts
    it. The database is not held while the site is asked.

    Raises Refused, AlreadyRunning, RehearsalRefused, StorageError.
    """

    def check(cycle: Cycle, tx: Transaction) -> Asked:
        return asked(cycle, tx, one_duty(cycle, tx, unit, obligation, period), link, own_word or taken)

    what = app.decide(check)
    result = _look(app, what)
    return app.decide(lambda cycle, tx: keep(cycle, tx, what, result, deed, taken))


def _look(app: App, what: Asked) -> LookResult:
    fetcher = open_fetcher(app.catalogue.settings, app.clock)
    try:
        return look_at_article(what.section, fetcher, all_readers(), app.clock.now())
    finally:
        fetcher.close()
