"""Why an LMS could not register itself: what happened, what to do, who can fix it."""

import secrets
from base64 import b32encode
from enum import StrEnum

from lti_social.core.errors import N_
from lti_social.lti.reasons import tame
from lti_social.lti.sentences import Refusal, Who


class Why(StrEnum):
    invite_not_good = "invite_not_good"
    opened_alone = "opened_alone"
    under_way = "under_way"
    not_an_address = "not_an_address"
    not_safe = "not_safe"
    unreachable = "unreachable"
    not_readable = "not_readable"
    incomplete = "incomplete"
    issuer_elsewhere = "issuer_elsewhere"
    another_lms = "another_lms"
    another_host = "another_host"
    taken = "taken"
    lms_refused = "lms_refused"
    no_client_id = "no_client_id"


class RegistrationFailed(Exception):
    """Nothing was registered here. `said` is for the page and the log: the LMS's words,
    names of fields or an address, never a token."""

    def __init__(self, why: Why, said: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.said = str(tame(said))
        self.support_id = b32encode(secrets.token_bytes(5)).decode()


_AGAIN = N_(
    "Begin again in the LMS, with the same address: it stays good until it was used."
)

SENTENCES = {
    Why.invite_not_good: Refusal(
        403,
        N_("This registration address is good for nothing any more."),
        N_(
            "An address is good for one registration and for some days. Ask whoever sent "
            "it for a new one."
        ),
        Who.operator,
    ),
    Why.opened_alone: Refusal(
        400,
        N_("This address is for an LMS, and was opened without one."),
        N_(
            "Copy it, and paste it in the LMS where tools are added by their address. In "
            "Moodle: Site administration › Plugins › External tool › Manage tools."
        ),
        Who.lms_admin,
    ),
    Why.under_way: Refusal(
        409,
        N_("A registration with this address is under way."),
        N_("Wait two minutes, and look at the LMS’s list of tools before you try again."),
        Who.you,
    ),
    Why.not_an_address: Refusal(
        400,
        N_("The LMS says where it describes itself, but that is not a web address."),
        _AGAIN,
        Who.lms_admin,
    ),
    Why.not_safe: Refusal(
        400,
        N_("The LMS’s addresses begin with http. On the internet it must be https."),
        N_("Put the LMS on https, with its own address set to https, and begin again."),
        Who.lms_admin,
    ),
    Why.unreachable: Refusal(
        502,
        N_("The tool could not fetch the LMS’s description of itself."),
        N_(
            "Check that the tool’s server can reach the LMS: name, certificate, firewall, "
            "no login page. Then begin again in the LMS."
        ),
        Who.operator,
    ),
    Why.not_readable: Refusal(
        502,
        N_("What the LMS sent as its description of itself is no such thing."),
        N_(
            "Check that the address leads to the LMS itself, not to a login or an error "
            "page. Some LMSs need an update to register tools by address: register by hand."
        ),
        Who.lms_admin,
    ),
    Why.incomplete: Refusal(
        502,
        N_("The LMS’s description of itself leaves out something, or has it wrong."),
        N_("Check the LMS’s own address and version, or register by hand."),
        Who.lms_admin,
    ),
    Why.issuer_elsewhere: Refusal(
        400,
        N_("The description does not come from the LMS that it describes."),
        N_(
            "The LMS must be opened by the very address that it calls its own: compare "
            "both to the letter, then begin again."
        ),
        Who.lms_admin,
    ),
    Why.another_lms: Refusal(
        409,
        N_("This address renews the registration of another LMS."),
        N_("Ask whoever sent it for an address for a new LMS."),
        Who.operator,
    ),
    Why.another_host: Refusal(
        403,
        N_("The LMS has moved to addresses on a host that its registration does not have."),
        N_("Ask whoever runs this tool for an invite: theirs renews it all the same."),
        Who.operator,
    ),
    Why.taken: Refusal(
        409,
        N_("The LMS gave a client ID that another registration here has already."),
        N_(
            "Remove the tool in the LMS and begin again, or ask whoever runs this tool for "
            "an invite that renews the other registration."
        ),
        Who.lms_admin,
    ),
    Why.lms_refused: Refusal(
        502,
        N_("The LMS refused to register the tool."),
        N_(
            "Read what it said, mend that in the LMS and begin again there: its leave to "
            "register is good for one try."
        ),
        Who.lms_admin,
    ),
    Why.no_client_id: Refusal(
        502,
        N_("The LMS accepted the tool, but did not say under which client ID."),
        N_("Remove the tool in the LMS and register by hand."),
        Who.lms_admin,
    ),
}
