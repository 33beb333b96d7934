"""Registries of things made inside a test."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from kernel import seams
from kernel.registry import Registry, assembled
from kernel.text import Text

NAME = Text("试验", "trial")


def registry_with(*things: Any) -> Registry:
    """The kernel's seams and these marked things, offered by the plugin `toy`."""
    modules = []
    for number, thing in enumerate(things):
        module = ModuleType(thing.__module__)
        setattr(module, f"thing_{number}", thing)
        modules.append(module)
    return assembled({"kernel": [seams], "toy": modules})


def topic(handler: Callable[..., Any], name: str = "toy", **options: Any) -> Registry:
    """A registry with one topic."""
    return registry_with(seams.topic(name, **options)(fresh(handler)))


def job(work: Callable[..., Any], name: str = "toy", **options: Any) -> Registry:
    """A registry with one job."""
    return registry_with(seams.job(name, title=NAME, **options)(fresh(work)))


def fresh(work: Callable[..., Any]) -> Callable[..., Any]:
    """A function of its own around the work, so that marks of one test do not stay for the next."""

    def called(*arguments: Any) -> Any:
        return work(*arguments)

    return called
