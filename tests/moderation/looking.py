"""What people see of a report: the list of what waits, their notices, the case's page."""

from lti_social.moderation.models import Step
from lti_social.moderation.words import Act
from tests.pages import Page

WRITTEN, REASON = "Madame Durand a refusé.", "On reconnaît la cliente."
TITLE = "Une cliente refuse"


def queue(visitor) -> list[str]:
    """What waits for this visitor, as their list says it."""
    page = Page(visitor.open("/reports"))
    return [one.text for one in page.all("li") if one.inside and one.inside.looks("queue")]


def notices(visitor) -> str:
    return Page(visitor.open("/notices")).main


def case(visitor, post) -> Page:
    answer = visitor.open(f"/posts/{post.id}/case")
    assert answer.status_code == 200
    return Page(answer)


def acts(town) -> list[Act]:
    return [step.act for step in town.rows(town.vente, Step)]
