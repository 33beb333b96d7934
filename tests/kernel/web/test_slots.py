"""Slots: what plugins offer, in order, as markup of their own."""

import sys
from types import ModuleType

import pytest
from flask import Flask
from markupsafe import Markup

from kernel import seams
from kernel.registry import Registry, assembled
from kernel.web import slot


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    """Two plugins fill one slot, the later one first."""
    module = ModuleType("fills")

    @seams.slot("second", slot="case.panel", order=2)
    def second(context: str) -> str:
        return f"<b>{context}</b>"

    @seams.slot("first", slot="case.panel", order=1)
    def first(context: str) -> Markup:
        return Markup("<i>1</i>")

    @seams.slot("other", slot="guide.block")
    def other(context: str) -> str:
        return "elsewhere"

    for function in (second, first, other):
        function.__module__ = "fills"
        setattr(module, function.__name__, function)
    monkeypatch.setitem(sys.modules, "fills", module)
    return assembled({"kernel": [seams], "panels": [module]})


def test_slot_is_filled_in_order(registry: Registry) -> None:
    app = Flask("bare")
    app.extensions["tongban"] = type("Platform", (), {"present": lambda _here: registry})()
    with app.app_context():
        assert slot("case.panel", "2") == Markup("<i>1</i><b>2</b>")
        assert slot("nothing.here") == Markup("")
