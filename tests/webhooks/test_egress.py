"""What leaves, and what a receiver can do to us: real sockets on the loopback, and name servers that lie."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import ssl
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server.kit.config import Settings
from server.webhooks import connection, egress
from server.webhooks.egress import Egress, Reply
from tests.support.receiver import Answer, Arrived, Receiver, receiving
from tests.webhooks.test_target import HOSTILE

LOOPBACK = ipaddress.ip_address("127.0.0.1")


def post(url: str, times: int = 1, **settings: Any) -> list[Reply]:
    """Send to `url`, over connections that are kept; private addresses are allowed unless told otherwise."""
    values = {"webhook_allow_private": True, "webhook_timeout_seconds": 1.0, **settings}

    async def run() -> list[Reply]:
        sender = Egress(Settings(**values))
        try:
            async with sender.pool() as pool:
                return [await sender.post(pool, url, [("webhook-id", "evt_1")], b'{"a":1}') for _ in range(times)]
        finally:
            sender.close()

    return asyncio.run(run())


class TestARequest:
    def test_is_a_post_with_the_body_and_headers_as_they_are(self, receiver: Receiver) -> None:
        receiver.answer = lambda *_: Answer(200, {"X-Note": "ok"}, b"thanks")
        (reply,) = post(f"{receiver.url}/hook?a=%20b")
        assert (reply.status, reply.body, reply.error, reply.truncated) == (200, "thanks", None, False)
        assert reply.header("x-note") == "ok"
        (arrived,) = receiver.arrived
        assert (arrived.path, arrived.body) == ("/hook?a=%20b", b'{"a":1}')
        assert arrived.headers["host"] == receiver.url.removeprefix("http://")
        assert arrived.headers["webhook-id"] == "evt_1"

    def test_keeps_the_connection_for_the_next_one(self, receiver: Receiver) -> None:
        assert [each.status for each in post(receiver.url, 3)] == [204] * 3
        assert receiver.connections == 1

    def test_does_not_follow_a_redirect(self, receiver: Receiver) -> None:
        receiver.answer = lambda *_: Answer(307, {"Location": f"{receiver.url}/other"})
        (reply,) = post(f"{receiver.url}/first")
        assert reply.status == 307
        assert [each.path for each in receiver.arrived] == ["/first"]

    def test_to_nobody_is_an_error_and_no_exception(self) -> None:
        with receiving() as gone:
            url = gone.url
        (reply,) = post(url)
        assert reply.status is None
        assert reply.error is not None


class TestAReceiverThatMeansHarm:
    def test_cannot_make_us_read_more_than_16_kib(self, receiver: Receiver) -> None:
        def endless(_: Arrived, handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n")
            for _ in range(3000):
                handler.wfile.write(b"x" * 65536)

        receiver.answer = endless
        (reply,) = post(receiver.url)
        assert (reply.status, len(reply.body), reply.truncated, reply.error) == (200, 16 << 10, True, None)
        assert reply.duration_ms < 1000

    def test_cannot_hold_us_by_dripping_its_body(self, receiver: Receiver) -> None:
        def drip(_: Arrived, handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            for _ in range(40):
                handler.wfile.write(b"x")
                time.sleep(0.1)

        receiver.answer = drip
        (reply,) = post(receiver.url)
        assert reply.error == "No whole answer within 1 s."
        assert reply.status == 200
        assert reply.body.startswith("xx")
        assert reply.duration_ms < 1500

    def test_cannot_hold_us_by_dripping_its_headers(self, receiver: Receiver) -> None:
        def drip(_: Arrived, handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(40):
                handler.wfile.write(b"X-%d: y\r\n" % number)
                time.sleep(0.1)

        receiver.answer = drip
        (reply,) = post(receiver.url)
        assert (reply.status, reply.error) == (None, "No whole answer within 1 s.")

    def test_cannot_hold_us_by_saying_that_it_will_answer(self, receiver: Receiver) -> None:
        def busy(_: Arrived, handler: BaseHTTPRequestHandler) -> None:
            for _ in range(40):
                handler.wfile.write(b"HTTP/1.1 102 Processing\r\n\r\n")
                time.sleep(0.1)

        receiver.answer = busy
        (reply,) = post(receiver.url)
        assert reply.error == "No whole answer within 1 s."

    def test_cannot_fill_us_with_headers(self, receiver: Receiver) -> None:
        def many(_: Arrived, handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: " + b"x" * 50_000 + b"\r\nContent-Length: 0\r\n\r\n")

        receiver.answer = many
        (reply,) = post(receiver.url)
        assert sum(len(name) + len(value) for name, value in reply.headers) <= connection.MAX_HEADER_BYTES

        def endless(_: Arrived, handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(200_000):
                handler.wfile.write(b"X-%d: y\r\n" % number)

        receiver.answer = endless
        (reply,) = post(receiver.url)
        assert reply.status is None
        assert reply.error is not None
        assert "128 KiB" in reply.error

    @pytest.mark.parametrize(
        "raw", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 99 x\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"]
    )
    def test_that_does_not_speak_http_is_an_error(self, receiver: Receiver, raw: bytes) -> None:
        def speak(_: Arrived, handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(raw)

        receiver.answer = speak
        (reply,) = post(receiver.url)
        assert reply.error is not None

    def test_whose_answer_has_what_no_database_takes_is_kept_readable(self, receiver: Receiver) -> None:
        receiver.answer = lambda *_: Answer(200, {"X-Latin": "caf\xe9"}, b"a\0b\xff")
        (reply,) = post(receiver.url)
        assert reply.body == "a\ufffdb\ufffd"
        assert reply.header("x-latin") == "caf\xe9"


class TestWhereItMayGo:
    @pytest.fixture(autouse=True)
    def watched(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Every address that is connected to, in place of connecting."""
        dialled: list[str] = []

        async def create_connection(_: Any, __: Any, host: str, *___: Any, **____: Any) -> Any:
            dialled.append(host)
            raise OSError("not in a test")

        monkeypatch.setattr("asyncio.base_events.BaseEventLoop.create_connection", create_connection)
        return dialled

    @pytest.mark.parametrize("url", HOSTILE)
    def test_a_hostile_address_opens_no_connection_and_asks_no_name_server(
        self, watched: list[str], monkeypatch: pytest.MonkeyPatch, url: str
    ) -> None:
        monkeypatch.setattr(egress, "resolve", lambda *_: pytest.fail("it was looked up"))
        (reply,) = post(url, webhook_allow_private=False)
        assert watched == []
        assert reply.error is not None

    @pytest.mark.parametrize(
        "addresses",
        [
            ["127.0.0.1"],
            ["93.184.215.14", "127.0.0.1"],  # one of them is enough
            ["169.254.169.254"],
            ["::1"],
            ["::ffff:10.0.0.1"],
            ["64:ff9b::a00:1"],
            ["2002:a00:1::"],
            ["fd00:ec2::254"],
            [],
        ],
    )
    def test_nor_does_a_name_of_one(
        self, watched: list[str], monkeypatch: pytest.MonkeyPatch, addresses: list[str]
    ) -> None:
        monkeypatch.setattr(egress, "resolve", lambda *_: [ipaddress.ip_address(each) for each in addresses])
        (reply,) = post("https://innocent.example/", webhook_allow_private=False)
        assert watched == []
        assert reply.error is not None
        assert "innocent.example" in reply.error

    def test_what_is_dialled_is_what_was_checked_whatever_the_name_server_says_next(
        self, watched: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answers = iter(["93.184.215.14", "127.0.0.1"])
        monkeypatch.setattr(egress, "resolve", lambda *_: [ipaddress.ip_address(next(answers))])
        post("https://rebinding.example/", times=2, webhook_allow_private=False)
        assert watched == ["93.184.215.14"]


class TestTls:
    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Path:
        """Of `receiver.example` and nobody else; its own authority."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "receiver.example")])
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("receiver.example")]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path = tmp_path / "receiver.pem"
        path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        return path

    @pytest.fixture
    def secure(self, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        monkeypatch.setattr(egress, "resolve", lambda *_: [LOOPBACK])
        with receiving(lambda socket: context.wrap_socket(socket, server_side=True)) as receiver:
            yield receiver

    def at(self, receiver: Receiver, host: str) -> str:
        return f"https://{host}:{receiver.server.server_address[1]}/"

    def test_is_verified_for_the_name(self, secure: Receiver, certificate: Path) -> None:
        (reply,) = post(self.at(secure, "receiver.example"), webhook_ca_file=str(certificate))
        assert (reply.status, reply.error) == (204, None)
        (reply,) = post(self.at(secure, "other.example"), webhook_ca_file=str(certificate))
        assert reply.status is None
        assert "ertificate" in str(reply.error)

    def test_of_an_unknown_authority_is_refused(self, secure: Receiver) -> None:
        (reply,) = post(self.at(secure, "receiver.example"))
        assert reply.status is None
        assert "ertificate" in str(reply.error)
        assert secure.arrived == []
