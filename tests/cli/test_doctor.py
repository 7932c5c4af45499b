"""What ``doctor`` finds: the runs there were, the network behind a site that fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.cli.test_commands import dondoc
from tests.pipeline.world import SmallWorld


class _Site(BaseHTTPRequestHandler):
    code = 200

    def do_GET(self) -> None:
        body = b"<html><body><h1>Busy</h1></body></html>"
        self.send_response(self.code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Failing(_Site):
    code = 503


@contextmanager
def serving(address: str, site: type[_Site]) -> Iterator[str]:
    """A site on a real socket; its address."""
    server = ThreadingHTTPServer((address, 0), site)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{address}:{server.server_port}"
    finally:
        server.shutdown()


def never_ran(tmp_path: Path) -> Path:
    """A workspace with a database in which nothing is."""
    world = SmallWorld(tmp_path / "home")
    world.store.close()
    return world.home


def test_doctor_says_that_a_workspace_without_plans_watches_nothing(tmp_path: Path) -> None:
    home = never_ran(tmp_path)
    assert "✔ Cấu hình" in dondoc("doctor", home=home).stdout
    for plan in (home / "plans").iterdir():
        plan.unlink()
    shown = dondoc("doctor", home=home)
    assert shown.returncode == 3
    assert "✘ Cấu hình" in shown.stdout
    assert "dondoc plan import" in shown.stdout


def test_doctor_speaks_of_runs_as_they_were(tmp_path: Path) -> None:
    home = never_ran(tmp_path)
    assert "chưa chạy lượt nào" in dondoc("doctor", home=home).stdout
    assert dondoc("--at", "2022-05-05T08:00+07:00", "judge", home=home).returncode == 0
    shown = dondoc("doctor", home=home).stdout
    assert "mới chỉ chạy diễn tập (gần nhất: 08:00 ngày 05/5/2022)" in shown
    world = SmallWorld(tmp_path / "real")
    world.run("2022-03-06T08:00")
    world.store.close()
    assert "lượt gần nhất: 08:00 ngày 06/3/2022" in dondoc("doctor", home=world.home).stdout


def test_an_error_of_one_site_is_no_fault_of_the_network(tmp_path: Path) -> None:  # S14
    home = never_ran(tmp_path)
    settings = home / "settings.yaml"
    settings.write_text(settings.read_text("utf-8") + "fetch: {allow_networks: [127.0.0.0/8]}\n", encoding="utf-8")
    units = home / "units.csv"

    def network(base: str, instead_of: str) -> tuple[str, str]:
        units.write_text(units.read_text("utf-8").replace(instead_of, base), encoding="utf-8")
        shown = dondoc("doctor", home=home).stdout
        (row,) = [row for row in shown.splitlines() if "Mạng" in row]
        return row, shown

    with serving("127.0.0.1", _Failing) as failing, serving("127.0.0.2", _Site) as healthy:
        alone, _ = network(failing, "https://truong-1.edu.test")
        assert alone.startswith("✔ Mạng: ra được bên ngoài; ")
        beside, shown = network(healthy, "https://truong-2.edu.test")
        assert beside.startswith("✔ Mạng: ra được bên ngoài; ")
        assert "✔ Đồng hồ" in shown
