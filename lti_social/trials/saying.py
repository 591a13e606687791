"""What a card's trials come to, in words: what it needs next, and why it changed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_percent

from lti_social.core.errors import N_
from lti_social.core.rows import AnyRow
from lti_social.trials.maturity import CONTEXTS, PEOPLE, Lack, Tally
from lti_social.trials.models import Because
from lti_social.web.i18n import words

MOST_NAMES = 3

LACKS = {
    Lack.success: N_("somebody else for whom it works"),
    Lack.ratio: N_("at least six successes in ten trials"),
    Lack.ground: N_("its authors, who look at what it builds on: that has changed"),
    Lack.curator: N_("a facilitator who confirms it"),
    Lack.owner: N_("somebody who answers for it"),
    Lack.review: N_("a day to read it again"),
}
ROSE = {
    Because.trial: N_("somebody told of a trial"),
    Because.withdrawn: N_("a trial was withdrawn"),
    Because.confirmed: N_("%(who)s confirmed it"),
    Because.hidden: N_("a report of a trial is shown again"),
    Because.card: N_("its authors changed it"),
    Because.resource: N_("its authors renewed it"),
    Because.review: N_("somebody has read it again"),
    Because.owner: N_("somebody answers for it"),
    Because.elsewhere: N_("it was tried in other cohorts"),
}
FELL = {
    Because.trial: N_("what was told of trials does not bear it any more"),
    Because.withdrawn: N_("a trial was withdrawn"),
    Because.confirmed: N_("%(who)s took the confirmation back"),
    Because.hidden: N_("a report of a trial was hidden"),
    Because.card: N_("its authors changed it, or there are more of them"),
    Because.resource: N_("what it builds on has changed, or is gone"),
    Because.review: N_("the day to read it again has passed"),
    Because.owner: N_("nobody answers for it any more"),
    Because.elsewhere: N_("what was told in other cohorts does not bear it any more"),
}


def needs(why: Collection[Lack], tally: Tally, language: str) -> str:
    """What a card takes to its next step, as one list."""
    said = words(language)
    counted: Mapping[Lack, Callable[[], str]] = {
        Lack.people: lambda: (
            said.ngettext(
                "one more person who tries it",
                "%(num)d more people who try it",
                PEOPLE - tally.people,
            )
            % {"num": PEOPLE - tally.people}
        ),
        Lack.contexts: lambda: (
            said.ngettext(
                "trials in one more context (a site, a team)",
                "trials in %(num)d more contexts (a site, a team)",
                CONTEXTS - tally.contexts,
            )
            % {"num": CONTEXTS - tally.contexts}
        ),
    }
    each = [
        counted[lack]() if lack in counted else said.gettext(LACKS[lack]) for lack in why
    ]
    return format_list(each, locale=language)


def explained(change: AnyRow, language: str) -> str:
    """Why what is shown of a card changed."""
    rose = change.after.rank > change.before.rank
    sentence = words(language).gettext((ROSE if rose else FELL)[change.because])
    return sentence % {"who": change.by}


def names(who: Sequence[str], language: str) -> str:
    """A few by name, and how many more."""
    more = len(who) - MOST_NAMES
    if more < 1:
        return format_list(who, locale=language)
    others = words(language).ngettext("one other", "%(num)d others", more) % {"num": more}
    return format_list([*who[:MOST_NAMES], others], locale=language)


def percent(ratio: float, language: str) -> str:
    return format_percent(round(ratio, 2), locale=language)


def weekday(day: date, language: str) -> str:
    """A day of the weeks to come: `Thursday 26`."""
    return format_date(day, "EEEE d", locale=language)
