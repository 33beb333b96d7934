"""Deferred work: written in the transaction of its cause, carried out once after it."""

from kernel.outbox.backoff import ATTEMPTS, delay
from kernel.outbox.draining import Drained, drain
from kernel.outbox.items import dead_letters, defer, deferral, forget_done, revive

__all__ = [
    "ATTEMPTS",
    "Drained",
    "dead_letters",
    "defer",
    "deferral",
    "delay",
    "drain",
    "forget_done",
    "revive",
]
