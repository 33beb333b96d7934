"""A docx template made ready once: its static parts compressed, its text compiled; then filled many times."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateError, TemplateSyntaxError, meta
from jinja2.exceptions import SecurityError, UndefinedError

from addons.letters import qr
from addons.letters.rendering.archive import opened, refuse_ill_formed, unfit
from addons.letters.rendering.language import Language, clean, refuse_closed
from addons.letters.rendering.pictures import Place, drawn, places, provide
from addons.letters.rendering.zipping import THOROUGH, Packed, packed, stored, zipped
from kernel.errors import Invalid
from kernel.text import Text

FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
"""The parts that may hold placeholders."""
TAG = re.compile(r"<[^>]*>")
PARAGRAPH = re.compile(r"(?=<w:p[ >])")
IDENTITY = re.compile(r'(<wp:docPr id=")\d+(")')
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Ready:
    """A template made ready; `names` is everything that it asks for."""

    parts: tuple[Packed | str, ...]
    compiled: Mapping[str, Template]
    places: tuple[Place, ...]
    names: frozenset[str]

    def filled(self, facts: Mapping[str, Any], codes: Mapping[str, str]) -> bytes:
        """The document that the facts make; each picture is the QR code of its text."""
        values = clean(facts) | {place.name: drawn(place, number) for number, place in enumerate(self.places)}
        made = {name: _rendered(name, template, values) for name, template in self.compiled.items()}
        pictures = [stored(place.part, qr.png(codes[place.name])) for place in self.places]
        parts = [packed(part, made[part]) if isinstance(part, str) else part for part in self.parts]
        return zipped([*parts, *pictures])


def ready(content: bytes, sizes: Mapping[str, float]) -> Ready:
    """The template of this file, whose pictures have these names and sides in centimetres."""
    parts = opened(content)
    language = Language()
    # the text is prepared by docxtpl, which knows what Word makes of a placeholder; it never opens the file
    preparing = DocxTemplate(io.BytesIO())
    sources = {
        name: preparing.patch_xml(part.decode("utf-8-sig"))
        for name, part in parts.items()
        if FILLED.fullmatch(name) and _is_filled(part)
    }
    names = frozenset[str]().union(*(_names(language, source) for source in sources.values()))
    found = [place for place in places(sizes) if place.name in names]
    provide(parts, found, [name for name in sources if name.startswith("word/")])
    return Ready(
        parts=tuple(name if name in sources else _packed(name, part) for name, part in parts.items()),
        compiled={name: language.from_string(source) for name, source in sources.items()},
        places=tuple(found),
        names=names,
    )


def _packed(name: str, part: bytes) -> Packed:
    return packed(name, part, level=THOROUGH)


def _is_filled(part: bytes) -> bool:
    text = TAG.sub("", part.decode("utf-8-sig"))
    return "{{" in text or "{%" in text or "{#" in text


def _names(language: Language, source: str) -> set[str]:
    """What the text asks for."""
    try:
        tree = language.parse(source)
    except TemplateSyntaxError as error:
        raise _misspelt(language, source, error) from error
    refuse_closed(tree)
    try:
        # an unknown filter shows only here
        language.compile(tree)
    except TemplateSyntaxError as error:
        raise _misspelt(language, source, error) from error
    return meta.find_undeclared_variables(language.parse(source))


def _rendered(name: str, template: Template, values: Mapping[str, Any]) -> bytes:
    try:
        text = template.render(values)
    except UndefinedError as error:
        raise unfit(
            Text(
                f"模板要用的内容没有给出（{error}）。", f"The template asks for what is not given ({error})."
            ),
            Text("请改正名称，或在文书定义里补上。", "Correct the name, or add it to the letter."),
            name,
        ) from error
    except SecurityError as error:
        raise unfit(
            Text(f"模板里的写法不允许（{error}）。", f"The template does what it may not ({error})."),
            Text("模板只能取值、判断和循环。", "Templates may only look up, compare and repeat."),
            name,
        ) from error
    except MemoryError:
        raise
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise unfit(
            Text(f"模板填写失败（{error}）。", f"The template cannot be filled ({error})."),
            Text("请检查出错的表达式。", "See the expression that fails."),
            name,
        ) from error
    if text.count("<wp:docPr ") > 1:
        numbers = count(1)
        text = IDENTITY.sub(lambda found: f"{found[1]}{next(numbers)}{found[2]}", text)
    part = text.encode()
    refuse_ill_formed(part)
    return part


def _misspelt(language: Language, source: str, error: TemplateSyntaxError) -> Invalid:
    """The refusal, with the paragraph in which the mistake stands where that can be told."""
    return unfit(
        Text(
            f"模板的语句写错了（{error.message}）。",
            f"A statement of the template is wrong ({error.message}).",
        ),
        Text("请改正这一段里的语句。", "Correct the statement in this paragraph."),
        _paragraph(language, source) or "docx",
    )


def _paragraph(language: Language, source: str) -> str:
    lines = PARAGRAPH.split(source.replace("\n", " "))
    try:
        language.compile(language.parse("\n".join(lines)))
    except TemplateSyntaxError as error:
        return TAG.sub("", lines[min(error.lineno, len(lines)) - 1]).strip()[:SHOWN]
    return ""
