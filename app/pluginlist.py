"""Every plugin of the folders and of the database, as a list."""

from collections.abc import Iterator, Sequence
from typing import Any

from kernel.loading import installed_plugins
from kernel.manifest import Manifest
from kernel.models import Plugin
from kernel.site import Site


def plugins_of(site: Site) -> list[dict[str, Any]]:
    """Installed ones in load order, then those that could be installed, then those that cannot be read."""
    discovery = site.discovery()
    installed = {plugin.name: plugin for plugin in installed_plugins(site.engine)}
    found = [_installed(plugin, discovery.manifests.get(name)) for name, plugin in installed.items()]
    found += [_available(one) for name, one in sorted(discovery.manifests.items()) if name not in installed]
    for name, error in sorted(discovery.broken.items()):
        if name not in installed:
            complaints = [one.sentence("zh") for one in error.problems or (error,)]
            found.append({"name": name, "state": "broken", "version": "", "title": "", "said": complaints})
    return found


def lines_of(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """One line for each, and what is wrong with it below."""
    width = max((len(one["name"]) for one in found), default=0)
    for one in found:
        newer = f" → {one['newer']}" if one.get("newer") else ""
        yield f"{one['name']:<{width}}  {one['state']:<11}  {one['version']}{newer}  {one['title']}".rstrip()
        yield from (f"{'':<{width}}    ✗ {said}" for said in one["said"])


def _installed(plugin: Plugin, manifest: Manifest | None) -> dict[str, Any]:
    said = [plugin.broken] if plugin.broken else []
    if manifest is None:
        said.append("插件文件夹不见了或清单有错。 Its folder is gone or its manifest is wrong.")
    changed = manifest is not None and manifest.digest != plugin.digest
    return {
        "name": plugin.name,
        "state": "upgradable" if changed else "installed",
        "version": plugin.version,
        "newer": manifest.version if manifest is not None and changed else "",
        "title": plugin.title,
        "depends": list(plugin.manifest.get("depends", ())),
        "has_code": plugin.has_code,
        "said": said,
    }


def _available(manifest: Manifest) -> dict[str, Any]:
    return {
        "name": manifest.name,
        "state": "available",
        "version": manifest.version,
        "newer": "",
        "title": manifest.title,
        "depends": list(manifest.depends),
        "has_code": manifest.has_code,
        "said": [],
    }
