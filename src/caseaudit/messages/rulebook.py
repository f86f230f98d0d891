"""Messages about rule files and other YAML."""

from caseaudit.messages.base import add

add(
    "yaml_syntax",
    ("Filen er ikke gyldig YAML: {detail}.", "The file is not valid YAML: {detail}."),
    (
        "Ret linjen. Indrykning skal være mellemrum, og tekst med kolon skal i anførselstegn.",
        "Mend the line. Indent with spaces, and quote text that holds a colon.",
    ),
)
add(
    "yaml_not_utf8",
    ("Filen er ikke skrevet i UTF-8.", "The file is not written in UTF-8."),
    ("Gem den med tegnkodningen UTF-8 (i Notesblok: Gem som).", "Save it in the encoding UTF-8 (in Notepad: Save as)."),
)
add(
    "rule_cpr",
    ("Der står et CPR-nummer i filen.", "The file holds a CPR number."),
    (
        "Slet det: teksten i regler og mappingprofiler bliver skrevet i rapporter og lister.",
        "Delete it: the text of rules and mapping profiles is printed in reports and lists.",
    ),
)
add(
    "yaml_duplicate_key",
    (
        "Nøglen '{key}' står to gange (første gang i linje {first}).",
        "The key '{key}' stands twice (first in line {first}).",
    ),
    ("Slet den ene.", "Delete one of them."),
)
add(
    "yaml_forbidden",
    (
        "YAML-ankre, aliaser og mærker (& * !) er ikke tilladt.",
        "YAML anchors, aliases and tags (& * !) are not allowed.",
    ),
    ("Skriv teksten ud.", "Write the text out."),
)
add(
    "yaml_too_large",
    ("Filen er for stor eller for dybt indrykket.", "The file is too large or too deeply nested."),
    ("Del den i flere filer.", "Split it into several files."),
)
add(
    "rule_step_unknown",
    ("Sagsskridtet '{step}' findes ikke.{hint}", "The step '{step}' does not exist.{hint}"),
    ("Brug et af sagsskridtene i steps.yaml.", "Use one of the steps in steps.yaml."),
)
add(
    "rule_unknown_key",
    ("'{key}' er ikke en nøgle her.{hint}", "'{key}' is not a key here.{hint}"),
    ("Ret stavningen, eller slet linjen.", "Mend the spelling, or delete the line."),
)
add(
    "rule_id_not_file_name",
    ("Reglens id er '{id}', men filen hedder noget andet.", "The rule's id is '{id}', but the file has another name."),
    ("Giv filen navnet {id}.yaml.", "Name the file {id}.yaml."),
)
add(
    "rule_versions_overlap",
    ("To versioner gælder samme dag ({day}).", "Two versions hold on the same day ({day})."),
    (
        "Ret 'from' og 'until', så højst en version gælder hver dag.",
        "Mend 'from' and 'until' so that at most one version holds each day.",
    ),
)
add(
    "rule_unknown_act",
    ("Loven '{act}' står ikke i laws.yaml.", "The act '{act}' is not in laws.yaml."),
    ("Tilføj loven i laws.yaml, eller ret henvisningen.", "Add the act to laws.yaml, or mend the citation."),
)
add(
    "rule_act_not_in_force",
    ("{cite} gælder ikke i hele versionens periode.", "{cite} is not in force throughout the version's period."),
    ("Del versionen ved lovens ikrafttræden.", "Split the version where the law changed."),
)
add(
    "rule_section_not_in_force",
    (
        "{cite} fandtes ikke i versionens periode; bestemmelsen kom til {day}.",
        "{cite} did not exist in the version's period; the provision was added on {day}.",
    ),
    ("Ret henvisningen eller versionens periode.", "Mend the citation or the version's period."),
)
add(
    "rule_law_begins_later",
    (
        "Versionen begynder, før nogen af dens bestemmelser fandtes; den første, {cite}, kom til {day}.",
        "The version begins before any of its provisions existed; the first, {cite}, was added on {day}.",
    ),
    (
        "Lad versionen begynde {day}, eller tilføj den bestemmelse, der gjaldt før.",
        "Let the version begin on {day}, or add the provision that held before.",
    ),
)
add(
    "rule_citation_memory",
    (
        "{cite} er ikke efterprøvet (memory). En regel, der bedømmer lov, kan ikke hvile på det.",
        "{cite} has not been verified (memory). A rule that judges law cannot rest on it.",
    ),
    (
        "Slå bestemmelsen op, og skriv read, section_only eller secondary; ellers lav et spørgsmål til gennemgangen.",
        "Look the provision up and write read, section_only or secondary; otherwise make it a review question.",
    ),
)
add(
    "rule_placeholder",
    (
        "Teksten bruger {{{name}}}, som ikke findes.{hint} Brug: {known}.",
        "The text uses {{{name}}}, which does not exist.{hint} Use: {known}.",
    ),
    ("Ret pladsholderen.", "Mend the placeholder."),
)
add(
    "rule_case_missing",
    (
        "Reglen har ingen eksempelsag med udfaldet '{outcome}'.",
        "The rule has no example case with the outcome '{outcome}'.",
    ),
    ("Tilføj en sag under 'cases'.", "Add a case under 'cases'."),
)
add(
    "rule_boundary_case_missing",
    (
        "Ingen eksempelsag ligger {side} {day}, hvor loven skifter.",
        "No example case lies {side} {day}, where the law changes.",
    ),
    ("Tilføj en sag på hver side af datoen.", "Add a case on each side of the date."),
)
add(
    "rule_finding_text_missing",
    (
        "Reglen kan give '{reason}', men har ingen tekst til det under 'finding'.",
        "The rule can give '{reason}', but has no text for it under 'finding'.",
    ),
    ("Tilføj teksten på dansk og engelsk.", "Add the text in Danish and English."),
)
add(
    "rule_duplicate_id",
    ("Reglen '{id}' findes i to filer i samme mappe.", "The rule '{id}' is in two files of the same folder."),
    ("Slet den ene, eller giv den et andet id.", "Delete one of them, or give it another id."),
)
add(
    "rule_theme_unknown",
    ("Temaet '{theme}' står ikke i themes.yaml.{hint}", "The theme '{theme}' is not in themes.yaml.{hint}"),
    ("Ret temaet.", "Mend the theme."),
)
add(
    "rule_law_row_missing",
    (
        "Versionen bruger rækken '{row}', som ikke står i reglens law_rows.",
        "The version uses row '{row}', which is not in the rule's law_rows.",
    ),
    ("Skriv rækken begge steder.", "Write the row in both places."),
)
add(
    "rule_case_wrong",
    ("Eksempelsagen '{name}' gav {got}, ikke {expected}.", "The example case '{name}' gave {got}, not {expected}."),
    (
        "Ret reglen eller sagen, så de siger det, loven siger.",
        "Mend the rule or the case until they say what the law says.",
    ),
)
add(
    "rule_case_unit",
    (
        "Eksempelsagen '{name}' har {n} enheder; 'unit' skal nævne én.",
        "The example case '{name}' has {n} units; 'unit' must name one.",
    ),
    ("Giv hændelsen et 'id', og skriv det under 'unit'.", "Give the event an 'id' and name it under 'unit'."),
)
add(
    "rule_unknown",
    ("Reglen '{id}' findes ikke.{hint}", "The rule '{id}' does not exist.{hint}"),
    ("Se reglerne med: caseaudit rules list.", "List the rules with: caseaudit rules list."),
)
add(
    "rules_folder_missing",
    ("Regelmappen findes ikke.", "The rules folder does not exist."),
    ("Kontroller stien efter --rules eller i caseaudit.toml.", "Check the path after --rules or in caseaudit.toml."),
)
