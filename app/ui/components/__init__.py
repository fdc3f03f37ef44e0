"""Pieces of pages: each draws one thing and returns plain values."""
