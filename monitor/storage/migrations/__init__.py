"""Alembic's folder: how a database gets from one version of the program to the next."""
