"""The one error that a script shows as a sentence."""


class ScriptError(Exception):
    """Something a person can act on: the message is the whole output, so it says what to do."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status
