"""Who may do what to whose rows: rules are the truth, FAB's permission tables follow them."""

from kernel.access.derived import ADMIN, PUBLIC, Triple, dormant, synchronise, withdraw
from kernel.access.names import full_name, names_of
from kernel.access.reading import actor_of, permissions_of, rules_of
from kernel.access.scoping import Actor, Rule, allows, resource_of, scoped
from kernel.versions import bump

__all__ = [
    "ADMIN",
    "PUBLIC",
    "Actor",
    "Rule",
    "Triple",
    "actor_of",
    "allows",
    "bump",
    "dormant",
    "full_name",
    "names_of",
    "permissions_of",
    "resource_of",
    "rules_of",
    "scoped",
    "synchronise",
    "withdraw",
]
