from .claim import CompanyClaim, company_claim_words
from .company import Company
from .lookalike import CompanyLookAlike
from .parts import CompanyName, Identifier, Ownership
from .segment import Segment

__all__ = [
    "Company",
    "CompanyClaim",
    "CompanyLookAlike",
    "CompanyName",
    "Identifier",
    "Ownership",
    "Segment",
    "company_claim_words",
]
