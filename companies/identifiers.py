"""Identifiers of registers, checked by the registers' own rules."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import isin, lei
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as StdnumError

CHECKED = {
    "lei": (lei, _("An LEI has 20 letters and digits, the last two a check number (ISO 17442).")),
    "isin": (isin, _("An ISIN has 12 letters and digits, the last one a check digit (ISO 6166).")),
    "uscc": (uscc, _("A USCC has 18 letters and digits, the last one a check character (GB 32100).")),
}
PATTERNS = {
    "wikidata": (r"Q[1-9]\d*", _("A Wikidata item is written like Q42.")),
    "cik": (r"\d{1,10}", _("A CIK has up to 10 digits.")),
    "ticker": (r"[A-Z]{2,8}:[A-Z0-9.\-]{1,12}", _("A ticker names its exchange: NYSE:BABA.")),
}


def validate_identifier(scheme, value):
    """Return the identifier in its usual form; raise ValidationError with what would be right."""
    if scheme in CHECKED:
        module, message = CHECKED[scheme]
        try:
            return module.validate(value)
        except StdnumError as error:
            raise ValidationError(message) from error
    pattern, message = PATTERNS.get(scheme, (r".+", ""))
    if not re.fullmatch(pattern, value.strip()):
        raise ValidationError(message)
    return value.strip()
