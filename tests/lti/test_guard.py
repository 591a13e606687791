from ipaddress import ip_address

import pytest

from lti_social.lti.guard import may_reach

PUBLIC = "93.184.216.34"

NOBODY_S = [
    "169.254.169.254",  # where clouds keep credentials
    "169.254.1.1",
    "fe80::1",
    "fd00:ec2::254",
    "100.100.100.200",
    "168.63.129.16",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "ff02::1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",  # the same through NAT64
    "2002:a9fe:a9fe::1",  # and through 6to4
]
ONE_S_OWN = [
    "127.0.0.1",
    "::1",
    "10.0.0.7",
    "172.16.3.4",
    "192.168.1.9",
    "fd12::7",
    "100.64.0.1",
]
ANYBODY_S = [PUBLIC, "2606:2800:220:1::1"]


@pytest.mark.parametrize("address", NOBODY_S)
def test_some_addresses_are_never_reached_even_when_typed(address):
    assert not may_reach(ip_address(address), typed=True)


@pytest.mark.parametrize("address", ONE_S_OWN)
def test_a_private_address_is_reached_only_under_a_typed_name(address):
    assert may_reach(ip_address(address), typed=True)
    assert not may_reach(ip_address(address), typed=False)
    assert not may_reach(ip_address("::ffff:10.0.0.7"), typed=False)


@pytest.mark.parametrize("address", ANYBODY_S)
def test_a_public_address_is_reached(address):
    assert may_reach(ip_address(address), typed=False)
