"""The audit log: written with the act, sealed after it, proved at any time."""

from kernel.audit.heads import export_head, heads_folder
from kernel.audit.recording import record, telling
from kernel.audit.sealing import seal, seal_all
from kernel.audit.verifying import Fault, Finding, Verdict, verify

__all__ = [
    "Fault",
    "Finding",
    "Verdict",
    "export_head",
    "heads_folder",
    "record",
    "seal",
    "seal_all",
    "telling",
    "verify",
]
