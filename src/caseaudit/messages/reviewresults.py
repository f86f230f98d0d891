"""Messages about agreement between readers, results and self-rating."""

from caseaudit.messages.base import add

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
