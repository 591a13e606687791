"""What a trainer asks, as the form sends it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from lti_social.challenges.dates import NAMES, as_field
from lti_social.core.clock import now

PARIS = ZoneInfo("Europe/Paris")
ASKED = {
    "title": "Une découverte en dix minutes",
    "worth": "On propose souvent trop tôt.",
    "objective": "Menez un vrai entretien, puis racontez-le.",
    "body": "Dix minutes, pas plus.",
    "format": "text",
    "shape": "mission",
    "wanted": "2",
    "blind": "1",
    "rule-submitted": "1",
    "rule-reviewed": "1",
    "told": "completion",
    "criterion-1-title": "Questions ouvertes",
    "criterion-1-there": "la personne parle plus",
    "criterion-1-not_yet": "on peut répondre par oui ou non",
    "criterion-2-title": "Reformulation",
    "criterion-2-there": "on reconnaît ses mots",
    "criterion-2-not_yet": "le produit arrive dans la phrase",
}


def days(*from_now: float) -> dict[str, str]:
    """The five dates, as fields hold them in Paris: in one day, eight, …"""
    counted = from_now or (1, 8, 15, 18, 20)
    return {
        name: as_field(now() + timedelta(days=day), PARIS)
        for name, day in zip(NAMES, counted, strict=True)
    }
