"""Lists whose pager, or what stands for one, leads past an item or hides that there is more (S12)."""

from __future__ import annotations
