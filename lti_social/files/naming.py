"""A file's name as others see it: one line, no path in it, and the ending of its kind."""

import re
import unicodedata
from pathlib import PurePosixPath

from lti_social.core.text import one_line, says_something
from lti_social.files.kinds import Kind

LONGEST = 80  # characters before the ending

_FORBIDDEN = re.compile(r'[<>:"|?*%#&;`\\/]+')  # by a file system, or by an address


def named(sent: str, kind: Kind) -> str:
    """What a browser sent may be a whole path, or meant to look like one."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", sent))[-1]
    stem = one_line(_FORBIDDEN.sub(" ", _without_ending(last)))[:LONGEST].strip(" .")
    return f"{stem if says_something(stem) else kind}.{kind}"


def ending(sent: str) -> str:
    return PurePosixPath(sent).suffix.removeprefix(".").lower()


def _without_ending(name: str) -> str:
    short = 1 < len(ending(name)) <= 5 and ending(name).isalnum()
    return name.rpartition(".")[0] if short else name
