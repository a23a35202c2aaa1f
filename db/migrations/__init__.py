"""Alembic's environment, run from code: no alembic.ini, no URL in a file."""
