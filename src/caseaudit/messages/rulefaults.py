"""Messages about what a rule file may not hold."""

from caseaudit.messages.base import add

_SHOW = (
    "Se en færdig regel med: caseaudit rules show REGEL.",
    "See a finished rule with: caseaudit rules show RULE.",
)
_MEND = ("Ret værdien.", "Mend the value.")

add("rule_not_a_rule", ("Filen indeholder ikke en regel.", "The file holds no rule."), (
    "Begynd en ny regel med: caseaudit rules new ID.", "Begin a new rule with: caseaudit rules new ID."
))  # fmt: skip
add(
    "rule_key_missing",
    ("Her mangler {key}.", "{key} is missing here."),
    ("Tilføj det. " + _SHOW[0], "Add it. " + _SHOW[1]),
)
add(
    "rule_language_missing",
    ("Teksten '{where}' mangler på {key}.", "The text '{where}' is missing in {key}."),
    (
        "Skriv teksten på dansk under 'da' og på engelsk under 'en'.",
        "Write the text in Danish under 'da' and in English under 'en'.",
    ),
)
add(
    "rule_not_two_languages",
    ("'{key}' skal stå på dansk og engelsk.", "'{key}' must stand in Danish and English."),
    (
        "Skriv teksten på dansk under 'da' og på engelsk under 'en'.",
        "Write the text in Danish under 'da' and in English under 'en'.",
    ),
)
add("rule_text_empty", ("Teksten '{key}' er tom.", "The text '{key}' is empty."), ("Skriv teksten.", "Write the text."))
add(
    "rule_value_empty",
    ("Der står intet under '{key}'.", "Nothing stands under '{key}'."),
    ("Udfyld nøglen, eller slet linjen.", "Fill in the key, or delete the line."),
)
add(
    "rule_not_text",
    ("'{key}' skal være tekst, ikke {value}.", "'{key}' must be text, not {value}."),
    ('Skriv værdien i anførselstegn, for eksempel "yes".', 'Quote the value, for example "yes".'),
)
add(
    "rule_not_whole",
    ("'{key}' skal være et helt tal.", "'{key}' must be a whole number."),
    (
        "Skriv tallet uden anførselstegn, decimaler og foranstillede nuller.",
        "Write the number without quotes, decimals or leading zeros.",
    ),
)
add(
    "rule_not_flag",
    ("'{key}' skal være true eller false.", "'{key}' must be true or false."),
    ("Skriv true eller false uden anførselstegn.", "Write true or false without quotes."),
)
add("rule_number_low", ("'{key}' skal være mindst {least}.", "'{key}' must be at least {least}."), _MEND)
add(
    "rule_list_short",
    ("'{key}' skal nævne mindst {least}.", "'{key}' must name at least {least}."),
    ("Tilføj det, der mangler.", "Add what is missing."),
)
add(
    "rule_not_list",
    ("'{key}' skal være en liste.", "'{key}' must be a list."),
    (
        "Skriv listen i kantede parenteser eller med en bindestreg foran hver linje.",
        "Write the list in square brackets or with a hyphen before each line.",
    ),
)
add("rule_not_mapping", ("'{key}' skal være nøgler med værdier.", "'{key}' must be keys with values."), _SHOW)
add("rule_value_unusable", ("Værdien under '{key}' kan ikke bruges.", "The value under '{key}' cannot be used."), _SHOW)
add(
    "rule_choice_unknown",
    (
        "'{value}' kan ikke stå under '{key}'.{hint} Det kan: {known}.",
        "'{value}' cannot stand under '{key}'.{hint} It can be: {known}.",
    ),
    _MEND,
)
add(
    "rule_id_form",
    ("'{value}' kan ikke være en regels id.", "'{value}' cannot be the id of a rule."),
    (
        "Brug små engelske bogstaver, tal og bindestreger: plan-before-decision.",
        "Use small English letters, digits and hyphens: plan-before-decision.",
    ),
)
add(
    "rule_event_unknown",
    ("Hændelsestypen '{value}' findes ikke.{hint}", "There is no event type '{value}'.{hint}"),
    ("Se typerne med: caseaudit schema show types.", "See the types with: caseaudit schema show types."),
)
add(
    "rule_field_unknown",
    ("Feltet '{value}' findes ikke.{hint}", "There is no field '{value}'.{hint}"),
    ("Se felterne med: caseaudit schema show events.", "See the fields with: caseaudit schema show events."),
)
add(
    "rule_value_unknown",
    (
        "'{field}' kan ikke være '{value}'.{hint} Det kan være: {known}.",
        "'{field}' cannot be '{value}'.{hint} It can be: {known}.",
    ),
    _MEND,
)
add(
    "rule_field_not_of_event",
    ("'{field}' bruges ikke på hændelsestypen '{value}'.", "'{field}' is not used on the event type '{value}'."),
    ("Slet feltet, eller brug en anden hændelsestype.", "Delete the field, or use another event type."),
)
add(
    "rule_not_a_section",
    ("'{value}' er ikke en paragraf.{hint}", "'{value}' is not a section.{hint}"),
    (
        "Skriv lov, paragraf, stykke og nummer: BL-46, SEL-52-3-7. Eller et navn fra section-groups.yaml.",
        "Write act, section, subsection and number: BL-46, SEL-52-3-7. Or a name from section-groups.yaml.",
    ),
)
add(
    "rule_not_a_day",
    ("'{value}' er ikke en dato.", "'{value}' is not a date."),
    ("Skriv datoen som 2024-01-31.", "Write the date as 2024-01-31."),
)
add(
    "rule_not_a_moment",
    ("'{value}' er ikke et tidspunkt.", "'{value}' is not a moment."),
    (
        "Skriv for eksempel: at, at + 3 months, aware_on + 4 months, birthday 18 - 6 months.",
        "Write for example: at, at + 3 months, aware_on + 4 months, birthday 18 - 6 months.",
    ),
)
add(
    "rule_not_a_span",
    ("'{value}' er ikke et tidsrum.", "'{value}' is not a length of time."),
    ("Skriv for eksempel: 14 days, 6 months, 1 year.", "Write for example: 14 days, 6 months, 1 year."),
)
add(
    "rule_not_a_condition",
    ("Her skal stå en betingelse.", "A condition must stand here."),
    ("Skriv for eksempel: {{event: plan, by: at}}.", "Write for example: {{event: plan, by: at}}."),
)
add(
    "rule_condition_unknown",
    (
        "'{value}' findes ikke her.{hint} Brug en af: {known}.",
        "'{value}' does not exist here.{hint} Use one of: {known}.",
    ),
    ("Ret stavningen.", "Mend the spelling."),
)
add(
    "rule_condition_double",
    ("Betingelsen har flere navne på én gang: {keys}.", "The condition has several names at once: {keys}."),
    ("Skriv hver for sig under 'all' eller 'any'.", "Write each by itself under 'all' or 'any'."),
)
add(
    "rule_field_test",
    ("Et felt skal have netop én af: is, is_not, by.", "A field needs exactly one of: is, is_not, by."),
    ("Skriv den, der mangler, eller slet de overskydende.", "Add the one that is missing, or delete the others."),
)
add(
    "rule_field_by",
    (
        "'by' kan kun stå ved et datofelt og regnes i hele dage; '{field}' kan ikke.",
        "'by' goes with a date field and whole days only; '{field}' will not do.",
    ),
    (
        "Brug ends_on, aware_on eller next_on, eller spørg med 'is'.",
        "Use ends_on, aware_on or next_on, or ask with 'is'.",
    ),
)
add(
    "rule_hours_from_at",
    ("Timer og hverdage regnes kun fremad fra 'at'.", "Hours and working days are counted forward from 'at' only."),
    ("Skriv for eksempel: at + 6 working days.", "Write for example: at + 6 working days."),
)
add(
    "rule_hours_not_here",
    ("'{key}' skal regnes i hele dage.", "'{key}' must be counted in whole days."),
    ("Brug dage, måneder eller år.", "Use days, months or years."),
)
add(
    "rule_hours_alone",
    (
        "En frist i timer kræver 'from: at' og kan ikke stå sammen med at_least, on eller unlinked.",
        "A limit in hours needs 'from: at' and goes with neither at_least, on nor unlinked.",
    ),
    (
        "Skriv for eksempel: {{event: notification_assessed, from: at, by: at + 24 hours}}.",
        "Write for example: {{event: notification_assessed, from: at, by: at + 24 hours}}.",
    ),
)
add(
    "rule_on_running",
    (
        "'on: running' kan ikke stå sammen med from, by, at_least, within eller until_next.",
        "'on: running' goes with neither from, by, at_least, within nor until_next.",
    ),
    ("Slet det, der ikke passer.", "Delete what does not fit."),
)
add(
    "rule_age_limit",
    ("En alder skal have 'at_least' eller 'below'.", "An age needs 'at_least' or 'below'."),
    ("Skriv for eksempel: {{age: at, below: 15}}.", "Write for example: {{age: at, below: 15}}."),
)
add(
    "rule_running_day",
    ("'running' regnes fra en fødselsdag eller fra 'at'.", "'running' is counted from a birthday or from 'at'."),
    ("Skriv for eksempel: {{running: birthday 16}}.", "Write for example: {{running: birthday 16}}."),
)
add(
    "rule_series_alone",
    (
        "'recurring' og 'yearly' kan kun stå alene under 'require'.",
        "'recurring' and 'yearly' stand alone under 'require' only.",
    ),
    ("Del pligten i to regler.", "Split the duty into two rules."),
)
add(
    "rule_without_law",
    (
        "En regel, der måler mod loven, skal nævne law_rows og i hver version law_rows og law.",
        "A rule that judges law names its law_rows, and in each version law_rows and law.",
    ),
    (
        "Tilføj dem, eller skriv 'judges: local_standard', hvis kommunen selv har sat kravet.",
        "Add them, or write 'judges: local_standard' if the municipality set the standard itself.",
    ),
)
add(
    "rule_law_rows_not_here",
    ("Kun en regel, der måler mod loven, har law_rows.", "Only a rule that judges law has law_rows."),
    ("Slet law_rows, eller slet 'judges'.", "Delete law_rows, or delete 'judges'."),
)
add(
    "rule_first",
    ("'first' hører til 'about: case' og kun dertil.", "'first' goes with 'about: case', and only with it."),
    ("Tilføj 'first', eller slet den.", "Add 'first', or delete it."),
)
add(
    "rule_unfinished",
    ("Udfyld {where}{meaning}.", "Fill in {where}{meaning}."),
    ("Skriv det, der skal stå, i stedet for UDFYLD.", "Write what is to stand there instead of UDFYLD."),
)
add(
    "rule_case_outcome",
    ("'{value}' er ikke et udfald.{hint}", "'{value}' is not an outcome.{hint}"),
    (
        "Skriv for eksempel: met, excused, breached/late, pending, unknown/data_missing, not_applicable.",
        "Write for example: met, excused, breached/late, pending, unknown/data_missing, not_applicable.",
    ),
)
add(
    "rule_case_event",
    ("Hændelsen skal have netop én hændelsestype.", "The event needs exactly one event type."),
    (
        "Skriv for eksempel: {{decision: 2024-03-01, section: BL-46}}.",
        "Write for example: {{decision: 2024-03-01, section: BL-46}}.",
    ),
)
add(
    "rule_outcome_untried",
    (
        "Reglen kan give '{outcome}', men ingen eksempelsag viser det.",
        "The rule can give '{outcome}', but no example case shows it.",
    ),
    ("Tilføj en sag med 'expect: {expect}'.", "Add a case with 'expect: {expect}'."),
)
add(
    "rule_why_short",
    (
        "Alvoren er kritisk, men 'why' er på kun {n} tegn.",
        "The severity is critical, but 'why' has only {n} characters.",
    ),
    (
        "Skriv følgen for barnet, som begrunder alvoren.",
        "Write the consequence for the child that grounds the severity.",
    ),
)
add(
    "rule_exists",
    ("Der findes allerede en fil med det navn.", "There is already a file of that name."),
    ("Vælg et andet id, eller ret i filen.", "Choose another id, or edit the file."),
)
add(
    "rule_version_backwards",
    ("Versionen slutter, før den begynder.", "The version ends before it begins."),
    ("Byt om på 'from' og 'until', eller ret datoen.", "Swap 'from' and 'until', or mend the date."),
)
add(
    "rule_brace_open",
    ("En krølleparentes i teksten '{reason}' er ikke lukket.", "A brace in the text '{reason}' is not closed."),
    (
        "Skriv for eksempel {{due_on}}. Brug ikke krølleparenteser til andet.",
        "Write for example {{due_on}}. Use braces for nothing else.",
    ),
)
add(
    "rule_cases_none",
    ("Reglen har ingen eksempelsager.", "The rule has no example cases."),
    (
        "Skriv mindst én sag, hvor pligten er overholdt, én, hvor den ikke er, og én, der ikke kan afgøres, under 'cases'.",
        "Write at least one case where the duty is met, one where it is not and one that cannot be decided, under 'cases'.",
    ),
)
