"""What one process reaches the world with: LMSs, where files are kept, a mail server."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

import httpx

from lti_social.core.files import Files
from lti_social.core.mail import Mailer
from lti_social.core.seal import Seal
from lti_social.lti.guard import Resolve
from lti_social.lti.http import PlatformHttp
from lti_social.lti.keysets import KeySets
from lti_social.lti.senders import Senders


@dataclass(frozen=True)
class Tool:
    url: str  # where the tool lives, without a slash at the end
    seal: Seal
    http: PlatformHttp
    keysets: KeySets
    files: Files | None  # who only speaks LTI keeps none
    mailer: Mailer | None  # None: no e-mail is sent
    senders: Senders = field(default_factory=Senders)

    @classmethod
    def at(
        cls,
        url: str,
        secret: str,
        *,
        files: Files | None = None,
        mailer: Mailer | None = None,
        transport: httpx.BaseTransport | None = None,
        resolve: Resolve | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> Self:
        """`transport`, `resolve` and `sleep` stand in for network and time in tests."""
        http = PlatformHttp(transport, resolve, sleep)
        return cls(url, Seal(secret), http, KeySets(http), files, mailer)

    @property
    def launch_url(self) -> str:
        """The one address to which an LMS may send a launch."""
        return f"{self.url}/lti/launch"

    def close(self) -> None:
        self.http.close()
