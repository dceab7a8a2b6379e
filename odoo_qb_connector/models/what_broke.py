"""What the log says of an error that nobody foresaw."""

import traceback


def what_broke(error):
    """Its kind and where it happened: an error's own text may hold what was sent."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
