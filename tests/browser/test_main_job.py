"""The main job, clicked through: find a deal, see who said what, take the table away, correct a record."""

import csv
import re

from playwright.sync_api import expect


def test_an_analyst_finds_amazon_zoox_and_sees_who_said_so(visit):
    page = visit("/")
    page.get_by_label("Search companies, titles and quotes").fill("zoox")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Amazon – Zoox").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Amazon – Zoox")
    expect(page.locator(".amount")).to_have_text("US$1.2 billion")
    quote = page.locator("#value blockquote a").first
    expect(quote).to_contain_text("Amazon's acquisition of Zoox for $1.2 billion")
    assert "#:~:text=" in quote.get_attribute("href")


def test_a_facet_narrows_the_list_at_once_and_back_works(visit):
    page = visit("/deals/")
    page.evaluate("window.sameDocument = true")
    page.locator("#filter-kind").get_by_role("link", name=re.compile("^acquisition")).click()
    expect(page.locator(".tally")).to_have_text("1 deal")
    assert page.url.endswith("/deals/?kind=acquisition")
    assert page.evaluate("window.sameDocument"), "htmx should have swapped the list without a new page"
    page.go_back()
    expect(page.locator(".tally")).to_have_text("11 deals")
    page.go_forward()
    expect(page.locator(".tally")).to_have_text("1 deal")


def test_the_filter_form_keeps_the_chosen_facets(visit):
    page = visit("/deals/?kind=investment")
    page.locator("#filters").get_by_label("Search").fill("cainiao")
    page.locator("#filters").get_by_role("button", name="Apply").click()
    expect(page.locator(".tally")).to_have_text("3 deals")
    assert "kind=investment" in page.url
    assert "q=cainiao" in page.url


def test_a_mistyped_filter_is_told_beside_its_field_and_stays_typed(visit):
    page = visit("/deals/", expected=["400"])
    page.get_by_label("US$ at least").fill("a lot")
    page.locator("#filters").get_by_role("button", name="Apply").click()
    expect(page.get_by_role("alert")).to_contain_text("Write the amount in digits")
    expect(page.get_by_label("US$ at least")).to_have_value("a lot")


def test_everything_works_without_javascript(visit):
    page = visit("/deals/", javascript=False)
    page.locator("#filter-kind").get_by_role("link", name=re.compile("^acquisition")).click()
    assert page.locator(".rows tbody tr").count() == 1
    page.get_by_label("US$ at least").fill("2000000000")
    page.locator("#filters").get_by_role("button", name="Apply").click()
    assert page.get_by_text("No deals match.").is_visible()
    page.get_by_role("link", name="without “Kind: acquisition”").click()
    page.get_by_role("link", name="Cainiao – Zelos", exact=True).click()
    assert page.locator(".amount").inner_text() == "about US$2 billion expected"


def test_the_rows_on_the_screen_are_taken_away_as_csv(visit, tmp_path):
    page = visit("/deals/?q=cainiao&sort=title")
    shown = page.locator(".rows tbody th > a").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these rows").click()
    download.value.save_as(tmp_path / "deals.csv")
    with (tmp_path / "deals.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == shown
    assert download.value.suggested_filename == "deals.csv"


def test_a_bar_of_the_picture_leads_to_its_deals(visit):
    page = visit("/")
    page.get_by_role("link", name="2025, investment: 2").click()
    expect(page.locator(".tally")).to_have_text("2 deals")


def test_an_editor_corrects_a_deal_and_it_shows(desk, visit):
    page = desk("/admin/deals/deal/?q=apple")
    page.get_by_role("link", name="Apple – Kia").click()
    page.wait_for_load_state("networkidle")
    page.get_by_label("Summary").fill("A rumour, corrected by hand.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    assert "A rumour, corrected by hand." in visit("/deals/apple-kia/").content()


def test_an_editor_finds_a_company_by_typing_a_part_of_its_name(desk):
    page = desk("/admin/deals/investment/add/")
    page.locator("#parties-group .select2-selection").first.click()
    page.keyboard.type("jiu")
    expect(page.locator(".select2-results__option").first).to_have_text("Jiushi")


def test_two_editors_at_once_lose_nothing(desk):
    mine, theirs = desk("/admin/deals/deal/?q=rivian"), desk("/admin/deals/deal/?q=rivian")
    for page in (mine, theirs):
        page.get_by_role("link", name="Amazon – Rivian").click()
        page.wait_for_load_state("networkidle")
    theirs.get_by_label("Summary").fill("Theirs")
    theirs.get_by_role("button", name="Save", exact=True).first.click()
    mine.get_by_label("Summary").fill("Mine")
    mine.get_by_role("button", name="Save", exact=True).first.click()
    expect(mine.locator(".errornote").last).to_be_visible()
    expect(mine.locator(".errorlist").first).to_contain_text("Somebody else saved this record")
    expect(mine.get_by_label("Summary")).to_have_value("Mine")
