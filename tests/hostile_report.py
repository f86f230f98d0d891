"""A report in which every text that may come from data is hostile: it must appear as text, and as nothing else."""

from dataclasses import replace

from caseaudit.report.view import Cell, Finding, Item, Look, Section

HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{% raw %}",
    "=cmd|'/c calc'!A0",
    "+SUM(A1)",
    "@SUM(1)",
    "a|b *c* _d_ [e](http://f) `g` # h",
    "http://ond.example/x",
    "]]> & &amp; &lt;",
    "👩‍👧 \u202edesrever\u202c \u200fab",
    "\x00\x0b\ud800 slut",
    "lang " + "x" * 5000,
)
ALL = "\n".join(HOSTILE)


def hostile(report):
    """The report with hostile names, texts and findings; its numbers are as before."""
    item = Item("X-1", ALL, ALL, approved=False, responsible=ALL, deadline=ALL, status=ALL)
    row = replace(report.theme_table.rows[0], cells=(Cell(ALL), *report.theme_table.rows[0].cells[1:]))
    table = replace(report.theme_table, rows=(row, *report.theme_table.rows[1:]))
    finding = Finding(ALL, ALL, ALL, ALL, ALL, "breached", ALL, "2026-02-30", ALL, ALL, ALL, "critical", ALL)
    singles = tuple(replace(finding, case_id=h, text=h) for h in HOSTILE)
    theme = replace(
        report.themes[0], title=ALL, headline=ALL, focus=ALL, sentences=(ALL, *HOSTILE), strengths=(item,), challenges=(item,),
        recommendations=(item,), unknowns=(ALL,),
    )  # fmt: skip
    return replace(
        report, audience="team", title=ALL, subtitle=ALL, look=Look(ALL, ALL, ALL), theme_table=table, resume=(ALL, *HOSTILE),
        themes=(theme, *report.themes[1:]), method=(ALL,), findings=(finding, *singles), drafts=3,
        others=(Section("x", ALL, (ALL,), (ALL,), (replace(table, name="x'\"<&", caption=ALL, note=ALL),)),),
        facts=(*report.facts, (ALL, ALL)), provenance=(("Kørsel", ALL), *report.provenance[1:]), approved_by=ALL,
    )  # fmt: skip
