"""Links of letters: made for a unit's own findings, opened and revoked for the page where units answer (S21)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from alerts.links import BadLink, Claims, opened, signed
from alerts.notice import ASKING, Notice
from monitor.pipeline.cycle import Cycle
from monitor.ports import Transaction
from monitor.storage.secret_key import secret_key

_CHANNEL = "link"
"""Where revoked links stand among what cannot be used."""
_PATH = "tra-loi"


def link_of(cycle: Cycle, notice: Notice) -> str | None:
    """The address at which the one who is told sees and answers; None where there is no such page, or nothing to say.

    A letter to the office carries none: it would answer in a unit's name.
    """
    web = cycle.catalogue.settings.web
    if web.base_url is None or notice.kind not in ASKING or notice.person.role not in ("contact", "head"):
        return None
    made = cycle.now.replace(microsecond=0)
    claims = Claims(notice.finding, notice.address, made, made + timedelta(days=web.link_days))
    return f"{web.base_url.rstrip('/')}/{_PATH}/{signed(claims, keys(cycle.catalogue.home))}"


def open_link(cycle: Cycle, tx: Transaction, token: str) -> Claims:
    """Whose finding a token opens. Raises BadLink where it is not ours, expired, revoked, or for somebody else by now.

    Who left the role opens nothing any more (S27).
    """
    claims = opened(token, keys(cycle.catalogue.home), cycle.now)
    for bar in tx.outbox.barred():
        if bar.channel == _CHANNEL and bar.address in (claims.id, claims.finding.unit) and claims.made <= bar.since:
            raise BadLink("Đường dẫn này đã bị thu hồi; xin trả lời thư hoặc gọi điện cho văn phòng.")
    duty = cycle.by_key.get(claims.finding)
    units = [cycle.catalogue.units[one] for one in duty.members if one in cycle.catalogue.units] if duty else []
    known = {(person.email or "").strip().lower() for unit in units for person in unit.people}
    known |= {one for unit in units for person in unit.people for one in (person.zalo_user_id, person.phone) if one}
    if claims.address not in known:
        raise BadLink("Đường dẫn này không còn dùng được: nghĩa vụ hoặc người phụ trách đã thay đổi.")
    return claims


def revoke_link(cycle: Cycle, tx: Transaction, what: str, reason: str) -> None:
    """``what``: the id of one link, or a unit, all of whose links made until now open nothing any more."""
    tx.outbox.bar(_CHANNEL, what, cycle.now, reason)


def keys(home: Path) -> Callable[[str], bytes]:
    """The secret of each month, drawn from the workspace's own."""
    return lambda name: secret_key(home / "data", f"reply-link|{name}")
