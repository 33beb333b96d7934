"""What every visitor of a page does: choose a language, see whether the page fits the window."""

from playwright.sync_api import Page


def choose_english(page: Page) -> None:
    """The page is in English; on a phone the languages are in the menu."""
    english = page.get_by_role("button", name="English")
    if not english.first.is_visible():
        page.locator("details[data-menu]:visible > summary").last.click()
    english.first.click()


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
