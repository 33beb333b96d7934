"""Uploaded packs: only what is harmless, whole and readable ever lies in the folder."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kernel.errors import Conflict, Invalid, ManifestError, TongbanError
from kernel.manifest import read_manifest
from kernel.packs import reading as limits
from kernel.packs import unpacked

MANIFEST = {
    "name": "small",
    "title": "小包",
    "version": "1.0.0",
    "license": "MIT",
    "depends": ["alpha"],
    "data": ["forms/more.yaml"],
}
FORM = "model: form\nid: more\ninherit: alpha.request\nmode: extension\npatch:\n  - remove: phone\n"
FILES = {"small/__manifest__.py": repr(MANIFEST), "small/forms/more.yaml": FORM}


def pack(files: Mapping[str, str | bytes], **changes: Callable[[zipfile.ZipInfo], None]) -> bytes:
    """A zip of these files; `changes` are made to the entries whose name ends so."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for end, change in changes.items():
                if Path(name).stem == end:
                    change(entry)
            archive.writestr(entry, content)
    return out.getvalue()


def with_file(name: str, content: str = "x") -> bytes:
    """The small pack with one file more."""
    return pack({**FILES, name: content})


def linked(entry: zipfile.ZipInfo) -> None:
    """The entry is a symbolic link."""
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16


def forged(content: bytes, *, size: int) -> bytes:
    """The directory at the end of the zip says another size of its last file."""
    place = content.rindex(b"PK\x01\x02")
    return content[: place + 24] + struct.pack("<I", size) + content[place + 28 :]


def other_method(content: bytes, method: int) -> bytes:
    """Directory and header say that the last file is packed in another way."""
    entry, header = content.rindex(b"PK\x01\x02"), content.rindex(b"PK\x03\x04")
    content = content[: entry + 10] + struct.pack("<H", method) + content[entry + 12 :]
    return content[: header + 8] + struct.pack("<H", method) + content[header + 10 :]


def nameless() -> bytes:
    """A zip with an entry without a name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "x")
    return out.getvalue()


def everything_below(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_pack_lies_in_the_folder_and_can_be_read(tmp_path: Path):
    manifest = unpacked(pack(FILES), tmp_path / "addons")

    assert (manifest.name, manifest.has_code) == ("small", False)
    assert manifest.folder == tmp_path / "addons/small"
    assert everything_below(tmp_path) == {f"addons/{name}": text.encode() for name, text in FILES.items()}


def test_a_former_version_is_replaced_wholly(tmp_path: Path):
    unpacked(with_file("small/notes.md"), tmp_path)
    newer = FILES | {"small/__manifest__.py": repr(MANIFEST | {"version": "1.1.0"})}

    manifest = unpacked(pack(newer), tmp_path)

    assert manifest.version == "1.1.0"
    assert sorted(everything_below(tmp_path)) == ["small/__manifest__.py", "small/forms/more.yaml"]


@pytest.mark.parametrize(
    "name", ["README.md", "LICENSE", "docs/picture.PNG", "letters/base.docx", "data/x.csv"]
)
def test_files_that_carry_no_code_are_let_in(tmp_path: Path, name: str):
    unpacked(with_file(f"small/{name}"), tmp_path)

    assert (tmp_path / "small" / name).is_file()


HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "no-zip": b"model: form",
    "cut": pack(FILES)[:-30],
    "climbs-out": with_file("small/../../evil.txt"),
    "climbs-out-at-once": with_file("../evil.txt"),
    "absolute": with_file("/etc/evil.txt"),
    "backslash": with_file("small\\..\\evil.txt"),
    "link": pack({**FILES, "small/link.txt": "/etc/passwd"}, link=linked),
    "link-as-manifest": pack(FILES, __manifest__=linked),
    "loose-file": with_file("evil.txt"),
    "two-folders": with_file("other/notes.md"),
    "no-manifest": pack({"small/forms/more.yaml": FORM}),
    "manifest-elsewhere": pack({"small/inner/__manifest__.py": repr(MANIFEST)}),
    "python": with_file("small/hooks.py", "raise SystemExit"),
    "python-in-tests": with_file("small/tests/test_x.py"),
    "compiled": with_file("small/hooks.pyc"),
    "library": with_file("small/hooks.so"),
    "page": with_file("small/page.html"),
    "no-suffix": with_file("small/run"),
    "second-manifest": with_file("small/inner/__manifest__.py", repr(MANIFEST)),
    "file-and-folder": with_file("small/forms/more.yaml/inner.yaml"),
    "same-name-otherwise-written": with_file("small/forms//more.yaml"),
    "newline-in-a-name": with_file("small/a\nb.txt"),
    "long-name": with_file(f"small/{'长' * 100}.txt"),
    "says-less": forged(with_file("small/z.txt", "x" * 1000), size=10),
    "says-more": forged(with_file("small/z.txt", "x" * 1000), size=2000),
    "says-four-gigabytes": forged(with_file("small/z.txt"), size=2**32 - 2),
    "packed-as-lzma": other_method(with_file("small/z.txt", "x" * 1000), zipfile.ZIP_LZMA),
    "packed-in-no-known-way": other_method(with_file("small/z.txt"), 99),
    "without-a-name": nameless(),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused_and_leaves_nothing(tmp_path: Path, name: str):
    folder = tmp_path / "in/addons"

    with pytest.raises(Invalid) as refusal:
        unpacked(HOSTILE[name], folder)

    assert refusal.value.place == "zip"
    assert refusal.value.what.zh
    assert refusal.value.remedy.en
    assert everything_below(tmp_path) == {}


def test_a_bomb_is_refused_by_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    bomb = pack({**FILES, "small/zeros.txt": bytes(limits.LARGEST_CONTENT + 1)})
    assert len(bomb) < limits.MIB

    with pytest.raises(Invalid, match="100 MB"):
        unpacked(bomb, tmp_path)

    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(Invalid, match="100 MB"):
        unpacked(bomb, tmp_path)
    assert everything_below(tmp_path) == {}


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(tmp_path: Path):
    bomb = forged(pack({**FILES, "small/zeros.txt": bytes(limits.LARGEST_CONTENT + 1)}), size=100)

    with pytest.raises(Invalid):
        unpacked(bomb, tmp_path)

    assert everything_below(tmp_path) == {}


def test_limits_of_size_and_number(tmp_path: Path):
    with pytest.raises(Invalid, match="20 MB"):
        unpacked(b"x" * (limits.LARGEST_ZIP + 1), tmp_path)
    many = {f"small/{number}.txt": "" for number in range(limits.MOST_FILES)}
    with pytest.raises(Invalid, match="2000"):
        unpacked(pack(FILES | many), tmp_path)


MANIFESTS: dict[str, tuple[str, str]] = {
    "no-literal": ("{'name': open('/etc/passwd').read()}", "small/__manifest__.py:1"),
    "other-name": (repr(MANIFEST | {"name": "other"}), "small/__manifest__.py:1"),
    "unknown-key": (repr(MANIFEST | {"nmae": "small"}), "small/__manifest__.py:1"),
    "missing-file": (repr(MANIFEST | {"data": ["forms/gone.yaml"]}), "small/__manifest__.py:1"),
    "hooks-without-code": (repr(MANIFEST | {"hooks": {"post_init": "os:abort"}}), "small/__manifest__.py:1"),
    "version": (repr(MANIFEST | {"version": "1"}), "small/__manifest__.py:1"),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_broken_manifest_is_refused_and_the_former_version_stays(tmp_path: Path, name: str):
    unpacked(pack(FILES), tmp_path)
    before = everything_below(tmp_path)
    content, place = MANIFESTS[name]

    with pytest.raises(ManifestError) as refusal:
        unpacked(pack({**FILES, "small/__manifest__.py": content}), tmp_path)

    assert refusal.value.place.startswith(place)
    assert everything_below(tmp_path) == before


def test_a_name_that_lives_on_the_server_is_refused(tmp_path: Path):
    with pytest.raises(Conflict) as refusal:
        unpacked(pack(FILES), tmp_path, taken=["small"])

    assert refusal.value.place == "small"
    assert everything_below(tmp_path) == {}


def test_a_plugin_with_code_is_not_replaced(tmp_path: Path):
    unpacked(pack(FILES), tmp_path)
    (tmp_path / "small/hooks.py").write_text("x = 1\n")
    before = everything_below(tmp_path)

    with pytest.raises(Conflict):
        unpacked(pack(FILES), tmp_path)

    assert everything_below(tmp_path) == before


@pytest.mark.parametrize("name", ["Small", "kernel", "studio", "小包", "a b", "-x"])
def test_a_folder_that_is_no_plugins_name_is_refused(tmp_path: Path, name: str):
    files = {file.replace("small/", f"{name}/"): text for file, text in FILES.items()}
    files[f"{name}/__manifest__.py"] = repr(MANIFEST | {"name": name})

    with pytest.raises(TongbanError):
        unpacked(pack(files), tmp_path)

    assert everything_below(tmp_path) == {}


def test_a_manifest_is_never_run(tmp_path: Path):
    trap = tmp_path / "trap"
    content = f"{MANIFEST!r} if open({str(trap)!r}, 'w') else None"

    with pytest.raises(ManifestError):
        unpacked(pack({**FILES, "small/__manifest__.py": content}), tmp_path / "addons")

    assert not trap.exists()


def test_when_the_folder_cannot_be_written_the_former_version_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    unpacked(pack(FILES), tmp_path)
    rename = Path.rename

    def full(self: Path, target: Path) -> Path:
        if self.name == "small" and self.parent.name.startswith(".incoming-"):
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    newer = FILES | {"small/__manifest__.py": repr(MANIFEST | {"version": "1.1.0"})}

    with pytest.raises(OSError, match="No space"):
        unpacked(pack(newer), tmp_path)

    assert read_manifest(tmp_path / "small").version == "1.0.0"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small"]
