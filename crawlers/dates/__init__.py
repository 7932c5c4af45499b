"""Stated dates: what a string or a time element says, with its source and precision (S7); never where it stands."""
