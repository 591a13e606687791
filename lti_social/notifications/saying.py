"""Notices in words, as a page and an e-mail say them."""

from datetime import time

from babel.dates import format_time, get_day_names
from babel.lists import format_list

from lti_social.core.errors import N_
from lti_social.core.rows import AnyRow
from lti_social.notifications.models import Kind
from lti_social.web.i18n import words

NO_TITLE = N_("a thread that is no longer shown")
NO_CARD = N_("a practice that is no longer shown")


def sentence(notice: AnyRow, language: str) -> str:
    """One sentence for a group of notices."""
    said = words(language)
    no_title = NO_CARD if notice.subject.startswith("/practices/") else NO_TITLE
    told = {"who": notice.who, "title": notice.title or said.gettext(no_title)}
    if notice.kind is Kind.replied and notice.many > 1:
        several = said.ngettext(
            "%(num)d reply in “%(title)s”, by %(who)s",
            "%(num)d replies in “%(title)s”, the latest by %(who)s",
            notice.many,
        )
        return several % {"num": notice.many, **told}
    return said.gettext(notice.kind.words) % told


def days_of(days: str, language: str) -> str:
    """Days of the week, Monday is 1, in words: `Tuesday and Friday` for "25"."""
    names = get_day_names(locale=language)
    return format_list([names[int(day) - 1] for day in days], locale=language)


def hour_of(hour: int, language: str) -> str:
    return format_time(time(hour), words(language).gettext("h:mm a"), locale=language)
