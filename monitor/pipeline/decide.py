"""What people decide: waive, attest, confirm, close, reopen, release (S17, S19, S20, S21).

Every deed stands with name, reason and time in the audit log, once: the same deed again is told that it stands already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.pipeline.cycle import Cycle
from monitor.pipeline.named import Deed, Done, NoSuchDuty, Refused, all_named, duties_named, no_parts, whole_of
from monitor.ports import Transaction
from rules.dating import place_in_time
from rules.engine import place_keys, waiver_of
from rules.explain import accepted_names
from rules.kinds.attested import takes_word
from rules.model import VN, Answer, Attestation, Duty, DutyKey, Publication, Status, Waiver
from rules.periods import day_name, moment_name

__all__ = [
    "Deed",
    "Done",
    "LetOff",
    "NoSuchDuty",
    "Refused",
    "attest",
    "close",
    "confirm",
    "duties_named",
    "release",
    "reopen",
    "takes_attestation",
    "waive",
]


def stood(by: str, made: str) -> str:
    """How a deed that stands already is told."""
    return f"Đã có từ trước: {by} quyết định lúc {made}. Không ghi thêm."


@dataclass(frozen=True, slots=True)
class LetOff:
    """What is to be waived: an obligation of a unit, for the periods that touch ``first``..``last``. ``granted``
    false: a waiver given by mistake, or no longer due, is taken back (S21)."""

    unit: str
    obligation: str
    first: date
    last: date
    granted: bool = True


def waive(cycle: Cycle, tx: Transaction, asked: LetOff, deed: Deed) -> Done:
    """Let a unit off, or take that back; the newest word holds. Raises Refused where no period is touched, or where
    nothing is there to take back."""
    unit, obligation, first, last = asked.unit, asked.obligation, asked.first, asked.last
    duties = duties_named(cycle, unit, obligation)
    waiver = Waiver(
        unit, obligation, duties[0].key.plan, first, last, deed.by, deed.reason, cycle.now, granted=asked.granted
    )
    touched = [duty for duty in duties if waiver.touches(duty.period)]
    if not touched:
        periods, span = all_named(duty.key.period for duty in duties), f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
        raise Refused(f"không có kỳ nào của {obligation} chạm khoảng {span}; các kỳ: {periods}")
    if (before := _before(tx, waiver, touched)) and _same(before[-1], waiver):
        return Done(stood(before[-1].by, moment_name(before[-1].made_at)), changed=False)
    if not asked.granted and not any(waiver_of(duty, before) for duty in touched):
        raise Refused(f"{obligation} của {unit} không được miễn kỳ nào từ {day_name(first)} đến {day_name(last)}")
    tx.verdicts.add_decision(waiver)
    closed = _closed(cycle, tx, touched)
    open_ones = [duty.key.period for duty in touched if duty.key not in closed]
    facts = {"periods": open_ones, "closed": [key.period for key in closed], "granted": asked.granted}
    return Done(_waived(asked, open_ones, [key.period for key in closed]), facts=facts)


def _before(tx: Transaction, waiver: Waiver, duties: Sequence[Duty]) -> list[Waiver]:
    """What was said before about the periods of these duties, oldest first."""
    names = (waiver.unit, waiver.obligation, waiver.plan)
    made = [one for one in tx.verdicts.decisions() if isinstance(one, Waiver)]
    same = [one for one in made if (one.unit, one.obligation, one.plan) == names]
    return [one for one in same if any(one.touches(duty.period) for duty in duties)]


def _same(one: Waiver, other: Waiver) -> bool:
    return (one.first, one.last, one.granted) == (other.first, other.last, other.granted)


def _waived(asked: LetOff, open_ones: Sequence[str], closed: Sequence[str]) -> str:
    what = "miễn" if asked.granted else "thôi miễn"
    count = f"{len(open_ones)} kỳ{f' ({all_named(open_ones)})' if open_ones else ''}"
    done = f"Đã {what} {asked.obligation} cho {asked.unit}: {count}."
    if not closed:
        return done
    kept = f"{all_named(closed)} đã chốt nên kết luận giữ nguyên; muốn áp dụng thì mở lại bằng `dondoc reopen`."
    return f"{done} {kept}"


def _closed(cycle: Cycle, tx: Transaction, duties: Iterable[Duty]) -> list[DutyKey]:
    """Those whose period is closed; a part closes with its whole."""
    wholes = {duty.key: whole_of(cycle, duty).key for duty in duties}
    held = tx.verdicts.current(set(wholes.values()))
    return [key for key, whole in wholes.items() if (row := held.get(whole)) and row.closed_at is not None]


def takes_attestation(duty: Duty) -> Duty:
    """The duty itself, where a word can prove it. Raises Refused, saying what does."""
    if not takes_word(no_parts(duty).obligation):
        raise Refused(_web_only(duty))
    return duty


def attest(cycle: Cycle, tx: Transaction, duty: Duty, word: Attestation) -> Done:
    """Somebody's word that a duty was done, or the office's that nothing came (S17).

    Raises Refused where the duty takes no word.
    """
    takes_attestation(duty)
    if not word.received and not word.confirmed:
        raise Refused("chỉ Văn phòng mới xác nhận được là chưa nhận: bỏ --unit-word hoặc bỏ --not-received")
    said = [one for one in tx.verdicts.decisions() if isinstance(one, Attestation) and one.key == duty.key]
    names = ("confirmed", "received", "evidence", "sha256", "valid_until")
    same = bool(said) and all(getattr(said[-1], name) == getattr(word, name) for name in names)
    if same and not _waits(cycle, tx, duty):
        return Done(stood(said[-1].by, moment_name(said[-1].made_at)), changed=False)
    tx.verdicts.add_decision(word)
    what = ("đã nhận được" if word.received else "chưa nhận được") if word.confirmed else "đã thực hiện"
    who = "Văn phòng xác nhận" if word.confirmed else "đơn vị báo"
    key = duty.key
    facts = {"evidence": word.evidence or None, "sha256": word.sha256 or None, "confirmed": word.confirmed}
    note = _closed_note(cycle, tx, duty)
    return Done(f"Đã ghi: {who} {what}, {key.obligation} kỳ {key.period} của {key.unit}.{note}", facts=facts)


def _waits(cycle: Cycle, tx: Transaction, duty: Duty) -> bool:
    """Whether the duty waits for a word: the same one said earlier was of another day, and did not settle it (S17)."""
    whole = whole_of(cycle, duty).key
    row = tx.verdicts.current([whole]).get(whole)
    if row is None:
        return False
    part = row.verdict.figures.get(f"part_{duty.key.obligation}")
    return Status.AWAITING in (row.verdict.status, part)


def _web_only(duty: Duty) -> str:
    obligation, key = duty.obligation, duty.key
    return (
        f"{key.obligation} chỉ nhận minh chứng trên web ({accepted_names(obligation.accepts)} trong chuyên mục "
        f"{obligation.where.topic} của {duty.site}), không nhận lời xác nhận; đơn vị đã đăng thì dùng "
        f"`dondoc reply {key.unit} {key.obligation} {key.period} --link ĐỊA_CHỈ`, bài đã thấy thì dùng `dondoc confirm`"
    )


def _closed_note(cycle: Cycle, tx: Transaction, duty: Duty) -> str:
    closed = _closed(cycle, tx, [duty])
    return " Kỳ này đã chốt nên kết luận giữ nguyên; muốn áp dụng thì mở lại bằng `dondoc reopen`." if closed else ""


def confirm(cycle: Cycle, tx: Transaction, duty: Duty, publication: int, serves: bool, deed: Deed) -> Done:
    """The office's answer about one publication; remembered for this obligation (S19). Raises Refused."""
    key = no_parts(duty).key
    there = _published(cycle, tx, duty)
    if publication not in there:
        raise Refused(_not_there(duty, publication, there))
    answer = Answer(
        key.unit, key.obligation, key.plan, publication, serves, deed.by, cycle.now, key.period, deed.reason
    )
    standing = newest_like(tx, answer)
    if standing is not None and standing.serves == serves:
        return Done(stood(standing.by, moment_name(standing.made_at)), changed=False)
    tx.verdicts.add_decision(answer)
    counts = "tính" if serves else "không tính"
    sentence = f"Đã ghi câu trả lời: bài số {publication} “{there[publication].title}” {counts} cho "
    facts = {"publication": publication, "serves": serves}
    note = _other_days_note(duty, there[publication]) if serves else ""
    return Done(f"{sentence}{key.obligation} kỳ {key.period}.{note}{_closed_note(cycle, tx, duty)}", facts=facts)


def newest_like(tx: Transaction, answer: Answer) -> Answer | None:
    """The newest answer about the same publication, duty and period."""
    names = ("unit", "obligation", "plan", "publication", "period")
    said = [
        one
        for one in tx.verdicts.decisions()
        if isinstance(one, Answer) and all(getattr(one, name) == getattr(answer, name) for name in names)
    ]
    return said[-1] if said else None


def _other_days_note(duty: Duty, publication: Publication) -> str:
    """A slip of the number is seen at once: the office's word counts whatever the day (S19)."""
    placed = place_in_time(publication, duty.obligation.count_by)
    if placed.stated is None or placed.touches(duty.period):
        return ""
    stated = day_name(placed.stated.at.astimezone(VN).date())
    return f" Lưu ý: bài ghi ngày {stated}, ngoài kỳ này; nếu chọn nhầm bài thì trả lời lại với --no."


def _published(cycle: Cycle, tx: Transaction, duty: Duty) -> dict[int, Publication]:
    """What stands at the places of the duty: its unit's own, and of those whose publications count as well."""
    keys = place_keys(duty)
    places = tx.observations.places(keys, cycle.now) if keys else {}
    return {one.id: one for place in places.values() for one in place.publications}


def _not_there(duty: Duty, publication: int, there: dict[int, Publication]) -> str:
    where = " và ".join(f"chuyên mục {topic} của {unit}" for unit, topic in place_keys(duty)) or "nơi nào trên web"
    newest = sorted(there.values(), key=lambda one: (one.first_seen, one.id), reverse=True)[:5]
    shown = "; ".join(f"{one.id} “{one.title}”" for one in newest) or "chưa có bài nào"
    return f"không có bài số {publication} ở {where}; các bài gần nhất ở đó: {shown} (xem `dondoc publications`)"


def close(cycle: Cycle, tx: Transaction, keys: Iterable[DutyKey], deed: Deed) -> Done:
    """Close duties before their time (S20), though not one that is far from due: a slip of the month would silence its
    reminders. Raises Refused."""
    held = tx.verdicts.current(set(keys))
    if not held:
        raise Refused("kỳ này chưa có kết luận nào để chốt; chạy `dondoc run` hoặc `dondoc judge` trước")
    chosen = sorted(key for key, row in held.items() if row.closed_at is None)
    if not chosen:
        at = max(row.closed_at for row in held.values() if row.closed_at)
        return Done(f"Đã chốt từ trước, lúc {moment_name(at)}. Không ghi thêm.", changed=False)
    early = [key for key in chosen if held[key].verdict.status is Status.NOT_DUE]
    if early:
        raise Refused(
            f"kỳ {early[0].period} còn lâu mới đến hạn, chốt rồi thì không ai được nhắc nữa; xem lại kỳ, "
            "hoặc miễn bằng `dondoc waive` nếu đơn vị không phải làm"
        )
    tx.verdicts.close(chosen, cycle.now)
    tx.verdicts.note_deed(cycle.now, deed.by, "close", deed.reason, {"duties": [str(key) for key in chosen]})
    return Done(f"Đã chốt {len(chosen)} kỳ.", facts={"duties": [str(key) for key in chosen]})


def reopen(cycle: Cycle, tx: Transaction, keys: Iterable[DutyKey], deed: Deed) -> Done:
    """Judge closed duties again (S20)."""
    held = tx.verdicts.current(set(keys))
    chosen = sorted(key for key, row in held.items() if row.closed_at is not None)
    if not chosen:
        return Done("Kỳ này đang mở sẵn. Không ghi thêm.", changed=False)
    tx.verdicts.reopen(chosen, cycle.now)
    tx.verdicts.note_deed(cycle.now, deed.by, "reopen", deed.reason, {"duties": [str(key) for key in chosen]})
    return Done(f"Đã mở lại {len(chosen)} kỳ.", facts={"duties": [str(key) for key in chosen]})


def release(cycle: Cycle, tx: Transaction, drop: bool, deed: Deed) -> Done:
    """Let the notices go that the storm brake holds, or drop them (S25)."""
    keys = [row.notice.key for row in tx.outbox.held_notices()]
    if not keys:
        return Done("Không có thông báo nào đang giữ. Không ghi thêm.", changed=False)
    count = tx.outbox.release(keys, drop, f"{deed.by}: {deed.reason}")
    tx.verdicts.note_deed(cycle.now, deed.by, "drop" if drop else "release", deed.reason, {"notices": keys})
    done = "Đã bỏ" if drop else "Đã cho gửi"
    return Done(f"{done} {count} thông báo đang giữ.", facts={"notices": count, "dropped": drop})
