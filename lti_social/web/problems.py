"""The page that says what went wrong, and gives back what the reader had written."""

import logging

from fastapi import Request, Response
from starlette.exceptions import HTTPException

from lti_social.core.errors import N_, Invalid, NotFound, Problem, Unaccepted
from lti_social.web.edge import policy
from lti_social.web.hop import Ask
from lti_social.web.render import page
from lti_social.web.session import FORM_KEY
from lti_social.web.uploads import GOES, LEAVES

log = logging.getLogger("lti_social.problem")

NOT_TEXT = {
    *(FORM_KEY, "format", "kind", "parent", "on", "language", "appearance", "then"),
    *("mail", "hour", "habit", "review_on"),
    *("part", "told", "counted", "whom"),
    *("day_1", "day_2", "day_3", "day_4", "day_5"),
    *("zone", "champions", "phase", "member", "role", "platform_id", "token"),
    *("what", "target", "graded", "setup", "threads", "links"),
    *("matter", "act", "last", "to", "onto", "level", "reach", "outside", "stays"),
    *("licence", "from_post", "inspired_by", "seen", "publish"),
    *("cards_read_first", "champions_curate", "assistants_curate"),
    *("outcome", "by", "maturity", "collection", "up"),
    *("send", "practice", "useful", "from_submission"),
    *("shape", "wanted", "blind", "told", "pattern", "fixed", "announce", "team"),
}
# How unseen names begin
CARRIED = (
    *(GOES, LEAVES, "about", "place", "let-", "with-", "to_"),
    *("rule-", "found-", "there-"),
)
NEVER_BACK = {"ws_token"}  # a secret is on no page, not even on its sender's
LABELS = {
    "title": N_("Title"),
    "body": N_("Your text"),
    "problem": N_("The problem"),
    "job": N_("For which job"),
    "audience": N_("With whom"),
    "constraints": N_("Under which constraints"),
    "steps": N_("What I do"),
    "why": N_("Why it works"),
    "result": N_("What comes of it"),
    "conditions": N_("What it takes"),
    "fails_when": N_("When it does not work"),
    "effort": N_("The effort"),
    "skills": N_("What it is good for"),
    "changed": N_("What you changed"),
    "reason": N_("The reason"),
    "sentence": N_("A sentence that everybody reads"),
    "purpose": N_("What brings us together"),
    "name": N_("Your name"),
    "text": N_("A line under the title"),
    "label": N_("Name of the column"),
    "maximum": N_("Best mark"),
    "points": N_("Points"),
    "comment": N_("A word to go with it"),
    "many": N_("How many"),
    "ends_on": N_("Until which day"),
    "lms_name": N_("Name of the LMS"),
    "issuer": N_("Issuer"),
    "client_id": N_("Client ID"),
    "auth_url": N_("Authorization address (OIDC)"),
    "token_url": N_("Token address"),
    "jwks_url": N_("Key set address (JWKS)"),
    "frame_origins": N_("Where the LMS shows the tool in a frame"),
    "deployments": N_("Deployment IDs"),
    "lms_role": N_("Role in the LMS"),
    "url": N_("Address"),
    "ws_token": N_("Token"),
    "to": N_("Resource"),
    "situation": N_("When"),
    "doing": N_("I"),
    "due_on": N_("By which day"),
    "words": N_("What I changed, or what happened"),
    "context": N_("Where: a site, a team"),
    "happened_on": N_("The day"),
    "outcome": N_("What came of it"),
    "aim": N_("What it is for"),
    "note": N_("Why it belongs there"),
    "worth": N_("Why it is worth the time"),
    "objective": N_("What is to be done, in a sentence"),
    "opens_at": N_("It opens"),
    "submit_by": N_("Handed in by"),
    "review_by": N_("Reviews by"),
    "revise_by": N_("Revised by"),
    "closes_at": N_("The debrief ends"),
    **{f"criterion-{n}-title": N_("What is looked at") for n in range(1, 7)},
    **{f"criterion-{n}-there": N_("It is there when…") for n in range(1, 7)},
    **{f"criterion-{n}-not_yet": N_("Not yet when…") for n in range(1, 7)},
    "addresses": N_("Links"),
    "works": N_("What works"),
    "question": N_("One question"),
    "suggestion": N_("One suggestion"),
    "answer": N_("Your answer"),
}


async def explain(request: Request, error: Exception) -> Response:
    """One handler for every problem; unknown errors become a plain Problem with an id."""
    problem = _as_problem(error, request.state.request_id)
    sent: dict[str, str] = getattr(request.state, "form", {})
    form = {name: said for name, said in sent.items() if name not in NEVER_BACK}
    ask = Ask(request, form)
    way_back = getattr(request.state, "way_back", None)
    answer = page(
        ask,
        "web/problem.html",
        status=problem.status,
        problem=problem,
        sentences=problem.fields.items() if isinstance(problem, Invalid) else (),
        kept=[(name, form[name]) for name in form if _is_text(name) and form[name]],
        hidden=[(name, form[name]) for name in form if not _is_text(name)],
        files=sum(name.startswith(GOES) for name in form),
        by_name=isinstance(problem, Unaccepted),
        again=isinstance(problem, Invalid),
        labels=LABELS,
        home=getattr(request.state, "home", None),
        way_back=way_back,
        request_id=request.state.request_id,
    )
    if way_back and way_back.cookie:
        answer.headers["Set-Cookie"] = way_back.cookie
    if not getattr(request.state, "frame_origins", None):
        answer.headers["Content-Security-Policy"] = policy(["*"])  # nobody's page
    return answer


def _is_text(name: str) -> bool:
    return name not in NOT_TEXT and not name.startswith(CARRIED)


def _as_problem(error: Exception, request_id: str) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException) and error.status_code in (404, 405):
        return NotFound()  # an address we never made
    if isinstance(error, HTTPException) and error.status_code == 400:
        return Invalid()  # a form that cannot be read as one
    log.error("unexpected", exc_info=error, extra={"request_id": request_id})
    return Problem()
