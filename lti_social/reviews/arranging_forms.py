"""What a trainer may send about who reviews what."""

from typing import Annotated

from pydantic import BaseModel, Field

Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class NewReader(BaseModel):
    """Of a review that nobody has begun."""

    reader: Number


class NewReview(NewReader):
    submission: Number


class NewExclusion(BaseModel):
    member: Number
    other: Number
