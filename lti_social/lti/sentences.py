"""What a refused visitor reads: what happened, what to do, and who can fix it."""

from enum import StrEnum
from typing import NamedTuple

from lti_social.core.errors import N_
from lti_social.lti.reasons import Reason


class Who(StrEnum):
    you = N_("You")
    trainer = N_("Your trainer")
    lms_admin = N_("The administrator of the LMS")
    operator = N_("Whoever runs this tool")


class Refusal(NamedTuple):
    status: int
    happened: str
    to_do: str
    who: Who


_AGAIN = N_("Go back to your course and open the activity again.")
_TELL_ADMIN = N_(
    "Give this page’s number to your trainer, who can pass it on to the administrator of "
    "the LMS."
)
_FIX_REGISTRATION = N_(
    "Compare the LMS’s registration of this tool with the tool’s own record of the LMS: "
    "issuer, client ID and addresses must agree to the letter."
)
_FIX_MESSAGE = N_("Check that the tool is set up in the LMS as an LTI 1.3 tool.")

REFUSALS = {
    Reason.unknown_platform: Refusal(
        403,
        N_("This tool does not know the LMS you come from."),
        N_(
            "The tool must be told the LMS’s issuer and client ID before its first launch. "
            "Check that both are written exactly as the LMS gives them."
        ),
        Who.operator,
    ),
    Reason.login_incomplete: Refusal(
        400,
        N_("The LMS opened this tool without saying who is coming, or to what."),
        N_(
            "Open the tool from an activity in your course, not from a saved address. If "
            "you did, tell your trainer."
        ),
        Who.you,
    ),
    Reason.target_elsewhere: Refusal(
        400,
        N_("This activity points to an address that is not one of this tool."),
        N_("Edit the activity in the course and give it the tool’s own address."),
        Who.trainer,
    ),
    Reason.cookies_blocked: Refusal(
        400,
        N_("Your browser keeps no cookie for this tool, even in a tab of its own."),
        N_(
            "Allow cookies for this site in your browser’s settings, or try another "
            "browser. Then open the activity again."
        ),
        Who.you,
    ),
    Reason.lms_denied: Refusal(
        403,
        N_("The LMS would not let you through: it may have signed you out meanwhile."),
        N_("Sign in to the LMS again, then open the activity from your course."),
        Who.you,
    ),
    Reason.lms_misconfigured: Refusal(
        400,
        N_(
            "The LMS turned the tool’s request down. Its registration of the tool is not "
            "right."
        ),
        _FIX_REGISTRATION,
        Who.lms_admin,
    ),
    Reason.state_broken: Refusal(
        400,
        N_("This launch did not begin here."),
        _AGAIN,
        Who.you,
    ),
    Reason.state_expired: Refusal(
        400,
        N_("More than ten minutes passed between your click and the LMS’s answer."),
        _AGAIN,
        Who.you,
    ),
    Reason.other_browser: Refusal(
        403,
        N_(
            "This launch began in another browser, or your browser lost its cookie "
            "meanwhile."
        ),
        N_(
            "Go back to your course and open the activity again. If it happens again, "
            "allow cookies for this site."
        ),
        Who.you,
    ),
    Reason.message_malformed: Refusal(
        400,
        N_("The LMS’s message cannot be read."),
        _FIX_MESSAGE,
        Who.lms_admin,
    ),
    Reason.issuer: Refusal(
        401,
        N_("The message comes from another LMS than the one that was asked."),
        _FIX_REGISTRATION,
        Who.lms_admin,
    ),
    Reason.audience: Refusal(
        401,
        N_("The LMS’s message is meant for another tool."),
        N_(
            "Check the client ID. In Moodle, also clear the activity’s leftover consumer "
            "key and shared secret: they change who the message is for."
        ),
        Who.lms_admin,
    ),
    Reason.algorithm: Refusal(
        401,
        N_("The LMS signed its message in a way this tool does not accept."),
        N_("Set the LMS to sign with RS256."),
        Who.lms_admin,
    ),
    Reason.key_unknown: Refusal(
        401,
        N_("The LMS signed its message with a key that it does not publish."),
        N_(
            "Wait a minute and open the activity again: the LMS may just have changed its "
            "keys. If it goes on, check the LMS’s key set address."
        ),
        Who.lms_admin,
    ),
    Reason.keys_unreachable: Refusal(
        401,
        N_("The tool could not fetch the keys that prove the LMS’s messages."),
        N_(
            "Open the activity again in a moment. If it goes on, check that the tool’s "
            "server can reach the LMS’s key set address."
        ),
        Who.operator,
    ),
    Reason.signature: Refusal(
        401,
        N_("The signature on the LMS’s message is not right."),
        _TELL_ADMIN,
        Who.lms_admin,
    ),
    Reason.expired: Refusal(
        401,
        N_("The LMS’s message is too old."),
        N_(
            "Go back to your course and open the activity again. If it happens again, the "
            "clocks of the LMS and of this tool do not agree and must be set."
        ),
        Who.lms_admin,
    ),
    Reason.too_early: Refusal(
        401,
        N_("The LMS’s message comes from the future."),
        N_("The clocks of the LMS and of this tool do not agree and must be set."),
        Who.lms_admin,
    ),
    Reason.nonce: Refusal(
        401,
        N_("The LMS’s message answers another launch than yours."),
        _AGAIN,
        Who.you,
    ),
    Reason.replayed: Refusal(
        401,
        N_("This launch was already used. Each click in the course is good for one visit."),
        _AGAIN,
        Who.you,
    ),
    Reason.version: Refusal(
        400,
        N_("The LMS speaks another version of LTI than 1.3."),
        _FIX_MESSAGE,
        Who.lms_admin,
    ),
    Reason.message_unknown: Refusal(
        400,
        N_("The LMS sent a kind of message that this tool does not know."),
        _FIX_MESSAGE,
        Who.lms_admin,
    ),
    Reason.settings_unusable: Refusal(
        400,
        N_("The LMS asks what to place in the course, but not where to send the answer."),
        N_(
            "The address for the answer must begin with https and be one of the LMS. Check "
            "that the LMS knows its own public address."
        ),
        Who.lms_admin,
    ),
    Reason.nothing_to_place: Refusal(
        400,
        N_("The LMS takes no activities in this spot, and this tool has nothing else."),
        N_("Add the tool where the course takes activities or external tools."),
        Who.trainer,
    ),
    Reason.claims_missing: Refusal(
        400,
        N_("The LMS’s message leaves out something that every launch must say."),
        _TELL_ADMIN,
        Who.lms_admin,
    ),
    Reason.deployment_pending: Refusal(
        403,
        N_("The tool is new in this part of the LMS: its administrator must say yes."),
        N_(
            "Tell the administrator of the LMS that it waits in the tool’s console, and "
            "open the activity again once it is accepted."
        ),
        Who.lms_admin,
    ),
    Reason.deployment_declined: Refusal(
        403,
        N_("The administrator of the LMS declined to open the tool in this part of it."),
        N_("Ask them: they can still accept it in the tool’s console."),
        Who.lms_admin,
    ),
}
