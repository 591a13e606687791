"""The loop whole: a resource, a question, an answer, a practice, trials, a better practice,
the next cohort, and home again; on a phone."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.browser.serving import Place
from tests.browser.test_groups import give_each_group_its_cohort

Launch = Callable[[str], Reader]

GUIDE = "Guide d’entretien découverte"
QUESTION = "Comment faire parler un client pressé ?"
TITLE = "Annoncer la durée avant de commencer"
FAILED = "Le client était debout, son dossier sous le bras."
LINE = "Le client reste debout : allez droit au devis."


def test_from_a_resource_to_the_next_cohort_and_back(own_place: Place, launch: Launch):
    thread = asked_and_answered(launch("solene"), launch("karim"))
    card = written_with_two_credits(own_place, launch("maelle"), thread)
    for who in ("solene", "karim"):
        agrees(launch(who), card)
    publishes(launch("maelle"), card)

    tries(launch("theo"), card, "Worked", "Saumur")
    tries(launch("ines"), card, "Did not work", "Angers", FAILED)
    improves(launch("maelle"), card)
    expect_maturity(launch("theo"), card, "Promising")
    tries(launch("fatou"), card, "Worked, adapted", "Angers")
    confirms(launch("claire"), card)
    expect_maturity(launch("theo"), card, "Proven")

    lets_go(launch("maelle"), card)
    claire = launch("claire")
    passes_on(claire, card)
    own_place.finish_later_work()
    give_each_group_its_cohort(claire)
    own_place.finish_later_work()

    tries_in_the_next_cohort(own_place, launch("theo"), claire.home)
    own_place.finish_later_work()

    claire.open(card)
    heading = claire.words("One trial in another cohort")
    there = claire.view.get_by_role("region", name=heading)
    expect(there).to_contain_text("Le Mans")
    expect(there).not_to_contain_text("Théo")
    expect_maturity(claire, card, "Proven")


def asked_and_answered(solene: Reader, karim: Reader) -> str:
    """The path of the thread, in which Solène accepted Karim's answer."""
    solene.open("/resources")
    solene.view.get_by_role("link", name=GUIDE).first.click()
    solene.link("Ask about this").click()
    solene.field("Title").fill(QUESTION)
    solene.write("Your text", "Il regarde sa montre et je vais trop vite.")
    solene.button("Publish").click()
    expect(solene.view.get_by_role("heading", level=1)).to_have_text(QUESTION)
    thread = path_of(solene)
    karim.open(thread)
    karim.write("Your answer", "J’annonce la durée. ")
    karim.page.keyboard.press("Enter")
    karim.page.keyboard.type("Je demande ce qui compte le plus.")
    karim.button("Publish the answer").click()
    expect(karim.view.locator("#posts")).to_contain_text("J’annonce la durée.")
    solene.open(thread)
    solene.view.locator("#posts [popovertarget^=menu-]").last.click()
    solene.button("This answer helped me: accept it").click()
    expect(solene.view.locator("#posts .post--kept")).to_be_visible()
    return thread


def written_with_two_credits(place: Place, maelle: Reader, thread: str) -> str:
    maelle.open(thread)
    maelle.link("Make it a practice").first.click()
    main = maelle.view.locator("main")
    expect(main).to_contain_text("Karim Haddad")
    expect(main).to_contain_text("Solène Garnier")
    expect(maelle.view.locator("#steps")).to_have_value(re.compile("J’annonce la durée"))
    for name, words in (
        ("title", TITLE),
        ("job", "Conseillers en agence"),
        ("result", "Il pose sa montre et répond."),
        ("conditions", "Un rendez-vous assis."),
    ):
        maelle.view.locator(f"#{name}").fill(words)
    maelle.button("Publish").click()
    expect(maelle.view.get_by_role("heading", level=1)).to_have_text(TITLE)
    place.finish_later_work()
    return path_of(maelle)


def agrees(reader: Reader, card: str) -> None:
    """By the notice that tells of it."""
    reader.view.locator("#bell").click()
    reader.view.get_by_role("link", name=TITLE).first.click()
    reader.button("I agree to be named").click()
    expect(reader.view.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert path_of(reader) == card


def publishes(maelle: Reader, card: str) -> None:
    maelle.open(card)
    maelle.button("Publish").click()
    expect(maelle.view.get_by_role("status").first).to_contain_text("publiée")
    expect(maelle.view.locator(".by").first).to_contain_text("Karim Haddad")
    expect(maelle.view.locator(".by").first).to_contain_text("Solène Garnier")


def tries(
    reader: Reader, card: str, outcome: str, context: str, said: str = "En deux minutes."
) -> None:
    """First a plan, then what came of it."""
    reader.open(card)
    reader.view.locator("#situation").fill("un client regarde sa montre")
    reader.view.locator("#doing").fill("dis combien de temps il me faut")
    reader.button("I’ll try it").click()
    expect(reader.view.locator(".plan--said")).to_contain_text("regarde sa montre")
    reader.link("Tell what happened").click()
    choice = reader.view.get_by_role("radio", name=reader.words(outcome), exact=True)
    choice.check()
    reader.view.locator("#words").fill(said)
    reader.view.locator("#context").fill(context)
    reader.button("Publish the report").click()
    expect(reader.view.locator("main")).to_contain_text(said)


def improves(maelle: Reader, card: str) -> None:
    maelle.open(card)
    maelle.view.get_by_role("link", name=maelle.words("Take it into the card")).click()
    maelle.view.locator("#words").fill(LINE)
    maelle.button("Put it on the card").click()
    fails = maelle.view.get_by_role("region", name=maelle.words("When it does not work"))
    expect(fails).to_contain_text(LINE)
    expect(fails).to_contain_text("Inès Ferreira")


def confirms(claire: Reader, card: str) -> None:
    claire.open(card)
    claire.view.locator("[name=maturity][value=proven] + button").click()
    expect(claire.view.locator("#t-standing ~ .scale [aria-current]")).to_have_text(
        claire.words("Proven")
    )


def expect_maturity(reader: Reader, card: str, msgid: str) -> None:
    reader.open(card)
    expect(reader.view.locator("main .maturity").first).to_have_text(reader.words(msgid))


def lets_go(maelle: Reader, card: str) -> None:
    maelle.open(card)
    maelle.link("Let it go beyond the cohort").click()
    maelle.view.locator("[name=reach][value=course]").check()
    maelle.button("Save").click()
    expect(maelle.view.get_by_role("status").first).to_be_visible()


def passes_on(claire: Reader, card: str) -> None:
    claire.open(card)
    claire.link("Pass it on to the course").click()
    claire.button("Pass it on").click()
    expect(claire.view.get_by_role("status").first).to_be_visible()


def tries_in_the_next_cohort(place: Place, theo: Reader, home: str) -> None:
    """In the library of his group's cohort, where nobody has written anything yet."""
    assert theo.home != home
    place.finish_later_work()  # his launch made the cohort, and the card comes to it
    theo.link("Practices").click()
    theo.view.get_by_role("link", name=TITLE).first.click()
    expect(theo.view.locator("main")).to_contain_text("autre cohorte du cours")
    tries(theo, path_of(theo), "Worked", "Le Mans")


def path_of(reader: Reader) -> str:
    """Within the cohort."""
    return (
        reader.view.url.split("?")[0]
        .split("#")[0]
        .removeprefix(f"{reader.place.url}{reader.home}")
    )
