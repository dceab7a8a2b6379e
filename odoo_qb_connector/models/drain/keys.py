"""Names that nothing else has."""

import uuid


def new_key():
    """Of one exchange: QuickBooks' requestid, or its message-set id."""
    return uuid.uuid4().hex
