"""Writing a document in a real browser: typed, checked, issued; in each language."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales_docs.messages import UI_LANGS
from aftersales_docs.resources import data_root

from .served import Served
from .test_browser import Complaints, browser, desk, fit, judge, logged_in, opened, words

__all__ = ["browser", "desk"]
pytestmark = pytest.mark.slow
SAMPLES = {
    "de": "claim-response/granted-repair.de.de.yaml",
    "ru": "claim-response/refund.ru.ru.yaml",
    "en": "claim-response/refused-maker.en.de.yaml",
}


def pattern(page: Any, text: str) -> None:
    """How answers to claims are numbered from now on."""
    page.goto("/house/")
    page.select_option("#kind", "claim-response")
    page.fill("#pattern", text)
    page.press("#pattern", "Enter")
    page.locator("td code", has_text=text).first.wait_for()


def begun(page: Any, lang: str, sample: str = "") -> str:
    """The address of a draft begun from a sample, on pages in ``lang``."""
    page.goto("/new/")
    page.set_input_files("#file", str(data_root() / "samples" / SAMPLES[sample or lang]))
    page.get_by_role("button", name=words("Begin from the file", lang)).click()
    page.locator("#draft-form").wait_for()
    return str(page.url)


@pytest.mark.parametrize("lang", UI_LANGS)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_a_file_to_an_issued_document(
    browser: Any, desk: Served, lang: str, script: bool
) -> None:
    with opened(browser, desk, lang, java_script_enabled=script) as context:
        context.set_default_timeout(60_000)
        page, complaints = logged_in(context), Complaints()
        pattern(page, "CR-{year}-{seq:05}")
        begun(page, lang)
        complaints.watch(page)
        page.fill("#f-number", "")
        page.fill("#f-date", "24.11.2026")
        page.get_by_role("button", name=words("Check", lang), exact=True).click()
        page.wait_for_url("**checked=1")
        assert page.input_value("#f-number") == ""
        page.locator(".acts").get_by_role("button", name=words("On to issuing", lang)).click()
        page.wait_for_url("**/decide/")
        for field in page.locator("textarea[name^=why-]").all():
            field.fill("x")
        page.get_by_role("button", name=words("Issue it", lang), exact=True).click()
        page.wait_for_url("**/documents/**")
        assert page.locator("a[download]").count() >= 2
        pattern(page, "*")
        assert not [one for one in complaints if "422" not in one]


def test_the_law_and_the_pdf_follow_the_typing(browser: Any, desk: Served) -> None:
    with opened(browser, desk, "de") as context:
        context.set_default_timeout(60_000)
        page, complaints = logged_in(context), Complaints()
        complaints.watch(page)
        begun(page, "de")
        page.evaluate("window.stays = true")
        shown = page.locator("#pages img.page")
        shown.first.wait_for()
        first = shown.first.get_attribute("src")
        page.fill("#f-claim-received", "20.11.")
        page.locator("#panel", has_text="04.12.2026").wait_for()
        page.wait_for_function(
            "before => document.querySelector('#pages img.page').src != before", arg=first
        )
        got = page.request.get(f"{page.url.split('?')[0]}preview.pdf")
        assert got.body().startswith(b"%PDF")
        assert "frame-ancestors 'self'" in got.headers["content-security-policy"]
        assert got.headers["x-frame-options"] == "SAMEORIGIN"
        assert page.evaluate("window.stays")
        text = page.request.get(page.url.split("?")[0] + "text/")
        assert "Waschmaschine" in text.text()
        assert "sandbox" in text.headers["content-security-policy"]
        assert not complaints


def test_the_place_that_changed_comes_into_view(browser: Any, desk: Served) -> None:
    with opened(browser, desk, "de") as context:
        context.set_default_timeout(60_000)
        page, complaints = logged_in(context), Complaints()
        complaints.watch(page)
        page.goto("/new/")
        sample = data_root() / "samples" / "service-agreement" / "full.de.de.yaml"
        page.set_input_files("#file", str(sample))
        page.get_by_role("button", name=words("Begin from the file", "de")).click()
        page.locator("#pages img.page").nth(9).wait_for()
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.getElementById('pages').scrollTop") == 0
        page.fill("#f-disputes-court", "Celle")
        page.wait_for_function("() => document.getElementById('pages').scrollTop > 2000")
        inside = page.evaluate("""() => {
            const box = document.getElementById('pages').getBoundingClientRect();
            const mark = document.querySelector('#pages .changed').getBoundingClientRect();
            return mark.top >= box.top && mark.top < box.bottom;
        }""")
        assert inside
        top = page.evaluate("document.getElementById('pages').scrollTop")
        page.fill("#f-place", "Hildesheim")
        page.wait_for_function("top => document.getElementById('pages').scrollTop < top", arg=top)
        assert not complaints


def test_lists_are_kept_in_order_by_keyboard(browser: Any, desk: Served) -> None:
    with opened(browser, desk, "en") as context:
        context.set_default_timeout(60_000)
        page = logged_in(context)
        begun(page, "en", "de")
        folded = page.locator("details.section:not([open]) > summary")
        while folded.count():
            folded.first.focus()
            page.keyboard.press("Enter")
        page.locator("#f-remedies-box > button[value='add:remedies']").focus()
        page.keyboard.press("Enter")
        page.locator("#f-remedies-2-box").wait_for()
        page.wait_for_function("document.activeElement.id == 'f-remedies-2-type'")
        page.select_option("#f-remedies-2-type", "refund")
        page.locator("#f-remedies-2-amount").fill("12,50")
        page.locator("button[value='up:remedies.2']").focus()
        page.keyboard.press("Enter")
        page.locator("#f-remedies-1-amount").wait_for()
        assert page.input_value("#f-remedies-1-amount") in {"12.50", "12,50"}
        page.wait_for_function("document.activeElement.getAttribute('value') == 'up:remedies.1'")
        page.keyboard.press("Enter")
        page.locator("#f-remedies-0-amount").wait_for()


def test_entries_are_dragged_and_files_dropped(browser: Any, desk: Served) -> None:
    with opened(browser, desk, "en") as context:
        context.set_default_timeout(60_000)
        page = logged_in(context)
        begun(page, "en", "de")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        first = page.input_value("#f-remedies-0-type")
        assert page.input_value("#f-remedies-1-type") != first
        grip = page.locator("#f-remedies-0-box .grip").first
        grip.hover()
        page.mouse.down()
        at = grip.bounding_box()
        page.mouse.move(at["x"] + 20, at["y"] + 20, steps=4)
        page.locator(".sorting").wait_for()
        to = page.locator("#f-remedies-1-box > .entry-head").bounding_box()
        page.mouse.move(to["x"] + 40, to["y"] + 8, steps=8)
        page.mouse.up()
        page.wait_for_function(
            "first => document.querySelector('#f-remedies-1-type')?.value == first", arg=first
        )
        page.evaluate("""() => {
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 64;
            const bytes = Uint8Array.from(
                atob(canvas.toDataURL('image/png').split(',')[1]), (one) => one.charCodeAt(0));
            const files = new DataTransfer();
            files.items.add(new File([bytes], 'broken_seal.png', {type: 'image/png'}));
            const box = document.querySelector('#f-enclosures-box');
            for (const type of ['dragover', 'drop']) {
                box.dispatchEvent(new DragEvent(
                    type, {dataTransfer: files, bubbles: true, cancelable: true}));
            }
        }""")
        page.locator("#f-enclosures-box .entry", has_text="broken seal").wait_for()
        assert "broken_seal.png" in page.content()


@pytest.mark.parametrize("lang", UI_LANGS)
def test_pages_of_drafts_are_accessible_and_fit(browser: Any, desk: Served, lang: str) -> None:
    with opened(browser, desk, lang) as context:
        context.set_default_timeout(60_000)
        page = logged_in(context)
        address = begun(page, lang)
        pages = {
            "new": "/new/",
            "drafts": "/drafts/",
            "draft": address,
            "draft-checked": f"{address}?checked=1",
            "draft-decide": f"{address}decide/",
        }
        for name, at in pages.items():
            page.goto(at)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            judge(page, name, lang)
        for kind in ("job-description", "service-agreement", "completion-certificate"):
            page.goto("/new/")
            page.check(f"input[value={kind}]")
            page.get_by_role("button", name=words("Begin", lang), exact=True).click()
            page.locator("#draft-form").wait_for()
            page.goto(f"{page.url}?checked=1")
            assert page.locator(".errors a").count() > 2
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            judge(page, f"draft-{kind}", lang)
            assert fit(page)
