"""Whose a row is, from the one declaration of it."""

import pytest

from companies.models import Company, CompanyClaim, CompanyName, Identifier, Ownership, Segment
from deals.models import Acquisition, Deal, DealClaim, DealLink, Decision, Milestone, Party
from records.models import Record
from records.rows import data_models, owner_of, rows_of
from sources.models import Source

DEAL, COMPANY = Deal(pk=1), Company(pk=2)


def test_each_kind_of_record_has_its_rows():
    assert rows_of(Deal) == dict.fromkeys((DealClaim, Party, Milestone, DealLink, Decision), "deal")
    assert rows_of(Company) == {
        CompanyName: "company",
        Identifier: "company",
        Ownership: "owned",
        CompanyClaim: "company",
    }
    assert rows_of(Source) == {}
    assert rows_of(Party) == {}


def test_what_a_row_rests_on_comes_before_it():
    models = data_models()
    for model in models:
        for field in model._meta.concrete_fields:
            if field.related_model in models:
                assert models.index(field.related_model) <= models.index(model), field


@pytest.mark.parametrize(
    ("row", "owner"),
    [
        (Party(deal=DEAL, company=COMPANY), DEAL),
        (DealClaim(deal=DEAL, company=COMPANY), DEAL),
        (Ownership(owner=Company(pk=3), owned=COMPANY), COMPANY),
        (CompanyClaim(company=COMPANY, other=Company(pk=3)), COMPANY),
        (DEAL, DEAL),
        (segment := Segment(pk=4), segment),
    ],
    ids=lambda row: type(row).__name__,
)
def test_a_row_belongs_to_its_record_and_a_record_to_itself(row, owner):
    assert owner_of(row) is owner


def test_only_what_is_entered_is_data():
    assert not {Acquisition, Deal.history.model} & {*data_models()}
    assert {model for model in data_models() if issubclass(model, Record)} == {Source, Company, Deal}
