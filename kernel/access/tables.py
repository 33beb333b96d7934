"""FAB's permission tables as plain tables: its own `add_*` methods commit."""

from sqlalchemy import Table

from kernel.db import Base

_tables = Base.metadata.tables

ROLE: Table = _tables["ab_role"]
PERMISSION: Table = _tables["ab_permission"]
RESOURCE: Table = _tables["ab_view_menu"]
PAIR: Table = _tables["ab_permission_view"]
GRANT: Table = _tables["ab_permission_view_role"]
USER: Table = _tables["ab_user"]
USER_ROLE: Table = _tables["ab_user_role"]
USER_GROUP: Table = _tables["ab_user_group"]
GROUP_ROLE: Table = _tables["ab_group_role"]
