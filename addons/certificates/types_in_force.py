"""The certificate types as they are defined now, each version read once in a process."""

from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from addons.certificates.definition import CertificateType
from addons.certificates.reading import read_type
from kernel.errors import NotFound
from kernel.models import Definition, DefinitionVersion
from kernel.text import Text

KIND = "certificate_type"
_read: WeakKeyDictionary[Engine, dict[int, CertificateType]] = WeakKeyDictionary()


def certificate_type(session: Session, name: str) -> CertificateType:
    """The type of that name; certificates outlive a type that is retired, so it is still told."""
    version = session.scalar(
        select(Definition.current_id).where(Definition.name == name, Definition.kind == KIND)
    )
    if version is None:
        raise NotFound(
            Text(f"没有证书类型“{name}”。", f"There is no certificate type “{name}”."),
            remedy=Text("请安装提供它的插件。", "Install the plugin that brings it."),
            place=name,
        )
    kept = _read.setdefault(session.get_bind().engine, {})
    found = kept.get(version)
    if found is None:
        body = session.scalars(select(DefinitionVersion.body).where(DefinitionVersion.id == version)).one()
        found = kept[version] = read_type(body)
    return found
