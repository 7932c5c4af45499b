"""The only way to the network: politely, safely, within a deadline; a named outcome instead of an exception (S11).

Home of requests and urllib3. ``fetcher`` decides, ``visits`` remembers one host, ``transport`` speaks HTTP over sockets
that ``sockets`` opens to checked addresses only, ``tls`` and ``trouble`` put names to what goes wrong.
"""

from crawlers.fetching.fetcher import HttpFetcher
from crawlers.fetching.settings import FetchSettings

__all__ = ["FetchSettings", "HttpFetcher"]
