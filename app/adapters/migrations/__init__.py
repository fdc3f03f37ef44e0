"""Numbered migrations of the session database."""
