"""What pylti1p3 gets in place of a framework: a request, cookies, registrations."""

from collections.abc import Mapping

from pylti1p3.cookie import CookieService
from pylti1p3.registration import Registration as Known
from pylti1p3.request import Request
from pylti1p3.tool_config.abstract import ToolConfAbstract

from lti_social.lti.platforms import Registration


class Asked(Request):
    """The parameters of one request; a session that is empty and dies with it."""

    def __init__(self, params: Mapping[str, str]) -> None:
        self._params = params
        self._session: dict[str, object] = {}

    @property
    def session(self) -> dict[str, object]:
        return self._session

    def get_param(self, key: str) -> str:
        return self._params.get(key, "")

    def is_secure(self) -> bool:
        return True


class NoCookies(CookieService):
    """Cookies are set and checked by us."""

    def get_cookie(self, *_: object, **__: object) -> None:
        return None

    def set_cookie(self, *_: object, **__: object) -> None:
        return None


class Config(ToolConfAbstract[Asked]):
    """Knows the one registration that a request is about."""

    def __init__(self, registration: Registration | None = None) -> None:
        self.issuers_relation_types = {}
        self.known = Known()
        if registration:
            self.know(registration)

    def know(self, registration: Registration) -> None:
        self.known.set_issuer(issuer=registration.issuer)
        self.known.set_client_id(client_id=registration.client_id)
        self.known.set_auth_login_url(auth_login_url="")  # we put the address together

    def find_registration_by_issuer(self, *_: object, **__: object) -> Known:
        return self.known

    def find_registration_by_params(self, *_: object, **__: object) -> Known:
        return self.known

    def find_deployment(self, *_: object, **__: object) -> None:
        raise NotImplementedError("deployments are found where the launch is written")

    def find_deployment_by_params(self, *_: object, **__: object) -> None:
        raise NotImplementedError("deployments are found where the launch is written")
