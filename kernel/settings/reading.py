"""What the settings are now: one query, then remembered until their version moves on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from kernel.models import SettingValue
from kernel.registry import Registry
from kernel.settings.declaring import declared

Values = Mapping[str, Any]

_memories: WeakKeyDictionary[Engine, tuple[int, Registry, Values]] = WeakKeyDictionary()


def remembered(engine: Engine, registry: Registry, version: int | None) -> Values | None:
    """The settings as this process read them at that version, if it did."""
    known = _memories.get(engine)
    if version is None or known is None or known[0] != version or known[1] is not registry:
        return None
    return known[2]


def defaults(registry: Registry) -> Values:
    """What holds until somebody changes something."""
    return MappingProxyType({name: setting.default for name, setting in declared(registry).items()})


def settings_of(connection: Connection, registry: Registry, *, version: int | None = None) -> Values:
    """Every setting by its name; remembered when the settings version is given.

    What was kept and no longer fits its declaration counts as never changed.
    """
    known = remembered(connection.engine, registry, version)
    if known is not None:
        return known
    rows = connection.execute(select(SettingValue.name, SettingValue.value))
    kept = {row.name: row.value for row in rows}
    found: dict[str, Any] = {}
    for name, setting in declared(registry).items():
        value = kept.get(name, setting.default)
        found[name] = value if setting.kind.takes(value) else setting.default
    values = MappingProxyType(found)
    if version is not None:
        _memories[connection.engine] = (version, registry, values)
    return values
