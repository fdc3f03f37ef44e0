"""The built-in library of notes, as package data: `notes/`, `sections.yaml`, `paths.yaml`."""
