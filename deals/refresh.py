"""The only owner of derived columns: every write path ends here, inside its own transaction."""

from functools import lru_cache
from itertools import chain

from django.db import transaction
from django.db.models import Count, F, Prefetch, Q

from companies.derive import derived as derived_of_company
from companies.evidence import agreements as agreements_of_company
from companies.groups import owners_above
from companies.models import Company, CompanyClaim
from records.models import Record
from sources.derive import derived as derived_of_source
from sources.models import Source
from sources.rates import usd_rate

from .derive import derived
from .evidence import Context
from .models import Deal, DealClaim, Party

COUNTED = ("party_list", "is_counted")
CHUNK = 500  # SQLite refuses longer chains of ORs
DEAL_COUNT = Count("parties__deal", filter=Q(parties__deal__state=Record.State.PUBLISHED), distinct=True)


@transaction.atomic(savepoint=False)
def refresh(deal_ids=(), company_ids=(), source_ids=()):
    """Recompute what follows from these records, and from what is shown of a deal and a company in each other."""
    for source, columns, _agreements in stale_sources(source_ids):
        _write(source, columns, {})
    company_ids = set(company_ids)
    company_ids |= set(Company.objects.filter(owners__owner__in=company_ids).values_list("pk", flat=True))
    for ids in _batches(set(deal_ids) | _deals_showing(company_ids)):
        # Held in their order, so that of two who refresh a deal the second sees what the first one wrote.
        list(Deal.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
        for deal, columns, agreements in stale_deals(ids):
            _write(deal, columns, agreements)
            _count(deal, columns)
    for company, columns, agreements in stale_companies(company_ids):
        _write(company, columns, agreements)


def _deals_showing(company_ids):
    """Return the ids of the deals of those companies of which deals show something else by now."""
    stale = [company.pk for company, columns, _agreements in stale_companies(company_ids) if "shown_key" in columns]
    return set(Party.objects.filter(company__in=stale).values_list("deal", flat=True))


def _count(deal, columns):
    """Put the deal in or out of its parties' counts.

    No refresh counts all deals of a company: that would take seconds for a large one, and be wrong while the deals
    that moved to it have yet to be refreshed.
    """
    kept = {name: getattr(deal, name) for name in COUNTED}
    before, after = (
        {party["id"] for party in each["party_list"]} if each["is_counted"] else set()
        for each in (kept, kept | {name: columns[name] for name in COUNTED if name in columns})
    )
    Company.objects.filter(pk__in=after - before).update(n_deals=F("n_deals") + 1)
    Company.objects.filter(pk__in=before - after).update(n_deals=F("n_deals") - 1)


def write_stale():
    """Recompute everything and return how many records were out of date."""
    stale = 0
    for record, columns, agreements in stale_records():
        _write(record, columns, agreements)
        stale += 1
    return stale


def stale_records():
    """Yield every source, deal and company of which a derived column is wrong, as `stale_deals` does."""
    yield from chain(stale_sources(), stale_deals(), stale_companies())


def stale_sources(ids=None):
    """Yield each source (of all where `ids` is None) with what of its derived columns is wrong."""
    for sources in _chunks(Source.objects.all(), ids):
        for source in sources:
            yield from _wrong(source, derived_of_source(source), {})


def stale_deals(ids=None):
    """Yield each deal (of all where `ids` is None) with the columns and agreements that are not what they should be."""
    rate = lru_cache(usd_rate)
    for deals in read_deals(ids):
        context = Context.of(deals, rate)
        for deal in deals:
            yield from _wrong(deal, *derived(deal, context))


def stale_companies(ids=None):
    """Yield each company with what of its derived columns is wrong, as for deals; of all also how many deals it has."""
    for companies in read_companies(ids):
        above = owners_above([company.pk for company in companies])
        for company in companies:
            columns = derived_of_company(company, above[company.pk])
            counted = {"n_deals": company.n_published_deals} if ids is None else {}
            yield from _wrong(company, columns | counted, agreements_of_company(company))


def _wrong(record, columns, agreements):
    columns = {name: value for name, value in columns.items() if not _same(getattr(record, name), value)}
    kept = {claim.pk: claim.agreement for claim in record.claims.all()} if agreements else {}
    agreements = {pk: verdict for pk, verdict in agreements.items() if kept[pk] != verdict}
    if columns or agreements:
        yield record, columns, agreements


def _same(kept, right):
    return bytes(kept) == right if isinstance(right, bytes) else kept == right


def _write(record, columns, agreements):
    if columns:
        type(record).objects.filter(pk=record.pk).update(**columns)
    for verdict in set(agreements.values()):
        claims = [pk for pk, found in agreements.items() if found == verdict]
        record.claims.filter(pk__in=claims).update(agreement=verdict)


def read_deals(ids=None):
    """Yield lists of deals (all of them where `ids` is None) with what `derived` reads."""
    deals = Deal.objects.select_related("valuation_of").prefetch_related(
        Prefetch("parties", Party.objects.select_related("company").prefetch_related("company__names")),
        Prefetch("claims", DealClaim.objects.select_related("source", "company")),
        "milestones",
        "segments",
        "decisions",
        "absorbed__absorbed",
    )
    yield from _chunks(deals, ids)


def read_deal(pk):
    """Return one deal as `read_deals` reads it, and the context of its evidence."""
    [[deal]] = read_deals([pk])
    return deal, Context.of([deal])


def read_companies(ids=None):
    """Yield lists of companies (all of them where `ids` is None) with what is derived of them."""
    companies = Company.objects.all() if ids is not None else Company.objects.annotate(n_published_deals=DEAL_COUNT)
    companies = companies.prefetch_related(
        "names",
        "owners__owner",
        "segments",
        "absorbed__absorbed",
        Prefetch("claims", CompanyClaim.objects.select_related("source", "other")),
    )
    yield from _chunks(companies, ids)


def _chunks(records, ids):
    for chunk in _batches(records.model.objects.values_list("pk", flat=True) if ids is None else ids):
        yield list(records.filter(pk__in=chunk))


def _batches(ids):
    ids = sorted(ids)
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]
