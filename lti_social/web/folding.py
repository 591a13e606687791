"""What a template can do once, when it is read, it does not do each time it is shown."""

import re
from collections.abc import Iterator
from typing import Any

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_INDENTED = re.compile(r"\n[ \t]+")


class Folding(Extension):
    """Turns `_("…")` into the sentence itself; one with a blank to fill stays a call. And
    takes out what lines are indented by, which every page would carry.

    The environment needs `words`, the catalogue of its one language.
    """

    environment: Any

    def preprocess(
        self, source: str, _name: str | None, _filename: str | None = None
    ) -> str:
        return _INDENTED.sub("\n", source)

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        tokens = list(stream)
        while tokens:
            match tokens[:4]:
                case [
                    Token(type="name", value="_"),
                    Token(type="lparen"),
                    Token(type="string") as sentence,
                    Token(type="rparen"),
                ]:
                    del tokens[:4]
                    yield sentence._replace(value=self._said(sentence.value))
                case _:
                    yield tokens.pop(0)

    def _said(self, msgid: str) -> str:
        said: str = self.environment.words.gettext(msgid)
        return said % {}  # as newstyle gettext does: a percent sign is written twice
