"""Whether a Word template can be filled: fields that do not exist, fields it leaves out, and styles it has lost."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from caseaudit.report import view
from caseaudit.report.word_styles import NEEDED
from caseaudit.report.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jinja2 import nodes

Known = dict[str, Any] | list[Any] | None
"""What a field holds: named fields, a list of such, or plain text (None)."""

_EXTRA: dict[type, dict[str, Known]] = {
    view.Table: {"number": None, "block": None},
    view.Figure: {"number": None, "picture": None},
    view.ThemeSection: {"mark": None},
    view.Item: {"mark": None, "reference": None},
    view.Section: {"number": None},
}
_LEFT_OUT: dict[type, tuple[str, ...]] = {
    view.Table: ("columns", "rows"),
    view.Figure: ("name", "bars", "points", "panels", "target"),
    view.Look: ("logo", "logo_type"),
}


@dataclass(frozen=True)
class Verdict:
    """`unknown`: fields that no report has, with the nearest that one has; `unused`: main fields that are not printed."""

    unknown: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    styles: tuple[str, ...]
    fault: str = ""

    @property
    def usable(self) -> bool:
        return not (self.unknown or self.fault)


def check(path: Path) -> Verdict:
    """Read the template's fields without filling it. Raises ValueError when the file is no Word file."""
    import zipfile

    from jinja2 import TemplateError

    from caseaudit.report.word import environment

    try:
        source, styles = _source(path.read_bytes())
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise ValueError("not a Word file") from error
    lost = tuple(label for style, label in NEEDED.items() if style not in styles)
    try:
        tree = environment().parse(source)
    except TemplateError as error:
        return Verdict((), (), lost, str(error.message or ""))
    known = known_fields()
    reader = _Reader(known)
    reader.read(tree, {})
    unused = tuple(
        name for name in known if name not in reader.used and name not in ("audience", "method_number", "run")
    )
    return Verdict(tuple(sorted(reader.unknown.items())), unused, lost)


def _source(data: bytes) -> tuple[str, set[str]]:
    """The template's text with its fields, headers and footers with it, and the ids of its styles."""
    from docx.opc.constants import RELATIONSHIP_TYPE as KIND
    from docxtpl import DocxTemplate

    template = DocxTemplate(BytesIO(data))
    template.init_docx()
    found = template.patch_xml(template.get_xml())
    for kind in (KIND.HEADER, KIND.FOOTER):
        for _, part in template.get_headers_footers(kind):
            found += template.patch_xml(template.get_part_xml(part))
    return found, {s.style_id for s in template.docx.styles}


def known_fields() -> dict[str, Known]:
    """Every field that a template may print, by name."""
    report = _fields_of(view.Report)
    report = {n: v for n, v in report.items() if n not in ("lang", "words", "look", "findings")}
    findings = {**_fields_of(view.Table), "lead": None}
    return {
        **report,
        "look": _fields_of(view.Look),
        "words": dict.fromkeys(words()),
        "findings": findings,
        "logo": None,
        "run": None,
        "contents": None,
        "method_number": None,
    }


def _fields_of(kind: type) -> dict[str, Known]:
    hints = get_type_hints(kind, vars(view))
    out = {f.name: _held(hints[f.name]) for f in fields(kind) if f.name not in _LEFT_OUT.get(kind, ())}
    return out | _EXTRA.get(kind, {})


def _held(hint: Any) -> Known:
    if isinstance(hint, type) and is_dataclass(hint):
        return _fields_of(hint)
    inside = [a for a in get_args(hint) if a not in (Ellipsis, type(None))]
    if get_origin(hint) is tuple:
        return [_held(inside[0])] if len(inside) == 1 else None
    return next((_held(a) for a in inside if isinstance(a, type) and is_dataclass(a)), None)


class _Reader:
    """Walks through a template with the names that hold at each place."""

    def __init__(self, known: dict[str, Known]) -> None:
        self._known = known
        self.used: set[str] = set()
        self.unknown: dict[str, str] = {}

    def read(self, node: nodes.Node, local: dict[str, Known]) -> None:
        """Note what the node uses; `local` are the loop variables around it."""
        from jinja2 import nodes

        if isinstance(node, nodes.For):
            self.read(node.iter, local)
            held = self._value(node.iter, local)
            item = held[0] if isinstance(held, list) and held else None
            inner = {**local, "loop": None, **dict.fromkeys(_names(node.target))}
            if isinstance(node.target, nodes.Name):
                inner[node.target.name] = item
            for child in (*node.body, *([node.test] if node.test else [])):
                self.read(child, inner)
            for child in node.else_:
                self.read(child, local)
            return
        if isinstance(node, nodes.Assign):
            self.read(node.node, local)
            local.update(dict.fromkeys(_names(node.target)))
            return
        if isinstance(node, nodes.Getattr | nodes.Name):
            self._value(node, local)
            return
        for child in node.iter_child_nodes():
            self.read(child, local)

    def _value(self, node: nodes.Node, local: dict[str, Known]) -> Known:
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            if node.name in local:
                return local[node.name]
            self.used.add(node.name)
            return self._step(self._known, node.name, node.name)
        if isinstance(node, nodes.Getattr):
            holder = self._value(node.node, local)
            return self._step(holder, node.attr, _path(node)) if isinstance(holder, dict) else None
        for child in node.iter_child_nodes():
            self.read(child, local)
        return None

    def _step(self, holder: dict[str, Known], name: str, path: str) -> Known:
        import difflib

        if name in holder:
            return holder[name]
        near = difflib.get_close_matches(name, list(holder), n=1, cutoff=0.5)
        self.unknown[path] = path.removesuffix(name) + near[0] if near else ""
        return None


def _path(node: nodes.Node) -> str:
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "?"


def _names(target: nodes.Node) -> Iterator[str]:
    from jinja2 import nodes

    if isinstance(target, nodes.Name):
        yield target.name
    for child in target.iter_child_nodes():
        yield from _names(child)
