"""`--notify` and `[notify]`: who is told, when, and of what; and that a message that fails changes nothing."""

from __future__ import annotations

import email
import email.policy
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from mail_server import mail_server

AS_OF = ("--as-of", "2026-10-15")
KEEP = "import sys; open('besked', 'wb').write(sys.stdin.buffer.read())"


@pytest.fixture
def small(examples):
    return examples / "small" / "canonical"


@pytest.fixture
def configure():
    """Write caseaudit.toml in the working folder."""

    def write(text):
        Path("caseaudit.toml").write_text(f'municipality = "Prøveby"\n{text}', encoding="utf-8")

    return write


@pytest.fixture
def kept(configure):
    """Configure a program that keeps the message in a file; return what it was given, or None."""

    def set_up(more=""):
        argv = json.dumps([sys.executable, "-c", KEEP])
        configure(f"[notify]\ncommand = {argv}\n{more}\n")

    def given():
        path = Path("besked")
        found = path.read_text(encoding="utf-8") if path.exists() else None
        path.unlink(missing_ok=True)
        return found

    set_up.given = given
    return set_up


# --- what and when -------------------------------------------------------------------------------------------------------


def test_a_program_reads_counts_and_the_path_of_the_run(cli, small, kept):
    """The message says the result, counts, the gate and where the run is."""
    kept()
    assert cli("check", small, *AS_OF).code == 1
    text = kept.given()
    run = Path("runs/latest.txt").read_text().strip()
    assert text.startswith("caseaudit, Prøveby: ikke godkendt, ")
    assert "Opgjort pr.: 15-10-2026" in text
    assert "Sager: 40" in text
    assert str(Path("runs", run).resolve()) in text


def test_the_message_as_json_agrees_with_the_run(cli, small, kept):
    """With format = "json" a program reads the numbers by English names."""
    kept('format = "json"')
    found = json.loads(cli("check", small, *AS_OF, "--format", "json").out)
    message = json.loads(kept.given())
    assert message["findings"] == found["severities"]
    assert (message["cases"], message["result"], message["exit_code"]) == (40, "failed", 1)
    assert message["gates"]
    assert message["new"] is None


@pytest.mark.parametrize(
    ("on", "flags", "told"),
    [
        ("always", ("--rule", "P3", "--fail-on", "critical"), True),
        ("findings", ("--rule", "P3", "--fail-on", "critical"), False),
        ("findings", (), True),
        ("findings", ("--exit-zero",), True),
        ("error", (), False),
        ("new", (), True),
    ],
)
def test_the_message_is_sent_when_it_was_asked_for(cli, small, kept, on, flags, told):
    """always: every run; findings: the gate failed; error: only a run that was not done; new: a breach not seen before."""
    kept(f'on = "{on}"')
    cli("check", small, *AS_OF, *flags)
    assert (kept.given() is not None) == told


def test_new_means_new_since_the_last_run_about_the_same(cli, small, kept, tmp_path):
    """A second run of the same export is silent; a breach that comes to is told, alone; another selection does not disturb."""
    data = tmp_path / "data"
    shutil.copytree(small, data)
    kept('on = "new"\nformat = "json"')
    cli("check", data, *AS_OF)
    assert kept.given() is not None
    cli("check", data, *AS_OF, "--rule", "N1", "--notify", "none")
    cli("check", data, *AS_OF)
    assert kept.given() is None
    header, first, *_ = (data / "events.csv").read_text(encoding="utf-8-sig").splitlines()
    columns = header.split(",")
    row = dict.fromkeys(columns, "") | {
        "case_id": first.split(",")[columns.index("case_id")],
        "type": "notification",
        "at": "2026-03-02 10:00",
        "event_id": "ny-1",
        "notifier": "anonymous",
    }
    with (data / "events.csv").open("a", encoding="utf-8") as file:
        file.write(",".join(row[c] for c in columns) + "\n")
    cli("check", data, *AS_OF)
    assert 1 <= json.loads(kept.given())["new"] <= 3


@pytest.mark.parametrize("on", ["always", "findings", "new", "error"])
def test_a_run_that_could_not_be_done_is_always_told(cli, kept, on):
    """A control that did not take place is worse than a finding: it is told whatever was chosen, with its code."""
    kept(f'on = "{on}"')
    assert cli("check", "findes-ikke.xlsx").code == 2
    text = kept.given()
    assert "kontrollen blev ikke gennemført" in text
    assert "Kode: 2" in text


def test_the_flag_goes_before_the_configuration(cli, small, kept):
    """--notify replaces what is configured; `none` sends nothing; --notify-on replaces the time."""
    kept('on = "always"')
    cli("check", small, *AS_OF, "--notify", "none")
    assert kept.given() is None
    other = f'command:"{sys.executable}" -c "{KEEP.replace("besked", "anden")}"'
    cli("check", small, *AS_OF, "--notify", other)
    assert kept.given() is None
    assert Path("anden").exists()
    cli("check", small, *AS_OF, "--notify-on", "error")
    assert kept.given() is None


@pytest.mark.parametrize("target", ["teams", "command:", "command:'", "mailto:x"])
def test_what_cannot_be_told_is_refused_before_anything_is_read(cli, small, target):
    """A target that is not understood is a mistake in the command line (2), not a message that is lost."""
    answer = cli("check", small, *AS_OF, "--notify", target)
    assert answer.code == 2
    assert "notify_target" in answer.err
    assert not Path("runs").exists()


def test_mail_that_is_not_set_up_is_refused(cli, small, configure):
    """--notify mail without a server in caseaudit.toml is a mistake."""
    configure("")
    answer = cli("check", small, *AS_OF, "--notify", "mail")
    assert answer.code == 2
    assert "notify_mail_unset" in answer.err


# --- a message that fails ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["/findes/ikke/program"], "findes ikke"),
        ([sys.executable, "-c", "raise SystemExit(7)"], "koden 7"),
        (["/"], "kan ikke startes"),
    ],
)
@pytest.mark.parametrize("flags", [(), ("-q",)])
def test_a_program_that_fails_changes_nothing_but_is_told(cli, small, configure, argv, why, flags):
    """The exit code is that of the check, stdout is whole, and stderr and the log say why; also when quiet."""
    configure(f"[notify]\ncommand = {json.dumps(argv)}\n")
    answer = cli("check", small, *AS_OF, "--log-file", "k.log", "--format", "json", *flags)
    assert answer.code == 1
    assert json.loads(answer.out)["population"]["cases"] == 40
    assert "notify_failed" in answer.err
    assert why in answer.err
    assert why in Path("k.log").read_text(encoding="utf-8")
    assert cli("check", small, *AS_OF, "--rule", "P3", "--exit-zero").code == 0


def test_a_program_that_hangs_is_stopped(cli, small, configure):
    """After the time limit the program is ended, and the check answers."""
    argv = json.dumps([sys.executable, "-c", "import time; time.sleep(60)"])
    configure(f"[notify]\ncommand = {argv}\ntimeout = 0.5\n")
    begun = time.monotonic()
    answer = cli("check", small, *AS_OF)
    assert answer.code == 1
    assert "0.5 sekunder" in answer.err
    assert time.monotonic() - begun < 30


def test_a_damaged_history_does_not_change_the_verdict(cli, small, kept):
    """What is new cannot be counted then; the message is sent without it."""
    kept('format = "json"')
    Path("runs").mkdir()
    Path("runs/history.sqlite").write_bytes(b"not a database " * 100)
    assert cli("check", small, *AS_OF, "--no-save").code == 1
    assert json.loads(kept.given())["new"] is None


def test_no_shell_reads_the_command(cli, small, configure):
    """What a shell would act on is an argument like any other."""
    argv = json.dumps(
        [sys.executable, "-c", "import sys; open('arg', 'w').write(sys.argv[1])", "$(touch ond); `x` > y"]
    )
    configure(f"[notify]\ncommand = {argv}\n")
    cli("check", small, *AS_OF)
    assert Path("arg").read_text() == "$(touch ond); `x` > y"
    assert not Path("ond").exists()


# --- mail ----------------------------------------------------------------------------------------------------------------


def mail_table(port, **more):
    values = {
        "host": "localhost",
        "port": port,
        "from": "caseaudit@proeveby.dk",
        "to": ["a@proeveby.dk", "b@proeveby.dk"],
    }
    lines = [f"{k} = {json.dumps(v)}" for k, v in {**values, **more}.items()]
    return "[notify.mail]\n" + "\n".join(lines) + "\n"


def letter(server):
    [text] = server.letters
    return email.message_from_string(text, policy=email.policy.default)


def test_a_mail_says_the_same(cli, small, configure):
    """To those who are named, from the sender, with the result in the subject; no attachment."""
    with mail_server() as server:
        configure(mail_table(server.server_address[1], starttls=False))
        assert cli("check", small, *AS_OF).code == 1
    found = letter(server)
    assert found["Subject"].startswith("caseaudit, Prøveby: ikke godkendt, ")
    assert (found["From"], found["To"]) == ("caseaudit@proeveby.dk", "a@proeveby.dk, b@proeveby.dk")
    assert not found.is_multipart()
    assert "Sager: 40" in found.get_content()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed here")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    name = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    make = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *name)
    subprocess.run([*make, "-keyout", "key.pem", "-out", "cert.pem"], cwd=path.parent, check=True, capture_output=True)
    path.write_bytes((path.parent / "key.pem").read_bytes() + (path.parent / "cert.pem").read_bytes())
    return path


def test_a_mail_is_encrypted_and_the_login_comes_after(cli, small, configure, certificate, monkeypatch):
    """STARTTLS with the municipality's own certificate authority; the password is read from the environment."""
    monkeypatch.setenv("CASEAUDIT_SMTP_PASSWORD", "hemmelig")
    import base64

    login = base64.b64encode(b"\0bruger\0hemmelig").decode()
    with mail_server(certificate=certificate, user=login) as server:
        ca = str(certificate.parent / "cert.pem")
        configure(mail_table(server.server_address[1], ca_file=ca, user="bruger"))
        answer = cli("check", small, *AS_OF)
    assert "notify_failed" not in answer.err
    assert server.encrypted
    assert len(server.letters) == 1


@pytest.mark.parametrize("fault", ["plain server", "unknown certificate", "closed port", "refused", "no such ca"])
def test_a_mail_that_is_not_sent_changes_nothing_but_is_told(cli, small, configure, certificate, fault):
    """No encryption, no trust, no server, no recipient: nothing is sent in the clear, and the exit code stands."""
    offered = certificate if fault == "unknown certificate" else None
    with mail_server(certificate=offered, refuse=fault == "refused") as server:
        port = 1 if fault == "closed port" else server.server_address[1]
        more = {"starttls": fault != "refused"}
        if fault == "no such ca":
            more["ca_file"] = "findes-ikke.pem"
        configure(mail_table(port, **more))
        answer = cli("check", small, *AS_OF)
    assert answer.code == 1
    assert "notify_failed" in answer.err
    assert server.letters == []


def test_nothing_is_sent_unless_it_is_set_up(cli, small, monkeypatch):
    """Without [notify] and --notify no connection is opened and no program is started."""
    import socket

    def forbidden(*_, **__):
        raise AssertionError("a connection or a program")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(subprocess, "Popen", forbidden)
    answer = cli("check", small.parent / "canonical", *AS_OF)
    assert answer.code == 1


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ('[notify]\nwhen = "always"\n', "notify.when"),
        ('[notify]\non = "altid"\n', "notify.on"),
        ('[notify.mail]\nhost = "x"\nfrom = "a@b"\nto = ["a@b\\nBcc: c@d"]\n', "notify.mail.to.0"),
        ('[notify.mail]\nhost = "x"\nfrom = "a@b"\nto = ["a@b"]\npassword = "x"\n', "notify.mail.password"),
    ],
)
def test_a_mistake_in_the_configuration_is_told(cli, small, configure, table, key):
    """A key or address that cannot be used is named; a password has no place in the file."""
    configure(table)
    answer = cli("check", small, *AS_OF)
    assert answer.code == 2
    assert key in answer.err


def test_every_key_of_the_table_is_explained():
    """The page about scheduled checks names each key of [notify] and [notify.mail]."""
    from caseaudit.settings import MailTable, NotifyTable

    page = Path(__file__).parents[2] / "docs" / "planlagt-kontrol.md"
    text = page.read_text(encoding="utf-8")
    keys = [k for k in NotifyTable.model_fields if k != "mail"]
    keys += [f"mail.{f.alias or k}" for k, f in MailTable.model_fields.items()]
    assert [k for k in keys if f"`{k}`" not in text] == []
