"""Where we may connect: one strict reading of an address, and a check of every IP address behind it (G1–G11, G16).

Nothing here opens a socket but ``system_resolve``; the check is repeated on the peer of the socket actually opened.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], Sequence[str]]
"""Name, port → IP addresses as text, best first. Raises OSError where there is none."""

LONGEST_URL = 4096
DEFAULT_PORTS = {"http": 80, "https": 443}
WEB_PORTS = frozenset({80, 443, *range(8000, 10000)})
"""Ports of public hosts that serve web pages; mail, databases and caches live elsewhere (G10)."""

_SHAPE = re.compile(
    r"(?P<scheme>https?)://(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?:#.*)?", re.I | re.S
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*\Z")
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_PLAIN = re.compile(r"(?:[A-Za-z0-9/?:@!$&'()*+,;=~._\-\[\]|]|%[0-9A-Fa-f]{2})*\Z")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT = "/?%:@!$&'()*+,;=~._-[]|"


class BadAddress(ValueError):
    """An address that we do not ask for; the text says why, without repeating it."""


@dataclass(frozen=True, slots=True)
class Target:
    """One address, read strictly. ``host``: lower-case ASCII without brackets or final dot; ``url``: as asked for."""

    url: str
    scheme: str
    host: str
    port: int
    literal: Address | None = None

    @property
    def origin(self) -> str:
        """Who is visited: the host, with its port where that is not the web's own (http and https are one visit)."""
        return self.host if self.port in (80, 443) else f"{self.host}:{self.port}"

    @property
    def root(self) -> str:
        """``scheme://host[:port]`` without a path."""
        return _root(self.scheme, self.host, self.port)


def parse_target(url: str) -> Target:
    """Read an http(s) address in one way only, so that no other parser can see another host in it (G2, G8).

    Raises BadAddress for other schemes, user names, odd spellings of numbers, control characters, too long ones.
    """
    text = url.strip(" \t\r\n\f")
    if len(text) > LONGEST_URL:
        raise BadAddress(f"address longer than {LONGEST_URL} characters")
    if _CONTROL.search(text):
        raise BadAddress("control character in the address")
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        scheme = _SCHEME.match(text)
        name = scheme.group().lower() if scheme else ""
        raise BadAddress("not an absolute http address" if name in ("", *DEFAULT_PORTS) else f"scheme {name[:20]}")
    scheme_name = shape["scheme"].lower()
    host, port, literal = _split(shape["authority"], DEFAULT_PORTS[scheme_name])
    path = _quoted(_dotless(shape["path"] or "/") + (shape["query"] or ""))
    return Target(_root(scheme_name, host, port) + path, scheme_name, host, port, literal)


def _root(scheme: str, host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" if port == DEFAULT_PORTS[scheme] else f"{scheme}://{shown}:{port}"


def _dotless(path: str) -> str:
    """``.`` and ``..`` followed, never above the root (E33)."""
    if "/." not in path:
        return path
    parts: list[str] = []
    for part in path.split("/")[1:]:
        if part == "..":
            del parts[-1:]
        elif part != ".":
            parts.append(part)
    tail = "/" if path.endswith(("/.", "/..")) and parts else ""
    return "/" + "/".join(parts) + tail


def _quoted(path: str) -> str:
    return path if _PLAIN.match(path) else quote(_LONE_PERCENT.sub("%25", path), safe=_KEPT)


def _split(authority: str, default: int) -> tuple[str, int, Address | None]:
    if "@" in authority:
        raise BadAddress("user name in the address")
    if authority.startswith("["):
        inside, bracket, rest = authority[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise BadAddress("broken brackets in the address")
        v6 = _v6(inside)
        return str(v6), _port(rest[1:], default), v6
    name, _, port = authority.partition(":")
    host = _ascii(name)
    return host, _port(port, default), _v4(host)


def _v6(text: str) -> IPv6Address:
    if "%" in text:  # a zone names one of our own interfaces (G3)
        raise BadAddress("zone in an IPv6 address")
    try:
        return IPv6Address(text)
    except ValueError:
        raise BadAddress("not an IPv6 address") from None


def _port(text: str, default: int) -> int:
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise BadAddress("not a port")
    return int(text)


def _ascii(name: str) -> str:
    try:
        host = name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        raise BadAddress("host name not usable") from None
    host = host.lower().removesuffix(".")
    if not _NAME.match(host):
        raise BadAddress("host name not usable" if host else "no host in the address")
    return host


def _v4(host: str) -> IPv4Address | None:
    """A host whose last part is a number is an IPv4 address, and only in the one usual spelling (G2)."""
    if not _NUMBER.match(host.rpartition(".")[2]):
        return None
    try:
        return IPv4Address(host)
    except ValueError:
        raise BadAddress("odd spelling of an IPv4 address") from None


def _networks(*texts: str) -> tuple[Network, ...]:
    return tuple(ip_network(text) for text in texts)


# Never, whatever the settings allow: metadata services of clouds, link-local, "this host", groups (G4, G16).
_NEVER = _networks(
    "169.254.0.0/16", "100.100.100.200/32", "192.0.0.192/32", "168.63.129.16/32", "0.0.0.0/8", "224.0.0.0/4",
    "255.255.255.255/32", "fd00:ec2::/32", "fd20:ce::254/128", "fe80::/10", "ff00::/8", "::/128",
)  # fmt: skip
# Not public although ``is_global`` of some Python versions says so.
_RESERVED = _networks(
    "192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"
)
_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")


class AddressRules:
    """Which IP addresses may be connected to: public ones, and the networks named by the office."""

    def __init__(self, allow: Iterable[str | Network] = ()) -> None:
        """Raises ValueError where a network is none."""
        self._allow = tuple(ip_network(one, strict=False) if isinstance(one, str) else one for one in allow)

    def refusal(self, address: str, port: int) -> str | None:
        """Why this address and port must not be connected to; None when they may."""
        try:
            seen = ip_address(address)
        except ValueError:  # with a zone, for one
            return "not a plain IP address"
        if any(_inside(one, _NEVER) for one in (seen, *_embedded(seen))):
            return f"{seen} is never connected to"
        judged = _carried(seen)
        if _inside(seen, self._allow) or _inside(judged, self._allow):
            return None
        if not _is_public(judged):
            return f"{seen} is not a public address"
        return None if port in WEB_PORTS else f"port {port} is not a web port"


def _inside(address: Address, networks: Iterable[Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def _embedded(address: Address) -> tuple[IPv4Address, ...]:
    """Every IPv4 address that may be reached through an IPv6 one (G3)."""
    if isinstance(address, IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    number = int(address)
    compatible = address in _COMPATIBLE and number > 1  # :: and ::1 are addresses of their own
    if compatible or address in _NAT64 or (number >> 32) & 0xFFFF_FFFF in (0x5EFE, 0x0200_5EFE):
        found.append(IPv4Address(number & 0xFFFF_FFFF))
    return tuple(one for one in found if one is not None)


def _carried(address: Address) -> Address:
    """What an address stands for where translation is honest: mapped and NAT64 ones are judged as what they carry."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    return address.is_global and not address.is_multicast and not _inside(address, _RESERVED)


def system_resolve(host: str, port: int) -> tuple[str, ...]:
    """The machine's own name service. Raises OSError where there is no address."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def resolve_within(resolve: Resolver, host: str, port: int, seconds: float) -> tuple[str, ...]:
    """``resolve`` with an end: a name service cannot be interrupted, so it is left behind in its thread (E41).

    Raises TimeoutError after ``seconds``, OSError where there is no address.
    """
    answers: list[Sequence[str] | Exception] = []

    def ask() -> None:
        try:
            answers.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.append(error)

    asking = threading.Thread(target=ask, name=f"resolve {host}", daemon=True)
    asking.start()
    asking.join(max(0.0, seconds))
    if not answers:
        raise TimeoutError(f"no answer from the name service within {seconds:.1f} s")
    if isinstance(answers[0], Exception):
        raise OSError(f"{answers[0]}") from answers[0]
    return tuple(answers[0])
