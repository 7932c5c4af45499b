"""What every test shares: where the project stands, a clean environment, Hypothesis without a stop-watch."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# Machines that run the tests are shared and slow: an example's time says nothing about the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own DONDOC_* variables and proxies must not reach a test."""
    proxies = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}
    for name in list(os.environ):
        if name.startswith("DONDOC_") or name.lower() in proxies:
            monkeypatch.delenv(name)


EACH = 8
"""Of cases marked ``corpus`` the short form takes each eighth, the first of each test among them."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The short form: within a quarter of an hour on two cores. ``LONG_CAMPAIGNS=1`` runs all there is."""
    if os.environ.get("LONG_CAMPAIGNS"):
        return
    seen: Counter[tuple[str, str]] = Counter()
    kept, left = [], []
    for item in items:
        name = (str(item.path), getattr(item, "originalname", item.name))
        place, seen[name] = seen[name], seen[name] + 1
        spared = item.get_closest_marker("long") or (item.get_closest_marker("corpus") and place % EACH)
        (left if spared else kept).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


@pytest.fixture(scope="session")
def root() -> Path:
    """The project folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder of captured sites and plans beside the project; skips where it is not there."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared beside the project: captured sites and plans are not part of it")
    return folder
