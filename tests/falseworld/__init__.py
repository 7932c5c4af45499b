"""A small false world: a web of invented schools on loopback with its own date, weather and year, and a mail sink."""

from .story import Story
from .world import Article, Category, Fault, Hit, Site, World

__all__ = ["Article", "Category", "Fault", "Hit", "Site", "Story", "World"]
