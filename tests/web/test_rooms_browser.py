"""The rooms beside the register in a real browser, in each language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aftersales_docs.messages import UI_LANGS

from .served import Served
from .test_browser import Complaints, browser, desk, judge, logged_in, opened, words
from .test_bulk import SAMPLES, uploads

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.slow

__all__ = ["browser", "desk"]


def files_for_bulk(folder: Path, table: bytes | None = None) -> dict[str, Any]:
    """The sample table and what goes with it, as files to choose."""
    given = uploads(**({"table": table} if table else {}))
    found: dict[str, Any] = {}
    for name in ("table", "defaults", "more"):
        several = given[name] if isinstance(given[name], list) else [given[name]]
        paths = []
        for one in several:
            path = folder / one.name
            path.write_bytes(one.read())
            paths.append(path)
        found[name] = paths
    return found


@pytest.mark.parametrize("lang", UI_LANGS)
def test_a_table_is_made_while_the_browser_is_closed(
    browser: Any, desk: Served, lang: str, tmp_path: Path
) -> None:
    table = (SAMPLES / "batch" / "claims.csv").read_text("utf-8-sig")
    wrong = table.replace("20.11.2026", "31.02.2026", 1).encode("utf-8-sig")
    files = files_for_bulk(tmp_path, wrong)
    complaints = Complaints()
    with opened(browser, desk, lang) as context:
        page = logged_in(context)
        complaints.watch(page)
        page.get_by_role("link", name=words("Bulk", lang), exact=True).click()
        judge(page, "bulk", lang)
        page.select_option("#kind", "claim-response")
        page.set_input_files("#table", files["table"])
        page.locator("details summary").click()
        page.set_input_files("#defaults", files["defaults"])
        page.set_input_files("#more", files["more"])
        page.get_by_role("button", name=words("Look at the columns", lang)).click()
        page.locator("datalist").first.wait_for(state="attached")
        judge(page, "bulk-columns", lang)
        page.get_by_role("button", name=words("Make the documents", lang)).click()
        page.locator("h1 .mark").wait_for()
        address = page.url
        page.close()
        page = context.new_page()
        complaints.watch(page)
        page.goto(address)
        page.locator("#failed").wait_for(timeout=90_000)
        judge(page, "bulk-errors", lang)
        page.locator("td textarea").first.fill("20.11.2026")
        page.get_by_role("button", name=words("Make these again", lang)).click()
        page.locator("h1 .mark.good").wait_for(timeout=90_000)
        judge(page, "bulk-ready", lang)
        with page.expect_download() as got:
            page.get_by_role("link", name=words("All documents (ZIP)", lang)).click()
        assert Path(got.value.path()).read_bytes().startswith(b"PK")
        page.goto("/bulk/")
        assert page.locator("table a").count() >= 1
        page.goto(address)
        page.get_by_role("button", name=words("Take everything of it away", lang)).click()
        page.locator(".note.success").wait_for()
    assert not complaints


@pytest.mark.parametrize("lang", UI_LANGS)
def test_a_link_for_the_other_party_is_answered_in_their_browser(
    browser: Any, desk: Served, lang: str
) -> None:
    complaints = Complaints()
    with opened(browser, desk, lang) as context:
        page = logged_in(context)
        complaints.watch(page)
        page.goto("/register/?kind=service-agreement")
        page.locator("#rows a").first.click()
        page.locator("#other-party").wait_for()
        document = page.url
        page.locator("a[href$='/mail/']").click()
        judge(page, "mail", lang)
        page.goto(document)
        page.locator("a[href$='/sign/']").click()
        judge(page, "sign", lang)
        page.goto(document)
        page.get_by_text(words("A link to read, sign or decline", lang)).click()
        page.fill("#link-name", "Leyla Öztürk")
        page.get_by_role("button", name=words("Make a link", lang)).click()
        address = page.input_value("#link-address")
        judge(page, "document-links", lang)
        with opened(browser, desk, lang, java_script_enabled=False) as elsewhere:
            other = elsewhere.new_page()
            other.goto(address)
            assert other.locator("nav").count() == 0
            with other.expect_download() as got:
                other.get_by_role("link", name=words("Download", lang), exact=True).click()
            assert Path(got.value.path()).read_bytes().startswith(b"%PDF")
            with opened(browser, desk, lang) as third:
                seen = third.new_page()
                complaints.watch(seen)
                seen.goto(address)
                judge(seen, "link", lang)
            other.fill("#ground", "Zu spät")
            other.get_by_role("button", name=words("I decline", lang)).click()
            other.get_by_role("heading", name=words("Thank you", lang)).wait_for()
            assert elsewhere.cookies() == []
            with opened(browser, desk, lang) as third:
                seen = third.new_page()
                seen.goto(address)
                judge(seen, "link-ended", lang)
        page.goto(document)
        assert words("answered: declined", lang) in page.inner_text(".links")
        assert "Zu spät" in page.inner_text(".history")
    assert not complaints


@pytest.mark.parametrize("lang", UI_LANGS)
def test_clauses_are_read_in_two_languages(browser: Any, desk: Served, lang: str) -> None:
    complaints = Complaints()
    with opened(browser, desk, lang) as context:
        page = logged_in(context)
        complaints.watch(page)
        page.get_by_role("link", name=words("Clauses", lang), exact=True).click()
        judge(page, "clauses", lang)
        page.locator("a[href='/clauses/service-agreement/']").click()
        page.select_option("#text", lang)
        page.select_option("#beside", "ru" if lang == "de" else "de")
        page.get_by_role("button", name=words("Show", lang)).click()
        page.locator("thead th").nth(2).wait_for()
        judge(page, "clauses-kind", lang)
        page.locator("tbody th a").nth(8).click()
        judge(page, "clauses-versions", lang)
    assert not complaints
