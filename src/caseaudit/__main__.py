"""`python -m caseaudit` and the `caseaudit` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from caseaudit.cli.entry import run
    from caseaudit.privacy.edge import close_process
    from caseaudit.privacy.scratch import own_temporary_folder

    close_process()
    with own_temporary_folder():
        code = run(sys.argv[1:])
    sys.exit(code)


if __name__ == "__main__":
    main()
