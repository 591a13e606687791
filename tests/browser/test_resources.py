"""A question about a video, at a minute, whatever becomes of the video in the LMS."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import update

from lti_social.admin.links import make_link
from lti_social.cohorts.models import Course
from lti_social.core.wall import open_house
from tests.browser.reader import Reader
from tests.browser.serving import Place, served
from tests.browser.visits import Visit, Visits
from tests.loopback import listening
from tests.resources import cartridges
from tests.resources.fake_site import COURSE, TOKEN, FakeSite

VIDEO = 18
NAME, RENAMED, HEIR = "Vidéo : conclure", "Vidéo : bien conclure", "Vidéo : conclure (2027)"


@pytest.fixture
def site() -> FakeSite:
    site = FakeSite()
    video = site.module(VIDEO)
    video["name"] = NAME
    video["contents"][0]["mimetype"] = "video/mp4"
    return site


@pytest.fixture
def own_place(chromium: dict[str, Any], tmp_path: Path) -> Iterator[Place]:
    """Nobody else's: the course becomes that of a Moodle."""
    with served(tmp_path) as ready:
        yield ready


@pytest.fixture
def visit(own_place: Place, browser: Browser, site: FakeSite) -> Iterator[Visit]:
    """Everybody has launched by the time the Moodle's number of the course is known."""
    with (
        Visits(own_place, browser).open() as visit,
        listening(site.transport.handle_request) as address,
    ):
        for person in ("solene", "claire", "karim"):
            visit(person)
        give_access(visit("michel"), address)
        is_of_moodle(own_place)
        yield visit


def give_access(michel: Reader, address: str) -> None:
    """As who runs the tool: an administrator points at hosts of their LMS alone."""
    with open_house(michel.place.town.engine) as db, db.begin():
        link = make_link(db)
    michel.page.goto(f"{michel.place.url}/admin/link?token={link}")
    michel.button("Open the console").click()
    michel.link("Campus").click()
    michel.link("Outline of courses").click()
    michel.field("Address of the Moodle").fill(address)
    michel.page.get_by_label(michel.words("Token")).fill(TOKEN)
    michel.button("Test and save").click()
    expect(michel.page.get_by_role("status")).to_contain_text("Moodle Lab")


def is_of_moodle(place: Place) -> None:
    with open_house(place.town.engine) as db, db.begin():
        ours = Course.id == place.town.vente.course_id
        db.execute(update(Course).where(ours).values(lms_id=COURSE))


def read_again(claire: Reader, place: Place) -> None:
    claire.open("/resources")
    claire.button("Read again").click()
    place.finish_later_work()
    expect(claire.button("Read again")).to_be_visible()


def ask_about(solene: Reader) -> None:
    solene.open("/threads/new")
    solene.field("Title").fill("Pourquoi ce silence ?")
    solene.write("Your text", "La conseillère se tait longtemps.")
    search = solene.view.get_by_role("combobox")
    search.fill("video conclu")
    expect(solene.view.get_by_role("option")).to_have_count(1)
    search.press("Escape")
    search.press("ArrowDown")  # opens the list again, at its first
    search.press("Enter")
    expect(solene.field("Where in it?")).to_be_focused()
    solene.page.keyboard.type("à 2 min 10")
    solene.button("Publish the thread").click()
    expect(solene.view.locator("#t-thread")).to_be_visible()


def test_it_follows_the_video_and_then_its_heir(
    visit: Visit, own_place: Place, site: FakeSite
):
    solene, claire = visit("solene"), visit("claire")
    read_again(claire, own_place)
    ask_about(solene)
    thread = solene.view.url
    above = solene.view.locator(".line--posts > li").first
    expect(above).to_contain_text(f"{NAME} à 2 min 10")

    site.module(VIDEO)["name"] = RENAMED
    read_again(claire, own_place)
    solene.page.reload()
    expect(above).to_contain_text(RENAMED)
    expect(above).to_contain_text(
        solene.words("Changed in the course since this was asked")
    )
    expect(solene.view.locator("#bell .tool__count")).to_be_visible()

    gone = site.remove(VIDEO)
    site.section(21)["modules"].insert(1, gone | {"id": 99, "name": HEIR})
    read_again(claire, own_place)
    solene.page.reload()
    expect(above).to_contain_text("N’est plus dans le cours")

    claire.page.goto(thread)
    claire.link("Attach it elsewhere").click()
    expect(claire.view.locator("main")).to_contain_text(HEIR)
    claire.button("Attach it all there").click()
    expect(claire.view.get_by_role("heading", level=1)).to_have_text(HEIR)
    expect(claire.view.locator("main")).to_contain_text("Pourquoi ce silence ?")
    solene.page.reload()
    expect(above).to_contain_text(f"{HEIR} à 2 min 10")


def test_without_script_one_asks_reads_again_and_attaches_elsewhere(
    visit: Visit, own_place: Place, site: FakeSite
):
    claire = visit("claire", java_script_enabled=False)
    read_again(claire, own_place)
    karim = visit("karim", java_script_enabled=False)
    karim.link("Resources").click()
    karim.link(NAME).click()
    karim.link("Ask about this").click()
    karim.field("Title").fill("Et sans script ?")
    karim.field("Your text").fill("Cela va aussi.")
    karim.field("Where in it?").first.fill("au début")
    karim.view.locator("#about1").select_option(label="Les 7 étapes de la vente")
    karim.button("Publish the thread").click()
    expect(karim.view.locator("main")).to_contain_text(f"{NAME} au début")
    thread = karim.view.url

    site.remove(VIDEO)
    read_again(claire, own_place)
    claire.page.goto(thread)
    claire.link("Attach it elsewhere").click()
    claire.view.locator("#onto").select_option(index=2)
    claire.button("Attach it there").click()
    expect(claire.view.locator("main")).to_contain_text("Et sans script ?")


def test_a_cartridge_is_brought_in(visit: Visit):
    claire = visit("claire")
    claire.open("/outline/cartridge")
    file = {"name": "cours.imscc", "mimeType": "", "buffer": cartridges.full().read()}
    claire.view.get_by_label(claire.words("Cartridge")).set_input_files([file])
    claire.button("Read the cartridge").click()
    expect(claire.view.locator("main")).to_contain_text("L’entretien")

    claire.open("/outline/cartridge")
    nothing = {"name": "cours.imscc", "mimeType": "", "buffer": b"rien"}
    claire.view.get_by_label(claire.words("Cartridge")).set_input_files([nothing])
    claire.button("Read the cartridge").click()
    expect(claire.problem).to_contain_text("cartouche")
    claire.forgive("status of 422")
