"""The tools that the demo LMS knows: the one it comes with, and who registered since."""

import json
import secrets
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

GOOD_FOR = 3600  # seconds from the administrator's click to the tool's registration


@dataclass(frozen=True)
class Client:
    """A tool as it is registered here. One that registered itself waits to be activated."""

    id: str
    redirect_uri: str
    login_url: str
    deployment_id: str
    name: str
    jwks_url: str
    is_active: bool = True


class Tools:
    """Kept in a file, so that a restart forgets none."""

    def __init__(self, path: Path, first: Client) -> None:
        self._path = path
        self._known = {client.id: client for client in (first, *_read(path))}
        self._own = first.id
        self._leaves: dict[str, float] = {}

    def all(self) -> Iterable[Client]:
        return list(self._known.values())

    def active(self, client_id: str) -> Client | None:
        found = self._known.get(client_id)
        return found if found and found.is_active else None

    def give_leave(self) -> str:
        """A token with which one tool may register."""
        token = secrets.token_urlsafe(16)
        self._leaves[token] = time.time() + GOOD_FOR
        return token

    def take_leave(self, token: str) -> bool:
        return self._leaves.pop(token, 0) > time.time()

    def add(self, name: str, login_url: str, redirect_uri: str, jwks_url: str) -> Client:
        client = Client(
            secrets.token_hex(8),
            redirect_uri,
            login_url,
            str(len(self._known) + 1),
            name,
            jwks_url,
            is_active=False,
        )
        self._keep(client)
        return client

    def activate(self, client_id: str) -> None:
        if client := self._known.get(client_id):
            self._keep(replace(client, is_active=True))

    def _keep(self, client: Client) -> None:
        self._known[client.id] = client
        others = [asdict(one) for one in self.all() if one.id != self._own]
        self._path.write_text(json.dumps(others, indent=2))


def _read(path: Path) -> Iterable[Client]:
    return [Client(**one) for one in json.loads(path.read_text())] if path.exists() else ()
