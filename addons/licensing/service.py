"""Acts on applications: begun, saved, handed in, decided, mended, taken back; each flushes, the page commits."""

from addons.licensing.acting import Acted, act, resubmit, withdraw
from addons.licensing.attempts import record_attempt
from addons.licensing.declaring import declare_silent
from addons.licensing.drafting import begin, discard, open_sections, save
from addons.licensing.submitting import submit

__all__ = [
    "Acted",
    "act",
    "begin",
    "declare_silent",
    "discard",
    "open_sections",
    "record_attempt",
    "resubmit",
    "save",
    "submit",
    "withdraw",
]
