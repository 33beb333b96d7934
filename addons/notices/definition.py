"""How an office words an event that people are told of: a subject and a text in two languages; pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from addons.licensing.wording import slips
from kernel.kinds import Problem
from kernel.reading import Reader, refuse_any
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class NoticeTemplate:
    """The words for one event."""

    title: Text
    event: str
    subject: Text
    text: Text


def read_template(body: Mapping[str, Any]) -> NoticeTemplate:
    """The template that a body says, or a refusal with everything that cannot be read."""
    found, problems = examined(body)
    refuse_any(problems, Text("消息模板有误。", "The template of the notice is wrong."))
    return found


def examined(body: Mapping[str, Any]) -> tuple[NoticeTemplate, list[Problem]]:
    """The template as far as it can be read, and every problem of its form."""
    problems: list[Problem] = []
    root = Reader(body, problems)
    found = NoticeTemplate(
        title=root.title(),
        event=root.text("event"),
        subject=root.title("subject"),
        text=root.title("text"),
    )
    root.finish()
    return found, problems


def slips_in(template: NoticeTemplate, known: Collection[str]) -> list[Problem]:
    """Every name that the event does not give, and every bracket without a partner."""
    return [
        Problem(f"{key}.{language}", slip.what, slip.remedy)
        for key, words in (("subject", template.subject), ("text", template.text))
        for language, wording in (("zh", words.zh), ("en", words.en))
        for slip in slips(wording, known)
    ]
