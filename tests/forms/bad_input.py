"""What nobody should fill in, and forms of every type that there is to fill it into."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from app.shipped import shipped
from forms.compiler import CompiledForm
from forms.definition import read_form
from forms.fieldtype import FieldType
from forms.options import Option, OptionRegister
from forms.seams import field_types
from forms.supplying import supplied
from kernel.functions import functions_of
from kernel.registry import Registry
from kernel.text import Text

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
SECTION = "all"
OTHER = "leant_on"


@cache
def everything() -> Registry:
    """What the whole product brings."""
    return shipped(ROOT)


@cache
def kinds() -> Mapping[str, type[FieldType]]:
    """Every type of fields that is registered."""
    return field_types(everything())


def node(name: str, type_name: str, **keys: Any) -> dict[str, Any]:
    """A field of the type as the designer begins it."""
    return {"name": name, "type": type_name, "title": name, **kinds()[type_name].usual, **keys}


@cache
def form_of(type_name: str) -> CompiledForm:
    """A form that asks one question of the type, and one of text beside it."""
    fields = [node("one", type_name), {"name": OTHER, "type": "text", "title": "beside"}]
    body = {"title": "form", "sections": [{"name": SECTION, "title": "section", "fields": fields}]}
    registers = {"r.r": OptionRegister(Text("r", "r"), (Option("a", Text("a", "a")),))}
    form = read_form(body, kinds(), functions=functions_of(everything()))
    return CompiledForm(supplied(form, registers), "zh")


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(codec=None), max_size=20),
    st.text("0123456789-年月日.,+eE٣４ \t\r\n", max_size=24),
    st.binary(max_size=40).map(lambda found: found.decode("utf-8", "surrogateescape")),
    st.sampled_from(
        [
            "1" * 400,
            "9" * 5000,
            "-0",
            "NaN",
            "Infinity",
            "1e999999",
            "０００",
            "\ud800",
            "\x00",
            "../x",
            "=1+1",
        ]
    ),
)
"""What an input can post."""

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
"""What an API can be given."""


@st.composite
def spoilt(draw: st.DrawFn, good: Any) -> Any:
    """An answer that was good, with something changed in one of its texts."""
    if isinstance(good, list) and good:
        place = draw(st.integers(0, len(good) - 1))
        return [*good[:place], draw(spoilt(good[place])), *good[place + 1 :]]
    if isinstance(good, dict) and good:
        key = draw(st.sampled_from(sorted(good)))
        return {**good, key: draw(spoilt(good[key]))}
    if not isinstance(good, str) or not good:
        return draw(JSON)
    place = draw(st.integers(0, len(good)))
    end = draw(st.integers(place, min(len(good), place + 2)))
    return good[:place] + draw(st.one_of(st.just(""), TEXTS, st.characters(codec=None))) + good[end:]
