"""The doors of the application, as it lists them itself, and how to knock at one."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import httpx
from fastapi.testclient import TestClient

from lti_social.app import ROUTERS
from lti_social.challenges.models import Told
from lti_social.cohorts.levels import Level
from lti_social.cohorts.models import Phase, Role
from lti_social.core.clock import now
from lti_social.moderation.words import Act, Matter
from lti_social.placements.models import Kind as Placeable
from lti_social.practices.models import Known, Maturity
from lti_social.recalls.models import Habit
from lti_social.running.forms import Whom
from lti_social.running.models import Counted, Part
from lti_social.sharing.models import Reach
from lti_social.threads.models import Kind
from lti_social.trials.forms import When
from lti_social.trials.models import Outcome

ROUTES = [
    (method, route)
    for router in ROUTERS
    for route in router.routes
    for method in sorted(route.methods)
]
INSIDE = [(method, route.path) for method, route in ROUTES if "/c/" in route.path]
for ends in (  # what is over is neither tried nor talked about: later
    "/c/{cohort_id}/practices/{practice_id}/archive",
    "/c/{cohort_id}/challenges/{challenge_id}/cancel",
    "/c/{cohort_id}/challenges/{challenge_id}/archive",
    "/c/{cohort_id}/challenges/{challenge_id}/delete",
):
    INSIDE.remove(("POST", ends))
    later = INSIDE.index(("GET", "/c/{cohort_id}/place/{picking_id}"))
    INSIDE.insert(later, ("POST", ends))
READS = [door for door in INSIDE if door[0] == "GET"]
WRITES = [door for door in INSIDE if door[0] == "POST"]

OUTSIDE = {
    ("GET", "/lti/login"),
    ("POST", "/lti/login"),
    ("GET", "/lti/login/check"),
    ("GET", "/lti/login/continue"),
    ("GET", "/lti/jwks"),
    ("GET", "/lti/config/canvas.json"),
    ("GET", "/lti/register"),
    ("POST", "/lti/register"),
    ("POST", "/lti/launch"),
    ("GET", "/mail/stop"),
    ("POST", "/mail/stop"),
    ("GET", "/admin/link"),
    ("POST", "/admin/link"),
    ("POST", "/admin/leave"),
}
CONSOLE = [(m, r.path) for m, r in ROUTES if hasattr(r.endpoint, "is_admin_door")]
WHOLE_COHORT = "/c/{cohort_id}"

FIELDS = {
    "kind": Kind.question.value,
    "title": "Comment conclure ?",
    "url": "https://example.org/guide",
    "ws_token": "0123456789abcdef",
    "body": "En disant la suite.",
    "steps": "Je redis la situation.",
    "reason": "Un nom y figure.",
    "purpose": "Écouter avant de proposer.",
    "name": "Maëlle",
    "on": "1",
    "mail": "1",
    "hour": "9",
    "lms_name": "Moodle",
    "issuer": "https://moodle.test",
    "client_id": "c-1",
    # On the host that the registration has, and not in the letters that tell of a leak
    "auth_url": "https://LMS.test/auth",
    "token_url": "https://LMS.test/token",
    "jwks_url": "https://LMS.test/jwks",
    "lms_role": "Mentor",
    "zone": "Indian/Reunion",
    "champions": "1",
    "phase": Phase.deployment.value,
    "role": Role.mentor.value,
    "matter": Matter.name.value,
    "act": Act.left.value,
    "level": Level.first.value,
    "sentence": "Nous relisons tout jusqu’à lundi.",
    "what": Placeable.home.value,
    "reach": Reach.course.value,
    "outside": Known.colleague.value,
    "up": "1",
    "habit": Habit.sometimes.value,
    "objective": "Menez un vrai entretien.",
    "text": "Un exemple.",
    "criterion-1-title": "Reformulation",
    "criterion-1-there": "on reconnaît ses mots",
    "criterion-1-not_yet": "le produit arrive dans la phrase",
    "part": Part.why.value,
    "whom": Whom.all.value,
    "told": Told.score.value,
    "points": "1",
    "counted": Counted.posts.value,
    "many": "20",
    "situation": "un client hésite",
    "doing": "redis ses mots",
    "by": When.week.value,
    "outcome": Outcome.worked.value,
    "words": "Le client est pressé.",
    "maturity": Maturity.proven.value,
    "review_on": (now() + timedelta(days=90)).date().isoformat(),
}

Answers = dict[tuple[str, str], int]
Knock = Callable[..., Answers]


def ask(
    browser: TestClient, method: str, path: str, form: dict[str, str]
) -> httpx.Response:
    how = {"data": FIELDS | form} if method == "POST" else {}
    return browser.request(method, path, follow_redirects=False, **how)


def knocking(ids: dict[str, Any], secrets: Sequence[str], **usual: str) -> Knock:
    """What each of some doors answers; none of them may tell a secret if `hush`."""

    def ask_all(browser: TestClient, doors, hush=False, **form: str) -> Answers:
        answers = {}
        for method, path in doors:
            answer = ask(browser, method, path.format(**ids), usual | form)
            answers[method, path] = answer.status_code
            if hush:
                assert not [said for said in secrets if said in answer.text], path
        return answers

    return ask_all


def every(doors, status: int) -> Answers:
    return dict.fromkeys(doors, status)


def below(door: tuple[str, str]) -> tuple[str, str]:
    """The door without the cohort in its path."""
    return door[0], door[1].removeprefix(WHOLE_COHORT)
