"""What a database holds: everything as it is, or what is installed without the numbers that rows are given."""

from typing import Any

from sqlalchemy import Connection, Engine, MetaData, inspect, select, text

OPERATIONS = "plugin_operation"
Dump = dict[str, Any]


def dump(engine: Engine, *, without: tuple[str, ...] = (OPERATIONS,)) -> Dump:
    """Every table with its shape and its rows, sorted; the record of operations aside."""
    with engine.connect() as connection:
        metadata = MetaData()
        metadata.reflect(connection)
        tables = [table for name, table in sorted(metadata.tables.items()) if name not in without]
        return {
            table.name: {
                "shape": _shape(connection, table.name),
                "rows": sorted(repr(tuple(row)) for row in connection.execute(select(table))),
            }
            for table in tables
        }


def differing(one: Dump, other: Dump) -> list[str]:
    """The tables that are not the same in two dumps."""
    return sorted(name for name in one | other if one.get(name) != other.get(name))


def _shape(connection: Connection, name: str) -> str:
    found = inspect(connection)
    parts = (
        [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)],
        found.get_pk_constraint(name),
        sorted(map(str, found.get_foreign_keys(name))),
        sorted(map(str, found.get_indexes(name))),
        sorted(map(str, found.get_unique_constraints(name))),
    )
    return repr(parts)


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
