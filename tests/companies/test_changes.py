"""What changed on a public company: news and corrections, without a trace of drafts and editors."""

from datetime import timedelta

import pytest
from django.utils import timezone

from companies.models import Company, CompanyClaim, CompanyName, Ownership

from ..factories import CompanyFactory, SourceFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(nothing):
    """A company that was published an hour ago."""
    company = published(CompanyFactory(name="Before", country="CN"))
    hour = timedelta(hours=1)
    for entry in company.history.all():
        Company.history.filter(history_id=entry.history_id).update(history_date=entry.history_date - hour)
    Company.objects.filter(pk=company.pk).update(published_at=timezone.now() - hour)
    company.refresh_from_db()
    return company


def shown(client, company):
    context = client.get(company.get_absolute_url()).context_data
    return {(change.sort.value, change.words) for change in context["changes"]}


def test_nothing_changed_yet(client, company):
    assert shown(client, company) == set()
    assert "What changed" not in client.get(company.get_absolute_url()).content.decode()


def test_names_owners_claims_and_columns_as_news_or_corrections(client, company):
    company.country = "JP"
    company._change_reason = "An editor's own reason"
    company.save()
    name = CompanyName.objects.create(company=company, text="老", language="zh-Hans", kind="legal")
    CompanyName.objects.create(company=company, text="Elder", language="en", kind="translation")
    name.delete()
    owner = published(CompanyFactory(name="Parent"))
    Ownership.objects.create(owner=owner, owned=company, relation="subsidiary")
    source = published(SourceFactory(publisher="The Gazette"))
    CompanyClaim.objects.create(company=company, source=source, field="note", value={"text": "x"})
    assert shown(client, company) == {
        ("correction", "country: China → Japan"),
        ("news", "name: 老"),
        ("correction", "removed: name: 老"),
        ("news", "name: Elder"),
        ("news", "subsidiary: Parent"),
        ("news", "The Gazette on note"),
    }
    page = client.get(company.get_absolute_url()).content.decode()
    assert "An editor" not in page


def test_what_is_not_public_is_not_named(client, company):
    hidden = CompanyFactory(name="Hidden")
    Ownership.objects.create(owner=hidden, owned=company, relation="subsidiary")
    CompanyClaim.objects.create(company=company, source=SourceFactory(), field="note", value={"text": "x"})
    assert shown(client, company) == set()
