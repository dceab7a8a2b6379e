"""From a page of QuickBooks' lists to linked records: what is matched, made, or left out and why."""

from .batch import Batch

__all__ = ["Batch"]
