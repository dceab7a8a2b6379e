"""The measured claims. Each is run against real processes, and says what it is compared with."""
