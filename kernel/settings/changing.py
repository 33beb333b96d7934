"""Changes a setting: proved, on record, and live in every process at its next request."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kernel import audit
from kernel.errors import NotFound
from kernel.models import SettingValue
from kernel.registry import Registry
from kernel.settings.declaring import Setting, declared
from kernel.settings.reading import settings_of
from kernel.text import Text
from kernel.versions import bump


def change(
    session: Session, registry: Registry, name: str, text: str, *, actor: str, now: datetime, address: str
) -> bool:
    """The setting has the value that was typed; whether it had another one before."""
    value = _declared(registry, name).kind.read(text)
    before = settings_of(session.connection(), registry)[name]
    if value == before:
        return False
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(SettingValue).values(name=name, value=value, changed_at=now, changed_by=actor)
    changed = {column: getattr(row.excluded, column) for column in ("value", "changed_at", "changed_by")}
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_=changed))
    _noted(session, name, before, value, actor=actor, now=now, address=address)
    return True


def restore(
    session: Session, registry: Registry, name: str, *, actor: str, now: datetime, address: str
) -> bool:
    """The setting has its default again; whether it had another value before."""
    default = _declared(registry, name).default
    before = settings_of(session.connection(), registry)[name]
    session.execute(
        delete(SettingValue).where(SettingValue.name == name),
        execution_options={"synchronize_session": False},
    )
    if before == default:
        return False
    _noted(session, name, before, default, actor=actor, now=now, address=address)
    return True


def _noted(
    session: Session, name: str, before: Any, after: Any, *, actor: str, now: datetime, address: str
) -> None:
    bump(session, settings=True)
    audit.record(
        session,
        actor=actor,
        action="setting.changed",
        thing=f"setting:{name}",
        detail={"before": before, "after": after},
        now=now,
        address=address,
    )


def _declared(registry: Registry, name: str) -> Setting:
    found = declared(registry).get(name)
    if found is None:
        raise NotFound(
            Text(f"没有名为“{name[:64]}”的设置。", f"There is no setting named “{name[:64]}”."),
            remedy=Text(
                "提供它的插件可能已卸载；请回到设置页。",
                "Its plugin may be gone; go back to the settings.",
            ),
            place=name[:64],
        )
    return found
