"""The editors' desk in a browser: entering by keyboard, a conflict, the history, the review, a lost session."""

import re
import time

import pytest
from playwright.sync_api import expect

from .test_looks import AXE_AT_THE_DESK, WCAG_ONLY, violations

ZELOS = "/admin/deals/investment/add/"
CLAIMS = (
    "Cainiao is poised to invest approximately US$2 billion in Zelos Technology, according to a Wall Street report. "
    "It will not give Cainiao a controlling stake."
)
PASSWORD = "a rather long word 17"


# Select2 puts a span with the cursor behind the box that it stands for.
FOCUSED = """(() => {
  const here = document.activeElement;
  return here?.name ?? here?.closest(".select2-container")?.previousElementSibling?.name;
})()"""
OLD_TOKENS = "boxes => boxes.forEach((box) => { box.value = 'x'.repeat(64); })"


class Keys:
    """A keyboard that counts: nothing is clicked."""

    def __init__(self, page):
        self.page, self.pressed, self.pasted, self.began = page, 0, 0, time.monotonic()

    def type(self, text):
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def paste(self, text):
        """Two keys (Ctrl+V), whatever its length."""
        self.page.keyboard.insert_text(text)
        self.pressed += 2
        self.pasted += len(text)

    def to(self, name, most=60):
        """Press Tab until the box of that name has the cursor."""
        for _press in range(most):
            if self.page.evaluate(FOCUSED) == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} was not reached by {most} tabs")

    @property
    def seconds(self):
        return time.monotonic() - self.began


def test_cainiao_zelos_with_four_claims_is_entered_by_keyboard_in_one_form(desk, record_property):
    page = desk(ZELOS, expected=AXE_AT_THE_DESK)
    keys = Keys(page)
    keys.to("form")
    keys.type("minority")
    keys.to("title")
    keys.type("Cainiao – Zelos, typed")
    keys.to("value_typed", most=80)
    keys.type("about US$2bn amount_invested")
    expect(page.locator("#id_value_typed-understood")).to_have_text("✓ about US$2 billion, amount invested")
    keys.to("pasted", most=80)
    keys.paste(CLAIMS)
    keys.to("pasted_source")
    keys.press("Space")
    keys.type("zelos tech")
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text("Zelos")
    keys.press("Enter")
    keys.to("_read_quote")
    keys.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("3 claims are offered")
    assert page.evaluate("document.activeElement.name") == "claims-0-field"
    for number, role in ((1, "investor"), (2, "company invested in")):
        keys.to(f"claims-{number}-role", most=80)
        keys.type(role)
    keys.to("claims-2-left_out", most=80)
    keys.press("Tab", "Enter")  # another claim: the cursor goes into it
    assert page.evaluate(FOCUSED) == "claims-3-field"
    keys.type("deal type")
    keys.to("claims-3-value")
    keys.type("minority_stake")
    expect(page.locator("#id_claims-3-value-understood")).to_have_text("✓ minority stake")
    keys.to("claims-3-source")
    keys.press("Space")
    keys.type("zelos tech")
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text("Zelos")
    keys.press("Enter")
    for number, (name, role) in enumerate((("cainiao", "investor"), ("zelos technology", "company invested in"))):
        page.locator(f"#id_parties-{number}-company_named").focus()
        keys.type(name)
        expect(page.locator(f"#id_parties-{number}-company_named-understood")).to_contain_text("✓ known")
        keys.to(f"parties-{number}-role")
        keys.type(role)
    page.locator("[name=_continue]").first.focus()
    keys.press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")
    record_property("keystrokes", keys.pressed)
    record_property("seconds", round(keys.seconds, 1))
    print(f"\nCainiao – Zelos with four claims: {keys.pressed} keystrokes, {keys.seconds:.1f} s")
    values = page.locator("[name^=claims-][name$=-value]").evaluate_all("boxes => boxes.map((box) => box.value)")
    assert [value for value in values if value] == [
        "about 2000000000 USD deal_value",
        "Cainiao",
        "Zelos Technology",
        "minority_stake",
    ]
    assert page.locator("#id_value_min").input_value() == "2000000000.00"
    assert violations(page, WCAG_ONLY) == []
    delete(page)


def delete(page):
    page.get_by_role("link", name="Delete", exact=True).first.click()
    page.get_by_role("button", name=re.compile("Yes")).click()
    expect(page.locator(".messagelist .success")).to_contain_text("deleted successfully")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_name_that_is_not_known_is_chosen_or_made_in_the_form(desk, javascript):
    page = desk("/admin/deals/partnership/add/", javascript=javascript, expected=AXE_AT_THE_DESK)
    page.locator("#id_title").fill("Typed once")
    page.locator("#id_form").select_option("pilot")
    page.locator("#id_parties-0-company_named").fill("Zelos Technologies")
    page.locator("#id_parties-0-role").select_option("partner")
    page.locator("[name=_continue]").first.click()
    if javascript:
        assert violations(page, WCAG_ONLY) == []
    page.get_by_role("button", name="Zelos Technology", exact=True).click()
    assert page.locator("#id_title").input_value() == "Typed once"
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")
    expect(page.locator("#id_parties-0-company option[selected]")).to_have_text("Zelos Technology")
    delete(page)


def a_draft(page, title):
    page.goto("/admin/sources/source/add/")
    page.locator("#id_title").fill(title)
    page.locator("#id_publisher").fill("The Gazette")
    page.locator("#id_kind").select_option("news")
    page.locator("#id_language").fill("en")
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")
    return page.url


def test_two_editors_on_one_record_see_both_versions_and_lose_nothing(desk):
    mine = desk("/admin/", expected=AXE_AT_THE_DESK)
    address = a_draft(mine, "Before")
    theirs = desk(address)
    theirs.locator("#id_title").fill("Theirs")
    theirs.locator("[name=_continue]").first.click()
    mine.locator("#id_title").fill("Mine")
    mine.locator("[name=_continue]").first.click()
    table = mine.get_by_role("region", name="Where the two versions differ")
    expect(table).to_contain_text("Theirs")
    expect(table).to_contain_text("Mine")
    assert mine.locator("#id_title").input_value() == "Mine"
    assert violations(mine, WCAG_ONLY) == []
    mine.locator("[name=_continue]").first.click()
    expect(mine.locator(".messagelist .success")).to_contain_text("was changed successfully")
    delete(mine)


def test_the_history_compares_two_versions_and_leads_back(desk):
    page = desk("/admin/")
    address = a_draft(page, "First words")
    time.sleep(2.1)  # saves that follow each other faster are one version
    page.locator("#id_title").fill("Second words")
    page.locator("#id_change_reason").fill("A better title")
    page.locator("[name=_continue]").first.click()
    page.get_by_role("link", name="History").click()
    expect(page.locator("#change-history")).to_contain_text("A better title")
    page.get_by_role("button", name="Compare the two").click()
    compared = page.get_by_role("region", name="From version 1 to version 2")
    expect(compared).to_contain_text("First words")
    expect(compared).to_contain_text("Second words")
    page.get_by_role("button", name="Restore this version").click()
    expect(page.locator(".messagelist")).to_contain_text("Version 1 was restored")
    page.goto(address)
    assert page.locator("#id_title").input_value() == "First words"
    delete(page)


@pytest.fixture
def contributor(desk, visit):
    """A page signed in as somebody of the group of contributors."""
    page = desk("/admin/auth/user/add/")
    name = f"writer{time.monotonic_ns()}"
    page.locator("#id_username").fill(name)
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_password2").fill(PASSWORD)
    page.locator("[name=_continue]").first.click()
    page.get_by_label("Staff status").check()
    page.get_by_label("Contributors", exact=True).check()
    page.locator("[name=_save]").first.click()
    writer = visit("/admin/")
    writer.get_by_label("Username").fill(name)
    writer.get_by_label("Password").fill(PASSWORD)
    writer.get_by_role("button", name="Log in").click()
    writer.wait_for_url("**/admin/")
    return writer


def test_a_suggestion_is_sent_back_with_a_note_mended_and_approved_by_keyboard(desk, contributor, visit):
    contributor.goto("/admin/companies/company/?q=rivian")
    contributor.locator("#result_list tbody a").first.click()
    contributor.locator("#id_description").fill("Builds elctric vans.")
    contributor.locator("#id_change_reason").fill("A line for readers")
    contributor.get_by_role("button", name="Send as a suggestion").first.click()
    expect(contributor.locator(".messagelist")).to_contain_text("was sent as a suggestion")

    editor = desk("/admin/curation/submission/", expected=AXE_AT_THE_DESK)
    expect(editor.locator("#result_list")).to_contain_text("Rivian")
    editor.locator("#result_list a", has_text="Rivian").focus()
    editor.keyboard.press("Enter")
    changes = editor.get_by_role("region", name="What would change")
    expect(changes).to_contain_text("Builds elctric vans.")
    expect(editor.get_by_role("region", name="A suggested change")).to_contain_text("A line for readers")
    assert violations(editor, WCAG_ONLY) == []
    keys = Keys(editor)
    keys.to("answer", most=40)
    keys.type("Spelling.")
    keys.press("Tab", "Enter")
    expect(editor.locator(".messagelist")).to_contain_text("was sent back")

    contributor.goto("/admin/")
    contributor.get_by_role("link", name="Sent back to you").click()
    contributor.locator("#result_list a", has_text="Rivian").click()
    expect(contributor.get_by_role("region", name="Sent back to you")).to_contain_text("Spelling.")
    contributor.locator("#id_description").fill("Builds electric vans.")
    contributor.get_by_role("button", name="Send as a suggestion").first.click()

    editor.goto("/admin/curation/submission/")
    editor.locator("#result_list a", has_text="Rivian").click()
    expect(editor.get_by_role("region", name="A suggested change")).to_be_visible()
    Keys(editor).to("_save", most=40)
    editor.keyboard.press("Enter")
    expect(editor.locator(".messagelist")).to_contain_text("was approved and saved")
    expect(visit("/companies/rivian/").locator("body")).to_contain_text("Builds electric vans.")


def test_what_was_typed_outlives_the_session(desk, site):
    page = desk("/admin/deals/partnership/add/", expected=AXE_AT_THE_DESK)
    page.locator("#id_title").fill("Typed before the session ended")
    page.locator("#id_summary").fill("Two lines\nof it")
    page.context.clear_cookies(name="sessionid")
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".held")).to_contain_text("everything that you typed comes back")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Log in").click()
    assert violations(page, WCAG_ONLY) == []
    page.get_by_role("button", name="Back to your form").click()
    assert page.locator("#id_title").input_value() == "Typed before the session ended"
    assert page.locator("#id_summary").input_value() == "Two lines\nof it"
    assert page.locator(".errornote").count() == 0


def test_a_token_that_another_tab_replaced_costs_one_click(desk):
    page = desk("/admin/deals/partnership/add/", expected=["status of 403"])
    page.locator("#id_title").fill("Typed under the old token")
    page.evaluate(
        "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((box) => { box.value = 'x'.repeat(64); })"
    )
    page.locator("[name=_continue]").first.click()
    page.get_by_role("button", name="Back to your form").click()
    assert page.locator("#id_title").input_value() == "Typed under the old token"
