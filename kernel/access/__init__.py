"""Who may do what to whose rows: rules are the truth, FAB's permission tables follow them."""

from kernel.access.derived import ADMIN, PUBLIC, Triple, dormant, synchronise, withdraw
from kernel.access.granting import Grantor, grant_role, roles_of, withdraw_role
from kernel.access.names import full_name, names_of
from kernel.access.reading import actor_of, permissions_of, rules_of
from kernel.access.roles import DUTIES, Duty, Role, duties_of, is_staff, role_of
from kernel.access.scoping import WITHHELD, Actor, Rule, allows, resource_of, scoped
from kernel.versions import bump

__all__ = [
    "ADMIN",
    "DUTIES",
    "PUBLIC",
    "WITHHELD",
    "Actor",
    "Duty",
    "Grantor",
    "Role",
    "Rule",
    "Triple",
    "actor_of",
    "allows",
    "bump",
    "dormant",
    "duties_of",
    "full_name",
    "grant_role",
    "is_staff",
    "names_of",
    "permissions_of",
    "resource_of",
    "role_of",
    "roles_of",
    "rules_of",
    "scoped",
    "synchronise",
    "withdraw",
    "withdraw_role",
]
