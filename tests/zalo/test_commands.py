"""``dondoc zalo …`` through the real program against a real server."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.program import program
from tests.zalo.server import APP_ID, APP_SECRET, BOT_TOKEN, Zalo, ZaloServer

REDIRECT = ("--redirect-uri", "https://so.test/zalo")


@pytest.fixture
def home(tmp_path: Path, server: ZaloServer) -> Path:
    """A workspace whose settings name that server."""
    made = tmp_path / "noi"
    assert dondoc(tmp_path, "init", str(made)).returncode == 0
    settings = (made / "settings.yaml").read_text(encoding="utf-8")
    own = f'  zalo_oa: {{app_id: "{APP_ID}", api: "{server.url}", oauth: "{server.url}"}}\n'
    own += f'  zalo_bot: {{api: "{server.url}"}}\n  file: {{dir: data/outbox}}'
    (made / "settings.yaml").write_text(settings.replace("  file: {dir: data/outbox}", own, 1), encoding="utf-8")
    return made


def dondoc(home: Path, *words: str, **secrets: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a workspace."""
    given = {"DONDOC_ZALO_APP_SECRET": APP_SECRET} | secrets
    return program("--home", home, *words, timeout_s=60, **given)


def test_logging_in_takes_two_calls_and_keeps_a_token_that_serves(home: Path, zalo: Zalo) -> None:
    begun = dondoc(home, "zalo", "login", *REDIRECT)
    state = re.search(r"state=(\S+)", begun.stdout)
    assert state is not None
    assert (home / "data" / "zalo-login.json").stat().st_mode & 0o777 == 0o600
    zalo.codes["code-9"] = "x"
    answer = f"https://so.test/zalo?code=code-9&oa_id=1&state={state[1]}"
    done = dondoc(home, "zalo", "login", *REDIRECT, "--code", answer)
    assert (done.returncode, "Đã đăng nhập" in done.stdout) == (0, True)
    assert not (home / "data" / "zalo-login.json").exists()
    tested = dondoc(home, "zalo", "test", "--channel", "zalo_oa", "--to", "hoa-mai")
    assert (tested.returncode, zalo.taken) == (0, 1)


def test_an_answer_of_another_log_in_is_refused(home: Path) -> None:
    dondoc(home, "zalo", "login", *REDIRECT)
    refused = dondoc(home, "zalo", "login", *REDIRECT, "--code", "https://so.test/zalo?code=1&state=other")
    assert (refused.returncode, "state khác" in refused.stderr) == (2, True)


def test_a_code_without_a_log_in_begun_is_refused(home: Path) -> None:
    refused = dondoc(home, "zalo", "login", *REDIRECT, "--code", "1")
    assert (refused.returncode, "--code trước" in refused.stderr) == (2, True)


def test_what_is_missing_is_named(home: Path) -> None:
    assert "DONDOC_ZALO_APP_SECRET" in dondoc(home, "zalo", "login", *REDIRECT, DONDOC_ZALO_APP_SECRET="").stderr
    assert "zalo login" in dondoc(home, "zalo", "test", "--channel", "zalo_oa").stdout
    assert "DONDOC_ZALO_OA_SECRET" in dondoc(home, "zalo", "webhook", "--port", "0").stderr
    unknown = dondoc(home, "zalo", "link", "khong-co", "contact")
    assert (unknown.returncode, "khong-co" in unknown.stderr) == (2, True)


def test_a_bot_is_tried_out(home: Path, zalo: Zalo) -> None:
    tried = dondoc(home, "zalo", "test", "--channel", "zalo_bot", "--to", "77", DONDOC_ZALO_BOT_TOKEN=BOT_TOKEN)
    assert (tried.returncode, zalo.taken) == (0, 1)
    assert BOT_TOKEN not in tried.stdout + tried.stderr
