"""Where a launch wants to go: addresses of the tool itself and no others."""

import re
from urllib.parse import urlsplit

LONGEST = 2000
_PLAIN = re.compile(r"[!-\[\]-~]+")  # printable ASCII without the backslash


def path_within(tool_url: str, target: str) -> str | None:
    """Path and query of `target` if it lies under the tool's own origin, else None.

    Scheme, host and port must be ours to the letter. Whatever a browser might read as
    another host (a user name, a backslash, a path of two slashes) is refused.
    """
    rest = target.removeprefix(tool_url)
    if rest == target or len(target) > LONGEST or not _PLAIN.fullmatch(target):
        return None
    if rest.startswith("//") or (rest and rest[0] not in "/?#"):
        return None
    parts = urlsplit(rest)
    path = parts.path or "/"
    if _climbs(path):
        return None
    return f"{path}?{parts.query}" if parts.query else path


def _climbs(path: str) -> bool:
    plain = path.lower().replace("%2e", ".").replace("%2f", "/").replace("%5c", "/")
    return any(step in (".", "..") for step in plain.split("/"))
