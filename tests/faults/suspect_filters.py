"""Lists that show a part by choice: of a year, a month, a kind; and emptiness that is only of that part (S11, S13)."""

from __future__ import annotations
