"""A rule with nothing wrong in it, for tests to put faults into."""

NAME = "consent-noted.yaml"
RULE = """\
id: consent-noted
title:
  da: Der er samtykke senest ved afgørelsen
  en: There is consent by the decision
law_rows: [A1]
theme: foraeldre
step: before-decision
severity: high
about: decision
why:
  da: Uden samtykke gælder andre bestemmelser.
  en: Without consent other provisions hold.

versions:
  - from: 2024-01-01
    until: 2024-12-31
    law_rows: [A1]
    law: [{cite: BL-32-2, confidence: read}]
    when: {section: BL-32}
    require:
      any:
        - {field: consent, is: "yes"}
        - {event: consent_given, where: {section: BL-32}, by: at + 3 months, at_least: 2}
  - from: 2025-01-01
    law_rows: [A1]
    law: [{cite: BL-32-2, confidence: read}]
    when: {section: BL-32}
    require: {event: consent_given, by: {earliest: [at + 3 months, {parallel_end: investigation}]}}

finding:
  missing: {da: Intet samtykke., en: No consent.}
  late:
    da: Samtykket kom {days_late} for sent.
    en: The consent came {days_late} late.
fix: {da: Indhent samtykket., en: Obtain the consent.}
limits: {da: Indholdet ses ikke., en: The content is not seen.}

cases:
  - name: {da: i tide, en: in time}
    given: [{decision: 2024-03-01, section: BL-32, id: d}, {consent_given: 2024-03-01, concerns: d}]
    expect: breached/missing
  - name: {da: står på afgørelsen, en: stands on the decision}
    given: [{decision: 2024-12-31, section: BL-32, consent: "yes"}]
    expect: met
  - name: {da: før loven, en: before the act}
    given: [{decision: 2023-12-31, section: SEL-52}]
    expect: not_applicable
  - name: {da: for sent, en: late}
    given:
      - {decision: 2025-01-01, section: BL-32, id: d}
      - {consent_given: 2025-04-02, concerns: d}
    expect: breached/late
    due_on: 2025-04-01
  - name: {da: venter, en: waiting}
    given: [{decision: 2025-01-01, section: BL-32}]
    as_of: 2025-01-02
    expect: pending
  - name: {da: udtrækket har ingen, en: the export has none}
    given: [{decision: 2025-01-01, section: BL-32}]
    without: consent_given
    expect: unknown/data_missing
"""
