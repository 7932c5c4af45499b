"""A school's site on a real socket, and a workspace that watches it: the whole program runs against it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.program import program

SETTINGS = """\
database: sqlite:///data/dondoc.sqlite3
office: {name: "Văn phòng Sở", email: "vanphong@so.test", phone: "0299 000 0000"}
admin: {email: "quantri@so.test"}
send_to: units
fetch: {allow_networks: [127.0.0.0/8], pause_s: 0, deadline_s: 5}
looks: {confirm_after_min: 30, every_h: 24}
watch_from: 2022-03
route: [file]
"""
PLAN = """\
id: ke-hoach-2022
title: Kế hoạch thử 2022
issuer: Sở GDĐT tỉnh Phù Sa
issued: 2022-01-05
year: 2022
obligations:
  - {id: thang, title: Đăng tin CCHC hằng tháng, source: "IV.1", kind: recurring, who: {group: truc-thuoc},
     where: {topic: cchc}, every: month, from: 2022-02, to: 2022-12}
  - {id: bao-cao, title: Báo cáo CCHC năm, source: "V.2", kind: deadline, who: {group: truc-thuoc}, undated: true,
     proof: [upload, attest], confirmed_by: office}
  - {id: hoi-thi, title: Hội thi CCHC (nếu có), source: "V.3", kind: attested, who: {group: truc-thuoc},
     window: 2022-05, when_event: true}
  - {id: hop, title: Họp và đăng tin, source: "V.4", kind: scheduled, who: {group: truc-thuoc}, window: 2022-06,
     all_of: [{id: hop-a, title: Họp, source: "V.4a", kind: attested, where: offline},
              {id: hop-b, title: Đăng tin, source: "V.4b", kind: scheduled, where: {topic: cchc},
               match: {all: ["cuộc họp"]}}]}
"""
_PAGE = "<!doctype html><html lang=vi><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
_ARTICLE = (
    '<h1 class="title">{title}</h1><p class="date">{date}</p><div class="content-detail"><p>Nội dung bài đăng của nhà '
    "trường về công tác cải cách hành chính, gồm nhiều việc đã làm và sẽ làm trong thời gian tới.</p></div>"
)


@dataclass
class Site:
    """``pages``: path → (status, HTML, further headers)."""

    port: int = 0
    pages: dict[str, tuple[int, str, dict[str, str]]] = field(default_factory=dict)
    listed: list[tuple[str, str, str]] = field(default_factory=list)

    def article(self, path: str, title: str, date: str = "", listed: bool = False) -> str:
        """Put an article on the site (and, where asked for, in the list of the section); its address."""
        shown = f"Ngày đăng: {date}" if date else ""
        self.page(path, _PAGE.format(title=title, body=_ARTICLE.format(title=title, date=shown)))
        if listed:
            self.listed.insert(0, (path, title, date))
        return self.url(path)

    def page(self, path: str, html: str, status: int = 200, **headers: str) -> str:
        """Anything else."""
        self.pages[path] = (status, html, headers)
        return self.url(path)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def list_page(self) -> str:
        """The section, newest first."""
        rows = "".join(
            f'<li class="item"><h3><a href="{path}">{title}</a></h3><span class="date">{date}</span></li>'
            for path, title, date in self.listed
        )
        return _PAGE.format(
            title="Cải cách hành chính", body=f'<h1>Cải cách hành chính</h1><ul class="list-news">{rows}</ul>'
        )


@contextmanager
def serving() -> Iterator[Site]:
    """A site that answers on every address of this machine."""
    site = Site()

    class _Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            html = site.list_page() if path == "/cchc/" else ""
            status, body, headers = site.pages.get(path, (200 if html else 404, html or "<h1>404</h1>", {}))
            data = body.encode()
            self.send_response(status)
            for name, value in (headers | {"Content-Type": "text/html; charset=utf-8"}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("0.0.0.0", 0), _Answer)
    site.port = server.server_port
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def workspace(home: Path, site: Site, others: str = "") -> Path:
    """A workspace with the school of that site. ``others``: further lines of units.csv."""
    (home / "plans").mkdir(parents=True)
    (home / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    (home / "plans" / "ke-hoach-2022.yaml").write_text(PLAN, encoding="utf-8")
    heads = "id,name,groups,website,section_url,contact_name,contact_email,head_name,head_email\n"
    row = (
        f"thcs-hoa-mai,Trường THCS Hoa Mai,truc-thuoc,{site.url('/')},{site.url('/cchc/')},Cô Lan,"
        "lan@thcs-hoa-mai.edu.test,Thầy Minh,minh@thcs-hoa-mai.edu.test\n"
    )
    (home / "units.csv").write_text(heads + row + others, encoding="utf-8")
    return home


def run(home: Path, *moments: str) -> None:
    """A cycle at each of these moments (``2022-04-04T08:00``, of Vietnam)."""
    for moment in moments:
        done = program("--home", home, "--at", f"{moment}+07:00", "run")
        assert done.returncode == 0, done.stderr


def march(home: Path, at: str) -> dict[str, Any]:
    """What is held of the school's duty of March."""
    asked = ("status", "--unit", "thcs-hoa-mai", "--obligation", "thang", "--period", "2022-03", "--json")
    (fact,) = json.loads(program("--home", home, "--at", f"{at}+07:00", *asked).stdout)
    return dict(fact)
