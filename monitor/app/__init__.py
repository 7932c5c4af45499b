"""Wiring: the only room that knows every concrete class. Each command loads the file it asks, and no other."""
