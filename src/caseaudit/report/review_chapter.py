"""The chapter about a review of cases: how they were drawn, what the readers found, and what that says of all cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseaudit.report import review_chapter_beside as beside
from caseaudit.report import review_chapter_tables as tables
from caseaudit.report.review_chapter_committee import bare_verdicts, shown
from caseaudit.report.review_chapter_seen import Seen, question
from caseaudit.report.view import Section
from caseaudit.review.wording import share_text
from caseaudit.review.wording_round import agreement_text, machine_text, notes, verdict_text
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseaudit.report.compose import Options
    from caseaudit.report.facts import Facts
    from caseaudit.review.results_model import PointResult, ReviewResult

ID = "review"
TITLE = Text("Gennemgang af sager", "Review of cases")
KINDS = Text(
    "Læserens svar er en faglig vurdering af den enkelte sag og er ikke det samme som efterprøvningen af registreringerne. Lovkrav, "
    "faglig vurdering og grader er talt hver for sig og lægges ikke sammen.",
    "A reader's answer is a professional judgement of the single case, and not the same as the audit of the records. Demands of "
    "the law, professional judgement and degrees are counted apart and never added.",
)
_LEFT_OUT = Text(
    "Kun de punkter er med, hvor ingen kan genkendes: Er der få svar af en slags, er hele punktet udeladt, og der er ingen "
    "summer, dele af stikprøven eller sammenligning med registreringen. De står i rapporten til ledelsen.",
    "Only points in which nobody can be recognised are told: where answers of a kind are few the whole point is left out, and "
    "there are no sums, parts of the sample or comparison with the records. They are in the report to management.",
)
_FEW = Text(
    "Der er læst så få sager, at tal kunne pege på enkelte børn. De står i rapporten til ledelsen.",
    "So few cases were read that numbers could point to single children. They are in the report to management.",
)
_CONCERNED = Text("ja til punktet", "yes to the point")
_NO_NO = Text("intet nej til punktet", "no no to the point")


def review_chapter(result: ReviewResult | None, facts: Facts, options: Options) -> tuple[Section, ...]:
    """The chapter, () without a review."""
    if result is None:
        return ()
    only = shown(result, options.min_cell) if options.audience == "committee" else None
    titles = {t.id: t.title for t in facts.themes}
    titles |= {t.theme: str(t.title) for t in result.themes if t.theme not in titles}
    seen = Seen(result, titles, only)
    made = [*tables.answers(seen)]
    if only is None:
        made += [*tables.groups(seen), *beside.machine(seen)]
    if options.audience == "team":
        made += beside.differences(seen)
    made += beside.ratings(seen, facts)
    return (Section(ID, str(TITLE), tuple(_paragraphs(seen)), tuple(_sentences(seen)), tuple(made)),)


def _paragraphs(seen: Seen) -> Iterator[str]:
    result, kind = seen.result, seen.result.method.unit_kind
    if seen.only is None:
        yield " ".join(str(n) for n in notes(result))
    elif seen.only.few:
        yield str(_FEW)
        return
    else:
        method = replace(result.method, withdrawn=0, picked=0 if result.method.drawn else result.method.picked)
        yield " ".join(str(n) for n in notes(replace(result, method=method)))
        yield str(_LEFT_OUT)
    yield str(KINDS)
    if seen.only is None:
        if result.method.drawn:
            yield str(verdict_text(result.verdicts, kind))
        if result.verdicts.picked.n:
            yield _picked(seen)
        yield from _machine(seen)
        yield str(agreement_text(result.agreement))
        return
    if seen.only.verdicts:
        yield str(verdict_text(bare_verdicts(result.verdicts), kind)) if result.method.drawn else _picked(seen)
    if seen.only.agreement:
        yield str(agreement_text(result.agreement))


def _picked(seen: Seen) -> str:
    share = seen.result.verdicts.picked
    return str(
        Text(
            f"Af de udpegede sager har {share.n - share.x} af {share.n} mindst ét nej til et lovkrav. Det gælder kun disse sager.",
            f"Of the picked cases {share.n - share.x} of {share.n} have at least one no to a demand of the law. That holds for these "
            "cases only.",
        )
    )


def _machine(seen: Seen) -> Iterator[str]:
    found = seen.result.machine
    if found is not None and found.total.pairs:
        yield " ".join(str(t) for t in machine_text(found.total))


def _sentences(seen: Seen) -> Iterator[str]:
    """One sentence for each point that not all fulfil: X of Y, and what that says of all."""
    if not seen.result.method.drawn:
        return
    for kind in ("law", "local", "practice"):
        for p in seen.points(kind):
            if text := _sentence(p, seen):
                yield text


def _sentence(p: PointResult, seen: Seen) -> str:
    share, what = (p.cases, _NO_NO) if p.cases and seen.only is None else (p.fulfilled, _CONCERNED)
    if share is None or not share.n or share.x == share.n or share.withheld == "several":
        return ""
    return f"{question(p.point)} {share_text(seen.share(share), seen.result.method.unit_kind, what)}"
