"""A challenge of which reviews are written, and one of them on its way."""

from collections.abc import Callable

import httpx
import pytest

from lti_social.challenges.models import Challenge, Criterion
from lti_social.challenges.phases import Phase
from lti_social.reviews.models import Review
from lti_social.submissions.models import Submission
from tests.contests import challenge, review, submission
from tests.visitor import Visitor

SAID = {
    "works": "Tu reprends ses mots.",
    "question": "À quel moment l’as-tu su ?",
    "suggestion": "T’arrêter après la deuxième question.",
}


@pytest.fixture
def asked(town) -> Challenge:
    return challenge(town, town.claire, Phase.reviewing)


@pytest.fixture
def work(town, asked) -> Submission:
    return submission(town, asked, town.solene)


@pytest.fixture
def mine(town, asked, work) -> Review:
    """Karim’s, of Solène’s work; both handed in."""
    submission(town, asked, town.karim, "Un couple qui achète")
    return review(town, work, town.karim, due_at=asked.review_by)


@pytest.fixture
def criteria(town, asked) -> list[int]:
    return [row.id for row in town.rows(asked, Criterion, challenge_id=asked.id)]


@pytest.fixture
def write(criteria) -> Callable[..., httpx.Response]:
    """A whole review, sent, unless `said` takes from it."""

    def as_sent(visitor: Visitor, of: Review, **said: str) -> httpx.Response:
        found = {f"there-{n}": "1" for n in criteria}
        form = {"send": "1"} | SAID | found | said
        return visitor.submit(f"/reviews/{of.id}", **form)

    return as_sent
