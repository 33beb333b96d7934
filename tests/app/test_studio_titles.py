"""What definitions are called, and why versions were published."""

import pytest

from app.studio.titles import reason_of
from kernel.text import Text
from kernel.titles import title_in


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ({"zh": "表", "en": "Form"}, Text("表", "Form")),
        ({"zh": "表"}, Text("表", "表")),
        ({"en": "Form"}, Text("Form", "Form")),
        ("表", Text("表", "表")),
        ({}, Text("alpha.form", "alpha.form")),
        (None, Text("alpha.form", "alpha.form")),
        (3, Text("alpha.form", "alpha.form")),
    ],
)
def test_a_title_is_told_as_far_as_it_is_there(title: object, said: Text) -> None:
    assert title_in("alpha.form", title) == said


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("install beta 1.0.0", Text("安装 beta 1.0.0", "Installed beta 1.0.0")),
        ("uninstall beta", Text("卸载 beta", "Uninstalled beta")),
        ("按营业执照的叫法", Text("按营业执照的叫法", "按营业执照的叫法")),
        (
            "install beta 1.0.0 as agreed",
            Text("install beta 1.0.0 as agreed", "install beta 1.0.0 as agreed"),
        ),
    ],
)
def test_what_an_install_published_is_told_in_words(reason: str, said: Text) -> None:
    assert reason_of(reason) == said
