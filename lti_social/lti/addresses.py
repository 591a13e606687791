"""Addresses that somebody gave for an LMS: which of them can be right."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit


def parts_of(url: str) -> SplitResult | None:
    """The parts of a plain http(s) address; None for anything else."""
    try:
        parts = urlsplit(url)
        port_is_one = parts.port != 0
    except ValueError:
        return None
    plain = url.isascii() and url.isprintable() and not set(url) & set(" \"'\\;,")
    usable = (
        parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    )
    return parts if plain and usable and port_is_one else None


def origin_of(url: str) -> str | None:
    """Scheme, host and port, as a browser compares them."""
    parts = parts_of(url)
    return f"{parts.scheme}://{parts.netloc.lower()}" if parts else None


def is_safe(parts: SplitResult) -> bool:
    """Whether nobody on the way can read along or answer instead."""
    return parts.scheme == "https" or is_near(parts.hostname or "")


def is_near(host: str) -> bool:
    """On this machine or in one's own network, where plain http may be all there is."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(
            (".internal", ".local", ".localhost", ".test")
        )
