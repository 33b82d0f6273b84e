from .claim import Claim, claim_rules, validate_quote
from .rate import ExchangeRate
from .source import WEB_ADDRESS, Source, validate_language

__all__ = [
    "WEB_ADDRESS",
    "Claim",
    "ExchangeRate",
    "Source",
    "claim_rules",
    "validate_language",
    "validate_quote",
]
