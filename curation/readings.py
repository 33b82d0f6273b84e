"""What a typed line was understood as, said at once beside its box; the same reading as when it is saved."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from companies.models import Company, CompanyClaim
from deals.models import DealClaim
from values.dates import date_text
from values.reading import read_date

from .names import companies_named, likely_companies

CLAIMS = {"deal": DealClaim, "company": CompanyClaim}


def reading_of(what, line, countries=()):
    """Return (is it clear, words); `what` is "date", "name", or a claim's field such as "deal.value"."""
    if what == "name":
        return _name(line)
    try:
        if what == "date":
            first, last, words = read_date(line)
            return True, date_text(first, last, words)
        subject, _point, field = what.partition(".")
        shape = CLAIMS[subject].SHAPES[field]
        return True, shape.words(shape.clean(shape.from_line(line, countries)))
    except ValidationError as error:
        return False, " ".join(error.messages)
    except KeyError:
        return False, _("Say first what the claim is about.")


def _name(line):
    known = companies_named(line)
    if len(known) == 1:
        return True, _("known: %(company)s") % {"company": known[0]}
    likely = ", ".join(map(str, known or likely_companies(line)))
    return False, _("likely: %(companies)s") % {"companies": likely} if likely else _("not known yet")


def countries_of(ids, names=()):
    """The countries of the companies of these ids and names, which may settle what "$" is."""
    chosen = Company.objects.filter(pk__in=[pk for pk in ids if pk.isascii() and pk.isdigit() and len(pk) < 19])
    named = [company for name in names if name.strip() for company in companies_named(name)]
    return {company.country for company in [*chosen, *named] if company.country}
