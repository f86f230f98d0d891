"""The file of texts: strengths, challenges and recommendations that people edit and approve, read with every fault and its line."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from caseaudit.dates import show
from caseaudit.errors import Place, Problem, UsageError
from caseaudit.privacy import contains_cpr
from caseaudit.report.compose import Texts
from caseaudit.report.drafting import GROUPS
from caseaudit.report.textlines import line_of, spans
from caseaudit.report.view import Item
from caseaudit.texts import Text

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path as FilePath

    from caseaudit.report.drafting import Group
    from caseaudit.report.textlines import Path

Status = Literal["udkast", "godkendt", "udgaar"]
DRAFT, APPROVED, LEFT_OUT = "udkast", "godkendt", "udgaar"
STATUSES = (DRAFT, APPROVED, LEFT_OUT)

TOP_KEYS = ("koersel", "sprog", "godkendt_af", "godkendt_den")
ITEM_KEYS = (
    "id", "tekst", "svarer_paa", "regler", "grundlag", "ansvarlig", "frist", "fremdrift", "status", "bemaerkning",
    "nyt_forslag", "maerke",
)  # fmt: skip
_LISTS = ("regler", "svarer_paa")


@dataclass(frozen=True)
class Entry:
    """One text of the file. `index`: which of its group it is. `mark` tells whether the text is as it was proposed."""

    theme: str
    group: Group
    index: int
    id: str
    text: str
    rules: tuple[str, ...] = ()
    basis: str = ""
    status: Status = "udkast"
    answers: tuple[str, ...] = ()
    responsible: str = ""
    deadline: str = ""
    progress: str = ""
    remark: str = ""
    renewed: str = ""
    mark: str = ""
    line: int | None = None

    @property
    def path(self) -> Path:
        return (self.theme, self.group, self.index)


@dataclass(frozen=True)
class TextFile:
    """What a file of texts says, and where."""

    name: str
    text: str
    places: Mapping[Path, tuple[int, int]]
    run: str = ""
    lang: str = "da"
    approved_by: str = ""
    approved_on: str = ""
    entries: tuple[Entry, ...] = ()

    def place(self, entry: Entry) -> Place:
        return Place(file=self.name, row=entry.line)


def read_texts(path: FilePath, themes: Iterable[str], rules: Iterable[str]) -> TextFile:
    """Read a file of texts. Raises `UsageError` with every fault, each at its line."""
    if not path.is_file():
        raise UsageError(Problem("texts_missing", Place(file=path.name)))
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        data = tomllib.loads(text)
    except (UnicodeDecodeError, RecursionError):
        raise UsageError(Problem("texts_syntax", Place(file=path.name))) from None
    except tomllib.TOMLDecodeError as e:
        raise UsageError(Problem("texts_syntax", Place(file=path.name, row=_line_told(e)))) from None
    except OSError:
        raise UsageError(Problem("input_unreadable", Place(file=path.name))) from None
    return _Reader(path.name, text, tuple(themes), tuple(rules)).read(data)


def _line_told(error: tomllib.TOMLDecodeError) -> int | None:
    import re

    found: re.Match[str] | None = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else None


class _Reader:
    """Reads the data of one file, and gathers what is wrong with it."""

    def __init__(self, name: str, text: str, themes: tuple[str, ...], rules: tuple[str, ...]) -> None:
        self._name, self._text, self._themes, self._rules = name, text, themes, rules
        self._places = spans(text)
        self._problems: list[Problem] = []

    def read(self, data: dict[str, Any]) -> TextFile:
        entries: list[Entry] = []
        for key, value in data.items():
            if key in TOP_KEYS:
                continue
            if isinstance(value, dict | list):
                entries += self._theme(key, value)
            else:
                self._unknown_key((key,), TOP_KEYS)
        self._across(entries)
        top = {k: self._text_of((k,), data.get(k, ""), "") for k in TOP_KEYS}
        if top["sprog"] not in ("", "da", "en"):
            self._add("texts_value", ("sprog",), key="sprog", item=self._name, form='"da" / "en"')
        if self._problems:
            raise UsageError(sorted(self._problems, key=lambda p: p.place.row or 0))
        return TextFile(
            self._name, self._text, self._places, top["koersel"], top["sprog"] or "da", top["godkendt_af"],
            top["godkendt_den"], tuple(entries),
        )  # fmt: skip

    def _theme(self, theme: str, groups: Any) -> Iterator[Entry]:
        if theme not in self._themes:
            self._add(
                "texts_theme_unknown",
                (theme,),
                theme=theme,
                hint=_near(theme, self._themes),
                known=", ".join(self._themes),
            )
            return
        if not isinstance(groups, dict):
            self._add("texts_group_form", (theme,), group=f"{theme}.styrker")
            return
        for group, items in groups.items():
            if group not in GROUPS:
                self._add("texts_group_unknown", (theme, group), group=group, theme=theme, hint=_near(group, GROUPS))
            elif not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
                self._add("texts_group_form", (theme, group), group=f"{theme}.{group}")
            else:
                for index, item in enumerate(items):
                    yield self._entry(theme, group, index, item)

    def _entry(self, theme: str, group: Any, index: int, item: dict[str, Any]) -> Entry:
        at: Path = (theme, group, index)
        name = str(item.get("id") or f"{theme}.{group} {index + 1}")
        for key in item:
            if key not in ITEM_KEYS:
                self._unknown_key((*at, key), ITEM_KEYS)
        texts = {k: self._text_of((*at, k), item.get(k, ""), name) for k in ITEM_KEYS if k not in _LISTS}
        for key in ("id", "tekst"):
            if not texts[key] and isinstance(item.get(key, ""), str):
                self._add("texts_key_missing", at, item=name, key=key)
        status = texts["status"] or DRAFT
        if status not in STATUSES:
            form = " / ".join(f'"{s}"' for s in STATUSES) + _near(status, STATUSES)
            self._add("texts_value", (*at, "status"), key="status", item=name, form=form)
        for key in ("tekst", "ansvarlig", "frist", "fremdrift", "grundlag"):
            if contains_cpr(texts[key]):
                self._add("texts_cpr", (*at, key), item=name)
        lists = {k: self._list_of((*at, k), item.get(k, []), name) for k in _LISTS}
        return Entry(
            theme, group, index, texts["id"], texts["tekst"], lists["regler"], texts["grundlag"], status,  # type: ignore[arg-type]
            lists["svarer_paa"], texts["ansvarlig"], texts["frist"], texts["fremdrift"], texts["bemaerkning"],
            texts["nyt_forslag"], texts["maerke"], line_of(self._places, at),
        )  # fmt: skip

    def _across(self, entries: list[Entry]) -> None:
        """What must hold between the texts, and between them and the rules."""
        seen: set[str] = set()
        challenges = [e.id for e in entries if e.group == "udfordringer"]
        for e in entries:
            if e.id in seen:
                self._add("texts_id_twice", (*e.path, "id"), item=e.id)
            seen.add(e.id)
            for rule in e.rules:
                if rule not in self._rules:
                    self._add(
                        "texts_rule_unknown", (*e.path, "regler"), item=e.id, rule=rule, hint=_near(rule, self._rules)
                    )
            for other in e.answers:
                if other not in challenges:
                    self._add(
                        "texts_answer_unknown",
                        (*e.path, "svarer_paa"),
                        item=e.id,
                        other=other,
                        hint=_near(other, challenges),
                    )

    def _text_of(self, path: Path, value: Any, name: str) -> str:
        if isinstance(value, date):
            return show(value)
        if not isinstance(value, str):
            form = Text('teksten i anførselstegn: "..."', 'the text in quotes: "..."')
            self._add("texts_value", path, key=path[-1], item=name or self._name, form=form)
            return ""
        return " ".join(value.split())

    def _list_of(self, path: Path, value: Any, name: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            form = Text('en liste: ["...", "..."]', 'a list: ["...", "..."]')
            self._add("texts_value", path, key=path[-1], item=name, form=form)
            return ()
        return tuple(value)

    def _unknown_key(self, path: Path, known: tuple[str, ...]) -> None:
        key = str(path[-1])
        self._add("texts_key_unknown", path, key=key, hint=_near(key, known), known=", ".join(known))

    def _add(self, code: str, path: Path, **values: object) -> None:
        self._problems.append(Problem(code, Place(file=self._name, row=line_of(self._places, path)), values))


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return str(Text(f" Mente du '{near[0]}'?", f" Did you mean '{near[0]}'?")) if near else ""


def current_basis(entry: Entry, bases: Mapping[str, str]) -> str:
    """The numbers of the run that a text rests on; where it names no rule, the ground that people wrote."""
    if not entry.rules:
        return entry.basis
    gone = str(Text("reglen har ingen tal i kørslen", "the rule has no numbers in the run"))
    return " | ".join(bases.get(r, gone) for r in entry.rules)


def stale(file: TextFile, bases: Mapping[str, str]) -> tuple[Entry, ...]:
    """The texts whose numbers are no longer those of the run."""
    return tuple(e for e in file.entries if e.status != LEFT_OUT and e.basis != current_basis(e, bases))


def texts_by_theme(file: TextFile, bases: Mapping[str, str], shown: Mapping[str, str] | None) -> dict[str, Texts]:
    """The texts as a report takes them. One whose numbers have changed is a draft again.

    `shown`: the numbers to print beside each text; None prints none, for a report that hides small counts.
    """
    old = {e.id for e in stale(file, bases)}
    items: dict[str, dict[str, list[Item]]] = {}
    for e in file.entries:
        if e.status == LEFT_OUT:
            continue
        ground = "" if e.rules and shown is None else current_basis(e, shown or {})
        item = Item(
            e.id,
            e.text,
            f"{', '.join(e.answers)}. {ground}" if e.answers and ground else ground or ", ".join(e.answers),
            approved=e.status == APPROVED and e.id not in old,
            responsible=e.responsible,
            deadline=e.deadline,
            status=e.progress,
        )
        items.setdefault(e.theme, {g: [] for g in GROUPS})[e.group].append(item)
    return {
        theme: Texts(tuple(g["styrker"]), tuple(g["udfordringer"]), tuple(g["anbefalinger"]))
        for theme, g in items.items()
    }


def approval_problems(file: TextFile, bases: Mapping[str, str]) -> list[Problem]:
    """Everything that stands in the way of a report to a committee."""
    old = {e.id for e in stale(file, bases)}
    out = []
    for e in file.entries:
        if e.status == LEFT_OUT:
            continue
        if e.id in old and e.status == APPROVED:
            out.append(
                Problem(
                    "texts_stale", file.place(e), {"item": e.id, "was": e.basis or "-", "now": current_basis(e, bases)}
                )
            )
        elif e.status != APPROVED:
            out.append(Problem("texts_unapproved", file.place(e), {"item": e.id}))
    if any(e.status == APPROVED for e in file.entries) and not (file.approved_by and file.approved_on):
        out.append(Problem("texts_no_approver", Place(file=file.name, row=1)))
    return out
