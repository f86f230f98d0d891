"""Tell of a run by a program of the user's own or by mail. Nothing is sent unless the user has asked for it.

A message holds counts, the result of the gate and the path of the run: never a case, a name or free text.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from caseaudit.dates import show
from caseaudit.privacy import mask
from caseaudit.texts import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

When = Literal["always", "findings", "new", "error"]
WHEN: tuple[When, ...] = ("always", "findings", "new", "error")
Result = Literal["passed", "failed", "error"]

_SUBJECT: dict[Result, Text] = {
    "passed": Text("godkendt", "passed"),
    "failed": Text("ikke godkendt", "not passed"),
    "error": Text("kontrollen blev ikke gennemført", "the check was not done"),
}


@dataclass(frozen=True)
class Message:
    """What is told. `new`: breaches that the run before did not have; None where there is none to compare with."""

    result: Result
    exit_code: int
    title: str = ""
    as_of: str = ""
    cases: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    unknown: int = 0
    met_percent: int | None = None
    new: int | None = None
    gates: tuple[str, ...] = ()
    run: str = ""
    problems: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """`caseaudit, Prøveby: ikke godkendt, 312 fund`; one line."""
        told = f"caseaudit{', ' + self.title if self.title else ''}: {_SUBJECT[self.result]}"
        if self.result != "error":
            told += str(Text(f", {self.total} fund", f", {self.total} findings"))
        return " ".join(_plain(told).split())

    @property
    def total(self) -> int:
        return sum(self.findings.values())

    def text(self, severities: Mapping[str, Text]) -> str:
        """The message for a reader."""
        lines = [self.subject, ""]
        if self.result == "error":
            lines += [*self.problems, f"{Text('Kode', 'Exit code')}: {self.exit_code}"]
            return _plain("\n".join([*lines, ""]))
        found = ", ".join(f"{n} {severities[s]}" for s, n in self.findings.items() if n)
        lines += [
            f"{Text('Opgjort pr.', 'As of')}: {show(date.fromisoformat(self.as_of))}",
            f"{Text('Sager', 'Cases')}: {self.cases}",
            f"{Text('Fund', 'Findings')}: {self.total}{f' ({found})' if found else ''}",
        ]
        if self.new is not None:
            lines.append(f"{Text('Nye siden sidste kørsel', 'New since the last run')}: {self.new}")
        if self.met_percent is not None:
            lines.append(f"{Text('Overholdt', 'Met')}: {self.met_percent} %")
        lines.append(f"{Text('Kan ikke vurderes', 'Could not be assessed')}: {self.unknown}")
        lines += [f"{Text('Grænse', 'Limit')}: {g}" for g in self.gates]
        if self.run:
            lines.append(f"{Text('Kørsel', 'Run')}: {self.run}")
        return _plain("\n".join([*lines, ""]))

    def json(self, severities: Mapping[str, Text]) -> str:
        """The message for a program; keys are English in every language."""
        document: dict[str, Any] = {
            "schema_version": 1,
            "result": self.result,
            "exit_code": self.exit_code,
            "subject": self.subject,
            "text": self.text(severities),
            "as_of": self.as_of,
            "cases": self.cases,
            "findings": dict(self.findings),
            "new": self.new,
            "unknown": self.unknown,
            "met_percent": self.met_percent,
            "gates": [_plain(g) for g in self.gates],
            "run": _plain(self.run),
            "problems": [_plain(p) for p in self.problems],
        }
        return json.dumps(document, ensure_ascii=False) + "\n"


def _plain(text: str) -> str:
    """Without CPR numbers, and without the marks that stand for what a file name of another encoding holds."""
    return mask(text).encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True)
class Mail:
    """A mail server and who writes to whom. With `starttls` a server that cannot encrypt gets nothing."""

    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 25
    starttls: bool = True
    ca_file: Path | None = None
    user: str = ""
    password: str = ""
    timeout: float = 30


@dataclass(frozen=True)
class Command:
    """A program and its arguments; it is started as it stands, by no shell, and reads the message on stdin."""

    argv: tuple[str, ...]
    as_json: bool = False
    timeout: float = 30


class NotSentError(Exception):
    """The message was not sent; the text says why without repeating what a server or program answered."""


def wanted(when: When, message: Message) -> bool:
    """Whether a message is to be sent. A run that could not be done is always told of."""
    if when == "always" or message.result == "error":
        return True
    if when == "new":
        return message.total > 0 if message.new is None else message.new > 0
    return when == "findings" and message.result == "failed"


def run_command(command: Command, message: Message, severities: Mapping[str, Text]) -> None:
    """Start the program with the message. Raises `NotSentError`."""
    body = message.json(severities) if command.as_json else message.text(severities)
    try:
        done = subprocess.run(  # noqa: S603 - the user's own program, no shell
            command.argv,
            input=body.encode("utf-8"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=command.timeout,
            check=False,
        )
    except FileNotFoundError:
        raise NotSentError(str(Text("programmet findes ikke", "there is no such program"))) from None
    except subprocess.TimeoutExpired:
        n = f"{command.timeout:g}"
        raise NotSentError(
            str(Text(f"programmet var ikke færdigt efter {n} sekunder", f"the program was not done after {n} seconds"))
        ) from None
    except (OSError, ValueError):
        raise NotSentError(str(Text("programmet kan ikke startes", "the program cannot be started"))) from None
    if done.returncode:
        code = done.returncode
        raise NotSentError(str(Text(f"programmet endte med koden {code}", f"the program ended with code {code}")))


def send_mail(mail: Mail, message: Message, severities: Mapping[str, Text]) -> None:
    """Send the message. Raises `NotSentError`. What speaks to a network is loaded here, so nothing else can."""
    import smtplib
    import ssl
    from email.message import EmailMessage
    from email.utils import formatdate, make_msgid

    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = mail.sender, ", ".join(mail.to), message.subject
    letter["Date"] = formatdate(localtime=True)
    letter["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.text(severities))
    try:
        with smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout) as server:
            if mail.starttls:
                server.starttls(context=ssl.create_default_context(cafile=mail.ca_file))
            if mail.user:
                server.login(mail.user, mail.password)
            refused = server.send_message(letter)
    except smtplib.SMTPNotSupportedError:
        raise NotSentError(
            str(
                Text(
                    "mailserveren kan ikke kryptere eller tager ikke imod login",
                    "the mail server cannot encrypt or takes no login",
                )
            )
        ) from None
    except smtplib.SMTPAuthenticationError:
        raise NotSentError(str(Text("mailserveren afviste login", "the mail server refused the login"))) from None
    except smtplib.SMTPException:
        raise NotSentError(str(Text("mailserveren afviste mailen", "the mail server refused the mail"))) from None
    except ssl.SSLError:
        raise NotSentError(
            str(Text("mailserverens certifikat kan ikke godkendes", "the mail server's certificate cannot be trusted"))
        ) from None
    except (OSError, ValueError):
        raise NotSentError(str(Text("mailserveren kan ikke nås", "the mail server cannot be reached"))) from None
    if refused:
        n = len(refused)
        raise NotSentError(str(Text(f"{n} modtagere blev afvist", f"{n} recipients were refused")))
