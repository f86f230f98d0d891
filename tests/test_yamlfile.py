"""Rule and profile files are read strictly: what looks like a surprise is refused, with its line."""

from __future__ import annotations

import pytest

from caseaudit.errors import UsageError
from caseaudit.yamlfile import MAX_BYTES, load, loads


def codes(text):
    with pytest.raises(UsageError) as e:
        loads(text, "x.yaml")
    return [(p.code, p.place.row) for p in e.value.problems]


def test_scalars_are_text_unless_they_are_plain_numbers_or_true_false_null():
    """`yes`, `on`, `0117`, dates and times stay text; only true, false, null and decimal numbers are more."""
    doc = loads("a: [yes, no, on, 0117, 12, -3, 2.5, true, false, null, 2024-01-01, '12', 1e3]\n", "x")
    assert doc.data["a"] == ["yes", "no", "on", "0117", 12, -3, 2.5, True, False, None, "2024-01-01", "12", "1e3"]


def test_every_duplicate_key_is_told_with_both_lines():
    """Two duplicate keys at different depths are two problems, each naming the line where the key stood first."""
    with pytest.raises(UsageError) as e:
        loads("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n", "x.yaml")
    assert [(p.place.row, p.values["first"]) for p in e.value.problems] == [(2, 1), (5, 4)]


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: !!python/object:os.system x\n", "a: !other x\n"])
def test_anchors_aliases_and_tags_are_refused(text):
    """Nothing in a rule file can refer, multiply or construct."""
    assert {c for c, _ in codes(text)} == {"yaml_forbidden"}


def test_a_syntax_error_names_its_line():
    """A tab or a bad indentation is told with its line."""
    assert codes("a:\n  - b\n c: 1\n") == [("yaml_syntax", 3)]


def test_a_nested_bomb_is_refused_quickly():
    """Ten thousand levels are refused instead of exhausting the machine."""
    assert {c for c, _ in codes("[" * 10_000 + "]" * 10_000)} <= {"yaml_too_large", "yaml_syntax"}


def test_a_huge_file_is_refused_unread(tmp_path):
    """A file over the limit is refused by its size alone."""
    path = tmp_path / "stor.yaml"
    path.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(UsageError) as e:
        load(path)
    assert e.value.problems[0].code == "yaml_too_large"


def test_a_byte_order_mark_is_no_key(tmp_path):
    """A file saved by Notepad with a byte-order mark is read as any other."""
    path = tmp_path / "bom.yaml"
    path.write_bytes("id: x\n".encode("utf-8-sig"))
    assert load(path).data == {"id": "x"}
