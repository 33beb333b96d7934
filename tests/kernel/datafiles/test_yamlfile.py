"""Strict YAML: what is read, what is refused and where."""

import contextlib
import json
import resource
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kernel.datafiles.scalars import LARGEST
from kernel.datafiles.yamlfile import DEEPEST, LIMIT, MOST_NODES, documents, documents_in
from kernel.errors import DataFileError


def read(text):
    content = text if isinstance(text, bytes) else text.encode()
    return documents_in(content, file="alpha/x.yaml")


def body(text):
    (document,) = read(text)
    return document.body


def refused(text):
    with pytest.raises(DataFileError) as caught:
        read(text)
    return caught.value


def test_a_definition_is_read():
    text = "model: form\nid: x\nsections:\n  - name: a\n    fields: [{name: b, on: no, fee: 0.50}]\n"
    fields = [{"name": "b", "on": "no", "fee": "0.50"}]
    assert body(text) == {"model": "form", "id": "x", "sections": [{"name": "a", "fields": fields}]}


@pytest.mark.parametrize("quoted", ["'1'", '"1"', "|-\n 1", ">-\n 1"])
def test_what_is_quoted_is_text(quoted):
    assert body(f"a: {quoted}\n") == {"a": "1"}


@pytest.mark.parametrize(
    "word", ["on", "no", "yes", "010", "1e3", "2026-01-01", "0.50", "off", "0x1F", "12:30"]
)
def test_words_of_older_yaml_stay_text_as_values_and_as_keys(word):
    assert body(f"{word}: {word}\n") == {word: word}


def test_what_is_quoted_may_hold_what_is_not_seen():
    assert body("a: '\u200b\u3000'\n") == {"a": "\u200b\u3000"}


def test_several_documents_each_begin_at_their_line():
    assert [(one.body, one.line) for one in read("a: 1\n---\n\n# two\nb: 2\n")] == [
        ({"a": 1}, 1),
        ({"b": 2}, 5),
    ]


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "\ufeff"])
def test_an_empty_file_holds_no_document(text):
    assert read(text) == []


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm():
    assert body("\ufeffa: |\r\n  x\r\n  y\r\nb: 2\r\n") == {"a": "x\ny\n", "b": 2}


def test_every_key_and_item_knows_its_line():
    (document,) = read("a:\n  - x: 1\n    y:\n      - 2\n\n      - 3\nb: |\n  t\n  t\nc: {d: 1,\n  e: 2}\n")
    assert document.lines == {
        ("a",): 1,
        ("a", 0): 2,
        ("a", 0, "x"): 2,
        ("a", 0, "y"): 3,
        ("a", 0, "y", 0): 4,
        ("a", 0, "y", 1): 6,
        ("b",): 7,
        ("c",): 10,
        ("c", "d"): 10,
        ("c", "e"): 11,
    }


def test_tabs_inside_texts_are_taken():
    assert body("a: |\n  x\n  \ty\nb: \"p\n\tq\"\nc: 'r\n\t\n\ts'\n") == {
        "a": "x\n\ty\n",
        "b": "p q",
        "c": "r\ns",
    }


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "键「a」重复，第 1 行"),
        ("x: {b: 1, b: 2}\n", 1, "重复"),
        ("a: 1\n'a': 2\n", 2, "重复"),
        ("a:\n\tb: 1\n", 2, "制表符"),
        ("a:\n  b: 1\n\tc: 2\n", 3, "制表符"),
        ("a: |\n\tx\n", 2, "制表符"),
        ("a: b\n\tc\n", 2, "制表符"),
        ("a: {x: 1,\n\ty: 2}\n", 2, "制表符"),
        ("a: [\n  1\n\t]\n", 3, "制表符"),
        ("-\ta: 1\n", 1, "制表符"),
        ("\ta: 1\n", 1, "制表符"),
        ("a: 1\n\t# x\n", 2, "制表符"),
        ("a: &x 1\n", 1, "锚点"),
        ("a: 1\nb: *x\n", 2, "锚点"),
        ("&k a: 1\n", 1, "锚点"),
        ("a: 1\n<<: {b: 2}\n", 2, "合并键"),
        ("a: !!int 1\n", 1, "标签"),
        ("a: !x\n  b: 1\n", 1, "标签"),
        ("a: !!python/object:os.system []\n", 1, "标签"),
        ("a: ! 1\n", 1, "标签"),
        ("a: 1\n2: b\n", 2, "键必须是文字"),
        ("true: b\n", 1, "键必须是文字"),
        ("~: b\n", 1, "键必须是文字"),
        ("? [a]\n: b\n", 1, "键必须是文字"),
        ("? {a: 1}\n: b\n", 1, "键必须是文字"),
        ("%YAML 1.2\n---\na: 1\n", 1, "指令"),
        ("a: 1\n...\n%TAG ! x\n", 3, "指令"),
        ("a: 1\nb: \x07\n", 2, "U+0007"),
        ("a: 1\nb: \x00\n", 2, "U+0000"),
        ("a: x\rb: 1\n", 1, "U+000D"),
        ("a: x\u2028b: 1\n", 1, "U+2028"),
        ("a: x\x85\n", 1, "U+0085"),
        ("a: x\ufeff\n", 1, "U+FEFF"),
        ("a: x\n\nb: tr\u200bue\n", 3, "不可见"),
        ("a: \u202etxet\n", 1, "不可见"),
        ("a: 1\n\u3000b: 1\n", 2, "全角空格"),
        ("a: true\u3000\n", 1, "全角空格"),
        ("a: \xa01\n", 1, "全角空格"),
        ('a: 1\nb: "\\x00"\n', 2, "U+0000"),
        ('a: 1\n"\\e": 1\n', 2, "U+001B"),
        (b"a: 1\nb: \xff\n", 2, "UTF-8"),
        ("a: 1".encode("utf-16"), 1, "UTF-8"),
        ("a: 中".encode("gbk"), 1, "UTF-8"),
        ("id: 110101199003078515\n", 1, "太长"),
        ("a: [1\n", 1, "写法有误"),
        ("a: 1\n b: 2\n", 2, "写法有误"),
        ("a: 'x\n", 1, "写法有误"),
        ("a: @x\n", 1, "写法有误"),
        ("a: b\n}\n", 2, "写法有误"),
        ('a: "\\ud800"\n', 1, "写法有误"),
    ],
)
def test_what_is_refused_is_refused_at_its_line(text, line, words):
    error = refused(text)
    assert (error.place, words in error.what.zh) == (f"alpha/x.yaml:{line}", True), str(error)


def test_thirty_levels_are_read_and_no_more():
    assert read("[" * DEEPEST + "]" * DEEPEST)
    assert "30 层" in refused("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)).what.zh


def test_the_nodes_of_all_documents_count():
    text = "---\n- a\n" * (MOST_NODES // 2)
    assert len(read(text)) == MOST_NODES // 2
    assert "节点" in refused(text + "---\nb\n").what.zh


def test_a_file_over_the_limit_is_refused(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"#" * (LIMIT + 1))
    with pytest.raises(DataFileError, match=r"x\.yaml:1: 文件超过 1 MiB"):
        documents(path)


@pytest.mark.parametrize("name", ["nowhere.yaml", ".", "/dev/zero"])
def test_what_is_no_ordinary_file_is_refused(tmp_path, name):
    with pytest.raises(DataFileError, match=r"alpha/x\.yaml:1"):
        documents(tmp_path / name, file="alpha/x.yaml")


BOMBS = {
    "anchors": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [{'*a, ' * 9}]\n" for n in range(9)),
    "flow depth": "[" * 1_000_000,
    "mapping depth": "{" * 500_000 + "a",
    "block depth": "- " * 500_000,
    "question marks": "? " * 500_000,
    "tag directives": "".join(f"%TAG !a{n}! b\n" for n in range(60_000)) + "--- a\n",
    "documents": "---\n" * 250_000,
    "digits": "a: " + "9" * 1_000_000,
    "tabs": "\tx\n" * 300_000,
    "blank": " \t" * 500_000,
    "long keys": "".join(f"{'k' * 1000}{n}: {{a: 1}}\n" for n in range(1000)),
    "wide key": "k" * 1_000_000 + ": 1",
    "escapes": 'a: "' + "\\x41" * 250_000 + '"',
    "quotes": "'" * 1_000_000,
    "pairs": "{a, " * 250_000,
    "colons": ":" * 1_000_000,
    "block text": "a: |\n" + "  x\n" * 250_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_quickly_and_in_little_memory(name):
    content = BOMBS[name].encode()[:LIMIT]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    with contextlib.suppress(DataFileError):
        read(content)
    assert time.process_time() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


PIECES = [
    "a: ",
    "- ",
    "\n",
    "  ",
    "\t",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ": ",
    "|\n",
    ">-\n",
    "'",
    '"',
    "&a ",
    "*a",
    "!t ",
    "---\n",
]
PIECES += ["? ", "# c\n", "on", "1", "<<", "%YAML 1.2\n", "...\n", "\\x00", "中", "\r\n", "x"]


@settings(max_examples=400)
@given(
    st.binary(max_size=80)
    | st.lists(st.sampled_from(PIECES), max_size=25).map(lambda some: "".join(some).encode())
)
@example(b"")
def test_any_bytes_are_read_or_refused_at_a_line_of_the_file(content):
    try:
        found = documents_in(content, file="x.yaml")
    except DataFileError as error:
        line = int(error.place.removeprefix("x.yaml:"))
        assert 1 <= line <= content.count(b"\n") + 1
    else:
        json.dumps([one.body for one in found])


TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\u2028\u2029\ufeff"), max_size=20
)
BODIES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=150)
@given(BODIES, st.sampled_from([None, 1, 4]))
def test_json_reads_as_what_it_says(value, indent):
    assert body(json.dumps(value, ensure_ascii=False, indent=indent)) == value


@settings(max_examples=100)
@given(BODIES)
def test_every_line_told_is_the_line_where_the_key_stands(value):
    text = json.dumps({"root": value}, ensure_ascii=False, indent=1)
    (document,) = read(text)
    rows = text.split("\n")
    for path, line in document.lines.items():
        if isinstance(path[-1], str):
            assert rows[line - 1].strip().startswith(json.dumps(path[-1], ensure_ascii=False))
