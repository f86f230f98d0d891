"""Command lines that are fuzzed as such, and how their words are exchanged for others."""

from __future__ import annotations

from . import nasty


def mixed(argv, rng):
    """A whole command line with some words exchanged for others."""
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        at = rng.randrange(1, len(argv)) if len(argv) > 1 else 0
        new = nasty.value(rng).replace("\0", "")[:2000].encode("utf-8", "ignore").decode()
        argv[at] = rng.choice((new, f"x\udcff{new[:20]}", argv[at] + new, rng.choice(argv), f"--{new}", "-", "--", "."))
    return argv


LINES = (
    "rules list --theme plan",
    "check udtraek.csv --no-save --as-of 2026-10-15 --period 2026Q3 --rule x --unit Nord --fail-under 80",
    "check udtraek.csv --no-save --as-of 2026-10-15 --theme plan --fail-on høj --format csv --fail-on-unknown 5",
    "explain 27.24.00-G01-1-22 --rule x",
    "trend --by unit --period 2026",
    "history list",
    "history show x",
    "report build --format md --audience team",
    "rules show notification-assessed-within-24-hours",
    "rules why x --as-of 2020-01-01",
    "rules diff --from 2020-01-01",
    "sample draw --n 5 --seed 2026K4 --design simple",
    "sample plan --n 40",
    "figures --period 2026 --by unit",
    "worklist --due-within 14d --by team",
    "review status",
    "review result",
    "review create --reviewers AB --set core",
    "actions add Gør --deadline 2026-12-01 --indicator 'x >= 90'",
    "baseline create --reason x --expires 2027-01-01 --owner AB",
    "schedule cron --every week",
    "privacy scan .",
    "version",
    "history prune --keep 3",
)
