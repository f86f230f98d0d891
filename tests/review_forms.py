"""Rounds and forms for the tests: the demo cases of examples/small, judged once, and a form read back by openpyxl."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from caseaudit.audit import run_audit
from caseaudit.reading import read
from caseaudit.review.create import Identity, Wishes, build
from caseaudit.review.form_book import Setting, form_book
from caseaudit.review.points import Wanted, choose, load_library
from caseaudit.rules.rulebook import load_rulebook
from caseaudit.sample.model import Item, Sample

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 10, 15)
CODE = "ABCD1234"


@cache
def library():
    return load_library(load_rulebook())


@cache
def audit(path="examples/small/canonical"):
    data = read([ROOT / path], profile=None, profile_dirs=(), key=b"k" * 32)
    return run_audit(data, load_rulebook(), AS_OF)


def sample(items, run="run"):
    return Sample(
        id="prove", run=run, as_of=AS_OF, seed="2026K4", design="simple", population=40, items=tuple(items)
    )  # fmt: skip


def item(number, case_id, **more):
    return Item(number=number, case_id=case_id, uniform=0.5, **({"unit": "Nord", "team": "Børn"} | more))


def all_items(found=None, n=None):
    ids = [str(c) for c in (found or audit()).dataset.cases["case_id"]]
    return [item(k, c) for k, c in enumerate(ids[:n], 1)]


def make_round(items=None, *, found=None, wanted=None, reviewers=(("AB", ""),), **wishes):
    """A round of the given items (all demo cases), with the set `core` unless told otherwise."""
    found = found or audit()
    points = choose(library(), wanted or Wanted(sets=("core",)))
    identity = Identity("prove-r1", CODE, datetime(2026, 10, 16, 8, 0, tzinfo=UTC), "r" * 64, "q" * 64)
    drawn = sample(items if items is not None else all_items(found))
    return build(drawn, found, library(), points, Wishes(reviewers=reviewers, **wishes), identity), drawn


def setting(drawn, **more):
    themes = {t: x.title.text for t, x in library().book.themes.items()}
    return Setting(items={i.number: i for i in drawn.items}, themes=themes, **more)


def book_of(round_, drawn, code="AB", **more):
    data = form_book(round_, code, setting(drawn, **more))
    return data, load_workbook(BytesIO(data))


HEAD = "event_id,case_id,type,at,concerns,section,consent,result,plan_needed,ends_on,kind\n"


def made(tmp_path, *rows, birth="2012-05-01"):
    """An audit of one case, 17, with these events."""
    (tmp_path / "cases.csv").write_text(
        f"case_id,birth_date,unit,opened_on\n17,{birth},Nord,2015-01-01\n", encoding="utf-8"
    )
    (tmp_path / "events.csv").write_text(HEAD + "".join(r + "\n" for r in rows), encoding="utf-8")
    return run_audit(read([tmp_path], profile=None, profile_dirs=(), key=b"k" * 32), load_rulebook(), AS_OF)
