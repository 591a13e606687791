"""One question to the house alone, without a session: that costs more than the answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine

from lti_social.core.asked import refuse_raw
from lti_social.core.db import is_reading
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.texts import kept_text


def ask_house(
    reads: Engine, question: AnySelect, known: Mapping[str, Any]
) -> Sequence[AnyRow]:
    """What a constant question answers. One about rows that have an owner is refused, as in
    a session on none: nobody fills in whose (core.scope)."""
    refuse_raw(question)
    if not is_reading(reads):
        raise ValueError("an engine that is not for looking")
    how = kept_text(question, reads.dialect, known)
    with reads.connect() as line:
        return line.execute(question, known, execution_options=how).all()
