"""Runs the functions that a manifest names for the moments of an install."""

import importlib

from sqlalchemy.orm import Session

from kernel.errors import BrokenPlugin, TongbanError
from kernel.loading import package_of
from kernel.manifest import Manifest
from kernel.text import Text


def run_hook(manifest: Manifest, hook: str, session: Session) -> None:
    """The plugin's own function has run in this transaction; a failure undoes the install."""
    module, _, function = manifest.hooks[hook].partition(":")
    try:
        getattr(importlib.import_module(f"{package_of(manifest)}.{module}"), function)(session)
        session.flush()
    except (TongbanError, KeyboardInterrupt):
        raise
    except BaseException as error:
        # a hook that calls sys.exit() has failed like any other
        raise BrokenPlugin(
            Text(
                f"插件 {manifest.name} 的钩子 {hook} 失败（{type(error).__name__}: {error}）。",
                f"The hook {hook} of {manifest.name} failed ({type(error).__name__}: {error}).",
            ),
            remedy=Text(
                "全部改动已撤销；请联系插件作者。", "Everything was undone; ask the plugin's author."
            ),
            place=manifest.place("hooks"),
        ) from error
