"""How long failed work rests before it is tried again; pure."""

from datetime import timedelta

ATTEMPTS = 10
"""How often work is tried before it becomes a dead letter; over four hours in all."""

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=6)
DOUBLINGS = 12


def delay(attempts: int) -> timedelta:
    """The rest after so many failed attempts: half a minute, doubled each time, six hours at most."""
    factor: int = 2 ** min(max(attempts, 1) - 1, DOUBLINGS)
    return min(FIRST * factor, LONGEST)
