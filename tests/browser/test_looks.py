"""Every kind of page: accessible, inside the screen, without a word from the browser's console."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.once

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WCAG_ONLY = {"runOnly": WCAG["runOnly"][:-1]}
# axe looks at style rules by adding some of its own, which the CSP rightly refuses.
AXE_ITSELF = ("Applying inline style violates", "Couldn't load preload assets", "style-src-elem :", "style-src-attr :")
PUBLIC = [
    "/",
    "/deals/",
    "/deals/?kind=investment&q=cainiao",
    "/deals/by/country/",
    "/deals/?columns=title&columns=value_min&columns=parties",
    "/deals/?q=nothing-of-the-kind",
    "/deals/cainiao-jiushi/",
    "/deals/zhiji-motor/",
    "/deals/cainiao-zelos/",
    "/acquisitions/",
    "/claims/2dc3c413-ae8f-5b31-8685-f41f1fadd61c/",
    "/companies/?q=saic",
    "/companies/",
    "/companies/cainiao/",
    "/sources/",
    "/sources/asiaict-cainiao-jiushi/",
    *("/about/", "/about/columns/"),
    "/login/",
]
WRONG = ["/deals/?usd_min=abc&colour=red", "/no-such-page/", "/deals/?page=99"]
DESK = [
    "/admin/",
    "/admin/deals/deal/",
    "/admin/deals/deal/1/change/",
    "/admin/deals/acquisition/add/",
    "/admin/deals/deal/1/history/?from=1&to=2",
    "/admin/deals/partnership/add/",
    "/admin/deals/party/1/change/",
    "/admin/deals/milestone/add/",
    "/admin/companies/company/add/",
    "/admin/companies/segment/1/change/",
    "/admin/curation/submission/",
    "/admin/curation/submission/?outcome=all",
    "/admin/auth/user/",
    "/admin/auth/user/1/change/",
    "/admin/auth/group/1/change/",
    "/admin/password_change/",
    "/admin/deals/dealclaim/",
    "/admin/companies/company/1/change/",
    "/admin/sources/source/1/change/",
    "/admin/companies/companylookalike/1/change/",
    "/admin/curation/merge/add/?kind=company&survivor=1&loser=2",
    "/admin/curation/merge/",
]


# axe looks for the styles that a style imports beside the page.
AXE_AT_THE_DESK = [*AXE_ITSELF, "status of 404"]


def violations(page, options):
    results = Axe().run(page, options=options).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in results]


@pytest.mark.parametrize("path", PUBLIC + WRONG)
def test_a_public_page_breaks_no_policy_is_accessible_in_light_and_dark_and_fits_the_screen(visit, reported, path):
    answered = ["status of 400", "status of 404"]
    page = visit(path, expected=[*answered, *AXE_ITSELF])
    assert reported(page, expected=answered) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, WCAG) == [], scheme
    for width in (320, 390, 768, 1024, 1280, 2200):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", DESK)
def test_a_page_of_the_desk_breaks_no_policy_and_is_accessible(desk, reported, path):
    page = desk(path, expected=AXE_AT_THE_DESK)
    assert reported(page) == []
    assert violations(page, WCAG_ONLY) == []


def test_axe_bites_a_page_that_was_broken_on_purpose(visit):
    page = visit("/deals/", expected=AXE_ITSELF)
    page.evaluate(
        "document.documentElement.removeAttribute('lang'); document.querySelector('#site-q').labels[0].remove()"
    )
    assert {name for name, _nodes in violations(page, WCAG)} >= {"html-has-lang"}


def test_the_listener_hears_a_violation_of_the_policy(visit, reported):
    page = visit("/", expected=["Content Security Policy", "style-src"])
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.wait_for_function("window.violations.length > 0")
    assert any(words.startswith("style-src") for words in reported(page))
    assert page.evaluate("window.violations.splice(0)[0]").startswith("style-src")


def test_a_phone_shows_each_rows_labels(visit):
    page = visit("/deals/?q=zoox", width=320)
    row = page.locator(".rows tbody tr").first
    assert row.locator("[data-label=Value]").evaluate("cell => getComputedStyle(cell, '::before').content") == '"Value"'


def test_the_printed_page_leaves_out_what_cannot_be_clicked_on_paper(visit):
    page = visit("/deals/amazon-zoox/")
    page.emulate_media(media="print")
    assert not page.locator(".site-search").is_visible()
    assert page.locator("#value blockquote").first.is_visible()
