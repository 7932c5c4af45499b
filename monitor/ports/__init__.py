"""What the pipeline asks of storage. The protocols speak in nouns of the law; no row and no ORM object passes this
door.

One ``Transaction`` is one database transaction: everything done through it is committed together or not at all.
"""

from monitor.ports.judging import AuditLine, Standing, VerdictFilter, VerdictRow, Verdicts
from monitor.ports.looking import (
    EvidenceRef,
    KnownPublication,
    LookRow,
    LookToKeep,
    Observations,
    PublicationChange,
    SectionState,
    WantedSection,
)
from monitor.ports.pruning import PrunedEvidence, Pruning
from monitor.ports.store import AlreadyRunning, EvidenceStore, Lease, Runs, StorageError, Store, Transaction
from monitor.ports.telling import Bar, MessageRow, NewMessage, NoticeRow, Outbox

__all__ = [
    "AlreadyRunning",
    "AuditLine",
    "Bar",
    "EvidenceRef",
    "EvidenceStore",
    "KnownPublication",
    "Lease",
    "LookRow",
    "LookToKeep",
    "MessageRow",
    "NewMessage",
    "NoticeRow",
    "Observations",
    "Outbox",
    "PrunedEvidence",
    "Pruning",
    "PublicationChange",
    "Runs",
    "SectionState",
    "Standing",
    "StorageError",
    "Store",
    "Transaction",
    "VerdictFilter",
    "VerdictRow",
    "Verdicts",
    "WantedSection",
]
