"""Where the farm's sites stand: an address of 127.0.0.0/8 for each, or all below one."""

from __future__ import annotations


def address_of(unit: int) -> str:
    """The loopback address of a site: 127.1.0.1, 127.1.0.2, …"""
    return f"127.{1 + unit // 62_500}.{unit // 250 % 250}.{1 + unit % 250}"


def unit_at(address: str) -> int:
    """The site at such an address."""
    _, first, second, third = (int(part) for part in address.split("."))
    return (first - 1) * 62_500 + second * 250 + third - 1


def root_of(unit: int, port: int, *, scheme: str = "http", one_host: bool = False) -> str:
    """Address of a site's root."""
    return f"{scheme}://127.0.0.1:{port}/u/{unit}" if one_host else f"{scheme}://{address_of(unit)}:{port}"
