from .claim import DealClaim
from .deal import Acquisition, Deal, Investment, Partnership
from .decision import Decision
from .lookalike import DealLookAlike
from .parts import DealLink, Milestone, Party
from .vocabulary import (
    Consideration,
    DecisionReason,
    Disclosure,
    Form,
    Kind,
    Measure,
    Role,
    Round,
    Status,
    ValuationMeasure,
)

__all__ = [
    "Acquisition",
    "Consideration",
    "Deal",
    "DealClaim",
    "DealLink",
    "DealLookAlike",
    "Decision",
    "DecisionReason",
    "Disclosure",
    "Form",
    "Investment",
    "Kind",
    "Measure",
    "Milestone",
    "Partnership",
    "Party",
    "Role",
    "Round",
    "Status",
    "ValuationMeasure",
]
