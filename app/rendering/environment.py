"""The templates of an application, compiled for each language with what it says to everybody."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, Self

from flask import Flask, has_app_context
from flask.templating import Environment
from flask_babel import force_locale, get_translations
from jinja2 import Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing

from app.language import locale_name
from app.rendering.code import StraightCode, shown
from app.rendering.constants import PICTURE_BOOK, PICTURES, Constants
from app.rendering.template_code import template_code

KEPT = 1_000


class PlainTemplate(Template):
    """A template whose macros are the same for everybody who imports them without context, as all of ours do."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002 Jinja's signature
        # Jinja asks at every import whether somebody gave `get_template` globals of their own; nobody here does
        return super()._get_default_module()


class PageContext(Context):
    """What a template knows; nobody asks which of it are globals."""

    def __init__(self, environment: Any, parent: Any, name: Any, blocks: Any, globals: Any = None) -> None:  # noqa: ARG002 Jinja's signature
        self.environment, self.parent, self.name = environment, parent, name
        self.vars: dict[str, Any] = {}
        self.exported_vars: set[str] = set()
        self.globals_keys: set[str] = set()
        self.eval_ctx = nodes.EvalContext(environment, name)
        self.blocks = {key: [block] for key, block in blocks.items()}


class Included:
    """What the code of a template asks of its environment."""

    shown = staticmethod(shown)
    get_template: Callable[..., Template]
    _kept: Mapping[str, Template] = MappingProxyType({})

    def included(self, name: str, context: Context, values: Mapping[str, Any]) -> Iterator[str]:
        """The pieces of another template, which knows what is known where it is included."""
        template = self._kept.get(name) or self.get_template(name)
        known = {name: value for name, value in values.items() if value is not missing}
        within = PageContext(self, {**context.get_all(), **known}, template.name, template.blocks)
        return template.root_render_func(within)


class PageEnvironment(Included, Environment):
    """Asked for a template, it gives the one in the language of the request; each language has an environment."""

    code_generator_class = StraightCode
    context_class = PageContext
    template_class = PlainTemplate

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, **options)
        self.language = ""
        self._languages: dict[str, Self] = {}
        self._kept: dict[str, Template] = {}
        if callable(self.autoescape):
            self.autoescape = lru_cache(maxsize=KEPT)(self.autoescape)
        self._draw_pictures()

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,
        template_class: type[Template] | None = None,
    ) -> Template:
        """The template in the language of this environment, or of the request."""
        spoken = self if self.language else self._spoken()
        return super(PageEnvironment, spoken).from_string(source, globals, template_class)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template knows; a chain of mappings would be walked for every page."""
        return {**self.globals, **d} if d else self.globals

    def _draw_pictures(self) -> None:
        for name in PICTURES:
            setattr(self, name, lru_cache(maxsize=KEPT)(partial(self._picture, name)))

    def _picture(self, name: str, *told: Any, **named: Any) -> Any:
        return getattr(self.get_template(PICTURE_BOOK).module, name)(*told, **named)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        if self.language and self._escapes(name) and not any(source.find_all(nodes.EvalContextModifier)):
            with force_locale(self.language):
                translated = get_translations().ugettext
                source = Constants(self, self.language, translated).within(source)
        return super()._generate(source, name, filename, defer_init)

    def _escapes(self, name: str | None) -> bool:
        return self.autoescape(name) if callable(self.autoescape) else self.autoescape

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        if globals:
            message = "the templates of an application are shared: give values when they are rendered"
            raise TypeError(message)
        spoken = self if self.language else self._spoken()
        found = spoken._kept.get(name)
        if found is None:
            found = super(PageEnvironment, spoken)._load_template(name, None)
            if not spoken.auto_reload:
                spoken._kept[name] = found
        return found

    def _spoken(self) -> Self:
        if not has_app_context():
            return self
        language = locale_name()
        found = self._languages.get(language)
        if found is None:
            found = self.overlay(
                bytecode_cache=template_code(language, self.app.config["BABEL_TRANSLATION_DIRECTORIES"])
            )
            found.language, found._kept = language, {}
            found._draw_pictures()
            self._languages[language] = found
        return found
