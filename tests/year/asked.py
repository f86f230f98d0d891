"""What the tests of the year ask of it again and again."""

from __future__ import annotations

import json

BYS = ("", "rule", "theme", "unit", "team")


def weekly(year, kept):
    return [kept[m.name] for m in year.weekly]


def trend_of(year, *argv):
    return json.loads(year.call("trend", *argv, "--format", "json"))


def like(year, name):
    return ("--like", next(m.run for m in year.made if m.name == name))


def by_flag(by):
    return ("--by", by) if by else ()


def points(told):
    return {s["id"]: s["points"] for s in told["series"]}
