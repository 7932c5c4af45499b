"""Right of reply: a unit answers with a link on its own site, which is looked at straight away (S21).

What is seen there enters the facts as any sighting does (S7–S10); what settles nothing is a question to the office, and
a look that fails accuses nobody. The office may take the answer, whatever we could read, or refuse it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawlers.addresses import BadAddress, parse_target
from crawlers.identity import canonical_url, host_of, same_site
from crawlers.looking.one_article import names_list
from crawlers.page import LookResult, Memory
from monitor.pipeline.cycle import Cycle
from monitor.pipeline.decide import confirm, newest_like, stood
from monitor.pipeline.named import Deed, Done, Refused, all_named, whole_of
from monitor.pipeline.sightings import Sightings, names_of, sightings
from monitor.ports import KnownPublication, LookToKeep, PublicationChange, SectionState, Transaction
from rules.engine import place_keys
from rules.model import Answer, Duty, DutyKey, Medium, Outcome, Refusal, Reply, Section
from rules.parts import part_duties
from rules.periods import moment_name
from rules.replies import SHARED


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be looked at. ``section``: the address, as a place of the duty; ``state``: where watching that place
    stands, by which an item may have been absent before (S9, S10). ``shared``: others publish under the host too, so
    that only people can say whose the article is (S18). ``known``: what an earlier reply found at that address."""

    duty: Duty
    section: Section
    state: SectionState
    shared: bool = False
    known: int | None = None


def asked(cycle: Cycle, tx: Transaction, duty: Duty, link: str, own_word: bool = False) -> Asked:
    """Check a link before anything is fetched; without one, that of the newest reply is meant.

    ``own_word``: somebody vouches that the article is the unit's own. Raises Refused, saying what would be right.
    """
    duty = _web_part(duty)
    _check_open(cycle, tx, duty)
    try:
        target = parse_target(link or _newest(tx, duty.key).link)
    except BadAddress as bad:
        raise Refused(f"“{link}” không phải địa chỉ dùng được ({bad}); ví dụ đúng: https://…/ten-bai.html") from None
    places = place_keys(duty)
    units = {duty.site, *duty.also, *duty.members}
    sections = [one for one in cycle.catalogue.sections if one.unit in units]
    homes = [site for one in units if one in cycle.catalogue.units and (site := cycle.catalogue.units[one].website)]
    own = [*homes, *(one.url for one in sections)]
    if not any(same_site(target.url, address) for address in own):
        hosts = all_named(sorted({host_of(address) for address in own})) or "(đơn vị chưa khai báo trang nào)"
        raise Refused(f"{host_of(target.url)} không phải trang của {duty.key.unit}; đường dẫn đúng nằm trên: {hosts}")
    near = [one for one in sections if (one.unit, one.topic) in places]
    if any(names_list(target.url, one) for one in near):
        raise Refused(f"{target.url} là trang chủ hoặc trang danh sách; cần đường dẫn của chính bài đăng")
    fit = sorted(near, key=lambda one: not same_site(one.url, target.url))
    place = (fit[0].unit, fit[0].topic) if fit else places[0]
    section = Section(*place, url=target.url, tolerate_tls=any(one.tolerate_tls for one in fit[:1]))
    state = _state(tx, fit[0]) if fit else SectionState(section, None, 0, Memory(), None)
    shared = not own_word and _shared(cycle, own, units, target.url)
    found = [one.publication for one in _said(tx, duty.key) if isinstance(one, Reply) and one.link == target.url]
    known = next((number for number in reversed(found) if number is not None), None)
    return Asked(duty, section, replace(state, section=section), shared, known)


def _web_part(duty: Duty) -> Duty:
    """The part of a duty that a page can prove. Raises Refused."""
    found = [part for part in part_duties(duty) if "web" in part.obligation.proof and not part.obligation.where.offline]
    if not found:
        raise Refused(
            f"{duty.key.obligation} không chứng minh bằng bài trên web được; minh chứng được nhận: "
            f"{', '.join(duty.obligation.proof)} — dùng `dondoc attest … --file TỆP` hoặc `--link ĐỊA_CHỈ`"
        )
    if len(found) > 1:
        raise Refused(f"{duty.key.obligation} gồm nhiều phần; nêu rõ một: {all_named(p.key.obligation for p in found)}")
    return found[0]


def _check_open(cycle: Cycle, tx: Transaction, duty: Duty) -> None:
    whole = whole_of(cycle, duty).key
    row = tx.verdicts.current([whole]).get(whole)
    if row is not None and row.closed_at is not None:
        raise Refused(
            f"kỳ {whole.period} của {whole.unit} đã chốt lúc {moment_name(row.closed_at)}; muốn xét câu trả lời thì mở "
            f"lại trước: `dondoc reopen {whole.unit} {whole.obligation} {whole.period} --by … --reason …`"
        )


def _state(tx: Transaction, section: Section) -> SectionState:
    states = {state.section.id: state for state in tx.observations.sections()}
    return states.get(section.id) or SectionState(section, None, 0, Memory(), None)


def _shared(cycle: Cycle, own: list[str], units: set[str], link: str) -> bool:
    """Whether another unit publishes under the same host, and no address of the unit's own lies nearer to the link."""
    others = [one.website for one in cycle.catalogue.units.values() if one.id not in units and one.website]
    others += [one.url for one in cycle.catalogue.sections if one.unit not in units]
    others = [one for one in others if same_site(link, one)]
    mine = _depth(link, [one for one in own if same_site(link, one)])
    return bool(others) and (mine == 0 or _depth(link, others) >= mine)


def _depth(link: str, addresses: list[str]) -> int:
    """How long a folder among the addresses holds the link; a front page holds nothing in particular."""
    path = urlsplit(link).path
    folders = [urlsplit(one).path.rstrip("/") + "/" for one in addresses]
    return max((len(folder) for folder in folders if folder != "/" and path.startswith(folder)), default=0)


def keep(cycle: Cycle, tx: Transaction, what: Asked, result: LookResult, deed: Deed, taken: bool = False) -> Done:
    """Store look, evidence and publication, and the reply with them; the same reply again is told that it stands.

    ``taken``: the office has seen for itself, and counts it in the period whatever we could read (S19, S21).
    """
    place = (what.section.unit, what.section.topic)
    foreign = _keep_look(cycle, tx, what, result, taken)
    number = _number(tx.observations.known(*place), result, what)
    key = what.duty.key
    reply = Reply(
        *(key.unit, key.obligation, key.plan, key.period, what.section.url, result.outcome.value),
        *(deed.by, deed.reason, cycle.now, number, SHARED if foreign else result.detail),
    )
    facts = {
        "unit": key.unit,
        "obligation": key.obligation,
        "period": key.period,
        "link": reply.link,
        "outcome": reply.outcome,
        "detail": reply.detail,
        "publication": number,
    }
    if taken and number is not None:
        return replace(_take(cycle, tx, what.duty, reply, number, deed), facts=facts)
    standing = _standing(tx, reply)
    if standing is not None:
        return Done(stood(standing.by, moment_name(standing.made_at)), changed=False, facts=facts)
    tx.verdicts.add_decision(reply)
    return Done(f"Đã ghi câu trả lời của {key.unit} cho {key.obligation} kỳ {key.period}.", facts=facts)


def _take(cycle: Cycle, tx: Transaction, duty: Duty, reply: Reply, number: int, deed: Deed) -> Done:
    """The office's yes, and before it the reply that it answers, where that was not said so before (S21)."""
    yes = newest_like(tx, _answer(duty.key, number, True, deed, cycle))
    if (yes is None or not yes.serves) and _standing(tx, reply) is None:
        tx.verdicts.add_decision(reply)
    return confirm(cycle, tx, duty, number, True, deed)


def _answer(key: DutyKey, number: int, serves: bool, deed: Deed, cycle: Cycle) -> Answer:
    return Answer(key.unit, key.obligation, key.plan, number, serves, deed.by, cycle.now, key.period, deed.reason)


def _keep_look(cycle: Cycle, tx: Transaction, what: Asked, result: LookResult, taken: bool) -> bool:
    """What the look saw; whether it saw an article of which only people can say whose it is (S18)."""
    run = tx.runs.begin("reply", cycle.now)
    [refs] = cycle.store.evidence.write([result.pages])
    known = tx.observations.known(what.section.unit, what.section.topic)
    number = _number(known, result, what)
    foreign = what.shared and number is None
    seen = sightings(result, known, what.state) if result.outcome is Outcome.READ and not foreign else Sightings()
    changes = tuple(_unbounded(change) for change in seen.changes)
    if taken and number is None and not changes:
        changes = (_unread(what.section),)
    look = LookToKeep(result, tuple(refs), changes, cycle.now, 0, met=seen.met, same_memory=True)
    tx.observations.save_all(run, [look])
    tx.runs.finish(run, cycle.now, {"outcome": result.outcome.value})
    return foreign


def _unread(section: Section) -> PublicationChange:
    """A publication of which only the address is known: its title and day come with the first look that reads it."""
    return PublicationChange(
        *(None, section.unit, section.topic, section.url, f"Bài đơn vị gửi: {section.url}", Medium.ARTICLE),
        names=frozenset({canonical_url(section.url)}),
        baseline=True,
        section=section.id,
    )


def _unbounded(change: PublicationChange) -> PublicationChange:
    """An undated page may have stood there long before: that the list did not show it bounds nothing (S9)."""
    if change.id is not None or change.stated is not None:
        return change
    return replace(change, baseline=True, absent_at=None)


def _number(known: list[KnownPublication], result: LookResult, what: Asked) -> int | None:
    """Of what the look found; where it could read nothing, of what is known to stand at that address."""
    names = {name for item in result.items for name in names_of(item)} | {canonical_url(i.url) for i in result.items}
    if not result.items:
        names.add(canonical_url(what.section.url))
    met = next((one.publication.id for one in known if names & one.names), None)
    return what.known if met is None and not result.items else met


def _standing(tx: Transaction, reply: Reply) -> Reply | None:
    """The newest reply about the duty, where it said the same and nobody has dealt with it since."""
    said = _said(tx, reply.key)
    if not said or not isinstance(said[-1], Reply):
        return None
    last = said[-1]
    same = (last.link, last.outcome, last.publication) == (reply.link, reply.outcome, reply.publication)
    return last if same else None


def _said(tx: Transaction, key: DutyKey) -> list[Reply | Refusal]:
    return [one for one in tx.verdicts.decisions() if isinstance(one, Reply | Refusal) and one.key == key]


def _newest(tx: Transaction, key: DutyKey) -> Reply:
    """The newest reply about a duty, dealt with or not. Raises Refused where there is none."""
    replies = [one for one in _said(tx, key) if isinstance(one, Reply)]
    if not replies:
        raise Refused(f"chưa có câu trả lời nào của {key.unit} cho {key.obligation} kỳ {key.period}")
    return replies[-1]


def refuse(tx: Transaction, cycle: Cycle, duty: Duty, deed: Deed) -> Done:
    """The office's no to the newest reply: the question is closed, the ladder goes on. Raises Refused where none is.

    What counts by the rules, and nobody was asked about, goes on to count (S16): a no to it is a ``confirm``.
    """
    key = _web_part(duty).key
    newest, last = _newest(tx, key), _said(tx, key)[-1]
    no = None if newest.publication is None else _answer(key, newest.publication, False, deed, cycle)
    yes = newest_like(tx, no) if no is not None else None
    taken = yes is not None and yes.serves
    if isinstance(last, Refusal) and not taken:
        return Done(stood(last.by, moment_name(last.made_at)), changed=False)
    tx.verdicts.add_decision(Refusal(key.unit, key.obligation, key.plan, key.period, deed.by, deed.reason, cycle.now))
    done = f"Đã ghi: không nhận câu trả lời của {key.unit} cho {key.obligation} kỳ {key.period}."
    if no is None:
        return Done(done)
    if not taken and _counts(tx, whole_of(cycle, duty).key, no.publication):
        command = f"dondoc confirm {key.unit} {key.obligation} {key.period} {no.publication} --no"
        return Done(f"{done} Bài số {no.publication} vẫn được tính theo quy tắc; muốn bỏ ra: `{command}`.")
    tx.verdicts.add_decision(no)
    return Done(done)


def _counts(tx: Transaction, whole: DutyKey, publication: int) -> bool:
    row = tx.verdicts.current([whole]).get(whole)
    return row is not None and publication in row.verdict.publications
