"""A report as one HTML page: printable, without script, without anything from outside; every value is escaped (H4)."""

from __future__ import annotations

from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from alerts.tones import COLOURS
from monitor.reports.paper import COUNTRY, MOTTO, Paper, Table
from monitor.reports.workbook import printable

_ENVIRONMENT = ImmutableSandboxedEnvironment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["printable"] = printable
_ENVIRONMENT.tests["table"] = lambda block: isinstance(block, Table)


def as_html(paper: Paper) -> bytes:
    """The whole report; words of strangers reach the template only as values (H1)."""
    page = _ENVIRONMENT.get_template("report.html.j2")
    return page.render(paper=paper, country=COUNTRY, motto=MOTTO, colours=COLOURS).encode()
