"""What the pages of challenges cost the database, however many people take part."""

import pytest

from lti_social.challenges.models import Told
from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.grades.models import Grade, LineItem, State
from lti_social.running.models import Counted, Goal, Scored
from tests.contests import challenge, review, submission


@pytest.fixture
def asked(town, visit):
    """Of twelve people who all handed in, read each other and looked back."""
    asked = challenge(town, town.claire, Phase.revising, told=Told.score)
    people = [town.solene, town.karim, town.maelle]
    people += [town.member(town.vente, f"P{n}") for n in range(9)]
    works = [submission(town, asked, who) for who in people]
    for work, reader in zip(works, people[1:], strict=False):
        review(town, work, reader, due_at=now())
    item = LineItem(about=asked.path, label="Défi", maximum=1, opened_by_id=town.claire.id)
    town.add(asked, item)
    for who in people:
        score = {"challenge_id": asked.id, "member_id": who.id, "score": 1}
        town.add(asked, Scored(**score, by_id=town.claire.id))
        grade = Grade(line_item_id=item.id, member_id=who.id, score=1, at=now())
        grade.state, grade.failure, grade.fix = State.refused, "Non", "Non"
        town.add(asked, grade)
    for who in people[:3]:
        line = {"part": "why", "body": "Par habitude."}
        visit(who).submit(f"{asked.path}/debrief", **line)
    for counted in list(Counted)[:3]:
        goal = {"title": "Ensemble", "counted": counted, "target": 2}
        town.add(asked, Goal(**goal, member_id=town.claire.id))
    for number in range(25):
        challenge(town, town.claire, Phase.closed, title=f"Défi {number}")
    return asked


@pytest.mark.parametrize(
    ("who", "path", "most"),
    [
        ("solene", "/challenges", 4),
        ("claire", "/challenges", 4),
        ("solene", "{asked}", 13),
        ("claire", "{asked}", 12),
        ("solene", "{asked}/debrief", 3),
        ("claire", "{asked}/monitor", 13),
        ("claire", "{asked}/monitor.csv", 9),
        ("claire", "/goals", 2),
        ("solene", "", 11),
    ],
)
def test_a_page_takes_few_statements(town, visit, counted, asked, who, path, most):
    visitor = visit(getattr(town, who))
    with counted() as said:
        answer = visitor.open(path.format(asked=asked.path))

    assert answer.status_code == 200
    assert 1 < len(said) <= most, "\n\n".join(said)


def test_every_statement_names_the_cohort(town, visit, counted, asked):
    claire = visit(town.claire)
    with counted() as said:
        for path in ("/challenges", asked.path, f"{asked.path}/monitor", "/goals", ""):
            claire.open(path)

    assert [one for one in said if "cohort_id" not in one] == []
