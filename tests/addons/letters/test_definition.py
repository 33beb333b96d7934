"""Definitions of letters: read, refused with every fault, and proved by filling their template."""

import pytest

from addons.letters.definition import Numbering, Variable, examined, read_letter
from addons.letters.kinds import LetterKind
from addons.letters.rendering.drawing import names_in
from addons.letters.rendering.trial import document
from addons.letters.templates import PRODUCT, content_of, path_of
from addons.letters.vocabulary import VOCABULARY
from kernel.errors import DefinitionError, NotFound
from kernel.registry import assembled
from kernel.text import Text
from tests.addons.letters.bureau import make_letter
from tests.addons.letters.rendering.files import linked

EMPTY = assembled({})


def paths(**keys):
    return [problem.path for problem in examined(make_letter(**keys))[1]]


def problems(**keys):
    return LetterKind.check(make_letter(**keys), EMPTY)


def test_a_letter_reads_as_it_is_written():
    letter = read_letter(make_letter())
    assert letter.title == Text("准予延续决定书", "Decision to grant the renewal")
    assert letter.number == Numbering("吉建许", "准延")
    assert letter.variables == (Variable("basis", Text("依据", "依据"), "吉建函〔2026〕7号"),)


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ({"title": None}, "title"),
        ({"template": None}, "template"),
        ({"template": "../../etc/passwd"}, "template"),
        ({"template": "a/b/c.docx"}, "template"),
        ({"template": "macro.docm"}, "template"),
        ({"number": {"organ": "吉建许"}}, "number.word"),
        ({"number": {"organ": "吉 建", "word": "准延"}}, "number.organ"),
        ({"number": {"organ": "吉建许", "word": "x" * 21}}, "number.word"),
        ({"number": {"organ": "〔2026〕", "word": "准"}}, "number.organ"),
        ({"variables": [{"name": "holder_name", "title": "a", "value": "b"}]}, "variables[holder_name].name"),
        ({"variables": [{"name": "Basis", "title": "a", "value": "b"}]}, "variables[Basis].name"),
        ({"seal": "yes"}, "seal"),
    ],
)
def test_a_fault_is_told_at_its_path(keys, path):
    assert path in paths(**keys)


def test_a_name_given_twice_is_refused():
    twice = {"name": "basis", "title": "依据", "value": "甲"}
    assert "variables" in paths(variables=[twice, twice])


def test_reading_a_faulty_letter_is_refused():
    with pytest.raises(DefinitionError):
        read_letter({})


def test_the_base_letter_is_proved():
    assert problems() == []


def test_every_base_letter_uses_the_vocabulary_only():
    for path in PRODUCT.glob("*.docx"):
        assert names_in(path.read_bytes()) <= VOCABULARY.keys(), path.name


def test_the_base_letters_are_what_their_script_makes():
    from addons.letters.layouts.base_letters import LETTERS, _written

    for name, made in LETTERS.items():
        assert (PRODUCT / name).read_bytes() == _written(made())


def test_the_frame_of_certificates_is_what_its_script_makes():
    from addons.letters.layouts import frame

    assert (PRODUCT.parents[1] / "addons/letters/layouts/frame.svg").read_text() == frame.drawing()


def test_a_template_that_is_not_there_is_told():
    (found,) = problems(template="missing.docx")
    assert "missing.docx" in found.what.zh


def test_a_template_of_a_plugin_nobody_sees_yet_is_left_to_the_running_site():
    assert problems(template="uploaded_pack/granted.docx") == []


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """A plugin with a folder for templates."""
    import addons

    folder = tmp_path / "toy_pack" / "letters"
    folder.mkdir(parents=True)
    monkeypatch.setattr(addons, "__path__", [*addons.__path__, str(tmp_path)])
    return folder


def test_a_template_of_a_plugin_is_found_and_proved(plugin):
    (plugin / "granted.docx").write_bytes(document("{{ holder_name }}{{ qr }}"))
    assert path_of("toy_pack/granted.docx") == plugin / "granted.docx"
    assert problems(template="toy_pack/granted.docx") == []


def test_undeclared_names_are_told(plugin):
    (plugin / "granted.docx").write_bytes(document("{{ holdre }}{{ basis }}"))
    (found,) = problems(template="toy_pack/granted.docx")
    assert "holdre" in found.what.zh
    assert "basis" not in found.what.zh


@pytest.mark.parametrize(
    "content",
    [
        b"PK no docx",
        document("{{ holder_name | safe }}"),
        document("{% for a in holder_name %}"),
        document("{{ holder_name.__class__ }}"),
        linked("attachedTemplate", "http://10.0.0.1/evil.dotm"),
    ],
)
def test_a_hostile_template_is_not_published(plugin, content):
    (plugin / "granted.docx").write_bytes(content)
    assert [found.path for found in problems(template="toy_pack/granted.docx")] == ["template"]


def test_the_content_of_a_missing_template_is_a_refusal(tmp_path):
    with pytest.raises(NotFound):
        content_of("nowhere/granted.docx", [tmp_path])


def test_a_folder_of_uploaded_packs_is_looked_into(tmp_path):
    folder = tmp_path / "pack_new" / "letters"
    folder.mkdir(parents=True)
    (folder / "a.docx").write_bytes(b"docx")
    assert content_of("pack_new/a.docx", [tmp_path]) == b"docx"
