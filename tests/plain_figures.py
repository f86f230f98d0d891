"""Every key figure counted once more, in plain Python on plain records, from the definitions in `rules/key-figures.yaml` alone."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median

DAY = timedelta(days=1)


def month_back(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    for d in range(day.day, 0, -1):
        try:
            return date(year, month + 1, d)
        except ValueError:
            continue
    raise AssertionError


def as_day(value) -> date | None:
    return None if value is None or value != value else value.date()  # noqa: PLR0124 - NaT is not itself


class Plain:
    """The figures of cases and events, as (value, numerator, denominator, missing)."""

    def __init__(self, cases, events, as_of: date, first: date, last: date) -> None:
        self.as_of, self.first, self.last = as_of, first, last
        self.case = {c["case_id"]: c for c in cases}
        self.events = [e for e in events if e["at"].date() <= as_of]

    def of(self, *types):
        return [e for e in self.events if e["type"] in types]

    def within(self, day) -> bool:
        return day is not None and self.first <= day <= self.last

    def received(self):
        return [e for e in self.of("notification") if self.within(e["at"].date())]

    def share(self, hits, missing=0):
        hits = list(hits)
        return (100 * sum(hits) / len(hits) if hits else None, sum(hits), len(hits), missing)

    def middle(self, values, missing=0):
        values = list(values)
        return (float(median(values)) if values else None, None, len(values), missing)

    def count(self, n, missing=0):
        return (n, None, None, missing)

    def notifications(self):
        return self.count(len(self.received()))

    def notifications_under_8(self):
        hits, missing = [], 0
        for e in self.received():
            born = as_day(self.case[e["case_id"]]["birth_date"])
            if born is None:
                missing += 1
                continue
            on = e["at"].date()
            hits.append(on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < 8)
        return self.share(hits, missing)

    def notifications_professional(self):
        who = [e["notifier"] for e in self.received()]
        known = [w for w in who if w in ("professional", "other", "anonymous")]
        return self.share((w == "professional" for w in known), len(who) - len(known))

    def notifications_repeated(self):
        hits, missing = [], 0
        for e in self.received():
            child, on = self.case[e["case_id"]]["child_id"], e["at"].date()
            if not child:
                missing += 1
                continue
            others = [o["at"].date() for o in self.of("notification") if self.case[o["case_id"]]["child_id"] == child]
            hits.append(any(month_back(on, 12) <= o < on for o in others))
        return self.share(hits, missing)

    def assessment_days(self):
        found, missing = [], 0
        for e in self.received():
            on, case = e["at"].date(), e["case_id"]
            later = sorted(o["at"] for o in self.of("notification") if o["case_id"] == case and o["at"] > e["at"])
            done = [a for a in self.of("notification_assessed") if a["case_id"] == case and a["at"].date() >= on]
            tied = [a["at"] for a in done if a["concerns"] and a["concerns"] == e["event_id"]]
            loose = [a["at"] for a in done if not a["concerns"] and (not later or a["at"] < later[0])]
            if tied or loose:
                found.append((min(tied or loose).date() - on).days)
            else:
                missing += 1
        return self.middle(found, missing)

    def running(self, *types):
        """What runs, and what nobody ended on a closed case."""
        out, lost = [], 0
        for e in self.of(*types):
            ends, shut = as_day(e["ends_on"]), as_day(self.case[e["case_id"]].get("closed_on"))
            if ends is not None and ends <= self.as_of:
                continue
            if shut is not None and shut <= self.as_of:
                lost += ends is None
            else:
                out.append(e)
        return out, lost

    def begun(self, e):
        return as_day(e.get("aware_on")) or e["at"].date()

    def investigations_started(self):
        return self.count(sum(self.within(e["at"].date()) for e in self.of("investigation")))

    def ended(self, *types):
        return [e for e in self.of(*types) if self.within(as_day(e["ends_on"]))]

    def investigations_completed(self):
        return self.count(len(self.ended("investigation")))

    def investigation_days(self):
        lengths = [(as_day(e["ends_on"]) - self.begun(e)).days for e in self.ended("investigation")]
        sound = [n for n in lengths if n >= 0]
        return self.middle(sound, len(lengths) - len(sound))

    def investigations_running(self):
        e, lost = self.running("investigation")
        return self.count(len(e), lost)

    def investigations_running_days(self):
        e, lost = self.running("investigation")
        return self.middle(((self.as_of - self.begun(x)).days for x in e), lost)

    def investigations_over_4_months(self):
        e, lost = self.running("investigation")
        return self.share((self.begun(x) < month_back(self.as_of, 4) for x in e), lost)

    def placements_running(self):
        e, lost = self.running("placement")
        return self.count(len(e), lost)

    def decision_of(self, e):
        found = [d for d in self.all_decisions if (d["case_id"], d["event_id"]) == (e["case_id"], e["concerns"])]
        return found[0] if len(found) == 1 and e["concerns"] else {}

    @property
    def all_decisions(self):
        return [e for e in self.events if e["type"] == "decision"]

    def placements_without_consent(self):
        hits, missing = [], 0
        for e in self.running("placement")[0]:
            decision = self.decision_of(e)
            told = next((c for c in (e["consent"], decision.get("consent", -1)) if c >= 0), None)
            section = e["section"] or decision.get("section") or ""
            if told is None and section:
                root = "-".join(section.split("-")[:2])
                if root in ("BL-47", "BL-143", "SEL-58", "SEL-75"):
                    told = 0
                elif root == "BL-46" or section == "SEL-52-3-7":
                    told = 1
            if told is None:
                missing += 1
            else:
                hits.append(told == 0)
        return self.share(hits, missing)

    def placements_started(self):
        return self.count(sum(self.within(e["at"].date()) for e in self.of("placement")))

    def placements_ended(self):
        return self.count(len(self.ended("placement")))

    def followed_up_3_months(self):
        since = month_back(self.as_of, 3)
        e, lost = self.running("placement", "intervention")
        recent = [f for f in self.of("follow_up") if f["at"].date() >= since]
        hits = [
            any(f["case_id"] == x["case_id"] and f["concerns"] in ("", x["event_id"], x["concerns"]) for f in recent)
            for x in e
            if x["at"].date() <= since
        ]
        return self.share(hits, lost)

    def open(self):
        out = []
        for c in self.case.values():
            opened, shut = as_day(c["opened_on"]), as_day(c["closed_on"])
            if (shut is None or shut > self.as_of) and (opened is None or opened <= self.as_of):
                out.append(c)
        return out

    def cases_open(self):
        return self.count(len(self.open()), sum(as_day(c["opened_on"]) is None for c in self.open()))

    def cases_new(self):
        days = [as_day(c["opened_on"]) for c in self.case.values()]
        return self.count(sum(map(self.within, days)), days.count(None))

    def cases_closed(self):
        return self.count(sum(self.within(as_day(c["closed_on"])) for c in self.case.values()))

    def loads(self):
        who = [c["caseworker"] for c in self.open()]
        return [who.count(w) for w in sorted(set(who) - {""})], who.count("")

    def cases_per_caseworker(self):
        loads, missing = self.loads()
        return self.middle(loads, missing)

    def cases_per_caseworker_max(self):
        loads, missing = self.loads()
        return self.count(float(max(loads)) if loads else None, missing)
