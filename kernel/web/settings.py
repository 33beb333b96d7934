"""The settings that a request goes by."""

from typing import Any

from flask import g

from kernel.settings.reading import Values, defaults, remembered, settings_of
from kernel.web.request import platform


def setting(name: str) -> Any:
    """The value of the setting now; a change made a moment ago in another worker included."""
    if "settings" not in g:
        g.settings = _read()
    return g.settings[name]


def _read() -> Values:
    here, known = platform(), g.get("versions")
    if known is None:
        # before anybody is identified, as on the page of a failure, the database is not asked
        return defaults(here.registry)
    engine = here.database.engine
    found = remembered(engine, here.registry, known.settings)
    if found is None:
        with engine.connect() as connection:
            found = settings_of(connection, here.registry, version=known.settings)
    return found
