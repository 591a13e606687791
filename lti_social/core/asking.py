"""What a constant statement answers, past the ORM.

From its second time on the driver is asked directly, unless somebody listens before each
statement (`before_cursor_execute`): they hear all of them.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine

from lti_social.core.asked import refuse_raw
from lti_social.core.engines import is_reading
from lti_social.core.explaining import explained, is_over
from lti_social.core.rows import Answer, AnyRow, AnySelect, row_of
from lti_social.core.texts import Statement, Text, known_text, note_columns


def ask_house(
    reads: Engine, question: AnySelect, known: Mapping[str, Any]
) -> Answer[AnyRow]:
    """One question to the house alone, without a session: that costs more than the answer.

    One about rows that have an owner is refused, as in a session on none: nobody fills in
    whose (core.scope).
    """
    refuse_raw(question)
    if not is_reading(reads):
        raise ValueError("an engine that is not for looking")
    with reads.connect() as line:
        return ask(line, question, known)


def ask(
    line: Connection, statement: Statement, given: Mapping[str, Any], **how: Any
) -> Answer[AnyRow]:
    """What a statement answers; of a change also how many rows. `how` are the options with
    which SQLAlchemy executes it where it does."""
    is_heard = bool(line.engine.dispatch.before_cursor_execute)
    text = None if is_heard else known_text(statement, line.dialect, given)
    if text is None:
        return _ask_at_length(line, statement, given, how)
    parameters = text.parameters(given)
    try:
        return _fetch(line, text, parameters)
    except line.dialect.loaded_dbapi.Error as error:
        if is_over(line, error):
            return _ask_at_length(line, statement, given, how)
        raise explained(line, error, text.sql) from error


def _ask_at_length(
    line: Connection,
    statement: Statement,
    given: Mapping[str, Any],
    how: Mapping[str, Any],
) -> Answer[AnyRow]:
    result = line.execute(statement, given, execution_options=how)
    if result.cursor is None:  # there are no rows to fetch
        note_columns(statement, line.dialect, ())
        return Answer(count=result.rowcount)
    names = tuple(result.keys())
    codes = [about[1] for about in result.cursor.description]
    note_columns(statement, line.dialect, list(zip(names, codes, strict=True)))
    return Answer(map(row_of(*names), result))


def _fetch(line: Connection, text: Text, parameters: Any) -> Answer[AnyRow]:
    """By one cursor for as long as the driver's connection lives: it knows how to read."""
    cursor = line.info.get("cursor")
    if cursor is None:
        cursor = line.info["cursor"] = line.connection.cursor()
    cursor.execute(text.sql, parameters)
    if text.row is None:
        return Answer(count=cursor.rowcount)
    return Answer(text.read(cursor.fetchall()))
