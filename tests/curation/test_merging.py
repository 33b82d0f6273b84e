"""Merging and parting: what moves, what stays, what cannot go back, and that nothing is lost."""

import json

import pytest
from django.core import serializers

from companies.models import Company, CompanyClaim, CompanyName, Identifier, Ownership
from curation.merging import MergeRefused, merge, preview, unmerge
from curation.models import Merge
from deals.models import Deal, DealClaim, Party
from deals.refresh import refresh
from sources.models import Source
from sources.records import Conflict

from ..factories import CompanyFactory, DealFactory, PartyFactory, SourceFactory, draft_deal, public_deal, published

pytestmark = pytest.mark.django_db

MODELS = (Company, CompanyName, Identifier, Ownership, CompanyClaim, Deal, Party, DealClaim)
MOVES_ON = {"version", "updated_at"}  # what every save moves on, so that nobody overwrites it unseen


def dump():
    """All records and rows as the database has them, what a save moves on apart."""
    entries = json.loads(
        serializers.serialize("json", (row for model in MODELS for row in model.objects.order_by("pk")))
    )
    return [(one["model"], one["pk"], {k: v for k, v in one["fields"].items() if k not in MOVES_ON}) for one in entries]


@pytest.fixture
def source():
    return Source.objects.published().first()


@pytest.fixture
def zelos():
    return Company.objects.get(slug="zelos-technology")


@pytest.fixture
def jiushi():
    return Company.objects.get(slug="jiushi")


def again(record):
    return type(record).objects.get(pk=record.pk)


def test_the_names_claims_parties_and_identifiers_of_a_company_move(zelos, jiushi, source):
    CompanyName.objects.create(company=jiushi, text="九识智能", language="zh-Hans", kind="legal")
    Identifier.objects.create(company=jiushi, scheme="wikidata", value="Q42")
    claims = jiushi.claims.count()
    merge(zelos, jiushi, reason="One company with two names in the press.", source=source)
    zelos, jiushi = again(zelos), again(jiushi)
    assert {"九识智能", "Jiushi"} <= {name.text for name in zelos.names.all()}
    assert zelos.identifiers.get().value == "Q42"
    assert zelos.claims.count() == claims + 2
    assert (jiushi.claims.count(), jiushi.parties.count(), jiushi.names.count()) == (0, 0, 0)
    assert Deal.objects.get(slug="cainiao-jiushi").parties_text.count("Zelos Technology (issuer)") == 1
    assert (zelos.former_ids, zelos.n_deals) == (str(jiushi.pk), 3)
    assert (jiushi.state, jiushi.merged_into) == ("withdrawn", zelos)


def test_a_merged_company_is_found_by_its_old_name_and_its_address_leads_on(client, zelos, jiushi, source):
    merge(zelos, jiushi, reason="x", source=source)
    response = client.get("/companies/jiushi/")
    assert (response.status_code, response["Location"]) == (301, "/companies/zelos-technology/")
    assert [company.name for company in client.get("/companies/?q=jiushi").context["page"]] == ["Zelos Technology"]
    assert client.get("/deals/?company=jiushi").context["total"] == 3
    assert client.get("/claims.csv").status_code == 200


def test_parting_restores_both_exactly(zelos, jiushi, source):
    before = dump()
    log = merge(zelos, jiushi, reason="x", source=source)
    assert dump() != before
    unmerge(log)
    assert dump() == before
    assert (log.not_restored, again(jiushi).slug) == ([], "jiushi")


def test_merging_the_two_deals_after_their_companies_brings_the_contradictions_together(zelos, jiushi, source):
    before = dump()
    companies = merge(zelos, jiushi, reason="x", source=source)
    one, other = Deal.objects.get(slug="cainiao-zelos"), Deal.objects.get(slug="cainiao-jiushi")
    deals = merge(one, other, reason="x", source=source)
    merged = again(one)
    assert set(merged.differing_fields.split("; ")) == {"value", "form", "party", "consideration"}
    assert (merged.decided, merged.value_standing, merged.n_sources) == ("no", "sources_differ", 2)
    assert merged.former_ids == str(other.pk)
    unmerge(deals)
    unmerge(companies)
    assert dump() == before


def test_a_party_that_would_stand_twice_is_kept_and_comes_back(nothing):
    survivor, loser, buyer = (published(CompanyFactory()) for _number in range(3))
    deal = public_deal(companies=[buyer, survivor])
    PartyFactory(deal=deal, company=loser, role="target")
    refresh([deal.pk])
    before = dump()
    log = merge(survivor, loser, reason="x", source=published(SourceFactory()))
    assert again(deal).parties_text.count("(target)") == 1
    assert len(log.removed) == 1
    unmerge(log)
    assert [entry for entry in dump() if entry[0] != "sources.source"] == before


def test_what_was_edited_since_stays_and_what_cannot_go_back_is_named(zelos, jiushi, source):
    log = merge(zelos, jiushi, reason="x", source=source)
    gone = again(zelos).claims.get(field="dispute")
    gone.delete()
    moved = DealClaim.objects.get(company=zelos, role="acquirer")
    moved.company = Company.objects.get(slug="jd")
    moved.save()
    name = zelos.names.get(text="Jiushi")
    name.text = "Jiushi Intelligence"
    name.save()
    edited = again(zelos)
    edited.description = "Makes robovans."
    edited.save()
    unmerge(log)
    assert again(zelos).description == "Makes robovans."
    whys = [why for _words, why in log.not_restored]
    assert whys == [
        "It was moved elsewhere since.",
        "It was deleted since.",
        "It was added by the merge and changed since, so it stays.",
    ]


def test_a_draft_brings_its_claims_as_proposals_and_leaves_no_trace(client):
    public, draft = public_deal(kind="investment"), draft_deal(kind="investment", quote="words of the draft")
    before = client.get(public.get_absolute_url()).content
    columns = {name: getattr(public, name) for name in Deal.DERIVED if name not in ("former_ids", "search_text")}
    log = merge(public, draft, reason="x", source=Source.objects.published().first())
    claim = DealClaim.objects.get(quote_exact="words of the draft")
    assert (claim.deal, claim.proposed) == (public, True)
    assert draft.parties.count() == 2
    page = client.get(public.get_absolute_url()).content
    assert b"words of the draft" not in page
    assert {name: getattr(again(public), name) for name in columns} == columns
    assert len(page) == len(before)
    assert client.get(f"/claims/{claim.pk}/").status_code == 404
    unmerge(log)
    assert DealClaim.objects.get(pk=claim.pk).proposed is False
    assert again(draft).state == "draft"


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (lambda: (Company.objects.get(slug="zoox"),) * 2, "with itself"),
        (lambda: (CompanyFactory(), Company.objects.get(slug="zoox")), "must be published too"),
        (lambda: (Company.objects.get(slug="zoox"), CompanyFactory(merged_into=CompanyFactory())), "already merged"),
        (lambda: (DealFactory(merged_into=DealFactory()), DealFactory()), "already merged"),
    ],
    ids=["itself", "public into draft", "merged loser", "merged survivor"],
)
def test_a_merge_that_makes_no_sense_is_refused_with_the_reason(source, pair, why):
    survivor, loser = pair()
    with pytest.raises(MergeRefused, match=why):
        merge(survivor, loser, reason="x", source=source)
    assert not Merge.objects.exists()


def test_a_merge_without_a_reason_is_refused(zelos, jiushi, source):
    with pytest.raises(MergeRefused, match="Say why"):
        merge(zelos, jiushi, reason=" ", source=source)


def test_of_two_editors_who_merge_the_same_pair_the_second_is_told(zelos, jiushi, source):
    first, second = (again(zelos), again(jiushi)), (again(zelos), again(jiushi))
    merge(*first, reason="x", source=source)
    with pytest.raises(Conflict):
        merge(*second, reason="x", source=source)
    assert Merge.objects.count() == 1


def test_a_form_that_was_open_while_a_row_of_its_record_moved_is_refused(zelos, jiushi, source):
    deal = Deal.objects.get(slug="cainiao-jiushi")
    merge(zelos, jiushi, reason="x", source=source)
    with pytest.raises(Conflict):
        deal.take_version(deal.version)


def test_a_merge_is_undone_once_and_the_later_one_first(zelos, jiushi, source):
    log = merge(zelos, jiushi, reason="x", source=source)
    third = published(CompanyFactory())
    later = merge(third, again(zelos), reason="x", source=source)
    with pytest.raises(MergeRefused, match="undo that merge first"):
        unmerge(log)
    assert again(third).former_ids == f"{zelos.pk}; {jiushi.pk}"
    unmerge(later)
    unmerge(log)
    with pytest.raises(MergeRefused, match="already undone"):
        unmerge(log)


def test_a_preview_names_rows_and_contradictions_and_changes_nothing(zelos, jiushi, source):
    before = dump()
    seen = preview(zelos, jiushi, source)
    assert "party: Jiushi (company invested in)" in seen.moves
    assert dump() == before
    assert not Merge.objects.exists()
    merge(zelos, jiushi, reason="x", source=source)
    seen = preview(Deal.objects.get(slug="cainiao-zelos"), Deal.objects.get(slug="cainiao-jiushi"), source)
    assert ["milestone: reported", "The deal already has this milestone without a date."] in seen.stayed
    assert "Cainiao – Zelos, paid in: “assets for shares” is not “cash”." in seen.contradictions


def test_a_decision_of_the_survivor_does_not_cover_what_a_merge_brings(source):
    one, other = Deal.objects.get(slug="cainiao-jiushi"), Deal.objects.get(slug="cainiao-zelos")
    assert one.decided == "yes"
    merge(one, other, reason="x", source=source)
    assert again(one).decided == "no"


def test_the_merged_deal_stays_sound(zelos, jiushi, source):
    from django.core.management import call_command

    merge(zelos, jiushi, reason="x", source=source)
    merge(Deal.objects.get(slug="cainiao-zelos"), Deal.objects.get(slug="cainiao-jiushi"), reason="x", source=source)
    call_command("check_data")
