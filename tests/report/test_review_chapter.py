"""The chapter on a review of cases: each format tells what `review result --format json` tells, and each audience its part."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest

from caseaudit.report.background import background_of
from caseaudit.report.html import render
from caseaudit.report.reading_back import read_document
from caseaudit.report.verify import verify
from caseaudit.review.model import Answer, Answers, SelfRating, SelfRatings
from caseaudit.review.results import gather
from caseaudit.review.store import find
from caseaudit.texts import use_language
from made_reports import SMALL, audit_of, report_of, strings
from read_formats import flat, read_docx, read_html, read_markdown, read_xlsx
from read_pdf import text_of
from review_made import answers, items, no_audit, point, round_of, sample

READ = {"html": read_html, "docx": read_docx, "md": read_markdown, "xlsx": read_xlsx}
CAPTIONS = {
    "da": ("Lovkrav: læsernes svar", "Faglig vurdering i grader", "Læserens svar over for", "Selvevaluering, registrering"),
    "en": ("Demands of the law: the", "Professional judgement in deg", "The reader's answer against", "Self-rating, records"),
}  # fmt: skip
OF = {"da": "af", "en": "of"}
COMMENT = "Kun læseren ved dette 7731"


def built(cli, tmp_path, lang, audience="management"):
    """A round about 14 cases of the example, read by one and two, then the report in every format, and the JSON."""
    assert cli("check", SMALL, "--exit-zero", "--as-of", "2026-10-15").code == 0
    assert cli("sample", "draw", "--n", "14").code == 0
    assert cli("review", "create", "--reviewers", "AB,CD", "--overlap", "50%", "--calibration", "0").code == 0
    kept = find(tmp_path / "work" / "reviews")
    round_ = kept.round()
    given = []
    for r in round_.reviewers:
        for n, e in enumerate(round_.expected(r.code)):
            degree = round_.point(e.point).scale == "degree"
            values = ("high", "some", "low", "high", "not_relevant") if degree else ("yes", "yes", "no", "yes", "yes")
            value = "cannot_judge" if n % 11 == 7 else values[(n + len(e.point)) % 5]
            given.append(Answer(key=e.key, reviewer=r.code, value=value, comment=COMMENT))
    kept.keep(Answers(round=round_.id, answers=tuple(given)))
    (tmp_path / "work" / "s.csv").write_text("Tema;Vurdering\nPlan;i høj grad\nTilsyn;slet ikke\n", encoding="utf-8")
    assert cli("review", "self-rating", "s.csv").code == 0
    told = json.loads(cli("--lang", lang, "review", "result", "--format", "json").out)
    made = cli(
        "--lang", lang, "report", "build", "--audience", audience, "--format", "html,pdf,docx,xlsx,md", "-o", "ud"
    )  # fmt: skip
    assert made.code == 0, made.text
    return told, {p.suffix[1:]: p for p in (tmp_path / "work" / "ud").iterdir()}


def rows_of(doc, caption):
    return [row for t in doc.tables if t.caption.startswith(caption) for row in t.rows]


def split(row, of):
    """A row with `6 af 14` as two cells, as a workbook has it, and a dash for nothing."""
    parts = [
        p for cell in row for p in (cell.split(f" {of} ") if re.fullmatch(rf"[\d.]+ {of} [\d.]+", cell) else [cell])
    ]
    return ["-" if p == "0" else p for p in parts]


def shown(n):
    return str(n) if n else "-"


def wanted(p, lang):
    """What must stand beside a point, worked out from the JSON alone."""
    share, counts = p["high"] or p["fulfilled"], p["counts"]
    if not share["n"]:
        return None
    percent = "-" if share["percent"] is None else f"{int(share['percent'] + 0.5)} %"
    interval = share["interval"]
    ends = (
        "-"
        if interval is None or share["n"] < 5
        else f"{int(100 * interval['low'] + 0.5)}-{int(100 * interval['high'] + 0.5)} %"
    )
    if share["basis"] == "census":
        ends = {"da": "alle er set", "en": "all were read"}[lang]
    pair = [shown(share["x"]), str(share["n"])]
    first = [shown(counts["low"]), shown(counts["some"]), *pair] if p["high"] else [*pair, shown(counts["no"])]
    return [*first, percent, ends, shown(counts["not_relevant"]), shown(counts["cannot_judge"])]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_format_tells_of_each_point_what_the_json_tells(cli, tmp_path, lang):
    told, files = built(cli, tmp_path, lang)
    law, degrees, machine, ratings = CAPTIONS[lang]
    text = {"da": "text", "en": "text_en"}[lang]
    titles = {p["id"]: flat(p[text]) for p in told["points"]}
    points = [(titles[p["id"]], want) for p in told["points"] if (want := wanted(p, lang))]
    assert len(points) > 10
    pairs = [b for b in told["machine"]["points"] if b["pairs"]]
    kinds = ("both_yes", "both_no", "registered_not_found", "found_not_registered")
    assert files["html"].stat().st_size < 150_000
    for name, read in READ.items():
        doc = read(files[name])
        rows = [split(r, OF[lang]) for r in (*rows_of(doc, law), *rows_of(doc, degrees))]
        for title, want in points:
            found = next(r[r.index(title) + 1 :] for r in rows if title in r)
            assert found[: len(want)] == want, (name, title)
        rows = [split(r, OF[lang]) for r in rows_of(doc, machine)]
        for b in pairs:
            found = next(r[1:] for r in rows if r[0] == titles[b["name"]])
            assert found == [shown(b["same"]), str(b["pairs"]), *(shown(b[k]) for k in kinds)], (name, b["name"])
        rows = [split(r, OF[lang]) for r in rows_of(doc, ratings)]
        assert [r[2:4] for r in rows] == [
            [str(r["machine"]["fulfilled"]), str(r["machine"]["judged"])] for r in told["self_ratings"]
        ], name
    pdf = flat(text_of(files["pdf"]))
    for line, n in Counter(
        f"{w[0].replace('-', '0')} {OF[lang]} {w[1]} {w[2]} {w[3]} {w[4]}" for _, w in points if len(w) == 7
    ).items():
        assert pdf.count(line) >= n, line


@pytest.mark.parametrize("audience", ["team", "management"])
def test_only_a_team_sees_cases_and_nobody_sees_a_comment(cli, tmp_path, audience):
    _, files = built(cli, tmp_path, "da", audience)
    cases = set(find(tmp_path / "work" / "reviews").round().entries)
    for name, read in READ.items():
        doc = read(files[name])
        rows = rows_of(doc, "Sager, hvor læser og registrering")
        assert bool(rows) == (audience == "team"), name
        named = {r[0] for r in rows}
        assert named <= {e.case_id for e in cases}
        assert "7731" not in doc.prose + str(doc.tables)
    assert "7731" not in text_of(files["pdf"])


def test_a_report_is_verified_with_the_chapter_and_a_changed_number_in_it_is_seen(cli, tmp_path):
    _, files = built(cli, tmp_path, "da")
    for name in ("html", "docx"):
        assert cli("report", "verify", files[name]).code == 0
    page = files["html"].read_text(encoding="utf-8")
    at = page.index('data-name="review-law"')
    changed = page[:at] + re.sub(r">\d+ af \d+<", ">977 af 978<", page[at:], count=1)
    files["html"].write_text(changed, encoding="utf-8")
    refused = cli("report", "verify", files["html"])
    assert refused.code == 1
    assert "977 af 978" in refused.out


def test_the_round_is_chosen_named_or_left_out(cli, tmp_path):
    """Without an option the run's latest round with answers; `--no-review` none; another run's is refused."""
    built(cli, tmp_path, "da")
    name = find(tmp_path / "work" / "reviews").id
    head = "Gennemgang af sager"

    def page(*options):
        made = cli("report", "build", "--format", "md", "-o", "ud", *options)
        return made, (tmp_path / "work" / "ud" / "rapport-ledelse.md").read_text(encoding="utf-8")

    default = page()[1]
    assert head in default
    assert page("--review", name)[1] == page("--review", "latest")[1] == default
    without = page("--no-review")[1]
    assert head not in without
    assert "der er ikke indlæst gennemgange" in without
    assert "der er ikke indlæst gennemgange" not in default
    assert cli("report", "build", "--review", "findes-ikke").code == 2
    assert cli("check", SMALL, "--exit-zero", "--as-of", "2026-09-15").code == 0
    assert head not in page()[1]
    other = cli("report", "build", "--review", name)
    assert other.code == 2
    assert "report_review_run" in other.err
    none = cli("report", "build", "--review", "latest")
    assert none.code == 2
    assert "report_review_none" in none.err
    assert cli("sample", "draw", "--n", "5").code == 0
    assert cli("review", "create", "--reviewers", "AB").code == 0
    assert head not in page()[1]
    empty = cli("report", "build", "--review", find(tmp_path / "work" / "reviews").id)
    assert "report_review_empty" in empty.err


# --- made-up rounds: every design, whatever the answers -----------------------------------------------------------------


def told_of(result, audience="management", lang="da", **options):
    audit = audit_of(SMALL)
    with use_language(lang):
        background = replace(background_of(audit), review=result)
    return report_of(audit, lang=lang, background=background, audience=audience, **options)


def chapter(report):
    return next(s for s in report.others if s.id == "review")


def table(report, name):
    return next((t for t in (*chapter(report).tables, *report.appendices[-1].tables) if t.name == name), None)


def texts(row):
    return [c.text.replace("\u00a0", " ") for c in row.cells]


LAW, GOOD = point("lov", legal=True), point("god", legal=False)
DEGREE = point("grad", scale="degree", legal=False)
LOCAL = point("lokal", source="rule", legal=False)
GIVEN = (("A", "lov", "yyyyyynnnnnnnn"), ("A", "god", "yyyyyyyyyyyy-?"), ("A", "grad", "hhhhhsssslllll"))


def result(given=GIVEN, points=(LAW, GOOD, DEGREE), drawn=None, population=100, design="simple", strata=(), **how):
    drawn = drawn or items(14)
    return gather(
        round_of(points, drawn), answers(*given), sample(drawn, population, design, strata), no_audit(), **how
    )


def test_law_judgement_and_degrees_stand_apart_and_are_never_added():
    report = told_of(result())
    law, good, degrees = (table(report, f"review-{k}") for k in ("law", "practice", "degrees"))
    assert ["lov?", "6 af 14", "8", "43 %"] in [texts(r)[:4] for r in law.rows]
    assert ["god?", "12 af 12", "-", "100 %"] in [texts(r)[:4] for r in good.rows]
    assert ["grad?", "5", "4", "5 af 14", "36 %"] in [texts(r)[:5] for r in degrees.rows]
    assert not any("18 af 26" in t for t in strings(chapter(report)))
    assert texts(good.rows[1])[-1] == "12-13 af 13"
    assert any(t.startswith("I 8 af 14 sager, der er læst til ende") for t in chapter(report).paragraphs)


def test_local_standards_have_a_table_of_their_own_and_no_sum_mixes_them_with_judgement():
    given = (*GIVEN, ("A", "lokal", "yyyyyyyyyyynnn"))
    report = told_of(result(given, (LAW, GOOD, DEGREE, LOCAL)))
    assert ["lokal?", "11 af 14"] in [texts(r)[:2] for r in table(report, "review-local").rows]
    assert not [r for r in table(report, "review-practice").rows if r.role == "total"]
    assert not [r for r in table(report, "review-local").rows if r.role == "total"]


def test_percent_only_from_five():
    drawn = items(4)
    row = table(told_of(result((("A", "lov", "yynn"),), (LAW,), drawn)), "review-law").rows[1]
    assert texts(row)[1:5] == ["2 af 4", "2", "-", "-"]


STRATA = (("Indsatser", 140, 14), ("Underretninger", 30, 3), ("Rådgivning", 30, 3))


def divided():
    drawn = (
        *items(14, stratum="Indsatser"), *items(3, start=15, stratum="Underretninger"),
        *items(3, start=18, stratum="Rådgivning"),
    )  # fmt: skip
    return result((("A", "lov", "y" * 7 + "n" * 7 + "yyynnn"),), (LAW,), drawn, 200, "quota", STRATA)


def test_the_parts_of_a_sample_are_told_whole_with_their_weights():
    report = told_of(divided())
    assert texts(table(report, "review-groups").rows[0]) == ["lov?", "7 af 14", "3 af 3", "0 af 3"]
    assert [texts(r) for r in table(report, "review-strata").rows] == [
        ["Indsatser", "140", "14", "10,00"], ["Underretninger", "30", "3", "10,00"], ["Rådgivning", "30", "3", "10,00"],
    ]  # fmt: skip


def test_of_picked_cases_no_percent_and_no_interval_is_told():
    drawn = items(14, chosen="must", probability=None)
    report = told_of(result(GIVEN, drawn=drawn, design="picked"))
    assert table(report, "review-law") is None
    assert texts(table(report, "review-law-picked").rows[1])[1:5] == ["6 af 14", "8", "-", "-"]
    assert "Tallene gælder kun disse sager" in chapter(report).paragraphs[0]
    assert "Frø" not in [texts(r)[0] for r in table(report, "review-method").rows]


def test_the_method_tells_the_draw_what_was_lost_and_the_reservation():
    drawn = (
        *items(13),
        *items(1, start=14, withdrawn="closed"),
        *items(1, start=15, chosen="replacement", replaces=14),
    )
    drawn += items(1, start=16, withdrawn="no_access")
    report = told_of(result(GIVEN, drawn=drawn))
    appendix = report.appendices[-1]
    rows = dict(texts(r) for r in table(report, "review-method").rows)
    assert appendix.id == "G"
    assert (rows["Kunne udtrækkes (N)"], rows["Læst (n)"], rows["Frø"]) == ("100 sager", "14 sager", "2026-04")
    names = ("Udtrukket, men ikke læst", "Heraf erstattet af den næste i rækken", "Frafald")
    assert [rows[n] for n in names] == ["2", "1", "1"]
    assert any("for lille til generelle udsagn om enheden" in p for p in appendix.paragraphs)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("audience", ["team", "management", "committee"])
def test_every_number_of_the_chapter_is_found_again_in_a_small_page(audience, lang, tmp_path):
    ratings = SelfRatings(ratings=(SelfRating(theme="plan", value="high"),))
    report = told_of(replace(divided(), ratings=result(ratings=ratings).ratings), audience, lang)
    page = render(report)
    (tmp_path / "r.html").write_text(page, encoding="utf-8")
    with use_language(lang):
        assert verify(read_document(tmp_path / "r.html"), report).differences == ()
    assert audience == "team" or len(page.encode()) < 150_000
