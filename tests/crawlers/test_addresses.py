"""Which addresses may be connected to, and that an address can be read in one way only (G1–G5, G8, G10, G16)."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.addresses import AddressRules, BadAddress, parse_target, resolve_within


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("http://THCS-HoaMai.edu.test", "http://thcs-hoamai.edu.test/"),
        ("  https://thcs-hoamai.edu.test:443/tin \n", "https://thcs-hoamai.edu.test/tin"),
        ("http://thcs-hoamai.edu.test:8080/a?b=c#d", "http://thcs-hoamai.edu.test:8080/a?b=c"),
        ("http://thcs-hoamai.edu.test./tin", "http://thcs-hoamai.edu.test/tin"),
        ("http://so.test/Tin tức/ă.html?q=cải cách", "http://so.test/Tin%20t%E1%BB%A9c/%C4%83.html?q=c%E1%BA%A3i%20c%C3%A1ch"),
        ("http://so.test/100%/a%20b", "http://so.test/100%25/a%20b"),
        ("http://so.test/a\\b", "http://so.test/a%5Cb"),
        ("http://so.test?p=1", "http://so.test/?p=1"),
        ("http://so.test/a/./b/../../../c/..", "http://so.test/"),
        ("http://so.test/a/b/../c/.", "http://so.test/a/c/"),
        ("http://so.test/.a/..b?x=/../y", "http://so.test/.a/..b?x=/../y"),
        ("http://trường.test/", "http://xn--trng-rib8295b.test/"),
        ("http://[2405:4800::1]:8080/", "http://[2405:4800::1]:8080/"),
        ("http://203.113.188.1/", "http://203.113.188.1/"),
    ],
)  # fmt: skip
def test_a_usual_address_is_read(url: str, seen: str) -> None:
    target = parse_target(url)
    assert target.url == seen


@pytest.mark.parametrize(
    "url",
    [
        # G1
        "file:///etc/passwd", "FILE:///etc/passwd", "file:/etc/passwd", "ftp://so.test/", "gopher://so.test/",
        "dict://so.test/", "data:text/html,tin", "jar:http://so.test/!/", "view-source:http://so.test/", "javascript:1",
        # G2
        "http://2130706433/", "http://017700000001/", "http://0x7f000001/", "http://0x7f.1/", "http://127.1/",
        "http://127.0.1/", "http://0177.0.0.1/", "http://127.0.0.01/", "http://127.0.0.1../", "http://0/", "http://0x/",
        "http://1.2.3.4.5/", "http://256.1.1.1/", "http://%31%32%37.0.0.1/",
        # G3
        "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[::1/", "http://::1/", "http://[::1]x/",
        # G8
        "http://so.test\\@evil.test/", "http://so.test@evil.test/", "http://a:b@so.test/", "http://so.te\tst/",
        "http://so.te\nst/", "http://so.test\r\nHost: evil/", "http:so.test/", "http:///so.test", "http:/so.test/",
        "http://so .test/", "http://", "", "so.test/tin", "//so.test/", "http://so.test:80:80/", "http://so.test:٨٠/",
        "http://so.test:0/", "http://so.test:99999/", "http://so\u2028.test/", "http://-so-.test/", "http://so..test/",
        "http://" + "a" * 64 + ".test/", "http://so.test/" + "a" * 5000, "http://so.test\x00/", "http://so.test;x/",
    ],
)  # fmt: skip
def test_an_odd_address_is_refused(url: str) -> None:
    with pytest.raises(BadAddress):
        parse_target(url)


@pytest.mark.parametrize("host", ["①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "localhost.", "127.0.0.1."])
def test_disguised_loopback_is_seen_as_what_it_is(host: str) -> None:
    target = parse_target(f"http://{host}/")
    assert target.host in ("127.0.0.1", "localhost")


@given(st.text(max_size=60))
def test_reading_an_address_fails_in_one_way_only(text: str) -> None:
    for url in (text, f"http://{text}", f"https://so.test{text}", f"http://so.test/{text}"):
        try:
            target = parse_target(url)
        except BadAddress:
            continue
        assert target.url.isascii()
        assert not any(character.isspace() for character in target.url)
        assert parse_target(target.url) == target


FORBIDDEN = [
    # G2, G3
    "127.0.0.1", "127.255.255.254", "::1", "::", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1",
    "64:ff9b:1::10.0.0.1", "2002:7f00:1::", "2002:cb71:bc01::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fe80::1",
    "fe80::1%lo", "fec0::1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1",
    # G4
    "169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16", "64:ff9b::169.254.169.254",
    # G5
    "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255", "224.0.0.1",
    "239.255.255.250", "255.255.255.255", "0.0.0.0", "0.1.2.3", "192.0.2.1", "198.51.100.1", "203.0.113.1",
    "198.18.0.1", "240.0.0.1", "192.0.0.9", "192.88.99.1", "2001:db8::1", "3fff::1", "fc00::1", "fd12::1", "ff02::1",
    "ff0e::1", "100::1", "5f00::1", "2001:2::1", "2001:20::1", "4000::1", "so.test", "",
]  # fmt: skip


@pytest.mark.parametrize("address", FORBIDDEN)
def test_only_public_addresses_may_be_reached(address: str) -> None:
    assert AddressRules().refusal(address, 80)


@pytest.mark.parametrize("address", ["203.113.188.1", "8.8.8.8", "2405:4800::1", "64:ff9b::203.113.188.1"])
def test_public_addresses_may_be_reached(address: str) -> None:
    assert AddressRules().refusal(address, 443) is None


@pytest.mark.parametrize("port", [0, 21, 22, 25, 81, 587, 3306, 5432, 6379, 7999, 10_000, 11_211, 27_017, 55_432])
def test_ports_that_serve_no_web_pages_are_refused(port: int) -> None:  # G10
    assert AddressRules().refusal("203.113.188.1", port) == f"port {port} is not a web port"


def test_a_network_named_by_the_office_may_be_reached_at_any_port() -> None:
    rules = AddressRules(["10.20.0.0/16", "fd12:3456::/32"])
    assert rules.refusal("10.20.1.1", 5000) is None
    assert rules.refusal("::ffff:10.20.1.1", 5000) is None
    assert rules.refusal("fd12:3456::1", 80) is None
    assert rules.refusal("10.21.1.1", 80)


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "100.100.100.200", "fd00:ec2::254", "192.0.0.192", "::ffff:169.254.169.254", "fe80::1",
     "0.0.0.0", "::", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "::169.254.169.254", "224.0.0.1"],
)  # fmt: skip
def test_metadata_services_stay_out_of_reach_whatever_is_allowed(address: str) -> None:  # G16
    assert AddressRules(["0.0.0.0/0", "::/0"]).refusal(address, 80)


def test_a_network_that_is_none_is_said_at_once() -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0\.0/99"):
        AddressRules(["10.0.0.0/99"])


def test_a_name_service_that_hangs_is_left_behind() -> None:  # E41
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        resolve_within(lambda host, port: time.sleep(2) or (), "so.test", 80, 0.1)  # type: ignore[func-returns-value]
    assert time.monotonic() - began < 1.8


def test_a_name_without_address_is_an_error() -> None:
    def nobody(host: str, port: int) -> tuple[str, ...]:
        raise OSError("NXDOMAIN")

    with pytest.raises(OSError, match="NXDOMAIN"):
        resolve_within(nobody, "so.test", 80, 1)
