"""The observations step: measured values, and whom they are measured of."""

from __future__ import annotations

from extract.steps.observations.step import Observations

__all__ = ["Observations"]
