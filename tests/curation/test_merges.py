"""Merging and parting: what moves, what stays, what cannot go back, and that nothing is lost."""

import json

import pytest
from django.core import serializers

from companies.models import Company, CompanyClaim, CompanyLookAlike, CompanyName, Identifier, Ownership
from curation.merges import MergeRefused, merge, unmerge
from curation.models import Merge
from curation.previews import preview
from curation.publication import withdraw
from deals.models import Deal, DealClaim, DealLink, DealLookAlike, Decision, Milestone, Party
from deals.refresh import refresh
from records.derived import derived_columns
from records.models import Conflict
from sources.models import Source

from ..factories import CompanyFactory, DealFactory, PartyFactory, SourceFactory, draft_deal, public_deal, published

pytestmark = pytest.mark.django_db

MODELS = (Company, CompanyName, CompanyLookAlike, Identifier, Ownership, CompanyClaim)
MODELS += (Deal, Party, Milestone, DealLink, DealClaim, Decision, DealLookAlike)
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
    assert [company.name for company in client.get("/companies/?q=jiushi").context_data["page"]] == ["Zelos Technology"]
    assert client.get("/deals/?company=jiushi").context_data["total"] == 3
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
    public = public_deal(kind="investment")
    draft = draft_deal(kind="investment", title="Quixotic venture", quote="words of the draft")
    before = client.get(public.get_absolute_url()).content
    columns = {name: getattr(public, name) for name in derived_columns(Deal)}
    log = merge(public, draft, reason="x", source=Source.objects.published().first())
    claim = DealClaim.objects.get(quote_exact="words of the draft")
    assert (claim.deal, claim.proposed) == (public, True)
    assert draft.parties.count() == 2
    page = client.get(public.get_absolute_url()).content
    assert b"words of the draft" not in page
    assert {name: getattr(again(public), name) for name in columns} == columns
    assert len(page) == len(before)
    assert client.get(f"/claims/{claim.pk}/").status_code == 404
    assert client.get("/deals/?q=quixotic").context_data["total"] == 0
    assert client.get(f"/deals/?source={claim.source.slug}").context_data["total"] == 0
    assert again(public).former_ids == ""
    [counted] = Source.objects.filter(pk=claim.source_id).with_counts()
    assert (counted.n_claims, counted.n_deals) == (0, 0)
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
    seen = preview(zelos, jiushi)
    assert "party: Jiushi (company invested in)" in seen.moves
    assert {words.split(":")[0] for words in seen.moves} == {"claim on a company", "claim on a deal", "party"}
    assert seen.stayed == []
    assert dump() == before
    assert not Merge.objects.exists()
    merge(zelos, jiushi, reason="x", source=source)
    seen = preview(Deal.objects.get(slug="cainiao-zelos"), Deal.objects.get(slug="cainiao-jiushi"))
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


def test_a_withdrawn_deal_brings_its_claims_as_proposals_too(client, source):
    public, withdrawn = public_deal(kind="investment"), public_deal(kind="investment", quote="withdrawn words")
    withdraw(withdrawn)
    merge(public, again(withdrawn), reason="x", source=source)
    assert DealClaim.objects.get(quote_exact="withdrawn words").proposed is True
    assert "withdrawn words" not in client.get(public.get_absolute_url()).content.decode()


def test_a_draft_that_owns_a_public_company_keeps_that_to_itself(client, zelos, source):
    draft, owned = CompanyFactory(name="Secret Holding"), Company.objects.get(slug="zoox")
    Ownership.objects.create(owner=draft, owned=owned, relation="subsidiary")
    merge(zelos, draft, reason="x", source=source)
    page = client.get("/companies/zoox/").content.decode()
    assert "Zelos" not in page
    assert "Secret Holding" not in page


@pytest.mark.parametrize(
    ("slugs", "why"),
    [
        (("cainiao", "zelos-technology"), "stand on two sides"),
        (("alibaba-group", "cainiao"), "owns the other"),
        (("ups", "penske"), "would be left incomplete|two sides"),
    ],
)
def test_companies_that_the_records_tell_apart_are_not_merged(source, slugs, why):
    survivor, loser = (Company.objects.get(slug=slug) for slug in slugs)
    if slugs == ("ups", "penske"):
        deal = Deal.objects.get(slug="tusimple-ups-penske")
        deal.parties.get(company__slug="tusimple").delete()
    with pytest.raises(MergeRefused, match=why):
        merge(survivor, loser, reason="x", source=source)
    assert again(loser).merged_into is None


def test_deals_of_two_kinds_whose_roles_do_not_fit_are_not_merged(source):
    one, other = Deal.objects.get(slug="cainiao-zelos"), Deal.objects.get(slug="cainiao-zelos-robovan-network")
    with pytest.raises(MergeRefused, match="would be left incomplete"):
        merge(one, other, reason="x", source=source)


def test_merging_companies_leaves_decisions_as_they_are(zelos, jiushi, source):
    log = merge(zelos, jiushi, reason="x", source=source)
    assert Deal.objects.get(slug="cainiao-jiushi").decided == "yes"
    unmerge(log)
    assert Deal.objects.get(slug="cainiao-jiushi").decided == "yes"


def test_judgements_on_the_one_that_is_given_up_go_with_it(zelos, jiushi, source):
    third = published(CompanyFactory())
    CompanyLookAlike.objects.create(one=jiushi, other=third, judgement="different", note="Checked.")
    merge(zelos, jiushi, reason="x", source=source)
    assert {str(pair) for pair in CompanyLookAlike.objects.public()} == {f"Zelos Technology – {third}"}


def test_the_preview_names_contradictions_between_claims_on_companies(zelos, jiushi, source):
    Company.objects.filter(pk=zelos.pk).update(founded=2019)
    said = {"first": "2015-01-01", "last": "2015-12-31"}
    CompanyClaim.objects.create(company=jiushi, source=source, field="founded", value=said)
    assert "Zelos Technology, founded: 2015 is not 2019." in preview(zelos, jiushi).contradictions


def test_undoing_names_a_party_whose_deal_is_gone(nothing):
    survivor, loser = published(CompanyFactory()), published(CompanyFactory())
    draft = draft_deal(companies=[published(CompanyFactory()), survivor])
    PartyFactory(deal=draft, company=loser, role="target")
    log = merge(survivor, loser, reason="x", source=published(SourceFactory()))
    draft.delete()
    unmerge(log)
    assert [words for words, _why in log.not_restored] == ["a party that was kept in the log"]


def test_a_log_that_was_read_before_it_was_undone_undoes_nothing_more(zelos, jiushi, source):
    log = merge(zelos, jiushi, reason="x", source=source)
    stale = Merge.objects.get(pk=log.pk)
    unmerge(log)
    merge(Company.objects.get(slug="zoox"), again(jiushi), reason="x", source=source)
    with pytest.raises(MergeRefused, match="already undone"):
        unmerge(stale)
    assert again(jiushi).merged_into.slug == "zoox"


def test_a_milestone_put_on_a_moved_claim_is_named_when_the_claim_goes_back(source):
    one, other = public_deal(kind="investment"), public_deal(kind="investment")
    log = merge(one, other, reason="x", source=source)
    claim = DealClaim.objects.get(pk=log.moves[0]["pk"])
    milestone = Milestone.objects.create(deal=one, status="talks", claim=claim)
    unmerge(log)
    milestone.refresh_from_db()
    assert milestone.claim is None
    assert log.not_restored == [["milestone: talks", "Its claim went back, so it stands without one."]]
