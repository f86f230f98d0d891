"""Messages about reports: runs judged again, the file of texts, building and verifying."""

from caseaudit.messages.base import add

add(
    "run_rules_changed",
    (
        "Regelsættet er ændret siden kørslen: {rules}.",
        "The rule set has changed since the run: {rules}.",
    ),
    (
        "Kør caseaudit check igen. Brugte kørslen --rules, så giv de samme mapper her.",
        "Run caseaudit check again. If the run used --rules, give the same folders here.",
    ),
)
add(
    "run_counts_differ",
    (
        "Kørslens tabeller giver ikke længere de tal, der står i dens manifest.json.",
        "The tables of the run no longer give the numbers in its manifest.json.",
    ),
    (
        "Caseaudit eller kørslens filer er ændret siden. Kør caseaudit check igen.",
        "Caseaudit or the files of the run have changed since. Run caseaudit check again.",
    ),
)
add(
    "run_unreadable",
    (
        "Kørslen kan ikke læses: en fil mangler, er beskadiget eller er fra en ældre udgave.",
        "The run cannot be read: a file is missing, damaged or from an older version.",
    ),
    ("Kør caseaudit check igen.", "Run caseaudit check again."),
)
add(
    "texts_missing",
    ("Tekstfilen findes ikke.", "The file of texts does not exist."),
    (
        "Kontroller stien efter --texts, eller lav den: caseaudit report draft -o FIL.",
        "Check the path after --texts, or make it: caseaudit report draft -o FILE.",
    ),
)
add(
    "texts_syntax",
    (
        'Tekstfilen kan ikke læses som TOML: linjen følger ikke formen nøgle = "tekst".',
        'The file of texts cannot be read as TOML: the line is not of the form key = "text".',
    ),
    (
        'Sæt teksten i dobbelte anførselstegn på én linje. Et anførselstegn inde i teksten skrives \\". Gem som UTF-8.',
        'Put the text in double quotes on one line. A quote inside the text is written \\". Save as UTF-8.',
    ),
)
add(
    "texts_key_unknown",
    ("Nøglen '{key}' kendes ikke.{hint}", "The key '{key}' is not known.{hint}"),
    (
        "Ret stavningen, eller slet linjen. Kendte nøgler: {known}.",
        "Mend the spelling, or delete the line. Known keys: {known}.",
    ),
)
add(
    "texts_theme_unknown",
    ("Temaet '{theme}' findes ikke.{hint}", "The theme '{theme}' does not exist.{hint}"),
    ("Ret navnet i linjen. Temaer: {known}.", "Mend the name on the line. Themes: {known}."),
)
add(
    "texts_group_unknown",
    ("'{group}' er ikke en gruppe af tekster.{hint}", "'{group}' is not a group of texts.{hint}"),
    (
        "Skriv [[{theme}.styrker]], [[{theme}.udfordringer]] eller [[{theme}.anbefalinger]].",
        "Write [[{theme}.styrker]], [[{theme}.udfordringer]] or [[{theme}.anbefalinger]].",
    ),
)
add(
    "texts_group_form",
    ("'{group}' er ikke skrevet som en liste af tekster.", "'{group}' is not written as a list of texts."),
    (
        "Skriv overskriften med dobbelte klammer: [[{group}]].",
        "Write the heading in double brackets: [[{group}]].",
    ),
)
add(
    "texts_key_missing",
    ("{item} mangler nøglen '{key}'.", "{item} lacks the key '{key}'."),
    ('Tilføj linjen: {key} = "..."', 'Add the line: {key} = "..."'),
)
add(
    "texts_value",
    ("Værdien af '{key}' kan ikke bruges i {item}.", "The value of '{key}' cannot be used in {item}."),
    ("Skriv {form}.", "Write {form}."),
)
add(
    "texts_id_twice",
    ("Id'et {item} er brugt to gange.", "The id {item} is used twice."),
    ("Giv den ene tekst et andet id.", "Give one of the texts another id."),
)
add(
    "texts_rule_unknown",
    (
        "{item} bygger på reglen '{rule}', som ikke findes.{hint}",
        "{item} rests on the rule '{rule}', which does not exist.{hint}",
    ),
    ("Ret navnet. Se navnene med: caseaudit rules list.", "Mend the name. See the names with: caseaudit rules list."),
)
add(
    "texts_answer_unknown",
    (
        "{item} svarer på udfordringen '{other}', som ikke findes.{hint}",
        "{item} answers the challenge '{other}', which does not exist.{hint}",
    ),
    ("Ret id'et, eller slet det.", "Mend the id, or delete it."),
)
add(
    "texts_cpr",
    ("{item} indeholder noget, der ligner et CPR-nummer.", "{item} holds what looks like a CPR number."),
    ("Fjern det. Rapporten må ikke nævne enkelte børn.", "Remove it. The report may not name single children."),
)
add(
    "texts_stale",
    (
        "{item}: tallene er ikke kørslens. Teksten bygger på: {was}. Kørslen har: {now}.",
        "{item}: the numbers are not those of the run. The text rests on: {was}. The run has: {now}.",
    ),
    (
        "Kør caseaudit report draft igen; den mærker teksten. Gennemgå den, og godkend den.",
        "Run caseaudit report draft again; it marks the text. Read it, and approve it.",
    ),
)
add(
    "texts_unapproved",
    ("Teksten {item} er ikke godkendt.", "The text {item} is not approved."),
    (
        'Ret teksten, og skriv status = "godkendt", eller slet den. En rapport til udvalget bygges kun af godkendte tekster.',
        'Edit the text and write status = "godkendt", or delete it. A committee report is built of approved texts only.',
    ),
)
add(
    "texts_no_approver",
    (
        "Det er ikke skrevet, hvem der har godkendt teksterne, og hvornår.",
        "It is not written who approved the texts, and when.",
    ),
    (
        'Udfyld godkendt_af = "navn eller stilling" og godkendt_den = "dd-mm-åååå" øverst i tekstfilen.',
        'Fill in godkendt_af = "name or post" and godkendt_den = "dd-mm-yyyy" at the top of the file of texts.',
    ),
)
add(
    "texts_none",
    (
        "Der er ingen tekstfil, og en rapport til udvalget kræver godkendte tekster.",
        "There is no file of texts, and a committee report needs approved texts.",
    ),
    (
        "Kør caseaudit report draft, gennemgå og godkend teksterne, og giv filen med --texts.",
        "Run caseaudit report draft, read and approve the texts, and give the file with --texts.",
    ),
)
add(
    "texts_number_hidden",
    (
        "{item} nævner '{number}', som rapporten til udvalget ikke viser.",
        "{item} mentions '{number}', which the committee report does not show.",
    ),
    (
        (
            "Skriv teksten uden tallet, for eksempel 'i enkelte afgørelser'. Et helt udkast uden skjulte tal får du med "
            "caseaudit report draft --audience udvalg -o udvalg.toml."
        ),
        (
            "Write the text without the number, such as 'in a few decisions'. For a whole draft without hidden numbers run "
            "caseaudit report draft --audience committee -o committee.toml."
        ),
    ),
)
add(
    "texts_other_language",
    ("Teksterne er på et andet sprog end rapporten.", "The texts are in another language than the report."),
    ("Byg rapporten på tekstfilens sprog med --lang.", "Build the report in the language of the texts with --lang."),
)
add(
    "texts_not_kept",
    (
        "Tekstfilen kan ikke opdateres, uden at noget i den går tabt.",
        "The file of texts cannot be updated without losing something in it.",
    ),
    (
        "Skriv et nyt udkast til en anden fil med -o, og flyt teksterne over.",
        "Write a new draft to another file with -o, and move the texts there.",
    ),
)
add(
    "report_extra_missing",
    (
        "Formatet {format} kræver pakken {package}, som ikke er installeret.",
        "The format {format} needs the package {package}, which is not installed.",
    ),
    (
        "Installér den: pip install {package}. Eller vælg et andet format.",
        "Install it: pip install {package}. Or choose another format.",
    ),
)
add(
    "report_format_none",
    ("--format er tom.", "--format is empty."),
    ("Skriv for eksempel --format html,docx.", "Write for example --format html,docx."),
)
add(
    "report_logo",
    ("Logoet kan ikke bruges.", "The logo cannot be used."),
    (
        "Giv en PNG-, JPEG- eller SVG-fil under 1 MB i [report] logo, eller slet linjen.",
        "Give a PNG, JPEG or SVG file under 1 MB in [report] logo, or delete the line.",
    ),
)
add(
    "report_templates_missing",
    ("Mappen med skabeloner findes ikke.", "The folder of templates does not exist."),
    (
        "Kontroller stien efter --templates eller i [report] templates.",
        "Check the path after --templates or in [report] templates.",
    ),
)
add(
    "report_same_run",
    ("Kørslen kan ikke sammenlignes med sig selv.", "The run cannot be compared with itself."),
    ("Giv en tidligere kørsel efter --previous.", "Give an earlier run after --previous."),
)
add(
    "verify_format",
    ("En fil af typen '{suffix}' kan ikke efterses.", "A file of type '{suffix}' cannot be verified."),
    ("Giv den redigerede rapport som .docx eller .html.", "Give the edited report as .docx or .html."),
)
add(
    "verify_unreadable",
    ("Filen kan ikke læses som en rapport.", "The file cannot be read as a report."),
    (
        "Gem den igen som .docx (Word) eller .html (UTF-8), og luk den.",
        "Save it again as .docx (Word) or .html (UTF-8), and close it.",
    ),
)
add(
    "report_template_typst",
    ("Skabelonen til PDF kan ikke sættes: {reason}.", "The template for PDF cannot be set: {reason}."),
    (
        "Ret filen i jeres mappe med skabeloner, eller fjern den, så bruges den, der følger med.",
        "Mend the file in your folder of templates, or remove it to use the one that comes along.",
    ),
)
add(
    "report_template_package",
    ("Skabelonen til PDF henter en pakke fra nettet.", "The template for PDF fetches a package from the network."),
    (
        "Skriv det, pakken gør, i selve skabelonen. En rapport bygges uden adgang til nettet.",
        "Write what the package does in the template itself. A report is built without network access.",
    ),
)
add(
    "texts_not_shown",
    (
        "{item} hører til et tema, som kørslen ikke har tal om, og kommer ikke med i rapporten.",
        "{item} belongs to a theme of which the run has no numbers, and is not in the report.",
    ),
    (
        "Flyt teksten til et andet tema, eller lad den stå til næste gang.",
        "Move the text to another theme, or leave it for next time.",
    ),
)
add(
    "case_sheet_which",
    (
        "Oversigtsskemaet skal vide, hvilke sager det gælder: én sag, et team eller en enhed.",
        "The case sheet must know which cases it is about: one case, a team or a unit.",
    ),
    (
        "Skriv enten sagsnummeret, eller --team eller --unit: caseaudit report case --team NAVN.",
        "Give either the case id, or --team or --unit: caseaudit report case --team NAME.",
    ),
)
add(
    "case_sheet_group",
    ("Ingen sag i kørslen har {column} '{value}'.", "No case of the run has {column} '{value}'."),
    ("Kontroller navnet. Kørslen har: {known}.", "Check the name. The run has: {known}."),
)
add(
    "case_sheet_none",
    ("Ingen sag i kørslen hører til både teamet og enheden.", "No case of the run is of both the team and the unit."),
    ("Brug kun --team eller kun --unit.", "Use only --team or only --unit."),
)
add(
    "report_review_none",
    ("Kørslen {run} har ingen gennemgang med svar.", "Run {run} has no round of review with answers."),
    (
        "Udelad --review, eller indlæs svarene først: caseaudit review import.",
        "Leave --review out, or take in the answers first: caseaudit review import.",
    ),
)
add(
    "report_review_run",
    (
        "Gennemgangen {round} handler om kørslen {other}, ikke om {run}.",
        "The round {round} is about run {other}, not about {run}.",
    ),
    ("Byg rapporten om den kørsel: --run {other}.", "Build the report of that run: --run {other}."),
)
add(
    "report_review_empty",
    ("Gennemgangen {round} har ingen svar endnu.", "The round {round} has no answers yet."),
    ("Indlæs skemaerne: caseaudit review import.", "Take in the forms: caseaudit review import."),
)
