"""Forms that bring files: each goes to a temporary file, the text is kept whatever comes.

A file that is too large is read to its end and kept no further; where the connection breaks
off, what had arrived is known, and that it is not all.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any

import anyio.to_thread
from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from lti_social.core.errors import N_, Invalid
from lti_social.web.hop import FIELDS, LENGTH, TOO_LONG, without_nul

IN_MEMORY = 1_048_576  # bytes of a file before it goes to the disk
MOST = 10  # files in one form
GOES, LEAVES = "file-", "drop-"  # before a file's number, in the names of fields

BROKEN = N_("It did not arrive whole: the connection broke off. Please send it again.")

_temporary: Callable[[], Any] = partial(SpooledTemporaryFile, max_size=IN_MEMORY)


@dataclass
class Upload:
    """A file as it came: `content` stands at its beginning once all is read."""

    slot: str  # the form's field
    name: str
    content: Any = field(default_factory=_temporary)
    size: int = 0
    whole: bool = False


@dataclass
class Sent:
    form: dict[str, str] = field(default_factory=dict)
    uploads: list[Upload] = field(default_factory=list)
    whole: bool = False

    def close(self) -> None:
        for upload in self.uploads:
            upload.content.close()


def brings_files(request: Request) -> bool:
    kind, options = parse_options_header(request.headers.get("content-type"))
    return kind == b"multipart/form-data" and b"boundary" in options


async def read_parts(request: Request, *, limit: int, keep: bool) -> Sent:
    """What a form brings. Of a file nothing beyond `limit` bytes is kept, or nothing at all
    where the sender is nobody we know."""
    reader = _Reader(request, limit if keep else 0, LENGTH + MOST * limit)
    request.state.form = reader.sent.form  # for the page that shows a problem
    try:
        async for piece in request.stream():
            await reader.feed(piece)
    except ClientDisconnect:
        pass  # its end did not come
    except BaseException as error:
        reader.sent.close()
        if isinstance(error, FormParserError):
            raise Invalid from error
        raise
    reader.end()
    return reader.sent


class _Reader:
    """Listens to the parser of a form's parts."""

    def __init__(self, request: Request, limit: int, most: int) -> None:
        _, options = parse_options_header(request.headers.get("content-type"))
        self.sent = Sent()
        self._limit, self._left, self._text_left = limit, most, LENGTH
        self._header, self._value, self._about = b"", b"", b""
        self._name, self._text = "", bytearray()
        self._upload: Upload | None = None
        self._to_write: list[tuple[Upload, bytes]] = []
        self._parser = MultipartParser(
            options[b"boundary"],
            {
                "on_header_field": self._add_to_header,
                "on_header_value": self._add_to_value,
                "on_header_end": self._end_header,
                "on_headers_finished": self._begin_part,
                "on_part_data": self._add,
                "on_part_end": self._end_part,
                "on_end": self._end_form,
            },
        )

    async def feed(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left < 0:
            raise Invalid(TOO_LONG)
        self._parser.write(piece)
        waiting, self._to_write = self._to_write, []
        for upload, data in waiting:  # in a thread: a slow disk keeps nobody else waiting
            await anyio.to_thread.run_sync(upload.content.write, data)

    def end(self) -> None:
        """What was under way is kept too, as far as it came."""
        if self._name and self._upload is None:
            self._keep_text()
        for upload in self.sent.uploads:
            upload.content.seek(0)

    def _add_to_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _add_to_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._about = self._value
        self._header, self._value = b"", b""

    def _begin_part(self) -> None:
        _, options = parse_options_header(self._about)
        self._about = b""
        self._name, self._text = _words(options.get(b"name", b"")), bytearray()
        self._upload = None
        many = len(self.sent.form) >= FIELDS or len(self.sent.uploads) > MOST
        if not self._name or many:
            raise Invalid
        if b"filename" in options:
            self._upload = Upload(self._name, _words(options[b"filename"]))
            self.sent.uploads.append(self._upload)

    def _add(self, data: bytes, start: int, end: int) -> None:
        size = end - start
        if self._upload is None:
            self._text_left -= size
            if self._text_left < 0:
                raise Invalid(TOO_LONG)
            self._text += data[start:end]
            return
        self._upload.size += size
        if self._upload.size <= self._limit:
            self._to_write.append((self._upload, data[start:end]))

    def _end_part(self) -> None:
        if self._upload is None:
            self._keep_text()
        else:
            self._upload.whole = True
        self._name = ""

    def _keep_text(self) -> None:
        self.sent.form[self._name] = without_nul(_words(bytes(self._text)))

    def _end_form(self) -> None:
        self.sent.whole = True


def _words(sent: bytes) -> str:
    return sent.decode("utf-8", "replace")
