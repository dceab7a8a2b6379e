"""What holds for every test: none of them is a matter of time, so no example of hypothesis has a deadline."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
