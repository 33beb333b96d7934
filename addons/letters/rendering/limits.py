"""What a drawing child may use: memory, time, nothing of the disk and nothing of the network."""

import resource
from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one kind of child."""

    memory: int
    """Bytes of address space."""
    seconds: int
    """Of processor time in its whole life."""
    files: int
    """Descriptors; its three pipes count among them."""


PIPES = 3
TEMPLATES = Limits(memory=640 * MIB, seconds=600, files=PIPES)
"""Strangers' templates: not one file or socket more can be opened."""
LAYOUTS = Limits(memory=4096 * MIB, seconds=1200, files=32)
"""Our own layouts: fonts are opened when a rare character first needs them."""


def confine(limits: Limits) -> None:
    """From now on the process cannot exceed its limits; none of them can be taken back."""
    bounds = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for bound, value in bounds.items():
        _, hard = resource.getrlimit(bound)
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(bound, (least, least))
