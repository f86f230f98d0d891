"""A mail server on this machine, for the tests: it keeps what it is given. With a certificate it offers STARTTLS."""

from __future__ import annotations

import socketserver
import ssl
import threading
from contextlib import contextmanager


class _Talk(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")
        self.wfile.flush()

    def finish(self):
        super().finish()
        self.request.close()  # the encrypted one, where there is one

    def handle(self):
        server, encrypted = self.server, False
        self.say("220 prøve".encode("ascii", "replace").decode())
        while line := self.rfile.readline():
            word = line.decode("ascii", "replace").strip().upper()
            if word.startswith(("EHLO", "HELO")):
                offers = ["STARTTLS"] if server.tls and not encrypted else []
                offers += ["AUTH PLAIN"] if server.user else []
                names = ["localhost", *offers]
                for n, name in enumerate(names):
                    self.say(f"250{' ' if n == len(names) - 1 else '-'}{name}")
            elif word == "STARTTLS" and server.tls:
                self.say("220 go")
                try:
                    self.request = server.tls.wrap_socket(self.request, server_side=True)
                except (OSError, ssl.SSLError):
                    return
                self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb")
                encrypted = server.encrypted = True
            elif word.startswith("AUTH"):
                self.say("235 ok" if server.user in line.decode() else "535 no")
            elif word == "DATA":
                self.say("354 go")
                letter = b""
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    letter += part
                server.letters.append(letter.decode("utf-8"))
                self.say("250 ok")
            elif word == "QUIT":
                self.say("221 bye")
                return
            elif word.startswith("RCPT") and server.refuse:
                self.say("550 Kanariefugl Testesen 310210-4999 findes ikke")
            else:
                server.lines.append(line.decode("ascii", "replace").strip())
                self.say("250 ok")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = True

    def handle_error(self, request, client_address):
        """A client that hangs up is part of the tests."""


@contextmanager
def mail_server(*, certificate=None, user="", refuse=False):
    """Run a server on a free port of localhost; `letters` holds what it got."""
    server = _Server(("127.0.0.1", 0), _Talk)
    server.letters, server.lines, server.encrypted, server.user, server.refuse = [], [], False, user, refuse
    server.tls = None
    if certificate:
        server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.tls.load_cert_chain(certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
