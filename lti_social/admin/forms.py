"""What may be sent about registrations."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, StringConstraints

from lti_social.web.forms import ONE_LINE, Reason


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


Line = Annotated[str, StringConstraints(max_length=200), ONE_LINE]
Address = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)
]
Lines = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_lines)]


class Addresses(BaseModel):
    """What may change in a registration that is there."""

    lms_name: Line
    auth_url: Address
    token_url: Address
    jwks_url: Address
    frame_origins: Lines = ""


class NewRegistration(Addresses):
    issuer: Address
    client_id: Address
    deployments: Lines = ""


class Declined(BaseModel):
    reason: Reason


class Override(BaseModel):
    lms_role: Line
    # Nobody becomes an administrator by an override.
    role: Literal["learner", "mentor", "assistant", "designer", "instructor"]


class OverrideGone(BaseModel):
    lms_role: Line


class NewInvite(BaseModel):
    lms_name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""
    platform_id: int | None = None
