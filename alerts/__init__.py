"""Telling: who hears what and when, the words, and the channels that carry them. Knows rules, never crawlers."""
