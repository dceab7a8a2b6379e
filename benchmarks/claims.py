"""What a benchmark says: one line per figure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    name: str
    figure: str
    unit: str
    compared_with: str

    def line(self) -> str:
        return f"{self.name:32} {self.figure:>12} {self.unit:34} {self.compared_with}"


class BenchmarkFailed(Exception):
    """A claim does not hold; the message says what was seen."""
