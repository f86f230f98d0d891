"""From facts to a report: chooses what is told and in which order; the sentences stand in `sentences`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from caseaudit import __version__
from caseaudit.report import front, sentences
from caseaudit.report.appendices import appendices, others
from caseaudit.report.before_after import Earlier, before_after, for_outsiders, not_held
from caseaudit.report.figures import stacked, theme_bars, trend
from caseaudit.report.focus import focus
from caseaudit.report.guide import method
from caseaudit.report.hidden import seal
from caseaudit.report.laws import laws_of
from caseaudit.report.numbers import percent_of, percent_text
from caseaudit.report.tables import level_of, rule_table, theme_table
from caseaudit.report.view import Item, Look, Report, ThemeSection
from caseaudit.report.words import words
from caseaudit.texts import Text, language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseaudit.law import Acts
    from caseaudit.report.facts import Facts, ThemeFacts
    from caseaudit.report.view import Finding, Section
    from caseaudit.review.results_model import ReviewResult

Audience = Literal["team", "management", "committee"]


@dataclass(frozen=True)
class Texts:
    """What people wrote for a theme, or what was drafted for them."""

    strengths: tuple[Item, ...] = ()
    challenges: tuple[Item, ...] = ()
    recommendations: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Options:
    """How a report is made. `target` and `act_below` are local thresholds in percent; None: no judgement is shown.

    `sample`: the cases are a sample, so a change is told only where the intervals lie apart.
    """

    audience: Audience = "management"
    look: Look = field(default_factory=Look)
    title: str = ""
    target: float | None = None
    act_below: float | None = None
    min_cell: int = 5
    run_id: str = ""
    rules_hash: str = ""
    data_hash: str = ""
    approved_by: str = ""
    sample: bool = False


@dataclass(frozen=True)
class RowsOf:
    """Where the rows of one table went: `rows_in` is `used` and `aside`; `why` names the reasons in words."""

    name: str
    rows_in: int
    used: int
    aside: int
    why: str = ""


@dataclass(frozen=True)
class Background:
    """What a report tells beside the numbers: acts, row accounts, data quality, readings, the previous run, all in words.

    `accounts` and `quality` tell as sentences what `rows` and `faults` (a text and how often) hold as numbers. `pairing`:
    how events were tied together and what was assumed, with the number of assessments. `readings`: a question that the law
    leaves open, and how it was read. `chapters`: those that stand beside compliance.
    """

    acts: Acts
    accounts: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    previous: Facts | None = None
    rule_changes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: tuple[RowsOf, ...] = ()
    faults: tuple[tuple[str, int], ...] = ()
    pairing: tuple[tuple[str, int], ...] = ()
    earlier: Earlier = field(default_factory=Earlier)
    plan: tuple[str, ...] = ()
    chapters: tuple[Section, ...] = ()
    review: ReviewResult | None = None


def compose(facts: Facts, texts: Mapping[str, Texts], options: Options, background: Background) -> Report:
    """Make the report in the language that is in use. A committee's is made from protected facts only."""
    if options.audience != "committee":
        return _compose(facts, texts, options, background)
    from caseaudit.report.suppress import for_committee

    before = background.previous and for_committee(background.previous, options.min_cell)
    outside = replace(
        background,
        previous=before,
        accounts=(),
        quality=(),
        rows=(),
        faults=(),
        pairing=background.pairing[:1],
        findings=(),
        earlier=for_outsiders(background.earlier),
    )
    bare = {theme: _without_basis(t) for theme, t in texts.items()}
    return seal(_compose(for_committee(facts, options.min_cell), bare, options, outside))


def _without_basis(texts: Texts) -> Texts:
    """What people wrote, without the counts that it was drafted from."""
    groups = (texts.strengths, texts.challenges, texts.recommendations)
    return Texts(*(tuple(replace(i, basis="") for i in g) for g in groups))


def _compose(facts: Facts, texts: Mapping[str, Texts], options: Options, background: Background) -> Report:
    told = [t for t in facts.themes if t.rules]
    themes = tuple(_theme(n, t, texts.get(t.id, Texts()), facts, options, background) for n, t in enumerate(told, 3))
    items = [i for t in themes for i in (*t.strengths, *t.challenges, *t.recommendations)]
    title = Text("Efterprøvning af sager om børn og unge", "Audit of cases about children and young people")
    figures = (theme_bars(facts, background.previous, options.target), trend(facts, options.target))
    return Report(
        lang=language(),
        audience=options.audience,
        title=options.title or str(title),
        subtitle=str(Text("Fundrapport", "Findings report")),
        classification=front.classification(options.audience),
        look=options.look,
        facts=front.population(facts, options),
        resume=front.resume(facts, options, background),
        key_figures=front.key_figures(facts, options),
        theme_table=theme_table(facts, options, background.previous),
        figures=tuple(f for f in figures if f),
        themes=themes,
        others=(
            *_review_chapter(background.review, facts, options),
            *before_after(facts, options, background.previous, background.earlier),
            *others(facts, options),
            *not_held(background.plan),
            *background.chapters,
        ),
        method=method(facts, options, reviewed=background.review is not None),
        appendices=(*appendices(facts, options, background), *_review_method(background.review, options)),
        provenance=(
            (str(Text("Kørsel", "Run")), options.run_id),
            (str(Text("Regelsæt", "Rule set")), options.rules_hash[:12]),
            (str(Text("Datagrundlag", "Data")), options.data_hash[:12]),
            (str(Text("Dannet med", "Made with")), f"caseaudit {__version__}"),
        ),
        findings=background.findings if options.audience == "team" else (),
        approved_by=options.approved_by,
        drafts=sum(not i.approved for i in items),
        words=words(),
    )


def _theme(
    number: int, theme: ThemeFacts, texts: Texts, facts: Facts, options: Options, background: Background
) -> ThemeSection:
    level, level_text = level_of(percent_of(theme.tally), options.target, options.act_below)
    return ThemeSection(
        id=theme.id,
        number=number,
        title=theme.title,
        headline=sentences.headline(theme, facts.cases),
        percent=percent_text(percent_of(theme.tally)),
        level=level,
        level_text=level_text,
        focus=focus(theme),
        laws=laws_of(theme, background.acts, facts.as_of),
        table=rule_table(theme),
        figure=stacked(theme),
        sentences=sentences.analysis(theme),
        strengths=texts.strengths,
        challenges=texts.challenges,
        recommendations=texts.recommendations,
        unknowns=sentences.unknowns(theme),
    )


def _review_chapter(result: ReviewResult | None, facts: Facts, options: Options) -> tuple[Section, ...]:
    """Nothing without a review; its statistics are only loaded where there is one."""
    if result is None:
        return ()
    from caseaudit.report.review_chapter import review_chapter

    return tuple(review_chapter(result, facts, options))


def _review_method(result: ReviewResult | None, options: Options) -> tuple[Section, ...]:
    if result is None:
        return ()
    from caseaudit.report.review_method import review_method

    return tuple(review_method(result, options))
