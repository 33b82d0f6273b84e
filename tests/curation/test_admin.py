"""The editors' desk: what a save does, what it refuses, and that nothing typed is lost."""

import pytest
from django.contrib import admin
from django.urls import reverse

from companies.models import Company, CompanyName, Segment
from deals.models import Deal, DealClaim, Milestone, Party
from sources.models import Source

from ..factories import CompanyFactory, PartyFactory, SourceFactory, draft_deal, public_deal, published
from .typing import typed

pytestmark = pytest.mark.django_db

OURS = [model for model in admin.site._registry if model._meta.app_label in ("sources", "companies", "deals")]


def url(record, page="change", name=""):
    name = name or record._meta.model_name
    return reverse(f"admin:{record._meta.app_label}_{name}_{page}", args=[record.pk])


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_model_has_its_list_search_and_forms(desk, model):
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert desk.get(reverse(f"{base}_changelist")).status_code == 200
    assert desk.get(reverse(f"{base}_changelist") + "?q=cainiao").status_code == 200
    if (record := model.objects.first()) is not None:
        assert desk.get(reverse(f"{base}_change", args=[record.pk])).status_code == 200
    if model.__name__ != "ExchangeRate":
        assert desk.get(reverse(f"{base}_add")).status_code == 200


@pytest.mark.parametrize("name", ["deal", "acquisition"])
def test_a_save_through_each_admin_writes_history_version_and_derived_columns(desk, name):
    deal = public_deal(title="Before")
    before = deal.history.count()
    address = url(deal, name=name)
    response = desk.post(address, typed(desk, address, title="After"))
    assert response.status_code == 302, response.context["errors"]
    seen = deal.version
    deal.refresh_from_db()
    assert (deal.title, deal.version) == ("After", seen + 1)
    assert "after" in deal.search_text
    assert deal.history.count() > before
    assert deal.history.first().history_user.username == "ed"


@pytest.mark.parametrize(
    ("name", "kind", "form"), [("investment", "investment", "stake"), ("deal", "partnership", "pilot")]
)
def test_a_new_deal_is_a_draft_of_its_kind_with_history(desk, name, kind, form):
    address = reverse(f"admin:deals_{name}_add")
    data = typed(desk, address, title="New", form=form) | ({"kind": kind} if name == "deal" else {})
    response = desk.post(address, data)
    assert response.status_code == 302, response.context["errors"]
    deal = Deal.objects.get(title="New")
    assert (deal.kind, deal.state, deal.history.count() > 0) == (kind, "draft", True)


def test_a_form_for_one_kind_offers_only_its_types_and_roles(desk):
    page = desk.get(reverse("admin:deals_investment_add"))
    form = page.context["adminform"].form
    assert "merger" not in dict(form.fields["form"].choices)
    roles = dict(page.context["inline_admin_formsets"][0].formset.forms[0].fields["role"].choices)
    assert "investor" in roles
    assert "acquirer" not in roles


def test_a_save_on_a_version_that_was_replaced_is_refused_and_keeps_what_was_typed(desk):
    deal = public_deal(title="Before")
    mine = typed(desk, url(deal), title="Mine", summary="A long text that I typed")
    desk.post(url(deal), typed(desk, url(deal), title="Theirs"))
    response = desk.post(url(deal), mine)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Somebody else saved this record after you opened it" in page
    assert 'value="Mine"' in page
    assert "A long text that I typed" in page
    deal.refresh_from_db()
    assert deal.title == "Theirs"


def test_a_part_saved_on_a_replaced_version_of_its_deal_is_refused(desk):
    deal = public_deal()
    party = deal.parties.first()
    mine = typed(desk, url(party), stake_percent="10")
    desk.post(url(deal), typed(desk, url(deal), title="Theirs"))
    response = desk.post(url(party), mine)
    assert "Somebody else saved this record" in response.content.decode()
    party.refresh_from_db()
    assert party.stake_percent is None


def test_a_save_without_the_version_is_refused(desk):
    deal = public_deal(title="Before")
    data = typed(desk, url(deal), title="After")
    del data["version"]
    assert desk.post(url(deal), data).status_code == 200
    deal.refresh_from_db()
    assert deal.title == "Before"


def test_without_the_check_of_versions_the_first_save_would_be_lost(desk, monkeypatch):
    """The control: the same two saves overwrite each other once the guard is gone."""
    from curation.admin.forms import VersionedForm
    from records.models import Record

    monkeypatch.setattr(VersionedForm, "clean", lambda form: form.cleaned_data)
    monkeypatch.setattr(Record, "take_version", lambda record, seen: None)
    deal = public_deal(title="Before")
    mine = typed(desk, url(deal), title="Mine")
    desk.post(url(deal), typed(desk, url(deal), title="Theirs"))
    desk.post(url(deal), mine)
    deal.refresh_from_db()
    assert deal.title == "Mine"


def test_a_published_deal_cannot_be_saved_incomplete_and_nothing_of_it_is_kept(desk):
    deal = public_deal(title="Before")
    hidden = CompanyFactory(name="Hidden")
    data = typed(desk, url(deal), title="After")
    data |= {"parties-2-company": hidden.pk, "parties-2-role": "adviser"}
    response = desk.post(url(deal), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Publish first: company “Hidden”." in page
    assert 'value="After"' in page
    deal.refresh_from_db()
    assert (deal.title, deal.parties.count()) == ("Before", 2)


def test_save_and_publish_says_what_is_missing_and_keeps_the_draft(desk):
    deal = draft_deal()
    deal.parties.first().delete()
    response = desk.post(url(deal), typed(desk, url(deal), title="Kept", _publish="x"), follow=True)
    assert "It needs at least 2 parties." in response.content.decode()
    deal.refresh_from_db()
    assert (deal.title, deal.state) == ("Kept", "draft")


def test_save_and_publish_publishes_what_is_ready(desk):
    deal = draft_deal(title="Ready")
    desk.post(url(deal), typed(desk, url(deal), _publish="x"))
    deal.refresh_from_db()
    assert (deal.state, deal.slug) == ("published", "ready")


def test_actions_publish_withdraw_and_tell_which_records_were_not_ready(desk):
    ready, lacking = draft_deal(title="Ready"), draft_deal(title="Lacking")
    lacking.claims.all().delete()
    changelist = reverse("admin:deals_deal_changelist")
    chosen = {"action": "publish_chosen", "_selected_action": [ready.pk, lacking.pk]}
    page = desk.post(changelist, chosen, follow=True).content.decode()
    assert "“Lacking”: No source yet" in page
    assert set(Deal.objects.filter(pk__in=[ready.pk, lacking.pk]).values_list("title", "state")) == {
        ("Ready", "published"),
        ("Lacking", "draft"),
    }
    company = ready.parties.first().company
    chosen = {"action": "withdraw_chosen", "_selected_action": [company.pk]}
    page = desk.post(reverse("admin:companies_company_changelist"), chosen, follow=True).content.decode()
    assert "“Ready” uses it" in page
    chosen = {"action": "send_to_review", "_selected_action": [lacking.pk]}
    desk.post(changelist, chosen)
    lacking.refresh_from_db()
    assert lacking.state == "in_review"


def test_a_claim_is_typed_in_one_line_and_a_line_that_cannot_be_read_is_told(desk):
    deal = draft_deal()
    source = deal.claims.get().source
    data = typed(desk, url(deal))
    data |= {"claims-TOTAL_FORMS": 2, "claims-1-field": "value", "claims-1-source": source.pk}
    defaults = {"said_by": "outlet", "basis": "stated", "modality": "fact", "rank": "normal"}
    data |= {f"claims-1-{name}": value for name, value in defaults.items()}
    page = desk.post(url(deal), data | {"claims-1-value": "two billion dollars"}).content.decode()
    assert "“dollars” may be one of USD, CAD" in page
    assert 'value="two billion dollars"' in page
    response = desk.post(url(deal), data | {"claims-1-value": "about US$2bn amount_invested"})
    assert response.status_code == 302
    assert DealClaim.objects.get(deal=deal, field="value").words == "about US$2 billion, amount invested"


def test_a_rule_of_the_database_is_told_in_its_sentence(desk):
    deal = draft_deal()
    page = desk.post(url(deal), typed(desk, url(deal), value_min="5")).content.decode()
    assert "do not fit its qualifier" in page


def test_a_script_address_is_refused_in_the_form(desk):
    source = published(SourceFactory())
    page = desk.post(url(source), typed(desk, url(source), url="javascript:alert(1)")).content.decode()
    assert "begins with http:// or https://" in page


@pytest.mark.parametrize("term", ["九识", "jiushi", "Ｊｉｕｓｈｉ"])
def test_a_company_is_offered_by_any_of_its_names(desk, term):
    company = Company.objects.get(slug="jiushi")
    CompanyName.objects.create(company=company, text="九识智能", language="zh-Hans", kind="legal")
    desk.post(url(company), typed(desk, url(company)))
    query = {"app_label": "deals", "model_name": "party", "field_name": "company", "term": term}
    found = desk.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [one["text"] for one in found] == ["Jiushi"]


def test_a_deleted_part_is_gone_from_what_is_shown(desk):
    deal = draft_deal()
    party = PartyFactory(deal=deal, company=published(CompanyFactory(name="Third")), role="adviser")
    desk.post(url(party, "delete"), {"post": "yes"})
    deal.refresh_from_db()
    assert "Third" not in deal.parties_text
    assert not Party.objects.filter(pk=party.pk).exists()


def test_what_was_ever_public_cannot_be_deleted(desk):
    for record in (public_deal(), Company.objects.first(), Source.objects.first()):
        assert desk.post(url(record, "delete"), {"post": "yes"}).status_code == 403
    draft = draft_deal()
    assert desk.post(url(draft, "delete"), {"post": "yes"}).status_code == 302


def test_the_history_shows_who_and_why_and_a_proxy_leads_to_the_deals_own(desk):
    deal = public_deal()
    page = desk.get(url(deal, "history")).content.decode()
    assert "published" in page
    assert desk.get(url(deal, "history", "acquisition")).url == url(deal, "history")


def test_a_milestone_saved_on_its_own_moves_the_status(desk):
    deal = public_deal()
    milestone = Milestone.objects.create(deal=deal, status="reported")
    desk.post(url(milestone), typed(desk, url(milestone), status="completed"))
    deal.refresh_from_db()
    assert deal.status == "completed"
    assert deal.version > 2


UNREADABLE = [
    "about 5 USD",
    "xxx",
    "NaN",
    "about -5 USD price_paid",
    "about 1e999999 USD price_paid",
    "about ٣ USD price_paid",
]


@pytest.mark.parametrize("line", UNREADABLE)
def test_an_unreadable_value_on_a_saved_claim_is_told_and_stays_typed(desk, line):
    deal = Deal.objects.get(slug="amazon-zoox")
    claim = deal.claims.get(field="value")
    number = _number_of(desk, deal, claim)
    inline = desk.post(url(deal), typed(desk, url(deal), **{f"claims-{number}-value": line}))
    alone = desk.post(url(claim), typed(desk, url(claim), value=line))
    for response in (inline, alone):
        assert response.status_code == 200
        assert f'value="{line}"' in response.content.decode()
    claim.refresh_from_db()
    assert claim.words == "US$1.2 billion, price paid"


def _number_of(desk, deal, claim):
    [formset] = [
        one.formset for one in desk.get(url(deal)).context["inline_admin_formsets"] if one.formset.prefix == "claims"
    ]
    return [form.instance.pk for form in formset.forms].index(claim.pk)


def test_a_milestone_of_one_day_may_be_typed_once(desk):
    deal = public_deal()
    milestone = Milestone.objects.create(deal=deal, status="announced")
    desk.post(url(milestone), typed(desk, url(milestone), first_day="2020-06-26"))
    deal.refresh_from_db()
    assert (str(deal.announced), str(deal.announced_last)) == ("2020-06-26", "2020-06-26")


def test_a_part_that_a_published_deal_needs_cannot_be_deleted(desk):
    deal = public_deal()
    for part, told in ((deal.parties.first(), "at least 2 parties"), (deal.claims.get(), "No source yet")):
        page = desk.post(url(part, "delete"), {"post": "yes"}, follow=True).content.decode()
        assert told in page
    assert (deal.parties.count(), deal.claims.count()) == (2, 1)
    deal.refresh_from_db()
    assert deal.n_claims == 1


def test_deleting_a_part_moves_the_version_of_its_deal(desk):
    deal = public_deal()
    third = PartyFactory(deal=deal, company=published(CompanyFactory()), role="adviser")
    desk.post(url(third, "delete"), {"post": "yes"})
    seen = deal.version
    deal.refresh_from_db()
    assert deal.version == seen + 1


def test_a_part_stays_with_its_record(desk):
    deal, other = public_deal(), public_deal()
    party = deal.parties.first()
    desk.post(url(party), typed(desk, url(party)) | {"deal": other.pk})
    party.refresh_from_db()
    assert party.deal == deal


def test_a_milestone_cannot_rest_on_a_claim_about_another_deal(desk):
    deal, hidden = public_deal(), draft_deal()
    milestone = Milestone.objects.create(deal=deal, status="reported")
    response = desk.post(url(milestone), typed(desk, url(milestone)) | {"claim": str(hidden.claims.get().pk)})
    assert "This claim is about another deal." in response.content.decode()


def test_a_segment_in_use_cannot_be_deleted(desk):
    used, unused = Segment.objects.get(slug="robotaxi"), Segment.objects.get(slug="mining")
    assert desk.post(url(used, "delete"), {"post": "yes"}).status_code == 403
    assert desk.post(url(unused, "delete"), {"post": "yes"}).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/admin/deals/party/add/?deal=abc",
        "/admin/deals/deal/add/?valuation_of=abc",
        "/admin/deals/milestone/add/?claim=abc",
        f"/admin/deals/party/add/?company={'9' * 30}",
        "/admin/autocomplete/?app_label=deals&model_name=party&field_name=company&term=%00",
        "/admin/autocomplete/?app_label=deals&model_name=dealclaim&field_name=source&term=%00",
        "/admin/deals/deal/?q=%00",
    ],
)
def test_nonsense_in_an_address_of_the_desk_is_no_error(desk, address):
    assert desk.get(address).status_code in (200, 302)


def test_an_id_that_cannot_be_is_told_and_the_form_shown_again(desk):
    deal = draft_deal()
    response = desk.post(url(deal), typed(desk, url(deal)) | {"parties-0-company": "9" * 30})
    assert response.status_code == 200
    assert "Select a valid choice" in response.content.decode()
