"""Plugins written for a test: of data, with a page, with a fault."""

from pathlib import Path

MANIFEST = """{{
    "name": "{name}", "title": "{name}", "version": "{version}", "license": "MIT",
    "depends": [{depends}], "data": [{files}],
}}
"""
FORM = """model: form
id: request
title: {title}
sections:
  - name: applicant
    title: 申请人
    fields:
      - name: full_name
        title: 姓名
        type: text
"""
PAGES = '''"""A page that says who it is."""

from kernel.seams import pages
from kernel.web import Pages

hello = Pages("{name}", __name__)


@pages("{name}")
def hello_pages() -> Pages:
    """One page."""
    return hello


@hello.get("/{name}", public=True)
def index() -> str:
    """Its words."""
    return "{words}"
'''


def make_pack(folder: Path, name: str, *, version: str = "1.0.0", title: str = "申请表") -> Path:
    """A plugin of data with one form."""
    pack = folder / name
    (pack / "forms").mkdir(parents=True, exist_ok=True)
    (pack / "__manifest__.py").write_text(
        MANIFEST.format(name=name, version=version, depends='"forms"', files='"forms/request.yaml"')
    )
    (pack / "forms" / "request.yaml").write_text(FORM.format(title=title))
    return pack


def make_page_plugin(folder: Path, name: str, words: str, *, version: str = "1.0.0") -> Path:
    """A plugin with Python: one public page."""
    plugin = folder / name
    plugin.mkdir(parents=True, exist_ok=True)
    (plugin / "__init__.py").touch()
    (plugin / "__manifest__.py").write_text(MANIFEST.format(name=name, version=version, depends="", files=""))
    (plugin / "pages.py").write_text(PAGES.format(name=name, words=words))
    return plugin


def make_broken_plugin(folder: Path, name: str) -> Path:
    """A plugin whose code fails at import."""
    plugin = make_page_plugin(folder, name, "never")
    (plugin / "pages.py").write_text("raise LookupError('this plugin does not load')\n")
    return plugin
