"""The settings that a request goes by."""

from typing import Any

from kernel.settings.reading import Values, defaults, remembered, settings_of
from kernel.web.request import context, platform


def setting(name: str) -> Any:
    """The value of the setting now; a change made a moment ago in another worker included."""
    return settings_now()[name]


def settings_now() -> Values:
    """Every setting that this request goes by."""
    kept = context().g
    found: Values | None = getattr(kept, "settings", None)
    if found is None:
        found = kept.settings = _read()
    return found


def _read() -> Values:
    here, known = platform(), getattr(context().g, "versions", None)
    if known is None:
        # before anybody is identified, as on the page of a failure, the database is not asked
        return defaults(here.registry)
    engine = here.database.engine
    found = remembered(engine, here.registry, known.settings)
    if found is None:
        with engine.connect() as connection:
            found = settings_of(connection, here.registry, version=known.settings)
    return found
