"""Whatever can be reported is handled alike: posts, practices, trials, works, reviews."""

from datetime import timedelta
from typing import Any, NamedTuple

import pytest
import time_machine

from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.core.text import from_plain
from lti_social.moderation.contents import CONTENTS
from lti_social.moderation.models import Case
from lti_social.moderation.things import What
from lti_social.moderation.words import State
from lti_social.notifications.models import Notice
from tests.cards import practice, trial
from tests.contests import challenge, review, submission
from tests.moderation.looking import notices, queue
from tests.pages import Page
from tests.submissions.conftest import sent, team

WRITTEN, TITLE = "Madame Durand a refusé <sic>.", "Une cliente refuse"
WHY = "Le nom de la cliente y figure."


class Standing(NamedTuple):
    """A thing that Karim wrote: its address, and where the others read it."""

    path: str
    page: str
    row: Any


@pytest.fixture(params=list(CONTENTS), ids=str)
def what(request) -> What:
    return request.param


@pytest.fixture
def thing(town, what) -> Standing:
    if what is What.posts:
        thread = town.question(town.solene, TITLE)
        row = town.answer(thread, town.karim, WRITTEN)
        return Standing(f"/posts/{row.id}", thread.path, row)
    if what is What.submissions:
        return handed_in(town)
    if what is What.reviews:
        return reviewed(town)
    by = town.karim if what is What.practices else town.solene
    card = practice(town, by, title=TITLE, problem=WRITTEN)
    if what is What.practices:
        return Standing(card.path, card.path, card)
    row = trial(town, card, town.karim, words=WRITTEN)
    return Standing(f"/trials/{row.id}", card.path, row)


def handed_in(town) -> Standing:
    """Solène and Maëlle review it."""
    asked = challenge(town, town.claire, Phase.reviewing)
    row = submission(town, asked, town.karim, TITLE, body=from_plain(WRITTEN))
    for reader in (town.solene, town.maelle):
        review(town, row, reader, state="started")
    return Standing(row.path, asked.path, row)


def reviewed(town) -> Standing:
    """Solène and Maëlle received it, as a team."""
    asked = challenge(town, town.claire, Phase.revising, title=TITLE)
    both = team(town, asked, town.solene, town.maelle)
    is_out = {"team_id": both.id, "released_at": now()}
    work = submission(town, asked, town.solene, **is_out)
    row = review(town, work, town.karim, state="sent", works=WRITTEN)
    return Standing(f"/reviews/{row.id}", asked.path, row)


def report(visit, who, thing, matter="name"):
    sent = {"matter": matter, "reason": "On la reconnaît."}
    answer = visit(who).submit(f"{thing.path}/report", **sent)
    assert answer.history[0].status_code == 303, answer.text
    return answer


def decide(visit, who, thing, act, reason=WHY) -> int:
    sent = {"act": act, "reason": reason}
    return visit(who).submit(f"{thing.path}/decide", **sent).status_code


def reads(visit, who, thing) -> bool:
    """Whether it is there for this member, to be reported if they will."""
    return visit(who).open(f"{thing.path}/report").status_code == 200


def test_there_is_a_column_and_a_page_for_each(town):
    assert {content.column for content in CONTENTS.values()} <= {
        column.key for column in Case.__mapper__.columns
    }
    assert set(CONTENTS) == set(What)


def test_its_page_to_report_quotes_it_as_it_was_written(town, visit, thing):
    page = Page(visit(town.maelle).open(f"{thing.path}/report"))

    assert WRITTEN in page.main
    assert page.links("Cancel")
    assert visit(town.karim).open(f"{thing.path}/report").status_code == 403


def test_a_report_reaches_the_team_and_its_author_hears_nothing(
    town, visit, run_jobs, thing
):
    answer = report(visit, town.maelle, thing)
    assert "The team has not decided yet" in Page(answer).main
    run_jobs()

    for who in (town.claire, town.aurore):
        (shown,) = queue(visit(who))
        for said in ("Maëlle", "Karim", WRITTEN, TITLE, "On la reconnaît."):
            assert said in shown
        assert "Something was reported in “Une cliente refuse”" in notices(visit(who))
    assert town.rows(town.vente, Notice, member_id=town.karim.id) == []
    assert decide(visit, town.claire, thing, "left", "") == 200
    assert queue(visit(town.aurore)) == []


@pytest.mark.parametrize("act", ["hidden", "removed"])
def test_its_author_reads_why_and_appeals_and_another_brings_it_back(
    town, visit, run_jobs, thing, act
):
    report(visit, town.maelle, thing)
    assert decide(visit, town.claire, thing, act) == 200
    run_jobs()
    karim = visit(town.karim)
    done = "hid" if act == "hidden" else "removed"
    (link,) = Page(karim.open("/notices")).links(f"Claire {done} what you wrote")
    assert WHY in Page(karim.get(link)).main
    assert WRITTEN in Page(karim.get(link)).main
    assert "looked at what you reported" in notices(visit(town.maelle))

    assert karim.submit(f"{thing.path}/appeal", reason="Un nom inventé.").status_code == 200
    assert decide(visit, town.claire, thing, "restored") == 403
    assert decide(visit, town.aurore, thing, "restored") == 200
    run_jobs()

    assert "What you wrote in" in notices(karim)
    assert "is shown again" in notices(karim)
    assert reads(visit, town.solene, thing)
    assert town.rows(town.vente, Case)[0].state is State.restored


def test_an_edit_is_asked_for_where_it_can_be_made(town, visit, what, thing):
    report(visit, town.maelle, thing)
    claire, karim = visit(town.claire), visit(town.karim)
    offer = "Ask its author for an edit" in Page(claire.open(f"{thing.path}/case")).main

    said = {"act": "edit_asked", "reason": WHY}
    answer = claire.submit(f"{thing.path}/decide", **said)

    assert offer is (what not in (What.submissions, What.reviews))
    if not offer:
        assert answer.status_code == 422
        assert "cannot be edited any more" in answer.text
        assert town.rows(town.vente, Case)[0].state is State.open
        return
    assert answer.status_code == 200
    (link,) = Page(karim.open(f"{thing.path}/case")).links("Edit your text")
    assert WRITTEN in karim.get(link).text.replace("&lt;", "<").replace("&gt;", ">")


@pytest.mark.parametrize("act", ["edit_asked", "hidden"])
def test_what_was_handed_in_is_edited_while_it_is_time_to_revise_it(town, visit, act):
    asked = challenge(town, town.claire, Phase.revising)
    work = submission(town, asked, town.karim, TITLE)
    assert decide(visit, town.claire, Standing(work.path, asked.path, work), act) == 200
    (link,) = Page(visit(town.karim).open(f"{work.path}/case")).links("Edit your text")

    with time_machine.travel(asked.revise_by + timedelta(minutes=1)):
        page = Page(visit(town.karim).open(f"{work.path}/case"))
        assert WHY in page.main
        assert page.links("Edit your text") == []

    assert "Your text" in visit(town.karim).get(link).text
    sent(visit(town.karim), asked, title=TITLE, body="Sans nom.")
    (shown,) = queue(visit(town.aurore))
    assert "Edited since" in shown
    assert "Sans nom." in shown


@pytest.mark.parametrize("matter", ["name", "danger"])
def test_what_is_grave_is_out_of_sight_until_somebody_decides(town, visit, thing, matter):
    report(visit, town.maelle, thing, matter)

    assert reads(visit, town.solene, thing) is (matter == "name")
    for who in (town.claire, town.aurore):
        assert len(queue(visit(who))) == 1
    act = "shown" if matter == "danger" else "left"
    assert decide(visit, town.claire, thing, act) == 200
    assert reads(visit, town.solene, thing)


def test_a_champion_hides_it_and_reads_no_report(town, visit, thing):
    visit(town.claire).submit("/roles", member=town.maelle.id, role="champion")
    maelle = visit(town.maelle)

    page = Page(maelle.open(f"{thing.path}/hide"))
    assert WRITTEN in page.main
    answer = maelle.submit_by_script(f"{thing.path}/hide", reason=WHY)
    assert answer.headers["HX-Redirect"].endswith("?said=hidden")
    assert maelle.open(f"{thing.path}/case").status_code in (403, 404)
    assert town.rows(town.vente, Case)[0].state is State.hidden
