"""Merging Jiushi into Zelos and then their two deals, clicked through at the desk, seen on the site and undone."""

from playwright.sync_api import expect


def merge(page, name):
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name="Merge them …").click()
    expect(page.get_by_role("heading", name="What would happen")).to_be_visible()
    page.get_by_label("Why the two are the same").fill("Two names of one company in the press.")
    page.locator(".select2-selection").last.click()
    page.locator(".select2-results__option", has_text="Integration of Cainiao").click()
    page.get_by_role("button", name="Merge them").click()
    expect(page.locator(".messagelist")).to_contain_text("was merged")
    return page.url


def undo(page, log):
    page.goto(log)
    page.get_by_role("button", name="Undo this merge").click()
    expect(page.locator(".messagelist")).to_contain_text("was undone")


def test_one_deal_with_both_articles_claims_on_which_sources_differ(desk, visit):
    page = desk("/admin/companies/companylookalike/")
    logs = []
    try:
        logs.append(merge(page, "Zelos Technology – Jiushi"))
        page.goto("/admin/deals/deallookalike/")
        logs.append(merge(page, "Cainiao – Zelos – Cainiao – Jiushi"))
        public = visit("/companies/jiushi/")
        assert public.url.endswith("/companies/zelos-technology/")
        public.goto("/deals/cainiao-jiushi/")
        assert public.url.endswith("/deals/cainiao-zelos/")
        for field, version in (
            ("value", "over CNY 1 billion, value of the assets"),
            ("form", "assets for equity"),
            ("consideration", "assets for shares"),
        ):
            fact = public.locator(f"#{field}")
            expect(fact.locator(".versions")).to_contain_text(version)
            expect(fact).to_contain_text("Not yet decided")
            expect(fact.locator(".standing").first).to_contain_text("sources differ")
        expect(public.locator("#value .versions")).to_contain_text("about US$2 billion")
        public.goto("/deals/?sources_differ=yes")
        expect(public.get_by_role("link", name="Cainiao – Zelos", exact=True)).to_be_visible()
    finally:
        for log in reversed(logs):
            undo(page, log)
    public = visit("/deals/cainiao-jiushi/")
    expect(public.get_by_role("heading", level=1)).to_have_text("Cainiao – Jiushi")
