"""Who is signed in to the demo LMS, and which launches they have begun."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from lti_social.demo.town import PEOPLE, Activity, Course, Person, Role

COOKIE = "lms"
REMEMBERED = 1000  # launches begun and not finished; the oldest are forgotten


@dataclass(frozen=True)
class Visitor:
    session: str
    person: Person

    @property
    def administers(self) -> bool:
        return self.person.role is Role.admin

    @property
    def learns(self) -> bool:
        return self.person.role is Role.learner

    @property
    def teaches(self) -> bool:
        return self.person.role in (Role.trainer, Role.assistant)


@dataclass(frozen=True)
class Begun:
    """A launch that waits for the tool to ask for its message. Without an activity, the
    tool is to say what shall be added to the course."""

    visitor: Visitor
    course: Course
    document_target: str
    client_id: str  # of the tool that may ask
    activity: Activity | None


class Door:
    """Signs people in and knows them again by their cookie."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def sign_in(self, person: Person) -> str:
        """The value of a new cookie: session, person and a signature over both."""
        named = f"{secrets.token_hex(8)}.{person.id}"
        return f"{named}.{self._mark(named)}"

    def visitor(self, cookie: str | None) -> Visitor | None:
        named, _, mark = (cookie or "").rpartition(".")
        if not hmac.compare_digest(mark.encode(), self._mark(named).encode()):
            return None
        session, _, person_id = named.partition(".")
        person = PEOPLE.get(person_id)
        return Visitor(session, person) if person else None

    def _mark(self, named: str) -> str:
        return hmac.new(self._key, named.encode(), hashlib.sha256).hexdigest()


class Nonces:
    """Those that tools have used."""

    def __init__(self) -> None:
        self._spent: set[str] = set()

    def spend(self, nonce: object) -> bool:
        """Whether it is one, and new."""
        if not isinstance(nonce, str) or not nonce or nonce in self._spent:
            return False
        self._spent.add(nonce)
        return True


class Launches:
    """What `lti_message_hint` stands for: each hint serves once, in its own session."""

    def __init__(self) -> None:
        self._begun: dict[str, Begun] = {}

    def begin(self, begun: Begun) -> str:
        hint = secrets.token_urlsafe(16)
        self._begun[hint] = begun
        while len(self._begun) > REMEMBERED:
            self._begun.pop(next(iter(self._begun)), None)
        return hint

    def take(self, hint: str, visitor: Visitor) -> Begun | None:
        begun = self._begun.get(hint)
        if begun is None or begun.visitor != visitor:
            return None
        return self._begun.pop(hint, None)
