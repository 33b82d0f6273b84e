"""Minimal valid records: a test says the one thing that it is about."""

import factory
from django.utils import timezone

from companies.models import Company
from curation.publication import touched_by
from deals.models import Deal, DealClaim, Milestone, Party
from deals.refresh import refresh
from sources.models import Source


class SourceFactory(factory.django.DjangoModelFactory):
    title = factory.Sequence("Report {}".format)
    publisher = "The Gazette"
    kind = "news"
    language = "en"

    class Meta:
        model = Source


class CompanyFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence("Company {}".format)
    kind = "startup"

    class Meta:
        model = Company


class DealFactory(factory.django.DjangoModelFactory):
    title = factory.Sequence("Deal {}".format)
    kind = "acquisition"
    form = "acquisition"

    class Meta:
        model = Deal


class PartyFactory(factory.django.DjangoModelFactory):
    deal = factory.SubFactory(DealFactory)
    company = factory.SubFactory(CompanyFactory)
    role = "acquirer"

    class Meta:
        model = Party


class MilestoneFactory(factory.django.DjangoModelFactory):
    deal = factory.SubFactory(DealFactory)
    status = "announced"

    class Meta:
        model = Milestone


class DealClaimFactory(factory.django.DjangoModelFactory):
    deal = factory.SubFactory(DealFactory)
    source = factory.SubFactory(SourceFactory)
    field = "status"
    value = {"value": "announced"}

    class Meta:
        model = DealClaim


ROLES = {
    "acquisition": ("acquirer", "target"),
    "investment": ("investor", "issuer"),
    "partnership": ("partner", "partner"),
}
FORMS = {"acquisition": "acquisition", "investment": "stake", "partnership": "cooperation"}
DOLLARS = {"value_currency": "USD", "value_measure": "price_paid", "value_disclosure": "press_figure"}


def published(record):
    """The record as publishing leaves it, written at once; `test_factories` holds it against publishing itself."""
    publish_row(record)
    refresh(**touched_by(record))
    record.refresh_from_db()
    return record


def publish_row(record):
    """Write the row of a published record; what follows from it is still to be refreshed."""
    record.state, record.published_at = record.State.PUBLISHED, timezone.now()
    record.version += 1
    if not record.slug:
        record.give_slug()
    record._change_reason = "published"
    record.save()
    return record


def draft_deal(**fields):
    """A deal that is ready to be published: two public companies and one claim from a public source."""
    return refreshed(*deal_rows(**fields))


def public_deal(**fields):
    deal, *others = deal_rows(**fields)
    return refreshed(publish_row(deal), *others)


def deal_rows(kind="acquisition", companies=None, on=None, quote="", source=None, **fields):
    """A deal and what was made for it, of which nothing is refreshed yet."""
    made = [] if companies else [publish_row(CompanyFactory.build()) for _side in ROLES[kind]]
    made += [] if source else [publish_row(SourceFactory.build())]
    deal = DealFactory(kind=kind, **{"form": FORMS[kind]} | fields)
    for company, role in zip(companies or made[:2], ROLES[kind], strict=True):
        PartyFactory(deal=deal, company=company, role=role)
    DealClaimFactory(deal=deal, source=source or made[-1], quote_exact=quote)
    if on:
        MilestoneFactory(deal=deal, first_day=on[0], last_day=on[-1])
    return deal, *made


def refreshed(deal, *others):
    """The deal, once all that follows from it and the others is written."""
    ids = {model: [record.pk for record in others if isinstance(record, model)] for model in (Company, Source)}
    refresh([deal.pk], ids[Company], ids[Source])
    deal.refresh_from_db()
    return deal


def exactly(dollars):
    """The columns of a deal value of exactly that many US dollars."""
    return DOLLARS | {"value_min": dollars, "value_max": dollars, "value_qualifier": "exact"}
