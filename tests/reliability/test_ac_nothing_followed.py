"""AC-007, AC-008 and the promise over all inputs: no link, entity, formula or macro is ever followed, from no kind of file.

Every input names a file and an address. The file is watched by the kernel (inotify), which sees a reader in any language;
the address is listened on. Beside that each Python process is watched through its audit events, the parser's own too.
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import socket
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from checkout import ROOT
from hostile_files import HEADERS, REL, ROW, good_sheet, parts_of, sheet_rows, sheet_xml, write_parts
from xlsb_made import write_xlsb

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
_IN_OPEN, _IN_ACCESS = 0x20, 0x1
WATCH = """
import os, sys
ALLOWED = tuple(os.environ["AC_ALLOWED"].split(os.pathsep))
FORBIDDEN = ("socket.", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "webbrowser.", "urllib.", "ftplib.", "smtplib.", "pty.")
def told(what):
    with suppressed():
        os.write(PIPE, (what.replace("\\n", " ")[:300] + "\\n").encode())
class suppressed:
    def __enter__(self): pass
    def __exit__(self, *_): return True
PIPE = os.open(os.environ["AC_PIPE"], os.O_WRONLY | os.O_NONBLOCK)
def hook(event, args):
    if event.startswith(FORBIDDEN):
        told(event + " " + repr(args)[:200])
    elif event == "subprocess.Popen" and "caseaudit.sheets.child" not in list(args[1]):
        told(event + " " + repr(args[1])[:200])
    elif event == "open" and isinstance(args[0], (str, bytes)):
        path = os.path.abspath(os.fsdecode(args[0]))
        if not path.startswith(ALLOWED):
            told("open " + path)
sys.addaudithook(hook)
"""
RUN = """
import json, sys
from caseaudit.cli.entry import run
codes = {}
for name, argv in json.loads(sys.argv[1]).items():
    codes[name] = int(run(argv))
sys.stdout.write("\\n" + json.dumps(codes) + "\\n")
"""


class Watched:
    """A file that nobody may open, and an address that nobody may call."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "kanarie.xlsx"
        self.file.write_bytes(b"KANARIE")
        libc = ctypes.CDLL(None, use_errno=True)
        self._handle = libc.inotify_init1(os.O_NONBLOCK)
        assert libc.inotify_add_watch(self._handle, bytes(self.file), _IN_OPEN | _IN_ACCESS) >= 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.setblocking(False)
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}/kanarie"

    def close(self) -> None:
        self._server.close()
        os.close(self._handle)

    def opened(self) -> int:
        """How often the file was opened or read since it was last asked."""
        ready, _, _ = select.select([self._handle], [], [], 0)
        return len(os.read(self._handle, 65_536)) // struct.calcsize("iIII") if ready else 0

    def called(self) -> bool:
        return bool(select.select([self._server], [], [], 0)[0])


@pytest.fixture
def seen(tmp_path):
    """What is watched while one test runs."""
    watched = Watched(tmp_path)
    yield watched
    watched.close()


@pytest.fixture
def pipe(tmp_path):
    """The pipe through which the watched processes tell, and the end of it that reads."""
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    yield tmp_path / "pipe", reader
    os.close(reader)


def _xlsx(folder: Path, seen: Watched) -> dict[str, Path]:
    """Workbooks that ask for the file and the address in every way that the form knows."""
    formulas = [
        f'<c r="E2" t="str"><f>WEBSERVICE(&quot;{seen.url}&quot;)</f><v>x</v></c>',
        f'<c r="F2" t="str"><f>\'{seen.file.parent}/[{seen.file.name}]Ark1\'!A1</f><v>x</v></c>',
        '<c r="G2" t="str"><f>[1]Ark1!A1</f><v>x</v></c>',
        '<c r="H2" t="str"><f>cmd|\'/c calc\'!A1</f><v>x</v></c>',
    ]
    after = '<hyperlinks><hyperlink ref="A2" r:id="rId1"/></hyperlinks><drawing r:id="rId2"/>'
    sheet = sheet_xml(sheet_rows([HEADERS, (*ROW, *formulas)]), after=after)
    links = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
        f'<Relationship Id="rId{i}" Type="{REL}/{kind}" TargetMode="External" Target="{target}"/>'
        for i, (kind, target) in enumerate(
            [("hyperlink", seen.url), ("image", seen.url), ("externalLinkPath", seen.file.as_uri()), ("oleObject", seen.url)], 1
        )
    ) + "</Relationships>"  # fmt: skip
    parts = parts_of({"Ark1": sheet}) | {
        "xl/worksheets/_rels/sheet1.xml.rels": links,
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns:r="{REL}"><externalBook r:id="rId3"/></externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": links,
        "xl/connections.xml": f'<connections><connection id="1" refreshOnLoad="1"><webPr url="{seen.url}"/></connection></connections>',
    }
    entity = f'<!DOCTYPE x [<!ENTITY f SYSTEM "{seen.file.as_uri()}"><!ENTITY w SYSTEM "{seen.url}">]>'
    xxe = sheet_xml(sheet_rows([HEADERS, (*ROW[:3], "&f;&w;")]), head=entity)
    return {
        "linked.xlsx": write_parts(folder / "linked.xlsx", parts),
        "macro.xlsm": write_parts(folder / "macro.xlsm", parts | {"xl/vbaProject.bin": b"Auto_Open Shell " + seen.url.encode()}),
        "entity.xlsx": write_parts(folder / "entity.xlsx", parts_of({"Ark1": xxe})),
        "binary.xlsb": _with(write_xlsb(folder / "b0.xlsb", [HEADERS, ROW]), folder / "binary.xlsb", {
            "xl/externalLinks/externalLink1.bin": b"", "xl/externalLinks/_rels/externalLink1.bin.rels": links.encode(),
        }),
    }  # fmt: skip


def _with(path: Path, target: Path, more: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    return write_parts(target, parts | more)


def _others(folder: Path, seen: Watched) -> dict[str, Path]:
    web = f'=WEBSERVICE("{seen.url}")'
    with zipfile.ZipFile(ROOT / "tests/data/tvilling.ods") as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    link = f'<table:table-source xlink:href="{seen.file.as_uri()}"/>'.encode()
    content = bytes(parts["content.xml"]).replace(b"<table:table-row", link + b"<table:table-row", 1)
    parts["content.xml"] = content.replace(
        b"15-01-2024", f'<text:a xlink:href="{seen.url}">15-01-2024</text:a>'.encode(), 1
    )
    rows = {h: [v, "S2" if h == "Sagsnummer" else web] for h, v in zip(HEADERS, ROW, strict=True)}
    table = pa.table(rows).replace_schema_metadata({"pandas": seen.file.as_uri(), "source": seen.url})
    pq.write_table(table, folder / "a.parquet")
    text = f"{';'.join(HEADERS)};Note\n{';'.join(ROW)};{web}\nS2;01-02-2024;BL § 46;;=cmd|'/c {seen.file}'!A1\n"
    (folder / "a.csv").write_text(text, encoding="utf-8")
    page = f'<html><img src="{seen.url}"><link href="{seen.file.as_uri()}"><table></table></html>'
    (folder / "page.xls").write_text(page, encoding="utf-8")
    return {
        "linked.ods": write_parts(folder / "linked.ods", parts), "a.parquet": folder / "a.parquet", "a.csv": folder / "a.csv",
        "page.xls": folder / "page.xls",
    }  # fmt: skip


def _settings(folder: Path, seen: Watched) -> dict[str, list[str]]:
    """A profile and a rule that try to have something run, or to take in another file."""
    export = folder / "plain.xlsx"
    write_parts(export, parts_of({"Ark1": good_sheet()}))
    evil = f"name: !!python/object/apply:os.system ['cat {seen.file}']\ninclude: !include {seen.file}\n"
    (folder / "profil.yaml").write_text(evil, encoding="utf-8")
    (folder / "rules").mkdir()
    (folder / "rules" / "a.yaml").write_text(evil, encoding="utf-8")
    return {
        "profile": ["check", str(export), "--profile", str(folder / "profil.yaml")],
        "rule": ["check", str(export), "--rules", str(folder / "rules")],
    }


WANTED = {
    "linked.xlsx": 0, "macro.xlsm": 0, "entity.xlsx": 3, "binary.xlsb": 0, "linked.ods": 0, "a.parquet": 0, "a.csv": 0,
    "page.xls": 3, "profile": 2, "rule": 2,
}  # fmt: skip


def test_ac_007_no_link_entity_formula_or_macro_is_followed_from_any_kind_of_input(tmp_path, seen, pipe):
    """Ten inputs that name a file and an address: the file is never opened, the address never called, no program started."""
    data, work, hooks = tmp_path / "data", tmp_path / "work", tmp_path / "hooks"
    for folder in (data, work, hooks):
        folder.mkdir()
    commands = {n: ["check", str(p)] for n, p in (_xlsx(data, seen) | _others(data, seen)).items()} | _settings(
        data, seen
    )
    as_of = ["--as-of", "2025-01-01", "--exit-zero", "--runs", str(work / "runs"), "-q"]
    (hooks / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    allowed = [sys.prefix, sys.base_prefix, ROOT, work, data, "/proc/", "/sys/", "/dev/null", "/usr/", "/etc/", "/lib/"]
    env = os.environ | {
        "CASEAUDIT_KEY": str(work / "key"), "PYTHONPATH": str(hooks), "AC_PIPE": str(pipe[0]), "TMPDIR": str(work),
        "AC_ALLOWED": os.pathsep.join(map(str, allowed)),
    }  # fmt: skip
    line = [sys.executable, "-c", RUN, json.dumps({n: [*argv, *as_of] for n, argv in commands.items()})]
    assert seen.opened() == 0
    done = subprocess.run(line, cwd=work, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == WANTED
    assert _read(pipe[1]) == []
    assert seen.opened() == 0
    assert not seen.called()
    assert "KANARIE" not in done.stdout + done.stderr


def test_the_watch_sees_what_it_is_there_to_see(tmp_path, seen, pipe):
    """The proof is worth something only if a file that is opened, a socket and a program that is started are noticed."""
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    env = os.environ | {
        "PYTHONPATH": str(tmp_path),
        "AC_PIPE": str(pipe[0]),
        "AC_ALLOWED": f"{sys.prefix}{os.pathsep}/usr",
    }
    port = seen.url.split(":")[2].split("/")[0]
    code = f"import socket, os; open({str(seen.file)!r}); socket.create_connection(('127.0.0.1', {port})); os.system('true')"
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    told = {t.split()[0] for t in _read(pipe[1])}
    assert {"open", "socket.connect", "os.system"} <= told
    assert seen.opened() > 0
    assert seen.called()


def _read(reader: int) -> list[str]:
    out = b""
    try:
        while block := os.read(reader, 65_536):
            out += block
    except BlockingIOError:
        pass
    return sorted(set(out.decode().splitlines()))
