"""Patches: six verbs that change named nodes of a body, read, applied, and found between two bodies."""

from kernel.patching.applying import applied
from kernel.patching.between import operations_between
from kernel.patching.ops import Op, RawOp, read_ops

__all__ = ["Op", "RawOp", "applied", "operations_between", "read_ops"]
