"""What members hand in: drafts, in time and late, withdrawn and handed in again."""

import pytest

from lti_social.challenges.phases import Phase
from lti_social.cohorts.models import Role
from lti_social.submissions.models import State, Submission, SubmissionVersion
from tests.cards import practice
from tests.contests import challenge, submission
from tests.pages import Page
from tests.submissions.conftest import WORK, sent


def test_a_draft_is_there_for_its_author_alone(town, visit, asked, hand_in):
    draft = hand_in(visit(town.solene), send="0", body="")

    assert (draft.state, draft.version, draft.submitted_at) == (State.draft, 0, None)
    page = Page(visit(town.solene).open(f"{asked.path}/hand-in"))
    assert page.the("title").attributes["value"] == WORK["title"]
    assert "a draft, that only you see" in Page(visit(town.solene).open(asked.path)).main
    for other in (town.karim, town.claire, town.michel):
        assert visit(other).open(draft.path).status_code == 404
    assert town.again(asked).locked_at is None


def test_what_is_handed_in_is_a_version_and_locks_the_criteria(town, visit, asked, hand_in):
    work = hand_in(visit(town.solene))

    assert (work.state, work.version, work.late) == (State.submitted, 1, False)
    assert town.again(asked).locked_at is not None
    (version,) = town.rows(town.vente, SubmissionVersion)
    assert (version.title, version.member_id) == (WORK["title"], town.solene.id)
    page = Page(visit(town.claire).open(work.path))
    assert "Solène" in page.main
    assert visit(town.karim).open(work.path).status_code == 404


def test_in_time_it_changes_as_often_as_one_likes(town, visit, asked, hand_in):
    solene = visit(town.solene)
    hand_in(solene)
    work = hand_in(solene, body="Trois minutes.", send="0")

    assert (work.version, work.body) == (2, "<p>Trois minutes.</p>")
    page = Page(solene.open(f"{work.path}/changes"))
    assert [one.text for one in page.all("del")] == ["taken out: Elle a parlé deux"]
    assert len(town.rows(town.vente, Submission)) == 1


def test_what_changed_in_another_window_is_not_written_over(town, visit, asked, hand_in):
    solene = visit(town.solene)
    hand_in(solene, send="0", body="Trois pages.")

    answer = sent(solene, asked, seen="none", body="Une ligne.")

    assert answer.status_code == 409
    assert "in another window perhaps" in answer.text
    assert "Une ligne." in answer.text


@pytest.mark.parametrize("phase", [Phase.reviewing, Phase.revising])
def test_who_comes_late_hands_in_once_and_is_marked(town, visit, hand_in, phase):
    asked = challenge(town, town.claire, phase)
    karim = visit(town.karim)
    assert "it is marked as late" in Page(karim.open(f"{asked.path}/hand-in")).main

    work = hand_in(karim, asked)

    assert work.late
    assert "Late" in Page(karim.open(work.path)).main
    again = 403 if phase is Phase.reviewing else 200  # where it is revised
    assert sent(karim, asked).status_code == again
    assert karim.open(f"{asked.path}/hand-in").status_code == again


@pytest.mark.parametrize(
    "phase", [Phase.scheduled, Phase.debrief, Phase.closed, Phase.cancelled]
)
def test_before_and_after_nothing_is_handed_in(town, visit, phase):
    asked = challenge(town, town.claire, phase)

    assert visit(town.solene).open(f"{asked.path}/hand-in").status_code == 403
    assert sent(visit(town.solene), asked).status_code == 403
    assert town.rows(town.vente, Submission) == []


def test_the_team_hands_nothing_in(town, visit, asked):
    for member in (town.claire, town.aurore, town.michel):
        assert sent(visit(member), asked).status_code == 403


def test_withdrawn_it_may_come_again(town, visit, asked, hand_in):
    solene = visit(town.solene)
    work = hand_in(solene)

    solene.submit(f"{work.path}/withdraw")

    assert town.again(work).state is State.withdrawn
    assert "withdrawn" in Page(solene.open(asked.path)).main
    assert solene.submit(f"{work.path}/withdraw").status_code == 403
    assert hand_in(solene).id == work.id
    assert town.again(work).state is State.submitted


def test_somebody_else_s_is_not_theirs_to_withdraw_or_keep(town, visit, asked, hand_in):
    work = hand_in(visit(town.solene))

    for act in ("withdraw", "keep", "showcase"):
        form = {"on": "1"}
        assert visit(town.karim).submit(f"{work.path}/{act}", **form).status_code == 404
        assert visit(town.claire).submit(f"{work.path}/{act}", **form).status_code == 403


def test_something_must_be_there_and_nothing_is_lost(town, visit, asked):
    solene = visit(town.solene)

    nothing = sent(solene, asked, body=" ", addresses="")
    assert nothing.status_code == 422
    assert "write a few words, or add what you made." in nothing.text

    wrong = sent(solene, asked, addresses="pas une adresse")
    assert wrong.status_code == 422
    assert "Links: this is not a web address" in wrong.text
    kept = {e.attributes["name"]: e.text for e in Page(wrong).all("textarea")}
    assert kept == {**WORK, "addresses": "pas une adresse"}
    assert sent(solene, asked, title=" ").status_code == 422
    assert town.rows(town.vente, Submission) == []


def test_links_a_card_and_a_resource_are_handed_in(town, visit, asked, hand_in):
    card, other = practice(town, town.solene), practice(town, town.karim)
    guide = town.resource(town.vente, "Le guide du vendeur")
    links = "https://exemple.fr/a\nhttps://exemple.fr/b"
    about = {f"about-{guide.id}": "page 4"}

    work = hand_in(
        visit(town.solene), body="", addresses=links, practice=str(card.id), **about
    )

    assert (work.links, work.practice_id) == (links, card.id)
    page = Page(visit(town.claire).open(work.path))
    assert page.links("https://exemple.fr/b") == ["https://exemple.fr/b"]
    assert page.links(card.title) == [f"/c/{town.vente.id}{card.path}"]
    assert len(page.links("Le guide du vendeur")) == 1
    assert sent(visit(town.karim), asked, practice=str(card.id)).status_code == 404
    assert sent(visit(town.karim), asked, practice=str(other.id)).status_code == 200


def test_a_mentor_and_an_assistant_among_learners_hand_nothing_in(town, visit, asked):
    mentor = town.member(town.vente, "Luc", Role.mentor)

    assert sent(visit(mentor), asked).status_code == 403


def test_nobody_next_door_finds_any_of_it(town, visit, asked):
    work = submission(town, asked, town.solene)
    nadia = visit(town.nadia)

    for path in (work.path, f"{work.path}/changes", f"{asked.path}/hand-in"):
        assert nadia.open(path).status_code == 404
