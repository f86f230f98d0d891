"""Key figures beside compliance: what casework there is, counted from an export. They never say whether the law was kept."""

from caseaudit.keyfigures.compute import figures
from caseaudit.keyfigures.definitions import GROUPS, Definition, definitions
from caseaudit.keyfigures.model import Context, Part, Value, context
from caseaudit.keyfigures.targets import Target, targets

__all__ = [
    "GROUPS",
    "Context",
    "Definition",
    "Part",
    "Target",
    "Value",
    "context",
    "definitions",
    "figures",
    "targets",
]
