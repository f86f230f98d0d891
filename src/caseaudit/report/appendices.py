"""The appendices in order: matrix, method, what could not be assessed, rules and law, changes, data. Chapters that stand apart."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from caseaudit.output.numbers import number
from caseaudit.report.appendix_law import rule_list
from caseaudit.report.appendix_method import definitions
from caseaudit.report.appendix_unknown import not_assessed
from caseaudit.report.figures import units_figure
from caseaudit.report.numbers import NONE, percent_of, percent_text, short_quarter
from caseaudit.report.sentences import check, soft, unknown
from caseaudit.report.tables import by_group_table, checks_table, count, rule_title
from caseaudit.report.view import Cell, Column, Row, Section, Table
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caseaudit.model.tally import Tally
    from caseaudit.report.compose import Background, Options
    from caseaudit.report.facts import Facts, RuleFacts


def appendices(facts: Facts, options: Options, background: Background) -> tuple[Section, ...]:
    """A to F; the same letters in every report, so that sentences can point to them."""
    return (
        matrix(facts),
        definitions(facts, options, background),
        not_assessed(facts),
        rule_list(facts, background),
        changes(background),
        quality(background) if options.audience != "committee" else _quality_elsewhere(),
    )


def matrix(facts: Facts) -> Section:
    """Rule by quarter: percent, and the counts behind it; a quarter with few assessments shows the counts alone."""
    shown = [p for p in facts.periods if p in facts.by_period]
    columns = (
        Column(str(Text("Kontrolpunkt", "Check"))),
        *(Column(short_quarter(p)) for p in shown),
        Column(str(Text("Alle kvartaler", "All quarters"))),
    )
    rows: list[Row] = []
    for theme in facts.themes:
        if not theme.rules:
            continue
        rows.append(Row((Cell(theme.title, theme.title), *(Cell("", None) for _ in (*shown, 0))), "group"))
        for r in theme.rules:
            if r.binding.judged == 0:
                continue
            cells = [_rate(r.by_period.get(p)) for p in shown]
            rows.append(
                Row((Cell(rule_title(r), rule_title(r)), *cells, _rate(_total(r.by_period, shown))), anchor=r.rule.id)
            )
        sums = [_rate(theme.by_period.get(p)) for p in shown]
        whole = f"{theme.title}, {Text('i alt', 'total')}"
        rows.append(Row((Cell(whole, whole), *sums, _rate(_total(theme.by_period, shown))), "total"))
    everything = str(Text("Alle temaer", "All themes"))
    last = (*(_rate(facts.by_period.get(p)) for p in shown), _rate(_total(facts.by_period, shown)))
    rows.append(Row((Cell(everything, everything), *last), "total"))
    table = Table(
        "matrix",
        str(Text("Lovoverholdelsesprocenter efter kvartal", "Compliance rates by quarter")),
        columns,
        tuple(rows),
        str(
            Text(
                "Hver celle viser procenten og X af Y. Under fem vurderinger vises kun X af Y. Kvartalet er det, hvor "
                "begivenheden selv ligger. Kun bindende krav indgår, og kun begivenheder i de viste kvartaler.",
                "Each cell shows the percent and X of Y; below five assessments only X of Y. The quarter is that of the event "
                "itself. Only binding duties, and only events in the quarters shown.",
            )
        ),
    )
    title = Text("Lovoverholdelsesprocenter", "Compliance rates")
    return Section("A", str(title), tables=(table,) if shown else ())


def _rate(tally: Tally | None) -> Cell:
    """`76 % (13 af 17)`; the value is the number that was met."""
    if tally is None or tally.judged == 0:
        return Cell(NONE, None)
    counts = f"{number(tally.good)} {Text('af', 'of')} {number(tally.judged)}"
    value = percent_of(tally)
    return Cell(counts if value is None else f"{percent_text(value)} ({counts})", tally.good)


def _total(tallies: Mapping[str, Tally], periods: Sequence[str]) -> Tally | None:
    found = [tallies[p] for p in periods if p in tallies]
    return reduce(add, found) if found else None


def changes(background: Background) -> Section:
    """What changed in the rules since the run that this one is compared with."""
    title = str(Text("Ændringer i regelsættet", "Changes in the rule set"))
    if background.previous is None:
        none = Text("Der er ikke sammenlignet med en tidligere opgørelse.", "There is no earlier run to compare with.")
        return Section("E", title, (str(none),))
    if not background.rule_changes:
        none = Text(
            "Regelsættet er det samme som i den forrige opgørelse.", "The rule set is that of the previous run."
        )
        return Section("E", title, (str(none),))
    lead = Text(
        "En ændring i procent kan skyldes, at reglen er ændret. Disse regler er ændret siden den forrige opgørelse:",
        "A change in percent may come from a changed rule. These rules changed since the previous run:",
    )
    return Section("E", title, (str(lead),), background.rule_changes)


def quality(background: Background) -> Section:
    """Where the rows went, and faults in the data by kind; no value from a case."""
    paragraphs = [
        str(
            Text(
                "Hver række i udtrækket er enten brugt eller sat til side med en grund. Tallene går op for hver tabel.",
                "Each row of the export is either used or set aside for a reason. The numbers add up for each table.",
            )
        )
    ]
    if not background.quality:
        none = Text("Der er ikke fundet fejl i selve udtrækket.", "No faults were found in the export itself.")
        paragraphs.append(str(none))
    tables = tuple(t for t in (_rows(background), _faults(background)) if t)
    return Section("F", str(Text("Datakvalitet og rækker", "Data quality and rows")), tuple(paragraphs), tables=tables)


def _quality_elsewhere() -> Section:
    """A committee sees no counts of rows and faults: they are small, and they are not about the law."""
    text = Text(
        "Rækkeregnskab og fejl i udtrækket står i rapporten til ledelsen.",
        "Row accounting and faults in the export are told in the report to management.",
    )
    return Section("F", str(Text("Datakvalitet og rækker", "Data quality and rows")), (str(text),))


def _rows(background: Background) -> Table | None:
    if not background.rows:
        return None
    columns = (
        Column(str(Text("Tabel", "Table"))),
        Column(str(Text("Rækker ind", "Rows in")), "number"),
        Column(str(Text("Brugt", "Used")), "number"),
        Column(str(Text("Sat til side", "Set aside")), "number"),
        Column(str(Text("Grund", "Reason"))),
    )
    rows = tuple(
        Row((Cell(a.name, a.name), count(a.rows_in), count(a.used), count(a.aside), Cell(a.why or NONE, a.why or None)))
        for a in background.rows
    )
    return Table("rows", str(Text("Rækkeregnskab", "Row accounting")), columns, rows)


def _faults(background: Background) -> Table | None:
    if not background.faults:
        return None
    columns = (
        Column(str(Text("Fund i data", "Fault in the data"))),
        Column(str(Text("Antal", "Number")), "number"),
    )
    rows = tuple(Row((Cell(text, text), count(n))) for text, n in background.faults)
    return Table("faults", str(Text("Fejl og mangler i udtrækket", "Faults in the export")), columns, rows)


def apart(name: str, title: Text, lead: Text, rules: Sequence[RuleFacts]) -> Section:
    """A chapter of rules that do not judge law; they are told one by one and never added together."""
    paragraphs = [" ".join(check(r)) for r in rules if r.tally.judged != 0]
    paragraphs += [text for r in rules if not soft(r.rule) for text in unknown(r)]
    return Section(name, str(title), (str(lead), *paragraphs), tables=(checks_table(name, str(title), rules),))


def others(facts: Facts, options: Options) -> tuple[Section, ...]:
    """Local standards, data quality, and the units and teams where the audience may see them."""
    return tuple(_others(facts, options))


def _others(facts: Facts, options: Options) -> Iterator[Section]:
    if facts.local:
        lead = Text(
            "Kommunens egne standarder er ikke lov. De er efterprøvet for sig og tæller ikke med i lovoverholdelsen.",
            "The municipality's own standards are not law. They are audited apart and not counted in compliance.",
        )
        yield apart("local", Text("Lokale standarder", "Local standards"), lead, facts.local)
    if facts.data:
        lead = Text(
            "Disse kontroller måler, om registreringerne hænger sammen, ikke om loven er overholdt. Fejl her kan skjule brud "
            "eller ligne brud.",
            "These checks measure whether the records fit together, not whether the law is met. Faults here can hide breaches "
            "or look like them.",
        )
        yield apart("data", Text("Datakvalitet i registreringerne", "Data quality of the records"), lead, facts.data)
    if options.audience != "committee" and (section := _units(facts)):
        yield section


def _units(facts: Facts) -> Section | None:
    figure = units_figure(facts)
    tables = []
    if len(facts.units) > 1:
        caption = str(Text("Lovoverholdelse efter enhed", "Compliance by unit"))
        tables.append(by_group_table("units", caption, str(Text("Enhed", "Unit")), facts.by_unit, facts.unit_cases))
    if len(facts.teams) > 1:
        caption = str(Text("Lovoverholdelse efter team", "Compliance by team"))
        tables.append(by_group_table("teams", caption, "Team", facts.by_team, facts.team_cases))
    if not tables:
        return None
    lead = Text(
        "Tallene er til læring, ikke til rangordning: Enhederne har forskellige sager, og små tal svinger.",
        "The numbers are for learning, not for ranking: units have different cases, and small numbers vary.",
    )
    title = Text("Enheder og team", "Units and teams")
    return Section("units", str(title), (str(lead),), tables=tuple(tables), figures=(figure,) if figure else ())
