"""CSV tables: what is read, what is refused and where."""

import csv
import io
import resource
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.datafiles import table
from kernel.datafiles.table import LIMIT, LONGEST_RECORD, MOST_COLUMNS, Row, read_table, table_in
from kernel.errors import DataFileError


def read(text):
    content = text if isinstance(text, bytes) else text.encode()
    return table_in(io.BytesIO(content), "offices", file="alpha/data/offices.csv")


def refused(text):
    with pytest.raises(DataFileError) as caught:
        read(text)
    return caught.value


def test_a_table_is_read_from_its_file(tmp_path):
    path = tmp_path / "offices.csv"
    path.write_text("id,name,parent/id\njilin,吉林省,\ncc,长春市,beta.jilin\n", encoding="utf-8")
    found = read_table(path)
    assert (found.model, found.columns) == ("offices", ("name", "parent/id"))
    assert found.rows == (
        Row(2, "jilin", {"name": "吉林省", "parent/id": ""}),
        Row(3, "cc", {"name": "长春市", "parent/id": "beta.jilin"}),
    )


def test_a_table_may_have_no_rows_and_no_columns():
    assert (read("id\n").columns, read("id").rows) == ((), ())


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbfid,a\nx,1\n", b"id,a\r\nx,1\r\n", b"id,a\nx,1", b'"id","a"\n"x","1"\n']
)
def test_what_spreadsheets_write_is_read(content):
    assert read(content).rows == (Row(2, "x", {"a": "1"}),)


def test_cells_stay_text_as_they_are():
    assert read("id,a,b,c\nx,010, y ,NULL\n").rows[0].values == {"a": "010", "b": " y ", "c": "NULL"}


def test_lines_are_right_after_quoted_line_ends():
    rows = read('id,"note"\nx,"one\ntwo\r\n""three"""\ny,\nz,"\n"\nw,\n').rows
    assert [(row.id, row.line) for row in rows] == [("x", 2), ("y", 5), ("z", 6), ("w", 8)]
    assert rows[0].values["note"] == 'one\ntwo\n"three"'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "第一列必须是 id"),
        ("\n", 1, "第一列必须是 id"),
        ("name,id\n", 1, "第一列必须是 id"),
        ("ID\n", 1, "第一列必须是 id"),
        ("id;name\n", 1, "第一列必须是 id"),
        ("id,\n", 1, "列名"),
        ("id,a,a\n", 1, "列名「a」"),
        ("id,a,a/id\n", 1, "列名「a/id」"),
        ("id,id\n", 1, "列名「id」"),
        ("id,id/id\n", 1, "列名「id/id」"),
        ("id,a/ref\n", 1, "列名"),
        ("id,A\n", 1, "列名"),
        ("id, a\n", 1, "列名"),
        ("id,a\n\nx,1\n", 2, "有 0 格"),
        ("id,a\nx\n", 2, "有 1 格"),
        ("id,a\nx,1,2\n", 2, "有 3 格"),
        ("id,a\nx,1\nx,2\n", 3, "第 2 行已用"),
        ("id,a\n,1\n", 2, "标识「」"),
        ("id,a\nX,1\n", 2, "标识「X」"),
        ("id,a\nbeta.x,1\n", 2, "标识「beta.x」"),
        ("id,a/id\nx,B.y\n", 2, "外部标识"),
        ("id,a/id\nx,a.b.c\n", 2, "外部标识"),
        ('id,a\nx,"1\n', 2, "写法有误"),
        ('id,a\nx,"1"2\n', 2, "写法有误"),
        ("id,a\nx,\x00\n", 2, "U+0000"),
        ("id,a\nx,1\ry,2\n", 2, "U+000D"),
        ('id,a\nx,"\n\x1b"\n', 3, "U+001B"),
        (b"id,a\nx,1\ny,\xff\n", 3, "UTF-8"),
        ("id,a\nx,吉林\n".encode("gbk"), 2, "UTF-8"),
        ("id,a\n".encode("utf-16"), 1, "UTF-8"),
        ("id,a\nx,1\ny," + "9" * 200_000 + "\n", 3, "写法有误"),
        ('id,a\nx,"' + ",\n" * LONGEST_RECORD, 65538, "写法有误"),
    ],
)
def test_what_is_refused_is_refused_at_its_line(text, line, words):
    error = refused(text)
    if line > 1000:
        line = 2
    assert (error.place, words in error.what.zh) == (f"alpha/data/offices.csv:{line}", True), str(error)


@pytest.mark.parametrize("name", ["Offices.csv", "my offices.csv", "1.csv", "机构.csv"])
def test_a_file_not_named_for_a_register_is_refused(tmp_path, name):
    path = tmp_path / name
    path.write_text("id\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="登记簿名"):
        read_table(path)


@pytest.mark.parametrize("name", ["nowhere.csv", "folder"])
def test_what_is_no_ordinary_file_is_refused(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataFileError, match=r"alpha/x\.csv:1: 没有这个文件"):
        read_table(tmp_path / name, file="alpha/x.csv")


def test_a_row_too_many_is_refused_at_its_line(monkeypatch):
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    assert len(read("id\na\nb\n").rows) == 2
    assert refused("id\na\nb\nc\n").place.endswith(":4")


def test_wide_tables_may_have_fewer_rows(monkeypatch):
    monkeypatch.setattr(table, "MOST_CELLS", 6)
    assert len(read("id,a,b\nx,,\ny,,\n").rows) == 2
    assert "2 行" in refused("id,a,b\nx,,\ny,,\nz,,\n").what.zh


def test_too_many_columns_are_refused():
    names = ",".join(f"c{n}" for n in range(MOST_COLUMNS))
    assert "列数" in refused(f"id,{names}\n").what.zh


BOMBS = {
    "one line": b"id\n" + b"x" * LIMIT,
    "commas": b"id\n" + b"," * LIMIT,
    "open quote": b'id,a\nx,"' + b",\n" * (LIMIT // 2),
    "quoted cells": b"id,a\nx," + b'"\n",' * (LIMIT // 4),
    "blank lines": b"id\n" + b"\n" * LIMIT,
    "nulls": b"id\n" + b"\x00" * LIMIT,
    "too long": b"id,a\n" + b"".join(b"x%d,%s\n" % (n, b"y" * 1000) for n in range(21_000)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_quickly_and_in_little_memory(name):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    refused(BOMBS[name])
    assert time.process_time() - start < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024


@settings(max_examples=300)
@given(
    st.binary(max_size=60)
    | st.lists(
        st.sampled_from(["id", ",", "\n", '"', "a", "b/id", "x", "\r\n", "中", "\x00", "1.2"]), max_size=25
    ).map(lambda some: ("id" + "".join(some)).encode())
)
def test_any_bytes_are_read_or_refused_at_a_line_of_the_file(content):
    try:
        found = table_in(io.BytesIO(content), "x", file="x.csv")
    except DataFileError as error:
        line = int(error.place.removeprefix("x.csv:"))
        assert 1 <= line <= content.count(b"\n") + 1
    else:
        assert all(list(row.values) == list(found.columns) for row in found.rows)


CELLS = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff\uffff\ufffe")
    | st.just("\n")
)


@settings(max_examples=100)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_what_a_csv_writer_writes_is_read_back(pairs):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["id", "a", "b"])
    writer.writerows([f"r{n}", *pair] for n, pair in enumerate(pairs))
    found = [tuple(row.values.values()) for row in read(text.getvalue()).rows]
    assert found == pairs
