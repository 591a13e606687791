"""What a first look at a thread costs the reader's connection."""

from playwright.sync_api import CDPSession

from tests.browser.story import Story
from tests.browser.visits import Visit

REQUESTS, BYTES = 6, 102_000


def test_a_thread_of_thirty_posts_is_few_requests_and_few_bytes(visit: Visit, story: Story):
    karim = visit("karim")
    network = karim.page.context.new_cdp_session(karim.page)
    asked, arrived = listen(network)

    karim.open(f"/threads/{story.long}")
    karim.page.wait_for_load_state("networkidle")

    assert karim.view.locator("#posts .prose").count() == 30
    assert 3 <= len(asked) <= REQUESTS, asked
    assert 10_000 < sum(arrived) <= BYTES, (asked, arrived)


def listen(network: CDPSession) -> tuple[list[str], list[int]]:
    """Addresses asked for, and bytes that came over the wire, as to a first visitor."""
    asked: list[str] = []
    arrived: list[int] = []

    def ask(event: dict[str, dict[str, str]]) -> None:
        if not event["request"]["url"].startswith("data:"):
            asked.append(event["request"]["url"])

    network.on("Network.requestWillBeSent", ask)
    network.on(
        "Network.loadingFinished", lambda event: arrived.append(event["encodedDataLength"])
    )
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return asked, arrived
