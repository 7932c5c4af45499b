"""The nouns of the law, frozen. Every room speaks in these words (docs/glossary.md).

All moments are timezone-aware; calendar reasoning happens in ``VN`` (S1). Periods are half-open (S2).
"""

from rules.model.decisions import Answer, Attestation, Decision, Waiver
from rules.model.judging import AsOf, Calendar, Question, Verdict
from rules.model.people import Person, Section, Unit
from rules.model.plans import (
    AfterIssue,
    Always,
    Deadline,
    Duty,
    DutyKey,
    Every,
    Ladder,
    Obligation,
    Period,
    Plan,
    Undated,
    When,
    Where,
    Who,
    Window,
    Words,
)
from rules.model.seen import DateSeen, Look, Place, Publication, StatedDate
from rules.model.words import BEGINNING, CHARGES, HEALTHY, VN, Flag, Kind, Medium, Outcome, Precision, Status

__all__ = [
    "BEGINNING",
    "CHARGES",
    "HEALTHY",
    "VN",
    "AfterIssue",
    "Always",
    "Answer",
    "AsOf",
    "Attestation",
    "Calendar",
    "DateSeen",
    "Deadline",
    "Decision",
    "Duty",
    "DutyKey",
    "Every",
    "Flag",
    "Kind",
    "Ladder",
    "Look",
    "Medium",
    "Obligation",
    "Outcome",
    "Period",
    "Person",
    "Place",
    "Plan",
    "Precision",
    "Publication",
    "Question",
    "Section",
    "StatedDate",
    "Status",
    "Undated",
    "Unit",
    "Verdict",
    "Waiver",
    "When",
    "Where",
    "Who",
    "Window",
    "Words",
]
