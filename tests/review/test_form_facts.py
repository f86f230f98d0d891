"""The grey column tells what the export holds, and never what the machine thinks of it."""

from __future__ import annotations

import re

import pytest

from caseaudit.model.outcomes import NOTES, OUTCOMES, REASONS, SEVERITIES
from caseaudit.privacy import contains_cpr
from caseaudit.review.points import Wanted
from review_forms import all_items, audit, item, made, make_round

VERDICTS = [
    *(str(t.da) for t in OUTCOMES.values()), *(t.en for t in OUTCOMES.values()),
    *(t.da for t in REASONS.values() if t.da), *(t.en for t in REASONS.values() if t.en),
    *(t.da for t in NOTES.values()), *(t.en for t in NOTES.values()),
    *(t.da for t in SEVERITIES.values()), *(t.en for t in SEVERITIES.values()),
    *OUTCOMES, "brud", "breach", "overskredet", "overdue", "rettidig", "in time", "til tiden", "i orden", "fejl", "kritik",
    "opfyldt", "fulfilled", "violated", "too late", "forsinket", "delayed", "compliant",
]  # fmt: skip
NOT_RELEVANT = {"ikke relevant", "not applicable"}
WORD = re.compile(
    "|".join(rf"(?<!\w){re.escape(v)}(?!\w)" for v in sorted(set(VERDICTS), key=len, reverse=True)), re.IGNORECASE
)


@pytest.mark.parametrize(
    "path",
    [
        "examples/small/canonical",
        "examples/small/wide.xlsx",
        "examples/small/activity-log.csv",
        "examples/koebenhavn-78/koebenhavn-78.xlsx",
    ],
)
def test_no_verdict_stands_in_any_fact(path):
    """Over every point, every unit and every demo case, in each shape of the export and in both languages."""
    found = audit(path)
    round_, _ = make_round(all_items(found), found=found, wanted=Wanted(sets=("all",)), about="all")
    facts = [f for e in round_.entries for f in e.facts]
    assert len(facts) > 2000
    for fact in facts:
        for text in (fact.da, fact.en):
            if "svaret Ikke relevant" in text or "answer is Not relevant" in text:
                continue  # the note says what to answer where the point does not apply
            assert not WORD.search(text), text
            assert not contains_cpr(text), text


def test_the_word_list_finds_verdicts():
    """The test above can fail."""
    for text in ("Planen kom for sent", "Ikke overholdt", "met", "Kravet er opfyldt"):
        assert WORD.search(text)


def facts(found, point, lang="da"):
    round_, _ = make_round([item(1, "17")], found=found, wanted=Wanted(points=(point,)))
    return [f.da if lang == "da" else f.en for f in round_.entries[0].facts]


def test_dates_distances_and_deadlines_are_told(tmp_path):
    """The reader gets the days counted: the talk 12 days before, the deadline, and what is not recorded."""
    rows = ("d,17,decision,2024-07-14,,BL-32-1,yes,,yes,,support", "c,17,child_conversation,2024-07-02,d,,,held,,,")
    found = made(tmp_path, *rows)
    told = facts(found, "child-conversation-before-decision")
    assert told[0].startswith("Afgørelse 14-07-2024 (BL § 32, stk. 1)")
    assert told[1] == "Børnesamtale 02-07-2024: afholdt, 12 dage før [række 3]"
    told = facts(found, "plan-position-on-support")
    assert "Frist 14-10-2024 (3 måneder efter afgørelsen)" in told
    assert "Ingen plan registreret" in told
    english = facts(found, "child-conversation-before-decision", "en")
    assert english[1] == "Child conversation 2024-07-02: held, 12 days before [row 3]"


def test_hours_are_told_where_clocks_are_known(tmp_path):
    """A duty in hours is told in hours and minutes."""
    rows = ("n,17,notification,2026-03-01 14:30,,,,,,,concern", "v,17,notification_assessed,2026-03-02 09:10,n,,,,,,")
    told = facts(made(tmp_path, *rows), "notification-assessed-within-24-hours")
    assert "Frist 02-03-2026 kl. 14:30 (24 timer efter underretningen)" in told
    assert "24-timers vurdering 02-03-2026 kl. 09:10: 18 t. 40 min. efter [række 3]" in told


def test_a_series_is_told_by_its_longest_gap(tmp_path):
    """Follow-ups: the dates, the longest time between two, and the time since the last."""
    days = ("2022-04-01", "2022-09-01", "2023-06-01")
    rows = (
        "p,17,placement,2022-01-10,,SEL-52-3-7,,,,,",
        *(f"f{n},17,follow_up,{d},p,,,,,," for n, d in enumerate(days)),
    )
    told = facts(made(tmp_path, *rows), "follow-up-every-6-months")
    assert "Længste tid fra én til den næste: 273 dage (01-09-2022 til 01-06-2023)" in told
    assert "Fra den seneste til 15-10-2026: 1232 dage" in told
    assert "Pr. år: 2022: 2, 2023: 1" in told


def test_what_the_export_lacks_is_told_apart_from_what_is_not_recorded():
    """A wide export without a column for something does not say that it did not happen."""
    found = audit("examples/koebenhavn-78/koebenhavn-78.xlsx")
    round_, _ = make_round(all_items(found, 5), found=found, wanted=Wanted(sets=("all",)))
    told = {f.da for e in round_.entries for f in e.facts}
    assert any(t.startswith("Udtrækket viser ikke ") for t in told)
    assert any(re.fullmatch(r"Ingen .+ registreret", t) for t in told)


def test_the_birth_date_is_nowhere():
    """Ages are told where the law counts them, the child's day of birth never; a deadline may fall on that day."""
    cases = audit().dataset.cases
    born = {str(c): f"{d:%d-%m-%Y}" for c, d in zip(cases["case_id"], cases["birth_date"], strict=True)}
    round_, _ = make_round(wanted=Wanted(sets=("all",)))
    told = [(e.case_id, f.da) for e in round_.entries for f in e.facts if not f.da.startswith("Frist ")]
    assert any("Barnets alder den dag: " in t for _, t in told)
    assert [t for c, t in told if born[c] in t] == []


def test_without_prefill_nothing_is_told():
    """`--prefill none` leaves the reader with the case alone."""
    round_, _ = make_round(prefill="none")
    assert not any(e.facts for e in round_.entries)
