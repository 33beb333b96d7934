"""The code of templates kept in a process: shared by every application, made anew when a file changes."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from app.rendering.template_code import TemplateCode


def environment(folder: Path, code: TemplateCode) -> Environment:
    """An application's templates."""
    return Environment(loader=FileSystemLoader(folder), bytecode_cache=code, autoescape=True)


def test_second_application_compiles_nothing(tmp_path, monkeypatch):
    (tmp_path / "page.html").write_text("{{ word }}!")
    code = TemplateCode()
    assert environment(tmp_path, code).get_template("page.html").render(word="好") == "好!"
    second = environment(tmp_path, code)
    monkeypatch.setattr(second, "compile", None)
    assert second.get_template("page.html").render(word="<b>") == "&lt;b&gt;!"


def test_changed_file_is_compiled_anew(tmp_path):
    code = TemplateCode()
    (tmp_path / "page.html").write_text("old")
    environment(tmp_path, code).get_template("page.html")
    (tmp_path / "page.html").write_text("new")
    assert environment(tmp_path, code).get_template("page.html").render() == "new"


def test_files_of_one_name_in_two_folders_are_two(tmp_path):
    code = TemplateCode()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text(name)
        assert environment(tmp_path / name, code).get_template("page.html").render() == name
