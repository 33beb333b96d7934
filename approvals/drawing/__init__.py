"""A chain as it is drawn from above to below, for the designer and for a case that runs; pure."""

from approvals.drawing.boxes import Box, Drawing, Group, Item, Remark, Stage, Way
from approvals.drawing.plan import drawn_chain
from approvals.drawing.routes import Route, routes_of
from approvals.drawing.running import Line, accounts_of, drawn_case

__all__ = [
    "Box",
    "Drawing",
    "Group",
    "Item",
    "Line",
    "Remark",
    "Route",
    "Stage",
    "Way",
    "accounts_of",
    "drawn_case",
    "drawn_chain",
    "routes_of",
]
