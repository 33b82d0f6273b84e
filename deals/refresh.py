"""The only owner of derived columns: every write path ends here, inside its own transaction."""

from functools import lru_cache

from django.db.models import Count, Prefetch, Q

from companies.derive import derived as derived_of_company
from companies.models import Company
from sources.rates import usd_rate
from sources.records import Record

from .derive import derived
from .models import Deal, DealClaim, Party

CHUNK = 500  # SQLite refuses longer chains of ORs
DEAL_COUNT = Count("parties__deal", filter=Q(parties__deal__state=Record.State.PUBLISHED), distinct=True)


def refresh(deal_ids=(), company_ids=()):
    """Recompute the derived columns of these deals and companies and of what is shown of each in the other."""
    company_ids = set(company_ids)
    deal_ids = set(deal_ids) | set(Party.objects.filter(company__in=company_ids).values_list("deal", flat=True))
    for deal, columns in stale(read_deals(deal_ids), derived, lru_cache(usd_rate)):
        company_ids |= {party["id"] for party in [*deal.party_list, *columns.get("party_list", [])]}
        _write(deal, columns)
    company_ids |= set(Party.objects.filter(deal__in=deal_ids).values_list("company", flat=True))
    owned = Company.objects.filter(owners__owner__in=company_ids).values_list("pk", flat=True)
    for company, columns in stale(read_companies(company_ids | set(owned)), derived_of_company):
        _write(company, columns)


def stale(records, derive, *args):
    """Yield each record with those of its derived columns that are not what they should be."""
    for record in records:
        columns = derive(record, *args)
        wrong = {name: value for name, value in columns.items() if not _same(getattr(record, name), value)}
        if wrong:
            yield record, wrong


def _same(kept, right):
    return bytes(kept) == right if isinstance(right, bytes) else kept == right


def _write(record, columns):
    type(record).objects.filter(pk=record.pk).update(**columns)


def read_deals(ids=None):
    """Yield deals (all of them where `ids` is None) with what `derived` reads."""
    deals = Deal.objects.prefetch_related(
        Prefetch("parties", Party.objects.select_related("company").prefetch_related("company__names")),
        Prefetch("claims", DealClaim.objects.select_related("source", "company")),
        "milestones",
        "segments",
    )
    yield from _chunks(deals, ids)


def read_companies(ids=None):
    """Yield companies (all of them where `ids` is None) with what `companies.derive` reads."""
    companies = Company.objects.annotate(n_published_deals=DEAL_COUNT)
    yield from _chunks(companies.prefetch_related("names", "owners__owner", "segments"), ids)


def _chunks(records, ids):
    ids = list(records.model.objects.values_list("pk", flat=True)) if ids is None else list(ids)
    ids.sort()
    for start in range(0, len(ids), CHUNK):
        yield from records.filter(pk__in=ids[start : start + CHUNK])
