"""Definition documents as layers: a whole definition, or a patch on one that is inherited."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kernel.datafiles.content import refusal, shown
from kernel.datafiles.document import Document, place_of
from kernel.datafiles.yamlfile import documents
from kernel.errors import DataFileError, PatchError, TongbanError
from kernel.layers import Layer, LayerMode
from kernel.patching import read_ops
from kernel.text import Text

INHERITING = ("model", "id", "inherit", "mode", "patch")
MODES = {"primary": LayerMode.PRIMARY, "extension": LayerMode.EXTENSION}
MODEL = re.compile(r"[a-z][a-z0-9_]{0,63}")
ID = re.compile(r"[a-z][a-z0-9_]{0,99}")
FULL_ID = re.compile(r"[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,99}")


@dataclass(frozen=True, slots=True)
class Declared:
    """One document of a file: its external id, its layer, and the document for the lines of its parts."""

    id: str
    layer: Layer
    document: Document


def layers_from(path: Path, plugin: str, *, file: str = "") -> list[Layer]:
    """The layers a file of a plugin declares; `file` is its place, such as `alpha/forms/renewal.yaml`."""
    return [declared.layer for declared in declared_in(path, plugin, file=file)]


def declared_in(path: Path, plugin: str, *, file: str = "") -> list[Declared]:
    """The same with the documents; all that is wrong in the file is told at once."""
    place = file or f"{plugin}/{path.name}"
    found = documents(path, file=place)
    if not found:
        raise refusal(
            place,
            1,
            Text("文件里没有任何定义。", "The file holds no definition."),
            remedy=Text("请写入定义，或从清单删去它。", "Write one or take the file out of the manifest."),
        )
    problems = [problem for document in found for problem in _problems(document)]
    if not problems:
        declared = [_declared(document, plugin) for document in found]
        problems = list(_doubled(declared))
    if problems:
        raise _together(problems)
    return declared


def _declared(document: Document, plugin: str) -> Declared:
    body: dict[str, Any] = dict(document.body) if isinstance(document.body, dict) else {}
    kind, name = body.pop("model"), f"{plugin}.{body.pop('id')}"
    inherit = body.get("inherit")
    if inherit is None:
        layer = Layer(name, kind, plugin, LayerMode.BASE, body=body, place=document.place)
        return Declared(name, layer, document)
    mode = MODES[body["mode"]]
    layer = Layer(
        name if mode is LayerMode.PRIMARY else inherit,
        kind,
        plugin,
        mode,
        inherit=inherit,
        ops=tuple(body.get("patch", ())),
        place=document.place,
    )
    return Declared(name, layer, document)


def _problems(document: Document) -> Iterator[TongbanError]:
    body = document.body
    if not isinstance(body, dict):
        yield _refused(
            document,
            (),
            Text("定义应是「键: 值」的形式。", "A definition is a mapping of keys to values."),
            Text("请以 model: 与 id: 开头。", "Begin with model: and id:."),
        )
        return
    yield from _wrong_word(
        document, "model", MODEL, Text("请写定义类别，如 form。", "Name a kind, such as form.")
    )
    yield from _wrong_word(
        document,
        "id",
        ID,
        Text("请用小写字母开头的小写字母、数字、下划线。", "Lower-case letters, digits, underscores."),
    )
    yield from _wrong_inheriting(document, body) if "inherit" in body else _wrong_base(document, body)


def _wrong_base(document: Document, body: dict[str, Any]) -> Iterator[TongbanError]:
    for key in ("mode", "patch"):
        if key in body:
            yield _refused(
                document,
                (key,),
                Text(f"没有 inherit 时不能有「{key}」。", f"“{key}” needs inherit."),
                Text("请加上 inherit，或删去它。", "Add inherit or remove it."),
            )


def _wrong_inheriting(document: Document, body: dict[str, Any]) -> Iterator[TongbanError]:
    for key in body:
        if key not in INHERITING:
            yield _refused(
                document,
                (key,),
                Text(f"继承时不能有「{shown(key)}」这个键。", f"“{shown(key)}” cannot stand beside inherit."),
                Text("请把改动写进 patch。", "Say the change in patch."),
            )
    yield from _wrong_word(
        document, "inherit", FULL_ID, Text("请写完整标识，如 licensing.renewal。", "Write plugin.id.")
    )
    if not isinstance(body.get("mode"), str) or body["mode"] not in MODES:
        yield _refused(
            document,
            ("mode",),
            Text("mode 应是 primary 或 extension。", "mode is primary or extension."),
            Text("primary 派生新定义，extension 就地修改。", "primary derives, extension amends."),
        )
    yield from _wrong_patch(document, body)


def _wrong_patch(document: Document, body: dict[str, Any]) -> Iterator[TongbanError]:
    patch = body.get("patch", [])
    if not isinstance(patch, list) or (not patch and body.get("mode") != "primary"):
        yield _refused(
            document,
            ("patch",),
            Text("patch 应是至少有一条操作的列表。", "patch is a list with at least one operation."),
            Text("例如 - remove: province。", "For example - remove: province."),
        )
        return
    for position, raw in enumerate(patch):
        try:
            read_ops([raw])
        except PatchError as error:
            line = place_of(document, ("patch", position))
            yield PatchError(error.what, remedy=error.remedy, place=line)


def _wrong_word(
    document: Document, key: str, pattern: re.Pattern[str], remedy: Text
) -> Iterator[TongbanError]:
    body = document.body if isinstance(document.body, dict) else {}
    if key not in body:
        yield _refused(document, (), Text(f"缺少键「{key}」。", f"The key “{key}” is missing."), remedy)
        return
    word = body[key]
    if not isinstance(word, str) or not pattern.fullmatch(word):
        said = f"{key}: {shown(str(word))}"
        yield _refused(document, (key,), Text(f"「{said}」不合规则。", f"“{said}” will not do."), remedy)


def _doubled(declared: Sequence[Declared]) -> Iterator[TongbanError]:
    first: dict[str, Declared] = {}
    for one in declared:
        earlier = first.setdefault(one.id, one)
        if earlier is not one:
            yield _refused(
                one.document,
                ("id",),
                Text(
                    f"标识「{one.id}」在第 {earlier.document.line} 行的文档已用。",
                    f"The id “{one.id}” is used by the document of line {earlier.document.line}.",
                ),
                Text("请换一个 id。", "Choose another id."),
            )


def _together(problems: Sequence[TongbanError]) -> TongbanError:
    first, *others = problems
    if not others:
        return first
    count = len(problems)
    return DataFileError(
        Text(f"文件有 {count} 处问题。", f"The file has {count} problems."),
        remedy=Text("请逐条改正。", "Correct each of them."),
        place=first.place,
        problems=tuple(problems),
    )


def _refused(document: Document, path: tuple[str, ...], what: Text, remedy: Text) -> DataFileError:
    return DataFileError(what, remedy=remedy, place=place_of(document, path))
