"""The condition as the page draws it."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from werkzeug.datastructures import MultiDict

from kernel.conditions import editor, posted
from tests.kernel.conditions.asked import SUBJECTS

TEMPLATES = Path(__file__).parents[3] / "templates"
PAGE = "{% from 'macros/conditions.html' import conditions with context %}{{ conditions(c, '何时显示') }}"


def drawn(text: str) -> html.HtmlElement:
    """The macro's page on an expression."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True)
    environment.filters["said"] = str
    environment.globals["_"] = lambda words, /, **values: words % values if values else words
    shown = environment.from_string(PAGE).render(c=editor("p.when", text, SUBJECTS))
    return html.fromstring(f"<form>{shown}</form>")


@pytest.mark.parametrize(
    "text",
    [
        'post == "a" and workers > 3',
        '(safe == True and held == "<b>") or is_empty(starts) or expires <= today',
        '"a" in seals',
        "amount * 2 > 3",
        "",
    ],
)
def test_what_is_drawn_posts_the_same_expression(text: str):
    page = drawn(text)

    assert posted(MultiDict(page.form_values()), "p.when", SUBJECTS) == text
    assert len(page.inputs["p.when-mode"].value_options) == 2
    assert all(one.get("aria-label") or one.get("id") for one in page.xpath("//select"))


def test_the_words_stand_under_the_expression():
    [words] = drawn("post != held").xpath("//*[@class='cnd-says']/span/text()")

    assert words == "能读懂：职务与证书职务不同"
