"""What a document made plain of its names, as the readers of its sentences ask for it; ``gathering`` collects it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """``shorts``: abbreviations of units as spelt (``VPĐK``); ``names``: whole names, folded, longest first."""

    shorts: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    def name_at(self, plain: str) -> int:
        """How long the known name is with which a folded text begins; 0: none."""
        for name in self.names:
            if plain.startswith(name) and not plain[len(name) : len(name) + 1].isalnum():
                return len(name)
        return 0

    def short_at(self, text: str) -> int:
        """How long the known abbreviation is with which a text begins; 0: none."""
        word = text.split(" ", 1)[0].rstrip(",;:.)")
        return len(word) if word in self.shorts else 0


NOTHING = Known()
