"""kernel.effects.asking: what people read of an effect's parameters, and which definitions its rows name."""

from dataclasses import dataclass, field
from typing import Any

from kernel.effects import Change, Effect, asks, parameters_of, references_in
from kernel.references import Reference
from kernel.seams import effect
from kernel.text import Text
from tests.kernel.snapshots import registry_with


@dataclass(frozen=True)
class Sending:
    """A letter, its case, and something that nobody has described."""

    letter: str = field(metadata=asks("文书", "Letter", definition="letter"))
    case: int = field(metadata=asks("办件", "Case", usual="case_id"))
    copies: int = 1


@effect("toy.send")
class Send(Effect):
    """Sends a letter."""

    title = Text("发文", "Send")
    Parameters = Sending

    def dry_run(self, session, parameters):
        return Change(None, {"letter": parameters.letter})

    def apply(self, session, parameters):
        return self.dry_run(session, parameters)


REGISTRY = registry_with(Send)


def test_parameters_are_called_as_people_call_them():
    letter, case, copies = parameters_of(Sending)
    assert (letter.title.zh, letter.definition, letter.needed) == ("文书", "letter", True)
    assert (case.title.en, case.usual, case.takes.zh) == ("Case", "case_id", "整数")
    assert (copies.title.zh, copies.needed) == ("copies", False)


def test_only_what_is_named_outright_is_a_reference():
    rows: list[dict[str, Any]] = [
        {"effect": "toy.send", "with": {"letter": ' "pack.granted" ', "case": "case_id"}},
        {"effect": "toy.send", "with": {"letter": "'pack.refused'"}},
        {"effect": "toy.send", "with": {"letter": "granted if approved else refused"}},
        {"effect": "toy.unknown", "with": {"letter": '"pack.lost"'}},
        {"effect": "toy.send", "with": {"copies": '"pack.copies"'}},
        {"effect": "toy.send"},
    ]
    assert list(references_in(REGISTRY, rows, "steps[city].effects")) == [
        Reference("steps[city].effects[0].with.letter", "letter", "pack.granted"),
        Reference("steps[city].effects[1].with.letter", "letter", "pack.refused"),
    ]
