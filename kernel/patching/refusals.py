"""Why an operation cannot be applied: each refusal names the target, the place and what there is instead."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from kernel.errors import PatchError
from kernel.nodes import ROOT, Body, spots_by_name
from kernel.patching.ops import After, Attributes, Before, Inside, Op
from kernel.text import Text

_SHOWN = 8


def not_found(op: Op, standing: Mapping[str, Sequence[object]]) -> PatchError:
    """No node has the target's name."""
    near = _near(op.target, [name for name, held in standing.items() if held])
    return PatchError(
        Text(f"没有名为“{op.target}”的节点；{near.zh}。", f'No node is named "{op.target}"; {near.en}.'),
        remedy=Text(
            "请改用现有的节点名，或去掉这一条。",
            "Use the name of a node that is there, or drop the operation.",
        ),
        place=op.place,
    )


def ambiguous(op: Op, body: Body) -> PatchError:
    """Several nodes have the target's name."""
    paths = [spot.path for spot in spots_by_name(body)[op.target]]
    return PatchError(
        Text(
            f"名为“{op.target}”的节点有 {len(paths)} 个：{'、'.join(paths)}。",
            f'{len(paths)} nodes are named "{op.target}": {", ".join(paths)}.',
        ),
        remedy=Text(
            "请让名称唯一，或改动包含它的节点。", "Make the name unique, or change the node around it."
        ),
        place=op.place,
    )


def already_there(op: Op, doubled: Sequence[str], body: Body) -> PatchError:
    """The operation would bring in a second node of a name."""
    spots = spots_by_name(body)
    paths = [spot.path for name in doubled for spot in spots[name]]
    return PatchError(
        Text(
            f"此操作会使节点名“{'、'.join(doubled)}”重复：{'、'.join(paths)}。",
            f'The operation would double the node name "{", ".join(doubled)}": {", ".join(paths)}.',
        ),
        remedy=Text(
            "请换一个名称，或改动已有的节点。", "Choose another name, or change the node that is there."
        ),
        place=op.place,
    )


def not_in_a_list(op: Before | After, body: Body) -> PatchError:
    """The target is the value of a key, so it has no siblings."""
    path = spots_by_name(body)[op.target][0].path
    return PatchError(
        Text(
            f"节点“{op.target}”（{path}）不在列表中，前后不能加节点。",
            f'Node "{op.target}" ({path}) stands in no list.',
        ),
        remedy=Text("请用 replace 或 attributes。", "Use replace or attributes."),
        place=op.place,
    )


def no_list(op: Inside) -> PatchError:
    """`in` was left out and the target has no list of nodes."""
    return PatchError(
        Text(f"{_shown(op).zh}没有节点列表。", f"{_shown(op).en} has no list of nodes."),
        remedy=Text("请用 in 指明列表的键名。", "Name the list with in."),
        place=op.place,
    )


def several_lists(op: Inside, keys: Sequence[str]) -> PatchError:
    """`in` was left out and the target has more than one list of nodes."""
    return PatchError(
        Text(
            f"{_shown(op).zh}有多个节点列表：{'、'.join(keys)}。",
            f"{_shown(op).en} has several lists of nodes: {', '.join(keys)}.",
        ),
        remedy=Text("请用 in 指明其中一个。", "Choose one with in."),
        place=op.place,
    )


def not_a_list(op: Inside, key: str) -> PatchError:
    """The key that `in` names holds something else."""
    return PatchError(
        Text(f"{_shown(op).zh}的“{key}”不是列表。", f'"{key}" of {_shown(op).en} is not a list.'),
        remedy=Text("请改 in，或用 attributes 设值。", "Change in, or set the value with attributes."),
        place=op.place,
    )


def no_key(op: Attributes, key: str, keys: Iterable[str]) -> PatchError:
    """`unset` names a key that is not there."""
    near = _near(key, list(keys))
    return PatchError(
        Text(f"{_shown(op).zh}没有键“{key}”；{near.zh}。", f'{_shown(op).en} has no key "{key}"; {near.en}.'),
        remedy=Text("请改用现有的键名，或去掉它。", "Use a key that is there, or leave it out."),
        place=op.place,
    )


def _shown(op: Op) -> Text:
    if op.target == ROOT:
        return Text("根“.”", 'the root "."')
    return Text(f"节点“{op.target}”", f'node "{op.target}"')


def _near(wanted: str, names: Sequence[str]) -> Text:
    close = get_close_matches(wanted, names, n=5, cutoff=0.5)
    if close:
        return Text(f"相近的有：{'、'.join(close)}", f"close: {', '.join(close)}")
    if not names:
        return Text("一个也没有", "there is none at all")
    more = " …" if len(names) > _SHOWN else ""
    return Text(
        f"现有：{'、'.join(names[:_SHOWN])}{more}",
        f"there are: {', '.join(names[:_SHOWN])}{more}",
    )
