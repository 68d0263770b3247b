"""Mail: plain letters, handed to an SMTP server (RFC 5321) by a thread of its own.

A letter is sent once, after the change that it tells of has been committed. It is not kept: a letter that the server
does not take within its time is lost, and the log says so. So whatever a letter says must be told elsewhere too.
"""

from __future__ import annotations

import re
import smtplib
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

from server.kit.config import Settings
from server.kit.log import get_logger

log = get_logger(__name__)

TIMEOUT_SECONDS = 10  # of each step: to connect, and for each answer
MOST_WAITING = 100  # letters; more than that is a server that is down, or somebody who sends too much
PORTS = {"smtp": 587, "smtps": 465}

# One address and nothing else: no display name, no list, no second header.
_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\"\\\x00-\x1f\x7f]{1,64}@[^\s@,;:<>()\[\]\"\\\x00-\x1f\x7f]{1,255}")


@dataclass(frozen=True, slots=True)
class Letter:
    """What to send to whom. `about` goes into the log: an id, never what the letter says."""

    to: str
    subject: str
    text: str = field(repr=False)
    about: str


class Post:
    """Sends letters, if the settings name a server for it."""

    def __init__(self, settings: Settings) -> None:
        self._url, self._sender = urlsplit(settings.smtp_url), settings.mail_sender
        self._port = self._url.port or PORTS.get(self._url.scheme, 0)  # read here: a wrong one is told at start
        self._waiting = threading.BoundedSemaphore(MOST_WAITING)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")

    def takes(self, address: str) -> bool:
        """Whether mail is sent from here, and can be sent to this address."""
        return bool(self._url.hostname) and _ADDRESS.fullmatch(address) is not None

    def send(self, letter: Letter) -> None:
        """Send it soon. Call it after the commit; it does not wait for the server, and raises nothing."""
        if not self._waiting.acquire(blocking=False):
            log.warning("mail_not_sent", about=letter.about, error="too much is waiting")
            return
        self._pool.submit(self._deliver, letter).add_done_callback(lambda _: self._waiting.release())

    def stop(self) -> None:
        """Let the letter that is being sent go, and give up the others."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, letter: Letter) -> None:
        try:
            message = self._message(letter)
            with self._connect() as server:
                server.send_message(message, parseaddr(self._sender)[1], [letter.to])
        except Exception as error:
            # Only its kind and the server's number: its words may repeat the letter, and what is in that is secret.
            log.warning(
                "mail_not_sent", about=letter.about, error=type(error).__name__, code=getattr(error, "smtp_code", None)
            )
        else:
            log.info("mail_sent", about=letter.about)

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"] = self._sender, letter.to
        message["Subject"] = " ".join(letter.subject.split())  # a line of its own would be a header of its own
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = make_msgid(domain=parseaddr(self._sender)[1].rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
        message.set_content(letter.text)
        return message

    def _connect(self) -> smtplib.SMTP:
        url, host = self._url, self._url.hostname or ""
        context = ssl.create_default_context()
        if url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, self._port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, self._port, timeout=TIMEOUT_SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            if url.scheme == "smtp" and (url.username or server.has_extn("starttls")):
                server.starttls(context=context)  # raises if it is not offered: no password goes over an open line
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
        except BaseException:
            server.close()
            raise
        return server
