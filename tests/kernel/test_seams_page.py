"""The page of seams tells who opened each, and what is offered at it."""

from types import ModuleType

from kernel.registry import Seam, assembled
from kernel.seams_page import seams_page
from kernel.text import Text

GREETING = Seam("greeting", Text("问候", "greeting"), Text("函数。", "A function."))


@GREETING.mark("hello", title=Text("你好", "hello"), loud=True)
def hello() -> str:
    """Greets | everybody.

    At length.
    """
    return "hello"


def make_module(name: str, **things: object) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(things)
    return module


def page(**slots: str) -> str:
    registry = assembled(
        {
            "alpha": [make_module("alpha.seams", GREETING=GREETING)],
            "beta": [make_module(__name__, hello=hello)],
        }
    )
    return seams_page(registry, modules=("seams", "jobs"), slots=slots)


def test_each_seam_is_listed_with_its_owner_and_how_many_use_it():
    assert "| [greeting](#greeting) | 问候 | alpha | 1 |" in page()


def test_what_is_offered_is_told_with_plugin_title_first_line_and_options():
    assert "| `hello` | beta | 你好, hello | Greets &#124; everybody. | loud: `True` |" in page()


def test_a_seam_that_nobody_uses_says_so():
    registry = assembled({"alpha": [make_module("alpha.seams", GREETING=GREETING)]})
    assert "## greeting" in (told := seams_page(registry, modules=(), slots={}))
    assert "Nothing yet. 暂无。" in told


def test_modules_in_which_plugins_mark_things_are_named():
    assert "`seams`, `jobs`." in page()
