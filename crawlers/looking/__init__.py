"""One look at a section, from its first request to what it leaves for the next; many of them at once."""
