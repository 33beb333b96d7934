"""Short words of guides and certificates, as pages say them; pure."""

from collections.abc import Mapping

from addons.certificates.definition import CertificateType
from addons.certificates.words import STATES, State
from kernel.text import Text

NEEDED: Mapping[str, Text] = {
    "required": Text("必要", "required"),
    "optional": Text("可选", "optional"),
    "conditional": Text("视情形", "depends"),
    "exempt": Text("免交", "not needed"),
}
LOOKS: Mapping[State, str] = {
    State.VALID: "ok",
    State.LAPSED: "mute",
    State.TRANSFERRED: "mute",
    State.OTHER: "mute",
}


def needed(said: Text | None) -> Text:
    """How necessary a material is."""
    return Text("—", "—") if said is None else NEEDED.get(said.zh, said)


def state_tag(state: str) -> tuple[Text, str]:
    """A certificate's state with the kind of its tag; what forbids its use is red."""
    found = State(state)
    word = STATES[found]
    return Text(word.zh, word.en.capitalize()), LOOKS.get(found, "bad")


def category_title(kind: CertificateType, category: str) -> Text:
    """The category as a heading, such as 企业主要负责人（A 证）."""
    found = kind.category(category)
    if found is None:
        return Text(f"{kind.title.zh}（{category} 证）", f"{kind.title.en} ({category})")
    return Text(f"{found.title.zh}（{category} 证）", f"{found.title.en} ({category})")


def short_title(category: str) -> Text:
    """The certificate within a sentence, such as A 证."""
    return Text(f"{category} 证", f"{category} certificate")
