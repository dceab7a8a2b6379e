"""Tests of the simulator: `books` for the bookkeeping, `server` for what crosses the wire."""
