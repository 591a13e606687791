"""`lti-social search rebuild`: for a database from before there was a search."""

import pytest
from sqlalchemy import delete

from lti_social.challenges.phases import Phase
from lti_social.core.engines import connect
from lti_social.core.migrate import migrate
from lti_social.core.search import Findable
from lti_social.core.wall import open_cohort
from tests.cards import practice
from tests.contests import challenge
from tests.prompt import at_the_prompt
from tests.town import Town


@pytest.fixture
def operator(tmp_path):
    with at_the_prompt(tmp_path) as operator:
        yield operator


def test_it_reads_everything_anew_each_in_its_cohort(operator):
    engine = connect(operator.url)
    migrate(engine)
    town = Town(engine)
    town.question(town.solene, "Un café, quand ?")
    town.question(town.nadia, "Un thé, quand ?")
    town.hide(town.opening(town.question(town.karim, "Un nom")), town.claire)
    practice(town, town.solene)
    challenge(town, town.claire, title="Un thé")
    challenge(town, town.claire, Phase.draft)
    with open_cohort(engine, town.vente.id) as db, db.begin():
        db.execute(delete(Findable))
        db.add(Findable(what="thread", thing=999, titled="", said="", text=""))

    told = operator.types("search", "rebuild")

    assert told.output == "4 threads, practices and challenges can be found.\n", told.output
    ours = {(row.what, row.thing, row.titled) for row in town.rows(town.vente, Findable)}
    assert ours == {
        ("thread", 1, " un caf quand / un cafe quand "),
        (
            "practice",
            1,
            " reformul la situat avant de parl produit"
            " / reformul la situat avant de parler produit ",
        ),
        ("challenge", 1, " un the / un the "),
    }
    (next_door,) = town.rows(town.managers, Findable)
    assert (next_door.thing, "the" in next_door.titled) == (2, True)
    engine.dispose()
