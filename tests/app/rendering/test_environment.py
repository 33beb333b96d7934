"""Templates of the application: one of each language, in which everything else is as the visitor's page has it."""

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale

from app.rendering.environment import PageEnvironment
from kernel.text import Text


def said(app: Flask, language: str, source: str, **known: object) -> str:
    """The template as a visitor of the language reads it."""
    with app.test_request_context("/"), force_locale(language):
        return render_template_string(source, **known)


@pytest.mark.parametrize(("language", "words"), [("zh_Hans_CN", "退出登录"), ("en", "Sign out")])
def test_each_language_has_its_own_templates(app: Flask, language: str, words: str) -> None:
    assert said(app, language, "{{ _('退出登录') }}") == words
    assert said(app, language, "{{ text | said }}", text=Text("一", "one")) == {"退出登录": "一"}.get(
        words, "one"
    )


def test_a_kept_template_follows_the_language_of_the_request(app: Flask) -> None:
    source = "{% macro words() %}{{ _('退出登录') }}{% endmacro %}"
    pages: PageEnvironment = app.jinja_env  # type: ignore[assignment]
    for language, words in (("en", "Sign out"), ("zh_Hans_CN", "退出登录"), ("en", "Sign out")):
        with app.test_request_context("/"), force_locale(language):
            assert pages.from_string(source).module.words() == words  # type: ignore[attr-defined]
            assert pages.get_template("errors/plain.html") is pages.get_template("errors/plain.html")


def test_variables_of_a_message_are_escaped(app: Flask) -> None:
    found = said(app, "en", "{{ _('%(n)s 天', n=name) }}|{{ _('100%%') }}", name="<b>")
    assert "&lt;b&gt;" in found
    assert found.endswith("|100%")


def test_a_template_may_call_something_else_by_a_usual_name(app: Flask) -> None:
    assert said(app, "en", "{% macro icon(name) %}[{{ name }}]{% endmacro %}{{ icon('x') }}") == "[x]"
    assert said(app, "en", "{% set _ = about %}{{ _('退出登录') }}", about=str.upper) == "退出登录"


def test_a_picture_is_the_same_however_it_is_named(app: Flask) -> None:
    taken = "{% from 'macros/icons.html' import icon %}"
    assert said(app, "en", taken + "{{ icon('x') }}") == said(app, "en", taken + "{{ icon(name) }}", name="x")
    assert 'class="ic big"' in said(app, "en", taken + "{{ icon('x', class='big') }}")
    assert said(app, "en", taken + "{{ icon('x', class=more) }}", more='"').count("&#34;") == 1


def test_outside_of_a_request_templates_are_compiled_all_the_same(app: Flask) -> None:
    assert app.jinja_env.get_template("errors/plain.html").name == "errors/plain.html"
    assert app.jinja_env.from_string("{{ 1 }}").render() == "1"


def test_every_template_of_the_product_compiles(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("en"):
        for name in app.jinja_env.list_templates(extensions=["html"]):
            assert app.jinja_env.get_template(name).name == name
