"""A certificate that soon ends is read as ever, and spoken of while there is time (E20)."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.looking.walk import look_at
from crawlers.page import LookResult, Memory
from crawlers.readers import all_readers
from rules.model import VN, Outcome, Section
from tests.crawlers.badweb import BadWeb, Certificates, free_address, say

from .hostile_sites import GOOD, HTML, PATH


def look(folder: Path, days: int) -> LookResult:
    made, address, now = Certificates(folder), free_address(), datetime.now(VN)
    settings = FetchSettings(
        allow_networks=(f"{address}/32",), pause_s=0, deadline_s=5, respect_robots=False, ca_file=made.ca_file
    )
    with BadWeb(address, tls=made.ending(days, address)) as web, HttpFetcher(settings) as fetcher:
        place = Section("thcs-hoa-mai", "cchc", web.on(PATH, say(200, GOOD, HTML)))
        return look_at(place, Memory(), fetcher, all_readers(), now, now - timedelta(days=90))


@pytest.mark.parametrize(("days", "spoken_of"), [(5, True), (60, False)])
def test_a_certificate_with_few_days_left_is_spoken_of(tmp_path: Path, days: int, spoken_of: bool) -> None:
    result = look(tmp_path, days)
    assert result.outcome is Outcome.READ
    assert result.detail.startswith("certificate ends 20") == spoken_of, result.detail
