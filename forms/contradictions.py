"""What a field cannot be at once: asked for, computed and given; pure."""

from collections.abc import Iterator

from kernel.text import Text

NOT_REQUIRED = (
    Text(
        "算出或带入的字段没有人填，不能要求必填。",
        "Nobody fills in a computed or given field; it cannot be required.",
    ),
    Text("请去掉这一键，或去掉必填。", "Drop this key, or drop required."),
)
NOT_GIVABLE = (
    Text("这种类型的字段不能由系统带入。", "A field of this type cannot be given."),
    Text("请去掉 given，或换一种类型。", "Drop given, or use another type."),
)
ONE_OF_TWO = (
    Text("字段不能既由系统带入又由规则算出。", "A field cannot be both given and computed."),
    Text("请保留 given 或 compute 之一。", "Keep either given or compute."),
)
NOT_BROUGHT = (
    Text("只有系统带入的字段才谈得上更正。", "Only a given field can be corrected."),
    Text("请去掉 correctable，或加上 given: true。", "Drop correctable, or add given: true."),
)
NO_SOURCE = (
    Text("只有系统带入的字段才有来源。", "Only a given field has a source."),
    Text("请去掉 source，或加上 given: true。", "Drop source, or add given: true."),
)


def contradictions(
    *, required: bool, computed: bool, given: bool, correctable: bool, givable: bool, sourced: bool
) -> Iterator[tuple[str, Text, Text]]:
    """The key to blame, what is wrong with it and what to do, for each contradiction."""
    if (computed or (given and not correctable)) and required:
        yield ("compute" if computed else "given", *NOT_REQUIRED)
    if computed and given:
        yield ("given", *ONE_OF_TWO)
    if given and not givable:
        yield ("given", *NOT_GIVABLE)
    if correctable and not given:
        yield ("correctable", *NOT_BROUGHT)
    if sourced and not given:
        yield ("source", *NO_SOURCE)
