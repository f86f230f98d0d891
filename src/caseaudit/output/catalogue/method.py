"""How a version is computed, in sentences: which event counts, from which day, by which arithmetic, what blank means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseaudit.model.tables import EVENT_FIELDS, EVENT_TYPES
from caseaudit.rules.language import (
    Age,
    Earliest,
    EventIs,
    FieldIs,
    Latest,
    Moment,
    ParallelEnd,
    Recurring,
    Running,
    SectionIs,
    Span,
    Yearly,
    walk,
)
from caseaudit.rules.nouns import NOUNS
from caseaudit.rules.phrases import Unit, joined, length_text, moment_text, span_text
from caseaudit.rules.prose import describe
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caseaudit.rules.language import AnyCondition, Rule, Unlinked, Version, When

CODED = ("section", "kind", "result", "body", "notifier", "party")
UNKNOWN = Text("»kan ikke vurderes«", '"could not be assessed"')


def method(rule: Rule, version: Version) -> tuple[str, ...]:
    """Every sentence once, in the order that the machine works."""
    unit = Unit.of(rule)
    said = [
        *_unit(rule, unit),
        *_counted(rule, version, unit),
        *_limits(version, unit),
        *_special(version, unit),
        *_blank(rule, version),
    ]
    return tuple(dict.fromkeys(str(s) for s in said))


def _parts(version: Version, *names: str) -> list[AnyCondition]:
    roots = [getattr(version, n) for n in names or ("when", "require", "unless", "incomplete_if")]
    return [c for root in roots for c in walk(root)]


def _unit(rule: Rule, unit: Unit) -> Iterator[Text]:
    if rule.of_case:
        yield Text(
            f"Reglen giver ét udfald for hver sag. Perioden vælges efter {unit.day}.",
            f"One outcome for each case. The period is chosen by {unit.day}.",
        )
        return
    each = joined((str(NOUNS[t].one).split(" ", 1)[1] for t in unit.types), either=False)
    yield Text(
        f"Der er ét udfald for hver {each}. Perioden vælges efter {unit.day}.",
        f"One outcome for each {each}. The period is chosen by {unit.day}.",
    )


def _counted(rule: Rule, version: Version, unit: Unit) -> Iterator[Text]:
    for c in _parts(version):
        if isinstance(c, EventIs):
            yield _belongs(c.event, c.unlinked, rule, unit)
            yield from _placed(c, unit)
        elif isinstance(c, Recurring):
            yield _belongs(c.recurring, None, rule, unit)
        elif isinstance(c, Yearly):
            yield _belongs(c.yearly, None, rule, unit)


def _belongs(event: str, unlinked: Unlinked | None, rule: Rule, unit: Unit) -> Text:
    noun = NOUNS[event]
    if rule.of_case or (unlinked and unlinked.whole_case):
        return Text(
            f"{_up(noun.many.da)}: alle på sagen tæller med.",
            f"{_up(noun.many.en)}: all on the case count.",
        )
    also = _through(event, rule)
    linked = Text(
        f"{_up(noun.many.da)}: de, der i udtrækket er knyttet til {unit.the}{also.da}, tæller.",
        f"{_up(noun.many.en)}: those that the export links to {unit.the}{also.en} count.",
    )
    if unlinked and unlinked.only_without_links:
        rest = Text(
            f" De øvrige på sagen tæller kun, når udtrækket slet ingen tilknytninger har{_within(unlinked).da}.",
            f" Others on the case count only where the export has no links at all{_within(unlinked).en}.",
        )
    else:
        rest = Text(
            f" Er ingen knyttet, tæller sagens øvrige, der ikke er knyttet til en hændelse{_narrow(unlinked).da}.",
            f" Where none is linked, those of the case count that are linked to no event{_narrow(unlinked).en}.",
        )
    return Text(linked.da + rest.da, linked.en + rest.en)


def _through(event: str, rule: Rule) -> Text:
    """What else an event may be linked to and still belong to the unit."""
    about = set(rule.about)
    da, en = "", ""
    if about <= {"placement", "intervention"}:
        da, en = ", eller til den afgørelse, som den bygger på", ", or to the decision that it rests on"
        if event == "decision":
            da, en = ", eller som den selv er knyttet til", ", or that it is itself linked to"
    elif about == {"decision"} and event not in ("placement", "intervention", "decision"):
        da, en = ", eller til det, der iværksætter den", ", or to what carries it out"
    return Text(da, en)


def _within(unlinked: Unlinked) -> Text:
    if unlinked.within is None:
        return Text("", "")
    span = span_text(unlinked.within)
    return Text(f", og højst {span} før (en indstilling)", f", and at most {span} before (a setting)")


def _narrow(unlinked: Unlinked | None) -> Text:
    da, en = "", ""
    if unlinked and unlinked.since_previous:
        da += ", når de ikke er ældre end den forrige af samme slags på sagen (samme lov og paragraf)"
        en += ", when they are not older than the previous unit of the kind on the case (same act and section)"
    if unlinked and unlinked.until_next:
        da += ", og kun før den næste af samme slags"
        en += ", and only before the next of the kind"
    return Text(da + (_within(unlinked).da if unlinked else ""), en + (_within(unlinked).en if unlinked else ""))


def _placed(c: EventIs, unit: Unit) -> Iterator[Text]:
    noun = NOUNS[c.event]
    if c.on == "ends_on":
        yield Text(
            f"{_up(noun.the.da)} regnes på sin slutdato; uden slutdato er den ikke afsluttet.",
            f"{_up(noun.the.en)} is placed by its end date; without one it is not finished.",
        )
    if c.on == "running":
        yield Text(
            f"{_up(noun.the.da)} var i gang {unit.on}, når den var begyndt senest den dag og ikke var slut en tidligere dag.",
            f"{_up(noun.the.en)} ran {unit.on} when it had begun by that day and had not ended on an earlier one.",
        )
    if c.from_ is not None:
        start = moment_text(c.from_, unit)
        yield Text(
            f"Er det eneste, der er knyttet, dateret før {start}, er én af datoerne forkert, og udfaldet er {UNKNOWN.da}.",
            f"Where all that is linked is dated before {start}, one date is wrong, and the outcome is {UNKNOWN.en}.",
        )


def _moments(version: Version) -> Iterator[Moment | ParallelEnd]:
    for c in _parts(version):
        if isinstance(c, EventIs | FieldIs) and c.by is not None:
            yield from flat(c.by)


def flat(when: When) -> tuple[Moment | ParallelEnd, ...]:
    """The moments that a limit is made of."""
    if isinstance(when, Earliest):
        return when.earliest
    return tuple(when.latest) if isinstance(when, Latest) else (when,)


def _limits(version: Version, unit: Unit) -> Iterator[Text]:
    moments = list(dict.fromkeys(_moments(version)))
    for m in moments:
        if isinstance(m, ParallelEnd):
            names = joined((str(NOUNS[t].many) for t in m.parallel_end), either=False)
            yield Text(
                f"{_up(names)}: de, der var begyndt senest den dag og sluttede senere, tæller; ved flere den, der slutter først.",
                f"{_up(names)}: those begun by that day and ended later count; of several the one that ends first.",
            )
        elif m.n:
            yield _arithmetic(m, unit)
    for m in moments:
        if isinstance(m, Moment) and m.base == "at" and not m.n:
            yield Text(
                "Samme dag er i tide: rækkefølgen inden for dagen kendes ikke.",
                "The same day is in time: the order within the day is not known.",
            )
        if isinstance(m, Moment) and m.base in ("aware_on", "ends_on"):
            label = EVENT_FIELDS[m.base].label
            yield Text(
                f"Er datoen »{label.da}« ikke registreret, er udfaldet {UNKNOWN.da}.",
                f'Where the date "{label.en}" is not recorded, the outcome is {UNKNOWN.en}.',
            )


def _arithmetic(m: Moment, unit: Unit) -> Text:
    length, moment = length_text(m.n, m.unit), moment_text(m, unit)
    if m.unit == "hours":
        return Text(
            f"{_up(length)} er forløbne timer i dansk tid, også nat og weekend. Uden klokkeslæt på begge er samme dag i tide, "
            f"næste dag {UNKNOWN.da} og senere for sent.",
            f"{_up(length)} are elapsed hours in Danish time, nights and weekends too. Without clock times on both, the same "
            f"day is in time, the next {UNKNOWN.en}, and later is late.",
        )
    if m.unit == "working_days":
        return Text(
            f"{_up(moment)}: regnet fra dagen efter, mandag til fredag uden helligdage. Er fristen kun holdt, fordi lørdag ikke "
            f"tæller med, er udfaldet {UNKNOWN.da} (se de uafklarede læsninger).",
            f"{_up(moment)}: counted from the day after, Monday to Friday except public holidays. Where the limit holds only "
            f"because Saturday does not count, the outcome is {UNKNOWN.en} (see the unsettled readings).",
        )
    if m.unit in ("months", "years"):
        last = Text("samme dag i måneden, ellers månedens sidste dag", "the same day of the month, else its last day")
        if m.sign < 0:
            return Text(f"{_up(moment)}: {last.da}. Dagen er med.", f"{_up(moment)}: {last.en}. The day is included.")
        return Text(
            f"{_up(moment)}: {last.da}. Fristens dag er med. Fristen forlænges ikke over weekender og helligdage (en indstilling).",
            f"{_up(moment)}: {last.en}. The last day is included. The limit is not extended over weekends and holidays (a setting).",
        )
    return Text(
        f"{_up(moment)}: kalenderdage, regnet fra dagen efter. Fristens dag er med.",
        f"{_up(moment)}: calendar days, counted from the day after. The last day is included.",
    )


def _special(version: Version, unit: Unit) -> Iterator[Text]:
    for c in _parts(version):
        if isinstance(c, Recurring):
            yield from _intervals(c)
        elif isinstance(c, Yearly):
            yield Text(
                "Kun hele kalenderår tæller. Dele af år og det løbende år giver ikke brud; er der intet helt år, er pligten ikke "
                "relevant endnu.",
                "Only full calendar years count. Part years and the running year give no breach; without a full year the duty is "
                "not applicable.",
            )
        elif isinstance(c, Age | Running):
            yield Text(
                "Alder regnes efter fødselsdag. Født 29. februar: fylder år 1. marts i almindelige år (en indstilling).",
                "Age goes by birthday. Born on 29 February: 1 March in common years (a setting).",
            )
            if isinstance(c, Running):
                yield Text(
                    f"{_up(unit.the)} var i gang, når den var begyndt og ikke var slut en tidligere dag. Er dagen ikke kommet på "
                    "opgørelsesdagen, gælder pligten ikke endnu.",
                    f"{_up(unit.the)} ran when it had begun and had not ended on an earlier day. Where the day has not come by the "
                    "as-of date, the duty does not apply yet.",
                )
    if version.incomplete_if is not None:
        begun = describe(version.incomplete_if, unit, sub=True)
        yield Text(
            f"Når {begun}, er bruddet »ufuldstændig« i stedet for »mangler«.",
            f'Where {begun}, the breach is "incomplete" and not "missing".',
        )
    if version.soft:
        yield Text(
            f"Mangler dokumentationen, er udfaldet {UNKNOWN.da} (kræver gennemgang) og aldrig et brud.",
            f"Where it is not documented, the outcome is {UNKNOWN.en} (needs review) and never a breach.",
        )


def _intervals(c: Recurring) -> Iterator[Text]:
    many = NOUNS[c.recurring].many
    if isinstance(c.every, Span):
        yield Text(
            f"Afstanden måles mellem to {many.da} efter hinanden, fra den første. Måneder: samme dag i måneden, ellers den sidste.",
            f"The distance is measured between consecutive {many.en}, from the first. Months: same day, else the last.",
        )
    else:
        yield Text(
            "Hver gang sættes dagen for den næste i feltet »næste gang senest«. Er der ikke sat en dag, begynder ingen frist.",
            'Each sets the day for the next in "next time by". One that sets no day starts no limit.',
        )
    yield Text(
        f"En afstand, der løber ud over periodens sidste dag, giver {UNKNOWN.da} (overgang mellem love).",
        f"An interval that runs past the last day of the period gives {UNKNOWN.en} (between two laws).",
    )


def _blank(rule: Rule, version: Version) -> Iterator[Text]:
    needed = _own(_parts(version, "when"))
    if needed:
        names = joined(needed, either=True)
        yield Text(
            f"Er {names} ikke registreret, vides det ikke, om pligten gælder, og udfaldet er {UNKNOWN.da}.",
            f"Where {names} is not recorded, it is not known whether the duty applies: {UNKNOWN.en}.",
        )
    asked = [f for f in _own(_parts(version, "require", "unless")) if f not in needed]
    if asked:
        names = joined(asked, either=True)
        yield Text(
            f"Er {names} ikke registreret, er den betingelse ikke opfyldt.",
            f"Where {names} is not recorded, that condition is not fulfilled.",
        )
    coded = _codes(_parts(version))
    if coded:
        names = joined(coded, either=True)
        yield Text(
            f"Er {names} tom på en hændelse, der ellers kunne opfylde kravet, er udfaldet {UNKNOWN.da}.",
            f"Where {names} is blank on an event that might fulfil the duty, the outcome is {UNKNOWN.en}.",
        )
    types = _types(version)
    names = joined((f"»{EVENT_TYPES[t].label}«" for t in types if t not in rule.about), either=True)
    if names:
        yield Text(
            f"Har udtrækket slet ingen oplysninger om {names}, er udfaldet {UNKNOWN.da}.",
            f"Where the export holds nothing on {names}, the outcome is {UNKNOWN.en}.",
        )


def _own(conditions: Iterable[AnyCondition]) -> list[str]:
    """The unit's own fields that the conditions ask of, as the reader knows them."""
    fields = [
        "section" if isinstance(c, SectionIs) else c.field for c in conditions if isinstance(c, SectionIs | FieldIs)
    ]
    return list(dict.fromkeys(f"»{EVENT_FIELDS[f].label}«" for f in fields))


def _codes(conditions: Iterable[AnyCondition]) -> list[str]:
    fields = [f for c in conditions if isinstance(c, EventIs | Recurring | Yearly) for f in c.where.tests if f in CODED]
    return list(dict.fromkeys(f"»{EVENT_FIELDS[f].label}«" for f in fields))


def _types(version: Version) -> list[str]:
    names = []
    for c in _parts(version):
        if isinstance(c, EventIs):
            names.append(c.event)
        elif isinstance(c, Recurring):
            names.append(c.recurring)
        elif isinstance(c, Yearly):
            names.append(c.yearly)
    return list(dict.fromkeys(names))


def _up(text: str) -> str:
    return text[:1].upper() + text[1:]
