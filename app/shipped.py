"""What the product itself brings, without a database: kernel, shell and every plugin of its folder."""

import re
from pathlib import Path
from typing import Any

from app.factory import SHELL
from kernel.errors import NotFound
from kernel.graph import ordered
from kernel.kinds import Spoken
from kernel.loading import SEAM_MODULES, registry_of
from kernel.manifest import discovered
from kernel.registry import Registry
from kernel.seams import KIND
from kernel.seams_page import seams_page
from kernel.text import Text

OWN = ("forms", "approvals", "addons")
SLOT_CALL = re.compile(r"""\bslot\(\s*["']([\w.]+)["']""")


def shipped(root: Path) -> Registry:
    """The registry of everything that lies in the product's folder."""
    manifests = discovered([root / name for name in OWN]).manifests
    order = ordered({name: manifest.depends for name, manifest in manifests.items()})
    return registry_of([manifests[name] for name in order], shell=SHELL)


def language_of(registry: Registry, kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind's definitions; refused when nobody has written one."""
    spoken = {entry.name: entry.thing for entry in registry.entries(KIND) if isinstance(entry.thing, Spoken)}
    if kind not in spoken:
        known = sorted(spoken)
        raise NotFound(
            Text(f"没有“{kind}”类定义的语言描述。", f"There is no schema of the kind “{kind}”."),
            remedy=Text(f"可用：{'、'.join(known)}。", f"There is: {', '.join(known)}."),
            place=kind,
        )
    return spoken[kind].language(registry)


def page_of_seams(root: Path) -> str:
    """docs/seams.md as it should be."""
    return seams_page(shipped(root), modules=SEAM_MODULES, slots=slots_of(root))


def slots_of(root: Path) -> dict[str, str]:
    """The named slots of the pages, each with the first template that has it."""
    found: dict[str, str] = {}
    for folder in ("templates", "app", *OWN):
        for path in sorted((root / folder).rglob("*.html")):
            for name in SLOT_CALL.findall(path.read_text("utf-8")):
                found.setdefault(name, path.relative_to(root).as_posix())
    return dict(sorted(found.items()))
