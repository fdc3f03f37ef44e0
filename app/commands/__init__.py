"""The commands of the command line: parse, call a service, print. One group a file."""
