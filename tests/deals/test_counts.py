"""The deals of a company as the list shows them: counted one by one as deals come and go, and never counted wrong."""

import threading
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from companies.models import Company
from curation.publication import publish, withdraw
from deals.models import Deal
from deals.refresh import refresh, stale_companies, stale_records, write_stale

from ..factories import CompanyFactory, PartyFactory, draft_deal, public_deal, published


def stale():
    return [(str(record), sorted(columns)) for record, columns, _agreements in stale_records()]


def count(company):
    return Company.objects.get(pk=company.pk).n_deals


@pytest.mark.django_db
def test_a_deal_is_counted_while_it_is_public_and_for_those_who_are_in_it(nothing):
    one, other, third = (published(CompanyFactory()) for _number in range(3))
    deal = draft_deal(companies=[one, other])
    assert [count(one), count(other), count(third)] == [0, 0, 0]
    publish(deal)
    assert [count(one), count(other), count(third)] == [1, 1, 0]
    deal.parties.filter(company=other).update(company=third)
    refresh([deal.pk])
    assert [count(one), count(other), count(third)] == [1, 0, 1]
    PartyFactory(deal=deal, company=one, role="adviser")  # a second role in the same deal
    refresh([deal.pk])
    assert [count(one), count(other), count(third)] == [1, 0, 1]
    withdraw(Deal.objects.get(pk=deal.pk), "It was another one.")
    assert [count(one), count(other), count(third)] == [0, 0, 0]
    assert stale() == []


@pytest.mark.django_db
def test_a_wrong_count_is_found_and_put_right():
    """The control of the one above."""
    company = Company.objects.get(slug="cainiao")
    Company.objects.filter(pk=company.pk).update(n_deals=99)
    assert stale() == [("Cainiao", ["n_deals"])]
    write_stale()
    assert stale() == []


@pytest.mark.django_db
def test_a_record_that_was_read_before_is_saved_without_what_was_counted_since(nothing):
    company = published(CompanyFactory())
    read_before = Company.objects.get(pk=company.pk)
    public_deal(companies=[company, published(CompanyFactory())])
    read_before.description = "Carries parcels."
    read_before.save()
    assert (count(company), Company.objects.get(pk=company.pk).description) == (1, "Carries parcels.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"description": "Carries parcels."}, False),
        ({"website": "https://example.org"}, False),
        ({"name": "Another name"}, True),
        ({"country": "DE"}, True),
    ],
)
def test_saving_a_company_looks_at_its_deals_only_where_they_show_what_changed(change, shown):
    """A company may have a hundred thousand of them."""
    company = Company.objects.get(slug="cainiao")
    Company.objects.filter(pk=company.pk).update(**change)
    with CaptureQueriesContext(connection) as queries:
        refresh(company_ids=[company.pk])
    assert any("deals_milestone" in query["sql"] for query in queries) is shown
    assert stale() == []


def until_not_chosen_to_end(work):
    """PostgreSQL ends one of two that wait for each other; at the desk its editor is told so, and saves once more."""
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return work()
        except OperationalError as error:
            if "deadlock" not in str(error):
                raise
    raise AssertionError("It was chosen each time.")


@contextmanager
def meanwhile(work):
    """Do the work over a connection of its own while the block runs; whatever it raises is raised at the end."""
    errors = []

    def run():
        try:
            until_not_chosen_to_end(work)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    yield
    thread.join()
    assert errors == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("put_back")
def test_counts_are_right_when_deals_of_one_company_are_published_and_withdrawn_at_the_same_time(nothing):
    company = published(CompanyFactory())
    deals = [draft_deal(companies=[company, published(CompanyFactory())]) for _number in range(4)]
    known = public_deal(companies=[company, published(CompanyFactory())])
    works = [lambda pk=deal.pk: publish(Deal.objects.get(pk=pk)) for deal in deals]
    works += [lambda: withdraw(Deal.objects.get(pk=known.pk), "Not a deal.")]
    with_all(works)
    assert count(company) == 4
    assert list(stale_companies()) == []
    assert stale() == []


def with_all(works):
    if not works:
        return
    with meanwhile(works[0]):
        with_all(works[1:])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("put_back")
def test_a_company_renamed_while_its_deal_is_published_is_shown_by_its_new_name(nothing):
    company = published(CompanyFactory(name="Old name"))
    deal = draft_deal(companies=[company, published(CompanyFactory())])

    def rename():
        Company.objects.get(pk=company.pk).take_version(company.version)
        Company.objects.filter(pk=company.pk).update(name="New name")
        refresh(company_ids=[company.pk])

    with_all([rename, lambda: publish(Deal.objects.get(pk=deal.pk))])
    assert "New name" in Deal.objects.get(pk=deal.pk).parties_text
    assert stale() == []
