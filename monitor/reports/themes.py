"""What publications spoke of: the themes of a plan, counted for a report."""

from __future__ import annotations

from collections.abc import Mapping

from alerts.safe import line
from monitor.catalogue.loading import Catalogue
from monitor.ports import Transaction
from monitor.reports.figures import Asked, ThemeLine
from rules.engine import place_keys
from rules.model import Duty, DutyKey
from rules.themes import theme_statistics


def theme_lines(
    catalogue: Catalogue, duties: Mapping[DutyKey, Duty], tx: Transaction, asked: Asked
) -> tuple[tuple[ThemeLine, ...], str]:
    """Themes of the plans of these duties, over what stands at their places; and what was seen beside them."""
    plans = [plan for plan in catalogue.plans if plan.themes and any(key.plan == plan.id for key in duties)]
    if not plans or not asked.themes:
        return (), ""
    keys = {place for duty in duties.values() for place in place_keys(duty)}
    if asked.unit:
        keys = {place for place in keys if place[0] == asked.unit}
    places = tx.observations.places(keys, asked.period.start, asked.known_at)
    publications = [one for place in places.values() for one in place.publications]
    lines: list[ThemeLine] = []
    notes = []
    for plan in plans:
        found = theme_statistics(plan, publications, asked.period)
        lines += [ThemeLine(line(one.theme.title, 300), one.count, one.units) for one in found.counts]
        notes.append(
            f"Đã thấy {found.seen} tin, bài, văn bản trong kỳ, trong đó {found.untouched} không thuộc nội dung nào nêu "
            f"trên; {found.undated} chưa rõ ngày, không tính. Số liệu thống kê, không phải kết quả đạt hay không đạt."
        )
    return tuple(lines), " ".join(notes)
