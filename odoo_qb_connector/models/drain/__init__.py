"""The engine: one run for one connection, in plain Python over the ORM (architecture 3)."""

from .run import DrainRun, Report

__all__ = ["DrainRun", "Report"]
