"""Hotseat: a mock-interview assistant over a folder of notes."""

__version__ = "0.1.0"
