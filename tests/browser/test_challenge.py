"""A whole challenge: made from a template, handed in by five of six, one of them late;
read, revised, looked back upon, in the gradebook, and a practice in the end."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from lti_social.challenges.models import Challenge
from lti_social.challenges.patterns import patterns
from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.core.wall import open_cohort, open_house
from lti_social.reviews.jobs import keep_deadlines
from tests.browser.reader import Reader
from tests.browser.serving import Place

Launch = Callable[[str], Reader]

TEMPLATE = next(iter(patterns("fr").values()))  # the first that is offered
TITLE = "Mon entretien de lundi"
IN_TIME = ("solene", "karim", "maelle", "fatou")
LATE, NO_SHOW = "theo", "ines"
DATES = ("opens_at", "submit_by", "review_by", "revise_by", "closes_at")
WEEK = timedelta(days=7)


def test_from_builder_to_debrief_to_practice(own_place: Place, launch: Launch):
    claire = launch("claire")
    challenge = made(claire)
    begins(own_place, weeks=0.5)

    works = {who: hands_in(launch(who), challenge) for who in IN_TIME}
    begins(own_place, weeks=1.5)
    hands_in(launch(LATE), challenge)
    own_place.finish_later_work()

    for who in (*IN_TIME, LATE):
        assert reviews(launch(who), challenge) > 0
    nothing_to_do(launch(NO_SHOW), challenge)
    watched(claire, challenge)

    begins(own_place, weeks=2.5)
    solene = launch("solene")
    reads_and_revises(solene, challenge)
    begins(own_place, weeks=3.5)
    looks_back(solene, challenge)
    becomes_a_practice(solene, works["solene"])

    own_place.finish_later_work()
    in_the_gradebook(own_place, claire)


def made(claire: Reader) -> str:
    """From the first template, announced; the path of it."""
    claire.open("/challenges/new")
    claire.view.locator("main .title a").first.click()
    title = claire.view.locator("#title").input_value()
    claire.view.locator(".step:not([open]) > summary").last.click()
    claire.view.locator("[name=told][value=completion]").check()
    for part in ("submitted", "reviewed"):
        claire.view.locator(f"[name=rule-{part}]").check()
    claire.button("Save the draft").click()
    expect(claire.view.get_by_role("heading", level=1)).to_have_text(title)
    claire.view.get_by_role("link", name=claire.words("Change the challenge")).click()
    claire.button("Save and announce").click()
    expect(claire.view.get_by_role("heading", level=1)).to_have_text(title)
    return claire.view.url.split("?")[0].removeprefix(f"{claire.place.url}{claire.home}")


def begins(place: Place, *, weeks: float) -> None:
    """As if it had opened so many weeks ago, each phase taking one; and what a worker does
    each minute."""
    with open_cohort(place.town.engine, place.town.vente.id) as db, db.begin():
        row = db.query(Challenge).one()
        opened = now() - weeks * WEEK
        for number, name in enumerate(DATES):
            setattr(row, name, opened + number * WEEK)
    with open_house(place.town.engine) as db, db.begin():
        later(db, keep_deadlines)
    place.finish_later_work()


def hands_in(reader: Reader, challenge: str) -> str:
    """From the home page; the path of the work."""
    reader.open(challenge)
    reader.view.locator("main .card--now .btn--primary").click()
    reader.view.locator("#title").fill(TITLE)
    reader.write("Your text", "J’ai laissé parler, puis j’ai redit ses mots.")
    reader.view.locator("main [name=send][value='1']").click()
    expect(reader.view.get_by_role("heading", level=1)).to_have_text(
        "Mon entretien de lundi"
    )
    return reader.view.url.split("?")[0].removeprefix(f"{reader.place.url}{reader.home}")


def reviews(reader: Reader, challenge: str) -> int:
    """All that wait for this reader, after a look at the example; how many."""
    done = 0
    reader.open(challenge)
    while reader.link("Write the next review").count():
        reader.link("Write the next review").click()
        if reader.view.locator("#t-example").count():
            calibrates(reader)
        main = reader.view.locator("main")
        expect(main).not_to_contain_text("Garnier")
        expect(main).not_to_contain_text("Haddad")
        for one in main.locator("label:has([type=radio][value='1'])").all():
            one.click()
        main.locator("#works").fill("Tu reprends ses mots.")
        main.locator("#question").fill("À quel moment l’as-tu su ?")
        main.locator("#suggestion").fill("T’arrêter après la deuxième question.")
        main.locator("[name=send][value='1']").click()
        expect(reader.view.get_by_role("status").first).to_be_visible()
        done += 1
        reader.open(challenge)
    return done


def calibrates(reader: Reader) -> None:
    for one in reader.view.locator("main label:has([type=radio][value='1'])").all():
        one.click()
    reader.button("See what a good look finds").click()
    for _, because in TEMPLATE.found:
        expect(reader.view.locator("main .rows")).to_contain_text(because)
    reader.link("Go on to your review").click()


def nothing_to_do(ines: Reader, challenge: str) -> None:
    """She handed nothing in: nobody waits for her, and she is not asked to review."""
    ines.open(challenge)
    expect(ines.view.locator("#t-reviews")).to_have_count(0)


def watched(claire: Reader, challenge: str) -> None:
    claire.open(f"{challenge}/monitor")
    expect(claire.view.locator("main")).to_contain_text("Solène Garnier")
    expect(claire.view.locator("main")).to_contain_text("Inès Ferreira")


def reads_and_revises(solene: Reader, challenge: str) -> None:
    solene.open(challenge)
    solene.view.locator("#t-received").locator("..").locator("..").locator("a.btn").click()
    expect(solene.view.locator("main")).to_contain_text("T’arrêter après la deuxième")
    expect(solene.view.locator("main")).not_to_contain_text("Haddad")
    form = solene.view.locator("article.feedback form").first
    form.locator(".react").first.click()
    form.locator("button").click()
    expect(solene.view.get_by_role("status").first).to_be_visible()
    solene.open(f"{challenge}/hand-in")
    solene.write("Your text", " Deux questions suffisent.")
    solene.view.locator("main [name=send][value='1']").click()
    solene.link("What changed since the first version").click()
    expect(solene.view.locator("ins")).to_contain_text("questions")


def looks_back(solene: Reader, challenge: str) -> None:
    solene.open(f"{challenge}/debrief")
    solene.write("Your line", "Nous avions prévu trop de questions.")
    solene.button("Add it to the debrief").click()
    expect(solene.view.locator(".debrief")).to_contain_text("trop de questions")


def becomes_a_practice(solene: Reader, work: str) -> None:
    solene.open(work)
    solene.view.locator("main a[href*='from_submission=']").click()
    expect(solene.view.locator("#steps")).not_to_have_value("")
    for name, words in (
        ("title", "Poser deux questions et se taire"),
        ("job", "Conseillers en agence"),
        ("result", "Il raconte sans qu’on relance."),
        ("conditions", "Un rendez-vous assis."),
    ):
        solene.view.locator(f"#{name}").fill(words)
    solene.button("Publish").click()
    expect(solene.view.get_by_role("status").first).to_contain_text("publiée")


def in_the_gradebook(place: Place, claire: Reader) -> None:
    """Five have done their part, and she who did not come has nothing held against her."""
    claire.page.goto(f"{place.lms_url}/courses/vente-2026/grades")
    rows = claire.page.locator("table.grades tbody tr")
    expect(rows.filter(has_text="Solène Garnier").locator("td").last).to_have_text("1")
    expect(rows.filter(has_text="Théo Marchand").locator("td").last).to_have_text("1")
    expect(rows.filter(has_text="Inès Ferreira").locator("td").last).not_to_have_text("1")
