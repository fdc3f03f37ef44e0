"""Turning a folder of notes into passages and questions."""
