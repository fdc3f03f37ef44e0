"""The words of Hotseat as plain values: no I/O, no third-party packages."""
