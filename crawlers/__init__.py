"""Seeing: fetch politely and safely, read what a page states, say whether we really looked. Knows rules, never
alerts."""
