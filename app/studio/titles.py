"""How a definition is called and why a version was published, in both languages."""

import re

from kernel.text import Text

BY_PLUGIN = re.compile(r"(?P<act>install|upgrade|uninstall) (?P<plugin>[a-z][a-z0-9_]*( [0-9.]+)?)")
"""What the installer writes as the reason."""

ACTS = {
    "install": Text("安装", "Installed"),
    "upgrade": Text("升级", "Upgraded"),
    "uninstall": Text("卸载", "Uninstalled"),
}


def reason_of(reason: str) -> Text:
    """Why a version was published: an act on a plugin in words, what a person wrote as it is."""
    found = BY_PLUGIN.fullmatch(reason)
    if found is None:
        return Text(reason, reason)
    title = ACTS[found["act"]]
    return Text(f"{title.zh} {found['plugin']}", f"{title.en} {found['plugin']}")
