"""A sample as it is kept in `samples/<id>/sample.json`: how it was drawn, from what, and every item with its reason.

`Item` is one thing to read: a case, or one event of a case (a decision, a notification). Case ids are those of the run:
a CPR number never gets here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Design = Literal["simple", "stratified", "quota", "risk", "picked"]
Chosen = Literal["random", "certain", "must", "replacement"]


class Record(BaseModel):
    """Strict on reading: a file that somebody edited by hand is refused rather than half understood."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Stratum(Record):
    """A part of the population from which a fixed number was drawn. `label` is what a reader sees, "" for the whole.

    `size` is what could be drawn; in a quota that is what earlier quotas left. `drawn` may be less than `wanted` where
    the part is too small. `odds`, of a risk-based draw: chance to chance not (p / (1 - p)) of what may or may not come, and
    how many have it; from them the chances follow when more are drawn.
    """

    label: str = ""
    size: int
    wanted: int
    drawn: int = 0
    odds: tuple[tuple[float, int], ...] = ()


class Item(Record):
    """One drawn thing. `uniform` is its number from the keyed hash, `probability` its chance of being drawn (None: none).

    `chosen`: `random`; `certain` (risk so large that it is always drawn); `must` (named by hand); `replacement` (next in
    line for `replaces`). `withdrawn` holds the reason why it is not read after all; it stays in the file. `risk` and
    `risk_points` tell a risk-based draw why. `unit_key` names an event by kind, day and running number: it is
    hashed with the case id, and unlike `unit_id` it is the same in the next export. `rank`: its place in line in its
    stratum, from 1. `waiting`: of one named by hand, the chance that it has in line; it counts once the line comes to it.
    """

    number: int
    case_id: str
    unit_kind: str = "case"
    unit_id: str = ""
    unit_on: date | None = None
    stratum: str = ""
    chosen: Chosen = "random"
    uniform: float
    probability: float | None = None
    risk: float | None = None
    risk_points: dict[str, float] = Field(default_factory=dict)
    unit: str = ""
    team: str = ""
    target_group: str = ""
    replaces: int | None = None
    withdrawn: str = ""
    unit_key: str = ""
    section: str = ""
    rank: int = 0
    waiting: float | None = None

    @property
    def read(self) -> bool:
        return not self.withdrawn


class Event(Record):
    """What was done with the sample: drawn, extended, an item replaced."""

    at: datetime
    action: Literal["seed", "drawn", "extended", "replaced"]
    detail: dict[str, str | int] = Field(default_factory=dict)


class Sample(Record):
    """A sample and its trail. `population` counts what could be drawn, after `excluded` (reason: how many).

    `reserve` holds the numbers next in line, in order, for replacements and extensions. `filters` is what narrowed the
    population, as it was written; `secret` a seed that nobody could know beforehand; `version` counts the files before
    this one, kept beside it; `draw` how many draws from these data in this design the log holds, with this one; `redraw` the command that draws the same again.
    """

    schema_version: Literal[1] = 1
    id: str
    run: str
    as_of: date
    seed: str
    design: Design
    unit_kind: str = "case"
    unit_filter: str = ""
    population: int
    excluded: dict[str, int] = Field(default_factory=dict)
    strata: tuple[Stratum, ...] = ()
    items: tuple[Item, ...]
    reserve: tuple[Item, ...] = ()
    risk_weights: dict[str, float] = Field(default_factory=dict)
    data_digest: str = ""
    rules_digest: str = ""
    trail: tuple[Event, ...] = ()
    filters: dict[str, str] = Field(default_factory=dict)
    secret: bool = False
    stratified_by: tuple[str, ...] = ()
    proportional: bool = False
    version: int = 1
    draw: int = 1
    redraw: str = ""

    @property
    def to_read(self) -> tuple[Item, ...]:
        """The items that are read: not withdrawn ones."""
        return tuple(i for i in self.items if i.read)
