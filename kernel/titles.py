"""How people call a definition, in both languages."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.models import Definition, DefinitionVersion
from kernel.text import Text


def title_in(name: str, title: object) -> Text:
    """The `title` of a body as a text; its name where it has none."""
    if isinstance(title, Mapping):
        zh, en = title.get("zh"), title.get("en")
        known = [one for one in (zh, en) if isinstance(one, str)]
        if known:
            return Text(zh if isinstance(zh, str) else known[0], en if isinstance(en, str) else known[0])
    return Text(title, title) if isinstance(title, str) else Text(name, name)


def titles_in_force(session: Session, kind: str) -> dict[str, Text]:
    """What people call each definition of the kind, by its name."""
    rows = session.execute(
        select(Definition.name, DefinitionVersion.body["title"])
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.kind == kind, Definition.retired.is_(False))
        .order_by(Definition.name)
    )
    return {name: title_in(name, title) for name, title in rows}
