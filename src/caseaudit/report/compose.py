"""From facts to a report: chooses what is told and in which order; the sentences stand in `sentences`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from caseaudit import __version__
from caseaudit.report import appendices, sentences
from caseaudit.report.figures import stacked, theme_bars, trend, units_figure
from caseaudit.report.laws import laws_of
from caseaudit.report.numbers import percent_of, percent_text
from caseaudit.report.tables import level_of, rule_table, theme_table
from caseaudit.report.view import Item, KeyFigure, Look, Report, Section, ThemeSection
from caseaudit.report.words import words
from caseaudit.texts import Text, language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from caseaudit.law import Acts
    from caseaudit.report.facts import Facts, ThemeFacts
    from caseaudit.report.view import Finding

Audience = Literal["team", "management", "committee"]


@dataclass(frozen=True)
class Texts:
    """What people wrote for a theme, or what was drafted for them."""

    strengths: tuple[Item, ...] = ()
    challenges: tuple[Item, ...] = ()
    recommendations: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Options:
    """How a report is made. `target` and `act_below` are local thresholds in percent; None: no judgement is shown."""

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


@dataclass(frozen=True)
class Background:
    """What a report tells beside the numbers: acts, row accounts, data quality, readings, the previous run, all in words."""

    acts: Acts
    accounts: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    previous: Facts | None = None
    rule_changes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def compose(facts: Facts, texts: Mapping[str, Texts], options: Options, background: Background) -> Report:
    """Make the report in the language that is in use."""
    told = [t for t in facts.themes if t.rules]
    themes = tuple(_theme(n, t, texts.get(t.id, Texts()), options, background, facts.as_of) for n, t in enumerate(told, 3))
    items = [i for t in themes for i in (*t.strengths, *t.challenges, *t.recommendations)]
    return Report(
        lang=language(),
        audience=options.audience,
        title=options.title or str(Text("Efterprøvning af sager om børn og unge", "Audit of cases about children and young people")),
        subtitle=str(Text("Fundrapport", "Findings report")),
        classification=sentences.classification(options.audience),
        look=options.look,
        facts=sentences.population(facts),
        resume=sentences.resume(facts, background.previous, options.target),
        key_figures=_key_figures(facts, options),
        theme_table=theme_table(facts, background.previous, options.target, options.act_below),
        figures=tuple(f for f in (theme_bars(facts, background.previous, options.target), trend(facts, options.target)) if f),
        themes=themes,
        others=_others(facts),
        method=sentences.method(facts),
        appendices=appendices.appendices(facts, options, background),
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


def _theme(number: int, theme: ThemeFacts, texts: Texts, options: Options, background: Background, as_of: date) -> ThemeSection:
    level, level_text = level_of(percent_of(theme.tally), options.target, options.act_below)
    return ThemeSection(
        id=theme.id,
        number=number,
        title=theme.title,
        headline=sentences.headline(theme),
        percent=percent_text(percent_of(theme.tally)),
        level=level,
        level_text=level_text,
        focus=sentences.focus(theme),
        laws=laws_of(theme, background.acts, as_of),
        table=rule_table(theme),
        figure=stacked(theme),
        sentences=sentences.analysis(theme),
        strengths=texts.strengths,
        challenges=texts.challenges,
        recommendations=texts.recommendations,
        unknowns=sentences.unknowns(theme),
    )


def _key_figures(facts: Facts, options: Options) -> tuple[KeyFigure, ...]:
    return sentences.key_figures(facts, options.target)


def _others(facts: Facts) -> tuple[Section, ...]:
    """Local standards and data quality: kinds of judgement of their own, never added to the law."""
    out = []
    if facts.local:
        out.append(appendices.apart("local", Text("Lokale standarder", "Local standards"), facts.local))
    if facts.data:
        out.append(appendices.apart("data", Text("Registreringer, der ikke hænger sammen", "Records that do not fit"), facts.data))
    if len(facts.units) > 1 and (figure := units_figure(facts)):
        out.append(Section("units", str(Text("Enheder", "Units")), figures=(figure,)))
    return tuple(out)
