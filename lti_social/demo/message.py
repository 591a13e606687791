"""The message of a launch, shaped and signed by lti1p3platform."""

from collections.abc import Mapping
from typing import Any

from lti1p3platform.deep_linking import LtiDeepLinking
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LaunchData, MessageLaunchAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request, TRequest

from lti_social.demo.town import Activity, Person, Role
from lti_social.demo.visits import Begun

LIFETIME = 60  # seconds, as Moodle's
LANGUAGE = "fr"

_CLAIM = "https://purl.imsglobal.org/spec/lti/claim"
_VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2"
_SECTION = f"{_VOCABULARY}/course#CourseSection"
ROLES = {
    Role.learner: [f"{_VOCABULARY}/membership#Learner"],
    Role.trainer: [f"{_VOCABULARY}/membership#Instructor"],
    Role.assistant: [
        f"{_VOCABULARY}/membership/Instructor#TeachingAssistant",
        f"{_VOCABULARY}/membership#Instructor",
    ],
    Role.admin: [
        f"{_VOCABULARY}/institution/person#Administrator",
        f"{_VOCABULARY}/system/person#Administrator",
        f"{_VOCABULARY}/membership#Instructor",
    ],
}


def signed_message(
    registration: Registration,
    asked: Mapping[str, str],
    begun: Begun,
    course_url: str,
    services: Mapping[str, Any],
    choice: str | None = None,
) -> LaunchData:
    """The id_token for this launch, and the state that goes back with it.

    `services` are the claims that name them; `choice` is what the tool is to send back with
    its answer, where it is asked for one.
    """
    message = _Message(_Asked(asked), platform_for(registration))
    message.describe(begun, course_url, dict(services))
    if begun.activity:
        message.open(begun.activity)
    else:
        message.ask(course_url, choice or "")
    launch_data: LaunchData = message.lti_launch()
    return launch_data


def platform_for(registration: Registration) -> LTI1P3PlatformConfAbstract:
    platform = _Platform(registration=registration)
    platform.get_registration()  # or it does not know its own
    return platform


class _Asked(Request):
    """The authorization request as the library reads it."""

    def build_metadata(self, request: Mapping[str, str]) -> TRequest:
        return {"method": "GET", "get_data": dict(request), "form_data": {}}


class _Platform(LTI1P3PlatformConfAbstract):
    """One registration, handed over ready-made."""

    def init_platform_config(self, **kwargs: Any) -> None:
        self._only: Registration = kwargs["registration"]

    def get_registration_by_params(self, **_: Any) -> Registration:
        return self._only


class _Message(MessageLaunchAbstract):
    def describe(self, begun: Begun, return_url: str, services: dict[str, Any]) -> None:
        course, person = begun.course, begun.visitor.person
        self.set_id_token_expiration(LIFETIME)
        self.set_launch_context_claim(course.id, [_SECTION], course.title, course.label)
        self.set_user_data(person.id, ROLES[person.role])
        groups = ",".join(group.id for group in course.groups_of(person))
        self.set_custom_parameters_claim({"groups": groups})
        around = _surroundings(begun, return_url)
        self.set_extra_claims(names_of(person) | around | services)

    def open(self, activity: Activity) -> None:
        self.set_resource_link_claim(activity.id, activity.text or None, activity.title)
        parameters = self.lti_claim_custom_parameters or {}
        parameters[f"{_CLAIM}/custom"] |= activity.custom

    def ask(self, course_url: str, choice: str) -> None:
        """A deep-linking request: which links to the tool the course shall have."""
        asked = LtiDeepLinking(f"{course_url}/placed").get_lti_deep_linking_launch_claim(
            accept_types={"ltiResourceLink"}, extra_data={}
        )
        settings = next(iter(asked.values()))
        settings |= {"data": choice, "accept_lineitem": True, "auto_create": False}
        self.set_extra_claims(asked | {f"{_CLAIM}/message_type": "LtiDeepLinkingRequest"})

    def render_launch_form(self, launch_data: dict[str, Any], **_: Any) -> LaunchData:
        return {"id_token": launch_data["id_token"], "state": launch_data["state"]}


def names_of(person: Person) -> dict[str, str]:
    if not person.shares_name:
        return {}
    return {
        "name": person.name,
        "given_name": person.first_name,
        "family_name": person.family_name,
        "email": person.email,
    }


def _surroundings(begun: Begun, return_url: str) -> dict[str, Any]:
    return {
        "locale": LANGUAGE,
        f"{_CLAIM}/launch_presentation": {
            "document_target": begun.document_target,
            "return_url": return_url,
            "locale": LANGUAGE,
        },
        f"{_CLAIM}/tool_platform": {
            "guid": "demo-lms",
            "product_family_code": "demo-lms",
            "name": "Campus",
        },
    }
