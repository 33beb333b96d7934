"""Packs come and go over HTTP: what is taken, what is refused, where it lies, what the export holds."""

import ast
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.installation import Installation
from app.serve.prepare import perform
from kernel.db import transaction
from kernel.install.plan import Act
from kernel.models import AuditEntry
from tests.app.offices import platform_of
from tests.app.packs import FORM, MANIFEST, make_pack
from tests.app.plugin_office import FORM as SAMPLE_FORM
from tests.app.plugin_office import change_in_studio, plugin_office, post, visitor_of

ABOUT = MANIFEST.format(name="tryout", version="1.0.0", depends='"forms"', files='"forms/request.yaml"')
PACK = {"tryout/__manifest__.py": ABOUT, "tryout/forms/request.yaml": FORM.format(title="申请表")}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Flask]:
    """An office with the sample pack."""
    with plugin_office(tmp_path) as app:
        yield app


@pytest.fixture
def admin(office: Flask) -> FlaskClient:
    """The administrator, signed in."""
    return visitor_of(office, "admin")


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """Where uploaded packs lie."""
    return tmp_path / "data" / "addons"


def zipped(files: Mapping[str, str]) -> bytes:
    """The files as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def upload(client: FlaskClient, content: bytes, name: str = "pack.zip") -> TestResponse:
    """What the upload page answers."""
    return post(client, "/packs/upload", {"pack": (io.BytesIO(content), name)})


def names(folder: Path) -> list[str]:
    """What lies in the folder."""
    return sorted(one.name for one in folder.iterdir())


def test_an_uploaded_pack_lies_in_the_folder_and_waits_for_its_plan(
    office: Flask, admin: FlaskClient, uploads: Path
) -> None:
    answer = upload(admin, zipped(PACK))
    assert answer.location == "/apps/tryout"
    page = admin.get(answer.location).text
    assert "tryout 1.0.0 已上传，尚未安装。" in page
    assert "/apps/tryout/plan/install" in page
    assert (uploads / "tryout" / "forms" / "request.yaml").is_file()
    assert "tryout.request" in admin.get("/apps/tryout/plan/install").text
    with transaction(platform_of(office).database.engine) as session:
        [entry] = session.scalars(select(AuditEntry).where(AuditEntry.action == "plugin.upload"))
    assert (entry.actor, entry.thing) == ("admin", "tryout")


def test_a_second_upload_takes_the_place_of_the_first(
    office: Flask, admin: FlaskClient, uploads: Path
) -> None:
    upload(admin, zipped(PACK))
    here = platform_of(office)
    perform(Installation(here.settings, here.database, here.site), Act.INSTALL, "tryout")
    newer = PACK | {"tryout/__manifest__.py": ABOUT.replace("1.0.0", "1.1.0"), "tryout/README.md": "新"}
    del newer["tryout/forms/request.yaml"]
    newer["tryout/__manifest__.py"] = newer["tryout/__manifest__.py"].replace('"forms/request.yaml"', "")

    assert upload(admin, zipped(newer)).status_code == 302

    assert names(uploads) == ["tryout"]
    assert names(uploads / "tryout") == ["README.md", "__manifest__.py"]
    assert "可升级到 1.1.0" in admin.get("/apps/tryout").text


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "只有一个文件夹"),
        ({"tryout/readme.txt": "no manifest"}, "只有一个文件夹"),
        (PACK | {"other/a.txt": "second folder"}, "只有一个文件夹"),
        (PACK | {"loose.txt": "beside"}, "不在插件文件夹里"),
        (PACK | {"tryout/../../escape.txt": "out"}, "不在插件文件夹里"),
        (PACK | {"/etc/tryout.txt": "out"}, "不在插件文件夹里"),
        (PACK | {"tryout/jobs.py": "print()"}, "不是数据文件"),
        (PACK | {"tryout/run.sh": "rm"}, "不是数据文件"),
        (PACK | {"tryout/__manifest__.py": ABOUT.replace('"version"', '"vresion"')}, "vresion"),
        (PACK | {"tryout/__manifest__.py": "__import__('os').getcwd()"}, "__manifest__.py"),
    ],
)
def test_a_pack_that_may_not_come_in_leaves_nothing_behind(
    admin: FlaskClient, uploads: Path, tmp_path: Path, files: Mapping[str, str], words: str
) -> None:
    refused = upload(admin, zipped(files))
    assert refused.status_code == 422
    assert words in refused.text
    assert 'role="alert"' in refused.text
    assert names(uploads) == []
    assert not list(tmp_path.rglob("escape.txt"))


@pytest.mark.parametrize("content", [b"", b"no zip at all", zipped(PACK)[:-40]])
def test_a_file_that_is_no_zip_is_refused(admin: FlaskClient, uploads: Path, content: bytes) -> None:
    assert upload(admin, content).status_code == 422
    assert names(uploads) == []


def test_a_refused_upload_keeps_the_former_pack(admin: FlaskClient, uploads: Path) -> None:
    upload(admin, zipped(PACK))
    upload(admin, zipped(PACK | {"tryout/jobs.py": "print()"}))
    assert names(uploads / "tryout") == ["__manifest__.py", "forms"]


@pytest.mark.parametrize("name", ["forms", "pack_sample", "resident"])
def test_a_plugin_of_the_server_cannot_be_replaced(
    admin: FlaskClient, uploads: Path, tmp_path: Path, name: str
) -> None:
    make_pack(tmp_path / "addons", "resident")
    files = {path.replace("tryout", name): content.replace("tryout", name) for path, content in PACK.items()}
    refused = upload(admin, zipped(files))
    assert refused.status_code == 409
    assert f"插件 {name} 在服务器的插件目录里" in refused.text
    assert names(uploads) == []


def test_an_upload_without_a_file_is_refused(admin: FlaskClient) -> None:
    refused = post(admin, "/packs/upload", {})
    assert refused.status_code == 422
    assert "没有选择文件" in refused.text


def test_a_zip_that_is_too_large_is_refused(
    admin: FlaskClient, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("app.packs.pages", "kernel.packs.reading"):
        monkeypatch.setattr(f"{module}.LARGEST_ZIP", 400)
    refused = upload(admin, zipped(PACK))
    assert refused.status_code == 422
    assert "超过 20 MB" in refused.text
    assert names(uploads) == []


def test_a_request_that_is_too_large_is_not_even_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    with plugin_office(tmp_path_factory.mktemp("narrow"), MAX_CONTENT_LENGTH=4096) as narrow:
        assert upload(visitor_of(narrow, "admin"), b"0" * 5000).status_code == 413


def test_without_changes_there_is_nothing_to_export(admin: FlaskClient) -> None:
    page = admin.get("/packs/studio").text
    assert "设计中心还没有任何改动" in page
    assert "<form" not in page.split('id="main"')[1].split("</main>")[0]
    refused = post(admin, "/packs/studio", {"name": "jilin_local"}, page="/profile")
    assert refused.status_code == 404
    assert "设计中心还没有任何改动" in refused.text


def test_the_export_is_a_pack_that_another_office_takes(
    admin: FlaskClient, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    change_in_studio(admin, "企业名称", "企业全称")
    answer = post(admin, "/packs/studio", {"name": "jilin_local", "title": "吉林", "version": "2.1.0"})
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="jilin_local.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        about = ast.literal_eval(ast.parse(archive.read("jilin_local/__manifest__.py")).body[-1].value)  # type: ignore[attr-defined]
    assert (about["title"], about["version"], about["depends"]) == ("吉林", "2.1.0", ["pack_sample"])

    with plugin_office(tmp_path_factory.mktemp("elsewhere")) as elsewhere:
        visitor = visitor_of(elsewhere, "admin")
        assert upload(visitor, answer.data).status_code == 302
        here = platform_of(elsewhere)
        perform(Installation(here.settings, here.database, here.site), Act.INSTALL, "jilin_local")
        assert "zh: 企业全称" in visitor.get(f"/studio/definitions/{SAMPLE_FORM}").text
        assert "就地修改" in visitor.get("/apps/jilin_local").text


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "Jilin"), ("name", "../x"), ("name", ""), ("version", "two"), ("version", "1.0")],
)
def test_an_export_that_nobody_could_install_is_refused(admin: FlaskClient, field: str, value: str) -> None:
    change_in_studio(admin, "企业名称", "企业全称")
    given = {"name": "jilin_local", "title": '吉林"本地"', "version": "1.0.0"} | {field: value}
    refused = post(admin, "/packs/studio", given)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert "吉林&#34;本地&#34;" in refused.text
