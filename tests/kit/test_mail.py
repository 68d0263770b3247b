"""Letters on their way to a real SMTP server on the loopback."""

from __future__ import annotations

import datetime
import ssl
import time
from pathlib import Path
from typing import Any

import pytest
import structlog.testing
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import ValidationError

from server.kit import mail
from server.kit.config import Settings
from server.kit.mail import Letter, Post
from tests.support.mailbox import receiving_mail

LETTER = Letter(to="eve@example.com", subject="Hällo\r\nBcc: all@example.com", text="Öffne: SECRET\n", about="inv_1")


def send(url: str, letter: Letter = LETTER, **settings: Any) -> list[Any]:
    """Send it, wait for what becomes of it, and answer what was logged."""
    post = Post(Settings(smtp_url=url, **settings))
    with structlog.testing.capture_logs() as lines:
        post.send(letter)
        post._pool.shutdown(wait=True)
    return lines


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Of `localhost`, its own authority, which the system trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path / "mailbox.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return context


class TestALetter:
    def test_arrives_as_it_was_written_and_can_add_no_header(self) -> None:
        with receiving_mail() as box:
            lines = send(f"smtp://127.0.0.1:{box.port}", mail_from="Your App <hello@your-app.com>")
            (letter,) = box.letters
        assert box.envelopes == [("hello@your-app.com", ["eve@example.com"])]
        assert letter.get_content().replace("\r\n", "\n") == LETTER.text
        assert (letter["To"], letter["From"]) == ("eve@example.com", "Your App <hello@your-app.com>")
        assert (letter["Subject"], letter["Bcc"]) == ("Hällo Bcc: all@example.com", None)
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter.get_content_type() == "text/plain"
        assert [(each["event"], each["about"]) for each in lines] == [("mail_sent", "inv_1")]

    def test_has_a_sender_of_this_server_if_none_is_named(self) -> None:
        with receiving_mail() as box:
            send(f"smtp://127.0.0.1:{box.port}", public_url="https://your-app.com:8443")
        assert box.envelopes[0][0] == "no-reply@your-app.com"

    @pytest.mark.parametrize("refuses", ["EHLO", "MAIL", "RCPT", "DATA"])
    def test_that_is_refused_is_told_without_what_it_says(self, refuses: str) -> None:
        with receiving_mail() as box:
            box.refuses = refuses
            lines = send(f"smtp://user:password@127.0.0.1:{box.port}" if refuses == "EHLO" else self.at(box.port))
        assert box.letters == []
        assert [each["event"] for each in lines] == ["mail_not_sent"]
        for secret in ("SECRET", "password"):
            assert secret not in str(lines)

    def at(self, port: int) -> str:
        return f"smtp://127.0.0.1:{port}"

    def test_is_given_up_when_the_server_says_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 0.2)
        with receiving_mail() as box:
            box.delay_seconds = 2
            begun = time.monotonic()
            (line,) = send(self.at(box.port))
        assert line["event"] == "mail_not_sent"
        assert time.monotonic() - begun < 4

    def test_waits_for_nobody_and_is_one_of_so_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(mail, "MOST_WAITING", 2)
        with receiving_mail() as box:
            box.delay_seconds = 0.5
            post = Post(Settings(smtp_url=self.at(box.port)))
            with structlog.testing.capture_logs() as lines:
                begun = time.monotonic()
                for _ in range(3):
                    post.send(LETTER)
                assert time.monotonic() - begun < 0.4
                post._pool.shutdown(wait=True)
            assert len(box.letters) == 2
        assert sorted(each["event"] for each in lines) == ["mail_not_sent", "mail_sent", "mail_sent"]


class TestTls:
    def test_is_used_from_the_start_with_smtps(self, certificate: ssl.SSLContext) -> None:
        with receiving_mail(certificate, tls_at_once=True) as box:
            send(f"smtps://ada:pass%40word@localhost:{box.port}")
        assert (box.logins, len(box.letters)) == ([("ada", "pass@word", True)], 1)

    def test_is_begun_where_it_is_offered(self, certificate: ssl.SSLContext) -> None:
        with receiving_mail(certificate) as box:
            send(f"smtp://ada:password@localhost:{box.port}")
        assert (box.logins, len(box.letters)) == ([("ada", "password", True)], 1)

    def test_is_checked_for_the_name(self, certificate: ssl.SSLContext) -> None:
        with receiving_mail(certificate) as box:
            (line,) = send(f"smtp://127.0.0.1:{box.port}")
        assert (line["event"], line["error"], box.letters) == ("mail_not_sent", "SSLCertVerificationError", [])

    def test_is_demanded_before_a_password_is_told(self) -> None:
        with receiving_mail() as box:
            (line,) = send(f"smtp://ada:password@127.0.0.1:{box.port}")
        assert (line["event"], box.logins, box.letters) == ("mail_not_sent", [], [])


class TestTheSettings:
    @pytest.mark.parametrize("url", ["http://localhost", "smtp://", "smtp://a b", "localhost:25", "smtp://a/?x"])
    def test_name_a_server(self, url: str) -> None:
        with pytest.raises(ValidationError):
            Settings(smtp_url=url)

    def test_without_a_server_take_nothing(self) -> None:
        assert not Post(Settings()).takes("eve@example.com")

    @pytest.mark.parametrize(
        "address", ["a@b, c@d", "a@b\nBcc: c@d", "Eve <a@b>", "a@b@c", "@b", "a b@c", "a@b;c@d", '"a"@b', "a@(x)b"]
    )
    def test_take_one_address_and_nothing_else(self, address: str) -> None:
        post = Post(Settings(smtp_url="smtp://localhost"))
        assert post.takes("eve@example.com")
        assert not post.takes(address)
