"""Ten weeks of work lists: what people write stays, what the data show is closed, and what comes back says so."""

import csv
import json
import random
from datetime import date, timedelta
from pathlib import Path

from caseaudit.dates import show
from worklists_read import fill, lines

STATUSES = ("Ny", "I gang", "Aftalt", "Afklaret i journalen", "Afsluttet")
OPEN = ("Over fristen", "Frist inden for 14 dage", "Fejl i data", "Til læring")


def export(source, target, rng, *, cases):
    """An export of the week: some events are not registered yet, some cases are not in it, and the rows lie anyhow."""
    target.mkdir(exist_ok=True)
    gone = set()
    for name in ("cases.csv", "events.csv"):
        with (source / name).open(encoding="utf-8-sig", newline="") as file:
            head, *rows = list(csv.reader(file, delimiter=","))
        case = head.index("case_id")
        if name == "cases.csv":
            gone = set(rng.sample(sorted({r[case] for r in rows}), cases))
        else:
            kind = head.index("type")
            late = ("plan", "follow_up", "child_conversation", "supervision_visit")
            rows = [r for r in rows if r[kind] not in late or rng.random() > 0.3]
        rows = [r for r in rows if r[case] not in gone]
        rng.shuffle(rows)
        with (target / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=",").writerows([head, *rows])


def test_what_is_written_survives_ten_rounds_and_what_comes_back_says_so(cli, examples):
    rng, by = random.Random(1), "unit"
    written: dict[str, tuple[str, str, str]] = {}
    closed: dict[str, date] = {}
    reopened = kept = on_gone = 0
    on = date(2026, 8, 6)
    for n in range(10):
        export(examples / "small" / "canonical", Path("data"), rng, cases=rng.choice((0, 0, 2)))
        assert cli("check", "data", "--as-of", on.isoformat(), "--exit-zero").code == 0
        made = cli("worklist", "--by", by)
        assert made.code == 0, made.text
        folder = newest(by)
        files = {p: lines(p) for p in sorted(folder.glob("*.xlsx"))}
        rows = [x for some in files.values() for x in some]
        shown = {x.key: x for x in rows if x.key and x.sheet in OPEN}
        ended = {x.key: x for x in rows if x.key and x.sheet == "Lukket"}
        gone = {x.key: x for x in rows if x.key and x.sheet == "Ikke længere i udtrækket"}
        for key, told in written.items():
            line = shown.get(key) or ended.get(key) or gone.get(key)
            assert line, "a row with text is always on some sheet"
            assert line.written[1:] == told[1:]
            back = key in closed and key in shown and shown[key].sheet != "Til læring"
            assert line.written[0] == ("Ny" if back and told[0] == "Afsluttet" else told[0])
            kept += 1
            on_gone += key in gone
        for key, line in shown.items():
            if key in closed and line.sheet != "Til læring":
                assert f"Genåbnet (lukket den {show(closed[key])})" in line.cells["På listen"]
                reopened += 1
                del closed[key]
        written |= {k: x.written for k, x in shown.items() if k in written}
        for key, line in ended.items():
            closed.setdefault(key, on)
            assert line.cells["Hvordan"]
        for path in rng.sample(sorted(files), 2):
            mine = [x.key for x in files[path] if x.key in shown]
            edits = {
                k: (rng.choice(STATUSES), rng.choice(("", "AB", "CD")), f"runde {n} æøå {rng.randrange(999)}")
                for k in rng.sample(mine, min(8, len(mine)))
            }
            assert fill(path, edits) >= len(edits)
            written |= edits
        on += timedelta(days=7)
    assert reopened > 10
    assert kept > 80
    assert on_gone > 0


def newest(by):
    made = (p.parent for p in Path("worklists").glob(f"*-{by}*/liste.json"))
    return max(made, key=lambda p: json.loads((p / "liste.json").read_text(encoding="utf-8"))["number"])
