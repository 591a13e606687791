"""What the page of a case shows: all to who decides, to its author what concerns them."""

from typing import Any

from lti_social.cohorts.here import Here, require
from lti_social.moderation import policy, queries
from lti_social.moderation.dossiers import Dossier
from lti_social.moderation.words import NEEDS_NO_REASON


def shown(here: Here, dossier: Dossier) -> dict[str, Any]:
    is_author = here.me.id in dossier.authors
    concerns = is_author and queries.has_a_history(here, dossier)
    require(concerns or policy.may_read_all(here.me, dossier))
    may_hand_on = policy.may_hand_on(here.me, dossier)
    return {
        "dossier": dossier,
        "files": dossier.content.files(here, dossier.thing.id),
        "is_author": is_author,
        "history": queries.history(here, dossier, for_author=is_author),
        "reports": () if is_author else queries.open_reports(here, dossier),
        "may_decide": policy.may_decide(here.me, dossier),
        "may_appeal": policy.may_appeal(here.me, dossier),
        "may_hand_on": may_hand_on,
        "colleagues": queries.colleagues(here, dossier) if may_hand_on else (),
        "needs_no_reason": NEEDS_NO_REASON,
    }
