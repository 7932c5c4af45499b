"""The law: nouns and pure functions. Standard library only; no clock, no log, no I/O (docs/architecture.md)."""
