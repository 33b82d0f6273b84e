"""Minimal valid records: a test says the one thing that it is about."""

import factory

from companies.models import Company
from curation.publication import publish
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
    """Publish the record the only way there is and return it as it then is."""
    publish(record)
    record.refresh_from_db()
    return record


def draft_deal(kind="acquisition", companies=None, on=None, quote="", source=None, **fields):
    """A deal that is ready to be published: two public companies and one claim from a public source."""
    deal = DealFactory(kind=kind, **{"form": FORMS[kind]} | fields)
    companies = companies or [published(CompanyFactory()), published(CompanyFactory())]
    for company, role in zip(companies, ROLES[kind], strict=True):
        PartyFactory(deal=deal, company=company, role=role)
    DealClaimFactory(deal=deal, source=source or published(SourceFactory()), quote_exact=quote)
    if on:
        MilestoneFactory(deal=deal, first_day=on[0], last_day=on[-1])
    refresh([deal.pk])
    deal.refresh_from_db()
    return deal


def public_deal(**fields):
    return published(draft_deal(**fields))


def exactly(dollars):
    """The columns of a deal value of exactly that many US dollars."""
    return DOLLARS | {"value_min": dollars, "value_max": dollars, "value_qualifier": "exact"}
