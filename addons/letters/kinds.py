"""The definition kind of letters: proved by filling its template once with samples."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from addons.letters.definition import Letter, examined
from addons.letters.rendering import drawing
from addons.letters.templates import is_in_sight, path_of
from addons.letters.vocabulary import VOCABULARY
from kernel.errors import Invalid
from kernel.kinds import Problem
from kernel.registry import Registry
from kernel.seams import kind
from kernel.text import Text, listed

TRIAL = "https://example.invalid/verify/trial"


@kind("letter")
class LetterKind:
    """A letter that is made from a docx: its numbers, its words, its template."""

    title: ClassVar = Text("文书", "letter")

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> list[Problem]:  # noqa: ARG004 a kind's signature
        """Every problem of the body, those of its template too."""
        letter, problems = examined(body)
        return problems or list(_of_template(letter))


def _of_template(letter: Letter) -> Iterator[Problem]:
    path = path_of(letter.template)
    if path is None:
        if is_in_sight(letter.template):
            yield Problem(
                "template",
                Text(f"没有文书底稿 {letter.template}。", f"There is no letter template {letter.template}."),
                Text("请核对文件名。", "Check the name of the file."),
            )
        return
    template = path.read_bytes()
    facts = {name: word.sample for name, word in VOCABULARY.items()}
    facts |= {one.name: one.value for one in letter.variables}
    try:
        unknown = drawing.names_in(template) - facts.keys()
        if unknown:
            yield _undeclared(letter, sorted(unknown))
            return
        drawing.letter(template, facts, link=TRIAL)
    except Invalid as error:
        yield Problem("template", error.what, error.remedy)


def _undeclared(letter: Letter, names: list[str]) -> Problem:
    said = listed(names)
    return Problem(
        "template",
        Text(
            f"底稿 {letter.template} 用了没有的名称：{said.zh}。",
            f"The template {letter.template} uses names that there are not: {said.en}.",
        ),
        Text(
            "请改用系统给出的名称，或在 variables 里写出它们。",
            "Use the names that the system gives, or write these under `variables`.",
        ),
    )
