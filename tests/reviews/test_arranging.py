"""The trainer sees who reviews what, changes it by hand, and tries it out before."""

import pytest

from lti_social.challenges.models import Format, Team, TeamMember
from lti_social.challenges.phases import Phase
from lti_social.notifications.models import Kind, Notice
from lti_social.reviews.models import By, Exclusion, State, Volunteer
from tests.contests import challenge, review
from tests.pages import Page
from tests.reviews.looking_after import a_minute_passes, change, end, hand_in, reviews


@pytest.fixture
def asked(town):
    return challenge(town, town.claire, Phase.reviewing)


@pytest.fixture
def claire(town, visit):
    return visit(town.claire)


def rows(browser, asked) -> list[str]:
    page = Page(browser.open(f"{asked.path}/reviewers"))
    return [row.text for row in page.all("tr")[1:]]


def test_a_trainer_sees_who_reviews_what_the_least_reviewed_first(town, claire, asked):
    works = hand_in(town, asked, 3)
    end(town, review(town, works[0], town.karim), "sent")
    end(town, review(town, works[1], town.maelle), "started")

    assert rows(claire, asked) == [
        "De Maëlle Maëlle Nobody yet. Change who reviews “De Maëlle”",
        "De Karim Karim Maëlle Being written Change who reviews “De Karim”",
        "De Solène Solène Karim Sent Change who reviews “De Solène”",
    ]


def test_a_review_that_nobody_has_begun_goes_to_somebody_else(town, claire, asked):
    (work, *_) = hand_in(town, asked, 4)
    given = review(town, work, town.karim)
    path = f"{asked.path}/reviewers?work={work.id}"
    assert "Give it to" in Page(claire.open(path)).main

    answer = claire.submit(f"/reviews/{given.id}/move", reader=town.maelle.id)

    assert answer.status_code == 200
    (moved,) = reviews(town)
    assert (moved.member_id, moved.by) == (town.maelle.id, By.peer)
    (notice,) = town.rows(town.vente, Notice, kind=Kind.to_review)
    assert notice.member_id == town.maelle.id


def test_what_is_begun_stays(town, claire, asked):
    (work, *_) = hand_in(town, asked, 3)
    given = review(town, work, town.karim, state=State.started)

    answer = claire.submit(f"/reviews/{given.id}/move", reader=town.maelle.id)

    assert answer.status_code == 409
    assert reviews(town)[0].member_id == town.karim.id


@pytest.mark.parametrize("who", ["solene", "karim", "nadia", "michel"])
def test_who_cannot_read_it_is_not_asked(town, claire, asked, who):
    """Its author, one who was asked already, a stranger, an administrator of the LMS."""
    (work, *_) = hand_in(town, asked, 3)
    review(town, work, town.karim, state=State.declined)

    sent = {"submission": work.id, "reader": getattr(town, who).id}
    answer = claire.submit(f"{asked.path}/reviewers", **sent)

    assert answer.status_code in (404, 409)
    assert len(reviews(town)) == 1


def test_of_a_team_no_member_is_asked(town, claire, asked):
    (work, *_) = hand_in(town, asked, 1)
    team = town.add(asked, Team(challenge_id=asked.id, name="Les Bleus"))
    for member in (town.solene, town.karim):
        known = {"challenge_id": asked.id, "team_id": team.id}
        town.add(asked, TeamMember(member_id=member.id, **known))
    with_team = town.again(work)
    with_team.team_id = team.id
    town.add(work, with_team)

    sent = {"submission": work.id, "reader": town.karim.id}

    assert claire.submit(f"{asked.path}/reviewers", **sent).status_code == 409
    page = Page(claire.open(f"{asked.path}/reviewers?work={work.id}"))
    assert "By Les Bleus." in page.main
    assert "Karim" not in page.the("reader").text


def test_a_trainer_takes_one_on(town, claire, asked):
    (work, *_) = hand_in(town, asked, 3)
    path = f"{asked.path}/reviewers"
    assert "Review it myself" in Page(claire.open(f"{path}?work={work.id}")).main

    claire.submit(path, submission=work.id, reader=town.claire.id)

    (taken,) = reviews(town)
    assert (taken.member_id, taken.by) == (town.claire.id, By.facilitator)
    assert "Review it myself" not in Page(claire.open(f"{path}?work={work.id}")).main


def test_two_are_kept_apart(town, claire, asked, run_jobs):
    work, other, _ = hand_in(town, asked, 3)
    review(town, work, town.karim)
    review(town, other, town.solene, state=State.started)
    sent = {"member": town.solene.id, "other": town.karim.id}

    assert claire.submit(f"{asked.path}/apart", **sent).status_code == 200
    assert claire.submit(f"{asked.path}/apart", **sent).status_code == 200
    run_jobs()

    between = {(r.submission_id, r.member_id): r.state for r in reviews(town)}
    assert (work.id, town.karim.id) not in between
    assert between[other.id, town.solene.id] is State.started
    assert len(town.rows(town.vente, Exclusion)) == 1
    page = Page(claire.open(f"{asked.path}/reviewers"))
    assert "Solène and Karim" in page.main


def test_one_is_not_kept_apart_from_oneself_nor_from_a_stranger(town, claire, asked):
    for other, status in ((town.solene, 409), (town.nadia, 404)):
        sent = {"member": town.solene.id, "other": other.id}
        assert claire.submit(f"{asked.path}/apart", **sent).status_code == status

    assert town.rows(town.vente, Exclusion) == []


def test_one_click_asks_somebody_else_for_what_nobody_has_begun(town, claire, asked):
    hand_in(town, asked, 3)
    a_minute_passes(town)
    begun = reviews(town)[0]
    end(town, begun, "started")
    page = Page(claire.open(f"{asked.path}/reviewers"))
    assert "3 submissions wait for reviews." in page.main

    claire.submit(f"{asked.path}/rescue")
    claire.submit(f"{asked.path}/rescue")

    by = [review.by for review in reviews(town)]
    assert by.count(By.peer) == 6
    assert by.count(By.facilitator) == 5
    assert town.again(asked).needed == 2


def test_it_asks_nobody_before_reviews_are_under_way(town, claire):
    early = challenge(town, town.claire, Phase.open)
    hand_in(town, early, 3)
    page = Page(claire.open(f"{early.path}/reviewers"))
    claire.submit(f"{early.path}/rescue")

    assert "Ask somebody else now" not in page.main
    assert reviews(town) == []


def test_a_learner_offers_to_read_more_and_thinks_again(town, visit, asked):
    maelle, path = visit(town.maelle), f"{asked.path}/volunteer"
    for on in ("1", "1", "0"):
        assert maelle.submit(path, on=on).status_code == 200
        offers = [row.member_id for row in town.rows(town.vente, Volunteer)]
        assert offers == [town.maelle.id] * int(on)


def test_a_dry_run_shows_who_would_review_whom(town, claire):
    early = challenge(town, town.claire, Phase.scheduled)
    page = Page(claire.open(f"{early.path}/dry-run"))

    assert "3 submissions, 3 people" in page.main
    assert "Everybody reads 2." in page.main
    told = {row.text for row in page.all("tr")[1:]}
    assert told == {"Solène Karim, Maëlle", "Karim Maëlle, Solène", "Maëlle Karim, Solène"}
    assert reviews(town) == []
    assert town.rows(town.vente, Notice) == []


def test_a_dry_run_says_when_there_are_too_few(town, claire):
    many = challenge(town, town.claire, Phase.draft, wanted=4)
    page = Page(claire.open(f"{many.path}/dry-run"))

    assert "Fewer people handed something in than reviews were wanted. 4 were wanted." in (
        page.main
    )


def test_a_dry_run_takes_teams_as_they_are(town, claire):
    early = challenge(town, town.claire, Phase.scheduled, format=Format.team)
    team = town.add(early, Team(challenge_id=early.id, name="Les Bleus"))
    for member in (town.solene, town.karim):
        known = {"challenge_id": early.id, "team_id": team.id}
        town.add(early, TeamMember(member_id=member.id, **known))
    told = [row.text for row in Page(claire.open(f"{early.path}/dry-run")).all("tr")[1:]]

    assert told == ["Karim Maëlle", "Maëlle Les Bleus", "Solène Maëlle"]
    change(town, early, format=Format.project)  # they are kept, and count no more
    assert "3 submissions, 3 people" in Page(claire.open(f"{early.path}/dry-run")).main
