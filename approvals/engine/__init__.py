"""Who may do what next in a case, and what follows from it; pure: the same log gives the same state."""

from approvals.engine.acts import Act, Actor, Advance, Defect, Edit, Entry
from approvals.engine.clocks import alarm_of, happening
from approvals.engine.compiling import CompiledChain, compiled
from approvals.engine.deciding import advance, replay, start
from approvals.engine.happenings import TIME_IS_UP, awaited, held, in_vain
from approvals.engine.permitting import WHOLE_CASE, allowed
from approvals.engine.reach import beyond
from approvals.engine.resting import reckoning
from approvals.engine.state import Correction, Due, Opening, State, chosen_facts

__all__ = [
    "TIME_IS_UP",
    "WHOLE_CASE",
    "Act",
    "Actor",
    "Advance",
    "CompiledChain",
    "Correction",
    "Defect",
    "Due",
    "Edit",
    "Entry",
    "Opening",
    "State",
    "advance",
    "alarm_of",
    "allowed",
    "awaited",
    "beyond",
    "chosen_facts",
    "compiled",
    "happening",
    "held",
    "in_vain",
    "reckoning",
    "replay",
    "start",
]
