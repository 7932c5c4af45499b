"""A farm of school sites on loopback, and those who crawl it: ours as shipped, Scrapy, aiohttp, pycurl."""
