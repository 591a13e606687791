"""Every kind of notice reads well wherever it is said, and can be chosen in one place."""

from collections import Counter

import pytest
import time_machine

from lti_social.core.wall import open_cohort
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import ALWAYS, LABELS, OF_TEAM, WITH, Kind, Reach
from tests.cards import practice
from tests.pages import Page

TUESDAY = "2026-11-24T09:05+01:00"
OF_CARDS = {
    Kind.credited: ("Claire credits you in the practice", "vous cite"),
    Kind.card_waits: ("waits for you to read it", "attend votre lecture"),
    Kind.card_published: ("Your practice", "Votre pratique"),
    Kind.card_returned: ("Claire sends your practice", "Claire vous renvoie"),
    Kind.tried: ("Claire tried", "Claire a essayé"),
    Kind.matured: ("The maturity of", "La maturité de"),
    Kind.due: ("You wanted to try", "Vous vouliez essayer"),
    Kind.needs_update: ("needs an update", "mettre à jour"),
    Kind.unowned: ("looks for somebody who answers for it", "cherche quelqu’un"),
    Kind.may_share: ("outside the cohort?", "hors de la cohorte"),
    Kind.shared: ("is shown outside the cohort now", "hors de la cohorte"),
    Kind.unshared: ("no longer shown outside the cohort", "hors de la cohorte"),
}


@pytest.fixture
def card(town):
    return practice(town, town.solene, title="Se taire après le prix")


@pytest.fixture
def told(town, card):
    """One notice of each kind about a card, each leading to a place of its own."""
    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        for kind in OF_CARDS:
            about = About(f"{card.path}#{kind}", card.path, card.title)
            tell(db, kind, [town.aurore.id], about, who="Claire")


def test_each_is_chosen_once(town, visit):
    chosen = Counter([*LABELS, *(kind for kinds in WITH.values() for kind in kinds)])

    assert chosen == Counter(Kind)
    assert set(WITH) <= set(LABELS)
    for who, teaches in ((town.aurore, True), (town.karim, False)):
        page = Page(visit(who).open("/me/notices"))
        names = {one.attributes["name"] for one in page.all("select")}
        assert names == {f"to_{kind}" for kind in LABELS if teaches or kind not in OF_TEAM}


def test_what_waits_for_the_team_is_chosen_with_the_team_s(town):
    for kind in (Kind.card_waits, Kind.unowned):
        assert kind in WITH[Kind.reported]
        assert kind in ALWAYS
    assert {Kind.reported} == OF_TEAM


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_list_says_what_a_card_has_and_leads_there(town, visit, told, card, language):
    page = Page(visit(town.aurore, language=language).open("/notices"))

    for kind, said in OF_CARDS.items():
        (line,) = (
            one
            for one in page.all("a", "hit")
            if (one.attributes["href"] or "").endswith(f"{card.path}#{kind}")
        )
        assert said[language == "fr"] in line.text
        assert card.title in line.text
        assert "%" not in line.text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_and_so_does_the_digest(
    town, told, card, office, give_address, send_round, language
):
    with time_machine.travel(TUESDAY, tick=False):
        give_address(town.aurore, "aurore@example.org", language)
        send_round()

    (mail,) = office.delivered
    for kind, said in OF_CARDS.items():
        assert said[language == "fr"] in mail.part("plain").replace("\n", " ")
        assert f"https://tool.test/c/{card.cohort_id}{card.path}#{kind}" in mail.part(
            "html"
        )
    assert "12" in mail.message["Subject"]


def test_who_wants_nothing_of_their_practices_hears_nothing(town, visit, card):
    solene = visit(town.solene)
    wanted = dict.fromkeys((kind for kind in LABELS if kind not in OF_TEAM), Reach.tool)
    wanted |= dict.fromkeys((Kind.tried, Kind.needs_update), Reach.nowhere)
    answer = solene.submit(
        "/me/notices", mail="1", **{f"to_{kind}": to for kind, to in wanted.items()}
    )
    assert answer.status_code == 200

    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        for kind in (Kind.tried, Kind.matured, Kind.needs_update, Kind.credited):
            about = About(card.path, card.path, card.title)
            tell(db, kind, [town.solene.id], about, who="Claire")

    page = Page(solene.open("/notices"))
    assert [line for line in page.texts("a", "hit") if card.title in line] == [
        f"Claire credits you in the practice “{card.title}”: read it first"
    ]


def test_a_choice_that_is_none_gives_the_form_back_and_no_text(town, visit):
    answer = visit(town.solene).submit(
        "/me/notices", mail="1", to_due="never", to_tried="tool"
    )

    assert answer.status_code == 422
    assert Page(answer).all("textarea") == []
