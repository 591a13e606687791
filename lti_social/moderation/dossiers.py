"""All that a decision looks at: the thing, its case, how it stands, and who may decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from lti_social.cohorts.levels import Level
from lti_social.core.rows import AnyRow
from lti_social.core.text import from_plain
from lti_social.moderation.models import Case
from lti_social.moderation.things import Content, Thing, What
from lti_social.moderation.words import COMES_BACK, FINE, REMOVED_WHOLE, Act, State
from lti_social.threads.models import NEVER_SHOWN, Out

_VERDICTS = (Act.restored, Act.upheld)
_READING = (Act.published, Act.refused)
_SHOWN = (Act.left, Act.edit_asked, Act.hidden, Act.removed)
_OUT = (Act.shown, Act.edit_asked, Act.hidden, Act.removed)


@dataclass(frozen=True)
class Dossier:
    """`case` is a new one where nobody said anything yet; `authors` are the ids of those
    whose thing it is, `team` of who facilitates; `edit` is where they edit it, if they can;
    `last` is the id of the latest step."""

    what: What
    content: Content
    thing: Thing
    row: AnyRow  # of Content.things
    case: Case
    authors: frozenset[int]
    team: frozenset[int]
    level: Level
    edit: str | None
    last: int

    @property
    def path(self) -> str:
        return f"/{self.what.value}/{self.thing.id}"

    @property
    def page(self) -> str:
        """Where it is read."""
        return self.content.page(self.thing)

    @property
    def body(self) -> str:
        """What it says, as safe HTML."""
        said: str = self.row.body
        return from_plain(said) if self.row.plain else said

    @property
    def how(self) -> Out | None:
        how: Out | None = self.row.how
        return how

    @property
    def is_appealed(self) -> bool:
        return self.case.state is State.appealed

    @property
    def parties(self) -> set[int | None]:
        """Who does not decide: its authors, and over an appeal who decided before."""
        return {*self.authors, *([self.case.by_id] if self.is_appealed else [])}

    @property
    def has_other_judge(self) -> bool:
        """Somebody of the team who may decide over an appeal, if there is one."""
        return bool(self.team - self.authors - {self.case.by_id})

    @property
    def has_judge(self) -> bool:
        """Somebody of the team who may decide; else the LMS's administrators do."""
        return bool(self.team - self.parties)

    @property
    def waits(self) -> bool:
        """For a decision: as moderation.listing says it of all cases at once."""
        edited = self.thing.edited_at
        came_back = self.case.state in COMES_BACK or (
            self.case.state is State.published and self.level is not Level.free
        )
        return (
            self.how is Out.pending
            or (self.case.id is not None and self.case.state is State.open)
            or self.is_appealed
            or (came_back and edited is not None and edited > self.case.since)
        )

    @property
    def was_found_fine(self) -> bool:
        """By the team, as it is now: a grave report does not hide it by itself again."""
        if self.case.state not in FINE:
            return False
        edited = self.thing.edited_at
        return edited is None or edited <= self.case.since

    @property
    def choices(self) -> Sequence[Act]:
        if self.is_appealed:
            return _VERDICTS
        if self.how in NEVER_SHOWN:
            return _READING
        acts = _OUT if self.how else _SHOWN
        return [act for act in acts if self.edit or act is not Act.edit_asked]

    def means(self, act: Act) -> str:
        """What follows from a decision: a sentence of ours."""
        whole = act is Act.removed and not self.content.leaves_a_line
        return REMOVED_WHOLE if whole else act.means
