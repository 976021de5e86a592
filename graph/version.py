"""The version of the program, for files that say what made them."""

from __future__ import annotations

VERSION = "0.1.0"
"""The same as `govgraph.__version__`, which this package may not import; a test holds the two together."""
