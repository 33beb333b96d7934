"""The definition kind of notice templates: proved against the names that their event gives."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from addons.notices.definition import examined, slips_in
from addons.notices.wordings import events_of
from kernel.kinds import Problem
from kernel.registry import Registry
from kernel.seams import kind
from kernel.text import Text, listed


@kind("notice_template")
class NoticeTemplateKind:
    """How an office words one event that people are told of."""

    title: ClassVar = Text("消息模板", "notice template")

    @staticmethod
    def check(body: Mapping[str, Any], registry: Registry) -> Sequence[Problem]:
        """Every problem of the body: an event that there is not, a name that the event does not give."""
        template, problems = examined(body)
        known = events_of(registry)
        event = known.get(template.event)
        if event is None:
            offered = listed(sorted(known))
            unknown = Problem(
                "event",
                Text(f"没有名为“{template.event}”的告知事项。", f"Nothing is told of as “{template.event}”."),
                Text(f"可以写：{offered.zh}。", f"Write one of: {offered.en}."),
            )
            return [*problems, unknown]
        return [*problems, *slips_in(template, [word.name for word in event.words])]
