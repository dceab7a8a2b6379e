"""Tests of the simulated QuickBooks Desktop."""
