"""The fixtures and the commands around them."""

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from companies.models import Company, CompanyClaim
from curation.fixtures import RECORDS, FixtureError, fixture_files, is_untouched, load
from deals.models import Deal, DealClaim
from sources.models import Source

from ..factories import draft_deal, published

pytestmark = pytest.mark.django_db

OURS = [model for app in ("sources", "companies", "deals") for model in apps.get_app_config(app).get_models()]


def run(*command):
    out = StringIO()
    call_command(*command, stdout=out, stderr=out)
    return out.getvalue()


def rows():
    return {model: list(model.objects.order_by("pk").values()) for model in OURS}


def test_loading_again_changes_nothing():
    before = rows()
    assert load(fixture_files()) == 0
    assert rows() == before


def test_all_that_was_loaded_is_valid_and_public():
    run("check_data")
    for model in RECORDS:
        assert not model.objects.exclude(state="published").exists()


def test_each_value_that_needs_evidence_has_a_claim():
    for deal in Deal.objects.prefetch_related("claims", "parties"):
        claimed = {claim.field for claim in deal.claims.all()}
        needed = {"form", "status", "party"}
        needed |= {"value"} if deal.value_qualifier or deal.value_disclosure == "undisclosed" else set()
        needed |= {"valuation"} if deal.valuation_qualifier else set()
        needed |= {name for name in ("announced", "completed", "consideration", "round") if getattr(deal, name)}
        needed |= {"stake"} if deal.stake_percent else set()
        assert needed <= claimed, deal
        parties = {(party.company_id, party.role) for party in deal.parties.all()}
        assert parties <= {(claim.company_id, claim.role) for claim in deal.claims.all() if claim.field == "party"}


def test_each_company_has_a_claim_on_its_name_and_each_ownership_one_on_the_owner():
    for company in Company.objects.prefetch_related("claims", "names", "owners"):
        claims = company.claims.all()
        names = {claim.value["text"] for claim in claims if claim.field == "name"}
        assert names, company
        assert {name.text for name in company.names.all()} <= names
        owners = {claim.other_id for claim in claims if claim.field == "owner"}
        assert {tie.owner_id for tie in company.owners.all()} <= owners


def test_each_claim_has_source_paragraph_and_quote():
    for model in (DealClaim, CompanyClaim):
        for claim in model.objects.all():
            assert claim.quote_exact, claim
            assert claim.paragraph, claim


def test_an_editors_correction_stays_until_the_examples_are_loaded_on_purpose():
    Deal.objects.filter(slug="amazon-zoox").update(summary="Corrected")
    assert not is_untouched()
    run("seed")
    assert Deal.objects.get(slug="amazon-zoox").summary.startswith("Amazon has announced")


def write(folder, text):
    file = Path(folder) / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    return file


BROKEN = {
    "- model: sources.source\n  fields: {slug: evil, title: T, publisher: P, kind: news, language: en, "
    "url: 'javascript:alert(1)'}": ("sources.source", "begins with http:// or https://"),
    "- model: deals.deal\n  fields: {slug: bad, title: T, kind: investment, form: merger}": (
        "deals.deal",
        "belongs to another kind",
    ),
    "- model: deals.party\n  fields: {deal: [amazon-zoox], company: [nobody], role: target}": (
        "nobody",
        "cannot be read",
    ),
    "- model: deals.deal\n  fields: {slug: lone, title: T, kind: acquisition, form: acquisition}": (
        "lone",
        "at least 2 parties",
    ),
    "- model: deals.dealclaim\n  fields: {deal: [amazon-zoox], source: [asiaict-cainiao-jiushi], field: form, "
    "value: {value: takeover}}": ("deals.dealclaim", "one of: stake"),
    "- model: no.such\n  fields: {slug: x}": ("no.such", "cannot be read"),
    "- [1": ("broken.yaml", "not YAML"),
    "- just words": ("broken.yaml", "needs “model” and “fields”"),
}


@pytest.mark.parametrize(("text", "told"), BROKEN.items())
def test_a_fixture_that_breaks_a_rule_loads_nothing_and_names_file_record_and_rule(tmp_path, text, told):
    record, sentence = told
    good = "- model: companies.company\n  fields: {slug: newcomer, name: Newcomer, kind: startup}\n"
    before = rows()
    with pytest.raises(FixtureError) as caught:
        load([write(tmp_path, good + text if text.startswith("- model") else text)])
    assert record in str(caught.value)
    assert sentence in str(caught.value)
    assert rows() == before
    assert not Company.objects.filter(slug="newcomer").exists()


def test_the_command_says_that_nothing_was_loaded(tmp_path):
    with pytest.raises(CommandError, match="Nothing was loaded"):
        run("seed", str(write(tmp_path, next(iter(BROKEN)))))


def test_removing_the_examples_leaves_other_records_and_what_they_use():
    own = published(draft_deal(companies=[Company.objects.get(slug="waymo"), Company.objects.get(slug="kia")]))
    said = run("remove_examples")
    assert list(Deal.objects.all()) == [own]
    assert set(Company.objects.filter(slug__in=["waymo", "kia", "zoox"]).values_list("slug", flat=True)) == {
        "waymo",
        "kia",
    }
    assert "Kept, because other records use it: company “Waymo”" in said
    assert not is_untouched()


def test_removing_the_examples_alone_leaves_nothing():
    run("remove_examples")
    assert not any(model.objects.exists() for model in RECORDS)


def test_quotes_are_compared_with_the_texts_word_for_word(tmp_path):
    quotes = [claim.quote_exact for model in (DealClaim, CompanyClaim) for claim in model.objects.all()]
    (tmp_path / "all.txt").write_text("\n".join(quotes).replace(" ", "  "), encoding="utf-8")
    assert f"All {len(quotes)} quotes stand in the texts." in run("check_quotes", str(tmp_path))


def test_a_quote_that_is_not_in_the_texts_is_named(tmp_path):
    (tmp_path / "other.txt").write_text("Nothing of the kind.", encoding="utf-8")
    out = StringIO()
    with pytest.raises(CommandError, match="are not in the texts"):
        call_command("check_quotes", str(tmp_path), stderr=out)
    assert "Amazon's acquisition of Zoox for $1.2 billion" in out.getvalue()
    with pytest.raises(CommandError, match="no .txt file"):
        run("check_quotes", str(tmp_path / "empty"))


def test_check_data_finds_all_that_went_past_the_rules():
    wrong = {
        "out of date: parties_text": Deal.objects.filter(slug="amazon-zoox").update(parties_text="x"),
        "out of date: n_deals": Company.objects.filter(slug="cainiao").update(n_deals=9),
        "Publish first: company “Zoox”": Company.objects.filter(slug="zoox").update(state="draft"),
        "one of: unknown": DealClaim.objects.filter(field="status").update(value={"value": "soon"}),
        "no BCP 47": Source.objects.filter(url__gt="").update(language="??"),
    }
    out = StringIO()
    with pytest.raises(CommandError, match="problems"):
        call_command("check_data", stderr=out)
    assert [told for told in wrong if told not in out.getvalue()] == []
