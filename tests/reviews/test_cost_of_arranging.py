"""What the pages of who reviews what ask of the database, however many handed in."""

import pytest
from sqlalchemy import event

from lti_social.challenges.phases import Phase
from tests.contests import challenge
from tests.reviews.looking_after import a_minute_passes, hand_in

QUIET = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE")


@pytest.mark.parametrize(
    ("page", "most"), [("/reviewers", 5), ("/reviewers?work={work}", 6), ("/dry-run", 6)]
)
def test_a_page_takes_few_statements(town, visit, engine, page, most):
    asked = challenge(town, town.claire, Phase.reviewing)
    work, *_ = hand_in(town, asked, 6)
    a_minute_passes(town)
    claire, said = visit(town.claire), []

    def note(_connection, _cursor, statement, *_):
        if not statement.lstrip().upper().startswith(QUIET):
            said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    claire.open(f"{asked.path}{page.format(work=work.id)}")
    event.remove(engine, "before_cursor_execute", note)

    assert 3 <= len(said) <= most, said
