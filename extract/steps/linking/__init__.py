"""The linking step: mentions of one thing joined into document entities, references resolved."""

from __future__ import annotations

from extract.steps.linking.step import Linking

__all__ = ["Linking"]
