"""Measurements and long trials that the test suite only runs in a short form."""
