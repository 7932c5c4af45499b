"""The first real plan: its twelve appendix items and the monthly rule, as the document has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor.catalogue.loading import check_plan
from monitor.catalogue.workspace import config_dir
from rules.matching import match
from rules.model import Every, Kind, Medium, Obligation, Plan, Window


@pytest.fixture(scope="module")
def plan() -> Plan:
    return check_plan(config_dir() / "plans" / "soc-trang-gddt-2022.yaml")


def leaves(plan: Plan) -> dict[str, Obligation]:
    """What is judged of the monthly rule and the appendix: parts instead of the whole they make up."""
    return {leaf.id: leaf for item in plan.obligations[:13] for leaf in (item.parts or (item,))}


def test_the_monthly_rule_binds_every_school_from_february(plan: Plan) -> None:
    rule = plan.obligations[0]
    assert (rule.id, rule.kind, rule.who.groups, rule.who.each) == (
        "IV.1-monthly", Kind.RECURRING, ("truc-thuoc",), True,
    )  # fmt: skip
    assert rule.when == Every("month", date(2022, 2, 1), date(2022, 12, 31))
    assert (rule.at_least, rule.accepts) == (1, {Medium.ARTICLE, Medium.DOCUMENT})
    assert (rule.where.topic, rule.where.site) == ("cchc", None)


def test_the_plan_was_issued_between_two_days(plan: Plan) -> None:  # S5
    assert (plan.issued_from, plan.issued_to, plan.number) == (date(2022, 2, 19), date(2022, 2, 28), None)


@pytest.mark.parametrize(
    ("number", "lead", "kinds", "informed"),
    [
        (1, "phong-tccb", {"PL-01": "scheduled"}, "to-cntt"),
        (2, "phong-cm-nv", {"PL-02a": "attested", "PL-02b": "scheduled"}, "to-cntt"),
        (3, "phong-tccb", {"PL-03": "scheduled"}, "to-cntt"),
        (4, "van-phong", {"PL-04": "scheduled"}, "to-cntt"),
        (5, "phong-tccb", {"PL-05": "scheduled"}, "to-cntt"),
        (6, "van-phong", {"PL-06a": "attested", "PL-06b": "attested", "PL-06c": "attested"}, "to-cntt"),
        (7, "phong-tccb", {"PL-07": "scheduled"}, "to-cntt"),
        (8, "phong-tccb", {"PL-08": "scheduled"}, "to-cntt"),
        (9, "phong-tccb", {"PL-09a": "attested", "PL-09b": "attested"}, "truc-thuoc"),
        (10, "phong-tccb", {"PL-10a": "attested", "PL-10b": "scheduled"}, "to-cntt"),
        (11, "phong-cm-nv", {"PL-11a": "attested", "PL-11b": "scheduled"}, "to-cntt"),
        (12, "phong-tccb", {"PL-12a": "scheduled", "PL-12b": "scheduled"}, "to-cntt"),
    ],
)
def test_each_appendix_item_has_its_lead_month_and_kind(
    plan: Plan, number: int, lead: str, kinds: dict[str, str], informed: str
) -> None:
    item = plan.obligations[number]
    assert item.id == f"PL-{number:02}"
    judged = item.parts or (item,)
    assert {part.id: part.kind.value for part in judged} == kinds
    assert (item.parts_mode == "all_of") is bool(item.parts)
    for part in judged:
        assert (*part.who.units, *part.who.groups) == (lead,)
        assert part.who.each is (lead != "phong-cm-nv")
        assert isinstance(part.when, Window)
        assert part.when.key == f"2022-{number:02}"
        assert part.informed == (informed,)
        assert f"mục {number}" in part.source
        assert part.where.offline is (part.kind is Kind.ATTESTED)
        assert part.where.offline or part.where.site == "so-gddt"
        assert part.match.given or part.kind is Kind.ATTESTED  # a person's word may have words too: hints, no proof


def test_what_is_special_about_single_items(plan: Plan) -> None:
    found = leaves(plan)
    assert found["PL-01"].needs == ("attachment",)
    assert (found["PL-03"].covers, found["PL-10b"].covers) == ("2021", "2021")
    assert {found["PL-04"].accepts, found["PL-08"].accepts} == {frozenset({Medium.VIDEO})}
    assert found["PL-04"].where.topic == found["PL-08"].where.topic == "video"
    assert (found["PL-12a"].match.share, found["PL-12b"].match.share) == (("PL-12b",), ("PL-12a",))
    assert {leaf.id for leaf in found.values() if leaf.when_event} == {"PL-09a", "PL-09b"}


@pytest.mark.parametrize(
    ("title", "served"),
    [
        ("Tuyên truyền kế hoạch thực hiện CCHC năm 2022", {"PL-01"}),
        ("Kế hoạch số 86/KH-SGDĐT về cải cách hành chính năm 2022", {"PL-01"}),
        ("Kế hoạch tuyên truyền CCHC năm 2022", {"PL-02b"}),
        ("KH tuyên truyền cải cách hành chính năm 2022 của Sở GDĐT", {"PL-02b"}),
        ("Kế hoạch kiểm tra công tác CCHC năm 2022", set()),
        ("Công bố chỉ số CCHC năm 2021 của các đơn vị trực thuộc", {"PL-03"}),
        ("Công bố chỉ số CCHC năm 2022 của các đơn vị trực thuộc", set()),
        ("Kết quả thực hiện CCHC 6 tháng đầu năm 2022", {"PL-05"}),
        ("Sơ kết 06 tháng công tác cải cách hành chính năm 2022", {"PL-05"}),
        ("Báo cáo kết quả CCHC quý III năm 2022", set()),
        ("Một số giải pháp, cách làm hay trong công tác CCHC", {"PL-07"}),
        ("Kết quả đo lường sự hài lòng của người dân về dịch vụ giáo dục công năm 2021", {"PL-10b"}),
        ("Kết quả đo lường sự hài lòng về dịch vụ giáo dục công năm 2022", set()),
        ("Báo cáo kết quả công tác CCHC năm 2022", {"PL-11b"}),
        ("Kết quả tiếp nhận, giải quyết hồ sơ TTHC tại Bộ phận TNHS&TKQ năm 2022", {"PL-12a"}),
        ("Kết quả thực hiện chuyên mục Hỏi – đáp và đường dây nóng năm 2022", {"PL-12b"}),
        (
            "Kết quả giải quyết TTHC tại Bộ phận một cửa và kết quả Hỏi - đáp, đường dây nóng năm 2022",
            {"PL-12a", "PL-12b"},
        ),
    ],
)
def test_near_misses_among_articles_are_told_apart(plan: Plan, title: str, served: set[str]) -> None:
    articles = [leaf for leaf in leaves(plan).values() if leaf.match.given and Medium.ARTICLE in leaf.accepts]
    assert {leaf.id for leaf in articles if match(title, leaf, plan.year).decision == "yes"} == served


@pytest.mark.parametrize(
    ("title", "served"),
    [
        ("Video clip hướng dẫn thực hiện dịch vụ công trực tuyến", {"PL-04"}),
        ("Hướng dẫn nộp hồ sơ trực tuyến trên Cổng dịch vụ công", {"PL-04"}),
        ("Video clip tuyên truyền cải cách hành chính", {"PL-08"}),
        ("Chung tay cải cách hành chính", {"PL-08"}),
    ],
)
def test_the_video_of_april_is_not_that_of_august(plan: Plan, title: str, served: set[str]) -> None:
    videos = [leaf for leaf in leaves(plan).values() if Medium.VIDEO in leaf.accepts]
    assert {leaf.id for leaf in videos if match(title, leaf, plan.year).decision == "yes"} == served


def test_no_title_copies_a_row_of_the_document(plan: Plan, shared: Path) -> None:
    document = " ".join((shared / "seeds" / plan.source["document"]).read_text(encoding="utf-8").split()).casefold()
    assert not [leaf.title for leaf in leaves(plan).values() if leaf.title.casefold() in document]


def test_months_and_leads_agree_with_the_list_read_by_hand(plan: Plan, shared: Path) -> None:
    rooms = {"Phòng TCCB": "phong-tccb", "Văn phòng": "van-phong", "Các phòng CM,NV": "phong-cm-nv"}
    table = (shared / "duties" / "obligations.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in table if line.startswith("ST22-A")]
    found = leaves(plan)
    assert {row[0].replace("ST22-A", "PL-") for row in rows} == set(found) - {"IV.1-monthly"}
    for row in rows:
        leaf = found[row[0].replace("ST22-A", "PL-")]
        first, last = row[7].split()[-1].split("..")
        assert isinstance(leaf.when, Window)
        assert (leaf.when.first.isoformat(), leaf.when.last.isoformat()) == (first, last)
        assert (*leaf.who.units, *leaf.who.groups) == (rooms[row[3].split(";")[0]],)
