"""The published numbers of the Copenhagen screening, and which of the 78 invented cases have which fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

CASES = 78

PUBLISHED: dict[str, int] = {
    "cases": 78,
    "no_conversation_and_no_reason": 10,
    "contact_decision": 16,
    "contact_decision_sufficiently_reasoned": 8,
    "contact_frame_in_plan_only": 14,
    "neither_contact_decision_nor_frame": 48,
    "decision_on_choice_of_placement": 6,
    "choice_of_placement_sufficiently_reasoned": 3,
    "companion_guidance_not_documented": 75,
    "guidance_on_consent_documented": 17,
    "guidance_on_consent_not_documented": 61,
    "placements_without_consent": 39,
    "lawyer_and_file_access_guidance_without_consent": 37,
    "planned_without_investigation": 11,
    "planned_without_plan": 13,
    "supported_contact_really_supervised": 7,
}
"""As reported in *Handleplan for styrket myndighedsindsats og kvalitetssikring*, City of Copenhagen, 2016."""


@dataclass(frozen=True)
class Faults:
    """Which cases (0 to 77) have what. Every published number is the size of one of these sets."""

    without_consent: frozenset[int]
    urgent: frozenset[int]
    no_conversation: frozenset[int]
    conversation_omitted: frozenset[int]
    companion: frozenset[int]
    guidance: frozenset[int]
    no_lawyer: frozenset[int]
    no_investigation: frozenset[int]
    no_plan: frozenset[int]
    contact_decided: tuple[int, ...]
    contact_frame: frozenset[int]
    place_chosen: tuple[int, ...]


def draw(rng: Random) -> Faults:
    """Spread the faults over the cases."""
    everyone = frozenset(range(CASES))

    def some(count: int, among: frozenset[int]) -> frozenset[int]:
        return frozenset(rng.sample(sorted(among), count))

    without_consent = some(39, everyone)
    urgent = some(6, without_consent) | some(6, everyone - without_consent)
    # a case without an investigation has no conversation in one: the screening found no such fault of its own
    no_investigation = some(PUBLISHED["planned_without_investigation"], everyone - without_consent - urgent)
    no_conversation = some(PUBLISHED["no_conversation_and_no_reason"], no_investigation)
    no_plan = some(PUBLISHED["planned_without_plan"], everyone - urgent)
    contact = some(PUBLISHED["contact_decision"], everyone)
    return Faults(
        without_consent=without_consent,
        urgent=urgent,
        no_conversation=no_conversation,
        conversation_omitted=no_investigation - no_conversation,
        companion=some(3, everyone),
        guidance=some(PUBLISHED["guidance_on_consent_documented"], everyone),
        no_lawyer=some(2, without_consent),
        no_investigation=no_investigation,
        no_plan=no_plan,
        contact_decided=tuple(sorted(contact)),
        contact_frame=some(PUBLISHED["contact_frame_in_plan_only"], everyone - contact - no_plan),
        place_chosen=tuple(sorted(some(PUBLISHED["decision_on_choice_of_placement"], everyone))),
    )
