"""The demo LMS as one value: its address, its keys, and the tools registered in it."""

from dataclasses import dataclass
from pathlib import Path

import httpx
from lti1p3platform.registration import Registration

from lti_social.demo.gradebook import Gradebook
from lti_social.demo.granting import Grants
from lti_social.demo.keys import Keys, open_keys
from lti_social.demo.shelf import Shelf
from lti_social.demo.tools import Client, Tools
from lti_social.demo.visits import Door, Launches, Nonces

NAME = "Campus"
CLIENT_ID = "lti-social-demo"
DEPLOYMENT_ID = "1"


@dataclass(frozen=True)
class Campus:
    url: str
    tools: Tools
    keys: Keys
    door: Door
    launches: Launches
    choices: Launches  # what a tool was asked to choose, by what it is to send back
    nonces: Nonces
    shelf: Shelf
    tool_origin: str
    grants: Grants
    gradebook: Gradebook
    network: httpx.Client  # by which it fetches the keys of tools

    def signing_for(self, client: Client) -> Registration:
        """A tool as lti1p3platform wants to know it."""
        return (
            Registration()
            .set_iss(self.url)
            .set_client_id(client.id)
            .set_deployment_id(client.deployment_id)
            .set_launch_url(client.redirect_uri)
            .set_platform_private_key(self.keys.private)
            .set_platform_public_key(self.keys.public)
        )


def registration(lms_url: str) -> dict[str, str]:
    """What the tool has to know of this LMS, as `lti-social platform add` asks for it."""
    return {
        "name": NAME,
        "issuer": lms_url,
        "client_id": CLIENT_ID,
        "auth_url": f"{lms_url}/auth",
        "token_url": f"{lms_url}/token",
        "jwks_url": f"{lms_url}/certs",
        "deployment_id": DEPLOYMENT_ID,
    }


def open_campus(
    tool_url: str, lms_url: str, data: Path, transport: httpx.BaseTransport | None = None
) -> Campus:
    keys = open_keys(data)
    login_url, launch_url = f"{tool_url}/lti/login", f"{tool_url}/lti/launch"
    first = Client(
        CLIENT_ID,
        launch_url,
        login_url,
        DEPLOYMENT_ID,
        "lti-social",
        jwks_url=f"{tool_url}/lti/jwks",
    )
    return Campus(
        url=lms_url,
        tools=Tools(data / "tools.json", first),
        keys=keys,
        door=Door(keys.cookie),
        launches=Launches(),
        choices=Launches(),
        nonces=Nonces(),
        shelf=Shelf(data / "activities.json"),
        tool_origin=tool_url,
        grants=Grants(),
        gradebook=Gradebook(data / "gradebook.json"),
        network=httpx.Client(transport=transport, timeout=5, trust_env=False),
    )
