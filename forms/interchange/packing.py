"""One form with the registers it chooses from as a pack that another installation can install."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.options import registers_named
from kernel.definitions import current
from kernel.models import Plugin
from kernel.nodes import Body
from kernel.packs import base_document, needed_by, packed
from kernel.packs.needs import renamed
from kernel.registry import Registry

FORM, REGISTER = "form", "option_register"
UNFIT = re.compile(r"[^a-z0-9_]+")


def form_pack(
    session: Session, registry: Registry, form: str, body: Body, *, name: str, title: str, version: str
) -> bytes:
    """The zip: the form under the pack's own name, beside it every register that its fields choose from."""
    order = session.scalars(select(Plugin.name).order_by(Plugin.position)).all()
    bodies = {form: (FORM, body)} | {
        one: (REGISTER, found.body)
        for one in sorted(registers_named(body))
        if (found := current(session, one)) is not None
    }
    ids = _ids(list(bodies))
    names = {one: f"{name}.{own}" for one, own in ids.items()}
    moved = {one: (kind, renamed(said, names)) for one, (kind, said) in bodies.items()}
    files = {
        f"{kind}s/{ids[one]}.yaml": base_document(kind, ids[one], said).encode()
        for one, (kind, said) in moved.items()
    }
    depends = {plugin for kind, said in moved.values() for plugin in needed_by(registry, kind, said, order)}
    return packed(
        name,
        title,
        version,
        files=files,
        # what is chosen from comes before what chooses
        data=sorted(files, reverse=True),
        depends=depends,
        summary=f"一张表单，{len(files) - 1} 个选项登记册",
    )


def _ids(names: Sequence[str]) -> dict[str, str]:
    """A name of its own for each definition, without the plugin that it came from."""
    found: dict[str, str] = {}
    for name in names:
        plain = UNFIT.sub("_", name.partition(".")[2] or name).strip("_") or FORM
        taken = set(found.values())
        found[name] = next(
            one
            for number in range(1, len(names) + 2)
            if (one := f"{plain}_{number}" if number > 1 else plain) not in taken
        )
    return found
