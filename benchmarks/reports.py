"""How long each report takes: `python benchmarks/reports.py [CASES]`. CPU seconds of whole commands, and bytes of each file.

Not a test: machines are noisy. The targets are those of the issue: all four formats under 10 CPU s at 1,000 cases, the HTML
alone under 2.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path


def cpu(*argv):
    """CPU seconds of one command, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "caseaudit", *argv], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    cases = sys.argv[1] if len(sys.argv) > 1 else "1000"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CASEAUDIT_KEY"] = f"{folder}/key"
        cpu("demo", f"{folder}/demo", "--cases", cases, "--no-check")
        runs = ("--runs", f"{folder}/runs")
        cpu("check", f"{folder}/demo/canonical", *runs, "--exit-zero", "--as-of", "2026-10-15")
        for formats in ("html", "pdf", "docx", "xlsx", "md", "html,pdf,docx,xlsx"):
            seconds = min(cpu("report", "build", *runs, "--format", formats, "-o", f"{folder}/out") for _ in range(3))
            print(f"{formats:20} {seconds:6.2f} CPU s")
        for path in sorted(Path(folder, "out").iterdir()):
            print(f"{path.name:30} {path.stat().st_size:>12,} bytes")


if __name__ == "__main__":
    main()
