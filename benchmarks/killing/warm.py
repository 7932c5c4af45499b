"""Imports whatever a run needs, late imports included, so that a forked run begins at once."""

from __future__ import annotations

import zoneinfo

import dateparser
import holidays

import monitor.app.workspace
import monitor.cli.running
from crawlers.readers import all_readers

zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")
dateparser.parse("5 tháng 9 2022", languages=["vi"])
holidays.country_holidays("VN", years=[2022, 2023]).get("2022-09-02")
READERS = all_readers()
PARTS = (monitor.app.workspace, monitor.cli.running)
