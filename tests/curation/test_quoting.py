"""Entering at the desk: claims from a pasted quote, companies by their names, what a line is read as."""

import pytest

from companies.models import Company
from curation.roles import ROLES
from deals.models import Deal, DealClaim
from sources.models import Source

from ..factories import CompanyFactory, SourceFactory, draft_deal, published
from .typing import typed

pytestmark = pytest.mark.django_db

ADD = "/admin/deals/investment/add/"
PASSAGE = "Cainiao is poised to invest approximately $2 billion in Zelos Technology, according to a Wall Street report."


def rows(response):
    """The claims' rows of the page, as a browser would send them."""
    [formset] = [one.formset for one in response.context["inline_admin_formsets"] if one.formset.model is DealClaim]
    names = ("field", "value", "company", "quote_exact", "said_by", "modality", "source", "basis")
    return [{name: form[name].value() or "" for name in names} for form in formset.forms]


def sent_from(response, **changes):
    data = response.context["adminform"].form.data
    return {name: data.getlist(name) for name in data if not name.startswith("_")} | changes


def test_a_pasted_passage_offers_its_claims_and_saves_none_of_them(desk):
    deal, source = draft_deal(), published(SourceFactory())
    address = f"/admin/deals/deal/{deal.pk}/change/"
    data = typed(desk, address, title="Typed", pasted=PASSAGE, pasted_source=source.pk, _read_quote="1")
    response = desk.post(address, data)
    offered = rows(response)[1:]
    assert [(row["field"], row["value"]) for row in offered] == [
        ("value", "approximately $2 billion deal_value"),
        ("party", "Cainiao"),
        ("party", "Zelos Technology"),
    ]
    assert {(row["said_by"], row["modality"], row["source"]) for row in offered} == {
        ("other_outlet", "expectation", str(source.pk))
    }
    assert all(row["quote_exact"] in PASSAGE and len(row["quote_exact"].split()) <= 15 for row in offered)
    assert 'value="Typed"' in response.content.decode()
    assert "not saved yet" in response.content.decode()
    assert deal.claims.count() == 1


def test_what_is_ambiguous_in_it_is_asked_when_it_is_saved_and_one_row_can_be_left_out(desk):
    deal, source = draft_deal(), published(SourceFactory())
    address = f"/admin/deals/deal/{deal.pk}/change/"
    data = typed(desk, address, pasted=PASSAGE, pasted_source=source.pk, _read_quote="1")
    offered = sent_from(desk.post(address, data))
    roles = {"claims-2-role": "investor", "claims-3-left_out": "on", "_save": "1"}
    asked = desk.post(address, offered | roles)
    assert "“$” may be one of USD" in asked.content.decode()
    clear = sent_from(asked, **{"claims-1-value": "approximately US$2 billion deal_value", "_save": "1"})
    response = desk.post(address, clear)
    assert response.status_code == 302, response.context["errors"]
    assert sorted(deal.claims.values_list("field", flat=True)) == ["party", "status", "value"]


def test_the_country_of_a_party_that_is_named_in_the_same_form_settles_the_dollar(desk):
    american = published(CompanyFactory(name="Yankee", country="US"))
    source = published(SourceFactory())
    data = typed(desk, ADD, title="New", form="stake", value_typed="$2bn amount_invested")
    data |= {"parties-0-company_named": american.name, "parties-0-role": "investor"}
    data |= {"claims-0-field": "value", "claims-0-value": "$2bn amount_invested", "claims-0-source": source.pk}
    response = desk.post(ADD, data)
    assert response.status_code == 302, response.context["errors"]
    deal = Deal.objects.get(title="New")
    assert (deal.value_currency, deal.claims.get().value["currency"]) == ("USD", "USD")


def test_the_offers_take_the_roles_that_the_form_has_already(desk):
    cainiao = Company.objects.get(slug="cainiao")
    data = typed(desk, ADD, title="New", pasted=PASSAGE, _read_quote="1")
    data |= {"parties-0-company": cainiao.pk, "parties-0-role": "investor"}
    response = desk.post(ADD, data)
    [formset] = [one.formset for one in response.context["inline_admin_formsets"] if one.formset.prefix == "claims"]
    roles = {str(form["company"].value()): form["role"].value() for form in formset.forms}
    assert roles[str(cainiao.pk)] == "investor"


@pytest.mark.parametrize(
    "passage", ["", "   ", "\0", "Cainiao\0 Zelos", "word " * 3000, "。" * 50, "$" * 500, "九" * 3000]
)
def test_any_passage_is_answered(desk, passage):
    response = desk.post(ADD, typed(desk, ADD, title="Typed", pasted=passage, _read_quote="1"))
    assert response.status_code == 200
    assert 'value="Typed"' in response.content.decode()


def test_a_party_is_typed_by_any_of_its_names(desk):
    data = typed(desk, ADD, title="New", form="stake")
    data |= {"parties-0-company_named": "cainiao", "parties-0-role": "investor"}
    assert desk.post(ADD, data).status_code == 302
    assert Deal.objects.get(title="New").parties.get().company.slug == "cainiao"


def test_a_name_that_is_not_known_offers_the_likely_one_first_and_then_a_new_one(desk):
    data = typed(desk, ADD, title="New", form="stake", summary="My words")
    data |= {"parties-0-company_named": "Zelos Technologies", "parties-0-role": "issuer"}
    asked = desk.post(ADD, data)
    page = asked.content.decode()
    zelos = Company.objects.get(slug="zelos-technology")
    likely = page.index(f'value="parties-0-company:{zelos.pk}"')
    assert likely < page.index('value="parties-0-company:new"')
    chosen = desk.post(ADD, sent_from(asked, _choose=f"parties-0-company:{zelos.pk}"))
    assert "My words" in chosen.content.decode()
    assert desk.post(ADD, sent_from(chosen, _save="1")).status_code == 302
    assert Deal.objects.get(title="New").parties.get().company == zelos


def test_a_new_company_is_made_as_a_draft_without_leaving_the_form(desk, editor):
    data = typed(desk, ADD, title="New", form="stake", summary="My words")
    data |= {"parties-0-company_named": "Hitherto Unknown", "parties-0-role": "issuer"}
    response = desk.post(ADD, data | {"_choose": "parties-0-company:new"})
    company = Company.objects.get(name="Hitherto Unknown")
    assert (company.state, company.history.get().history_user) == ("draft", editor)
    assert "My words" in response.content.decode()
    assert not Deal.objects.filter(title="New").exists()
    assert desk.post(ADD, sent_from(response, _save="1")).status_code == 302
    assert Deal.objects.get(title="New").parties.get().company == company


def test_name_and_box_must_not_contradict_each_other(desk):
    data = typed(desk, ADD, title="New", form="stake")
    zoox = Company.objects.get(slug="zoox")
    data |= {"parties-0-company": zoox.pk, "parties-0-company_named": "Cainiao", "parties-0-role": "issuer"}
    page = desk.post(ADD, data).content.decode()
    assert "The box says “Zoox”: choose in the box or type the name, not both." in page


def test_a_party_without_a_company_is_told(desk):
    page = desk.post(ADD, typed(desk, ADD, title="New", **{"parties-0-role": "issuer"})).content.decode()
    assert "This field is required." in page


def test_a_name_with_markup_stays_text(desk):
    data = typed(desk, ADD, title="New") | {"parties-0-company_named": '<b onclick="x">Bold</b>'}
    page = desk.post(ADD, data).content.decode()
    assert "<b onclick" not in page
    assert "&lt;b onclick" in page


@pytest.mark.parametrize("choice", ["", "x", "parties-0-company:", "parties-0-company:abc", ":new", "title:new"])
def test_nonsense_as_a_choice_makes_nothing(desk, choice):
    count = Company.objects.count()
    response = desk.post(ADD, typed(desk, ADD, title="Typed", _choose=choice))
    assert response.status_code == 200
    assert 'value="Typed"' in response.content.decode()
    assert Company.objects.count() == count


def test_an_owner_is_typed_by_its_name_in_a_companys_claims(desk):
    company, source = CompanyFactory(), published(SourceFactory())
    address = f"/admin/companies/company/{company.pk}/change/"
    row = {"field": "owner", "company_named": "Alibaba", "source": source.pk, "said_by": "outlet", "basis": "stated"}
    row |= {"modality": "fact", "rank": "normal", "role": "subsidiary"}
    data = typed(desk, address) | {f"claims-0-{name}": value for name, value in row.items()} | {"claims-TOTAL_FORMS": 1}
    response = desk.post(address, data)
    assert response.status_code == 302, response.context["errors"]
    assert company.claims.get().other.slug == "alibaba-group"


@pytest.mark.parametrize(
    ("query", "clear", "words"),
    [
        ("what=deal.value&line=about US$2bn amount_invested", True, "about US$2 billion, amount invested"),
        ("what=deal.value&line=逾20亿美元", True, "over US$2 billion, deal value"),
        ("what=deal.value&line=undisclosed", True, "stated as undisclosed"),
        ("what=deal.value&line=$2bn", False, "“$” may be one of"),
        ("what=date&line=early 2026", True, "early 2026"),
        ("what=date&line=01/02/2020", False, "01/02/2020"),
        ("what=date&line=29日", False, "names a day only"),
        ("what=deal.form&line=merger", True, "merger"),
        ("what=deal.&line=x", False, "Say first what the claim is about."),
        ("what=nonsense&line=x", False, "Say first what the claim is about."),
        ("what=name&line=cainiao", True, "known: Cainiao"),
        ("what=name&line=Zelos Technologies", False, "likely: Zelos Technology"),
        ("what=name&line=%00", False, "not known yet"),
        ("what=company.founded&line=2021", True, "2021"),
    ],
)
def test_a_line_is_read_while_it_is_typed(desk, query, clear, words):
    answer = desk.get(f"/admin/understood/?{query}").json()
    assert answer["clear"] is clear
    assert words in answer["words"]


def test_a_chosen_party_settles_the_dollar_while_it_is_typed(desk):
    american = CompanyFactory(country="US")
    for party in (f"company={american.pk}&company=x", "name=Amazon&name=%00"):
        answer = desk.get(f"/admin/understood/?what=deal.value&line=$2bn&{party}").json()
        assert answer == {"clear": True, "words": "US$2 billion, deal value"}


def test_a_contributor_may_enter_a_company_too(sign_in):
    client = sign_in(ROLES[0])
    data = typed(client, ADD, title="New") | {"parties-0-company_named": "Hitherto Unknown"}
    client.post(ADD, data | {"_choose": "parties-0-company:new"})
    assert Company.objects.filter(name="Hitherto Unknown", state="draft").exists()


def test_a_source_has_no_claims_to_offer(desk):
    source = Source.objects.first()
    assert "pasted" not in desk.get(f"/admin/sources/source/{source.pk}/change/").context["adminform"].form.fields


def test_the_measure_chosen_in_its_box_goes_with_an_amount_that_was_typed_without_one(desk):
    deal = draft_deal()
    address = f"/admin/deals/deal/{deal.pk}/change/"
    desk.post(address, typed(desk, address, value_typed="US$2bn", value_measure="price_paid"))
    deal.refresh_from_db()
    assert (deal.value_min, deal.value_measure) == (2 * 10**9, "price_paid")


def test_a_passage_that_nothing_was_taken_from_is_not_dropped(desk):
    response = desk.post(ADD, typed(desk, ADD, title="New", form="stake", pasted=PASSAGE))
    assert "No claim was taken from this passage yet" in response.content.decode()
    assert PASSAGE in response.content.decode()


def test_what_is_too_long_to_be_looked_at_stays_in_the_box(desk):
    passage = PASSAGE + " word" * 500
    response = desk.post(ADD, typed(desk, ADD, title="New", pasted=passage, _read_quote="1"))
    assert response.context["adminform"].form["pasted"].value() == passage[2000:]


def test_a_row_that_somebody_began_is_not_filled_with_an_offer(desk):
    data = typed(desk, ADD, title="New", pasted=PASSAGE, _read_quote="1") | {"claims-0-note": "my long note"}
    response = desk.post(ADD, data)
    [formset] = [one.formset for one in response.context["inline_admin_formsets"] if one.formset.prefix == "claims"]
    assert not formset.forms[0]["field"].value()
    assert formset.forms[1]["field"].value() == "value"


def test_a_new_company_is_made_once(desk):
    data = typed(desk, ADD, title="New") | {"parties-0-company_named": "Nova Drive", "_choose": "parties-0-company:new"}
    desk.post(ADD, data)
    desk.post(ADD, data)
    assert Company.objects.filter(name="Nova Drive").count() == 1


def test_words_of_an_earlier_date_do_not_stay(desk):
    deal = draft_deal()
    milestone = deal.milestones.create(status="announced")
    address = f"/admin/deals/deal/{deal.pk}/change/"
    for line in ("early 2026", "Q3 2021"):
        desk.post(address, typed(desk, address, **{"milestones-0-date_typed": line}))
    milestone.refresh_from_db()
    assert (milestone.date_text, milestone.words) == ("Q3 2021", "")


def test_a_name_with_a_nul_is_told(desk):
    data = typed(desk, ADD, title="New", form="stake") | {"parties-0-company_named": "Cai\0niao"}
    page = desk.post(ADD, data).content.decode()
    assert "Null characters are not allowed." in page
