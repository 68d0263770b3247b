"""Repositories as strangers might have them, made with git itself, and a server that gives them out over https."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import ssl
import struct
import subprocess
import threading
import zlib
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

FILE, PROGRAM, LINK, SUBMODULE, FOLDER = "100644", "100755", "120000", "160000", "040000"
_sha1 = functools.partial(hashlib.sha1, usedforsecurity=False)

NAMES = ("git.test", "localhost")  # of the server, in its certificate, beside its addresses


class Origin:
    """A bare repository."""

    def __init__(self, folder: Path, object_format: str = "sha1") -> None:
        self.folder = folder
        self.home = folder.parent
        folder.mkdir()
        self.git("init", "--quiet", "--bare", "--initial-branch=main", f"--object-format={object_format}")
        # For tests with much to send: no time is spent on making it less.
        for key, value in {"core.fsync": "none", "core.compression": "0", "pack.window": "0"}.items():
            self.git("config", key, value)

    @property
    def url(self) -> str:
        """Its address on the disk."""
        return f"file://{self.folder}"

    def git(self, *arguments: str, send: bytes = b"") -> str:
        """Run git in it; answers what git wrote, stripped."""
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.home),
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        run = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=environment,
            input=send,
            capture_output=True,
            check=True,
        )
        return run.stdout.decode().strip()

    def commit(self, files: Mapping[str, bytes], branch: str = "main") -> str:
        """Commit these files and no others, on top of what the branch has; answers the commit's ID."""
        commands = [b"commit refs/heads/%s\ncommitter Ada <ada@example.org> 0 +0000\ndata 0\n" % branch.encode()]
        if self.git("for-each-ref", f"refs/heads/{branch}"):
            commands.append(b"from refs/heads/%s^0\n" % branch.encode())
        commands.append(b"deleteall\n")
        for path, content in files.items():
            commands += [b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(content)), content, b"\n"]
        self.git("fast-import", "--quiet", "--force", "--depth=0", send=b"".join(commands))
        return self.git("rev-parse", f"refs/heads/{branch}")

    def blob(self, content: bytes) -> str:
        """Store a content; answers its ID."""
        return self.git("hash-object", "-w", "--stdin", send=content)

    def tree(self, *entries: tuple[str, str, bytes]) -> str:
        """Store a tree of mode, object and name, whatever these are; answers its ID."""
        kinds = {FOLDER: "tree", SUBMODULE: "commit"}
        lines = (
            b"%s %s %s\t%s\0" % (mode.encode(), kinds.get(mode, "blob").encode(), object_id.encode(), name)
            for mode, object_id, name in entries
        )
        return self.git("mktree", "-z", "--missing", send=b"".join(lines))

    def commit_tree(self, tree: str, branch: str = "main") -> str:
        """Commit a tree that is stored; answers the commit's ID."""
        commit = self.git("commit-tree", "-m", "x", tree)
        self.git("update-ref", f"refs/heads/{branch}", commit)
        return commit


def bomb_pack(copies: int) -> tuple[bytes, str]:
    """A pack of some hundred bytes (gitformat-pack(5)) with a blob of `copies` times 64 KiB, and that blob's ID.

    The blob is stored as a difference: so many instructions to copy the one block of another blob.
    """
    block = bytes(1 << 16)
    base = _sha1(b"blob %d\0" % len(block) + block)
    result = _sha1(b"blob %d\0" % (copies * len(block)))
    for _ in range(copies):
        result.update(block)
    delta = _number(len(block)) + _number(copies * len(block)) + b"\x80" * copies
    pack = b"PACK" + struct.pack(">II", 2, 2)
    pack += _object_header(3, len(block)) + zlib.compress(block)
    pack += _object_header(7, len(delta)) + base.digest() + zlib.compress(delta)
    return pack + _sha1(pack).digest(), result.hexdigest()


def _number(value: int) -> bytes:
    """Seven bits in a byte, the lowest first; the eighth says that more follow."""
    if value < 128:
        return bytes([value])
    return bytes([value & 127 | 128]) + _number(value >> 7)


def _object_header(kind: int, size: int) -> bytes:
    first = kind << 4 | size & 15
    return bytes([first | 128]) + _number(size >> 4) if size > 15 else bytes([first])


class _Handler(BaseHTTPRequestHandler):
    """Gives out `<root>/…` by git's own CGI program, and some answers that nobody should give."""

    server: GitServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *_: Any) -> None:
        pass

    def _answer(self) -> None:
        self.server.requests.append(self.path)
        match self.path.split("/")[1]:
            case "moved":
                self.send_response(301)
                self.send_header("Location", self.server.moved_to + self.path.removeprefix("/moved"))
                self.send_header("Content-Length", "0")
                self.end_headers()
            case "private":
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="git"')
                self.send_header("Content-Length", "0")
                self.end_headers()
            case "dumb":
                self._plain(b"%s\trefs/heads/main\n" % (b"1" * 40), "text/plain")
            case "says":
                said = "ERR \x1b[31m\u202ego away ".encode() + b"x" * 900 + b"\nfatal: couldn't find remote ref x"
                head = b"001e# service=git-upload-pack\n0000"
                self._plain(head + b"%04x" % (len(said) + 4) + said, "application/x-git-upload-pack-advertisement")
            case "endless":
                self._endless(b"0" * 65536, 0)
            case "trickle":
                self._endless(b"0", 0.05)
            case _:
                self._backend()

    def _plain(self, body: bytes, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _endless(self, piece: bytes, pause_seconds: float) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/x-git-upload-pack-advertisement")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"001e# service=git-upload-pack\n0000")
        self.close_connection = True
        with contextlib.suppress(OSError):
            while not self.server.closing.wait(pause_seconds):
                self.wfile.write(piece)

    def _backend(self) -> None:
        path, _, query = self.path.partition("?")
        run = subprocess.run(
            ["git", "http-backend"],
            env={
                "PATH": "/usr/bin:/bin",
                "GIT_PROJECT_ROOT": str(self.server.root),
                "GIT_HTTP_EXPORT_ALL": "1",
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "REQUEST_METHOD": self.command,
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "REMOTE_ADDR": "127.0.0.1",
            },
            input=self.rfile.read(int(self.headers.get("Content-Length", 0))),
            capture_output=True,
            check=False,
        )
        head, _, body = run.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class GitServer(ThreadingHTTPServer):
    """An https server on the loopback, for the repositories in `root`."""

    daemon_threads = True
    request_queue_size = 50

    def __init__(self, root: Path, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.root = root
        self.port: int = self.server_address[1]
        self.moved_to = ""
        self.requests: list[str] = []
        self.closing = threading.Event()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        # The handshake in the connection's own thread, for one that fails is none of the server's business.
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # connections that the other side refuses or leaves are what this is about


@contextlib.contextmanager
def serving(root: Path, certificate: Path) -> Iterator[GitServer]:
    """The server, until the end of the block."""
    server = GitServer(root, certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def make_certificate(path: Path) -> None:
    """Write a key and a certificate of its own authority, for NAMES and the loopback's addresses."""
    names = ",".join([*(f"DNS:{name}" for name in NAMES), "IP:127.0.0.1", "IP:::1"])
    subprocess.run(
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=git.test "
        f"-addext subjectAltName={names} -keyout {path} -out {path}.crt".split(),
        check=True,
        capture_output=True,
    )
    path.write_bytes(path.read_bytes() + path.with_name(f"{path.name}.crt").read_bytes())
