"""Evidence: WARC files, the rows that speak of them, and whether both still agree."""

from monitor.storage.evidence.evidence import WarcEvidence

__all__ = ["WarcEvidence"]
