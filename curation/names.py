"""A company by the name that an editor typed: known, likely to be known, or new."""

from django.db.models import Q
from rapidfuzz import fuzz

from companies.models import Company
from deals.refresh import refresh
from values.text import fold, index_words

LIKELY = 75  # of 100, lower than for look-alikes: the editor is asked anyway
OFFERED = 5
LOOKED_AT = 500
STEM = 3  # letters of a word that a likely name shares


def companies_named(name):
    """Return the companies, not merged into others, one of whose names this is, in whatever case, width or accent."""
    name = name.replace("\0", "")  # PostgreSQL takes none
    known = Company.objects.filter(merged_into__isnull=True).matching(name).prefetch_related("names")
    return [company for company in known[:LOOKED_AT] if fold(name) in _names(company)]


def likely_companies(name):
    """Return at most five companies whose names look like this one, the likeliest first."""
    words = Q()
    for word in index_words(name):
        words |= Q(search_text__finds=word[:STEM])
    known = Company.objects.filter(words, merged_into__isnull=True).prefetch_related("names")[:LOOKED_AT]
    scores = {company: max(_score(name, other) for other in _names(company)) for company in known}
    likely = sorted((company for company in scores if scores[company] >= LIKELY), key=lambda one: -scores[one])
    return likely[:OFFERED]


def make_company(name):
    """Enter a draft company of that name, to be completed on its own page; a name that is known makes no second one."""
    if known := companies_named(name):
        return known[0]
    company = Company(name=name, kind=Company.Kind.PRIVATE_COMPANY)
    company._change_reason = "entered in another record's form"
    company.full_clean()
    company.save()
    refresh(company_ids=[company.pk])
    return company


def _names(company):
    return {fold(company.name), *(fold(name.text) for name in company.names.all())}


def _score(name, other):
    return max(fuzz.token_sort_ratio(fold(name), other), fuzz.partial_ratio(fold(name), other))
