"""A challenge is placed in the course, with the column that its grades go to."""

from lti_social.challenges.models import Challenge, Standing
from lti_social.challenges.phases import Phase
from lti_social.cohorts.models import Member
from lti_social.grades.models import column_id
from tests.cohorts.launching import rows
from tests.contests import challenge
from tests.placements.placing import through
from tests.town import Town


def announced(engine, phase: Phase = Phase.open) -> Challenge:
    """By whoever places."""
    (trainer,) = rows(engine, Member)
    return challenge(Town(engine), trainer, phase)


def test_a_challenge_is_placed_with_its_column_and_its_link_opens_it(desk, another, lms):
    desk.ask()
    asked = announced(desk.engine)
    assert asked.title in desk.look().text
    assert asked.title not in desk.look("?q=ailleurs").text
    desk.choose("challenge", asked.id)
    desk.do("/picks/1", title="Le défi", graded="1", maximum="20")
    (item,) = desk.send().items

    assert item["lineItem"]["resourceId"] == column_id(asked.path)
    assert item["lineItem"]["scoreMaximum"] == 20
    opened = another().launch(lms, through(item))
    assert opened.headers["location"].endswith(asked.path)


def test_one_that_was_not_announced_cannot_be_placed(desk):
    desk.ask()
    drafted = announced(desk.engine, Phase.draft)
    assert drafted.standing is Standing.draft
    assert drafted.title not in desk.look().text

    assert desk.choose("challenge", drafted.id).status_code == 404
    assert desk.choose("challenge", 99).status_code == 404
