"""YAML files that are refused, and definitions that come to nothing."""

from pathlib import Path

from kernel.errors import DataFileError, DefinitionError, PatchError
from tests.plugins.broken.variant import FORM, Broken, form, patch
from tests.plugins.variants import edited


def without_utf8(folder: Path) -> Path:
    """Beta's form file is in another encoding."""
    (folder / FORM).write_bytes(b"model: form\nid: \xff\n")
    return folder


def two_telephones(folder: Path) -> Path:
    """Alpha's form has two nodes of one name, and beta's patch means one of them."""
    return edited(folder, "alpha/forms/request.yaml", "- name: reason", "- name: phone")


AGAIN = patch("after: phone\n    nodes: [{name: person, type: text, title: 又一个}]")
BOMB = "model: form\nid: bomb\na: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b]\n"
DEEP = "model: form\nid: deep\na: " + "[" * 500 + "]" * 500 + "\n"

YAML = (
    Broken(
        "yaml-duplicate-key",
        "beta",
        DataFileError,
        f"{FORM}:4",
        form("model: form\nid: a\ntitle: 甲\ntitle: 乙\n"),
    ),
    Broken(
        "yaml-unknown-key",
        "beta",
        DataFileError,
        f"{FORM}:5",
        form(patch("remove: phone").replace("patch:", "pathc: []\npatch:")),
    ),
    Broken(
        "yaml-tab", "beta", DataFileError, f"{FORM}:4", form("model: form\nid: a\nsections:\n\t- name: one\n")
    ),
    Broken("yaml-bomb", "beta", DataFileError, f"{FORM}:3", form(BOMB)),
    Broken("yaml-deep", "beta", DataFileError, f"{FORM}:3", form(DEEP)),
    Broken(
        "yaml-tag",
        "beta",
        DataFileError,
        f"{FORM}:3",
        form("model: form\nid: a\ntitle: !!python/object/apply:os.getpid []\n"),
    ),
    Broken("yaml-open-quote", "beta", DataFileError, f"{FORM}:", form('model: form\nid: a\ntitle: "甲\n')),
    Broken("yaml-empty", "beta", DataFileError, f"{FORM}:1", form("# nothing yet\n")),
    Broken(
        "yaml-no-utf8",
        "beta",
        DataFileError,
        f"{FORM}:",
        without_utf8,
    ),
    Broken("yaml-no-operation", "beta", PatchError, f"{FORM}:6", form(patch("drop: phone"))),
)
DEFINITIONS = (
    Broken("patch-matches-none", "beta", PatchError, f"{FORM}:", form(patch("remove: telephone"))),
    Broken("patch-matches-two", "beta", PatchError, f"{FORM}:", two_telephones),
    Broken("patch-doubles-a-name", "beta", PatchError, f"{FORM}:", form(AGAIN)),
    Broken(
        "inherits-nothing",
        "beta",
        DefinitionError,
        f"{FORM}:",
        form(patch("remove: phone").replace("alpha.request", "alpha.gone")),
    ),
    Broken(
        "definition-unknown-key",
        "beta",
        DefinitionError,
        "alpha/forms/request.yaml:",
        form(patch("attributes: phone\n    set: {requird: true}")),
    ),
    Broken(
        "definition-unknown-kind",
        "beta",
        DefinitionError,
        f"{FORM}:",
        form("model: poem\nid: a\ntitle: 甲\n"),
    ),
    Broken(
        "definition-circle",
        "beta",
        DefinitionError,
        "alpha/forms/request.yaml:",
        form(patch("attributes: urgent\n    set: {visible_when: reason == None}")),
    ),
)
