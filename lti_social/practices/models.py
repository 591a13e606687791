"""A practice card, its versions, and whose it is."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Index, UniqueConstraint, and_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment
from lti_social.core.errors import N_
from lti_social.practices.card import Card
from lti_social.threads.models import Out


class State(StrEnum):
    """Whether a card needs an update is a row of its own (recalls.models.UpdateNeed)."""

    draft = "draft"
    in_review = "in_review"
    published = "published"
    archived = "archived"


class Maturity(StrEnum):
    """Weakest first; trials.maturity has the rules."""

    idea = "idea"
    promising = "promising"
    proven = "proven"
    standard = "standard"

    @property
    def rank(self) -> int:
        return list(Maturity).index(self)

    @property
    def words(self) -> str:
        return MATURITIES[self]


MATURITIES = {
    Maturity.idea: N_("Idea"),
    Maturity.promising: N_("Promising"),
    Maturity.proven: N_("Proven"),
    Maturity.standard: N_("Standard"),
}


class Practice(CohortOwned, Card, Base):
    """A card as it stands now; of what is published, `version` is the number.

    `owner_id` answers for it, and reads it again on `review_on`. `thread_id` is where it is
    talked about. The counts are of trials by others that are shown (trials keep them), and
    `maturity` is what is shown. `tried_at` is when somebody last told of a trial. What its
    versions said before `covered_at` is for its authors and the team.

    `copied_as` is the key of its copies (practices.copies), once it was passed on beyond
    the cohort. A card that came from another one has it, and no author: its words, counts
    and maturity are the copy's, and it is there only as long as the copy is.
    """

    __tablename__ = "practice"
    points_at = {"author_id": "member", "owner_id": "member", "thread_id": "thread"}
    also = (
        Index("ix_practice_listed", "cohort_id", "state", "published_at", "id"),
        Index("ix_practice_review_on", "review_on"),
        UniqueConstraint("cohort_id", "copied_as"),
    )

    author_id: Mapped[int | None]
    state: Mapped[State] = mapped_column(default=State.draft)
    version: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    renewed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    owner_id: Mapped[int | None]
    review_on: Mapped[date | None]
    thread_id: Mapped[int | None]
    maturity: Mapped[Maturity] = mapped_column(default=Maturity.idea)
    worked: Mapped[int] = mapped_column(default=0)
    adapted: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    not_tried: Mapped[int] = mapped_column(default=0)  # "could not try"
    tried_at: Mapped[datetime | None] = mapped_column(Moment)
    copied_as: Mapped[str | None]
    covered_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def is_received(self) -> bool:
        """From another cohort."""
        return self.author_id is None

    @property
    def path(self) -> str:
        return f"/practices/{self.id}"

    @property
    def stamp(self) -> str:
        """Another one whenever it says something else: what a page had shown."""
        return self.changed_at.isoformat()

    @property
    def edited_at(self) -> datetime:
        """When it began to say what it says now."""
        return self.changed_at


class PracticeVersion(CohortOwned, Card, Base):
    """What a card said when it was published for the `number`th time, and what its author
    says had changed; `member_id` wrote it."""

    __tablename__ = "practice_version"
    points_at = {"practice_id": "practice", "member_id": "member"}
    one_per = ("practice_id", "number")

    practice_id: Mapped[int]
    number: Mapped[int]
    member_id: Mapped[int]
    changed: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Answered(StrEnum):
    """What somebody who is credited said to it."""

    asked = "asked"
    agreed = "agreed"
    declined = "declined"


class Known(StrEnum):
    """How an author shows outside the cohort."""

    name = "name"
    role = "role"
    colleague = "colleague"

    @property
    def words(self) -> str:
        return KNOWN[self]


KNOWN = {
    Known.name: N_("By my name"),
    Known.role: N_("By my role in the course"),
    Known.colleague: N_("As “a colleague”"),
}


class Credit(CohortOwned, Base):
    """Somebody whose card it is, too: the author, a co-author, who wrote the answer it is
    made from. Their own trials of it never count, unless they declined.

    `stays` says whether their name stays once they have left.
    """

    __tablename__ = "practice_credit"
    points_at = {"practice_id": "practice", "member_id": "member"}
    one_per = ("practice_id", "member_id")
    also = (Index("ix_practice_credit_member", "cohort_id", "member_id"),)

    practice_id: Mapped[int]
    member_id: Mapped[int]
    writes: Mapped[bool] = mapped_column(default=False)  # may change the card
    answered: Mapped[Answered] = mapped_column(default=Answered.asked)
    outside: Mapped[Known] = mapped_column(default=Known.colleague)
    stays: Mapped[bool] = mapped_column(default=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

    @hybrid_property
    def has_agreed(self) -> bool:
        """It is theirs."""
        return self.answered == Answered.agreed

    @hybrid_property
    def is_writer(self) -> bool:
        """One of those who may change it: the author, and co-authors who agreed."""
        return self.writes and self.has_agreed

    @is_writer.inplace.expression
    @classmethod
    def _is_writer(cls) -> ColumnElement[bool]:
        return and_(cls.writes, cls.has_agreed)


class Skill(CohortOwned, Base):
    """What a card is good for, in free words; `key` is how they are compared."""

    __tablename__ = "practice_skill"
    points_at = {"practice_id": "practice"}
    one_per = ("practice_id", "key")
    also = (Index("ix_practice_skill_key", "cohort_id", "key"),)

    practice_id: Mapped[int]
    key: Mapped[str]
    words: Mapped[str]


class CardReading(CohortOwned, Base):
    """The team read a card before it was published: why they sent it back, or that they
    let it through."""

    __tablename__ = "practice_reading"
    points_at = {"practice_id": "practice", "member_id": "member"}
    also = (Index("ix_practice_reading_practice", "cohort_id", "practice_id", "id"),)

    practice_id: Mapped[int]
    member_id: Mapped[int]
    let_through: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class PracticeHiding(CohortOwned, Base):
    """A card is out of sight: its authors and the team read it, and the reason."""

    __tablename__ = "practice_hiding"
    points_at = {"practice_id": "practice", "member_id": "member"}
    one_per = ("practice_id",)

    practice_id: Mapped[int]
    how: Mapped[Out] = mapped_column(default=Out.hidden)
    member_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)
