"""How far the tool reaches: which addresses may be asked, and by which connection.

An LMS's addresses are typed by an operator or come in its messages. Hosts that were typed
may be anywhere, private networks included; others must be public. Nobody gets us to the
addresses where a machine keeps its own secrets. A name is looked up once, and the
connection goes to the address that was checked.
"""

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

TYPED = "lti_social.typed_hosts"  # the request's extension that carries them

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Iterable[str]]


class OutOfReach(httpx.ConnectError):
    """An address that nobody here may ask."""


class Guarded(httpx.BaseTransport):
    """Looks a name up, checks every address it has, and connects to what was checked."""

    def __init__(self, inner: httpx.BaseTransport, resolve: Resolve | None = None) -> None:
        self._inner, self._resolve = inner, resolve or addresses_of

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        name = request.url.raw_host.decode()
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        known = name in request.extensions.get(TYPED, ())
        addresses = [ip_address(found) for found in self._resolve(name, port)]
        if not addresses or not all(may_reach(a, typed=known) for a in addresses):
            raise OutOfReach("an address that is out of reach", request=request)
        return self._first_that_answers(request, name, addresses)

    def _first_that_answers(
        self, request: httpx.Request, name: str, addresses: Iterable[Address]
    ) -> httpx.Response:
        failure: httpx.TransportError | None = None
        for address in addresses:
            try:
                return self._inner.handle_request(_pinned(request, name, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        assert failure is not None
        raise failure

    def close(self) -> None:
        self._inner.close()


def addresses_of(name: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpx.ConnectError("no such host") from error
    return [str(where[0]).partition("%")[0] for *_, where in found]


_METADATA = {
    ip_address("100.100.100.200"),  # Alibaba
    ip_address("168.63.129.16"),  # Azure
    ip_address("192.0.0.192"),  # Oracle
    ip_address("fd00:ec2::254"),  # Amazon
}
_NAT64 = IPv6Network("64:ff9b::/96")


def may_reach(address: Address, *, typed: bool) -> bool:
    address = _inside(address)
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    if address in _METADATA:
        return False
    return typed or address.is_global


def _inside(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _pinned(request: httpx.Request, name: str, address: Address) -> httpx.Request:
    """The same request to a checked address; name and certificate stay the host's."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(address)),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": name},
    )
