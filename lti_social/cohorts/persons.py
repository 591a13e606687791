"""Who is the same person, of one deployment or of all, and what the LMS calls them."""

from typing import Any, Protocol

from lti_social.lti.profiles import profile_of

TEST = "test user\t"  # before the id of a preview user: no id that an LMS gives has a tab


LONGEST = 80  # characters of a name


class Named(Protocol):
    """As launches and rosters tell: each may be missing."""

    @property
    def name(self) -> str | None: ...

    @property
    def given_name(self) -> str | None: ...

    @property
    def family_name(self) -> str | None: ...


def name_at_lms(said: Named) -> str:
    """What says most; empty where the LMS tells no name."""
    return (said.name or said.given_name or said.family_name or "")[:LONGEST]


def people_of(platform_id: int, deployment_id: int, family: str | None) -> dict[str, Any]:
    """Among whom an id of this LMS names one person."""
    shared = profile_of(family).shares_people
    return {
        "platform_id": platform_id,
        "deployment_id": None if shared else deployment_id,
    }


def sub_at_lms(sub: str) -> str:
    """The id by which the LMS knows somebody."""
    return sub.removeprefix(TEST)
