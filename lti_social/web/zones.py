"""Time zones as people choose them: by continent, then by a city they know."""

from collections.abc import Mapping, Sequence
from functools import cache
from zoneinfo import available_timezones

from babel.dates import get_timezone_location

from lti_social.core.errors import N_
from lti_social.web.i18n import words

REGIONS = {
    "Europe": N_("Europe"),
    "Africa": N_("Africa"),
    "America": N_("America"),
    "Asia": N_("Asia"),
    "Atlantic": N_("Atlantic"),
    "Australia": N_("Australia"),
    "Indian": N_("Indian Ocean"),
    "Pacific": N_("Pacific"),
}


def _city(name: str, language: str) -> str:
    return get_timezone_location(name, locale=language, return_city=True)


def _one_per_city() -> frozenset[str]:
    """Without the older names of the same: of two for one city, the shorter."""
    known = sorted(available_timezones(), key=lambda name: (-len(name), name))
    by_city = {
        (region, _city(name, "en")): name
        for name in known
        if (region := name.partition("/")[0]) in REGIONS
    }
    return frozenset(by_city.values())


NAMES = _one_per_city()


@cache
def zones(language: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Of each continent its zones (name, city), by city."""
    return {
        words(language).gettext(said): sorted(
            ((n, _city(n, language)) for n in NAMES if n.startswith(f"{region}/")),
            key=lambda zone: zone[1].casefold(),
        )
        for region, said in REGIONS.items()
    }
