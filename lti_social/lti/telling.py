"""The page of what an LMS began and that did not happen, and its line in the log."""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

from lti_social.lti.sentences import Refusal
from lti_social.web.edge import policy
from lti_social.web.hop import Ask
from lti_social.web.render import page

log = logging.getLogger("lti_social.lti")


def tell(
    request: Request,
    template: str,
    refusal: Refusal,
    *,
    support_id: str,
    logged: tuple[str, Mapping[str, Any]],
    **shown: Any,
) -> Response:
    """It holds nothing of ours: anybody may frame it. `logged` is for no other eyes."""
    what, more = logged
    request_id = getattr(request.state, "request_id", None)
    log.warning(what, extra={"support_id": support_id, "request_id": request_id, **more})
    answer = page(
        *(Ask(request, {}), template),
        status=refusal.status,
        refusal=refusal,
        support_id=support_id,
        **shown,
    )
    answer.headers["Content-Security-Policy"] = policy(["*"])
    return answer
