"""One registration's services: requests to its LMS, each with a token for its scopes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Engine

from lti_social.core.engines import reading
from lti_social.core.wall import open_house
from lti_social.lti.failing import OUT_OF_REACH, PlatformError
from lti_social.lti.http import PATIENT, Answer, Patience
from lti_social.lti.platforms import Registration, registration_of
from lti_social.lti.tokens import forget_token, token_for
from lti_social.lti.tool import Tool


@dataclass(frozen=True)
class Service:
    """Speaks to the LMS: never use it inside a transaction."""

    engine: Engine
    tool: Tool
    registration: Registration
    patience: Patience = PATIENT

    @classmethod
    def of(
        cls, engine: Engine, tool: Tool, platform_id: int, patience: Patience = PATIENT
    ) -> Self:
        """NotFound where the registration was removed. QUICK where somebody waits."""
        with open_house(reading(engine)) as db:
            registration = registration_of(db, platform_id)
        return cls(engine, tool, registration, patience)

    def send(
        self,
        method: str,
        url: str,
        *,
        scopes: Collection[str],
        accept: str | None = None,
        media: str | None = None,
        json: object = None,
    ) -> Answer:
        """The LMS's answer; PlatformError where it is not one of success.

        `media` is the exact type of `json`. A token that the LMS no longer takes is
        replaced once.
        """
        self._check_reach(url)
        named = {"Accept": accept, "Content-Type": media}
        headers = {name: value for name, value in named.items() if value}
        try:
            return self._with_token(method, url, scopes, headers, json)
        except PlatformError as error:
            if error.status != 401:
                raise
        forget_token(self.engine, self.registration, scopes)
        return self._with_token(method, url, scopes, headers, json)

    def _with_token(
        self,
        method: str,
        url: str,
        scopes: Collection[str],
        headers: Mapping[str, str],
        json: object,
    ) -> Answer:
        token = token_for(self.engine, self.tool, self.registration, scopes)
        return self.tool.http.send(
            method,
            url,
            typed=self.registration.typed_hosts,
            headers={**headers, "Authorization": f"Bearer {token}"},
            json=json,
            patience=self.patience,
        )

    def _check_reach(self, url: str) -> None:
        """A token goes out in the open only to an LMS that is registered so."""
        if _is_sealed(self.registration.token_url) and not _is_sealed(url):
            raise PlatformError(url, OUT_OF_REACH)


def _is_sealed(url: str) -> bool:
    return url.lower().startswith("https://")
