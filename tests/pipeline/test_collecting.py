"""The search for cycles is put off inside a run and goes on as before behind it, however the run ended."""

from __future__ import annotations

import gc

import pytest

from monitor.app.collecting import collected_seldom


def test_inside_what_lived_before_is_not_searched_and_afterwards_it_is() -> None:
    usual, frozen = gc.get_threshold(), gc.get_freeze_count()
    with collected_seldom():
        assert gc.get_freeze_count() > frozen
        assert gc.get_threshold()[0] > usual[0]
        assert gc.isenabled()
    assert (gc.get_threshold(), gc.get_freeze_count()) == (usual, 0)


def test_a_run_that_fails_leaves_it_as_it_was() -> None:
    usual = gc.get_threshold()
    with pytest.raises(OSError, match="disk"), collected_seldom():
        raise OSError("disk")
    assert (gc.get_threshold(), gc.get_freeze_count()) == (usual, 0)


def test_cycles_born_inside_are_found_there() -> None:
    with collected_seldom():
        ring: list[object] = []
        ring.append(ring)
        del ring
        assert gc.collect() >= 1
