"""Completion of people in the town, from what the rows say of them."""

from lti_social.challenges.models import Team, TeamMember
from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.reviews.completion import Asked, left_to_do
from lti_social.reviews.doing import parts, times
from lti_social.reviews.models import State
from tests.contests import challenge, review, submission
from tests.reviews.looking_after import a_minute_passes, change, days_pass, end, reviews

RULE = [Asked.submitted, Asked.reviewed, Asked.revised]


def left(town, asked) -> dict[int, list[Asked]]:
    with open_cohort(town.engine, asked.cohort_id) as db:
        it = town.again(asked)
        found = parts(db, it)
        return {
            who: left_to_do(RULE, part, times(it, now())) for who, part in found.items()
        }


def test_who_did_their_part_completes_whatever_the_others_do(town):
    asked = challenge(town, town.claire, Phase.reviewing)
    for who in (town.solene, town.karim, town.maelle):
        submission(town, asked, who)
    a_minute_passes(town)
    for one in reviews(town):
        if one.member_id == town.solene.id:
            end(town, one, "sent")
    assert left(town, asked)[town.solene.id] == [Asked.revised]

    days_pass(town, asked, 11)
    a_minute_passes(town)

    assert left(town, asked)[town.solene.id] == []
    assert left(town, asked)[town.karim.id] == [Asked.reviewed]
    assert town.again(asked).needed == 0


def test_a_withdrawn_submission_is_none_and_no_debt_to_its_reader(town):
    asked = challenge(town, town.claire, Phase.revising)
    work = submission(town, asked, town.solene)
    submission(town, asked, town.karim, state="final")
    review(town, work, town.karim, state=State.started)
    change(town, work, state="withdrawn")

    assert left(town, asked) == {town.karim.id: []}


def test_a_team_hands_in_together(town):
    asked = challenge(town, town.claire, Phase.reviewing)
    team = town.add(asked, Team(challenge_id=asked.id, name="Les Bleus"))
    for member in (town.solene, town.karim):
        known = {"challenge_id": asked.id, "team_id": team.id}
        town.add(asked, TeamMember(member_id=member.id, **known))
    submission(town, asked, town.solene, team_id=team.id, revised_at=now())

    not_yet = [Asked.reviewed]
    assert left(town, asked) == {town.solene.id: not_yet, town.karim.id: not_yet}
