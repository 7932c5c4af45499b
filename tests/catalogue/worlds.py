"""Small workspaces of invented schools, and the faults that come of spoiling them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from monitor.catalogue.faults import CatalogueFaults

SETTINGS = """\
office: {name: "Sở GDĐT tỉnh Phù Sa", email: "cchc@so.test", phone: "0299 3000 111"}
send_to: office
"""
UNITS = """\
id,name,parent,groups,section_url
so-gddt,Sở GDĐT tỉnh Phù Sa,,,https://so.test/cchc
phong-tccb,Phòng Tổ chức cán bộ,so-gddt,phong-cm-nv,
thcs-hoa-mai,Trường THCS Hoa Mai,so-gddt,truc-thuoc,https://hoamai.edu.test/cchc
th-binh-minh,Trường TH Bình Minh,so-gddt,truc-thuoc|tieu-hoc,https://binhminh.edu.test/cchc
"""
PLAN = """\
id: ke-hoach-2026
year: 2026
issued: 2026-01
obligations:
  - id: A-1
    title: Mỗi tháng một bài
    source: "I.1"
    kind: recurring
    who: {group: truc-thuoc}
    every: month
    from: 2026-02
    to: 2026-11
  - id: A-2
    title: Bài về giải pháp
    source: "I.2"
    kind: scheduled
    lead: phong-tccb
    with: [so-gddt]
    where: {topic: cchc, site: so-gddt}
    window: 2026-04
"""


def workspace(folder: Path, **files: str) -> Path:
    """A clean workspace; ``settings``, ``units``, ``plan``, ``sections``, ``holidays`` replace its files."""
    (folder / "plans").mkdir(parents=True, exist_ok=True)
    names = {
        "settings": "settings.yaml",
        "units": "units.csv",
        "plan": "plans/a.yaml",
        "plan2": "plans/b.yaml",
        "sections": "sections.csv",
        "holidays": "holidays.csv",
    }
    texts = {"settings": SETTINGS, "units": UNITS, "plan": PLAN, **files}
    for key, text in texts.items():
        (folder / names[key]).write_bytes(text.encode())
    return folder


def faults_of(action: Callable[[], object]) -> list[str]:
    """The faults that an action raises, as they are printed; none when it succeeds."""
    try:
        action()
    except CatalogueFaults as error:
        return [str(fault) for fault in error.faults]
    return []


def has(faults: list[str], start: str, *words: str) -> bool:
    """Whether one fault begins so and holds all the words."""
    return any(fault.startswith(start) and all(word in fault for word in words) for fault in faults)
