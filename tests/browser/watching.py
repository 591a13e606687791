"""What must never happen on any page: an error, a forbidden thing, a word to strangers."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

from tests.browser.serving import Place

OURS = ("data:", "blob:", "about:")


def watch(context: BrowserContext, place: Place) -> list[str]:
    """The errors of the console (violations of the policy are among them), exceptions that
    nobody caught, and requests to anybody else; filled as they happen."""
    seen: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.append(f"console: {message.text}")

    def look(request: Request) -> None:
        if not request.url.startswith((place.url, place.lms_url, *OURS)):
            seen.append(f"request: {request.url}")

    context.on("console", hear)
    context.on("weberror", lambda error: seen.append(f"uncaught: {error.error}"))
    context.on("request", look)
    return seen
