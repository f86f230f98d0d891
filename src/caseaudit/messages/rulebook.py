"""Messages about rule files and other YAML."""

from caseaudit.messages.base import add

add(
    "yaml_syntax",
    ("Filen er ikke gyldig YAML: {detail}.", "The file is not valid YAML: {detail}."),
    ("Ret linjen. Indrykning skal være mellemrum, og tekst med kolon skal i anførselstegn.",
     "Mend the line. Indent with spaces, and quote text that holds a colon."),
)
add(
    "yaml_duplicate_key",
    ("Nøglen '{key}' står to gange (første gang i linje {first}).", "The key '{key}' stands twice (first in line {first})."),
    ("Slet den ene.", "Delete one of them."),
)
add(
    "yaml_forbidden",
    ("YAML-ankre, aliaser og mærker (& * !) er ikke tilladt.", "YAML anchors, aliases and tags (& * !) are not allowed."),
    ("Skriv teksten ud.", "Write the text out."),
)
add(
    "yaml_too_large",
    ("Filen er for stor eller for dybt indrykket.", "The file is too large or too deeply nested."),
    ("Del den i flere filer.", "Split it into several files."),
)
