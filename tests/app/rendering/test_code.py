"""Templates compiled straight say what Jinja's own say, escaped alike."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, UndefinedError, pass_context
from markupsafe import Markup

from app.rendering.code import StraightCode, shown
from app.rendering.environment import Included

PAGES = {
    "skeleton": "<title>{% block title %}none{% endblock %}</title>{% block body %}{% endblock %}.",
    "base": "{% extends 'skeleton' %}{% set outer = word %}{% block body %}<main>{% block content %}{% endblock %}</main>{% endblock %}",
    "page": "{% extends 'base' %}{% from 'macros' import shout, boxed %}{% set own = word ~ '!' %}"
    "{% block title %}{{ super() }}: {{ own }}{% endblock %}"
    "{% block content %}{{ outer }}{% for one in words if one %}{% include 'part' %}{% else %}-{% endfor %}"
    "{{ shout(word, mark='<') }}{% call boxed() %}{{ word }}{% endcall %}{{ self.title() }}{{ seen('own') }}{% endblock %}",
    "part": "{% set again = one %}<i class='{{ loop.index }}'>{{ again }}{{ about.name }}{{ about.nothing }}{{ shout(one) }}</i>",
    "macros": "{% macro shout(text, mark='!') %}<b>{{ text }}{{ mark }}</b>{% endmacro %}"
    "{% macro boxed() %}<div>{{ caller() }}</div>{% endmacro %}",
    "scoped": "{% for one in words %}{% block line scoped %}{{ one }},{% endblock %}{% endfor %}"
    "{% filter upper %}{{ word }}{% endfilter %}{% set held %}{{ word }}{% endset %}{{ held }}"
    "{{ tree(words) }}{% for one in words recursive %}{{ one }}{% if loop.depth < 2 %}{{ loop([word]) }}{% endif %}{% endfor %}",
    "missing": "{% include 'nothing' ignore missing %}{% include ['nothing', 'macros'] %}{{ none_such }}{{ about['name'] }}{{ 7 }}{{ about.items() | length }}",
}


@pass_context
def seen(context: Any, name: str) -> str:
    """What the context of the page has by the name."""
    return str(context.resolve(name))


def page(kind: type[Environment]) -> Callable[..., str]:
    """The pages as an environment of the kind renders them."""
    environment = kind(loader=DictLoader(PAGES), autoescape=True)
    environment.globals.update(seen=seen, tree=lambda words: Markup("<u>") + "/".join(words))
    return lambda name, **known: environment.get_template(name).render(**known)


class Straight(Included, Environment):
    """Jinja's environment with our code and nothing else of ours."""

    code_generator_class = StraightCode


theirs, ours = page(Environment), page(Straight)


@pytest.mark.parametrize("name", sorted(PAGES))
@given(word=st.text(), words=st.lists(st.text(max_size=3), max_size=3))
def test_pages_say_what_jinja_says(name: str, word: str, words: list[str]) -> None:
    known: dict[str, Any] = {
        "word": word,
        "words": words,
        "about": {"name": word},
        "one": word,
        "loop": {"index": 1},
    }
    known["shout"] = str
    assert ours(name, **known) == theirs(name, **known)


@given(st.one_of(st.text(), st.text().map(Markup), st.integers(), st.none(), st.lists(st.text())))
def test_what_is_shown_is_escaped_as_ever(value: Any) -> None:
    assert shown(value) == Markup.escape(value)


def test_what_is_not_there_cannot_be_called() -> None:
    with pytest.raises(UndefinedError, match="nobody"):
        Straight().from_string("{{ nobody(1) }}").render()


def test_words_that_python_keeps_for_itself_are_names_of_values() -> None:
    said = Straight().from_string("{{ told(class='x', *[1], **{'if': 2}) }}")
    assert said.render(told=lambda *a, **k: f"{a}{sorted(k.items())}") == "(1,)[('class', 'x'), ('if', 2)]"
