"""An SMTP server on the loopback (RFC 5321): keeps what arrives, speaks TLS if it has a certificate."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """What has arrived. `refuses` names the commands that it answers 550 or, for `DATA`, with what it was sent."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)  # from whom, to whom
    logins: list[tuple[str, str, bool]] = field(default_factory=list)  # user, password, whether over TLS
    refuses: str = ""
    delay_seconds: float = 0

    def wait(self, count: int, seconds: float = 10) -> list[EmailMessage]:
        """The letters, once there are so many."""
        deadline = time.monotonic() + seconds
        while len(self.letters) < count:
            assert time.monotonic() < deadline, f"{len(self.letters)} of {count} letters arrived"
            time.sleep(0.01)
        return self.letters


@contextmanager
def receiving_mail(certificate: ssl.SSLContext | None = None, *, tls_at_once: bool = False) -> Iterator[Mailbox]:
    """A mailbox until the end of the block; with a certificate it offers STARTTLS, or speaks TLS from the start."""
    box = Mailbox()

    class Handler(socketserver.StreamRequestHandler):
        def setup(self) -> None:
            if certificate and tls_at_once:
                self.request = certificate.wrap_socket(self.request, server_side=True)
            super().setup()

        def finish(self) -> None:
            super().finish()
            self.request.close()  # the server closes the socket that it accepted, not the one with TLS around it

        def say(self, *lines: str) -> None:
            self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

        def handle(self) -> None:
            time.sleep(box.delay_seconds)
            secure, sender, receivers = tls_at_once, "", []
            self.say("220 mailbox")
            while line := self.rfile.readline().decode().rstrip("\r\n"):
                command = line.split(" ")[0].upper()
                if command == box.refuses:
                    if command == "DATA":
                        self.say("354 go on")
                        self.say("554 " + self.read_letter().decode().replace("\r\n", " ")[-400:])
                    else:
                        self.say("550 no")
                elif command == "EHLO":
                    offers = ["250-STARTTLS"] if certificate and not secure else []
                    self.say("250-mailbox", *offers, "250 AUTH PLAIN")
                elif command == "STARTTLS" and certificate:
                    self.say("220 go on")
                    self.request = certificate.wrap_socket(self.request, server_side=True)
                    super().setup()
                    secure = True
                elif command == "AUTH":
                    _, user, password = base64.b64decode(line.split(" ")[2]).decode().split("\0")
                    box.logins.append((user, password, secure))
                    self.say("235 welcome")
                elif command == "MAIL":
                    sender = line[line.index("<") + 1 : line.index(">")]
                    self.say("250 ok")
                elif command == "RCPT":
                    receivers.append(line[line.index("<") + 1 : line.index(">")])
                    self.say("250 ok")
                elif command == "DATA":
                    self.say("354 go on")
                    letter = message_from_bytes(self.read_letter(), _class=EmailMessage, policy=policy.default)
                    box.envelopes.append((sender, receivers))
                    box.letters.append(letter)
                    self.say("250 kept")
                elif command == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("500 what?" if command != "RSET" else "250 ok")

        def read_letter(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.removeprefix(b"."))
            return b"".join(lines)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address, daemon_threads = True, True

        def handle_error(self, *_: object) -> None:
            pass  # whoever breaks a connection off was told to

    with Server(("127.0.0.1", 0), Handler) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
