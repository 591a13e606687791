"""What may be sent about how far a card goes."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator

from lti_social.practices.models import Known
from lti_social.sharing.models import Reach


def _as_reach(said: object) -> object:
    return None if said == "cohort" else said


Far = Annotated[Reach | None, BeforeValidator(_as_reach)]  # None: the cohort


class HowFar(BaseModel):
    reach: Far


class Agreement(HowFar):
    """How far an author lets a card go, and how they show there."""

    outside: Known


class Farther(BaseModel):
    reach: Reach
