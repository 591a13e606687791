"""What a self-test may find, in sentences: what it means, who can mend it, and where."""

from enum import StrEnum
from typing import NamedTuple

from lti_social.core.errors import N_
from lti_social.lti.sentences import Who


class State(StrEnum):
    fix = "fix"  # something that does not work
    choice = "choice"  # something an LMS need not give
    ok = "ok"


class Finding(StrEnum):
    keys_ok = "keys_ok"
    keys_silent = "keys_silent"
    keys_none = "keys_none"
    clock_ok = "clock_ok"
    clock_off = "clock_off"
    clock_untold = "clock_untold"
    access_ok = "access_ok"
    access_silent = "access_silent"
    access_none = "access_none"
    roster_refused = "roster_refused"
    scope_refused = "scope_refused"
    roster_ok = "roster_ok"
    roster_unreadable = "roster_unreadable"
    roster_unknown = "roster_unknown"
    column_ok = "column_ok"
    column_refused = "column_refused"
    column_left = "column_left"
    column_unknown = "column_unknown"
    groups_ok = "groups_ok"
    groups_unreadable = "groups_unreadable"
    broken_off = "broken_off"

    @property
    def told(self) -> "Told":
        return TOLD[self]


class Told(NamedTuple):
    """`title` may name what it is `about`."""

    state: State
    title: str
    means: str = ""
    who: Who | None = None
    where: str = ""


_REACH = N_(
    "The tool’s server must reach this address: look at firewall, proxy, certificate."
)
_SERVICES = N_("In the LMS’s entry of this tool, among the services it may use.")
_LATER = N_("Open the tool once from an activity of a course, and run the self-test again.")

TOLD = {
    Finding.keys_ok: Told(State.ok, N_("The LMS’s public keys can be read.")),
    Finding.keys_silent: Told(
        State.fix,
        N_("The LMS’s public keys cannot be fetched."),
        N_("Once those that the tool still holds are out of date, nobody comes in."),
        Who.operator,
        _REACH,
    ),
    Finding.keys_none: Told(
        State.fix,
        N_("The LMS publishes no key that can sign its messages."),
        N_("Nobody comes in: messages must be signed by RS256, with 2048 bits or more."),
        Who.lms_admin,
        N_("The key set address of the registration, and the LMS’s own keys."),
    ),
    Finding.clock_ok: Told(State.ok, N_("The clocks agree, to %(about)s seconds.")),
    Finding.clock_off: Told(
        State.fix,
        N_("The clocks are %(about)s seconds apart."),
        N_("Messages live for a minute or so: with clocks far apart nobody comes in."),
        Who.operator,
        N_("The clocks of both servers: the one that is wrong must be set by NTP."),
    ),
    Finding.clock_untold: Told(State.ok, N_("The LMS does not say what time it has.")),
    Finding.access_ok: Told(State.ok, N_("The LMS gives the tool access to “%(about)s”.")),
    Finding.access_silent: Told(
        State.fix,
        N_("The LMS’s token address does not answer."),
        N_("Members, groups and grades cannot be exchanged; opening the tool works."),
        Who.operator,
        _REACH,
    ),
    Finding.access_none: Told(
        State.fix,
        N_("The LMS gives the tool access to no service at all."),
        N_("Members, groups and grades cannot be exchanged; opening the tool works."),
        Who.lms_admin,
        N_(
            "The LMS must be able to fetch the tool’s key set, know this client ID, and "
            "allow the tool its services."
        ),
    ),
    Finding.roster_refused: Told(
        State.fix,
        N_("The list of a course’s members is refused."),
        N_(
            "Without it a cohort fills as people open it: who has not come yet stays "
            "unknown, and so do the groups."
        ),
        Who.lms_admin,
        _SERVICES,
    ),
    Finding.scope_refused: Told(
        State.choice,
        N_("The LMS does not give the tool access to “%(about)s”."),
        N_("This is no fault: the tool does without what needs it."),
        Who.lms_admin,
        _SERVICES,
    ),
    Finding.roster_ok: Told(State.ok, N_("The members of “%(about)s” can be read.")),
    Finding.roster_unreadable: Told(
        State.fix,
        N_("The members of “%(about)s” cannot be read."),
        N_("The LMS gives access, and then refuses the list itself."),
        Who.lms_admin,
        _SERVICES,
    ),
    Finding.roster_unknown: Told(
        State.choice,
        N_("No course has told yet where its members are listed."),
        N_("This could not be tried."),
        Who.you,
        _LATER,
    ),
    Finding.column_ok: Told(
        State.ok, N_("A column in the gradebook of “%(about)s” was made and removed.")
    ),
    Finding.column_refused: Told(
        State.fix,
        N_("No column can be made in the gradebook of “%(about)s”."),
        N_("Who took part cannot be reported, where a trainer wants it."),
        Who.lms_admin,
        _SERVICES,
    ),
    Finding.column_left: Told(
        State.fix,
        N_("A trial column stayed in the gradebook of “%(about)s”."),
        N_("The LMS let the tool make it and not remove it."),
        Who.trainer,
        N_("In the course’s gradebook, remove the column “lti-social self-test”."),
    ),
    Finding.column_unknown: Told(
        State.choice,
        N_("No course has told yet where its gradebook is."),
        N_("This could not be tried."),
        Who.you,
        _LATER,
    ),
    Finding.groups_ok: Told(State.ok, N_("The groups of “%(about)s” can be read.")),
    Finding.groups_unreadable: Told(
        State.fix,
        N_("The groups of “%(about)s” cannot be read."),
        N_("Cohorts cannot follow the groups of the LMS."),
        Who.lms_admin,
        _SERVICES,
    ),
    Finding.broken_off: Told(
        State.fix,
        N_("The self-test broke off."),
        N_("What it had still to try is not known."),
        Who.operator,
        N_("The tool’s log tells what happened."),
    ),
}

_MOODLE = N_(
    "Site administration › Plugins › Activity modules › External tool › Manage tools, the "
    "entry of this tool, “Services”."
)
_IN = {"moodle": {_SERVICES: _MOODLE}}


def where(finding: Finding, family: str | None) -> str:
    """The way to it, in the words of this kind of LMS where we have them."""
    said = finding.told.where
    return _IN.get(family or "", {}).get(said, said)
