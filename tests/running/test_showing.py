"""The list of challenges, and the one next thing that each page says to its reader."""

from datetime import timedelta

import pytest

from lti_social.challenges.models import Format, Standing, Team, TeamMember
from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.notifications.models import Kind, Notice
from lti_social.reviews.models import State as Reviewed
from lti_social.running.models import DebriefPost, Part
from lti_social.submissions.models import State
from tests.contests import challenge, review, submission
from tests.pages import Page
from tests.reviews.looking_after import comes_back, is_hidden, is_withdrawn


def step(visitor, asked) -> str:
    """The next thing, as the page of the challenge says it."""
    return Page(visitor.open(asked.path)).the("t-step").text


def test_an_empty_list_says_what_would_be_there(town, visit):
    learner = Page(visit(town.solene).open("/challenges"))
    trainer = Page(visit(town.claire).open("/challenges"))

    assert "There is no challenge yet." in learner.main
    assert learner.links("Propose a challenge")
    assert trainer.links("Make a challenge")
    assert trainer.links("Goals of the cohort")


def test_the_list_tells_what_runs_what_comes_and_what_is_over(town, visit):
    challenge(town, town.claire, Phase.open, title="Découvrir")
    challenge(town, town.claire, Phase.scheduled, title="Conclure")
    challenge(town, town.claire, Phase.closed, title="Ouvrir")
    challenge(town, town.claire, Phase.draft, title="Ranger")
    challenge(town, town.solene, Phase.proposed, title="Partager")

    solene, karim = (visit(one).open("/challenges") for one in (town.solene, town.karim))
    page = Page(karim)
    assert page.texts("h3") == ["Découvrir", "Conclure", "Ouvrir"]
    assert page.links("Hand in my work")
    assert "Handing in" in page.main
    assert Page(solene).texts("h3") == ["Découvrir", "Conclure", "Partager", "Ouvrir"]
    team = Page(visit(town.claire).open("/challenges"))
    assert team.texts("h3")[2:4] == ["Partager", "Ranger"]


def test_what_is_over_goes_on_page_by_page(town, visit):
    for number in range(22):
        challenge(town, town.claire, Phase.cancelled, title=f"Défi {number}")
    karim = visit(town.karim)
    first = Page(karim.open("/challenges"))
    (older,) = first.links("Earlier challenges")
    second = Page(karim.get(older))

    assert first.texts("h3") == [f"Défi {n}" for n in range(21, 1, -1)]
    assert second.texts("h3") == ["Défi 1", "Défi 0"]
    assert second.links("Earlier challenges") == []
    assert karim.open("/challenges?before=0").status_code == 404


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (Phase.scheduled, "It has not begun yet"),
        (Phase.open, "Hand in your work"),
        (Phase.reviewing, "You can still hand in"),
        (Phase.revising, "You can still hand in"),
        (Phase.debrief, "Nothing for you to do here"),
        (Phase.closed, "It is over"),
        (Phase.cancelled, "It is over"),
    ],
)
def test_who_handed_nothing_in_is_told_what_is_left(town, visit, phase, said):
    assert step(visit(town.solene), challenge(town, town.claire, phase)) == said


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (Phase.open, "It is handed in"),
        (Phase.reviewing, "The reviews of your work are being written"),
        (Phase.revising, "Revise your work with what you keep of the reviews"),
        (Phase.debrief, "Look back together"),
        (Phase.closed, "It is over"),
    ],
)
def test_who_handed_in_is_told_what_comes(town, visit, phase, said):
    asked = challenge(town, town.claire, phase)
    submission(town, asked, town.solene)

    assert step(visit(town.solene), asked) == said


@pytest.mark.parametrize("phase", [Phase.draft, Phase.proposed, Phase.declined])
def test_of_what_was_never_announced_no_step_is_told(town, visit, phase):
    page = visit(town.claire).open(challenge(town, town.claire, phase).path)

    assert page.status_code == 200
    assert "Your step" not in page.text
    assert "It is over" not in page.text


def test_a_draft_is_gone_on_with(town, visit):
    asked = challenge(town, town.claire)
    submission(town, asked, town.solene, state=State.draft)
    page = Page(visit(town.solene).open(asked.path))

    assert page.the("t-step").text == "Go on with your draft"
    (path,) = page.links("Go on with my draft")
    assert visit(town.solene).get(path).status_code == 200


def test_reviews_to_write_come_first(town, visit):
    asked = challenge(town, town.claire, Phase.reviewing)
    work = submission(town, asked, town.karim)
    given = review(town, work, town.solene)
    review(town, submission(town, asked, town.maelle), town.solene, state=Reviewed.declined)
    page = Page(visit(town.solene).open(asked.path))

    assert page.the("t-step").text == "Read what others did, and tell them"
    assert page.links("Write the next review") == [f"/c/1/reviews/{given.id}"]
    listed = Page(visit(town.solene).open("/challenges"))
    assert "(1 review)" in listed.main


@pytest.mark.parametrize("goes", [is_withdrawn, is_hidden])
def test_a_review_that_was_begun_waits_for_its_work_to_come_back(town, visit, goes):
    asked = challenge(town, town.claire, Phase.reviewing)
    work = submission(town, asked, town.karim)
    for other in (town.solene, town.maelle):
        submission(town, asked, other)
    given = review(town, work, town.solene, state=Reviewed.started, works="Ses mots.")
    theirs = f"/c/1/reviews/{given.id}"
    solene = visit(town.solene)

    goes(town, work)  # and she is asked for another

    for page in (asked.path, "/challenges", ""):
        (link,) = Page(solene.open(page)).links("Write the next review")
        assert link != theirs
        assert solene.get(link).status_code == 200
    comes_back(town, work)
    assert Page(solene.open(asked.path)).links("Write the next review") == [theirs]
    assert Page(solene.get(theirs)).the("works").text == "Ses mots."


def test_a_revision_may_be_made_kept_or_changed(town, visit):
    asked = challenge(town, town.claire, Phase.revising)
    work = submission(town, asked, town.solene, revised_at=now())
    solene = visit(town.solene)
    assert step(solene, asked) == "Your revision is there"
    assert "Keep it as it is" in Page(solene.open(asked.path)).main

    solene.submit(f"{work.path}/keep")

    assert step(solene, asked) == "Your version is final"
    assert "Keep it as it is" not in Page(solene.open(asked.path)).main


def test_one_of_a_team_sees_what_the_team_handed_in(town, visit):
    asked = challenge(town, town.claire, format=Format.team)
    team = town.add(asked, Team(challenge_id=asked.id, name="Les Bleus"))
    for member in (town.solene, town.karim):
        known = {"challenge_id": asked.id, "team_id": team.id}
        town.add(asked, TeamMember(member_id=member.id, **known))
    submission(town, asked, town.karim, team_id=team.id)

    assert step(visit(town.solene), asked) == "It is handed in"
    assert step(visit(town.maelle), asked) == "Hand in your work"


def test_the_team_is_led_to_the_monitor_and_an_administrator_looks(town, visit):
    asked = challenge(town, town.claire)

    assert step(visit(town.claire), asked) == "See who is where"
    assert step(visit(town.aurore), asked) == "See who is where"
    assert step(visit(town.michel), asked) == "Nothing for you to do here"
    assert Page(visit(town.solene).open(asked.path)).links("See who is where") == []


def test_who_has_looked_back_has_done_their_part(town, visit):
    asked = challenge(town, town.claire, Phase.debrief)
    submission(town, asked, town.solene)
    post = town.opening(town.discussion(town.solene))
    line = {"post_id": post.id, "part": Part.why}
    town.add(asked, DebriefPost(challenge_id=asked.id, **line))

    assert step(visit(town.solene), asked) == "You have done your part"


def test_a_draft_is_for_its_author_and_the_team(town, visit):
    asked = challenge(town, town.claire, Phase.draft)

    assert visit(town.solene).open(asked.path).status_code == 404
    assert visit(town.aurore).open(asked.path).status_code == 200


def test_its_notices_are_read_with_its_page(town, visit):
    asked = challenge(town, town.claire)
    told = {"who": "", "title": asked.title, "path": asked.path, "subject": asked.path}
    notice = town.add(
        town.solene, Notice(member_id=town.solene.id, kind=Kind.challenge, **told)
    )
    member = town.again(town.solene)
    member.waiting = 1
    town.add(town.solene, member)

    visit(town.solene).open(asked.path)

    assert town.again(notice).read_at
    assert town.again(town.solene).waiting == 0


def test_the_front_page_says_the_next_step(town, visit):
    asked = challenge(town, town.claire)
    challenge(town, town.claire, Phase.scheduled, title="Plus tard")
    challenge(town, town.claire, Phase.closed, title="Avant")
    solene = visit(town.solene)
    page = Page(solene.open(""))

    assert page.texts("h2")[0] == "A challenge is under way"
    assert page.links("Hand in my work") == [f"/c/1{asked.path}/hand-in"]
    assert "Plus tard" not in page.main
    assert "Avant" not in page.main
    submission(town, asked, town.solene)
    assert "It is handed in" in Page(solene.open("")).main


def test_dates_pass_and_the_page_follows(town, visit):
    asked = challenge(town, town.claire)
    late = town.again(asked)
    late.standing = Standing.archived
    late.closes_at = now() - timedelta(days=1)
    town.add(asked, late)

    assert Page(visit(town.karim).open("/challenges")).texts("h3") == [asked.title]
    assert step(visit(town.karim), asked) == "It is over"
