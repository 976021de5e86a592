"""The naming step: every rule proposes spans, and of spans that collide the surest and longest stay."""

from __future__ import annotations

from extract.steps.names.step import Names

__all__ = ["Names"]
