"""Writing the file of texts: new, or an existing one brought up to a run line by line, so that nothing written is lost."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caseaudit.errors import Place, Problem, UsageError
from caseaudit.report.drafting import GROUPS, codes
from caseaudit.report.texts import APPROVED, DRAFT, LEFT_OUT, Entry, TextFile, current_basis
from caseaudit.texts import Text, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caseaudit.report.drafting import Proposal

HEAD = Text(
    """\
# Tekster til rapporten: styrker, udfordringer og anbefalinger, foreslået ud fra tallene.
#
# Sådan gør du:
#   1. Ret teksten i linjen tekst = "...". Teksten står mellem to anførselstegn på én linje. Skal der et anførselstegn
#      ind i selve teksten, skrives det \\".
#   2. Udfyld ansvarlig og frist ved anbefalingerne.
#   3. Skriv status = "godkendt", når teksten er i orden. Skal den ikke med, så skriv status = "udgaar".
#   4. Udfyld godkendt_af og godkendt_den her øverst.
#
# Egne tekster tilføjes på samme måde med et nyt id. Bygger teksten ikke på en regel, så udelad regler, og skriv i grundlag,
# hvad den bygger på. Rør ikke maerke; det viser, om teksten er rettet siden forslaget.
# Køres caseaudit report draft igen, beholdes alt, hvad der er skrevet her. Skriv ikke navne eller CPR-numre på børn.
""",
    """\
# Texts of the report: strengths (styrker), challenges (udfordringer), recommendations (anbefalinger), drafted from the numbers.
#
# What to do:
#   1. Edit the text on the line tekst = "...". It stands between two quotes on one line. A quote inside the text is
#      written \\".
#   2. Fill in who is responsible (ansvarlig) and by when (frist) at the recommendations.
#   3. Write status = "godkendt" (approved) when the text is right. To leave it out, write status = "udgaar".
#   4. Fill in godkendt_af (approved by) and godkendt_den (approved on) here at the top.
#
# Texts of your own are added alike, with a new id. If a text rests on no rule, leave out regler, and write in grundlag what it
# rests on. Leave maerke alone; it shows whether the text was edited since it was drafted.
# When caseaudit report draft runs again, all that is written here is kept. Write no names or CPR numbers of children.
""",
)


@dataclass(frozen=True)
class Update:
    """The new text of the file, and what was done."""

    text: str
    added: int = 0
    changed: tuple[str, ...] = ()
    redrafted: int = 0


def quoted(text: str) -> str:
    """A TOML string on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def mark(text: str) -> str:
    """Tells whether a text is as it was proposed."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def new_file(proposed: Sequence[Proposal], themes: Mapping[str, str], run: str, as_of: str) -> Update:
    """A file with every proposal as a draft."""
    lines = [
        *str(HEAD).rstrip("\n").split("\n"),
        "",
        f"koersel = {quoted(run)}       # {Text('opgjort pr.', 'as of')} {as_of}",
        f"sprog = {quoted(language())}",
        'godkendt_af = ""',
        'godkendt_den = ""',
        "",
    ]
    blocks = _numbered(proposed, (), themes)
    for theme, title in themes.items():
        own = [e for e in blocks if e.theme == theme]
        if own:
            lines += [f"# ---- {title} ----", ""]
            for entry in own:
                lines += _block(entry)
    if not blocks:
        nothing = Text(
            "# Tallene giver ikke anledning til forslag. Egne tekster kan tilføjes, for eksempel:",
            "# The numbers call for no proposals. Texts of your own may be added, such as:",
        )
        lines += [str(nothing), "#", "# [[plan.styrker]]", '# id = "PLA-S1"', '# tekst = "..."', '# grundlag = "..."']
    return Update("\n".join(lines).rstrip("\n") + "\n", added=len(blocks))


def updated(
    file: TextFile, proposed: Sequence[Proposal], bases: Mapping[str, str], themes: Mapping[str, str], run: str
) -> Update:
    """The file brought up to a run: what people wrote stands; numbers that changed are told; new proposals are added.

    Raises `UsageError` when the file is written in a way that cannot be mended line by line.
    """
    lines = file.text.split("\n")
    edits: list[tuple[int, int, list[str]]] = []
    changed, redrafted = [], 0
    of = {(p.theme, p.group, p.rule): p for p in proposed}
    for e in file.entries:
        proposal = of.get((e.theme, e.group, e.rules[0])) if len(e.rules) == 1 else None
        after = _brought_up(e, proposal, current_basis(e, bases))
        if after == e:
            continue
        if after.remark and after.remark != e.remark:
            changed.append(e.id)
        elif after.text != e.text:
            redrafted += 1
        edits += _edits(file, e, after)
    if "koersel" in _keys(file):
        first, last = file.places[("koersel",)]
        edits.append((first, last, [f"koersel = {quoted(run)}"]))
    else:
        edits.append((1, 0, [f"koersel = {quoted(run)}"]))
    known = {(e.theme, e.group, r) for e in file.entries for r in e.rules}
    added = _numbered([p for p in proposed if (p.theme, p.group, p.rule) not in known], file.entries, themes)
    edits += _insertions(file, added, themes, len(lines))
    for first, last, new in sorted(edits, key=lambda x: (x[0], x[1]), reverse=True):
        lines[first - 1 : last] = new
    text = "\n".join(lines).rstrip("\n") + "\n"
    _all_kept(file, text, redrafted=redrafted > 0)
    return Update(text, len(added), tuple(changed), redrafted)


def _keys(file: TextFile) -> set[object]:
    return {p[0] for p in file.places if len(p) == 1}


def _brought_up(e: Entry, proposal: Proposal | None, now: str) -> Entry:
    """The entry as it should stand now."""
    if not e.rules or e.status == LEFT_OUT:
        return e
    if not e.basis:
        return replace(e, basis=now)
    if e.basis == now:
        return replace(e, remark="", renewed="") if e.status == APPROVED else e
    if e.status == DRAFT and proposal and mark(e.text) == e.mark and not e.remark:
        return replace(e, text=proposal.text, basis=now, mark=mark(proposal.text))
    since = (
        Text("siden godkendelsen", "since it was approved")
        if e.status == APPROVED
        else Text("siden udkastet", "since it was drafted")
    )
    was = e.basis or "-"
    note = Text(
        f"tallene er ændret {since.da}: var {was}, er {now}",
        f"the numbers have changed {since.en}: were {was}, are {now}",
    )
    if not proposal:
        no = Text("; tallene giver ikke længere anledning til teksten", "; the numbers no longer call for the text")
        note = Text(note.da + no.da, note.en + no.en)
    fresh = proposal.text if proposal and proposal.text != e.text else ""
    return replace(e, basis=now, status="udkast", remark=str(note), renewed=fresh)


_WRITTEN = {
    "text": "tekst",
    "basis": "grundlag",
    "status": "status",
    "remark": "bemaerkning",
    "renewed": "nyt_forslag",
    "mark": "maerke",
}


def _edits(file: TextFile, before: Entry, after: Entry) -> list[tuple[int, int, list[str]]]:
    """Lines to replace, and lines to put in after the heading."""
    out, fresh = [], []
    for name, key in _WRITTEN.items():
        value = getattr(after, name)
        if value == getattr(before, name):
            continue
        place = file.places.get((*before.path, key))
        line = [f"{key} = {quoted(value)}"]
        if place:
            out.append((*place, line if value or key not in ("bemaerkning", "nyt_forslag") else []))
        elif value:
            fresh += line
    if fresh:
        heading = file.places.get(before.path)
        if heading is None:
            raise UsageError(Problem("texts_not_kept", file.place(before)))
        out.append((heading[1] + 1, heading[1], fresh))
    return out


def _numbered(proposed: Iterable[Proposal], taken: Iterable[Entry], themes: Mapping[str, str]) -> list[Entry]:
    """New entries with the next free numbers; a recommendation answers the challenge of the same rule."""
    ids = {e.id for e in taken}
    code = codes(themes)
    challenges = {r: e.id for e in taken if e.group == "udfordringer" for r in e.rules}
    out = []
    for p in proposed:
        number = 1
        while (name := f"{code[p.theme]}-{GROUPS[p.group]}{number}") in ids:
            number += 1
        ids.add(name)
        if p.group == "udfordringer":
            challenges[p.rule] = name
        answers = (challenges[p.rule],) if p.group == "anbefalinger" and p.rule in challenges else ()
        out.append(Entry(p.theme, p.group, 0, name, p.text, (p.rule,), p.basis, "udkast", answers, mark=mark(p.text)))
    order = list(GROUPS)
    return sorted(out, key=lambda e: (list(themes).index(e.theme), order.index(e.group)))


def _block(e: Entry) -> list[str]:
    out = [f"[[{e.theme}.{e.group}]]", f"id = {quoted(e.id)}", f"tekst = {quoted(e.text)}"]
    if e.answers:
        out.append(f"svarer_paa = {json.dumps(list(e.answers), ensure_ascii=False)}")
    out += [f"regler = {json.dumps(list(e.rules))}", f"grundlag = {quoted(e.basis)}"]
    if e.group == "anbefalinger":
        out += ['ansvarlig = ""', 'frist = ""']
    return [*out, f"status = {quoted(e.status)}", f"maerke = {quoted(e.mark)}", ""]


def _insertions(
    file: TextFile, added: Sequence[Entry], themes: Mapping[str, str], n_lines: int
) -> list[tuple[int, int, list[str]]]:
    """New blocks: after the last text of their theme, else at the end."""
    out = []
    for theme in dict.fromkeys(e.theme for e in added):
        block = ["", *(line for e in added if e.theme == theme for line in _block(e))][:-1]
        ends = [last for path, (_, last) in file.places.items() if path[0] == theme]
        if ends:
            out.append((max(ends) + 1, max(ends), block))
        else:
            out.append((n_lines + 1, n_lines, ["", f"# ---- {themes[theme]} ----", *block]))
    return out


def _all_kept(file: TextFile, text: str, *, redrafted: bool) -> None:
    """Read the result: every text and every comment of the old file must be in it, save drafts nobody touched."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        data = {}
    kept = {
        (theme, group, i.get("id")): " ".join(str(i.get("tekst")).split())
        for theme, groups in data.items() if isinstance(groups, dict)
        for group, items in groups.items() for i in items
    }  # fmt: skip
    for e in file.entries:
        same = kept.get((e.theme, e.group, e.id))
        if same is None or (same != e.text and not (redrafted and mark(e.text) == e.mark)):
            raise UsageError(Problem("texts_not_kept", Place(file=file.name, row=e.line)))
