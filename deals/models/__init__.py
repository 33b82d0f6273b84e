from .claim import DealClaim
from .deal import Acquisition, Deal, Investment, Partnership
from .parts import DealLink, Milestone, Party
from .vocabulary import Consideration, Disclosure, Form, Kind, Measure, Role, Round, Status, ValuationMeasure

__all__ = [
    "Acquisition",
    "Consideration",
    "Deal",
    "DealClaim",
    "DealLink",
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
