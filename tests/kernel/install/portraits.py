"""What a database holds: everything as it is, or what is installed without the numbers that rows are given."""

import json
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

OPERATIONS = "plugin_operation"
Dump = dict[str, Any]


def dump(engine: Engine, *, without: tuple[str, ...] = (OPERATIONS,)) -> Dump:
    """Every table with its shape and its rows, sorted; the record of operations aside."""
    with engine.connect() as connection:
        shapes = _shapes(connection)
        return {
            name: {
                "shape": shape,
                "rows": sorted(
                    repr(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{name}"'))
                ),
            }
            for name, shape in sorted(shapes.items())
            if name not in without
        }


def differing(one: Dump, other: Dump) -> list[str]:
    """The tables that are not the same in two dumps."""
    return sorted(name for name in one | other if one.get(name) != other.get(name))


def _shapes(connection: Connection) -> dict[str, str]:
    """What every table is made of; asked of all tables at once."""
    found = inspect(connection)
    parts = (
        found.get_multi_columns(),
        found.get_multi_pk_constraint(),
        found.get_multi_foreign_keys(),
        found.get_multi_indexes(),
        found.get_multi_unique_constraints(),
        found.get_multi_check_constraints(),
    )
    names = sorted(name for _, name in parts[0])
    return {name: repr([_sorted(part.get((None, name))) for part in parts]) for name in names}


def _sorted(part: Any) -> Any:
    return sorted(map(_plain, part)) if isinstance(part, list) else _plain(part)


def _plain(part: object) -> str:
    """The words of a partial index's condition instead of the object that holds them."""
    return json.dumps(part, default=str, sort_keys=True, ensure_ascii=False)


PORTRAIT = {
    "plugins": "SELECT name, version, state, position, has_code, digest, broken FROM plugin",
    "records": "SELECT plugin, name, model, noupdate, demo, digest FROM plugin_record",
    "layers": "SELECT target, plugin, name, kind, mode, inherit, place FROM definition_layer",
    "definitions": """
        SELECT definition.name, definition.kind, definition.plugin, retired, number, digest
        FROM definition JOIN definition_version ON definition_version.id = definition.current_id""",
    "declared": "SELECT plugin, permission, resource FROM plugin_permission",
    "rules": "SELECT plugin, role, permission, resource, scope FROM access_rule",
    "roles": "SELECT name FROM ab_role",
    "permissions": "SELECT name FROM ab_permission",
    "resources": "SELECT name FROM ab_view_menu",
    "grants": """
        SELECT ab_role.name, ab_permission.name, ab_view_menu.name
        FROM ab_permission_view_role
        JOIN ab_role ON ab_role.id = role_id
        JOIN ab_permission_view ON ab_permission_view.id = permission_view_id
        JOIN ab_permission ON ab_permission.id = permission_id
        JOIN ab_view_menu ON ab_view_menu.id = view_menu_id""",
}


def portrait(engine: Engine) -> dict[str, Any]:
    """What is installed and who may do what, by names alone."""
    with engine.connect() as connection:
        found: dict[str, Any] = {
            title: sorted(tuple(map(str, row)) for row in connection.execute(text(statement)))
            for title, statement in PORTRAIT.items()
        }
        found["tables"] = sorted(inspect(connection).get_table_names())
        if "alpha_unit" in found["tables"]:
            found["units"] = sorted(connection.scalars(text("SELECT name FROM alpha_unit")))
            found["marks"] = list(connection.scalars(text("SELECT what FROM alpha_mark ORDER BY id")))
        return found
