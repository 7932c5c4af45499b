"""What does it cost to ask a host over HTTPS for the first time? Ours as shipped beside requests as it comes.

``python -m benchmarks.https --hosts 200 --times 5``: each host is another address of the farm, asked for its list page
once. Ours reads robots.txt first, over the same connection. CPU of this process only; medians.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import certifi
import requests
import trustme

from benchmarks.crawl import farm
from benchmarks.farm.addresses import address_of
from crawlers.fetching import FetchSettings, HttpFetcher
from crawlers.page import Page, Request

_LIST = "/cai-cach-hanh-chinh"


def trusted(hosts: int, folder: Path) -> tuple[Path, Path]:
    """(the hosts' key and certificate, all authorities that are trusted, the one that vouches for them among these)."""
    authority = trustme.CA()
    known = Path(certifi.where()).read_bytes()  # a machine trusts many: reading them all is what costs
    (folder / "ca.pem").write_bytes(known + authority.cert_pem.bytes())
    leaf = authority.issue_cert(*map(address_of, range(hosts)), key_type=trustme.KeyType.ECDSA)
    leaf.private_key_and_cert_chain_pem.write_to_path(str(folder / "farm.pem"))
    return folder / "farm.pem", folder / "ca.pem"


def by_requests(urls: list[str], authorities: Path) -> None:
    """As everybody writes it."""
    for url in urls:
        answer = requests.get(url, verify=str(authorities), timeout=30)
        assert answer.status_code == 200, url


def by_us(urls: list[str], authorities: Path) -> None:
    """A fetcher with its address check, robots.txt and deadline."""
    settings = FetchSettings(allow_networks=("127.0.0.0/8",), pause_s=0, ca_file=authorities, max_hosts=len(urls) + 1)
    with HttpFetcher(settings) as fetcher:
        for url in urls:
            answer = fetcher.fetch(Request(url, "list"))
            assert isinstance(answer, Page), answer


def cost(ask: Callable[[list[str], Path], None], urls: list[str], authorities: Path) -> float:
    """CPU milliseconds a host."""
    before = time.process_time()
    ask(urls, authorities)
    return (time.process_time() - before) * 1000 / len(urls)


def main() -> None:
    """Both in turn, so many times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    found: dict[str, list[float]] = {"dondoc": [], "requests": []}
    with tempfile.TemporaryDirectory(prefix="https-") as folder:
        cert, authorities = trusted(given.hosts, Path(folder))
        with farm(cert=cert) as site:
            urls = [f"https://{address_of(host)}:{site.port}{_LIST}" for host in range(given.hosts)]
            for _ in range(given.times):
                found["requests"].append(cost(by_requests, urls, authorities))
                found["dondoc"].append(cost(by_us, urls, authorities))
    for name, costs in found.items():
        print(f"{name:10} {statistics.median(costs):7.2f} ms a host ({min(costs):.2f} to {max(costs):.2f})")
    print(f"ratio {statistics.median(found['dondoc']) / statistics.median(found['requests']):.3f}")


if __name__ == "__main__":
    main()
