"""People change teams, and challenges their format: drafts stay with the right people."""

import pytest

from lti_social.challenges.models import TeamMember
from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.files.models import Attachment
from lti_social.practices.models import Practice
from lti_social.resources.models import Anchor
from lti_social.reviews.models import By, Review, State
from lti_social.submissions.models import Submission
from tests.cards import practice
from tests.challenges.asked import ASKED
from tests.contests import challenge, review, submission
from tests.pages import Page
from tests.reviews.looking_after import a_minute_passes, change, days_pass
from tests.submissions.conftest import seen, sent, team


@pytest.fixture
def asked(town):
    return challenge(town, town.claire, format="team", blind=False)


def move(visit, town, asked, into, *people) -> None:
    """These are the team from now on."""
    form = {f"with-{who.id}": "1" for who in people}
    form |= {"team": str(into.id), "name": into.name}
    assert visit(town.claire).submit(f"{asked.path}/teams", **form).status_code == 200


def becomes(visit, town, asked, shape: str) -> None:
    form = ASKED | {"shape": shape, "told": ""}
    assert visit(town.claire).submit(f"{asked.path}/edit", **form).status_code == 200


def text_for(visitor, asked) -> str:
    return Page(visitor.open(f"{asked.path}/hand-in")).the("body").text


def read_by(town, work: Submission) -> set[int]:
    """Who was asked for a review of it."""
    return {row.member_id for row in town.rows(work, Review, submission_id=work.id)}


def test_who_moves_leaves_the_draft_to_the_others(town, visit, asked, hand_in):
    blue = team(town, asked, town.solene, town.karim)
    green = team(town, asked, town.maelle, name="Les Verts")
    solene, karim, maelle = map(visit, (town.solene, town.karim, town.maelle))
    draft = hand_in(solene, asked, send="0", body="À nous deux.")

    move(visit, town, asked, green, town.maelle, town.solene)

    page = Page(solene.open(f"{asked.path}/hand-in"))
    assert "For your team, “Les Verts”" in page.main
    assert (page.the("body").text, seen(solene, asked)) == ("", "none")
    assert solene.open(draft.path).status_code == 404
    assert text_for(karim, asked) == "À nous deux."
    again = town.again(draft)
    assert (again.member_id, again.team_id) == (town.karim.id, blue.id)

    work = hand_in(solene, asked, body="Pour les Verts.")

    assert work.team_id == green.id
    assert "Pour les Verts." in Page(maelle.open(work.path)).main
    assert karim.open(work.path).status_code == 404


def test_a_form_that_was_opened_in_the_other_team_is_not_taken(town, visit, asked, hand_in):
    team(town, asked, town.solene, town.karim)
    green = team(town, asked, town.maelle, name="Les Verts")
    solene = visit(town.solene)
    hand_in(solene, asked, send="0")
    before = seen(solene, asked)
    move(visit, town, asked, green, town.maelle, town.solene)

    answer = sent(solene, asked, seen=before, body="Écrit chez les Bleus.")

    assert answer.status_code == 409
    assert "Écrit chez les Bleus." in answer.text
    assert text_for(visit(town.maelle), asked) == ""


def test_nobody_reviews_what_they_wrote_before_they_moved(town, visit, asked, hand_in):
    """Nor what was theirs, however often its team changed since."""
    blue = team(town, asked, town.solene, town.karim)
    green = team(town, asked, town.maelle, name="Les Verts")
    fatou = town.member(town.vente, "Fatou")
    hand_in(visit(town.solene), asked, send="0", body="De Solène.")
    move(visit, town, asked, green, town.maelle, town.solene)
    move(visit, town, asked, blue, town.karim, fatou)
    move(visit, town, asked, blue, fatou)
    move(visit, town, asked, green, town.maelle, town.solene, town.karim)
    theirs = hand_in(visit(fatou), asked, body="De Solène, relu.")
    other = hand_in(visit(town.maelle), asked, body="Des Verts.")

    days_pass(town, asked, 7)
    a_minute_passes(town)

    peers = {row.member_id for row in town.rows(asked, Review, by=By.peer)}
    assert read_by(town, theirs) & {town.solene.id, town.karim.id} == set()
    assert town.maelle.id in read_by(town, theirs)
    assert read_by(town, other) == {fatou.id}
    assert peers == {town.maelle.id, fatou.id}
    form = {"submission": theirs.id, "reader": town.solene.id}
    answer = visit(town.claire).submit(f"{asked.path}/reviewers", **form)
    assert answer.status_code == 409
    page = Page(visit(town.claire).open(f"{asked.path}/reviewers?work={theirs.id}"))
    assert "Solène" not in page.the("reader").text


def test_where_nobody_is_left_each_keeps_the_whole_text(town, visit, asked, hand_in):
    blue = team(town, asked, town.solene, town.karim)
    green = team(town, asked, town.maelle, name="Les Verts")
    solene, karim = visit(town.solene), visit(town.karim)
    hand_in(solene, asked, send="0", body="De Solène.")
    hand_in(karim, asked, send="0", body="De Solène. De Karim.")

    move(visit, town, asked, blue)

    for one in (solene, karim):
        assert text_for(one, asked) == "De Solène. De Karim."
        refused = sent(one, asked, body="De Solène. De Karim.")
        assert refused.status_code == 422
        assert "you are in none yet" in refused.text
    hand_in(visit(town.maelle), asked, send="0", body="Des Verts.")
    move(visit, town, asked, green, town.maelle, town.solene)
    page = Page(solene.open(f"{asked.path}/hand-in"))
    assert page.the("body").text == "Des Verts."
    (kept,) = page.links("La chambre du petit")
    assert "De Solène. De Karim." in Page(solene.get(kept)).main
    assert visit(town.maelle).get(kept).status_code == 404


def test_what_one_began_alone_is_the_team_s_once_it_is_saved(town, visit, hand_in):
    asked = challenge(town, town.claire, blind=False)
    solene, karim = visit(town.solene), visit(town.karim)
    draft = hand_in(solene, asked, send="0", body="De Solène.")
    own = hand_in(karim, asked, send="0", body="De Karim.")
    blue = team(town, asked, town.solene, town.karim)

    becomes(visit, town, asked, "team")

    assert "You began this alone" in Page(karim.open(f"{asked.path}/hand-in")).main
    assert karim.open(draft.path).status_code == 404
    before = seen(karim, asked)
    hand_in(solene, asked, send="0", body="De Solène, à deux.")
    assert town.again(draft).team_id == blue.id
    assert text_for(karim, asked) == "De Solène, à deux."
    assert sent(karim, asked, seen=before, body="De Karim.").status_code == 409
    page = Page(karim.open(f"{asked.path}/hand-in"))
    assert page.links(own.title) == [f"/c/{town.vente.id}{own.path}"]
    assert "Change it" not in Page(karim.open(own.path)).main
    assert "a draft, that only your team sees" in Page(karim.open(asked.path)).main


def test_teams_that_are_no_more_leave_each_the_text(town, visit, asked, hand_in):
    """A file goes with who sent it, a card with its author; nobody reviews the other’s."""
    team(town, asked, town.solene, town.karim)
    card = practice(town, town.karim)
    guide = town.resource(town.vente, "Le guide")
    words = {"practice": str(card.id), f"about-{guide.id}": "page 4", "send": "0"}
    draft = hand_in(visit(town.solene), asked, send="0", body="De Solène.")
    hand_in(visit(town.karim), asked, body="De Solène. De Karim.", **words)
    files = {"kind": "pdf", "size": 1, "shows": "", "submission_id": draft.id}
    for who, name in ((town.solene, "s.pdf"), (town.karim, "k.pdf")):
        town.add(who, Attachment(member_id=who.id, name=name, key=name, **files))

    becomes(visit, town, asked, "project")

    hers, his = town.rows(asked, Submission)
    assert (hers.id, hers.member_id, hers.team_id) == (draft.id, town.solene.id, None)
    assert (his.member_id, his.team_id) == (town.karim.id, None)
    assert hers.body == his.body == "<p>De Solène. De Karim.</p>"
    assert (hers.practice_id, his.practice_id) == (None, card.id)
    hang = {row.name: row.submission_id for row in town.rows(asked, Attachment)}
    assert hang == {"s.pdf": hers.id, "k.pdf": his.id}
    places = {row.submission_id: row.place for row in town.rows(asked, Anchor)}
    assert places == {hers.id: "page 4", his.id: "page 4"}

    for who in (town.solene, town.karim, town.maelle):
        hand_in(visit(who), asked, body=f"De {who.name}.")
    days_pass(town, asked, 7)
    a_minute_passes(town)
    assert town.karim.id not in read_by(town, hers)
    assert town.solene.id not in read_by(town, his)
    assert town.maelle.id in read_by(town, hers) & read_by(town, his)


def test_who_has_a_draft_of_their_own_finds_the_team_s_below_it(town, visit, hand_in):
    """A row of a challenge names nobody twice: here it can name none of who stay."""
    asked = challenge(town, town.claire, blind=False)
    blue = team(town, asked, town.solene, town.karim)
    solene, karim = visit(town.solene), visit(town.karim)
    hand_in(solene, asked, send="0", title="À deux", body="De Solène.")
    hand_in(karim, asked, send="0", body="De Karim.")
    becomes(visit, town, asked, "team")
    hand_in(solene, asked, send="0", title="À deux", body="De Solène, à deux.")

    move(visit, town, asked, blue, town.karim)

    assert text_for(karim, asked) == "De Karim. À deux De Solène, à deux."
    assert text_for(solene, asked) == "De Solène, à deux."


def test_who_joins_a_team_reviews_its_work_no_more(town, visit, run_jobs):
    asked = challenge(town, town.claire, Phase.reviewing, format="team", locked_at=None)
    blue = team(town, asked, town.solene)
    green = team(town, asked, town.karim, name="Les Verts")
    ours = submission(town, asked, town.solene, team_id=blue.id)
    submission(town, asked, town.karim, team_id=green.id)
    for who, state in ((town.maelle, State.assigned), (town.karim, State.sent)):
        review(town, ours, who, state=state, due_at=asked.review_by, by=By.volunteer)

    move(visit, town, asked, blue, town.solene, town.maelle)
    run_jobs()

    assert town.maelle.id not in read_by(town, ours)
    assert town.karim.id in read_by(town, ours)


def test_what_was_begun_for_them_ends_as_a_conflict(town, visit, run_jobs):
    asked = challenge(town, town.claire, Phase.reviewing, format="team")
    blue = team(town, asked, town.solene)
    ours = submission(town, asked, town.solene, team_id=blue.id)
    known = {"due_at": asked.review_by, "by": By.volunteer, "works": "Oui."}
    begun = review(town, ours, town.maelle, state=State.started, **known)

    move(visit, town, asked, blue, town.solene, town.maelle)
    run_jobs()

    assert (town.again(begun).state, town.again(begun).works) == (State.declined, "Oui.")


def test_a_team_of_which_somebody_left_the_cohort_is_read_all_the_same(town, asked):
    blue = team(town, asked, town.solene, town.karim)
    ours = submission(town, asked, town.solene, team_id=blue.id)
    change(town, town.solene, left_at=now())

    days_pass(town, asked, 7)
    a_minute_passes(town)

    assert town.karim.id in read_by(town, ours)


def test_a_row_of_old_that_names_who_moved_is_put_right(town, visit, asked, hand_in):
    """As it was kept when nothing followed who changed teams."""
    blue = team(town, asked, town.solene, town.karim)
    green = team(town, asked, name="Les Verts")
    old = submission(town, asked, town.solene, state="draft", team_id=blue.id)
    (hers,) = town.rows(asked, TeamMember, member_id=town.solene.id)
    change(town, hers, team_id=green.id)

    work = hand_in(visit(town.solene), asked, body="Des Verts.")

    assert work.team_id == green.id
    assert town.again(old).member_id == town.karim.id
    assert visit(town.solene).open(old.path).status_code == 404


def test_a_card_that_another_chose_stays(town, visit, asked, hand_in):
    team(town, asked, town.solene, town.karim)
    card = practice(town, town.solene)
    hand_in(visit(town.solene), asked, send="0", practice=str(card.id))
    karim = visit(town.karim)

    chosen = [
        e.attributes["value"]
        for e in Page(karim.open(f"{asked.path}/hand-in")).all("option")
        if "selected" in e.attributes
    ]
    work = hand_in(karim, asked, practice=chosen[0])

    assert chosen == [str(card.id)]
    assert work.practice_id == card.id
    assert town.rows(asked, Practice)[0].author_id == town.solene.id
