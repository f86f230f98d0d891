"""What tests in every folder need to know: where the checkout is, and what must never come out."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CANARIES = ("310210-4999", "3102104999", "Kanariefugl Testesen")
"""A CPR number on a day that does not exist, and a name that nobody has: neither may reach any output."""
