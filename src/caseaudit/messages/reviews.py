"""Messages about rounds of review, their forms and what comes back."""

from caseaudit.messages.base import add

add(
    "no_rounds",
    ("Der er ingen gennemgang endnu.", "There is no round of review yet."),
    ("Lav en med: caseaudit review create", "Make one with: caseaudit review create"),
)
add(
    "round_unknown",
    ("Gennemgangen '{round}' findes ikke.", "The round of review '{round}' does not exist."),
    ("Udelad --round for at bruge den seneste.", "Leave out --round to use the latest."),
)
add(
    "review_set_unknown",
    ("Sættet '{set}' findes ikke.{hint} Muligt: {known}.", "The set '{set}' does not exist.{hint} Possible: {known}."),
    ("Ret navnet efter --set.", "Mend the name after --set."),
)
add(
    "review_set_empty",
    ("Sættet '{value}' nævner ingen kontrolpunkter.", "The set '{value}' names no control points."),
    (
        "Skriv points, themes eller everything: true på sættet.",
        "Write points, themes or everything: true on the set.",
    ),
)
add(
    "review_point_unknown",
    (
        "Kontrolpunktet '{point}' findes ikke blandt regler og spørgsmål.{hint}",
        "The control point '{point}' is neither a rule nor a question.{hint}",
    ),
    ("Se regler med: caseaudit rules list.", "See the rules with: caseaudit rules list."),
)
add(
    "review_point_both",
    ("'{id}' er både en regel og et spørgsmål.", "'{id}' is both a rule and a question."),
    ("Giv spørgsmålet et andet id.", "Give the question another id."),
)
add(
    "review_twice",
    ("'{id}' står to gange.", "'{id}' stands twice."),
    ("Slet den ene linje.", "Delete one of the lines."),
)
add(
    "review_law_row_unknown",
    (
        "Ingen regel og intet spørgsmål hører til lovrække '{row}'.",
        "No rule and no question belongs to the law row '{row}'.",
    ),
    ("Se rækkerne med: caseaudit rules list.", "See the rows with: caseaudit rules list."),
)

# what is wrong with a form that came back; the texts are short, for they stand in a list after the cell
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

# --- agreement, results, self-rating ---
add(
    "review_reader_unknown",
    (
        "'{reviewer}' er ikke med i gennemgangen. Med er: {known}.",
        "'{reviewer}' is not in the round. Those are: {known}.",
    ),
    ("Skriv koderne, som de står i listen.", "Write the codes as they stand in the list."),
)
add(
    "review_two_readers",
    ("Enighed måles mellem to forskellige.", "Agreement is measured between two different reviewers."),
    (
        "Skriv to koder, eller ingen: caseaudit review compare AB CD",
        "Write two codes, or none: caseaudit review compare AB CD",
    ),
)
add(
    "self_rating_kind",
    ("Filtypen kan ikke bruges til selvevaluering.", "The file type cannot be used for self-ratings."),
    ("Brug en af: {known}.", "Use one of: {known}."),
)
add(
    "self_rating_headers",
    (
        "Der er intet ark med overskrifterne '{theme}' og '{rating}'.",
        "There is no sheet with the headers '{theme}' and '{rating}'.",
    ),
    (
        "Hent en tom fil: caseaudit review self-rating --template -o selvevaluering.xlsx",
        "Get an empty file: caseaudit review self-rating --template -o self-rating.xlsx",
    ),
)
add(
    "self_rating_yaml",
    ("Filen skal have en linje pr. tema.", "The file must have one line per theme."),
    ("Skriv for eksempel: plan: i mindre grad", "Write for example: plan: to a lesser degree"),
)
add(
    "self_rating_theme",
    ("Temaet findes ikke.{hint}", "The theme does not exist.{hint}"),
    ("Brug temaerne fra den tomme fil.", "Use the themes of the empty file."),
)
add(
    "self_rating_value",
    ("Vurderingen er ikke et af de fire svar.", "The rating is not one of the four answers."),
    ("Skriv et af: {known}.", "Write one of: {known}."),
)
add(
    "self_rating_twice",
    (
        "Temaet '{theme}' står to gange med hver sin vurdering.",
        "The theme '{theme}' stands twice with different ratings.",
    ),
    ("Slet den ene.", "Delete one of them."),
)
add(
    "self_rating_cpr",
    ("Cellen ligner et CPR-nummer.", "The cell looks like a CPR number."),
    ("Slet det. Skriv kun, hvem der har vurderet.", "Delete it. Write only who rated."),
)
add(
    "self_rating_long",
    ("Teksten er for lang (højst {most} tegn).", "The text is too long (at most {most} characters)."),
    ("Skriv kun, hvem der har vurderet.", "Write only who rated."),
)
add(
    "self_rating_empty",
    ("Ingen temaer er vurderet.", "No theme is rated."),
    ("Udfyld kolonnen med vurderinger.", "Fill in the column of ratings."),
)
add(
    "self_rating_there",
    (
        "Gennemgangen har allerede andre selvevalueringer.",
        "The round has other self-ratings already.",
    ),
    ("Brug --replace, hvis de nye gælder.", "Use --replace if the new ones count."),
)
add(
    "self_rating_no_file",
    ("Der mangler en fil.", "A file is missing."),
    (
        "Skriv filen, eller hent en tom: caseaudit review self-rating --template -o selvevaluering.xlsx",
        "Name the file, or get an empty one: caseaudit review self-rating --template -o self-rating.xlsx",
    ),
)
add(
    "self_rating_file_there",
    ("Filen findes allerede og bliver ikke overskrevet.", "The file is there already and is not overwritten."),
    ("Vælg et andet navn med -o.", "Choose another name with -o."),
)
add(
    "review_case_gone",
    (
        "{n} af stikprøvens sager eller hændelser findes ikke i dens kørsel.",
        "{n} cases or events of the sample are not in its run.",
    ),
    ("Udtræk stikprøven igen af den kørsel, der findes.", "Draw the sample again from the run that is there."),
)
add(
    "review_nothing_asked",
    (
        "Ingen af de valgte punkter gælder for nogen sag i stikprøven.",
        "None of the chosen points applies to any case of the sample.",
    ),
    ("Vælg et andet sæt, for eksempel --set core.", "Choose another set, for example --set core."),
)
add(
    "review_no_reviewers",
    ("Der mangler læsere.", "No readers are named."),
    (
        'Skriv deres initialer, for eksempel --reviewers AB,CD eller --reviewers "AB:Distrikt Syd,CD:Distrikt Nord".',
        'Write their initials, for example --reviewers AB,CD or --reviewers "AB:District South,CD:District North".',
    ),
)
add(
    "review_reviewer_code",
    (
        "En læsers kode må kun være bogstaver og tal, højst 12 tegn, og aldrig et CPR-nummer.",
        "A reader's code may only hold letters and digits, at most 12, and never a CPR number.",
    ),
    ("Brug initialer.", "Use initials."),
)
add(
    "review_share",
    ("'{value}' er ikke en andel mellem 0 og 100 %.", "'{value}' is not a share from 0 to 100%."),
    ("Skriv for eksempel --overlap 20%.", "Write for example --overlap 20%."),
)
