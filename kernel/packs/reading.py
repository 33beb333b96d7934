"""An uploaded pack, put into a plugin folder only when all of it is harmless and readable."""

import io
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from kernel.errors import Conflict, Invalid, TongbanError
from kernel.manifest import MANIFEST, Manifest, read_manifest
from kernel.text import Text

MIB = 1024 * 1024
LARGEST_ZIP = 20 * MIB
LARGEST_CONTENT = 100 * MIB
MOST_FILES = 2_000
SUFFIXES = frozenset({".yaml", ".yml", ".csv", ".docx", ".png", ".jpg", ".jpeg", ".md", ".txt"})


def unpacked(content: bytes, folder: Path, *, taken: Iterable[str] = ()) -> Manifest:
    """The pack lies in the folder, in place of its former version; `taken` are names that live elsewhere."""
    if len(content) > LARGEST_ZIP:
        raise _refused(
            Text("压缩包超过 20 MB。", "The zip is larger than 20 MB."),
            Text("请去掉不需要的文件后重新打包。", "Leave out what is not needed and pack it again."),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            name = _checked(archive)
            if name in taken:
                raise _name_taken(name)
            return _installed(archive, name, folder)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise _refused(
            Text("这不是完整的 zip 文件。", "This is not a complete zip file."),
            Text("请重新导出或重新打包后再上传。", "Export or pack it again, then upload it."),
        ) from error


def _checked(archive: zipfile.ZipFile) -> str:
    """The name of the one plugin in the archive."""
    files = [one for one in archive.infolist() if not one.is_dir()]
    if len(files) > MOST_FILES or sum(one.file_size for one in files) > LARGEST_CONTENT:
        raise _refused(
            Text("解压后超过 2000 个文件或 100 MB。", "Unpacked it holds over 2,000 files or 100 MB."),
            Text("请拆分后再上传。", "Split it and upload the parts."),
        )
    for one in files:
        _check_member(one)
    names = {PurePosixPath(one.filename).parts[0] for one in files}
    if len(names) != 1 or not any(one.filename == f"{min(names)}/{MANIFEST}" for one in files):
        raise _refused(
            Text(
                f"压缩包里应当只有一个文件夹，其中有 {MANIFEST}。",
                f"It must hold one folder with {MANIFEST} in it.",
            ),
            Text("请把插件文件夹整个打包。", "Pack the plugin's folder as a whole."),
        )
    return names.pop()


def _check_member(one: zipfile.ZipInfo) -> None:
    path = PurePosixPath(one.filename)
    loose = len(path.parts) == 1
    unsafe = loose or path.is_absolute() or ".." in path.parts or "\\" in one.filename
    if unsafe or stat.S_ISLNK(one.external_attr >> 16):
        raise _refused(
            Text(
                f"“{one.filename[:80]}”不在插件文件夹里。",
                f"“{one.filename[:80]}” lies outside of the plugin.",
            ),
            Text("请把插件文件夹整个打包，不含链接。", "Pack the plugin's folder as a whole, without links."),
        )
    if path.suffix.lower() not in SUFFIXES and path.parts[1:] != (MANIFEST,):
        raise _refused(
            Text(
                f"“{one.filename[:80]}”不是数据文件，不能从浏览器上传。",
                f"“{one.filename[:80]}” is no data file and cannot be uploaded in the browser.",
            ),
            Text(
                "含代码的插件请由运维放入插件目录。",
                "Plugins with code are put into the plugin folders by operations.",
            ),
        )


def _installed(archive: zipfile.ZipFile, name: str, folder: Path) -> Manifest:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".incoming-", dir=folder) as staging:
        fresh = Path(staging) / name
        for one in archive.infolist():
            if not one.is_dir():
                _extract(archive, one, Path(staging))
        read_manifest(fresh)
        target = folder / name
        if target.exists():
            target.rename(Path(staging) / f".{name}.former")
        try:
            fresh.rename(target)
        except OSError:
            shutil.copytree(Path(staging) / f".{name}.former", target, dirs_exist_ok=True)
            raise
        return read_manifest(target)


def _extract(archive: zipfile.ZipFile, one: zipfile.ZipInfo, staging: Path) -> None:
    path = staging.joinpath(*PurePosixPath(one.filename).parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(one) as source:
        # the size in the directory may lie: read one byte more than it says, and no further
        content = source.read(one.file_size + 1)
    if len(content) != one.file_size:
        raise zipfile.BadZipFile(one.filename)
    path.write_bytes(content)


def _refused(what: Text, remedy: Text) -> TongbanError:
    return Invalid(what, remedy=remedy, place="zip")


def _name_taken(name: str) -> Conflict:
    return Conflict(
        Text(
            f"插件 {name} 在服务器的插件目录里，不能被上传的包替换。",
            f"{name} lives on the server and cannot be replaced.",
        ),
        remedy=Text("请给您的插件换一个标识。", "Give your plugin another name."),
        place=name,
    )
