"""A workspace for the false world, in the formats a real office would write."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from .cast import OFFICE_ID, OFFICE_NAME, SEATS, Seat

if TYPE_CHECKING:
    from .world import World

HEADS = (
    "id", "name", "short_name", "level", "parent", "groups", "website", "section_url", "feed_url", "reader",
    "contact_name", "contact_email", "head_name", "head_email", "zalo_user_id", "phone", "valid_from", "valid_to",
    "predecessor",
)  # fmt: skip
ROOMS = (
    ("phong-tccb", "Phòng Tổ chức cán bộ", "phong-cm-nv"),
    ("van-phong", "Văn phòng Sở", "phong-cm-nv"),
    ("phong-khtc", "Phòng Kế hoạch - Tài chính", "phong-cm-nv"),
    ("phong-gdtrh", "Phòng Giáo dục Trung học", "phong-cm-nv"),
    ("phong-gdmn-th", "Phòng Giáo dục Mầm non - Tiểu học", "phong-cm-nv"),
    ("to-cntt", "Tổ Công nghệ thông tin", ""),
)
OFFICE_TOPICS = ("video", "hoi-dap", "tthc")
FEED_GIVEN = frozenset({"thpt-song-hau", "th-binh-minh", "thpt-chim-lac", "th-hoa-sen", "thcs-cau-vong"})
_FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Lâm", "Thạch")
_GIVEN_NAMES = ("An", "Bích", "Chi", "Dũng", "Giang", "Hạnh", "Khôi", "Lan", "Minh", "Ngọc", "Oanh", "Phúc", "Quyên")
PLAN = Path(__file__).resolve().parents[2] / "config" / "plans" / "soc-trang-gddt-2022.yaml"

SETTINGS = """\
# Không gian làm việc của một tỉnh không có thật: mọi trang nằm trên máy này.
database: sqlite:///data/dondoc.sqlite3
office: {{name: "{office}", email: "vanphong@so.test", phone: "0299 000 0000"}}
admin: {{email: "quantri@so.test"}}
send_to: {send_to}
fetch: {{allow_networks: [127.0.0.0/8], pause_s: 0, deadline_s: 3, user_agent: "dondoc (diễn tập; vanphong@so.test)"}}
looks: {{confirm_after_min: 30, every_h: 12}}
watch_from: 2022-02
channels:
  email: {{host: 127.0.0.1, port: {port}, security: none, user: null, sender: "dondoc@so.test"}}
  file: {{dir: data/outbox}}
route: [email]
ladder: {{remind_days: [10, 3], escalate_days: 7, digest: "Mon 07:30"}}
quiet: {{from: "20:00", to: "07:00"}}
"""


def write(world: World, folder: Path, smtp_port: int, send_to: str, plan: Path | None) -> Path:
    """Write settings.yaml, units.csv, sections.csv and plans/. Raises FileNotFoundError without a plan."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plans").mkdir(exist_ok=True)
    settings = SETTINGS.format(office=OFFICE_NAME, port=smtp_port, send_to=send_to)
    (folder / "settings.yaml").write_text(settings.replace("diễn tập; ", "dien tap; "), encoding="utf-8")
    _table(folder / "units.csv", HEADS, [*_offices(world), *(_school(world, s, n) for n, s in enumerate(SEATS))])
    heads = ("unit", "topic", "url", "feed_url", "reader", "filter", "tls", "valid_from", "valid_to")
    rows = [
        {"unit": OFFICE_ID, "topic": t, "url": world.url(OFFICE_ID, t), "feed_url": world.feed(OFFICE_ID, t)}
        for t in OFFICE_TOPICS
    ]
    _table(folder / "sections.csv", heads, rows)
    source = plan or PLAN
    shutil.copy(source, folder / "plans" / source.name)
    return folder


def _table(path: Path, heads: tuple[str, ...], rows: list[dict[str, str | None]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, heads, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _people(id: str, number: int) -> dict[str, str | None]:
    """Contact and head; the head of every sixth school is its contact too."""
    name, domain = _name(number), f"{id}.edu.test"
    contact = f"vanthu@{domain}"
    head = contact if number % 6 == 5 else f"hieutruong@{domain}"
    head_name = name if number % 6 == 5 else _name(number + 7)
    return {"contact_name": name, "contact_email": contact, "head_name": head_name, "head_email": head}


def _name(number: int) -> str:
    family = _FAMILY_NAMES[number % len(_FAMILY_NAMES)]
    middle = "Thị" if number % 2 else "Văn"
    return f"{family} {middle} {_GIVEN_NAMES[number % len(_GIVEN_NAMES)]}"


def _offices(world: World) -> list[dict[str, str | None]]:
    department = {
        "id": OFFICE_ID, "name": OFFICE_NAME, "short_name": "Sở GDĐT", "level": "so", "groups": "so",
        "website": world.base(OFFICE_ID) + "/", "section_url": world.url(OFFICE_ID),
        "feed_url": world.feed(OFFICE_ID), "contact_name": "Lâm Văn Thư", "contact_email": "vanthu@so.test",
    }  # fmt: skip
    rooms = [
        {
            "id": id, "name": name, "short_name": name, "level": "phong", "parent": OFFICE_ID, "groups": groups,
            "contact_name": _name(number + 30), "contact_email": f"{id}@so.test",
            "head_name": _name(number + 40), "head_email": f"truong.{id}@so.test",
        }
        for number, (id, name, groups) in enumerate(ROOMS)
    ]  # fmt: skip
    return [department, *rooms]


def _school(world: World, seat: Seat, number: int) -> dict[str, str | None]:
    feed = world.feed(seat.id) if seat.id in FEED_GIVEN else None
    short = seat.name.removeprefix("Trường ").replace("Tiểu học", "TH").replace("Mầm non", "MN")
    only_feed = bool(seat.site.get("script_list"))
    return {
        "id": seat.id, "name": seat.name, "short_name": short, "level": seat.level, "parent": OFFICE_ID,
        "groups": f"truc-thuoc|{seat.level}", "website": world.base(seat.id) + "/",
        "section_url": feed if only_feed else world.url(seat.id), "feed_url": feed, **_people(seat.id, number),
        "phone": f"0299 000 {number + 1:04}",
    }  # fmt: skip
