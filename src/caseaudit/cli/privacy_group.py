"""The commands about personal data: names, options and help; the work is in the modules they call."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseaudit.cli.options import AsOf, ChangedToo, Outputs, RunsDir, choice, t
from caseaudit.cli.usage import Command, new_app
from caseaudit.texts import Text

privacy_app = new_app(
    Text(
        "Personoplysninger: nøglen til pseudonymer, eftersøgning før deling, sletning.",
        "Personal data: the pseudonym key, a search before sharing, removal.",
    )
)
key_app = new_app(
    Text(
        "Nøglen bag pseudonymer og fundenes mærker: lav den, kend den, skift den.",
        "The key behind pseudonyms and the marks of findings: make it, know it, replace it.",
    )
)
privacy_app.add_typer(key_app, name="key", cls=key_app.info.cls)

Yes = Annotated[bool, typer.Option("--yes", help=t("Spørg ikke.", "Do not ask."))]


@key_app.command("init", cls=Command, help=t("Lav nøglen, før noget er kørt.", "Make the key before anything is run."))
def key_init(runs: RunsDir = None) -> int:
    from caseaudit.cli.privacy_key import run_init

    return run_init(runs)


@key_app.command(
    "fingerprint",
    cls=Command,
    help=t("Nøglens kendemærke; det røber den ikke.", "What tells the key from others; it does not reveal it."),
)
def key_fingerprint() -> int:
    from caseaudit.cli.privacy_key import run_fingerprint

    return run_fingerprint()


@key_app.command("path", cls=Command, help=t("Hvor nøglen ligger.", "Where the key lies."))
def key_path() -> int:
    from caseaudit.cli.privacy_key import run_path

    return run_path()


@key_app.command(
    "rotate",
    cls=Command,
    help=t(
        "Skift nøglen. Sammenhængen med tidligere kørsler brydes.",
        "Replace the key. The link to earlier runs breaks.",
    ),
)
def key_rotate(
    keep_old: Annotated[
        Path | None,
        typer.Option(
            "--keep-old",
            metavar=t("FIL", "FILE"),
            help=t("Gem den gamle nøgle her; ellers er den væk.", "Keep the old key here; else it is gone."),
        ),
    ] = None,
    runs: RunsDir = None,
    yes: Yes = False,
) -> int:
    from caseaudit.cli.privacy_key import run_rotate

    return run_rotate(keep_old, runs, yes=yes)


@privacy_app.command(
    "scan",
    cls=Command,
    help=t(
        "Er der CPR-numre i filer, der skal deles? Skjulte ark, kommentarer og egenskaber ses med. Kode 1 ved fund.",
        "Are there CPR numbers in files to be shared? With hidden sheets, comments and properties. Exit 1 when found.",
    ),
)
def scan(
    files: Annotated[
        list[Path],
        typer.Argument(metavar=t("FILER...", "FILES..."), help=t("Filer eller mapper.", "Files or folders.")),
    ],
    format_: Annotated[str, choice("text", "json")] = "text",
) -> int:
    from caseaudit.cli.privacy_scan import run_scan

    return run_scan(files, format_)


@privacy_app.command(
    "purge",
    cls=Command,
    help=t(
        "Slet kørsler for altid, med rapporter, stikprøver, gennemgange og arbejdslister; der gemmes en fortegnelse.",
        "Remove runs for good, with their reports, samples, reviews and worklists; a record of it is kept.",
    ),
)
def purge(
    keep: Annotated[
        str,
        typer.Option(
            metavar="13m|2y|90d", help=t("Behold de seneste, slet de ældre.", "Keep the latest, remove the older.")
        ),
    ] = "",
    run: Annotated[str, typer.Option(help=t("Denne kørsel.", "This run."))] = "",
    everything: Annotated[bool, typer.Option("--all", help=t("Alle kørsler.", "All runs."))] = False,
    outputs: Outputs = False,
    changed: ChangedToo = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=t("Vis kun, hvad der ville ske.", "Only show what would happen."))
    ] = False,
    yes: Yes = False,
    as_of: AsOf = "",
    runs: RunsDir = None,
) -> int:
    from caseaudit.cli.privacy_purge import run_purge
    from caseaudit.cli.removing import Wish

    return run_purge(keep, run, as_of, runs, Wish(outputs, changed, dry_run, yes), everything=everything)
