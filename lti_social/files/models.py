"""A file that a member added to what they wrote."""

from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Index, and_
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment
from lti_social.files.kinds import Kind


class Attachment(CohortOwned, Base):
    """Sent by a member, and hanging on a post, the report of a trial or a submission, once
    that was sent.

    Until then it is a draft, which only they see, and which is forgotten after a day. What
    else may carry files later gets a column of its own beside these.
    """

    __tablename__ = "attachment"
    points_at = {
        "post_id": "post",
        "trial_id": "trial",
        "submission_id": "submission",
        "member_id": "member",
    }
    one_per = ("key",)
    also = (
        Index("ix_attachment_post", "cohort_id", "post_id", "id"),
        Index("ix_attachment_trial", "cohort_id", "trial_id", "id"),
        Index("ix_attachment_submission", "cohort_id", "submission_id", "id"),
        Index("ix_attachment_sent_at", "sent_at"),
    )

    post_id: Mapped[int | None]
    trial_id: Mapped[int | None]
    submission_id: Mapped[int | None]
    member_id: Mapped[int]
    key: Mapped[str]  # under which core.files keeps its bytes
    name: Mapped[str]
    kind: Mapped[Kind]
    size: Mapped[int]  # bytes
    width: Mapped[int | None]  # of an image, in points
    height: Mapped[int | None]
    shows: Mapped[str] = mapped_column(
        default=""
    )  # an image in words, for those who need it
    sent_at: Mapped[datetime] = mapped_column(Moment, default=now)

    @property
    def is_draft(self) -> bool:
        return self.post_id is None and self.trial_id is None and self.submission_id is None


On: TypeAlias = InstrumentedAttribute[int | None]  # what a file hangs on

POST: On = Attachment.post_id
TRIAL: On = Attachment.trial_id
SUBMISSION: On = Attachment.submission_id
IS_DRAFT = and_(POST.is_(None), TRIAL.is_(None), SUBMISSION.is_(None))
