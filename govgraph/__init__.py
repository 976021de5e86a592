"""The command line of govgraph: it parses arguments, calls `extract` and `graph`, and is the only part that prints."""

__version__ = "0.1.0"
