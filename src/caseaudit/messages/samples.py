"""Messages about samples."""

from caseaudit.messages.base import add

add(
    "record_missing",
    ("Filen findes ikke.", "The file does not exist."),
    ("Kontroller navnet, eller lav den igen.", "Check the name, or make it again."),
)
add(
    "record_unreadable",
    (
        "Filen er beskadiget, rettet i hånden eller skrevet af en anden version af caseaudit.",
        "The file is damaged, edited by hand or written by another version of caseaudit.",
    ),
    ("Hent den fra sikkerhedskopien, eller lav den igen.", "Fetch it from the backup, or make it again."),
)
add(
    "sample_number",
    (
        "{option} kan ikke være {value}. Muligt: {low} til {high}.",
        "{option} cannot be {value}. Possible: {low} to {high}.",
    ),
    (
        "Skriv et tal i det spænd. Procent skrives uden tegn: 10 er 10 pct.",
        "Write a number in that range. Per cent is written without a sign: 10 is 10 %.",
    ),
)
add(
    "no_samples",
    ("Der er ingen stikprøver endnu.", "There are no samples yet."),
    ("Udtræk en: caseaudit sample --n 20", "Draw one: caseaudit sample --n 20"),
)
add(
    "sample_unknown",
    ("Stikprøven {sample} findes ikke.", "There is no sample {sample}."),
    ("Se, hvilke der er: caseaudit sample show --all", "See which there are: caseaudit sample show --all"),
)
add(
    "sample_n",
    ("Der kan ikke udtrækkes {n}.", "{n} cannot be drawn."),
    ("Skriv et antal fra 1 og op, fx --n 20.", "Write a number from 1 up, such as --n 20."),
)
add(
    "sample_nothing",
    ("Kørslen har intet af den slags, der skal udtrækkes.", "The run holds nothing of the kind to draw."),
    (
        "Vælg en anden --unit-kind, eller en anden kørsel med --run.",
        "Choose another --unit-kind, or another run with --run.",
    ),
)
add(
    "sample_nothing_left",
    (
        "Valgene udelukker alt, så der er intet at udtrække.",
        "The choices leave out everything, so there is nothing to draw.",
    ),
    (
        "Fjern eller udvid et af valgene (--from, --to, --section, --unit, --open-only, --not-reviewed-within).",
        "Drop or widen a choice (--from, --to, --section, --unit, --open-only, --not-reviewed-within).",
    ),
)
add(
    "sample_group_unknown",
    ("Ingen sag i kørslen har {option} {value}.", "No case of the run has {option} {value}."),
    ("Brug en af disse: {known}", "Use one of these: {known}"),
)
add(
    "sample_kind_unknown",
    ("{value} er ikke noget, der kan udtrækkes.", "{value} is nothing that can be drawn."),
    ("Brug fx en af disse: {known}", "Use for instance one of these: {known}"),
)
add(
    "sample_two_designs",
    ("{first} og {second} kan ikke bruges sammen.", "{first} and {second} cannot be used together."),
    ("Vælg den ene. Se caseaudit sample draw --help", "Choose one of them. See caseaudit sample draw --help"),
)
add(
    "sample_months",
    ("{value} er ikke et antal måneder.", "{value} is not a number of months."),
    ("Skriv fx --not-reviewed-within 12m.", "Write for instance --not-reviewed-within 12m."),
)
add(
    "sample_fewer_than_strata",
    (
        "{n} er færre end de {strata} dele, og hver del skal have mindst 1.",
        "{n} is fewer than the {strata} parts, and each part must have at least 1.",
    ),
    (
        "Sæt --n op til mindst {strata}, eller del efter færre ting.",
        "Raise --n to at least {strata}, or split by fewer things.",
    ),
)
add(
    "sample_stratum_blank",
    (
        "Udtrækket siger intet om {fields}, så der er ingen dele at fordele på.",
        "The export says nothing of {fields}, so there are no parts to share out on.",
    ),
    (
        "Del efter noget andet, eller tag kolonnen med i udtrækket.",
        "Split by something else, or put the column in the export.",
    ),
)
add(
    "sample_quota_syntax",
    ("Kvoten {value} kan ikke læses.", "The quota {value} cannot be read."),
    (
        "Skriv hvad:antal, fx decision:14 eller decision,section=SEL-11:3. Felter: unit, team, target_group, section.",
        "Write what:number, such as decision:14 or decision,section=SEL-11:3. Fields: unit, team, target_group, section.",
    ),
)
add(
    "sample_quota_twice",
    ("Flere kvoter har samme navn: {labels}.", "Several quotas have the same name: {labels}."),
    ("Giv dem hver sit navn, eller læg dem sammen.", "Give each its own name, or add them up."),
)
add(
    "sample_quota_empty",
    ("Der er intet at udtrække til kvoten {quota}.", "There is nothing to draw for the quota {quota}."),
    ("Ret kvoten, eller lad den være ude.", "Correct the quota, or leave it out."),
)
add(
    "sample_quotas_file",
    ("Filen er ikke en liste af kvoter.", "The file is not a list of quotas."),
    (
        "Skriv quotas: og under den en liste, hvor hver har label og n og kan have kind, section, unit, team, target_group.",
        "Write quotas: and under it a list where each has label and n and may have kind, section, unit, team, target_group.",
    ),
)
add(
    "sample_quota_row",
    ("Kvote nr. {row} i filen kan ikke bruges.", "Quota no. {row} of the file cannot be used."),
    (
        "Den skal have n (et tal fra 1) og kan have label, kind, section, unit, team, target_group; intet andet.",
        "It must have n (a number from 1) and may have label, kind, section, unit, team, target_group; nothing else.",
    ),
)
add(
    "sample_case_unknown",
    ("Sagen {case} har intet i kørslen, der kan tages med.", "Case {case} has nothing in the run that can be taken."),
    ("Kontroller sagsnummeret, --unit-kind og kørslen.", "Check the case id, --unit-kind and the run."),
)
add(
    "sample_item_unknown",
    (
        "Nr. {item} er ikke i stikprøven eller er allerede erstattet.",
        "No. {item} is not in the sample or is replaced already.",
    ),
    ("Se numrene: caseaudit sample show {sample}", "See the numbers: caseaudit sample show {sample}"),
)
add(
    "sample_reserve_empty",
    ("Der er ikke flere i rækken at tage af.", "There is nobody left in line."),
    (
        "Alle er udtrukket, eller rækken i filen er brugt. Udtræk igen med samme frø og større --n.",
        "All are drawn, or the line in the file is used up. Draw again with the same seed and a larger --n.",
    ),
)
add(
    "sample_extend_design",
    ("Udpegede sager kan ikke udvides.", "Cases picked by hand cannot be extended."),
    ("Lav en ny stikprøve med de sager, der skal med.", "Make a new sample with the cases that should be in."),
)
add(
    "sample_output_kind",
    ("Listen kan ikke skrives som {name}.", "The list cannot be written as {name}."),
    ("Brug et navn, der ender på .xlsx, .csv eller .json.", "Use a name that ends in .xlsx, .csv or .json."),
)
add(
    "assign_no_items",
    ("Stikprøven har intet, der skal læses.", "The sample has nothing to read."),
    ("Udtræk en ny stikprøve.", "Draw a new sample."),
)
add(
    "assign_no_reviewers",
    ("Der mangler læsere.", "There are no reviewers."),
    ("Skriv dem med initialer, fx --reviewers AB,CD.", "Write their initials, such as --reviewers AB,CD."),
)
add(
    "assign_same_reviewer",
    ("Samme læser står to gange: {reviewers}.", "The same reviewer stands twice: {reviewers}."),
    ("Giv hver læser sine egne initialer.", "Give each reviewer initials of their own."),
)
add(
    "assign_share",
    (
        "Andelen til dobbelt læsning skal være 0-100 procent og antallet til kalibrering 0-{n}.",
        "The share to read twice must be 0-100 percent and the number for calibration 0-{n}.",
    ),
    ("Skriv fx --overlap 20% --calibration 3.", "Write for instance --overlap 20% --calibration 3."),
)
add(
    "assign_one_reviewer",
    (
        "Dobbelt læsning og kalibrering kræver mindst to læsere.",
        "Reading twice and calibration need at least two reviewers.",
    ),
    (
        "Tilføj en læser, eller udelad --overlap og --calibration.",
        "Add a reviewer, or leave out --overlap and --calibration.",
    ),
)
add(
    "assign_reviewer_unit",
    (
        "Det vides ikke, hvilken enhed disse læsere hører til: {reviewers}.",
        "It is not known which unit these reviewers belong to: {reviewers}.",
    ),
    (
        'Skriv enheden med, fx --reviewers "AB:Distrikt Syd,CD:Distrikt Nord".',
        'Write the unit, such as --reviewers "AB:District South,CD:District North".',
    ),
)
add(
    "assign_item_unit",
    (
        "{n} i stikprøven har ingen enhed, så det kan ikke sikres, at ingen læser sin egen enheds sager.",
        "{n} of the sample have no unit, so it cannot be ensured that nobody reads cases of their own unit.",
    ),
    (
        "Sæt enhed på sagerne i udtrækket, eller udelad --cross-unit.",
        "Put the unit on the cases in the export, or leave out --cross-unit.",
    ),
)
add(
    "assign_own_unit",
    (
        "Alle læsere er fra den enhed, som sagerne i {units} kommer fra.",
        "All reviewers are from the unit that the cases of {units} come from.",
    ),
    (
        "Tilføj en læser fra en anden enhed, eller udelad --cross-unit.",
        "Add a reviewer from another unit, or leave out --cross-unit.",
    ),
)
add(
    "assign_calibration_unit",
    (
        "Kun {n} kan læses af alle, men {wanted} skal. I vejen står egne sager fra {units}.",
        "Only {n} can be read by all, but {wanted} must. In the way stand own cases of {units}.",
    ),
    (
        "Sæt --calibration ned, tag sager fra en enhed uden læsere med, eller udelad --cross-unit.",
        "Lower --calibration, include cases of a unit without reviewers, or leave out --cross-unit.",
    ),
)
add(
    "assign_double_unit",
    (
        "Kun {n} kan læses af to, men {wanted} skal. Sagerne fra {units} har for få læsere fra andre enheder.",
        "Only {n} can be read by two, but {wanted} must. The cases of {units} have too few reviewers from other units.",
    ),
    (
        "Tilføj en læser fra en anden enhed, sæt --overlap ned, eller udelad --cross-unit.",
        "Add a reviewer from another unit, lower --overlap, or leave out --cross-unit.",
    ),
)
add(
    "sample_extend_quota",
    (
        "Stikprøven har flere kvoter, så det skal siges, hvilken der udvides.",
        "The sample has several quotas, so say which to extend.",
    ),
    ("Tilføj --stratum med en af disse: {known}", "Add --stratum with one of these: {known}"),
)
add(
    "sample_seed_cpr",
    ("Frøet ligner et CPR-nummer.", "The seed looks like a CPR number."),
    ("Vælg en anden tekst, fx perioden: --seed 2026K4", "Choose another text, such as the period: --seed 2026K4"),
)
add(
    "sample_needs_data",
    (
        "{option} gælder kun et udtræk, der efterprøves først. En kørsel har sin egen opgørelsesdag.",
        "{option} is only for an export that is checked first. A run has its own as-of day.",
    ),
    ("Skriv udtrækket med, eller udelad {option}.", "Name the export, or leave out {option}."),
)
