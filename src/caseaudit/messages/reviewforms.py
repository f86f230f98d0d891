"""Messages about a review form that came back; the texts are short, for they stand in a list after the cell."""

from caseaudit.messages.base import add

add(
    "review_form_kind",
    ("Filen er ikke et regneark, der kan læses.", "The file is no workbook that can be read."),
    ("Gem den som .xlsx eller .ods.", "Save it as .xlsx or .ods."),
)
add(
    "review_no_form",
    (
        "Der er ingen nøgler i filen. Det er ikke et måleskema, eller den skjulte kolonne er slettet.",
        "There are no keys in the file. It is no review form, or the hidden column was deleted.",
    ),
    ("Brug det skema, der blev sendt ud, og flyt svarene over.", "Use the form that went out, and move the answers."),
)
add(
    "review_all_keys_gone",
    ("Alle rækkers nøgler er slettet eller ændret.", "The keys of all rows are deleted or changed."),
    ("Flyt svarene over i det skema, der blev sendt ud.", "Move the answers to the form that went out."),
)
add(
    "review_other_round",
    (
        "Skemaet hører til en anden gennemgang end {round}.{hint}",
        "The form belongs to another round than {round}.{hint}",
    ),
    ("Indlæs det med --round.", "Import it with --round."),
)
add(
    "review_other_rules",
    ("Skemaet er lavet med andre regler end gennemgangen.", "The form was made with other rules than the round."),
    ("Brug det skema, der blev lavet sidst.", "Use the form that was made last."),
)
add(
    "review_is_resolution",
    ("Filen er et afklaringsskema.", "The file is a resolution form."),
    ("Brug: caseaudit review resolve --import FIL", "Use: caseaudit review resolve --import FILE"),
)
add(
    "review_reviewer_two",
    ("Skemaet siger, at det er fra mere end én læser.", "The form says that it is from more than one reviewer."),
    ("Sig hvem med --reviewer ({known}).", "Say who with --reviewer ({known})."),
)
add(
    "review_reviewer_untold",
    ("Skemaet siger ikke længere, hvem der har udfyldt det.", "The form no longer says who filled it in."),
    ("Sig hvem med --reviewer ({known}).", "Say who with --reviewer ({known})."),
)
add(
    "review_reviewer_guessed",
    (
        "Skemaet siger ikke længere, hvem der har udfyldt det. Sagerne er {reviewer}s.",
        "The form no longer says who filled it in. The cases are those of {reviewer}.",
    ),
    ("Er det forkert, så brug --reviewer.", "If that is wrong, use --reviewer."),
)
add(
    "review_reviewer_other",
    ("Skemaet er ikke {reviewer}s.", "The form is not that of {reviewer}."),
    ("Udelad --reviewer, eller vælg en anden fil.", "Leave out --reviewer, or choose another file."),
)
add(
    "review_reviewer_unknown",
    (
        "Læseren {reviewer} er ikke med i gennemgangen ({known}).",
        "The reviewer {reviewer} takes no part in the round ({known}).",
    ),
    ("Ret --reviewer, eller vælg en anden --round.", "Mend --reviewer, or choose another --round."),
)
add(
    "review_reviewer_cases",
    (
        "Skemaet siger, at det er fra {reviewer}, men sagerne er {other}s.",
        "The form says that it is from {reviewer}, but the cases are those of {other}.",
    ),
    ("Brug det skema, der blev sendt ud til {other}.", "Use the form that went out to {other}."),
)
add(
    "review_heading_missing",
    ('overskriften "{heading}" mangler.', 'the heading "{heading}" is missing.'),
    ("Skriv den igen over kolonnen.", "Write it again over the column."),
)
add(
    "review_heading_twice",
    ('overskriften "{heading}" står to gange.', 'the heading "{heading}" stands twice.'),
    ("Slet den, der ikke gælder.", "Delete the one that does not count."),
)
add(
    "review_answer_unknown",
    ("ukendt svar{word}.", "unknown answer{word}."),
    ("Vælg fra listen.", "Choose from the list."),
)
add(
    "review_answer_other_scale",
    ("svaret{word} hører til en anden skala.", "the answer{word} belongs to another scale."),
    ("Vælg fra listen.", "Choose from the list."),
)
add(
    "review_formula",
    ("cellen er en formel.", "the cell is a formula."),
    ("Skriv selve svaret.", "Write the answer itself."),
)
add(
    "review_reason_unknown",
    ("ukendt årsag{word}.", "unknown reason{word}."),
    ("Vælg fra listen.", "Choose from the list."),
)
add(
    "review_reason_not_used",
    ("en årsag gælder kun ved Kan ikke vurderes.", "a reason counts only for Cannot be judged."),
    ("Den er sprunget over.", "It was passed over."),
)
add(
    "review_reason_missing",
    ("Kan ikke vurderes uden årsag.", "Cannot be judged without a reason."),
    ("Vælg en årsag.", "Choose a reason."),
)
add(
    "review_comment_missing",
    ("{answer} uden bemærkning.", "{answer} without a comment."),
    ("Skriv kort hvorfor.", "Write briefly why."),
)
add(
    "review_comment_alone",
    ("bemærkning uden svar. Den er ikke indlæst.", "a comment without an answer. It was not taken in."),
    ("Vælg et svar.", "Choose an answer."),
)
add(
    "review_comment_long",
    ("bemærkningen er på {n} tegn (højst {max}).", "the comment has {n} characters (at most {max})."),
    ("Forkort den.", "Shorten it."),
)
add(
    "review_cpr",
    ("bemærkningen ligner et CPR-nummer.", "the comment looks like a CPR number."),
    ("Slet det.", "Delete it."),
)
add(
    "review_cpr_elsewhere",
    ("cellen ligner et CPR-nummer.", "the cell looks like a CPR number."),
    ("Slet det.", "Delete it."),
)
add(
    "review_note_not_read",
    ("der hænger en note på cellen. Noter læses ikke.", "a note hangs on the cell. Notes are not read."),
    ("Skriv den som bemærkning.", "Write it as a comment."),
)
add(
    "review_key_damaged",
    ("rækkens nøgle er ændret.", "the key of the row was changed."),
    ("Hent rækken fra det skema, der blev sendt ud.", "Fetch the row from the form that went out."),
)
add(
    "review_row_without_key",
    (
        "svaret kan ikke henføres: rækkens nøgle mangler eller er ændret.",
        "the answer belongs nowhere: the key of the row is missing or changed.",
    ),
    ("Flyt det til den rigtige række.", "Move it to the right row."),
)
add(
    "review_text_without_key",
    (
        "teksten står ikke ud for et kontrolpunkt og er ikke læst.",
        "the text stands by no control point and is not read.",
    ),
    ("Flyt den, hvis den skal med.", "Move it if it is to count."),
)
add(
    "review_key_not_yours",
    ("sagen er ikke fordelt til {reviewer}.", "the case was not given to {reviewer}."),
    ("Slet rækken, eller indlæs den anden læsers fil.", "Delete the row, or import the other reviewer's file."),
)
add(
    "review_key_other_round",
    ("rækken er fra en anden gennemgang.", "the row is from another round."),
    ("Slet rækken.", "Delete the row."),
)
add(
    "review_key_unknown",
    ("rækkens nøgle er ikke udleveret i denne gennemgang.", "the key of the row was not given out in this round."),
    ("Slet rækken.", "Delete the row."),
)
add(
    "review_key_twice",
    (
        "samme kontrolpunkt står flere gange med hver sit svar ({places}).",
        "one control point stands more than once with different answers ({places}).",
    ),
    ("Slet dem, der ikke gælder.", "Delete those that do not count."),
)
add(
    "review_case_missing",
    (
        "{case} mangler: arket eller alle dets {n} rækker er slettet.",
        "{case} is missing: the sheet or all of its {n} rows are deleted.",
    ),
    ("Hent arket fra det skema, der blev sendt ud.", "Fetch the sheet from the form that went out."),
)
add(
    "review_rows_missing",
    ("{n} rækker mangler for {case} ({points}).", "{n} rows are missing for {case} ({points})."),
    ("Hent dem fra det skema, der blev sendt ud.", "Fetch them from the form that went out."),
)
add(
    "review_conflict",
    ("svaret er et andet end det, der er indlæst før.", "the answer differs from the one taken in before."),
    ("Brug --replace, hvis det nye gælder.", "Use --replace if the new one counts."),
)
add(
    "review_conflict_comment",
    ("årsag eller bemærkning er en anden end før.", "the reason or the comment differs from before."),
    ("Brug --replace, hvis den nye gælder.", "Use --replace if the new one counts."),
)
add(
    "review_answer_emptied",
    (
        "{n} svar, der er indlæst før, er tomme her. De gamle gælder.",
        "{n} answers taken in before are blank here. The old ones stand.",
    ),
    ("Skal de ændres, så svar på ny.", "To change them, answer again."),
)
add(
    "review_replaced_settled",
    (
        "svaret er ændret, efter at uenigheden blev afklaret.",
        "the answer was changed after the disagreement was settled.",
    ),
    ("Se efter, om afklaringen stadig gælder.", "See whether the resolution still stands."),
)
add(
    "review_changed_meanwhile",
    (
        "Nogen har indlæst svar i mellemtiden. Intet er ændret.",
        "Somebody took in answers meanwhile. Nothing was changed.",
    ),
    ("Kør kommandoen igen.", "Run the command again."),
)
add(
    "review_original_changed",
    ("Den arkiverede original er ændret.", "The archived original was changed."),
    ("Hent den fra sikkerhedskopien.", "Fetch it from the backup."),
)
add(
    "review_original_missing",
    ("Den arkiverede original mangler.", "The archived original is missing."),
    ("Hent den fra sikkerhedskopien.", "Fetch it from the backup."),
)
add(
    "review_answers_differ",
    (
        "{n} svar i answers.json står ikke sådan i originalen.",
        "{n} answers in answers.json do not stand like that in the original.",
    ),
    ("Hent answers.json fra sikkerhedskopien.", "Fetch answers.json from the backup."),
)
add(
    "review_nothing_to_resolve",
    ("Der er ingen uenigheder at afklare.", "There are no disagreements to settle."),
    ("Se: caseaudit review status", "See: caseaudit review status"),
)
add(
    "review_not_a_resolution",
    ("Filen er ikke afklaringsskemaet til {round}.", "The file is not the resolution form of {round}."),
    ("Lav det med: caseaudit review resolve", "Make it with: caseaudit review resolve"),
)
add(
    "review_resolve_equal",
    ("der er ingen uenighed om dette kontrolpunkt.", "there is no disagreement about this control point."),
    ("Slet rækken.", "Delete the row."),
)
add(
    "review_resolve_stale",
    ("svarene er ændret, siden skemaet blev lavet.", "the answers have changed since the form was made."),
    ("Lav et nyt med: caseaudit review resolve", "Make a new one with: caseaudit review resolve"),
)
add(
    "review_initials_missing",
    ("initialer mangler.", "initials are missing."),
    ("Skriv, hvem der har afgjort det.", "Write who settled it."),
)
add(
    "review_initials_long",
    ("initialerne skal være 1-8 bogstaver eller tal.", "initials must be 1-8 letters or digits."),
    ("Skriv dem kort.", "Write them short."),
)
add(
    "review_no_files",
    ("Der er ingen skemaer at indlæse.", "There are no forms to import."),
    ("Skriv filen eller mappen med de udfyldte skemaer.", "Write the file or the folder of the filled forms."),
)
